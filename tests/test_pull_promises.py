"""The plan, pulled: first dates are fixed, moves need reasons, done needs evidence, and nothing leaves in silence."""

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.model.changes import Known, meaning
from plugins.model.clock import Clock, instant
from plugins.model.findings import ContentError, errors
from plugins.model.history import History
from plugins.model.language import Language
from plugins.sources.carried import read_carried
from plugins.sources.earlier import read_earlier
from plugins.sources.first_dates import rewritten
from plugins.sources.history import read_shelf
from plugins.sources.identities import FILE, HEAD, read_identities
from plugins.sources.plan import read_plan
from plugins.sources.snapshots import canonical, digest
from plugins.sources.workspace import open_workspace
from tests.office import (
    HEADINGS,
    PLAN,
    ROWS,
    Office,
    an_office,  # noqa: F401  # a fixture
    as_csv,
    changed,
    id_of,
    note,
    snapshots_of,
    unshown,
    warnings,
)
from tests.small import AREA, theme

REVISED = [*HEADINGS, "Revised date", "Reason for change of date"]
WHOLE = [*REVISED, "Completed on", "Public evidence", "Evidence date", "Evidence link", "Effect for families"]
PROOF = ["31/05/2025", "The helpline’s page", "31/05/2025", "/news/helpline/", "You can ring without a letter."]
CELL = "tracker.xlsx, sheet Actions, row"


def full(headings: list[str], *changes: tuple[int, str, Any]) -> list[list[Any]]:
    """Return a table with *headings*, the rows of every office, and these cells (row from 0, heading, value) changed."""
    rows = [[*row, *[None] * (len(headings) - len(row))] for row in ROWS]
    for row, heading, value in changes:
        rows[row][headings.index(heading)] = value
    return [headings, *rows]


def one(proposal: Any, ref: str = "1.2") -> Any:
    return next(action for action in proposal.snapshot.actions if action.ref == ref)


def workspace_of(office: Office) -> Any:
    """Return the workspace of a build of the office's content."""
    (office.content / "area.toml").write_text(AREA)
    return open_workspace(
        office.content, office.folder / "state", office.folder, Clock(instant("2027-12-01")), publish=False
    )


# ---- First dates -----------------------------------------------------------------------------------------------------


def test_a_changed_first_date_is_refused(office):
    office.excel(full(REVISED, (1, "Due date", "30/06/2027")))

    assert office.refuse() == [
        f"{CELL} 3, column E (Due date): The first date of action 1.2 is 31 March 2027 and never changes. "
        "The tracker now says 30 June 2027."
    ]


def test_a_changed_first_date_is_refused_with_every_way_to_mend_it(office):
    office.excel(full(REVISED, (1, "Due date", "TBC"), (1, "Revised date", "30/06/2027")))
    with pytest.raises(SystemExit) as refused:
        office.pull()
    (finding,) = [found for found in refused.value.findings if found.severity == 0]

    assert finding.mend == (
        "Write 31 March 2027 back, and the new date in the column J (Revised date). Was the first date wrong from the "
        "start? Add a line under `corrections` in plan/actions.toml: its head tells how."
    )


def test_a_tracker_without_a_column_for_revised_dates_moves_the_date_and_the_first_one_stays(office):
    office.excel([HEADINGS, *changed(ROWS, 1, "Due date", "30/06/2027")])
    moved = one(office.accept())
    assert (moved.due.text, moved.revised.text) == ("31/03/2027", "30/06/2027")

    office.excel([HEADINGS, *changed(ROWS, 1, "Due date", "Sept 2027")])
    again = one(office.accept("2026-11-07"))
    assert (again.due.text, again.revised.text) == ("31/03/2027", "Sept 2027")

    office.excel([HEADINGS, *ROWS])
    assert (one(office.pull("2026-11-08")).due.text, one(office.pull("2026-11-08")).revised) == ("31/03/2027", None)


@pytest.mark.parametrize("gone", ["", None, "TBC"])
def test_a_first_date_that_is_taken_away_stays(office, gone):
    """Silence is no way out: an empty cell changes nothing, and “TBC” is a move that leaves the first date to count."""
    office.excel([HEADINGS, *changed(ROWS, 1, "Due date", gone)])
    action = one(office.pull())

    assert (action.due.text, str(action.deadline.last)) == ("31/03/2027", "2027-03-31")
    assert office.pull().unchanged == (not gone)


