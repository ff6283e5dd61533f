"""What changed in the actions from one snapshot to the next, as values. ``sentences`` puts them into words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from plugins.model.actions import Action, Due, Snapshot, in_order, standing
from plugins.model.area import Status
from plugins.model.identity import Entry
from plugins.model.values import Value

ChangeKind = Literal[
    "done",
    "said done",
    "evidence",
    "evidence gone",
    "reopened",
    "started",
    "worse",
    "better",
    "status",
    "newly late",
    "date set",
    "date moved",
    "date gone",
    "reason",
    "first date corrected",
    "added",
    "back",
    "removed",
    "merged",
    "wording",
    "number",
    "theme",
    "lead",
    "completed",
    "effect",
    "update",
]

RANK = {"off-track": 0, "delayed": 1, "not-started": 2, "on-track": 3, "done": 4}


class Change(Value):
    """One thing that changed in one action. ``before`` is None where it is new, ``after`` where it went.

    ``why`` is the public reason of a move, a correction or a departure, None where none was given; ``into`` is the
    number of the action that this one went into, and ``was_late`` whether it was late when it left.
    """

    kind: ChangeKind
    before: Action | None = None
    after: Action | None = None
    why: str | None = None
    into: str | None = None
    was_late: bool = False

    @property
    def action(self) -> Action:
        """The action as it is known last."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Known:
    """What the words of a snapshot mean: the area's statuses, and what people wrote of each action's identity."""

    statuses: Mapping[str, Status]
    entries: Mapping[str, Entry] = field(default_factory=dict)


def changes(before: Snapshot | None, after: Snapshot, known: Known) -> tuple[Change, ...]:
    """Return what changed from *before* to *after*: action by action as a person counts them, departures last.

    The order of actions within a snapshot does not matter.
    """
    if before is None:
        return ()
    old = {action.id: action for action in before.actions}
    new = {action.id: action for action in after.actions}
    found = [
        change
        for action in in_order(one for one in after.actions if not _stays(old.get(one.id), one, before, after))
        for change in _of_action(old.get(action.id), action, before, after, known)
    ]
    gone = in_order(action for action in before.actions if action.id not in new)
    return tuple(found + [_departure(action, before.as_at, known, new) for action in gone])


def _stays(old: Action | None, new: Action, before: Snapshot, after: Snapshot) -> bool:
    """Say whether nothing changed in an action and no date of it passed, as is so of most: they are passed over."""
    if old is None or (old is not new and old != new):
        return False
    due = new.deadline
    return due is None or not before.as_at <= due.last < after.as_at


def _departure(action: Action, as_at: date, known: Known, new: Mapping[str, Action]) -> Change:
    entry, status = known.entries.get(action.id), known.statuses.get(action.status)
    late = status is not None and standing(action, status, as_at).is_late
    if entry and entry.merged_into:
        there, written = new.get(entry.merged_into), known.entries.get(entry.merged_into)
        into = there.ref if there else written.ref if written else None
        return Change(kind="merged", before=action, why=entry.removed, into=into, was_late=late)
    return Change(kind="removed", before=action, why=entry.removed if entry else None, was_late=late)


def _of_action(old: Action | None, new: Action, before: Snapshot, after: Snapshot, known: Known) -> Iterator[Change]:
    if old is None:
        entry = known.entries.get(new.id)
        # First seen before the data of the snapshot that lacks it: it was public once, and had left.
        yield Change(kind="back" if entry and entry.first_seen < before.as_at else "added", after=new)
        return
    yield from _of_status(old, new, known)
    was, now = known.statuses[old.status], known.statuses[new.status]
    if not standing(old, was, before.as_at).is_late and standing(new, now, after.as_at).is_late:
        yield Change(kind="newly late", before=old, after=new)
    yield from _of_dates(old, new, known)
    for kind, differs in _of_words(old, new):
        if differs:
            yield Change(kind=kind, before=old, after=new)


def _of_status(old: Action, new: Action, known: Known) -> Iterator[Change]:
    was, now = known.statuses[old.status], known.statuses[new.status]
    if old.status != new.status:
        yield Change(kind=_movement(was, now, new), before=old, after=new)
    if was.kind == now.kind == "done" and old.is_shown != new.is_shown:
        yield Change(kind="evidence" if new.is_shown else "evidence gone", before=old, after=new)


def _movement(old: Status, new: Status, action: Action) -> ChangeKind:
    if old.kind == new.kind:
        return "status"
    if new.kind == "done":
        return "done" if action.is_shown else "said done"
    if old.kind == "done":
        return "reopened"
    if old.kind == "not-started" and new.kind == "on-track":
        return "started"
    return "better" if RANK[new.kind] > RANK[old.kind] else "worse"


def _of_dates(old: Action, new: Action, known: Known) -> Iterator[Change]:
    if old.due and old.due.date and meaning(old.due) != meaning(new.due):
        yield Change(kind="first date corrected", before=old, after=new, why=_correction(new, known))
        # What was wrong from the start was never moved: a move begins at the corrected date.
        old = old.model_copy(update={"due": new.due})
    if meaning(old.holds) == meaning(new.holds):
        if new.revised and new.moved_why and new.moved_why != old.moved_why:
            yield Change(kind="reason", before=old, after=new, why=new.moved_why)
    elif old.deadline is None:
        if new.holds:
            yield Change(kind="date set", before=old, after=new)
    elif new.holds is None:
        yield Change(kind="date gone", before=old, after=new, why=reason(old, new))
    else:
        yield Change(kind="date moved", before=old, after=new, why=reason(old, new))


def reason(old: Action, new: Action) -> str | None:
    """Return the reason for a move; the words that stood there before it was made explain an earlier one."""
    return new.moved_why if new.moved_why != old.moved_why else None


def _correction(action: Action, known: Known) -> str | None:
    entry = known.entries.get(action.id)
    first = action.due.date if action.due else None
    fitting = [one for one in entry.corrections if one.first == first] if entry else []
    return max(fitting, key=lambda one: one.on).why if fitting else None


def _of_words(old: Action, new: Action) -> tuple[tuple[ChangeKind, bool], ...]:
    return (
        ("number", old.ref != new.ref),
        ("theme", old.theme != new.theme),
        ("wording", old.text != new.text),
        ("lead", (old.lead, old.organisation) != (new.lead, new.organisation)),
        ("completed", old.status == new.status and old.completed != new.completed),
        ("effect", old.is_shown and new.is_shown and (old.effect, old.evidence) != (new.effect, new.evidence)),
        ("update", bool(new.update) and old.update != new.update),
    )


def meaning(due: Due | None) -> str:
    """Return what a date means, whatever way it is written: two dates with one meaning are the same promise."""
    if due is None:
        return ""
    return f"{due.date.first}/{due.date.last}" if due.date else due.text
