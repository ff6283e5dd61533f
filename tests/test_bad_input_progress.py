"""Whatever an office gets wrong, or would rather not show, ends in words and never in silence or a stack trace."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from pydantic import ValidationError

from plugins.model.actions import Snapshot
from plugins.model.figures import Figure, Series
from plugins.model.findings import ContentError
from plugins.model.forum import MOST_WORDS, Answer, FamiliesView, view_changes
from plugins.model.measures import Baseline, Target
from plugins.model.periods import period
from plugins.model.values import Slug, Value, is_unseen, unchecked
from plugins.sources.identities import FILE, Identities
from plugins.sources.measures.changed_units import changed_units
from plugins.sources.measures.definitions import read_measures
from plugins.sources.outside import read_outside
from plugins.sources.snapshots import canonical, digest
from plugins.sources.tracker.locating import read_local
from plugins.sources.vanished import without_forum, without_history
from tests import small
from tests.office import HEADINGS, ROWS, an_office, area_of, changed, id_of, note, warnings  # noqa: F401

LONG = [*HEADINGS, "Completed on", "Public evidence", "Evidence date", "Evidence link", "Effect for families"]


def rows(**cells):
    """Return the rows of the office's tracker, with *cells* of its first action under more headings."""
    more = [cells.get(name.replace(" ", "_"), "") for name in LONG[len(HEADINGS) :]]
    first = [*ROWS[0], *more]
    if "Status" in cells:
        first[HEADINGS.index("Status")] = cells["Status"]
    return [LONG, first, *([*row, "", "", "", "", ""] for row in ROWS[1:])]


# ---- What the history speaks of cannot be taken away ----------------------------------------------------------------


def entry_of(office, ref):
    text = (office.content / FILE).read_text()
    start = text.rindex("[[action]]", 0, text.index(f'ref = "{ref}"\n'))
    end = text.find("[[action]]", start + 1)
    return text[start : end if end > 0 else None]


def test_an_entry_that_is_taken_away_is_refused_so_that_no_action_begins_anew(office):
    path = office.content / FILE
    path.write_text(path.read_text().replace(entry_of(office, "1.2"), ""))

    assert (
        "plan/actions.toml: Action 1.2 is in the plan's history, and its entry is not here, or has another id."
        in office.refuse()
    )


def test_an_id_that_is_changed_is_refused(office):
    path = office.content / FILE
    path.write_text(path.read_text().replace(id_of(office, "1.2"), "11111111-1111-4111-8111-111111111111"))

    assert any("its entry is not here, or has another id" in one for one in office.refuse())


def test_a_list_of_actions_that_is_deleted_is_refused_and_names_every_action(office):
    (office.content / FILE).unlink()

    assert len([one for one in office.refuse() if "is in the plan's history" in one]) == len(ROWS)


def test_a_history_that_is_deleted_is_refused(office):
    for path in (office.content / "plan/history").iterdir():
        path.unlink()

    said = "plan/actions.toml knows actions since 04/11/2026, and the history holds no snapshot of that day."
    assert f"plan/history: {said}" in office.refuse()


def test_actions_of_an_earlier_plan_may_be_written_down_before_the_first_pull(office):
    for one in ("1.1", "1.2", "2.1"):
        note(office, one, 'carried_from = "5b0a8f1e-0005-4000-8000-00000000000c"')
    from plugins.sources.identities import read_identities

    known, _ = read_identities(office.content / FILE)

    assert list(without_history(known, date(2026, 12, 1))) == []
    assert list(without_history(Identities(), date(2026, 12, 1))) == []


def view(**more):
    given = {"theme": 1, "asked_on": date(2026, 9, 1), "method": "A survey", "answers": 40, "feeling": "mixed"}
    return FamiliesView(**{**given, "approved_by": "The group", "approved_on": date(2026, 9, 2), **more})


def test_a_forum_that_is_taken_out_of_the_settings_is_refused_while_its_views_are_public():
    latest = Snapshot(as_at=date(2026, 11, 6), views=(view(),))

    assert [one.message for one in without_forum(latest, area_of(source="x"))] == [
        "Views of the parent carer forum are published, and there is no [forum] any more."
    ]
    assert not list(without_forum(latest.model_copy(update={"views": ()}), area_of(source="x")))


# ---- The tracker ----------------------------------------------------------------------------------------------------


def test_a_reference_that_is_far_too_long_is_told_in_words(office):
    office.excel([HEADINGS, *changed(ROWS, 1, "Ref", "a" * 400)])

    assert any(one.endswith("This is too long to be a reference.") for one in office.refuse())