def test_a_date_that_was_not_known_and_is_known_now_is_the_first_date(office):
    office.excel([HEADINGS, *changed(ROWS, 2, "Due date", "31/01/2027")])
    office.accept()
    action = one(office.pull("2026-11-07"), "2.1")

    assert (action.due.text, action.revised) == ("31/01/2027", None)
    office.excel(full(REVISED, (2, "Due date", "28/02/2027")))
    assert len(office.refuse("2026-11-07")) == 1


def test_an_action_that_left_and_came_back_keeps_its_first_date(office):
    office.excel([HEADINGS, ROWS[0], ROWS[2]])
    office.accept(max_lost=1)
    office.excel([HEADINGS, *changed(ROWS, 1, "Due date", "30/06/2027")])
    proposal = office.pull("2026-11-07")

    assert (one(proposal).due.text, one(proposal).revised.text) == ("31/03/2027", "30/06/2027")
    assert "Action 1.2 had left the plan and is in it again: Publish waiting times." in proposal.sentences


def test_a_first_date_that_was_wrong_is_corrected_with_a_public_reason(office):
    note(office, "1.2", 'corrections = [{ first = 2027-05-31, on = 2026-11-06, why = "It was typed wrongly." }]')
    proposal = office.accept()

    assert (one(proposal).due.text, one(proposal).revised) == ("31 May 2027", None)
    assert proposal.sentences == (
        "The first date of action 1.2 is corrected from 31 March 2027 to 31 May 2027: Publish waiting times. "
        "Why: It was typed wrongly.",
        "The plan is then as at 6 November 2026.",
    )
    assert warnings(proposal) == [
        f"{CELL} 3, column E (Due date): The tracker still says the first date as it was before its correction. "
        "The first date of action 1.2 is 31 May 2027 and never changes."
    ]
    office.excel(full(REVISED, (1, "Due date", "31/05/2027")))
    assert office.pull("2026-11-07").unchanged


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-11-07", "A correction of the first date of action 1.2 is of a day that has not come yet.")],
)
def test_a_correction_of_a_later_day_is_refused(office, day, said):
    note(office, "1.2", f'corrections = [{{ first = 2027-05-31, on = {day}, why = "A slip." }}]')

    assert office.refuse() == [f"plan/actions.toml, key action.1.corrections: {said}"]


def test_a_correction_older_than_the_action_or_without_a_reason_is_refused(office):
    note(office, "1.2", 'corrections = [{ first = 2027-05-31, on = 2026-01-01, why = "A slip." }]')
    assert "older than the action, which was first seen on 2026-11-04" in office.refuse()[0]

    path = office.content / FILE
    path.write_text(path.read_text().replace(', why = "A slip."', ""))
    assert "why" in office.refuse()[0]


def test_a_revised_date_that_is_the_first_one_again_is_none(office):
    office.excel(full(REVISED, (1, "Revised date", "31 March 2027")))

    assert one(office.pull()).revised is None


def test_a_first_date_changed_in_the_history_is_found_by_the_build(office):
    """Somebody rewrote the last snapshot whole, with a right seal."""
    office.excel(full(REVISED, (1, "Revised date", "30/06/2027")))
    office.accept()
    path = office.content / "plan/history/2026-11-06.json"
    path.write_text(path.read_text().replace('"text": "31/03/2027"', '"text": "x"').replace("2027-03-31", "2027-04-30"))
    shelf = read_shelf(office.content / "plan/history", office.folder / "state")
    known = read_identities(office.content / FILE)[0].entries
    statuses = {status.id: status for status in office.area().statuses}

    assert [f"{found.place}: {found.message}" for found in rewritten(shelf.told(Known(statuses, known), bool))] == [
        "plan/history/2026-11-06.json: "
        "The first date of action 1.2 is another one than before. A first date never changes."
    ]
    assert list(rewritten(History())) == []


dues = st.sampled_from(["", "TBC", "31/03/2027", "31 March 2027", "30/06/2027", "Sept 2027", "Q3 27/28"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(dues, dues, st.booleans()), min_size=1, max_size=4))
def test_whatever_the_tracker_says_no_first_date_that_was_public_ever_changes(office, tellings):
    for number, (due, revised, has_column) in enumerate(tellings):
        headings = REVISED if has_column else HEADINGS
        cells = [(1, "Due date", due), *([(1, "Revised date", revised)] if has_column else [])]
        office.file("tracker.csv", as_csv(full(headings, *cells)))
        with suppress(ContentError):
            office.accept(f"2026-11-{6 + number:02}")
    first = {
        meaning(action.due) for snapshot in snapshots_of(office) for action in snapshot.actions if action.ref == "1.2"
    }
    for path in (office.content / "plan/history").glob("2026-11-*.json"):
        if path.name != "2026-11-04.json":
            path.unlink()
    (office.content / "plan/received.json").unlink(missing_ok=True)

    assert first == {"2027-03-31/2027-03-31"}


