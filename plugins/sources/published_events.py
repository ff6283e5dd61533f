"""What was last published of each event, on this computer: a change that nobody wrote down is noticed.

Calendars that people subscribed to, and copies they saved, go by SEQUENCE (RFC 5545, 3.8.7.4), which is counted from
``changes``. Where day, time or place differ and it has not grown, a warning says so at each build until a line is
there. The record lies in the state folder: a computer that never published the site before cannot know.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from plugins.model.events import Event
from plugins.model.findings import Finding, Place, warning
from plugins.model.values import Value
from plugins.sources.entries import Entry
from plugins.sources.kept import cache_of
from plugins.sources.whole import write_whole
from plugins.sources.workspace import Workspace

_SAY = (
    "Add a line under `changes` that says what was and what is now: "
    "without it a calendar that somebody saved may go on showing the old day, time or place."
)
_CANCEL = (
    "Put the file back and cancel the event with `cancelled`: "
    "those who have it in their calendar would not learn why it went. "
    "If nobody could know of it, delete {file}."
)


class Published(Value):
    """What the public calendar said of an event: where its file was, its sequence, and when and where it took place."""

    file: str
    sequence: int
    facts: tuple[str, ...]
    over: datetime


Record = dict[str, Published]
_RECORD = TypeAdapter(Record)


def facts(event: Event) -> tuple[str, ...]:
    """Return what a change must be told of: day, time, place, and whether it takes place."""
    lines = event.place.lines if event.place else ()
    return (str(event.starts), str(event.ends), str(event.online is not None), str(event.cancelled is not None), *lines)


def compare(events: Sequence[Entry[Event]], workspace: Workspace, *, is_whole: bool) -> Iterator[Finding]:
    """Yield a warning for each event that differs from what was published and does not say so, or that is gone.

    What a publishing build shows is kept once it stands, but not what a warning speaks of. With files that could not
    be read (not *is_whole*) none is taken to be gone.
    """
    path = cache_of(workspace.content, workspace.state / "events")
    known = _read(path)
    now = {one.record.id: one for one in events}
    unsaid = {id_ for id_, one in now.items() if id_ in known and _is_unsaid(known[id_], one.record)}
    gone = {id_ for id_ in known.keys() - now.keys() if not workspace.clock.has_passed(known[id_].over)}
    for id_ in sorted(unsaid):
        message = "Day, time or place differ from what was published, and `changes` does not say so."
        yield warning(now[id_].place("starts"), message, _SAY)
    for id_ in sorted(gone) if is_whole else ():
        message = "This event was published, has not been yet, and is gone."
        yield warning(Place(known[id_].file), message, _CANCEL.format(file=path))
    if workspace.publish:
        stays = {id_: known[id_] for id_ in unsaid | gone}
        fresh = {id_: _published(one) for id_, one in now.items() if id_ not in stays}
        if known or now:
            workspace.keep.append(partial(_write, path, {**fresh, **stays}))


def _is_unsaid(before: Published, event: Event) -> bool:
    return before.facts != facts(event) and event.sequence <= before.sequence


def _published(one: Entry[Event]) -> Published:
    event = one.record
    return Published(file=one.document.file, sequence=event.sequence, facts=facts(event), over=event.over)


def _read(path: Path) -> Record:
    try:
        return _RECORD.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return {}


def _write(path: Path, record: Record) -> None:
    write_whole(path, _RECORD.dump_json(dict(sorted(record.items()))).decode())
