"""The plan, pulled: real workbooks with their mess, CSV and JSON."""

import json

import openpyxl
import pytest

from tests.office import (
    HEADINGS,
    ROWS,
    an_office,  # noqa: F401  # a fixture
    as_csv,
    changed,
    warnings,
)

# ---- The mess that real workbooks have -------------------------------------------------------------------------------


def test_headings_are_found_under_blank_rows_and_titles_and_may_stand_twice(office):
    office.excel([[], ["SEND plan"], [], ["", "owner: Zeb"], HEADINGS, ROWS[0], [], HEADINGS, *ROWS[1:]])

    assert office.pull("2026-11-04T12:00").unchanged


def test_a_merged_cell_fills_its_rows_and_a_banner_over_the_table_is_no_action(office):
    rows = changed(changed(ROWS, 1, "Theme", None), 1, "Due date", None)
    sheet = office.excel([HEADINGS, ["Theme 1: the first banner"], *changed(rows, 0, "Due date", "31/03/2027")])
    sheet.merge_cells("A2:I2")
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("E3:E4")
    office.save(sheet.parent)
    one, two, _ = office.pull().snapshot.actions

    assert (two.theme, two.due) == (1, one.revised)


def test_a_cell_that_is_only_empty_is_not_filled(office):
    office.excel([HEADINGS, *changed(ROWS, 1, "Theme", None)])

    assert office.refuse() == ["tracker.xlsx, sheet Actions, row 3, column B (Theme): This row has no theme."]


def test_hidden_rows_and_sheets_are_left_out_and_listed(office):
    more = [[f"2.{number}", "2", f"Step {number}", "", "", "G", "", "", ""] for number in range(2, 9)]
    sheet = office.excel([HEADINGS, *ROWS, *more])
    for row in (5, 7, 8, 9):
        sheet.row_dimensions[row].hidden = True
    for name, state in (("Lists", "hidden"), ("Old", "veryHidden")):
        other = sheet.parent.create_sheet(name)
        other.append(HEADINGS)
        other.sheet_state = state
    office.save(sheet.parent)
    proposal = office.pull()

    assert [one.ref for one in proposal.snapshot.actions] == ["1.1", "1.2", "2.1", "2.3", "2.7", "2.8"]
    assert warnings(proposal) == [
        "tracker.xlsx: Hidden sheets are left out: “Lists”, “Old”.",
        "tracker.xlsx, sheet Actions: Hidden rows are left out: 5, 7 to 9.",
    ]


def test_a_filter_that_was_left_on_does_not_empty_the_plan(office):
    sheet = office.excel([HEADINGS, *ROWS])
    for row in (3, 4):
        sheet.row_dimensions[row].hidden = True
    office.save(sheet.parent)

    assert office.refuse() == ["tracker.xlsx, sheet Actions: 2 of the 3 published actions are in no row: 1.2, 2.1."]


@pytest.mark.parametrize("code", ["#REF!", "#N/A", "#DIV/0!"])
def test_a_formula_that_fails_is_refused_at_its_cell_and_only_where_it_would_be_published(office, code):
    sheet = office.excel([HEADINGS, *ROWS])
    sheet["I2"].value, sheet["I2"].data_type = code, "e"
    office.save(sheet.parent)
    assert office.pull("2026-11-04T12:00").unchanged

    sheet["F3"].value, sheet["F3"].data_type = code, "e"
    sheet["E4"].value, sheet["E4"].data_type = code, "e"
    office.save(sheet.parent)
    assert office.refuse() == [
        f"tracker.xlsx, sheet Actions, row 3, column F (Status): The formula of this cell fails ({code}).",
        f"tracker.xlsx, sheet Actions, row 4, column E (Due date): The formula of this cell fails ({code}).",
    ]