# ---- Moved dates -----------------------------------------------------------------------------------------------------

MOVED = ((1, "Revised date", "30/06/2027"),)


def test_a_moved_date_without_a_reason_says_so_and_is_counted(office):
    office.excel(full(REVISED, *MOVED))
    proposal = office.pull()

    assert proposal.sentences[0].endswith(
        "moved from 31 March 2027 to 30 June 2027: Publish waiting times. No reason is given."
    )
    assert warnings(proposal) == [
        f"{CELL} 3, column K (Reason for change of date): The date of action 1.2 moves and no reason is given: "
        "everybody is told that no reason is given."
    ]


def test_a_moved_date_is_told_with_its_reason(office):
    office.excel(full(REVISED, *MOVED, (1, "Reason for change of date", "The post was empty.")))
    proposal = office.pull()

    assert proposal.sentences[0].endswith("Publish waiting times. Why: The post was empty.")
    assert warnings(proposal) == []


def test_the_reason_for_an_earlier_move_does_not_explain_the_next(office):
    reason = (1, "Reason for change of date", "The post was empty.")
    office.excel(full(REVISED, *MOVED, reason))
    office.accept()
    office.excel(full(REVISED, (1, "Revised date", "30/09/2027"), reason))
    proposal = office.pull("2026-11-07")

    assert proposal.sentences[0].endswith("No reason is given.")
    assert warnings(proposal) == [
        f"{CELL} 3, column K (Reason for change of date): The date of action 1.2 moves and the reason is the one that "
        "stood there before: everybody is told that no reason is given."
    ]


def test_words_about_a_date_that_has_not_moved_are_not_published(office):
    office.excel(full(REVISED, (1, "Reason for change of date", "Perhaps we need more time.")))

    assert office.pull("2026-11-04T12:00").unchanged


def test_a_new_action_whose_date_has_moved_already_is_a_warning_without_a_reason(office):
    rows = full(REVISED)
    rows.append(["2.2", "2", "Answer every call", "", "31/01/2027", "G", "", "", "", "28/02/2027", ""])
    office.excel(rows)

    assert [said for said in warnings(office.pull()) if "2.2" in said] == [
        f"{CELL} 5, column K (Reason for change of date): The date of action 2.2 moves and no reason is given: "
        "everybody is told that no reason is given."
    ]


# ---- Evidence --------------------------------------------------------------------------------------------------------


def proven(*parts: Any, **cells: Any) -> list[list[Any]]:
    given = dict(zip(WHOLE[len(REVISED) :], parts or PROOF, strict=True)) | cells
    return full(WHOLE, *[(0, heading, value) for heading, value in given.items()])


def test_done_with_whole_evidence_and_its_effect_is_done(office):
    office.excel(proven())
    proposal = office.pull()
    action = one(proposal, "1.1")

    assert (action.evidence.title, str(action.evidence.date), action.evidence.url) == (
        "The helpline’s page",
        "2025-05-31",
        "/news/helpline/",
    )
    assert action.is_shown
    assert proposal.sentences[0] == (
        "The evidence for action 1.1 is published, The helpline’s page: Open a helpline. "
        "What it means for families: You can ring without a letter."
    )
    assert unshown(proposal) == []


