"""The plan, pulled: what becomes public, what never does, and that a refusal leaves the last good copy as it was.

The trackers are real files and the addresses are a real server on the loopback address.
"""

import asyncio
import csv
import io
import json
import os
import shutil
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
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
from plugins.sources.tracker.locating import public_name

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

    assert (one.ref, one.theme, one.text, one.status, one.update) == (
        "1.1",
        1,
        "Open a helpline",
        "done",
        "It is open.",
    )
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
    rows = changed(
        changed(changed(rows, 0, "Internal notes", note), 1, "Updated by", f"{name} {lead}"), 2, "Lead", name
    )
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
    rows = changed(
        changed(ROWS, 0, "Internal notes", "Zqsecret"), 0, "Progress update", "Ring Zqname Prewbury on 07700 900123"
    )
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
    text = "One\u200b\ud800\u00a0 two\r\n\r\n\r\n\r\nthree\u202e _x000D_\x0bfour\t five "
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

    assert office.refuse(max_lost=1) == [
        "tracker.csv, row 5, column A (Ref): The reference A1 is used twice: rows 2, 5."
    ]


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
    assert proposal.sentences[0] == "Action 1.2 is no longer in the plan: Publish waiting times."


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

    found, said = due(office, datetime(2026, 3, 1), "[Red]mmm-yy")
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
@pytest.mark.parametrize(
    ("heading", "column"),
    [("Action", "C (Action)"), ("Progress update", "G (Progress update)"), ("Due date", "E (Due date)")],
)
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
    office.excel(
        [[*HEADINGS, "Wer"], *[[*row, "Fenella Groatsworthy"] for row in changed(ROWS, 0, "Action", "Ask Fenella")]]
    )
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


# ---- The mess that real workbooks have -----------------------------------------------------------------------------


def test_headings_are_found_under_blank_rows_and_titles_and_may_stand_twice(office):
    office.excel([[], ["SEND plan"], [], ["", "owner: Zeb"], HEADINGS, ROWS[0], [], HEADINGS, *ROWS[1:]])

    assert office.pull("2026-11-04T12:00").unchanged


def test_a_merged_cell_fills_its_rows_and_a_banner_over_the_table_is_no_action(office):
    rows = changed(changed(ROWS, 1, "Theme", None), 1, "Due date", None)
    sheet = office.excel(
        [HEADINGS, ["Theme 1: the first banner"], *changed(rows, 0, "Due date", "31/03/2027"), *ROWS[:0]]
    )
    sheet.merge_cells("A2:I2")
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("E3:E4")
    office.save(sheet.parent)
    one, two, _ = office.pull().snapshot.actions

    assert (two.theme, two.due) == (1, one.due)


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


# ---- CSV and JSON --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_with_any_of_its_marks_and_encodings(office, delimiter, encoding):
    rows = changed(ROWS, 0, "Action", "Open a café; “for us”, soon\nand stay")
    text = as_csv([["As at 04/11/2026"], HEADINGS, *rows], delimiter)
    office.file("tracker.csv", text.encode(encoding))
    proposal = office.pull()

    assert "\r\n" in text
    assert proposal.snapshot.actions[0].text == "Open a café; “for us”, soon\nand stay"
    assert warnings(proposal) == []


def test_an_old_windows_file_is_read_with_a_warning(office):
    office.file("tracker.csv", as_csv([HEADINGS, *changed(ROWS, 0, "Action", "Spend £5 on “cafés”")]).encode("cp1252"))
    proposal = office.pull()

    assert proposal.snapshot.actions[0].text == "Spend £5 on “cafés”"
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


# ---- What changes, what is lost, who is who ------------------------------------------------------------------------


