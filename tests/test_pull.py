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
from plugins.sources.snapshots import read_history, read_received

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
    columns = data.draw(st.permutations(range(len(HEADINGS))))
    rows = [HEADINGS, *data.draw(st.permutations(ROWS))]
    office.file("tracker.csv", as_csv([[row[column] for column in columns] for row in rows]))

    assert office.pull("2026-11-04T12:00").unchanged


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