def test_done_without_evidence_is_only_said_to_be_done(office):
    proposal = office.pull()

    assert not one(proposal, "1.1").is_shown
    assert unshown(proposal) == [
        "tracker.xlsx, sheet Actions: "
        "The tracker has no columns for evidence, so these actions are only said to be done: 1.1."
    ]
    office.excel(proven(**{"Effect for families": ""}))
    assert unshown(office.pull()) == [
        f"{CELL} 2, column P (Effect for families): For action 1.1 the effect for families is missing: "
        "everybody is told that it is only said to be done."
    ]


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        ("Public evidence", "", "column N (Evidence date): Evidence counts only whole, and this lacks what it is: it is left out."),
        ("Evidence date", None, "column M (Public evidence): Evidence counts only whole, and this lacks its day: it is left out."),
        ("Evidence link", "", "column M (Public evidence): Evidence counts only whole, and this lacks its address: it is left out."),
        ("Evidence date", "31/12/2026", "column N (Evidence date): This day has not come yet, so the evidence is left out."),
        ("Evidence date", "soon", "column N (Evidence date): This is not a day, so it is left out."),
        ("Evidence link", "see SharePoint", "column O (Evidence link): This is not an address, so the evidence is left out."),
        ("Evidence link", "http://x.example/a", "column O (Evidence link): This is not an address, so the evidence is left out."),
        ("Evidence link", "javascript:alert(1)", "column O (Evidence link): This is not an address, so the evidence is left out."),
        ("Public evidence", "x" * 301, "column M (Public evidence): This cannot be a title, so the evidence is left out."),
    ],
)  # fmt: skip
def test_evidence_counts_only_whole(office, heading, value, said):
    office.excel(proven(**{heading: value}))
    proposal = office.pull()

    assert one(proposal, "1.1").evidence is None
    assert warnings(proposal) == [f"{CELL} 2, {said}"]


@pytest.mark.parametrize("link", ["/measures/weeks/", "/documents/report.pdf", "/documents/../area.toml"])
def test_evidence_that_leads_nowhere_is_refused(office, link):
    office.excel(proven(**{"Evidence link": link}))
    what = "measure" if "measures" in link else "document"

    assert office.refuse() == [f"{CELL} 2, column O (Evidence link): There is no {what} at this address."]
    (office.content / "documents").mkdir()
    (office.content / "documents/report.pdf").write_bytes(b"%PDF")
    if link == "/documents/report.pdf":
        assert office.pull().findings == ()


def test_a_column_called_evidence_is_internal_unless_the_area_says_otherwise(office):
    headings = ["Evidence" if name == "Public evidence" else name for name in WHOLE]
    office.excel([headings, *proven()[1:]])

    assert one(office.pull(), "1.1").evidence is None
    assert one(office.pull(aliases={"evidence": ["Evidence"]}), "1.1").evidence.title == "The helpline’s page"


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("moved_why", ["Reason for change of date", "Reason for change", "Reason for revised date", "Why moved"]),
        ("effect", ["Effect for families", "What changed for families", "What this means for families", "Impact for families"]),
    ],
)  # fmt: skip
def test_the_names_of_the_new_columns_are_known(office, field, headings):
    usual = "Reason for change of date" if field == "moved_why" else "Effect for families"
    for heading in headings:
        rows = full(WHOLE, *MOVED, (1, usual, "Because of it."))
        office.excel([[heading if name == usual else name for name in WHOLE], *rows[1:]])
        assert getattr(one(office.pull()), field) == "Because of it."


# ---- Small groups ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "letter"),
    [
        ("Action", "C"),
        ("Progress update", "G"),
        ("Reason for change of date", "K"),
        ("Public evidence", "M"),
        ("Effect for families", "P"),
    ],
)
def test_a_public_cell_that_counts_a_small_group_is_refused_without_repeating_it(office, heading, letter):
    words = "Open a helpline for three children from Stannet"
    row = 1 if heading == "Reason for change of date" else 0
    office.excel(proven(**{heading: words}) if row == 0 else full(WHOLE, *MOVED, (1, heading, words)))

    assert office.refuse() == [
        f"{CELL} {row + 2}, column {letter} ({heading}): This cell counts a group of fewer than 5 people, who could be known."
    ]
    office.pull(harmless=["three children from Stannet"])


def test_the_threshold_of_small_groups_is_the_area_s_own(office):
    office.excel(proven(**{"Effect for families": "Seven families have moved."}))
    assert office.pull().findings == ()

    (office.content / "plan/measures.toml").write_text("[protection]\nthreshold = 10\nleast_denominator = 10\n")
    assert "fewer than 10 people" in office.refuse()[0]


# ---- Departures ------------------------------------------------------------------------------------------------------

WITHOUT = [HEADINGS, ROWS[0], ROWS[2]]


def test_an_action_that_leaves_in_silence_is_told_to_have_no_reason(office):
    office.excel(WITHOUT)
    proposal = office.pull(max_lost=1)

    assert proposal.sentences[0] == "Action 1.2 is no longer in the plan: Publish waiting times. No reason is given."
    assert warnings(proposal) == [
        "plan/actions.toml: Action 1.2 leaves the plan. No reason is given, and everybody is told so."
    ]