def test_what_would_change_in_public_is_said_in_words(office):
    rows = changed(changed(ROWS, 1, "Status", "Amber"), 1, "Due date", "30/06/2027")
    rows = changed(changed(rows, 2, "Progress update", "We met."), 0, "Lead", "DCO")
    rows = changed(rows, 2, "Theme", "1")
    office.excel([HEADINGS, *rows, ["2.2", "2", "Answer every call", "", "TBC", "Green"]])

    assert office.pull().sentences == (
        "Action 1.2 went from “On track” to “Some delay”: Publish waiting times.",
        "The date of action 1.2 moved from 31 March 2027 to 30 June 2027: Publish waiting times.",
        "New on action 2.1, Meet every term: We met.",
        "Action 2.2 is new: Answer every call.",
        "Of action 1.1 this changes too: who leads it and the organisation that leads it.",
        "Of action 2.1 this changes too: its theme.",
        "The plan is then as at 6 November 2026.",
    )


def test_dates_written_in_another_way_are_said_to_mean_the_same(office):
    office.excel([HEADINGS, *changed(ROWS, 1, "Due date", datetime(2027, 3, 31))])
    assert office.pull("2026-11-04T12:00").unchanged

    office.excel([HEADINGS, *changed(ROWS, 1, "Due date", "31 March 2027")])
    assert office.pull("2026-11-04T12:00").sentences == ("Some dates are written in another way and mean the same.",)


def test_the_first_pull_says_how_many_actions_it_brings(tmp_path):
    office = Office(tmp_path)
    (office.content / "plan").mkdir(parents=True)
    (office.content / "plan" / "plan.toml").write_text(PLAN)
    office.excel([HEADINGS, *ROWS])
    proposal = office.accept()

    assert proposal.sentences == ("This is the first plan data: 3 actions.",)
    assert proposal.snapshot.previous is None
    assert office.heard == ["Opening tracker.xlsx…", "Reading 3 rows…"]


def test_more_lost_rows_than_the_area_allows_are_refused_with_their_references(office):
    office.excel([HEADINGS, ROWS[0]])

    assert office.refuse(max_lost=0.5) == [
        "tracker.xlsx, sheet Actions: 2 of the 3 published actions are in no row: 1.2, 2.1."
    ]
    assert office.refuse(max_lost=0) == office.refuse(max_lost=0.6)
    assert [one.ref for one in office.pull(max_lost=0.7).snapshot.actions] == ["1.1"]


def renumber(office: Office, changes: dict[str, tuple[str, list[str]]]) -> None:
    """Write in the list of actions, as a person would, what each action is called now and was before."""
    path = office.content / "plan/actions.toml"
    text = path.read_text()
    for old, (new, was) in changes.items():
        text = text.replace(f'ref = "{old}"\n', f'ref = "{new}.new"\nwas = {json.dumps(was)}\n')
    path.write_text(text.replace('.new"', '"'))


def test_a_renumbered_action_keeps_its_id(office):
    before = {one.text: one.id for one in read_history(office.content / "plan/history")[0][-1].actions}
    renumber(office, {"1.1": ("1.2", ["1.1"]), "1.2": ("1.3", ["1.2"])})
    new = [["1.1", "1", "Begin", "", "", "G"], ["1.2", *ROWS[0][1:]], ["1.3", *ROWS[1][1:]], ROWS[2]]
    office.excel([HEADINGS, *new])
    proposal = office.accept(max_lost=0)
    after = {one.text: one.id for one in proposal.snapshot.actions}

    assert proposal.sentences == (
        "Action 1.1 is new: Begin.",
        "Of action 1.2 this changes too: its number.",
        "Of action 1.3 this changes too: its number.",
        "The plan is then as at 6 November 2026.",
    )
    assert after.pop("Begin") not in before.values()
    assert after == before
    assert warnings(proposal) == []


def test_numbers_that_moved_without_a_word_are_a_warning(office):
    new = [["1.1", "1", "Begin", "", "", "G"], ["1.2", *ROWS[0][1:]], ["1.3", *ROWS[1][1:]], ROWS[2]]
    office.excel([HEADINGS, *new])

    assert warnings(office.pull()) == [
        "plan/actions.toml: Action 1.2 now has the words that action 1.1 had.",
        "plan/actions.toml: Action 1.3 now has the words that action 1.2 had.",
    ]


