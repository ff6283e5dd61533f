"""What an officer may get wrong around the plan, or take away from it: each ends in words, and nobody is named."""

import pytest

from plugins.delivery.pulling import pull_tracker
from plugins.model.findings import ContentError
from plugins.sources.first_bytes import other_kind
from plugins.sources.identities import FILE
from plugins.sources.tracker.fields import LONGEST_CELL
from plugins.sources.unreadable import unreadable
from tests.office import HEADINGS, ROWS, an_office, changed, warnings  # noqa: F401
from tests.small import AREA, PLAN, page, theme
from tests.test_plan_pages import FILES, SNAPSHOTS
from tests.test_programme import INSPECTED, PLANNED, board, workstream

A_ROLE = "[{role: %s, organisation: The council}]"


def said(findings) -> list[str]:
    return [f"{one.place}: {one.message}" for one in findings]


# ---- A role is published, a name is not ---------------------------------------------------------------------------

NAMED = [
    ("Mrs Jane Smith", "a person's title and surname"),
    ("Cllr Jane Smith", "a person's title and surname"),
    ("Prof. J. Smith", "a person's title and surname"),
    ("Head of SEND, jane@council.example", "an e-mail address"),
    ("Head of SEND, 01632 960 999", "a telephone number"),
]


def where_roles_stand(words: str) -> dict[str, dict[str, str]]:
    """Return for each key that holds a role the files of a plan in which it says *words*."""
    quoted = f'"{words}"'
    return {
        "plan/boards/b.md, line 6: `chair`": {"plan/boards/b.md": board(chair=quoted)},
        "plan/boards/b.md, line 7: `members.0.role`": {"plan/boards/b.md": board(members=A_ROLE % quoted)},
        "plan/boards/b.md, line 8: `reports_to`": {"plan/boards/b.md": board(reports_to=quoted)},
        "plan/workstreams/w.md, line 6: `lead`": {"plan/workstreams/w.md": workstream(lead=quoted)},
        "plan/themes/listening.md, line 4: `lead`": {
            "plan/themes/listening.md": theme().replace("lead: Head of SEND", f"lead: {quoted}")
        },
        "plan/plan.toml, key inspection.priority_actions.0.accountable: `inspection.priority_actions.0.accountable`": {
            "plan/plan.toml": INSPECTED.replace('actions = ["A1"]\n', "").replace(
                'accountable = "Head of SEND"', f"accountable = {quoted}"
            )
        },
    }


@pytest.mark.parametrize(("words", "kind"), NAMED)
def test_personal_data_in_the_role_of_a_board_a_workstream_a_theme_or_a_finding_is_refused(refused, words, kind):
    files = {name: text for one in where_roles_stand(words).values() for name, text in one.items()}
    files["plan/boards/b.md"] = board(chair=f'"{words}"', members=A_ROLE % f'"{words}"', reports_to=f'"{words}"')

    found = said(refused({**PLANNED, **files}))

    for place in where_roles_stand(words):
        assert f"{place}: There is {kind} in it." in found
    assert not any("Smith" in one or "jane" in one or "960 999" in one for one in found)


def test_a_role_that_may_be_a_name_is_a_warning_and_is_not_repeated(build, caplog):
    build({**PLANNED, "plan/boards/b.md": board(chair="Ottoline Prewbury", members=A_ROLE % "Mark Brown")})

    assert "`chair`: This may be the name of a person." in caplog.text
    assert "`members.0.role`: This may be the name of a person." in caplog.text
    assert "Prewbury" not in caplog.text


def test_roles_as_boards_have_them_are_taken_for_no_names(build, caplog):
    roles = ("Two young people", "Chair of Parent Carer Voice and a second parent carer", "Designated Clinical Officer")
    build({**PLANNED, "plan/boards/b.md": board(members=f"[{', '.join((A_ROLE % one)[1:-1] for one in roles)}]")})

    assert "name of a person" not in caplog.text