@pytest.mark.parametrize(
    ("status", "day", "said"),
    [
        ("G", "01/11/2026", "has a day on which it was done, and its status is not done: the day is left out."),
        ("Blue", "01/11/2027", "was done has not come yet, so it is left out."),
    ],
)
def test_a_day_of_completion_that_cannot_be_is_left_out(office, status, day, said):
    office.excel(rows(Status=status, Completed_on=day))

    proposal = office.pull()

    assert any(one.endswith(said) for one in warnings(proposal))
    assert proposal.snapshot.actions[0].completed is None


def test_a_day_of_completion_before_the_action_was_published_as_not_done_is_a_warning(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "G")])
    office.accept("2026-11-05T12:00")
    office.excel(rows(Completed_on="01/10/2026"))

    said = "is said to have been done on 01/10/2026, and on 05/11/2026 it was still published as not done."
    assert any(one.endswith(said) for one in warnings(office.pull()))


@pytest.mark.parametrize("link", ["/", "/plan", "/plan/", "/plan/actions/1-1/", "/plan/changes/?x", "/#top"])
def test_the_plan_itself_is_no_evidence(office, link):
    given = {"Public_evidence": "News", "Evidence_date": "01/11/2026", "Evidence_link": link}
    office.excel(rows(Effect_for_families="Help is there.", **given))

    proposal = office.pull()

    assert any("The plan itself does not show that an action is done" in one for one in warnings(proposal))
    assert proposal.snapshot.actions[0].evidence is None


def test_reworded_counts_from_its_day_on_and_not_before(office):
    note(office, "1.2", "reworded = 2099-01-01")
    office.excel([HEADINGS, *changed(ROWS, 1, "Action", "Build a swimming pool with a wave machine in the park")])

    assert any("now says something quite different" in one for one in office.refuse())


def test_what_the_excel_library_says_of_a_cell_is_not_shown(office, recwarn):
    book = openpyxl.Workbook()
    for row in [HEADINGS, *ROWS]:
        book.active.append(row)
    book.active["E3"].value, book.active["E3"].number_format = 1e15, "dd/mm/yyyy"
    office.save(book)

    office.refuse()

    assert [str(one.message) for one in recwarn if "Cell" in str(one.message)] == []


def test_a_source_that_is_a_link_to_itself_is_told_as_such(tmp_path):
    content, loop = tmp_path / "content", tmp_path / "loop.csv"
    content.mkdir()
    loop.symlink_to(loop)

    with pytest.raises(ContentError) as refused:
        read_local(area_of(source="../loop.csv").tracker, content)
    assert "loop.csv: It is a link that leads back to itself." in str(refused.value)


def test_a_home_folder_that_nobody_has_is_told(tmp_path):
    settings = area_of(source="~nobody-of-that-name/x.csv").tracker

    document, findings = read_outside(settings, tmp_path, "forum")

    assert document is None
    assert [one.message for one in findings] == ["The home folder that its path begins with, ~, is not known."]


# ---- Numbers, dates, words and addresses ----------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["1e15", "-1e30", "1E+999999", "NaN", "Infinity"])
def test_a_number_that_nobody_can_mean_is_refused(number):
    for make in (
        lambda: Target(by="2027-05", value=number),
        lambda: Baseline(period="2026", value=number),
        lambda: Figure(period=period("month", "2026-06"), value=number),
    ):
        with pytest.raises(ValidationError):
            make()


def test_a_large_number_that_somebody_can_mean_is_a_number():
    assert Target(by="2027-05", value="123456789.5").value == Decimal("123456789.5")


def test_a_plan_that_ends_before_it_starts_is_refused(refused):
    plan = small.PLAN.replace("themes_count = 1", 'themes_count = 1\nstarts = "2026-05"\nends = "2020-10"')

    said = [one.message for one in refused({"plan/plan.toml": plan, "plan/themes/listening.md": small.theme()})]
    assert any("The plan ends before it starts." in one for one in said)


class Named(Value):
    """Something with an address."""

    slug: Slug


@pytest.mark.parametrize("slug", ["a" * 101, "y" * 20_000, float("inf"), "..", "é", "a/b"])
def test_an_address_that_no_disk_can_hold_is_refused(slug):
    with pytest.raises(ValidationError):
        Named(slug=slug)


@pytest.mark.parametrize("mark", ["\u202a", "\u202d", "\u202e", "\x00", "\x7f", "\ufffe"])
def test_marks_that_turn_words_round_or_cannot_be_shown_are_refused(refused, mark):
    assert is_unseen(mark)
    written = small.PLAN.replace("What we will put right.", f"What \\u{ord(mark):04x}we will put right.")
    found = refused({"plan/plan.toml": written, "plan/themes/listening.md": small.theme()})
    assert any("that cannot be shown" in one.message for one in found)


@pytest.mark.parametrize("mark", ["\n", "\t", "é", "\u200f", "\u2067", "😀", "م"])
def test_marks_that_languages_need_are_kept(mark):
    assert not is_unseen(mark)


