"""Which day each edition of the briefing was due on: in time, late, or missed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from plugins.model.editions import EditionCalendar


class Appeared(NamedTuple):
    """An edition that was published: its day, and the key by which it is known."""

    day: date
    key: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A day on which an edition was due, and which edition filled it, if any did.

    ``missed``: none did, and the ``tolerance``, in days, is over.
    """

    due: date
    tolerance: int
    filled: Appeared | None = None
    missed: bool = False

    @property
    def days_late(self) -> int:
        """Days between the due day and the edition, 0 where it came before that day or not at all."""
        return max(0, (self.filled.day - self.due).days) if self.filled else 0

    @property
    def is_late(self) -> bool:
        """Say whether the edition came after the days of tolerance."""
        return self.days_late > self.tolerance


def due_days(calendar: EditionCalendar) -> Iterator[date]:
    """Yield each day on which an edition is due, for ever: after a pause the rhythm goes on from the same grid."""
    day = calendar.first
    while True:
        if not any(pause.begins <= day <= pause.ends for pause in calendar.pauses):
            yield day
        day += timedelta(days=calendar.every_days)


def schedule(calendar: EditionCalendar, editions: Iterable[Appeared], today: date) -> tuple[Slot, ...]:
    """Return a slot for each due day up to *today*, and for a later one that an early edition filled; oldest first.

    Editions are taken in the order of their days, and each fills one slot at most, none before one already filled.
    So what a later edition brings never changes what was said in an earlier one. An edition fills the slot within whose
    days of tolerance it lies; else the open slot that was due last; else the next one, if that is at most half a round
    away. What fills none is out of rhythm, and that is fine.
    """
    came = sorted(one for one in editions if one.day <= today)
    slots = [Slot(day, calendar.tolerance_days) for day in _days(calendar, came[-1:], today)]
    free = 0
    for one in came:
        found = _slot(slots, free, one.day, calendar)
        if found is not None:
            slots[found] = replace(slots[found], filled=one)
            free = found + 1
    over = timedelta(days=calendar.tolerance_days)
    told = (replace(slot, missed=not slot.filled and slot.due + over < today) for slot in slots)
    return tuple(slot for slot in told if slot.due <= today or slot.filled)


def next_due(calendar: EditionCalendar, editions: Iterable[Appeared], today: date) -> date:
    """Return the day of the next edition: the first that is neither filled nor missed. It may be just over."""
    slots = {slot.due: slot for slot in schedule(calendar, editions, today)}
    last = max((slot.due for slot in slots.values() if slot.filled), default=calendar.first - timedelta(days=1))
    return next(day for day in due_days(calendar) if day > last and not (day in slots and slots[day].missed))


def passed_over(slots: Sequence[Slot], key: str) -> tuple[Slot, ...]:
    """Return the missed slots just before the one that the edition *key* filled: it is the first to tell of them."""
    number = next((number for number, slot in enumerate(slots) if slot.filled and slot.filled.key == key), 0)
    first = number
    while first and not slots[first - 1].filled:
        first -= 1
    return tuple(slots[first:number])


def slot_of(slots: Iterable[Slot], key: str) -> Slot | None:
    """Return the slot that the edition *key* filled, or None where it is out of rhythm."""
    return next((slot for slot in slots if slot.filled and slot.filled.key == key), None)


def _days(calendar: EditionCalendar, newest: Sequence[Appeared], today: date) -> Iterator[date]:
    """Yield the due days that matter: up to *today*, and what the *newest* edition can have filled before its day."""
    reach = _reach(calendar)
    end = max([today, *(one.day + timedelta(days=reach) for one in newest)])
    for day in due_days(calendar):
        if day > end:
            return
        yield day


def _slot(slots: Sequence[Slot], free: int, day: date, calendar: EditionCalendar) -> int | None:
    """Return the number of the slot that an edition of *day* fills, from the number *free* on."""
    last = day + timedelta(days=_reach(calendar))
    ahead = takewhile(lambda one: one[1].due <= last, enumerate(slots[free:], free))
    off = {number: (slot.due - day).days for number, slot in ahead}
    near = [number for number, days in off.items() if abs(days) <= calendar.tolerance_days]
    before = [number for number, days in off.items() if days < 0]
    if near:
        return min(near, key=lambda number: (abs(off[number]), number))
    return before[-1] if before else next(iter(off), None)


def _reach(calendar: EditionCalendar) -> int:
    """Return how many days before its due day an edition can come."""
    return max(calendar.tolerance_days, calendar.every_days // 2)