def test_an_action_that_became_part_of_another_is_not_lost(office):
    office.excel([HEADINGS, ROWS[0], ROWS[2]])
    assert len(office.refuse(max_lost=0)) == 1

    renumber(office, {"1.1": ("1.1", ["1.2"])})
    assert [one.ref for one in office.pull(max_lost=0).snapshot.actions] == ["1.1", "2.1"]


def test_what_people_wrote_in_the_list_of_actions_keeps_every_byte(office):
    path = office.content / "plan/actions.toml"
    written = path.read_bytes().replace(b'ref = "1.1"', b'ref = "1.1"   # the Board calls it "the phone one"\r\n# ours')
    path.write_bytes(written)
    office.excel([HEADINGS, *ROWS, ["2.2", "2", "Answer every call", "", "TBC", "Green"]])
    office.accept()

    assert path.read_bytes().startswith(written)
    assert b'ref = "2.2"\nfirst_seen = 2026-11-06\n' in path.read_bytes()[len(written) :]


def test_an_id_is_minted_once(office):
    first = read_identities(office.content / "plan/actions.toml")[0]
    office.excel([HEADINGS, *changed(ROWS, 0, "Action", "Open two helplines")])
    second = office.accept()

    assert read_identities(office.content / "plan/actions.toml")[0] == first
    assert second.snapshot.actions[0].id == first.ids["1.1"]
    assert len(set(first.ids.values())) == 3


# ---- What is written -----------------------------------------------------------------------------------------------


