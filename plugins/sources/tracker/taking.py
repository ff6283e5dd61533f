"""The tracker, taken in whole: fetched or opened, read, and held against what is public already."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from plugins.model.actions import Action
from plugins.model.area import Tracker
from plugins.model.findings import ContentError, Finding, errors
from plugins.sources.ground import Ground
from plugins.sources.identities import Identities
from plugins.sources.proposal import Desk
from plugins.sources.tracker.comparing import lost, renumbered
from plugins.sources.tracker.formats import read_sheets
from plugins.sources.tracker.identifying import identified
from plugins.sources.tracker.links import missing_in
from plugins.sources.tracker.locating import Document, is_address, public_name, read_local
from plugins.sources.tracker.memory import Memory, recall
from plugins.sources.tracker.reading import find_actions, read_rows, rules_of

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """The actions as they would be public, the day they are as at (None: not said), the ids, and what to remember."""

    actions: tuple[Action, ...]
    identities: Identities
    as_at: date | None = None
    memory: Memory = field(default_factory=Memory)
    withheld: int = 0
    findings: tuple[Finding, ...] = ()


def as_before(ground: Ground, memory: Memory) -> Taken:
    """Return what is public already: there is no tracker, or its address has nothing new."""
    last = ground.last
    as_at = last.as_at if last and memory.dated else None
    return Taken(last.actions if last else (), ground.identities, as_at, memory)


def take_tracker(desk: Desk, settings: Tracker, ground: Ground, progress: Progress) -> Taken:
    """Return what the tracker says. Raises ``ContentError`` with all that is wrong in it."""
    memory = recall(desk.state, desk.content, desk.area) if ground.last else Memory()
    document = _document(desk, settings, memory, progress)
    return _read(document, desk, settings, ground, progress) if document else as_before(ground, memory)


def _document(desk: Desk, settings: Tracker, memory: Memory, progress: Progress) -> Document | None:
    """Return the tracker, or None where its address says that nothing is new."""
    say = desk.language.gettext
    if not is_address(settings.source):
        progress(say("Opening %(name)s…", name=Path(settings.source).name))
        return read_local(settings, desk.content)
    from plugins.sources.tracker.fetching import fetch  # httpx is slow to import, and files need none

    progress(say("Fetching %(name)s…", name=public_name(settings.source)))
    return fetch(settings, memory.marks)


def _read(document: Document, desk: Desk, settings: Tracker, ground: Ground, progress: Progress) -> Taken:
    sheets, findings = read_sheets(document, settings)
    rules, wrong = rules_of(desk.area, settings, ground.themes, sheets)
    table, said = find_actions(sheets, settings)
    rows = len(list(table.rows()))
    progress(desk.language.ngettext("Reading %(count)s row…", "Reading %(count)s rows…", rows))
    reading = read_rows(table, rules(ground.protection.threshold, missing_in(desk.content), desk.today))
    found = identified(reading, ground, desk.statuses, desk.today, desk.language)
    also = [*lost(ground, reading, settings, table.place()), *renumbered(ground.last, found.actions)]
    findings = [*findings, *wrong, *said, *reading.findings, *also, *found.findings]
    if errors(findings):
        raise ContentError(findings)
    memory = Memory(document.marks, reading.rows, dated=reading.as_at is not None)
    return Taken(found.actions, found.identities, reading.as_at, memory, len(reading.withheld), tuple(findings))
