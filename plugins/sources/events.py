"""Dates for families: ``content/events/<slug>.md``, one file an event."""

from collections.abc import Iterator
from datetime import date

from plugins.model.clock import start_of
from plugins.model.events import Event
from plugins.model.findings import Finding, Place, error, errors, warning
from plugins.sources.entries import Entry, Folder, due, read_folder
from plugins.sources.published_events import compare
from plugins.sources.workspace import Workspace

HOME = "/events/"
TAKEN = frozenset({"past", "calendar"})
EVENTS = Folder("events", Event, "event", lambda _one, slug: f"{HOME}{slug}/")
Dates = tuple[Entry[Event], ...]


def read_events(workspace: Workspace) -> tuple[Dates, list[Finding]]:
    """Return the events that may be shown now, the first to begin first, and what is wrong with the files.

    What differs from the last publication, unsaid, is a warning; the publication in hand is kept when it stands.
    """
    read, findings = read_folder(EVENTS, workspace)
    if errors(findings):
        workspace.unread.add(HOME)
    shown = [one for one in (due(entry, workspace) for entry in read) if one]
    shown.sort(key=lambda one: (one.record.begins, one.slug))
    for one in shown:
        findings += _doubts(one, workspace)
    findings += _strays(workspace)
    public = [one for one in shown if not one.draft]
    return tuple(shown), [*findings, *compare(public, workspace, is_whole=not errors(findings))]


def _doubts(one: Entry[Event], workspace: Workspace) -> Iterator[Finding]:
    record = one.record
    if one.slug in TAKEN:
        yield error(one.place("slug"), f"{HOME}{one.slug} is taken.", "Give this event another `slug`.")
    if record.place and not record.access:
        mend = "Say under `access` what there is of steps, toilets, parking, a quiet space: people plan by it."
        yield warning(one.place("place"), "There is a place, and nothing about how people get in.", mend)
    if not (record.place or record.online or record.lasts_all_day):
        yield warning(one.place(), "It does not say where the event is.", "Add `place` or `online`.")
    yield from _early(one, workspace)


def _early(one: Entry[Event], workspace: Workspace) -> Iterator[Finding]:
    """Yield a warning for each change that is dated in the future: what it says is public already."""
    record = one.record
    days: list[tuple[tuple[int | str, ...], date]]
    days = [(("changes", number, "on"), change.on) for number, change in enumerate(record.changes)]
    days += [(("cancelled", "on"), record.cancelled.on)] if record.cancelled else []
    for where, day in days:
        if not workspace.clock.has_passed(start_of(day)):
            mend = "Write the day on which you made the change, not the day of the event."
            yield warning(one.place(*where), "This day is still to come, and the change is public now.", mend)


def _strays(workspace: Workspace) -> Iterator[Finding]:
    folder = workspace.content / EVENTS.path
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name.startswith(".") or path.name == "README.md":
            continue
        file = Place(path.relative_to(workspace.content).as_posix())
        if path.suffix != ".md":
            yield warning(file, "This file is not read, because its name does not end in .md.", "Rename it.")
        elif path.parent != folder:
            yield warning(file, "This file is in a folder that is not read.", "Put it directly in events/.")
