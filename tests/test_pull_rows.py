"""The plan, pulled: the columns, rows, words and dates of a tracker."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from plugins.model.clock import Clock, instant
from plugins.model.findings import ContentError, errors
from plugins.model.language import Language
from plugins.sources import pull
from tests.office import (
    HEADINGS,
    NOON,
    ROWS,
    Office,
    an_office,  # noqa: F401  # a fixture
    area_of,
    as_csv,
    changed,
    warnings,
)

# ---- Columns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headings",
    [
        ["Ref", "Theme", "Action", "Status"],
        ["Action No", "Priority Area", "What we will do", "BRAG"],
        ["Action", "Area for Priority Action (APA)", "Sub-action", "RAG"],
        ["REF.", "Area of significant weakness (ASW)", " action\n description ", "RAG rating:"],
        ["Reference", "Workstream", "Actions", "status"],
        ["action_no", "section", "whatWeWillDo", "rag"],
    ],
)
def test_the_names_that_real_trackers_use_are_known(office, headings):
    office.file("tracker.csv", as_csv([headings, *[[row[0], row[1], row[2], row[5]] for row in ROWS]]))
    proposal = office.pull()

    assert [(one.ref, one.theme, one.text) for one in proposal.snapshot.actions] == [
        ("1.1", 1, "Open a helpline"),
        ("1.2", 1, "Publish waiting times"),
        ("2.1", 2, "Meet every term"),
    ]
    assert warnings(proposal) == []


@pytest.mark.parametrize("heading", ["Due date", "Timescale", "By when", "Deadline", "End date"])
def test_the_names_of_the_due_date_are_known(office, heading):
    office.excel([[heading if one == "Due date" else one for one in HEADINGS], *ROWS])

    assert office.pull("2026-11-04T12:00").unchanged


@pytest.mark.parametrize("heading", ["Action Lead", "Responsible officer (action lead)", "Owner", "Lead Officer"])
def test_the_names_of_the_lead_are_known(office, heading):
    office.excel([[heading if one == "Lead" else one for one in HEADINGS], *ROWS])

    assert office.pull("2026-11-04T12:00").unchanged


def test_the_area_gives_columns_more_names(office):
    office.excel([["Zeile", "Theme", "Status", *HEADINGS[3:5], "Ampel", *HEADINGS[6:]], *ROWS])
    named = {"ref": ["Zeile"], "text": ["Status"], "status": ["Ampel"]}

    assert office.pull("2026-11-04T12:00", aliases=named).unchanged


def test_more_names_for_a_column_that_is_not_published_are_refused():
    with pytest.raises(ValueError, match="“notes” is not a column that is published"):
        area_of(source="x", aliases={"notes": ["Internal notes"]})


def test_two_columns_that_could_be_the_status_are_a_warning_that_says_which_is_read(office):
    office.excel([[*HEADINGS, "RAG"], *[[*row, "x"] for row in ROWS]])

    assert warnings(office.pull()) == [
        "tracker.xlsx, sheet Actions: More than one column could be the one for `status`: "
        "F (Status) is read, J (RAG) is not."
    ]
    assert warnings(office.pull(aliases={"status": ["Status"]})) == []


def test_a_public_update_is_taken_before_an_internal_one_without_a_word(office):
    office.excel([[*HEADINGS, "Public update"], *[[*row, "For families."] for row in ROWS]])
    proposal = office.pull()

    assert {one.update for one in proposal.snapshot.actions} == {"For families."}
    assert warnings(proposal) == []


@pytest.mark.parametrize(
    ("heading", "what"),
    [("Ref", "reference"), ("Theme", "theme"), ("Action", "words of the action"), ("Status", "status")],
)
def test_a_needed_column_that_is_missing_is_named_with_those_that_were_found(office, heading, what):
    office.excel([["Secret" if one == heading else one for one in HEADINGS], *ROWS])
    names = {
        "A": "Ref",
        "B": "Theme",
        "C": "Action",
        "D": "Lead",
        "E": "Due date",
        "F": "Status",
        "G": "Progress update",
    }
    found = ", ".join(f"{letter} ({name})" for letter, name in names.items() if name != heading)

    assert office.refuse() == [f"tracker.xlsx, sheet Actions: There is no column for the {what}. Found: {found}."]


def test_every_missing_column_is_named_at_once(office):
    office.excel([["Ref", "Due date", "x", "y"], ["1.1", "May 25", "a", "b"]])

    assert [said.partition(". Found")[0] for said in office.refuse()] == [
        "tracker.xlsx, sheet Actions: There is no column for the status",
        "tracker.xlsx, sheet Actions: There is no column for the theme",
        "tracker.xlsx, sheet Actions: There is no column for the words of the action",
    ]


def test_a_hidden_column_is_not_published_and_a_needed_one_is_said_to_be_hidden(office):
    sheet = office.excel([HEADINGS, *ROWS])
    sheet.column_dimensions["G"].hidden = True
    office.save(sheet.parent)
    assert {one.update for one in office.pull().snapshot.actions} == {None}

    sheet.column_dimensions["F"].hidden = True
    office.save(sheet.parent)
    assert "There is no column for the status, or it is hidden (column F)." in office.refuse()[0]


def test_a_file_without_headings_is_refused(office):
    office.excel([["just", "words"], ["more", "words"]])

    assert office.refuse() == ["tracker.xlsx: No row with the names of columns was found."]


# ---- Rows ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "place", "what"),
    [
        ("Ref", "column A (Ref)", "reference"),
        ("Theme", "column B (Theme)", "theme"),
        ("Action", "column C (Action)", "words of the action"),
        ("Status", "column F (Status)", "status"),
    ],
)
def test_a_row_without_what_it_needs_is_refused_at_its_cell(office, heading, place, what):
    office.excel([HEADINGS, *changed(ROWS, 1, heading, "")])

    assert office.refuse() == [f"tracker.xlsx, sheet Actions, row 3, {place}: This row has no {what}."]


def test_every_fault_is_reported_at_once(office):
    rows = changed(changed(changed(ROWS, 0, "Ref", None), 1, "Status", "Sparkling"), 2, "Theme", "9. Nothing")
    office.excel([HEADINGS, *rows])

    assert office.refuse() == [
        "tracker.xlsx, sheet Actions, row 2, column A (Ref): This row has no reference.",
        "tracker.xlsx, sheet Actions, row 3, column F (Status): “Sparkling” is not a status here.",
        "tracker.xlsx, sheet Actions, row 4, column B (Theme): This is not a theme of plan.toml.",
    ]


def test_an_id_used_twice_is_refused_with_both_rows(office):
    office.file("tracker.csv", as_csv([HEADINGS, *ROWS, ROWS[0]]))

    assert office.refuse() == ["tracker.csv, row 5, column A (Ref): The reference 1.1 is used twice: rows 2, 5."]


def test_ids_that_differ_only_in_capitals_are_the_same(office):
    office.file("tracker.csv", as_csv([HEADINGS, *changed(ROWS, 0, "Ref", "A1"), *changed(ROWS[:1], 0, "Ref", "a1")]))

    assert office.refuse(max_lost=1) == [
        "tracker.csv, row 5, column A (Ref): The reference A1 is used twice: rows 2, 5."
    ]


def test_a_reference_1_10_that_excel_made_1_1_is_refused_with_the_way_to_mend_it(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Ref", 1.1), *changed(ROWS[:1], 0, "Ref", 1.10)])
    with pytest.raises(ContentError) as refused:
        office.pull()
    (finding,) = errors(refused.value.findings)

    assert str(finding.place) == "tracker.xlsx, sheet Actions, row 5, column A (Ref)"
    assert finding.message == "The reference 1.1 is used twice: rows 2, 5."
    assert finding.mend == (
        "Give each action its own reference. If the tracker shows 1.10, Excel kept the number 1.1: "
        "format the column as text and write 1.10 again."
    )


def test_a_number_is_the_reference_that_its_cell_shows(office):
    sheet = office.excel(
        [HEADINGS, *changed(changed(ROWS, 0, "Ref", 1.1), 1, "Ref", 1.1), *changed(ROWS[:1], 0, "Ref", 3)]
    )
    sheet["A3"].number_format = "0.00"
    office.save(sheet.parent)

    assert [one.ref for one in office.pull(max_lost=1).snapshot.actions] == ["1.1", "1.10", "3", "2.1"]


def test_a_reference_that_excel_made_a_date_is_refused(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Ref", datetime(2026, 10, 1))])

    assert "tracker.xlsx, sheet Actions, row 2, column A (Ref): The reference is a date." in office.refuse()


def test_json_keeps_reference_1_10_apart_from_1_1(office):
    records = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
    text = json.dumps(records).replace('"1.1"', "1.1").replace('"1.2"', "1.10")
    office.file("tracker.json", text)

    assert [one.ref for one in office.pull(max_lost=1).snapshot.actions] == ["1.1", "1.10", "2.1"]


@pytest.mark.parametrize(
    "theme",
    [
        "1",
        "1.0",
        "1.00",
        "Theme 1",
        "Theme 1: Data",
        "1. Data, Systems & Governance",
        "data systems and governance",
        "Priority 1",
        "APA 1",
        "1) x",
    ],
)
def test_a_theme_is_named_by_number_by_title_or_by_both(office, theme):
    office.excel([HEADINGS, *changed(ROWS, 0, "Theme", theme)])

    assert office.pull("2026-11-04T12:00").unchanged


@pytest.mark.parametrize("theme", ["3", "0", "1.2 x", "Data", "1, 2", "2. Data, Systems & Governance", "Theme one"])
def test_what_names_no_theme_or_two_is_refused(office, theme):
    office.excel([HEADINGS, *changed(ROWS, 0, "Theme", theme)])

    assert office.refuse() == [
        "tracker.xlsx, sheet Actions, row 2, column B (Theme): This is not a theme of plan.toml."
    ]


def test_where_the_plan_lists_no_themes_every_number_is_one(office):
    (office.content / "plan/plan.toml").unlink()
    office.excel([HEADINGS, *changed(changed(ROWS, 0, "Theme", "14"), 2, "Theme", "2")])

    assert [one.theme for one in office.pull().snapshot.actions] == [1, 2, 14]


@pytest.mark.parametrize("status", ["Blue", "BLUE ", " b", "Done", "done"])
def test_a_status_is_one_of_the_words_of_the_area(office, status):
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", status)])

    assert office.pull("2026-11-04T12:00").unchanged


def test_a_word_that_means_two_statuses_is_refused(office):
    area = area_of(source="../office/tracker.xlsx")
    twice = area.statuses[1].model_copy(update={"tracker": ("G", "blue")})
    area = area.model_copy(update={"statuses": (area.statuses[0], twice, area.statuses[2])})
    with pytest.raises(ContentError) as refused:
        pull.propose(area, office.content, office.folder / "state", Clock(instant(NOON)), Language("en-GB"))

    assert [str(one.place) + one.message for one in errors(refused.value.findings)] == [
        "area.toml, key statuses“blue” means more than one status: done, on-track."
    ]


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("hos  send", "Head of SEND"),
        ("Ottoline Prewbury (Head of SEND)", "Head of SEND"),
        ("Head of SEND \u2013 O. Prewbury", "Head of SEND"),
        ("Head of SEND\u2014O. Prewbury", "Head of SEND"),
        ("O. Prewbury\nHead of SEND", "Head of SEND"),
        ("Head of SEND / DCO", "Head of SEND; Designated Clinical Officer"),
    ],
)
def test_a_lead_is_a_role_that_the_area_lists_however_a_name_stands_beside_it(office, cell, role):
    office.excel([HEADINGS, *changed(ROWS, 0, "Lead", cell)])

    assert office.pull().snapshot.actions[0].lead == role


@pytest.mark.parametrize(
    "cell", ["Ottoline Prewbury", "Deputy Head of SEND", "Head of SEND and Data", "Headless of SEND"]
)
def test_any_other_lead_is_left_out_with_a_warning_that_does_not_repeat_it(office, cell):
    office.excel([HEADINGS, *changed(ROWS, 0, "Lead", cell)])
    proposal = office.pull()

    assert (proposal.snapshot.actions[0].lead, proposal.snapshot.actions[0].organisation) == (None, None)
    assert warnings(proposal) == [
        "tracker.xlsx, sheet Actions, row 2, column D (Lead): "
        "No role that may be published stands here, so the lead is left out."
    ]
    assert cell not in str(proposal.findings)


def test_a_lead_organisation_is_a_partner_or_it_is_left_out(office):
    headings, given = (
        [*HEADINGS, "Lead Organisation"],
        ["The Council", "NHS Small ICB; the council", "Ottoline Prewbury"],
    )
    office.excel([headings, *[[*row, one] for row, one in zip(ROWS, given, strict=True)]])
    proposal = office.pull()

    assert [one.organisation for one in proposal.snapshot.actions] == [
        "Smallshire Council",
        "NHS Small ICB; Smallshire Council",
        "Smallshire Council",
    ]
    assert warnings(proposal) == [
        "tracker.xlsx, sheet Actions, row 4, column J (Lead Organisation): "
        "This is not a partner of area.toml, so it is left out."
    ]


def test_a_row_that_is_not_to_be_published_is_kept_out_and_is_not_lost(office):
    office.excel(
        [[*HEADINGS, "Publish (Y/N)"], *[[*row, mark] for row, mark in zip(ROWS, ["Y", "N", None], strict=True)]]
    )
    proposal = office.pull(max_lost=0)

    assert [one.ref for one in proposal.snapshot.actions] == ["1.1", "2.1"]
    assert (proposal.rows_read, proposal.withheld) == (3, 1)
    assert proposal.sentences[0] == "Action 1.2 is no longer in the plan: Publish waiting times. No reason is given."


def test_a_mark_for_publishing_that_is_neither_yes_nor_no_is_refused(office):
    office.excel(
        [[*HEADINGS, "Publish (Y/N)"], *[[*row, mark] for row, mark in zip(ROWS, ["Y", "ask Zeb", "n"], strict=True)]]
    )

    assert office.refuse() == [
        "tracker.xlsx, sheet Actions, row 3, column J (Publish (Y/N)): This says neither Y nor N."
    ]


def test_a_tracker_with_nothing_to_publish_is_refused(office):
    office.excel([HEADINGS])

    assert office.refuse(max_lost=1) == ["tracker.xlsx, sheet Actions: There is no action to publish."]


@pytest.mark.parametrize(("first", "second"), [("1.1", "1-1"), ("1.1", "1 1"), ("A/1", "a.1"), ("É1.2", "é1-2")])
def test_references_with_the_same_place_on_the_page_are_refused_with_both_rows(office, first, second):
    rows = [*changed(ROWS, 0, "Ref", first), *changed(ROWS[:1], 0, "Ref", second)]
    office.file("tracker.csv", as_csv([HEADINGS, *rows]))

    assert office.refuse(max_lost=1) == [
        f"tracker.csv, row 5, column A (Ref): The references {first} and {second} would have the same place on the "
        "page: rows 2, 5."
    ]


# ---- Dates -----------------------------------------------------------------------------------------------------------


def due(office: Office, value: Any, shown: str = "General") -> Any:
    """Return the due date of an action that is new and the warnings, with *value* in its cell."""
    sheet = office.excel([HEADINGS, *ROWS, ["2.2", "2", "Answer every call", "", value, "G", "", "", ""]])
    if shown != "General":
        sheet["E5"].number_format = shown
        office.save(sheet.parent)
    proposal = office.pull()
    return proposal.snapshot.actions[-1].due, warnings(proposal)


def test_a_date_that_is_not_understood_is_published_as_it_is_written_with_a_warning(office):
    found, said = due(office, "when the new post starts")

    assert (found.text, found.date) == ("when the new post starts", None)
    assert said == [
        "tracker.xlsx, sheet Actions, row 5, column E (Due date): "
        "“when the new post starts” is not understood as a date; it is published as it is written."
    ]


@pytest.mark.parametrize("word", ["Ongoing", "Immediate", "TBC"])
def test_a_word_for_no_date_is_published_without_a_warning(office, word):
    found, said = due(office, word)

    assert (found.text, found.date, said) == (word, None, [])


def test_an_excel_date_is_a_day_or_a_month_as_its_cell_shows(office):
    found, said = due(office, datetime(2026, 3, 31), "dd/mm/yyyy")
    assert (found.text, found.date.precision, str(found.date.last), said) == ("31/03/2026", "day", "2026-03-31", [])

    found, said = due(office, datetime(2026, 3, 1), "[Red]mmm-yy")
    assert (found.text, found.date.precision, str(found.date.last), said) == ("Mar 2026", "month", "2026-03-31", [])


def test_dates_with_the_month_first_are_a_warning_for_their_column(office):
    office.excel([HEADINGS, *changed(changed(ROWS, 0, "Due date", "03/31/2027"), 1, "Due date", "04/05/2027")])
    proposal = office.pull()

    assert str(proposal.snapshot.actions[1].revised.date.first) == "2027-05-04"
    assert warnings(proposal)[:2] == [
        "tracker.xlsx, sheet Actions, row 2, column E (Due date): "
        "“03/31/2027” is not understood as a date; it is published as it is written.",
        "tracker.xlsx, sheet Actions, column E (Due date): "
        "The month stands first in rows 2; every date of this column is read with the day first.",
    ]


def test_revised_and_completed_dates_and_the_day_of_the_update_are_read(office):
    headings = [*HEADINGS, "Revised date", "Completed on", "Date of update"]
    office.excel([headings, [*ROWS[0], "Q3 25/26", "31/05/2025", datetime(2026, 10, 1)], *ROWS[1:]])
    one = office.pull().snapshot.actions[0]

    assert (one.revised.date.precision, one.completed, one.updated) == ("quarter", date(2025, 5, 31), date(2026, 10, 1))


@pytest.mark.parametrize(("value", "warned"), [("May 25", True), ("soon", True), ("TBC", False), ("", False)])
def test_a_day_of_completion_that_is_no_day_is_left_out(office, value, warned):
    office.excel([[*HEADINGS, "Completed on"], [*ROWS[0], value], *ROWS[1:]])
    proposal = office.pull()
    said = "tracker.xlsx, sheet Actions, row 2, column J (Completed on): This is not a day, so it is left out."

    assert proposal.snapshot.actions[0].completed is None
    assert warnings(proposal) == ([said] if warned else [])