def test_an_action_leaves_with_a_reason(office):
    office.excel(WITHOUT)
    note(office, "1.2", 'removed = "The money was not found."')
    proposal = office.pull(max_lost=0)

    assert proposal.sentences[0].endswith("Publish waiting times. Why: The money was not found.")
    assert warnings(proposal) == []


@pytest.mark.parametrize("words", ["Ask zeb@internal.example.", "Only two families wanted it."])
def test_a_public_reason_that_could_name_somebody_is_refused_by_pull_and_by_build(office, words):
    note(
        office,
        "1.2",
        f'removed = "{words}"',
        f'corrections = [{{ first = 2027-05-31, on = 2026-11-04, why = "{words}" }}]',
    )
    refused = office.refuse()

    assert [said.partition(": ")[0] for said in refused] == [
        "plan/actions.toml, key action.1.corrections.0.why",
        "plan/actions.toml, key action.1.removed",
    ]
    assert not [said for said in refused if "zeb" in said or "wanted" in said]
    (office.content / "plan/plan.toml").write_text(f'id = "5b0a8f1e-0005-4000-8000-000000000001"\n{PLAN}')
    assert len([one for one in read_plan(workspace_of(office))[1] if "action.1" in one.place.key]) == 2


def test_an_action_goes_into_another(office):
    office.excel(WITHOUT)
    note(office, "1.2", f'merged_into = "{id_of(office, "2.1")}"', 'removed = "One team does both."')

    assert office.pull(max_lost=0).sentences[0] == (
        "Action 1.2 is now part of action 2.1: Publish waiting times. Why: One team does both."
    )


def test_a_merge_of_an_action_that_is_still_there_is_refused(office):
    note(office, "1.2", f'merged_into = "{id_of(office, "2.1")}"')

    assert office.refuse() == [
        "plan/actions.toml, key action.1: Action 1.2 is said to be part of another action now, and is still in the tracker."
    ]


def test_a_merged_action_may_stay_in_a_row_that_is_not_published(office):
    headings = [*HEADINGS, "Publish"]
    office.excel([headings, *[[*row, "N" if row[0] == "1.2" else "Y"] for row in ROWS]])
    note(office, "1.2", f'merged_into = "{id_of(office, "2.1")}"')

    assert office.pull(max_lost=0).sentences[0].startswith("Action 1.2 is now part of action 2.1")


def test_a_removed_action_that_is_still_there_stays_public_with_a_warning(office):
    note(office, "1.2", 'removed = "The money was not found."')

    assert len(office.pull().snapshot.actions) == 3
    assert warnings(office.pull()) == [
        "plan/actions.toml, key action.1: "
        "Action 1.2 is said to have left the plan, and is still in the tracker: it stays public."
    ]


def test_a_merge_into_itself_into_nothing_or_in_a_circle_is_refused_in_words(office):
    ids = {ref: id_of(office, ref) for ref in ("1.1", "1.2", "2.1")}
    text = (office.content / FILE).read_text()
    for into, said in (
        ({"1.2": ids["1.2"]}, ["key action.1: `action.1`: The action is merged into itself."]),
        (
            {"1.2": "3f0f1c52-6a0d-4f6e-9d53-1b8a2f3c4d5e"},
            ["key action.1.merged_into: Action 1.2 is merged into an id that no action has."],
        ),
        (
            {"1.1": ids["1.2"], "1.2": ids["1.1"], "2.1": ids["1.1"]},
            [
                "key action.0.merged_into: Action 1.1 is merged in a circle: it went into 1.2, 1.1.",
                "key action.1.merged_into: Action 1.2 is merged in a circle: it went into 1.1, 1.2.",
            ],
        ),
    ):
        (office.content / FILE).write_text(text)
        for ref, id_ in into.items():
            note(office, ref, f'merged_into = "{id_}"')
        found = [f"{one.place}: {one.message}" for one in read_identities(office.content / FILE)[1]]
        assert found == [f"plan/actions.toml, {one}" for one in said]


# ---- Numbers that are used again -------------------------------------------------------------------------------------

REUSED = ["1.2", "2", "Paint every classroom", "", "30/06/2027", "G", "", "", ""]
QUITE_ANOTHER = (
    f"{CELL} 3, column C (Action): "
    "Action 1.2 now says something quite different: “Paint every classroom” It was: “Publish waiting times”"
)


def test_a_number_that_was_given_to_another_action_is_refused(office):
    office.excel([HEADINGS, ROWS[0], REUSED, ROWS[2]])

    assert office.refuse() == [QUITE_ANOTHER]


