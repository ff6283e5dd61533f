"""The plan, pulled: what becomes public, what never does, and that a refusal leaves the last good copy as it was.

The trackers are real files and the addresses are a real server on the loopback address.
"""

import csv
import io
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.model.actions import Received
from plugins.model.area import Area
from plugins.model.clock import Clock, instant
from plugins.model.findings import ContentError
from plugins.model.language import Language
from plugins.sources import pull
from plugins.sources.identities import read_identities
from plugins.sources.snapshots import canonical, read_history, read_received

NOON = "2026-11-06T12:00"

PLAN = """
name = "Plan"
type = "Priority Action Plan"
summary = "What we will do."
[[themes]]
number = 1
title = "Data, Systems & Governance"
slug = "data"
[[themes]]
number = 2
title = "Listening to families"
slug = "listening"
"""

HEADINGS = ["Ref", "Theme", "Action", "Lead", "Due date", "Status", "Progress update", "Updated by", "Internal notes"]
ROWS = [
    ["1.1", "1. Data, Systems & Governance", "Open a helpline", "Head of SEND", "May 25", "Blue", "It is open.", "", ""],
    ["1.2", "Theme 1", "Publish waiting times", "DCO", "31/03/2027", "G", "", "", "nobody knows"],
    ["2.1", "listening to families", "Meet every term", "Head of SEND - Ottoline Prewbury", "Ongoing", "On track", "", "Zeb Oxtaby", ""],
]  # fmt: skip


def area_of(**tracker: Any) -> Area:
    """Return a small partnership with these settings of its tracker."""
    roles = [
        {"role": "Head of SEND", "organisation": "Smallshire Council", "tracker": ["HoS SEND"]},
        {"role": "Designated Clinical Officer", "organisation": "NHS Small ICB", "tracker": ["DCO"]},
    ]
    return Area.model_validate({
        "address": "https://send.example.org",
        "names": {"short": "Smallshire", "full": "Smallshire partnership", "site": "Site", "local_offer": "Local Offer"},
        "home": {"lead": "Help.", "ways": []},
        "contact": {
            "team": "Team", "telephone": "01632 960 001", "hours": "always", "email": "offer@small.example",
            "plan_comments": "plan@small.example", "post": ["Town Hall", "Smalltown SM1 1AA"],
        },
        "partners": [{"name": "Smallshire Council", "short": "the council", "sector": "council", "does": "Much."}],
        "statuses": [
            {"id": "done", "word": "Done", "kind": "done", "definition": "Done.", "tracker": ["Blue", "B"]},
            {"id": "on-track", "word": "On track", "kind": "on-track", "definition": "Well.", "tracker": ["Green", "G"]},
            {"id": "delayed", "word": "Some delay", "kind": "delayed", "definition": "Slow.", "tracker": ["Amber"]},
        ],
        "urgent": [{"name": "Emergency", "telephone": "999", "when": "now"}],
        "advice": {"name": "SENDIASS", "does": "Advice.", "telephone": "01632 960 145", "email": "help@iass.example"},
        "tracker": {"roles": roles, **tracker},
        "accessibility": {
            "status": "not", "prepared": "2026-01-01", "reviewed": "2026-01-01", "tested": "2026-01-01",
            "tested_by": "us", "how_tested": "by hand", "reply_days": 5,
        },
    })  # fmt: skip