def test_a_draft_that_names_somebody_is_refused_too(refused):
    found = said(refused({**PLANNED, "plan/boards/b.md": board(chair="Mrs Jane Smith", status="draft")}))

    assert any("There is a person's title and surname in it." in one for one in found)


# ---- A link that leads nowhere, a folder that cannot be read ------------------------------------------------------

FOLDERS = (
    "plan", "plan/history", "plan/themes", "plan/boards", "plan/strategies", "plan/earlier", "comments", "events",
    "news", "documents", "plan/actions.toml", "plan/received.json", "plan/measures.toml",
)  # fmt: skip


@pytest.mark.parametrize("name", FOLDERS)
def test_a_link_to_itself_is_told_and_ends_in_no_trace(tmp_path, build, refused, name):
    files = {one: text for one, text in FILES.items() if not f"{one}/".startswith(f"{name}/")}
    link = tmp_path / "content" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(link.name)
    (tmp_path / "content" / "area.toml").write_text(AREA)

    assert said(refused(files)) == [f"{name}: This is a link that leads nowhere, or to itself."]


def test_a_link_to_a_folder_that_it_lies_in_is_told(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "again").symlink_to("..")

    assert said(unreadable(tmp_path)) == ["news/again: This is a link that leads nowhere, or to itself."]


def test_a_folder_that_may_not_be_opened_is_told(tmp_path, monkeypatch):
    import os

    (tmp_path / "comments").mkdir()
    really = os.scandir

    def closed(path):
        if str(path).endswith("comments"):
            raise PermissionError(13, "Permission denied", str(path))
        return really(path)

    monkeypatch.setattr(os, "scandir", closed)

    assert said(unreadable(tmp_path)) == ["comments: This folder cannot be read from the disk."]


