"""A small area with two snapshots, an event and a comment: something of each kind that a briefing can be bound to."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from plugins.model.actions import Action, Snapshot
from plugins.model.clock import Clock, instant
from plugins.model.findings import ContentError, Severity
from plugins.model.forum import FamiliesView
from plugins.sources.prefill import Ready, begin_briefing
from plugins.sources.snapshots import canonical
from tests.conftest import ROOT, run, write
from tests.figures import figure, measure, series
from tests.small import AREA, PAGE, PLAN, briefing, entries, markdown, theme

CALENDAR = "\n[briefing]\nfirst = 2026-11-06\nevery_days = 14\ntolerance_days = 2\n"
FORUM = '\n[forum]\nname = "Parent Voice"\nsource = "../office/views.toml"\n'
MEASURES = """
[[measures]]
id = "on-time"
title = "Plans on time"
unit = "percent"
direction = "up"
definition = "How many plans came on time."
period = "calendar year"
source = { kind = "own", file = "../measures.csv" }
source_words = "Our records"
themes = ["listening"]
"""
FIRST, SECOND = "2026-11-04", "2026-11-18"
ONE = briefing(title="'SEND briefing 1: a start'", date="2026-11-06T09:00", number="1")


def action(number: int, status: str = "on-track", **given: Any) -> dict[str, Any]:
    """Return an action of theme 1."""
    return {
        "id": f"5b0a8f1e-0006-4000-8000-{number:012}",
        "ref": f"1.{number}",
        "theme": 1,
        "text": f"Do thing number {'abc'[number % 3]}.",
        "status": status,
        **given,
    }


def due(day: str) -> dict[str, Any]:
    """Return a date as a tracker wrote it."""
    return {"text": day, "date": {"precision": "day", "first": day, "last": day}}


def view(day: str) -> FamiliesView:
    """Return the forum's view of theme 1, asked on *day*."""
    return FamiliesView(
        theme=1,
        asked_on=date.fromisoformat(day),
        method="An online form",
        answers=40,
        feeling="mixed",
        approved_by="The chair",
        approved_on=date.fromisoformat(day),
    )


def snapshots(*known: Snapshot) -> dict[str, str | bytes | None]:
    """Return the files of *known*, each sealed by the next, with the entries of their actions."""
    files: dict[str, str | bytes | None] = {}
    before = None
    for one in known:
        data = canonical(one.model_copy(update={"previous": before}))
        files[f"plan/history/{one.as_at}.json"], before = data, sha256(data).hexdigest()
    return {**files, "plan/actions.toml": entries(files)}


def snapshot(day: str, actions: list[dict[str, Any]], **given: Any) -> Snapshot:
    """Return a snapshot of *day*."""
    return Snapshot(as_at=date.fromisoformat(day), actions=tuple(map(Action.model_validate, actions)), **given)


BEFORE = snapshot(
    FIRST,
    [action(1, due=due("2026-11-13")), action(2, due=due("2026-12-24"))],
    series=(series(measure(), [figure("2024", 31)]),),
)
AFTER = snapshot(
    SECOND,
    [
        action(1, due=due("2026-11-13"), update="About 640 letters *wait* for {an answer}."),
        action(2, due=due("2026-12-24"), revised=due("2027-03-01"), moved_why="Two people left."),
    ],
    series=(series(measure(), [figure("2024", 31), figure("2025", "30.8")]),),
    views=(view("2026-11-10"),),
)


def event(**keys: str) -> str:
    """Return an event that is right, with *keys* changed."""
    given = {
        "title": "An evening in Stannet",
        "id": "5b0a8f1e-0010-4000-8000-000000000001",
        "status": "published",
        "summary": "Come and ask.",
        "date": "2026-11-04T09:00",
        "starts": "2026-11-30T18:00",
        "ends": "2026-11-30T20:00",
        "place": "{name: Harbour Hall}",
        "access": "[There are no steps.]",
    }
    return markdown("Come and ask.", **{**given, **keys})


def comment(**keys: str) -> str:
    """Return a comment with an answer, with *keys* changed."""
    given = {
        "id": "5b0a8f1e-0011-4000-8000-000000000001",
        "status": "published",
        "received": "2026-10",
        "theme": "listening",
        "comment": "Nobody rings back.",
        "response": "From 1 December we ring back within two days.",
        "responded": "2026-11-12",
        "checked_by": "[Participation Lead, Chair of Parent Voice]",
    }
    lines = "".join(f"{key}: {value}\n" for key, value in {**given, **keys}.items())
    return f"---\n{lines}---\n"


FILES: dict[str, str | bytes | None] = {
    "area.toml": AREA.replace("\n[accessibility]", CALENDAR + FORUM + "\n[accessibility]", 1),
    "pages/help.md": PAGE,
    "plan/plan.toml": PLAN,
    "plan/themes/listening.md": theme(),
    "plan/measures.toml": MEASURES,
    **snapshots(BEFORE, AFTER),
    "events/stannet.md": event(),
    "comments/nobody.md": comment(),
    "briefings/one.md": ONE,
}


class Area:
    """The area in a temporary folder."""

    def __init__(self, folder: Path, files: dict[str, str | bytes | None] | None = None) -> None:
        self.folder, self.content, self.output = folder, folder / "content", folder / "output"
        write(self.content, {**FILES, **(files or {})})

    def findings(self, files: dict[str, Any] | None = None, **options: Any) -> list[Any]:
        """Write *files*, build, and return what was found in briefings, and what stopped the build."""
        write(self.content, files or {})
        try:
            settings = run(self.content, self.output, **{"at": "2026-11-22", **options})
            found = settings["WORKSPACE"].findings
        except ContentError as stopped:
            found = stopped.findings
        return [one for one in sorted(set(found)) if one.severity is Severity.ERROR or "briefings" in one.place.file]

    def told(self, line: str, **keys: str) -> list[Any]:
        """Return what is found where briefing 2 says *line*."""
        given = {"id": "5b0a8f1e-0003-4000-8000-000000000002", "number": "2", "date": "2026-11-20T09:00", **keys}
        options = {"publish": given.pop("publish", "") == "yes"}
        return self.findings({"briefings/two.md": briefing(line, **given)}, **options)

    def new(self, at: str = "2026-11-22", title: str = "") -> Ready:
        """Begin a briefing."""
        clock = Clock(instant(at))
        return begin_briefing(self.content, self.folder / "caches", ROOT / "theme" / "locales", clock, title)
