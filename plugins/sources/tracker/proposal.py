"""What a pull would change, ready to be accepted: a snapshot, the sentences about it, and where it would be written."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins.model.actions import Action, Received, Snapshot, in_order
from plugins.model.area import Area
from plugins.model.changes import changes
from plugins.model.clock import LONDON, Clock
from plugins.model.findings import Finding, Place, warning
from plugins.model.language import Language
from plugins.sources.identities import FILE, Identities, read_identities
from plugins.sources.snapshots import HISTORY, RECEIVED, canonical, next_file, read_received
from plugins.sources.tracker.cells import refusal
from plugins.sources.tracker.comparing import renumbered, sentences
from plugins.sources.tracker.ground import Ground, seal
from plugins.sources.tracker.locating import Document
from plugins.sources.tracker.memory import Memory, remember
from plugins.sources.tracker.reading import Reading
from plugins.sources.tracker.writing import write_all


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose plan is pulled, where it is kept, and when."""

    area: Area
    content: Path
    state: Path
    clock: Clock
    language: Language

    @property
    def today(self) -> date:
        """The day of the pull in London."""
        return self.clock.now.astimezone(LONDON).date()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a pull would make public, in words and whole. Nothing is written before ``accept``.

    ``target`` is where the snapshot goes, None where nothing changed.
    """

    snapshot: Snapshot
    sentences: tuple[str, ...]
    findings: tuple[Finding, ...]
    rows_read: int
    withheld: int
    target: Path | None
    identities: Identities
    memory: Memory
    ground: Ground
    desk: Desk

    @property
    def unchanged(self) -> bool:
        """Whether the tracker says what is public already."""
        return self.target is None

    def accept(self) -> None:
        """Write the ids, the snapshot and the moment of receipt, in this order; only the last where nothing changed."""
        desk, files = self.desk, dict[Path, bytes]()
        self._refuse_if_overtaken()
        if self.target and self.identities.text != self.ground.identities.text:
            files[desk.content / FILE] = self.identities.text.encode()
        if self.target:
            files[self.target] = canonical(self.snapshot)
        write_all(files | {desk.content / RECEIVED: canonical(Received(received=desk.clock.now))})
        remember(self.memory, desk.state, desk.content, desk.area)

    def _refuse_if_overtaken(self) -> None:
        """Refuse where somebody changed the history or the ids after the proposal was made."""
        known, _ = read_identities(self.desk.content / FILE)
        if seal(self.desk.content) != self.ground.seal or known.text != self.ground.identities.text:
            raise refusal("plan", "Somebody changed the plan while this pull waited for an answer.", "Pull again.")


def from_reading(desk: Desk, ground: Ground, reading: Reading, document: Document) -> Proposal:
    """Return what *reading* would change. A new action gets its id here; only ``accept`` writes it."""
    actions, identities = _identified(reading, ground.identities, desk.today)
    snapshot = Snapshot(as_at=reading.as_at or desk.today, previous=ground.seal, actions=actions)
    memory = Memory(document.marks, reading.rows, dated=reading.as_at is not None)
    found = (*reading.findings, *renumbered(ground.last, snapshot), *_older(ground.last, snapshot))
    return _proposal(desk, ground, snapshot, memory, identities, found, len(reading.withheld))


def nothing_new(desk: Desk, ground: Ground, last: Snapshot, memory: Memory) -> Proposal:
    """Return the *last* snapshot again: its address has nothing new. Only time may have made an action late."""
    as_at = last.as_at if memory.dated else desk.today
    snapshot = last.model_copy(update={"as_at": as_at, "previous": ground.seal})
    return _proposal(desk, ground, snapshot, memory, ground.identities, (), 0)


def _proposal(  # noqa: PLR0917  # the parts of one value
    desk: Desk,
    ground: Ground,
    snapshot: Snapshot,
    memory: Memory,
    identities: Identities,
    findings: tuple[Finding, ...],
    withheld: int,
) -> Proposal:
    same = _is_same(ground.last, snapshot, desk.area, memory)
    told = () if same else sentences(ground.last, snapshot, desk.area, desk.language)
    target = None if same else _target(desk)
    _refuse_the_past(desk)
    return Proposal(snapshot, told, findings, memory.rows, withheld, target, identities, memory, ground, desk)


def _identified(reading: Reading, known: Identities, today: date) -> tuple[tuple[Action, ...], Identities]:
    """Return the actions in their order with their ids, and the identities with those that are new."""
    drafts = sorted(reading.drafts, key=lambda draft: draft.ref)
    actions = in_order(Action(id="", ref=draft.ref, **draft.facts) for draft in drafts)
    identities = known.with_new((action.ref for action in actions), today)
    ids = identities.ids
    return tuple(action.model_copy(update={"id": ids[action.ref.casefold()]}) for action in actions), identities


def _is_same(last: Snapshot | None, new: Snapshot, area: Area, memory: Memory) -> bool:
    """Say whether nothing changes in public. Where the tracker does not say its day, another day alone is no change."""
    if last is None or last.actions != new.actions or (memory.dated and last.as_at != new.as_at):
        return False
    return not changes(last, new, {status.id: status for status in area.statuses})


def _older(last: Snapshot | None, new: Snapshot) -> list[Finding]:
    if last is None or last.as_at <= new.as_at:
        return []
    said = f"This tracker is as at {new.as_at:%d/%m/%Y}; what is published is newer, as at {last.as_at:%d/%m/%Y}."
    return [warning(Place("plan"), said, "Look whether this is the right file before you accept.")]


def _target(desk: Desk) -> Path:
    folder = desk.content / HISTORY
    if path := next_file(folder, desk.today):
        return path
    said = "The history already has a snapshot of a later day than this pull."
    raise refusal(str(HISTORY), said, "Look at the clock of this computer, or at --at.")


def _refuse_the_past(desk: Desk) -> None:
    """Refuse a clock that is behind the last receipt: the site would say that data came earlier than it did."""
    received, _ = read_received(desk.content / RECEIVED)
    if received and desk.clock.now < received.received:
        said = "Plan data was already received after the moment of this pull."
        raise refusal(str(RECEIVED), said, "Look at the clock of this computer, or at --at.")