def test_links_that_lead_somewhere_and_those_of_programs_are_no_fault(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to("a")
    (tmp_path / ".#lock").symlink_to("jane@laptop.1234")

    assert said(unreadable(tmp_path)) == []


def test_a_pull_into_a_history_that_is_a_link_to_itself_is_refused_in_words(tmp_path):
    (tmp_path / "content/plan").mkdir(parents=True)
    (tmp_path / "content/area.toml").write_text(AREA)
    (tmp_path / "content/plan/history").symlink_to("history")

    with pytest.raises(ContentError) as refused:
        pull_tracker(tmp_path / "content", tmp_path / "state", tmp_path, None, dry_run=False, ask=None)

    assert said(refused.value.findings) == ["plan/history: This is a link that leads nowhere, or to itself."]


# ---- What was taken away ------------------------------------------------------------------------------------------


def test_an_action_without_its_entry_stops_the_build_and_says_how_to_mend_it(refused):
    entry = f'[[action]]\nid = "{SNAPSHOTS[-1][0]["id"]}"\nref = "1.1"\nfirst_seen = 2026-06-10\n'
    assert entry in FILES[str(FILE)]

    (found,) = refused({**FILES, str(FILE): FILES[str(FILE)].replace(entry, "")})

    assert found.message == "Action 1.1 is in the plan's history, and its entry is not here, or has another id."
    assert found.mend == "Bring the file back from git, and pull again."


def test_a_list_of_actions_that_is_gone_stops_the_build_and_names_every_action(refused):
    files = {name: text for name, text in FILES.items() if name != str(FILE)}

    found = [one.message for one in refused(files) if one.place.file == str(FILE)]
    assert len(found) == len({action["ref"] for actions in SNAPSHOTS for action in actions})


# ---- Settings that say something else than they mean --------------------------------------------------------------


@pytest.mark.parametrize("status", ["draft", "Draft"])
def test_a_plan_cannot_be_a_draft_because_nothing_would_keep_it_back(refused, status):
    found = said(refused({**PLANNED, "plan/plan.toml": f'status = "{status}"\n{PLAN}'}))

    assert found == ["plan/plan.toml, key status: `status`: All that plan.toml says is public: a plan has no draft."]


def test_a_working_draft_that_everybody_may_read_is_none_of_ours(build):
    build({**PLANNED, "plan/plan.toml": f'status = "working draft"\n{PLAN}'})


@pytest.mark.parametrize("key", ["months", "themes_count", "patience_days"])
def test_true_is_not_a_number(refused, key):
    plan = PLAN.replace("themes_count = 1\n", "")
    found = said(refused({**PLANNED, "plan/plan.toml": f"{key} = true\n{plan}"}))

    assert f"plan/plan.toml, key {key}: `{key}`: A number is needed here, not true." in found


def test_true_is_not_a_number_in_a_list_of_tables_either(refused):
    found = said(refused({**PLANNED, "plan/plan.toml": PLAN.replace("number = 1", "number = true")}))

    assert "plan/plan.toml, key themes.0.number: `themes.0.number`: A number is needed here, not true." in found


def test_a_key_of_the_plan_that_nobody_knows_is_refused(refused):
    found = said(refused({**PLANNED, "plan/plan.toml": f"hidden = true\n{PLAN}"}))

    assert found == ["plan/plan.toml, key hidden: `hidden` is not a key of a plan."]


# ---- Documents and cells ------------------------------------------------------------------------------------------

PDF, ZIP, PROGRAM = b"%PDF-1.7\n", b"PK\x03\x04\x14\x00", b"MZ\x90\x00\x03\x00"
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"


@pytest.mark.parametrize(
    ("suffix", "data", "kind"),
    [
        (".pdf", PDF, ""),
        (".pdf", b"\n\n" + PDF, ""),
        (".pdf", PROGRAM, "a program"),
        (".pdf", ZIP, "a Zip archive, or a file of an office program"),
        (".docx", PDF, "a PDF"),
        (".docx", ZIP, ""),
        (".xlsx", ZIP, ""),
        (".zip", b"PK\x05\x06", ""),
        (".odt", JPEG, "a JPEG picture"),
        (".png", PNG, ""),
        (".png", JPEG, "a JPEG picture"),
        (".jpg", JPEG, ""),
        (".jpeg", PNG, "a PNG picture"),
        (".pdf", b"Dear all", "nothing that is known"),
        (".csv", b"year,count\n", ""),
        (".csv", PROGRAM, "a program"),
        (".txt", b"", ""),
    ],
)
def test_the_first_bytes_of_a_file_say_whether_it_is_what_its_name_says(tmp_path, suffix, data, kind):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)

    assert other_kind(path) == kind


def test_a_download_that_is_not_what_its_name_says_is_a_warning(build, caplog):
    entry = "[{title: Plan, file: documents/plan.pdf, date: 2026-11-01, accessible: /help/}]"

    build({"pages/help.md": page(downloads=entry), "documents/plan.pdf": PROGRAM})

    assert "The name of documents/plan.pdf ends in .pdf, and by its first bytes it is a program." in caplog.text


@pytest.mark.parametrize("heading", ["Action", "Progress update"])
def test_a_cell_that_is_far_too_long_is_refused_and_nothing_is_cut(office, heading):
    office.excel([HEADINGS, *changed(ROWS, 1, heading, "word " * (LONGEST_CELL // 5) + "word")])

    (found,) = [one for one in office.refuse() if "characters" in one]
    assert found.endswith("This cell is 5,004 characters long, and 5,000 are the most that a page takes.")


def test_a_cell_that_is_just_not_too_long_is_published_whole(office):
    text = ("word " * (LONGEST_CELL // 5)).strip()
    office.excel([HEADINGS, *changed(ROWS, 1, "Progress update", text)])

    proposal = office.pull()
    assert proposal.snapshot.actions[1].update == text
    assert not [one for one in warnings(proposal) if "characters" in one]