def test_a_workbook_whose_formulas_were_never_worked_out_is_refused(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", '=IF(1=1,"Blue","")')])

    assert office.refuse() == [
        "tracker.xlsx, sheet Actions, row 2, column F (Status): The formula of this cell was never worked out."
    ]


def test_the_sheet_is_the_one_that_looks_like_a_tracker_or_the_one_the_area_names(office):
    sheet = office.excel([["Read me"], ["Ref", "is a number"]], title="Cover")
    tracker = sheet.parent.create_sheet("Tracker 2026")
    for row in (HEADINGS, *ROWS):
        tracker.append(row)
    office.save(sheet.parent)
    assert office.pull("2026-11-04T12:00").unchanged

    old = sheet.parent.copy_worksheet(tracker)
    old.title = "Tracker 2025"
    office.save(sheet.parent)
    assert office.refuse() == [
        "tracker.xlsx: More than one sheet could be the tracker: “Tracker 2026”, “Tracker 2025”."
    ]
    assert office.pull("2026-11-04T12:00", sheet="tracker  2026").unchanged
    assert office.refuse(sheet="Plan") == ["tracker.xlsx: There is no sheet “Plan” that can be seen."]


def test_fifty_thousand_rows_are_refused_in_one_sentence(office):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Actions")
    sheet.append(HEADINGS)
    for number in range(50_000):
        sheet.append([f"1.{number}", "1", "Step"])
    office.save(book)

    assert office.refuse() == [
        "tracker.xlsx, sheet Actions: There are more than 10,000 rows with something in them: this cannot be a plan."
    ]


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_fifty_thousand_rows_of_text_are_refused_too(office, ending):
    rows = [[f"1.{number}", "1", "Step"] for number in range(50_000)]
    office.file(f"tracker.{ending}", as_csv(rows) if ending == "csv" else json.dumps([{"ref": row[0]} for row in rows]))

    assert office.refuse() == [
        f"tracker.{ending}: There are more than 10,000 rows with something in them: this cannot be a plan."
    ]


def test_a_row_far_below_and_formats_without_words_cost_nothing(office):
    sheet = office.excel([HEADINGS, *ROWS])
    sheet["Z900000"] = "see above"
    sheet.row_dimensions[800_000].height = 20
    office.save(sheet.parent)

    assert office.pull("2026-11-04T12:00").unchanged


# ---- CSV and JSON ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_with_any_of_its_marks_and_encodings(office, delimiter, encoding):
    rows = changed(ROWS, 0, "Action", "Open a helpline in a café; “for us”, soon\nand stay")
    text = as_csv([["As at 04/11/2026"], HEADINGS, *rows], delimiter)
    office.file("tracker.csv", text.encode(encoding))
    proposal = office.pull()

    assert "\r\n" in text
    assert proposal.snapshot.actions[0].text == "Open a helpline in a café; “for us”, soon\nand stay"
    assert warnings(proposal) == []


def test_an_old_windows_file_is_read_with_a_warning(office):
    office.file(
        "tracker.csv",
        as_csv([HEADINGS, *changed(ROWS, 0, "Action", "Open a helpline for £5 in “cafés”")]).encode("cp1252"),
    )
    proposal = office.pull()

    assert proposal.snapshot.actions[0].text == "Open a helpline for £5 in “cafés”"
    assert warnings(proposal) == [
        "tracker.csv: The file is not saved as UTF-8; it was read as an old Windows file (cp1252)."
    ]


def test_a_comma_without_quotation_marks_is_refused_before_it_moves_notes_into_public_columns(office):
    text = as_csv([HEADINGS, *ROWS]).replace("Publish waiting times", "Publish, soon, waiting times")
    office.file("tracker.csv", text)

    assert office.refuse() == [
        "tracker.csv, row 3: This row has more cells than the 9 of the others, so its words may stand in the wrong columns."
    ]


def test_quotation_marks_that_do_not_match_are_refused(office):
    office.file("tracker.csv", as_csv([HEADINGS, *ROWS]).replace("Open a helpline", '"Open a helpline'))

    assert office.refuse() == ["tracker.csv, row 2: The quotation marks of this row do not match."]


@pytest.mark.parametrize("data", [b"\0\1\2" * 50, b"\x81\x8d\xff" * 50])
def test_bytes_that_are_no_text_are_refused(office, data):
    office.file("tracker.csv", data)

    assert office.refuse() == ["tracker.csv: This is not a text file."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "tracker.json, line 1: This is not JSON: Expecting property name enclosed in double quotes."),
        ('[\n{"ref": "1"},\n]', "tracker.json, line 3: This is not JSON: "),
        ('{"rows": []}', "tracker.json: There is no list of actions in it."),
        ('"a"', "tracker.json: There is no list of actions in it."),
        ('[{"ref": 1}, 5]', "tracker.json, row 2: This item of the list is not an object."),
        ('[{"ref": 1, "ref": 2}]', "tracker.json: A key stands twice in one object."),
        ("[" * 100_000, "tracker.json: Its lists lie too deep in each other."),
        (b'["\xff"]', "tracker.json: The file is not saved as UTF-8."),
        ("[]", "tracker.json: No row with the names of columns was found."),
    ],
)
def test_json_that_is_no_tracker_is_refused(office, text, said):
    office.file("tracker.json", text)
    (refused,) = office.refuse()

    assert refused.startswith(said)


def test_json_faults_are_named_by_row_and_key(office):
    office.file("tracker.json", json.dumps([{"ref": "1.1", "theme": 1, "action": {"en": "x"}, "status": "G"}]))

    assert office.refuse(max_lost=1) == [
        "tracker.json, row 1, column action: This value is a list of lists or an object."
    ]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_json_with_a_number_that_is_none_is_refused(office, number):
    office.file("tracker.json", f'[{{"ref": "1.1", "theme": {number}}}]')

    assert office.refuse() == [f"tracker.json: {number} is not a number."]
