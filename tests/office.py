"""A programme office for the tests of pulling: its folder, its settings, real trackers, and a server on the loopback address.

The fixtures are called ``office`` and ``server``; a test module imports what makes them.
"""

import csv
import io
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from plugins.model.area import Area
from plugins.model.clock import Clock, instant
from plugins.model.findings import ContentError
from plugins.model.language import Language
from plugins.sources import pull
from plugins.sources.identities import FILE, read_identities
from plugins.sources.snapshots import read_history

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


@pytest.fixture(name="office")
def an_office(tmp_path: Path) -> Office:
    """An office whose plan was pulled once already, two days ago."""
    made = Office(tmp_path)
    (made.content / "plan").mkdir(parents=True)
    (made.content / "plan" / "plan.toml").write_text(PLAN)
    made.excel([HEADINGS, *ROWS])
    made.accept("2026-11-04T12:00")
    return made


ONLY_SAID = "only said to be done"


def warnings(proposal: Any) -> list[str]:
    """Return what is said of the proposal; that done actions lack evidence is said in ``unshown``: ROWS has no columns for it."""
    return [f"{one.place}: {one.message}" for one in proposal.findings if ONLY_SAID not in one.message]


def unshown(proposal: Any) -> list[str]:
    """Return what is said of actions that are done and have no evidence."""
    return [f"{one.place}: {one.message}" for one in proposal.findings if ONLY_SAID in one.message]


def snapshots_of(office: "Office") -> list[Any]:
    """Return the snapshots, oldest first; the history is whole."""
    kept, findings = read_history(office.content / "plan/history")
    assert findings == []
    return [snapshot for _, snapshot in kept]


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


def forget_last(office: Office) -> None:
    """Take the last snapshot back, so that each example of a law begins with the same history."""
    last = sorted((office.content / "plan/history").glob("2026-11-06*"))
    for path in last:
        path.unlink()
    (office.content / "plan/received.json").unlink(missing_ok=True)


def renumber(office: Office, changes: dict[str, tuple[str, list[str]]]) -> None:
    """Write in the list of actions, as a person would, what each action is called now and was before."""
    path = office.content / "plan/actions.toml"
    text = path.read_text()
    for old, (new, was) in changes.items():
        text = text.replace(f'ref = "{old}"\n', f'ref = "{new}.new"\nwas = {json.dumps(was)}\n')
    path.write_text(text.replace('.new"', '"'))


def id_of(office: Office, ref: str) -> str:
    """Return the id of the action that has the number *ref* now."""
    return read_identities(office.content / FILE)[0].ids[ref]


def note(office: Office, ref: str, *lines: str) -> None:
    """Write *lines* in the list of actions, as a person would, under the entry of the action *ref*."""
    path = office.content / FILE
    entry = f'ref = "{ref}"\n'
    assert entry in path.read_text()
    path.write_text(path.read_text().replace(entry, entry + "".join(f"{line}\n" for line in lines)))


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


@pytest.fixture(name="server")
def a_server() -> Iterator[Server]:
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