@dataclass
class Office:
    """A programme office with its folder, a content folder beside it, and its settings."""

    folder: Path
    tracker: dict[str, Any] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)

    @property
    def content(self) -> Path:
        return self.folder / "content"

    def area(self, **more: Any) -> Area:
        return area_of(**{"source": "../office/tracker.xlsx", **self.tracker, **more})

    def excel(self, rows: Sequence[Sequence[Any]], name: str = "tracker.xlsx", title: str = "Actions") -> Any:
        """Write rows to a real workbook and return its sheet, to change it and ``save`` again."""
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
        self.save(book, name)
        return sheet

    def save(self, book: Any, name: str = "tracker.xlsx") -> None:
        self.path(name).parent.mkdir(exist_ok=True)
        book.save(self.path(name))

    def path(self, name: str) -> Path:
        return self.folder / "office" / name

    def file(self, name: str, data: str | bytes) -> None:
        """Write a file of the office and let the tracker be it."""
        self.path(name).parent.mkdir(exist_ok=True)
        self.path(name).write_bytes(data if isinstance(data, bytes) else data.encode())
        self.tracker["source"] = f"../office/{name}"

    def pull(self, at: str = NOON, **more: Any) -> Any:
        clock = Clock(instant(at))
        state = self.folder / "state"
        return pull.propose(self.area(**more), self.content, state, clock, Language("en-GB"), self.heard.append)

    def accept(self, at: str = NOON, **more: Any) -> Any:
        proposal = self.pull(at, **more)
        proposal.accept()
        return proposal

    def tree(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    def refuse(self, at: str = NOON, **more: Any) -> list[str]:
        """Pull, be refused, see that not one byte changed anywhere, and return the errors in words."""
        before = self.tree()
        with pytest.raises(ContentError) as refused:
            self.pull(at, **more)
        assert self.tree() == before
        return [f"{one.place}: {one.message}" for one in refused.value.findings if one.severity == 0]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office whose plan was pulled once already, two days ago."""
    made = Office(tmp_path)
    (made.content / "plan").mkdir(parents=True)
    (made.content / "plan" / "plan.toml").write_text(PLAN)
    made.excel([HEADINGS, *ROWS])
    made.accept("2026-11-04T12:00")
    return made


def warnings(proposal: Any) -> list[str]:
    return [f"{one.place}: {one.message}" for one in proposal.findings]


def changed(rows: Sequence[Sequence[Any]], row: int, heading: str, value: Any) -> list[list[Any]]:
    """Return a copy of *rows* with one cell changed."""
    copy = [list(one) for one in rows]
    copy[row][HEADINGS.index(heading)] = value
    return copy


def as_csv(rows: Sequence[Sequence[Any]], delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def facts(proposal: Any) -> list[dict[str, Any]]:
    """Return the actions without their ids, which are made by chance."""
    return [action.model_dump(exclude={"id"}, exclude_none=True, mode="json") for action in proposal.snapshot.actions]


# ---- What becomes public -------------------------------------------------------------------------------------------


def test_a_pull_publishes_the_public_columns_and_no_other(office):
    snapshot = read_history(office.content / "plan/history")[0][-1]
    one, two, three = snapshot.actions

    assert (one.ref, one.theme, one.text, one.status, one.update) == ("1.1", 1, "Open a helpline", "done", "It is open.")
    assert one.due.text == "May 25"
    assert str(one.due.date.last) == "2025-05-31"
    assert (two.lead, two.organisation, two.status) == ("Designated Clinical Officer", "NHS Small ICB", "on-track")
    assert (three.theme, three.lead, three.due.text, three.due.date) == (2, "Head of SEND", "Ongoing", None)
    assert snapshot.as_at == date(2026, 11, 4)


def test_the_same_tracker_is_the_same_plan_as_excel_csv_and_json(office):
    excel = facts(office.pull())
    office.file("tracker.csv", as_csv([HEADINGS, *ROWS]))
    comma = facts(office.pull())
    office.file("tracker.json", json.dumps([dict(zip(HEADINGS, row, strict=True)) for row in ROWS]))

    assert excel == comma == facts(office.pull())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_rows_and_columns_does_not_change_one_byte_of_the_snapshot(office, data):
    before = canonical(office.pull("2026-11-04T12:00").snapshot)
    columns = data.draw(st.permutations(range(len(HEADINGS))))
    rows = [HEADINGS, *data.draw(st.permutations(ROWS))]
    office.file("tracker.csv", as_csv([[row[column] for column in columns] for row in rows]))

    assert canonical(office.pull("2026-11-04T12:00").snapshot) == before


SECRETS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=9, max_size=12).map(lambda text: f"Zq{text}")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(secrets=st.lists(SECRETS, min_size=6, max_size=6, unique=True), ending=st.sampled_from(["xlsx", "csv", "json"]))
def test_what_stands_in_internal_columns_is_in_no_byte_of_what_comes_out(office, secrets, ending):
    name, note, risk, lead, odd, hidden = secrets
    headings = [*HEADINGS, "Risks/issues", "Responsible officer", "", "SRO"]
    rows = [[*row, risk, f"{lead} {name}", odd, f"{name}.{lead}@x.example"] for row in ROWS]
    rows = changed(changed(changed(rows, 0, "Internal notes", note), 1, "Updated by", f"{name} {lead}"), 2, "Lead", name)
    rows = changed(rows, 0, "Due date", "whenever")
    if ending == "xlsx":
        sheet = office.excel([[hidden], headings, *rows, [hidden] * len(headings)])
        sheet.row_dimensions[6].hidden = True
        sheet.parent.create_sheet(hidden).append([hidden])
        sheet["A3"].comment = openpyxl.comments.Comment(hidden, hidden)
        office.save(sheet.parent)
        office.tracker["source"] = "../office/tracker.xlsx"
    elif ending == "csv":
        office.file("tracker.csv", as_csv([headings, *rows]))
    else:
        office.file("tracker.json", json.dumps([dict(zip(headings, row, strict=True)) for row in rows]))
    history = office.content / "plan/history"
    proposal = office.pull()
    proposal.accept()
    came_out = repr((proposal.snapshot, proposal.sentences, proposal.findings, office.heard))
    came_out += "".join(path.read_text() for path in [*history.iterdir(), *(office.folder / "state").iterdir()])
    came_out += (office.content / "plan/actions.toml").read_text()
    _forget_last(office)

    assert not [secret for secret in secrets if secret.casefold() in came_out.casefold()]


def _forget_last(office: Office) -> None:
    """Take the last snapshot back, so that each example of a law begins with the same history."""
    last = sorted((office.content / "plan/history").glob("2026-11-06*"))
    for path in last:
        path.unlink()


def test_a_secret_is_in_no_byte_of_a_refusal_either(office, capfd):
    rows = changed(changed(ROWS, 0, "Internal notes", "Zqsecret"), 0, "Progress update", "Ring Zqname Prewbury on 07700 900123")
    rows = changed(changed(rows, 1, "Updated by", "Zqname Prewbury"), 1, "Theme", "Zqsecret theme")
    rows = changed(rows, 2, "Status", "Zqname says green")
    office.excel([HEADINGS, *rows])
    said = office.refuse()

    assert said == [
        "tracker.xlsx, sheet Actions, row 2, column G (Progress update): "
        "This cell holds a name that also stands in a column of people, and would be public for ever.",
        "tracker.xlsx, sheet Actions, row 2, column G (Progress update): "
        "This cell holds a telephone number, and would be public for ever.",
        "tracker.xlsx, sheet Actions, row 3, column B (Theme): This is not a theme of plan.toml.",
        "tracker.xlsx, sheet Actions, row 4, column F (Status): This is not a status here.",
    ]
    with pytest.raises(ContentError) as refused:
        office.pull()
    assert "Zq" not in str(refused.value) + "".join(office.heard) + "".join(capfd.readouterr())
    assert refused.value.__cause__ is None


def test_markup_in_a_cell_stays_text(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Action", "<script>alert(1)</script> & more")])

    assert office.pull().snapshot.actions[0].text == "<script>alert(1)</script> & more"


def test_what_cannot_be_seen_is_taken_out_of_a_cell(office):
    text = "One\u200b\u00a0 two\r\n\r\n\r\n\r\nthree\u202e _x000D_\x0bfour\t five "
    office.file("tracker.json", json.dumps([{**dict(zip(HEADINGS, ROWS[0], strict=True)), "Progress update": text}]))
    office.tracker["max_lost"] = 1

    assert office.pull().snapshot.actions[0].update == "One two\n\nthree\nfour five"


# ---- Columns -------------------------------------------------------------------------------------------------------


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
    names = {"A": "Ref", "B": "Theme", "C": "Action", "D": "Lead", "E": "Due date", "F": "Status", "G": "Progress update"}
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


# ---- Rows ----------------------------------------------------------------------------------------------------------


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

    assert office.refuse(max_lost=1) == ["tracker.csv, row 5, column A (Ref): The reference A1 is used twice: rows 2, 5."]


def test_a_reference_1_10_that_excel_made_1_1_is_refused_with_the_way_to_mend_it(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Ref", 1.1), *changed(ROWS[:1], 0, "Ref", 1.10)])
    with pytest.raises(ContentError) as refused:
        office.pull()
    (finding,) = refused.value.findings

    assert str(finding.place) == "tracker.xlsx, sheet Actions, row 5, column A (Ref)"
    assert finding.message == "The reference 1.1 is used twice: rows 2, 5."
    assert finding.mend == (
        "Give each action its own reference. If the tracker shows 1.10, Excel kept the number 1.1: "
        "format the column as text and write 1.10 again."
    )


def test_a_number_is_the_reference_that_its_cell_shows(office):
    sheet = office.excel([HEADINGS, *changed(changed(ROWS, 0, "Ref", 1.1), 1, "Ref", 1.1), *changed(ROWS[:1], 0, "Ref", 3)])
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


@pytest.mark.parametrize("theme", ["1", "1.0", "Theme 1", "Theme 1: Data", "1. Data, Systems & Governance", "data systems and governance", "Priority 1", "APA 1", "1) x"])
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

    assert [str(one.place) + one.message for one in refused.value.findings] == [
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


@pytest.mark.parametrize("cell", ["Ottoline Prewbury", "Deputy Head of SEND", "Head of SEND and Data", "Headless of SEND"])
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
    headings, given = [*HEADINGS, "Lead Organisation"], ["The Council", "NHS Small ICB; the council", "Ottoline Prewbury"]
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
    office.excel([[*HEADINGS, "Publish (Y/N)"], *[[*row, mark] for row, mark in zip(ROWS, ["Y", "N", None], strict=True)]])
    proposal = office.pull(max_lost=0)

    assert [one.ref for one in proposal.snapshot.actions] == ["1.1", "2.1"]
    assert (proposal.rows_read, proposal.withheld) == (3, 1)
    assert proposal.sentences[0] == "Action 1.2 is no longer in the plan: Publish waiting times."


def test_a_mark_for_publishing_that_is_neither_yes_nor_no_is_refused(office):
    office.excel([[*HEADINGS, "Publish (Y/N)"], *[[*row, mark] for row, mark in zip(ROWS, ["Y", "ask Zeb", "n"], strict=True)]])

    assert office.refuse() == [
        "tracker.xlsx, sheet Actions, row 3, column J (Publish (Y/N)): This says neither Y nor N."
    ]


def test_a_tracker_with_nothing_to_publish_is_refused(office):
    office.excel([HEADINGS])

    assert office.refuse(max_lost=1) == ["tracker.xlsx, sheet Actions: There is no action to publish."]


# ---- Dates ---------------------------------------------------------------------------------------------------------


def due(office: Office, value: Any, shown: str = "General") -> Any:
    """Return the due date of the first action and the warnings, with *value* in its cell."""
    sheet = office.excel([HEADINGS, *changed(ROWS, 0, "Due date", value)])
    if shown != "General":
        sheet["E2"].number_format = shown
        office.save(sheet.parent)
    proposal = office.pull()
    return proposal.snapshot.actions[0].due, warnings(proposal)


def test_a_date_that_is_not_understood_is_published_as_it_is_written_with_a_warning(office):
    found, said = due(office, "when the new post starts")

    assert (found.text, found.date) == ("when the new post starts", None)
    assert said == [
        "tracker.xlsx, sheet Actions, row 2, column E (Due date): "
        "“when the new post starts” is not understood as a date; it is published as it is written."
    ]


@pytest.mark.parametrize("word", ["Ongoing", "Immediate", "TBC"])
def test_a_word_for_no_date_is_published_without_a_warning(office, word):
    found, said = due(office, word)

    assert (found.text, found.date, said) == (word, None, [])


def test_an_excel_date_is_a_day_or_a_month_as_its_cell_shows(office):
    found, said = due(office, datetime(2026, 3, 31), "dd/mm/yyyy")
    assert (found.text, found.date.precision, str(found.date.last), said) == ("31/03/2026", "day", "2026-03-31", [])

    found, said = due(office, datetime(2026, 3, 1), "mmm-yy")
    assert (found.text, found.date.precision, str(found.date.last), said) == ("Mar 2026", "month", "2026-03-31", [])


def test_dates_with_the_month_first_are_a_warning_for_their_column(office):
    office.excel([HEADINGS, *changed(changed(ROWS, 0, "Due date", "03/31/2027"), 1, "Due date", "04/05/2027")])
    proposal = office.pull()

    assert str(proposal.snapshot.actions[1].due.date.first) == "2027-05-04"
    assert warnings(proposal) == [
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


# ---- Personal data -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Write to someone@council.example", "an e-mail address"),
        ("Ring 07700 900123", "a telephone number"),
        ("Ring (01632) 960-777 now", "a telephone number"),
        ("Ring +44 (0)20 7946 0958", "a telephone number"),
        ("Case 943 476 5919 is open", "an NHS number"),
        ("One child, DOB 12/03/2014, waits", "a date of birth"),
        ("One child (born on 12 March 2014) waits", "a date of birth"),
        ("We meet at BN3 4QQ", "a full postcode"),
        ("we meet at bn34qq", "a full postcode"),
        ("Mrs Tamblethwaite leads", "a person's title and surname"),
        ("Dr. J. Marchgate leads", "a person's title and surname"),
        ("Zeb has asked all schools", "a name that also stands in a column of people"),
        ("Thanks to zeb oxtaby", "a name that also stands in a column of people"),
        ("Oxtaby's list", "a name that also stands in a column of people"),
        ("Prewbury, Ottoline", "a name that also stands in a column of people"),
        ("O. Prewbury to act", "a name that also stands in a column of people"),
    ],
)
@pytest.mark.parametrize(("heading", "column"), [("Action", "C (Action)"), ("Progress update", "G (Progress update)"), ("Due date", "E (Due date)")])
def test_personal_data_in_a_public_cell_is_refused_by_its_kind_and_never_repeated(office, text, kind, heading, column):
    office.excel([HEADINGS, *changed(ROWS, 1, heading, text)])
    with pytest.raises(ContentError) as refused:
        office.pull()

    assert office.refuse() == [
        f"tracker.xlsx, sheet Actions, row 3, column {column}: This cell holds {kind}, and would be public for ever."
    ]
    assert text not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Ring 01632 960 001 or write to offer@small.example",
        "Come to the Town Hall, Smalltown SM1 1AA",
        "SENDIASS: 01632 960145, help@iass.example",
        "On 01.02.2026 10.30 we met; Q3 25/26 had 1,234,567 of 2,000,000",
        "Action A1 2nd phase: 943 476 5918 is a number",
        "We ask for the date of birth at referral, and children born in 2014 start",
        "We miss Mondays. The Head of SEND and the DCO will lead. Children waited 20 weeks",
        "Smallshire Council and NHS Small ICB, young people, May 2026, green lanes",
    ],
)
def test_what_only_looks_like_personal_data_is_published(office, text):
    rows = changed(changed(ROWS, 1, "Progress update", text), 0, "Updated by", "May Green")
    office.excel([HEADINGS, *changed(rows, 1, "Updated by", "DCO / Smallshire Council")])

    assert office.pull().snapshot.actions[1].update == text


def test_names_are_found_in_every_column_of_people_hidden_or_not_and_on_other_sheets(office):
    headings = [*HEADINGS, "Senior responsible officer (accountable)", "Approved by", "Sponsor"]
    rows = [[*row, "DCS - Jory Tamblethwaite", "Minnie Ockleburgh", "Cuthbert Rawnsleet"] for row in ROWS]
    sheet = office.excel([headings, *changed(rows, 0, "Action", "Jory, Minnie, Cuthbert and Isolde")])
    sheet.column_dimensions["L"].hidden = True
    other = sheet.parent.create_sheet("Contacts")
    other.sheet_state = "hidden"
    for row in (["Name", "Mobile"], ["Dr Isolde Marchgate", "07700 900 700"]):
        other.append(row)
    office.save(sheet.parent)
    for name in ("Jory", "Minnie", "Cuthbert", "Isolde"):
        sheet["C2"] = f"{name} will do it"
        office.save(sheet.parent)
        assert len(office.refuse()) == 1


def test_words_that_the_area_calls_harmless_are_published(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Progress update", "Ring 0808 800 5000. Zeb Oxtaby School opens.")])

    assert len(office.refuse()) == 2
    proposal = office.pull(harmless=["0808 800 5000", "Zeb Oxtaby School"])
    assert proposal.snapshot.actions[0].update == "Ring 0808 800 5000. Zeb Oxtaby School opens."


def test_the_area_says_which_other_columns_hold_names(office):
    office.excel([[*HEADINGS, "Wer"], *[[*row, "Fenella Groatsworthy"] for row in changed(ROWS, 0, "Action", "Ask Fenella")]])
    assert office.pull().snapshot.actions[0].text == "Ask Fenella"

    assert len(office.refuse(people=["wer"])) == 1


# ---- The day it is as at -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "titles",
    [
        [["Tracker"], ["As at", datetime(2026, 10, 30)]],
        [["As at 30/10/2026"]],
        [[None, "Date of update:", None, "30 October 2026"]],
        [["Position as at: 30 Oct 26"], []],
    ],
)
def test_the_day_is_the_one_over_the_headings(office, titles):
    office.excel([*titles, HEADINGS, *ROWS])

    assert office.pull().snapshot.as_at == date(2026, 10, 30)


def test_json_says_its_day_beside_its_actions(office):
    records = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
    office.file("tracker.json", json.dumps({"as_at": "2026-10-30", "version": 4, "actions": records}))

    assert office.pull().snapshot.as_at == date(2026, 10, 30)


def test_without_a_day_it_is_the_day_of_the_pull_in_london(office):
    assert office.pull("2026-11-06T00:30+00:00").snapshot.as_at == date(2026, 11, 6)
    assert office.pull("2027-06-30T23:30+00:00").snapshot.as_at == date(2027, 7, 1)


def test_a_day_that_has_not_come_is_refused_and_one_not_understood_is_a_warning(office):
    office.excel([["As at 07/11/2026"], HEADINGS, *ROWS])
    assert office.refuse() == ["tracker.xlsx, sheet Actions, row 1: The day the tracker is as at has not come yet."]

    office.excel([["As at", "last Board, Zeb says"], HEADINGS, *ROWS])
    proposal = office.pull()
    assert proposal.snapshot.as_at == date(2026, 11, 6)
    assert warnings(proposal) == [
        "tracker.xlsx, sheet Actions, row 1: The day the tracker is as at is not understood, so the day of this pull is taken."
    ]


def test_an_older_tracker_than_the_published_one_is_a_warning(office):
    office.excel([["As at 01/11/2026"], HEADINGS, *ROWS])

    assert warnings(office.pull()) == [
        "plan: This tracker is as at 01/11/2026; what is published is newer, as at 04/11/2026."
    ]