def test_a_number_that_is_set_free_begins_a_new_action(office):
    office.excel([HEADINGS, ROWS[0], REUSED, ROWS[2]])
    before = id_of(office, "1.2")
    path = office.content / FILE
    path.write_text(
        path.read_text().replace('ref = "1.2"', 'ref = "1.2 until 2026-11-06"\nremoved = "It was replaced."')
    )
    proposal = office.accept(max_lost=0)

    assert proposal.sentences[:2] == (
        "Action 1.2 is new: Paint every classroom.",
        "Action 1.2 is no longer in the plan: Publish waiting times. Why: It was replaced.",
    )
    assert one(proposal).due.text == "30/06/2027"
    assert id_of(office, "1.2") != before
    assert office.pull("2026-11-07").unchanged


def test_other_words_for_the_same_action_need_a_word_of_ours_once(office):
    office.excel([HEADINGS, ROWS[0], REUSED, ROWS[2]])
    note(office, "1.2", "reworded = 2026-11-06")
    proposal = office.accept()
    assert "The words of action 1.2 changed; it now says: Paint every classroom." in proposal.sentences

    office.excel([HEADINGS, *changed(ROWS[:1], 0, "Status", "Amber"), REUSED, ROWS[2]])
    office.accept("2026-11-07")
    office.excel([HEADINGS, *ROWS])
    assert len(office.refuse("2026-11-08")) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Open a helpline", "Open two helplines"),
        ("Publish waiting times", "Publsih wating tmes"),
        (
            "Reduce the number of part-time timetables.",
            "Check every part-time timetable with the family each half term, and end those that do not help.",
        ),
        ("Recruit plan writers", "Hire six plan writers and two psychologists"),
    ],
)
def test_a_reworded_action_is_the_same(office, before, after):
    for number, text in enumerate((before, after)):
        office.excel([HEADINGS, *ROWS, ["2.2", "2", text, "", "TBC", "Green", "", "", ""]])
        office.accept(f"2026-11-{6 + number:02}")

    assert {action.text for action in snapshots_of(office)[-1].actions if action.ref == "2.2"} == {after}


# ---- Earlier plans ---------------------------------------------------------------------------------------------------

OLD, OLDER = "3f0f1c52-6a0d-4f6e-9d53-00000000000a", "3f0f1c52-6a0d-4f6e-9d53-00000000000b"


def archive(office: Office, slug: str, id_: str, due: str, *lines: str) -> Path:
    """Put an earlier plan with one action beside the plan."""
    folder = office.content / "plan/earlier" / slug
    (folder / "history").mkdir(parents=True)
    (folder / "themes").mkdir()
    plan = PLAN.replace("number = 2", "number = 3")
    (folder / "plan.toml").write_text(f'id = "5b0a8f1e-0005-4000-8000-{len(slug):012}"\n{plan}')
    for number, name in enumerate(("data", "listening")):
        text = theme().replace(
            "5b0a8f1e-0004-4000-8000-000000000001", f"5b0a8f1e-0004-4000-{number}000-{len(slug):012}"
        )
        (folder / "themes" / f"{name}.md").write_text(text)
    entry = f'[[action]]\nid = "{id_}"\nref = "A1"\nfirst_seen = 2021-01-06\n' + "".join(f"{one}\n" for one in lines)
    (folder / "actions.toml").write_text(entry)
    date = {"text": due, "date": {"precision": "day", "first": due, "last": due}}
    action = {"id": id_, "ref": "A1", "theme": 1, "text": "Publish waits", "status": "delayed"}
    action |= {"due": date} if due else {}
    (folder / "history/2023-01-06.json").write_text(json.dumps({"as_at": "2023-01-06", "actions": [action]}))
    return folder


def test_an_action_carried_into_a_new_plan_keeps_its_first_date(tmp_path):
    office = Office(tmp_path)
    (office.content / "plan").mkdir(parents=True)
    (office.content / "plan/plan.toml").write_text(PLAN)
    archive(office, "written-statement", OLD, "2022-07-31")
    entry = f'{HEAD}\n[[action]]\nid = "5b0a8f1e-0005-4000-8000-00000000000c"\nref = "1.2"\nfirst_seen = 2026-11-04\n'
    (office.content / FILE).write_text(f'{entry}carried_from = "{OLD}"\n')
    office.excel(full(REVISED))
    action = one(office.accept("2026-11-04"))

    assert (action.due.text, action.revised.text, action.deadline.last.year) == ("2022-07-31", "31/03/2027", 2027)
    assert office.pull("2026-11-05").unchanged
    office.excel(full(REVISED, (1, "Revised date", "30/06/2027")))
    assert one(office.pull("2026-11-06")).revised.text == "30/06/2027"


