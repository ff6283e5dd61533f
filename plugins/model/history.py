"""The history of the plan: which snapshots there are, what each changed, and what became of every promise."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from plugins.model.actions import Action, Due, Snapshot, in_order
from plugins.model.area import Status
from plugins.model.changes import Change, meaning, reason
from plugins.model.figure_changes import FigureChange
from plugins.model.forum import ViewChange
from plugins.model.identity import Correction, Entry


@dataclass(frozen=True, slots=True)
class Kept:
    """A snapshot as it is kept: its name, its ``seal`` (sha256), and the day its data is as at.

    The name is the day of its pull, ``2026-11-06``, or ``2026-11-06-2`` for the second of that day. It stands in
    addresses.
    """

    name: str
    seal: str
    as_at: date

    @property
    def day(self) -> date:
        """The day on which it became public."""
        return date.fromisoformat(self.name[:10])


@dataclass(frozen=True, slots=True)
class Step:
    """A snapshot and what it changed in actions, families' views and figures; the first one changed nothing."""

    kept: Kept
    changes: tuple[Change, ...] = ()
    views: tuple[ViewChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()


def _none(name: str) -> Snapshot:
    raise KeyError(name)


def _no_bytes(name: str) -> bytes:
    raise KeyError(name)


@dataclass(frozen=True, slots=True)
class History:
    """All snapshots that are public by now, oldest first.

    ``open`` reads one of them by its name; ``sealed`` gives its bytes, whose sha256 is its seal.
    """

    steps: tuple[Step, ...] = ()
    latest: Snapshot | None = None
    open: Callable[[str], Snapshot] = _none
    entries: Mapping[str, Entry] = field(default_factory=dict)
    sealed: Callable[[str], bytes] = _no_bytes

    @property
    def last(self) -> Kept | None:
        """The latest snapshot as it is kept."""
        return self.steps[-1].kept if self.steps else None

    def by_action(self) -> dict[str, list[tuple[Kept, Change]]]:
        """Return what changed in each action, by its id, oldest first."""
        found: dict[str, list[tuple[Kept, Change]]] = {}
        for step in self.steps:
            for change in step.changes:
                found.setdefault(change.action.id, []).append((step.kept, change))
        return found


@dataclass(frozen=True, slots=True)
class Move:
    """That a date was moved: in which snapshot, from what, to what, and the public reason, None where none is given."""

    kept: Kept
    before: Due
    after: Due | None
    why: str | None

    @property
    def days(self) -> int:
        """By how many days the promise was put off, from last day to last day; nought where one is not known."""
        if self.after is None or self.before.date is None or self.after.date is None:
            return 0
        return (self.after.date.last - self.before.date.last).days


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised of an action: the first date, the date now, every move, and corrections with reasons."""

    first: Due | None
    now: Due | None
    moves: tuple[Move, ...] = ()
    corrections: tuple[Correction, ...] = ()
    carried: bool = False

    @property
    def days(self) -> int:
        """By how many days the date that holds now is later than the first one."""
        if not (self.first and self.now and self.first.date and self.now.date):
            return 0
        return (self.now.date.last - self.first.date.last).days

    @property
    def is_moved(self) -> bool:
        """Whether the first date no longer holds."""
        return self.first is not None and meaning(self.first) != meaning(self.now)


def promise(action: Action, told: Sequence[tuple[Kept, Change]], entry: Entry | None, since: Kept | None) -> Promise:
    """Return what was promised of *action*, given what *told* of it since it came; *since* is its first snapshot."""
    moves = list(_moves(_as_it_came(action, told), told, since))
    return Promise(
        first=action.due,
        now=action.holds,
        moves=tuple(moves),
        corrections=entry.corrections if entry else (),
        carried=bool(entry and entry.carried_from),
    )


def _moves(born: Action, told: Sequence[tuple[Kept, Change]], since: Kept | None) -> Iterable[Move]:
    """Return every move since the action came as *born*; a reason that is given later explains the move before it."""
    moves: list[Move] = []
    if since and born.due and born.revised and meaning(born.due) != meaning(born.revised):
        moves.append(Move(since, born.due, born.revised, born.moved_why))
    last = born
    for kept, change in told:
        old, new = last if change.kind == "back" else change.before, change.after
        if change.kind == "reason" and moves and moves[-1].why is None:
            moves[-1] = replace(moves[-1], why=change.why)
        if change.kind in MOVES and old and new and old.holds and meaning(old.holds) != meaning(new.holds):
            why = reason(old, new) if change.kind == "back" else change.why
            moves.append(Move(kept, old.holds, new.holds, why))
        last = change.action
    return moves


def unfinished(history: History, statuses: Mapping[str, Status]) -> tuple[Action, ...]:
    """Return the actions of the latest snapshot that are not done, nor said to be, as a person counts them."""
    latest = history.latest.actions if history.latest else ()
    return in_order(action for action in latest if statuses[action.status].kind != "done")


MOVES = {"date moved", "date gone", "back"}
"""What may have moved a date: one that was moved while the action was out of the plan counts too."""


def _as_it_came(action: Action, told: Sequence[tuple[Kept, Change]]) -> Action:
    """Return the action as its first snapshot had it."""
    for _kept, change in told:
        if found := change.before or change.after:
            return found
    return action


@dataclass(frozen=True, slots=True)
class Slippage:
    """How often dates were moved in the whole plan, by how many days together, and how often without a reason."""

    moves: int
    actions: int
    days: int
    unexplained: int


def slippage(promises: Iterable[Promise]) -> Slippage:
    """Count the moves of *promises*; the days are those of dates put off, and none brought forward makes up for one."""
    known = list(promises)
    moves = [move for one in known for move in one.moves]
    return Slippage(
        moves=len(moves),
        actions=sum(bool(one.moves) for one in known),
        days=sum(max(0, move.days) for move in moves),
        unexplained=sum(move.why is None for move in moves),
    )


def seen_done(told: Sequence[tuple[Kept, Change]]) -> date | None:
    """Return the day on which an action was last said to become done, None where it was so from the start or is not."""
    days = [kept.as_at for kept, change in told if change.kind in {"done", "said done"}]
    return days[-1] if days else None
