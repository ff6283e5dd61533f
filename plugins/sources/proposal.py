"""What a pull would change, ready to be accepted: a snapshot, the sentences about it, and where it would be written."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from plugins.model.actions import Received, Snapshot
from plugins.model.area import Area, Status
from plugins.model.changes import Known, changes
from plugins.model.clock import LONDON, Clock
from plugins.model.findings import ContentError, Finding, Place, error, warning
from plugins.model.language import Language
from plugins.sources.ground import Ground, seal
from plugins.sources.identities import FILE, Identities
from plugins.sources.snapshots import HISTORY, RECEIVED, canonical, digest, next_file, read_received
from plugins.sources.tracker.memory import Memory, remember
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

    @property
    def statuses(self) -> dict[str, Status]:
        """The statuses of the area by their ids."""
        return {status.id: status for status in self.area.statuses}


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
    ground: Ground = field(repr=False)
    desk: Desk = field(repr=False)

    @property
    def unchanged(self) -> bool:
        """Whether the sources say what is public already."""
        return self.target is None

    def accept(self) -> None:
        """Write the ids, the snapshot and the moment of receipt, in this order; only the last where nothing changed."""
        desk, files = self.desk, dict[Path, bytes]()
        self._refuse_if_overtaken()
        if self.target and self.identities.text != self.ground.identities.text:
            files[desk.content / FILE] = self.identities.text.encode()
        if self.target:
            files[self.target] = canonical(self.snapshot)
        last = digest(files[self.target]) if self.target else self.ground.seal
        received = Received(received=desk.clock.now, as_at=self.snapshot.as_at, seal=last)
        write_all(files | {desk.content / RECEIVED: canonical(received)})
        remember(self.memory, desk.state, desk.content, desk.area)

    def _refuse_if_overtaken(self) -> None:
        """Refuse where somebody changed the history or the ids after the proposal was made."""
        path = self.desk.content / FILE
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
        if seal(self.desk.content) != self.ground.seal or text != self.ground.identities.text:
            raise _refusal("plan", "Somebody changed the plan while this pull waited for an answer.", "Pull again.")


def is_same(last: Snapshot | None, new: Snapshot, known: Known, *, dated: bool) -> bool:
    """Say whether nothing changes in public. Where the tracker does not say its day, another day alone is no change."""
    if last is None or (dated and last.as_at != new.as_at):
        return False
    if new.model_copy(update={"as_at": last.as_at, "previous": last.previous}) != last:
        return False
    return not changes(last, new, known)  # time alone may have made an action late


def older(last: Snapshot | None, new: Snapshot) -> list[Finding]:
    """Return a warning where what is published already is newer than *new*."""
    if last is None or last.as_at <= new.as_at:
        return []
    said = f"This tracker is as at {new.as_at:%d/%m/%Y}; what is published is newer, as at {last.as_at:%d/%m/%Y}."
    return [warning(Place("plan"), said, "Look whether this is the right file before you accept.")]


def target_of(desk: Desk) -> Path:
    """Return where the snapshot of this pull goes. Raises ``ContentError`` where the history is past its day."""
    if path := next_file(desk.content / HISTORY, desk.today):
        return path
    said = "The history already has a snapshot of a later day than this pull."
    raise _refusal(str(HISTORY), said, "Look at the clock of this computer, or at --at.")


def refuse_the_past(desk: Desk) -> None:
    """Refuse a clock that is behind the last receipt: the site would say that data came earlier than it did."""
    received, _ = read_received(desk.content / RECEIVED)
    if received and desk.clock.now < received.received:
        said = "Plan data was already received after the moment of this pull."
        raise _refusal(str(RECEIVED), said, "Look at the clock of this computer, or at --at.")


def _refusal(file: str, message: str, mend: str) -> ContentError:
    return ContentError([error(Place(file), message, mend)])