def test_the_first_date_comes_through_a_chain_of_plans(office):
    archive(office, "first", OLDER, "2019-07-31")
    archive(office, "second", OLD, "2022-07-31", f'carried_from = "{OLDER}"')
    carried, findings = read_carried(office.content)

    assert findings == []
    assert {id_: due.text for id_, due in carried.dates.items()} == {OLD: "2019-07-31", OLDER: "2019-07-31"}


def test_an_action_that_is_public_already_needs_a_correction_to_take_an_older_first_date(office):
    archive(office, "first", OLD, "2022-07-31")
    note(office, "1.2", f'carried_from = "{OLD}"')
    assert office.refuse() == [
        f"{CELL} 3, column E (Due date): In the earlier plan the first date of action 1.2 was 31 July 2022, "
        "and here another one is public: 31 March 2027."
    ]

    note(office, "1.2", 'corrections = [{ first = 2022-07-31, on = 2026-11-06, why = "It began in 2021." }]')
    assert (one(office.pull()).due.text, one(office.pull()).revised.text) == ("31 July 2022", "31/03/2027")


def test_an_action_carried_from_nowhere_or_in_a_circle_is_refused(office):
    note(office, "1.2", f'carried_from = "{OLD}"')
    assert office.refuse() == [
        "plan/actions.toml, key action.1.carried_from: Action 1.2 is carried from an action that no earlier plan has."
    ]

    archive(office, "first", OLDER, "2019-07-31", f'carried_from = "{OLD}"')
    archive(office, "second", OLD, "2022-07-31", f'carried_from = "{OLDER}"')
    assert [said for said in office.refuse() if "itself" in said] == [
        f"plan/earlier/{slug}/actions.toml, key carried_from: Action A1 is carried from itself, by way of other plans."
        for slug in ("first", "second")
    ]


def test_earlier_plans_are_read_with_their_themes_and_their_history(office):
    archive(office, "first", OLDER, "2019-07-31")
    folder = archive(office, "second", OLD, "2022-07-31")
    (folder / "history/2023-02-01.json").write_text(
        (folder / "history/2023-01-06.json").read_text().replace('"as_at"', f'"previous": "{"0" * 64}", "as_at"')
    )
    space = workspace_of(office)
    earlier, findings = read_earlier(space)
    assert [f"{one.place}: {one.message[:20]}" for one in errors(findings)] == [
        "plan/earlier/second/history/2023-02-01.json, key previous: `previous` is not th"
    ]

    (folder / "history/2023-02-01.json").write_text(
        (folder / "history/2023-01-06.json")
        .read_text()
        .replace('"as_at"', f'"previous": "{digest((folder / "history/2023-01-06.json").read_bytes())}", "as_at"')
    )
    space = workspace_of(office)
    earlier, findings = read_earlier(space)
    assert errors(findings) == []
    assert [(one.slug, len(one.history.steps), len(one.themes)) for one in earlier] == [
        ("second", 2, 2),
        ("first", 1, 2),
    ]
    assert "/plan/earlier/second/data/" in {address for claim in space.claims for address in claim.addresses}


def test_a_plan_without_earlier_ones_has_none(office):
    assert read_earlier(workspace_of(office)) == ((), [])


# ---- Whatever stands in these columns --------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_rows_and_of_all_columns_does_not_change_one_byte_of_the_snapshot(office, data):
    headings, *rows = proven()
    office.file("tracker.csv", as_csv([headings, *rows]))
    before = canonical(office.pull().snapshot)
    columns = data.draw(st.permutations(range(len(headings))))
    shuffled = [headings, *data.draw(st.permutations(rows))]
    office.file("tracker.csv", as_csv([[row[column] for column in columns] for row in shuffled]))

    assert canonical(office.pull().snapshot) == before


odd = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.dates().map(str),
    st.sampled_from(["/news/x/", "https://[x", "31/12/2026", "{limit:x}", "\ud800", "TBC", "/documents/%00"]),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(odd, min_size=9, max_size=9))