@pytest.mark.parametrize(
    "other", ["participation lead.", "PARTICIPATION  LEAD", "Participation\u200b Lead", "Participation-Lead"]
)
def test_one_role_written_in_two_ways_is_one_checker(other):
    assert unchecked(["Participation Lead", other])
    assert not unchecked(["Participation Lead", "Head of Data"])


def test_an_empty_document_is_not_offered(refused):
    keys = "downloads:\n  - title: A form\n    file: documents/form.pdf\n    date: 2026-10-01\n"
    page = small.PAGE.replace("owner:", f"{keys}owner:", 1)

    found = refused({"pages/help.md": page, "documents/form.pdf": b""})
    assert any("The file documents/form.pdf is empty." in one.message for one in found)


# ---- Measures and the forum -----------------------------------------------------------------------------------------

MEASURES = """
[[measures]]
id = "requests"
title = "Requests"
unit = "weeks"
direction = "neutral"
definition = "How many asked."
period = "month"
source = { kind = "own", file = "../x.csv" }
source_words = "The council"
"""


def test_a_unit_that_changed_stops_the_build_and_does_not_take_the_figures_away(tmp_path):
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan/measures.toml").write_text(MEASURES)
    measures, _ = read_measures(tmp_path)
    figures = (Figure(period=period("month", "2026-06"), value=Decimal(80)),)
    latest = Snapshot(
        as_at=date(2026, 11, 6),
        series=(Series(measure="requests", unit="number", source="The council", figures=figures),),
    )

    assert [one.message for one in changed_units(measures, latest)] == [
        "The unit of the measure requests is “weeks” here, and its figures were published as “number”."
    ]
    assert not list(changed_units(measures, None))


def test_every_correction_of_a_view_is_told():
    before = Snapshot(as_at=date(2026, 9, 3), views=(view(split=(Answer(words="Yes", count=12),)),))
    others = [
        view(split=(Answer(words="Yes", count=30),)),
        view(split=(Answer(words="No", count=12),)),
        view(split=(Answer(words="Yes", count=12),), answers=90),
        view(split=(Answer(words="Yes", count=12),), method="By telephone"),
        view(split=(Answer(words="Yes", count=12),), approved_by="Somebody else"),
    ]

    for other in others:
        after = before.model_copy(update={"views": (other,)})
        assert [one.kind for one in view_changes(before, after)] == ["corrected"]


def test_a_number_that_is_hidden_now_is_no_correction():
    before = Snapshot(as_at=date(2026, 9, 3), views=(view(split=(Answer(words="Yes", count=12),)),))
    hidden = view(split=(Answer(words="Yes", why="small number"),), answers=None)

    assert view_changes(before, before.model_copy(update={"views": (hidden,)})) == ()


def test_words_that_no_page_can_hold_are_refused():
    with pytest.raises(ValidationError):
        view(words="x" * (MOST_WORDS + 1))
    assert view(words="x" * MOST_WORDS).words


# ---- A fault is told once, where it is ------------------------------------------------------------------------------

ACTION = "5b0a8f1e-0006-4000-8000-000000000001"
WORKSTREAM = (
    "---\ntitle: Work\nid: 5b0a8f1e-0007-4000-8000-000000000001\nstatus: published\n"
    "summary: What we do about people.\nlead: Head of SEND\npartners: [Smallshire Council, NHS Small ICB]\nactions: ['1.1']\n---\nWords.\n"
)


def kept(as_at, previous=None):
    """Return the file of a snapshot with one action that was due on 1 October 2026."""
    due = {"text": "1 October 2026", "date": {"first": "2026-10-01", "last": "2026-10-01", "precision": "day"}}
    one = {"id": ACTION, "ref": "1.1", "theme": 1, "text": "Do it.", "status": "on-track", "due": due}
    return canonical(Snapshot.model_validate({"as_at": as_at, "previous": previous, "actions": [one]}))


def test_a_broken_snapshot_is_the_only_fault_that_is_told(refused):
    files = {
        "plan/plan.toml": small.PLAN,
        "plan/themes/listening.md": small.theme(),
        "plan/workstreams/work.md": WORKSTREAM,
        "plan/history/2026-11-06.json": "not json",
    }

    faults = [one for one in refused(files) if one.severity == 0]

    assert [one.place.file for one in faults] == ["plan/history/2026-11-06.json"], faults


def test_a_tracker_as_at_an_earlier_day_does_not_turn_the_clock_back(build):
    first = kept("2026-11-06")
    files = {
        "plan/plan.toml": small.PLAN,
        "plan/themes/listening.md": small.theme(),
        "plan/history/2026-11-06.json": first,
        "plan/history/2026-11-20.json": kept("2026-09-01", digest(first)),
    }
    output = build({**files, "plan/actions.toml": small.entries(files)})

    assert "Late since 2 October 2026" in (output / "plan/actions/1-1/index.html").read_text()