def test_a_proposal_writes_nothing(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Amber")])
    before = office.tree()

    assert not office.pull().unchanged
    assert office.tree() == before


def test_a_pull_that_changes_nothing_writes_only_when_it_was_received(office):
    before = office.tree()
    assert office.accept("2026-11-05T08:00").unchanged
    after = office.tree()

    assert {name for name in after if after[name] != before.get(name)} == {"content/plan/received.json"}
    assert after["content/plan/received.json"] == b'{\n "received": "2026-11-05T08:00:00Z"\n}\n'


def test_a_pull_that_changes_something_adds_one_sealed_snapshot(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Amber")])
    office.accept()
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Green")])
    office.accept()
    snapshots, findings = read_history(office.content / "plan/history")

    assert sorted(path.name for path in (office.content / "plan/history").iterdir()) == [
        "2026-11-04.json",
        "2026-11-06-2.json",
        "2026-11-06.json",
    ]
    assert [one.actions[0].status for one in snapshots] == ["done", "delayed", "on-track"]
    assert findings == []


def test_only_time_can_make_a_pull_of_the_same_tracker_a_change(office):
    """The due date of 1.2 passes on 31 March 2027."""
    assert office.pull("2027-03-31T12:00").unchanged
    proposal = office.pull("2027-04-01T12:00")

    assert proposal.sentences == (
        "Action 1.2 is now late; it was due 31 March 2027: Publish waiting times.",
        "The plan is then as at 1 April 2027.",
    )


def test_a_day_that_the_tracker_itself_gives_is_a_change(office):
    office.excel([["As at 05/11/2026"], HEADINGS, *ROWS])

    assert office.pull().sentences == ("The plan is then as at 5 November 2026.",)


def test_a_pull_on_a_day_before_the_last_snapshot_is_refused(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Amber")])

    assert office.refuse("2026-11-03T12:00") == [
        "plan/history: The history already has a snapshot of a later day than this pull."
    ]


@pytest.mark.parametrize("dies_at", range(3))
def test_a_pull_that_dies_leaves_a_whole_plan_and_the_next_one_mends_it(office, dies_at, monkeypatch):
    """Ids, then the snapshot, then the moment of receipt are put in their places; the machine stops before one of them."""
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Amber"), ["2.2", "2", "Answer", "", "TBC", "Green"]])
    proposal, replaced, replace = office.pull(), [], Path.replace

    def die(path: Path, target: Path) -> Path:
        if len(replaced) == dies_at:
            raise KeyboardInterrupt
        replaced.append(target.name)
        return replace(path, target)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "replace", die)
        proposal.accept()
    snapshots, findings = read_history(office.content / "plan/history")
    received, wrong = read_received(office.content / "plan/received.json")
    ids = read_identities(office.content / "plan/actions.toml")[0].ids

    assert replaced == ["actions.toml", "2026-11-06.json", "received.json"][:dies_at]
    assert (len(snapshots), findings, wrong) == (2 if dies_at == 2 else 1, [], [])
    assert received == Received(received=instant("2026-11-04T12:00"))
    assert not [name for name in office.tree() if name.endswith(".new")]
    after = office.accept()
    assert [one.status for one in read_history(office.content / "plan/history")[0][-1].actions] == [
        "delayed",
        "on-track",
        "on-track",
        "on-track",
    ]
    assert dies_at == 0 or after.snapshot.actions[3].id == ids["2.2"]


def test_a_proposal_that_somebody_overtook_is_refused(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Amber")])
    slow, quick = office.pull(), office.pull()
    quick.accept()
    before = office.tree()
    with pytest.raises(ContentError, match="Somebody changed the plan while this pull waited for an answer"):
        slow.accept()

    assert office.tree() == before


def test_of_several_refusals_the_first_is_remembered_until_a_pull_is_accepted(office):
    path = office.content / "plan/received.json"
    pull.record_refusal(office.content, Clock(instant("2026-11-05T08:00")))
    pull.record_refusal(office.content, Clock(instant("2026-11-06T08:00")))
    received = Received(received=instant("2026-11-04T12:00"), refused_since=instant("2026-11-05T08:00"))
    assert read_received(path) == (received, [])

    office.accept()
    assert read_received(path) == (Received(received=instant(NOON)), [])


def test_a_refusal_before_anything_was_received_is_not_recorded(tmp_path):
    pull.record_refusal(tmp_path, Clock(instant(NOON)))

    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("history/2026-11-04.json", "plan/history/2026-11-04.json: This is not JSON, so it is not a snapshot."),
        ("actions.toml", "plan/actions.toml: The file cannot be read: "),
        ("plan.toml", "plan/plan.toml: The file cannot be read: "),
    ],
)
def test_a_broken_file_of_the_plan_and_the_faults_of_the_tracker_are_reported_together(office, name, said):
    (office.content / "plan" / name).write_text("{ broken")
    office.excel([HEADINGS, *changed(ROWS, 1, "Status", "")])
    refused = office.refuse()

    assert refused[0].startswith(said)
    assert "tracker.xlsx, sheet Actions, row 3, column F (Status): This row has no status." in refused
    (office.content / "plan" / "received.json").write_text("{")
    assert office.refuse() == refused


def test_a_status_that_is_published_and_no_longer_defined_is_refused(office):
    area = office.area()
    area = area.model_copy(update={"statuses": area.statuses[1:]})
    with pytest.raises(ContentError, match="The status “done” is used in the last snapshot and is not defined"):
        pull.propose(area, office.content, office.folder / "state", Clock(instant(NOON)), Language("en-GB"))


def test_an_area_without_a_tracker_or_without_statuses_is_refused(office):
    for missing, said in (("tracker", "There is no tracker to pull from."), ("statuses", "No status is defined.")):
        area = office.area().model_copy(update={missing: None if missing == "tracker" else ()})
        with pytest.raises(ContentError, match=said):
            pull.propose(area, office.content, office.folder / "state", Clock(instant(NOON)), Language("en-GB"))


# ---- Where the tracker is ------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_refused(office):
    assert office.refuse(source="../office/gone.xlsx") == ["gone.xlsx: There is no such file."]


def test_a_file_that_may_not_be_read_is_refused(office, monkeypatch):
    read = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "tracker.xlsx":
            raise PermissionError
        return read(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", locked)
        with pytest.raises(ContentError, match="The file cannot be read"):
            office.pull()


@pytest.mark.parametrize(
    "source", ["tracker.xlsx", "documents", "../content/plan/../tracker.xlsx", "../office/link.xlsx"]
)
def test_a_raw_tracker_inside_the_content_folder_is_refused(office, source):
    """Git keeps everything for ever, and content/ is what is published."""
    (office.content / "documents").mkdir()
    for place in ("tracker.xlsx", "documents/tracker.xlsx"):
        shutil.copy(office.path("tracker.xlsx"), office.content / place)
    os.symlink(office.content / "tracker.xlsx", office.path("link.xlsx"))
    (said,) = office.refuse(source=source)

    assert said.endswith(
        ": The tracker lies inside the content folder, and all that lies there becomes public for ever."
    )


def test_a_whole_path_is_taken_as_it_is(office):
    assert office.pull("2026-11-04T12:00", source=str(office.path("tracker.xlsx"))).unchanged


def test_of_a_synced_folder_the_newest_tracker_is_taken(office):
    office.file("old.csv", as_csv([HEADINGS, *changed(ROWS, 0, "Action", "Old")]))
    office.file("new.json", json.dumps([{**dict(zip(HEADINGS, row, strict=True)), "Action": "New"} for row in ROWS]))
    for name, age in (("old.csv", 300), ("tracker.xlsx", 200), ("new.json", 100)):
        os.utime(office.path(name), (1_800_000_000 - age,) * 2)
    for name in ("~$tracker.xlsx", ".hidden.csv", "notes.docx"):
        office.path(name).write_bytes(b"x")

    assert {one.text for one in office.pull(source="../office").snapshot.actions} == {"New"}


def test_a_folder_without_a_tracker_is_refused(office):
    office.path("empty").mkdir()

    assert office.refuse(source="../office/empty") == ["empty: The folder has no .xlsx, .csv or .json file in it."]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("tracker.xlsx", b"", "It is empty."),
        ("tracker.csv", b" \n\n", "It is empty."),
        (
            "tracker.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9,
            "This is an old Excel file (.xls), or one with a password.",
        ),
        ("tracker.csv", b"%PDF-1.7\n", "This is a PDF instead of a spreadsheet."),
        ("tracker.xlsx", b"Ref,Theme\n", "It is named .xlsx, but it is not an Excel workbook."),
        ("tracker.csv", b"PK\x03\x04rest", "It is named .csv, but it is an Excel workbook or another packed file."),
        (
            "tracker.xlsx",
            b"<!DOCTYPE html><html><body>Hello</body></html>",
            "This is a web page instead of a spreadsheet.",
        ),
        (
            "tracker.xlsx",
            b"PK\x03\x04rest",
            "This is not a whole Excel workbook: it is broken off, or something else under that name.",
        ),
    ],
)
def test_a_file_that_is_not_what_it_claims_to_be_is_refused_and_said(office, name, data, said):
    office.file(name, data)

    assert office.refuse() == [f"{name}: {said}"]