def test_no_cell_of_a_promise_makes_a_pull_fail_in_another_way_than_by_findings(office, cells):
    names = ["Due date", *WHOLE[len(HEADINGS) :], "Public update"]
    record = {**dict(zip(HEADINGS, ROWS[1], strict=True)), **dict(zip(names, cells, strict=True))}
    others = [dict(zip(HEADINGS, row, strict=True)) for row in (ROWS[0], ROWS[2])]
    office.file("tracker.json", json.dumps([*others, record]))
    with suppress(ContentError):
        office.pull()


# ---- One pull, one snapshot ------------------------------------------------------------------------------------------


def test_the_day_the_data_is_as_at_goes_on_though_nothing_changes(office):
    office.accept("2026-11-20T12:00")
    received = json.loads((office.content / "plan/received.json").read_text())

    assert received["as_at"] == "2026-11-20"
    assert len(snapshots_of(office)) == 1


def test_two_pulls_on_one_day_are_two_snapshots(office):
    for status in ("Amber", "Green"):
        office.excel([HEADINGS, *changed(ROWS, 0, "Status", status)])
        office.accept()

    assert len(snapshots_of(office)) == 3


def test_a_snapshot_deleted_from_the_middle_stops_the_next_pull(office):
    for day, status in (("2026-11-06", "Amber"), ("2026-11-07", "Green")):
        office.excel([HEADINGS, *changed(ROWS, 0, "Status", status)])
        office.accept(day)
    (office.content / "plan/history/2026-11-06.json").unlink()

    assert "`previous` is not the sha256 of the snapshot before this one" in office.refuse("2026-11-08")[0]


def test_the_build_reads_what_was_pulled(office):
    office.excel(proven())
    office.accept()
    space = workspace_of(office)
    for name in ("data", "listening"):
        path = office.content / "plan/themes" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(theme().replace("4000-8000", f"4000-{len(name)}000"))
    (office.content / "plan/plan.toml").write_text(f'id = "5b0a8f1e-0005-4000-8000-000000000001"\n{PLAN}')
    sources, findings = read_plan(space)

    assert findings == []
    assert [change.kind for change in sources.history.steps[-1].changes] == ["evidence", "completed"]


def test_five_thousand_actions_are_pulled_in_seconds(office):
    """One changed row of 5,000: 2.5 s on two quiet cores. What grew with the square of the rows would take minutes."""
    (office.content / "plan/plan.toml").write_text(PLAN)
    rows = [
        [
            f"{1 + n % 2}.{n}",
            str(1 + n % 2),
            f"Visit school number {n} with parents",
            "DCO",
            "31/03/2027",
            "G",
            "",
            "",
            "",
        ]
        for n in range(10, 5010)
    ]
    office.file("tracker.csv", as_csv([HEADINGS, *ROWS, *rows]))
    office.accept()
    office.file("tracker.csv", as_csv([HEADINGS, *ROWS, *changed(rows, 4000, "Status", "Amber")]))
    began = time.perf_counter()
    proposal = office.accept("2026-11-07")

    assert len(proposal.snapshot.actions) == 5003
    assert len(proposal.sentences) == 2
    assert time.perf_counter() - began < 15
    assert len(canonical(proposal.snapshot)) > 1_000_000


def test_the_same_questions_are_asked_in_any_language(office):
    """Findings are for the officer, in English; a date in them is told in the language of the area."""
    office.excel(full(REVISED, (1, "Due date", "30/06/2027")))
    from plugins.sources import pull

    with pytest.raises(SystemExit, match="31 Mawrth 2027"):
        pull.propose(
            office.area(), office.content, office.folder / "state", Clock(instant("2026-11-06")), Language("cy")
        )


def test_the_last_snapshot_cannot_be_rewritten_unseen(office):
    """No later snapshot seals the last one: what was received last does."""
    office.accept()
    path = max((office.content / "plan/history").glob("*.json"))
    text = path.read_text()
    path.write_text(text.replace('"on-track"', '"delayed"', 1))
    assert path.read_text() != text

    assert office.refuse() == [
        "plan/history: The last snapshot is not the one that was received: it was changed or taken away after the pull."
    ]


def test_a_pull_that_died_between_its_two_files_can_be_pulled_again(office):
    """The snapshot is there, and what was received is still the one before."""
    office.accept()
    received = (office.content / "plan/received.json").read_text()
    office.excel([HEADINGS, *changed(ROWS, 1, "Status", "Amber")])
    office.accept("2026-11-12T09:00")
    (office.content / "plan/received.json").write_text(received)

    assert office.pull("2026-11-13T09:00").unchanged