def test_a_packed_file_that_is_no_workbook_is_refused(office):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as one:
        one.writestr("word/document.xml", "<x/>")
    office.file("tracker.xlsx", packed.getvalue())

    assert office.refuse()[0].startswith("tracker.xlsx: This is not a whole Excel workbook")


def test_a_file_that_is_too_large_or_unpacks_to_too_much_is_refused(office):
    assert office.refuse(max_megabytes=0.001) == ["tracker.xlsx: It is larger than 0.001 MB, the most that is read."]

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", 8) as one:
        one.writestr("xl/workbook.xml", b"0" * 3_000_000)
    office.file("tracker.xlsx", packed.getvalue())
    assert office.refuse(max_megabytes=0.1) == ["tracker.xlsx: The workbook is far larger inside than it looks."]


# ---- An address: a real server on the loopback address -------------------------------------------------------------

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIGN_IN = b"""<!DOCTYPE html><html><head><title>Sign in to your account</title></head>
<body><form><input type="email"><input type=password></form></body></html>"""


@dataclass
class Server:
    """A server whose answers a test writes; it remembers what it was asked."""

    address: str
    answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def gives(self, path: str, data: bytes = b"", status: int = 200, **headers: str) -> str:
        """Answer *path* with these bytes; an underscore in the name of a header is a hyphen. Return its address."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in {"Content_Length": str(len(data)), **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(data)

        return self.does(path, answer)

    def does(self, path: str, answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        self.answers[path] = answer
        return f"{self.address}{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            with suppress(BrokenPipeError, ConnectionResetError):
                made.answers[self.path.partition("?")[0]](self)

        def log_message(self, *_args: Any) -> None:
            pass

    one = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    one.daemon_threads = True
    made = Server(f"http://127.0.0.1:{one.server_port}")
    threading.Thread(target=one.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    one.shutdown()
    one.server_close()


def test_a_tracker_is_read_from_an_address_whatever_its_path_says(office, server):
    data = office.path("tracker.xlsx").read_bytes()
    named = server.gives("/download", data, Content_Disposition='attachment; filename="Tracker (v4).xlsx"')
    typed = server.gives("/typed", data, Content_Type=SHEET)
    plain = server.gives("/plain", as_csv([HEADINGS, *ROWS]).encode(), Content_Type="text/csv; charset=utf-8")
    bare = server.gives("/bare", json.dumps([dict(zip(HEADINGS, row, strict=True)) for row in ROWS]).encode())

    for address in (named, typed, plain, bare):
        assert office.pull("2026-11-04T12:00", source=address).unchanged
    assert office.heard[-2:] == [f"Fetching {bare}…", "Reading 3 rows…"]


def test_nothing_new_renews_the_moment_of_receipt_and_writes_nothing_else(office, server):
    def answer(request: BaseHTTPRequestHandler) -> None:
        fresh = request.headers.get("If-None-Match") != '"4"'
        data = office.path("tracker.xlsx").read_bytes() if fresh else b""
        request.send_response(200 if fresh else 304)
        for name, value in (("ETag", '"4"'), ("Last-Modified", "Wed, 04 Nov 2026 09:00:00 GMT")):
            request.send_header(name, value)
        if fresh:
            request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    office.tracker["source"] = server.does("/tracker.xlsx", answer)
    office.accept("2026-11-05T08:00")
    before = office.tree()
    proposal = office.accept("2026-11-05T09:00")
    after = office.tree()

    assert server.asked[1][1]["if-none-match"] == '"4"'
    assert server.asked[1][1]["if-modified-since"] == "Wed, 04 Nov 2026 09:00:00 GMT"
    assert (proposal.unchanged, proposal.rows_read, proposal.sentences) == (True, 3, ())
    assert {name for name in after if after[name] != before[name]} == {"content/plan/received.json"}
    assert office.pull("2027-04-01T12:00").sentences[0].startswith("Action 1.2 is now late")


def test_nothing_new_is_not_asked_for_when_anything_else_has_changed(office, server):
    office.tracker["source"] = server.gives("/t.xlsx", office.path("tracker.xlsx").read_bytes(), ETag='"4"')
    office.accept()
    renumber(office, {"1.1": ("1.1", ["0.9"])})
    office.accept()
    office.pull()
    office.pull(max_lost=0.2)

    assert ["if-none-match" in headers for _, headers in server.asked] == [False, False, True, False]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "The address asks who we are (401)."),
        (403, "The address does not let us in (403)."),
        (404, "There is nothing at this address (404)."),
        (410, "The tracker was taken away from this address (410)."),
        (418, "The address answered 418 instead of giving the tracker."),
        (500, "The address answered that something is wrong on its side (500)."),
        (503, "The address answered that something is wrong on its side (503)."),
    ],
)
def test_an_answer_that_is_no_tracker_is_refused(office, server, status, said):
    address = server.gives("/tracker.xlsx", b"Zqsecret", status)

    assert office.refuse(source=f"{address}?sig=Zqsecret") == [f"{address}: {said}"]


@pytest.mark.parametrize("status", [401, 200])
def test_a_sign_in_page_instead_of_a_spreadsheet_is_refused_and_said(office, server, status):
    address = server.gives("/tracker.xlsx", SIGN_IN, status, Content_Type="text/html")
    said = "The address asks who we are (401)." if status == 401 else "This is a sign-in page instead of a spreadsheet."

    assert office.refuse(source=address) == [f"{address}: {said}"]


@pytest.mark.parametrize("kind", ["text/html", SHEET])
def test_html_named_xlsx_is_refused_and_said(office, server, kind):
    page = (
        b"\xef\xbb\xbf \n<!-- made by a portal --><html><table><tr><td>We design in the open</td></tr></table></html>"
    )
    address = server.gives("/tracker.xlsx", page, Content_Type=kind)

    assert office.refuse(source=address) == [f"{address}: This is a web page instead of a spreadsheet."]


def test_a_sign_in_page_at_the_end_of_a_redirect_is_said(office, server):
    server.gives("/login", b"<html><body>Please log in with your council account</body></html>")
    address = server.gives("/tracker.csv", status=302, Location="/login")

    assert office.refuse(source=address) == [f"{address}: This is a sign-in page instead of a spreadsheet."]


def test_a_workbook_that_was_cut_off_is_refused(office, server):
    whole = office.path("tracker.xlsx").read_bytes()
    cut = server.gives("/cut.xlsx", whole[: len(whole) // 2])
    broken = server.gives("/broken.xlsx", whole[: len(whole) // 2], Content_Length=str(len(whole)))

    assert office.refuse(source=cut)[0].startswith(f"{cut}: This is not a whole Excel workbook")
    assert office.refuse(source=broken) == [f"{broken}: The connection broke off before the whole tracker had come."]


def test_a_tracker_that_is_too_large_is_refused_whether_its_length_is_promised_or_not(office, server):
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(4000):
            request.wfile.write(b"x" * 1000)

    promised = server.gives("/promised.csv", b"x", Content_Length="3000000")
    for address in (promised, server.does("/endless.csv", endless)):
        assert office.refuse(source=address, max_megabytes=2) == [
            f"{address}: It is larger than 2 MB, the most that is read."
        ]


@pytest.mark.parametrize("where", ["before", "within the headers", "within the body"])
def test_a_slow_address_is_refused_when_its_time_is_over(office, server, where):
    """The limit is for the whole answer: one byte now and then does not stretch it."""

    def slow(request: BaseHTTPRequestHandler) -> None:
        if where == "before":
            time.sleep(3)
        request.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"" if where == "within the headers" else b"\r\n"))
        for _ in range(60):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.05)

    address = server.does("/tracker.csv", slow)
    began = time.monotonic()

    assert office.refuse(source=address, timeout=0.4) == [f"{address}: No whole answer came within 0.4 seconds."]
    assert time.monotonic() - began < 2.5


def test_an_address_that_cannot_be_reached_is_refused(office, server):
    assert office.refuse(source="http://127.0.0.1:9/tracker.xlsx") == [
        "http://127.0.0.1:9/tracker.xlsx: The address cannot be reached."
    ]


def test_redirects_are_followed_five_times_and_no_more(office, server):
    data = office.path("tracker.xlsx").read_bytes()
    server.gives("/5", data, Content_Type=SHEET)
    for number in range(5):
        server.gives(f"/{number}", status=302, Location=f"/{number + 1}")
    address = server.gives("/start", status=307, Location="/0")

    assert office.pull("2026-11-04T12:00", source=f"{server.address}/0").unchanged
    assert office.refuse(source=address) == [f"{address}: The address leads on more than 5 times."]


def test_the_token_goes_to_the_trackers_own_host_only_and_is_never_printed(office, server, monkeypatch, capfd):
    monkeypatch.setenv("TRACKER_TOKEN", "Bearer Zqtoken")
    other = server.address.replace("127.0.0.1", "localhost")
    server.gives("/file.xlsx", office.path("tracker.xlsx").read_bytes())
    server.gives("/away", status=302, Location=f"{other}/file.xlsx")
    address = server.gives("/tracker", status=302, Location="/away")
    settings = {"token_env": "TRACKER_TOKEN", "token_header": "X-Api-Key", "source": f"{address}?key=Zqtoken"}
    proposal = office.pull("2026-11-04T12:00", **settings)

    assert proposal.unchanged
    assert [headers.get("x-api-key") for _, headers in server.asked] == ["Bearer Zqtoken", "Bearer Zqtoken", None]
    proposal.accept()
    server.gives("/tracker", b"", 403)
    with pytest.raises(ContentError) as refused:
        office.pull(**settings)
    printed = "".join(capfd.readouterr()) + str(refused.value) + "".join(office.heard)
    assert "Zqtoken" not in printed
    assert not [name for name, data in office.tree().items() if b"Zqtoken" in data]


@pytest.mark.parametrize(
    ("token", "said"),
    [
        (None, "is not set"),
        (" ", "is not set"),
        ("Zq\ntoken", "has signs in it that cannot be sent"),
        ("Zqtökén", "has signs in it that cannot be sent"),
    ],
)
def test_a_token_that_is_missing_or_cannot_be_sent_is_refused_before_anything_is_asked(
    office, server, monkeypatch, token, said
):
    monkeypatch.delenv("TRACKER_TOKEN", raising=False)
    if token:
        monkeypatch.setenv("TRACKER_TOKEN", token)

    assert office.refuse(source=server.gives("/t.csv"), token_env="TRACKER_TOKEN") == [
        f"area.toml, key tracker.token_env: The variable TRACKER_TOKEN {said}."
    ]
    assert server.asked == []


def test_nothing_new_without_having_been_asked_is_refused(office, server):
    address = server.gives("/tracker.xlsx", status=304)

    assert office.refuse(source=address) == [f"{address}: The address answered 304 instead of giving the tracker."]


def test_an_address_is_pulled_from_while_an_event_loop_is_running(office, server):
    """A browser that drives other tests keeps one running in the same thread."""
    address = server.gives("/tracker.xlsx", office.path("tracker.xlsx").read_bytes())

    async def within() -> Any:
        return office.pull("2026-11-04T12:00", source=address)

    # In a thread of its own: in this one the browser's loop may be running already.
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(lambda: asyncio.run(within())).result().unchanged


@pytest.mark.parametrize(
    "address", ["https://zeb:Zqword@x.example/a/b.xlsx?sig=Zqsign#Zq", "https://x.example/a/b.xlsx"]
)
def test_the_name_of_an_address_has_no_secret_in_it(address):
    assert public_name(address) == "https://x.example/a/b.xlsx"


@pytest.mark.parametrize("source", ["http://[broken/t.xlsx", "https://", "http://exa mple.example/"])
def test_an_address_that_is_none_is_refused_in_words(office, source):
    (said,) = office.refuse(source=source, timeout=3)

    assert "Traceback" not in said


# ---- Whatever stands in a tracker ----------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.one_of(st.none(), st.text(max_size=60), st.integers(), st.booleans()), min_size=9, max_size=9))
def test_no_cell_makes_a_pull_fail_in_another_way_than_by_findings(office, cells):
    record = dict(zip(HEADINGS, cells, strict=True))
    records = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
    office.file("tracker.json", json.dumps([*records, {**record, "Theme": 1, "Status": "G"}]))
    with suppress(ContentError):
        office.accept()
    _forget_last(office)

    assert read_history(office.content / "plan/history")[1] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), ending=st.sampled_from(["xlsx", "csv", "json"]))
def test_no_bytes_make_a_pull_fail_in_another_way_than_by_findings(office, data, ending):
    office.file(f"tracker.{ending}", data)

    assert office.refuse()
