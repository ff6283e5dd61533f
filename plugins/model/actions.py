"""Actions and the snapshots that hold them: how each stands on the day the data is as at."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

from plugins.model.area import Status
from plugins.model.clock import EARLIEST, LATEST, is_near
from plugins.model.comments import Register
from plugins.model.dates import PartialDate
from plugins.model.figures import Series
from plugins.model.forum import FamiliesView
from plugins.model.values import Address, Line, Text, Value, mistake


def _near(day: date) -> date:
    if not is_near(day):
        raise mistake(f"“{day}” is not in the years {EARLIEST} to {LATEST}.", "Bring the file back from git.")
    return day


def _zoned(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise mistake(f"“{moment}” does not say its time zone.", "Write it as 2026-11-06T09:00:00Z.")
    return moment


NearDay = Annotated[date, AfterValidator(_near)]
NearMoment = Annotated[datetime, AfterValidator(_zoned), AfterValidator(_near)]


class Due(Value):
    """A date as the tracker wrote it, and what it means where that is understood."""

    text: str
    date: PartialDate | None = None


class Evidence(Value):
    """What shows that an action is done: a page, a document or a measure, with its day and its address."""

    title: Line
    date: NearDay
    url: Address


class Action(Value):
    """One promise of the plan, with its public facts only.

    ``due`` is the first date: a pull never changes it. ``revised`` is the date that holds now where that is another
    one, and ``moved_why`` the reason given for the latest move. ``effect`` says in a sentence what it changed for
    families.
    """

    id: str
    ref: str
    theme: int
    text: str
    status: str
    due: Due | None = None
    revised: Due | None = None
    moved_why: Text | None = None
    completed: date | None = None
    evidence: Evidence | None = None
    effect: Text | None = None
    lead: str | None = None
    organisation: str | None = None
    update: str | None = None
    updated: date | None = None

    @property
    def deadline(self) -> PartialDate | None:
        """The date that counts: the one that holds now, and where that is none (“TBC”) the first one counts on."""
        dated = (one.date for one in (self.revised, self.due) if one and one.date)
        return next(dated, None)

    @property
    def holds(self) -> Due | None:
        """The date that holds now, as the tracker wrote it."""
        return self.revised or self.due

    @property
    def is_shown(self) -> bool:
        """Whether dated evidence and the effect on families are published: only then is done done."""
        return self.evidence is not None and self.effect is not None


class Snapshot(Value):
    """The public plan as one accepted pull gave it. ``previous`` is the digest of the snapshot before it.

    ``series`` are the figures of the measures, ``views`` the forum's view of each theme, ``registers`` the counts of
    comments: all as published, after disclosure control.
    """

    as_at: NearDay
    previous: str | None = None
    actions: tuple[Action, ...] = ()
    series: tuple[Series, ...] = ()
    views: tuple[FamiliesView, ...] = ()
    registers: tuple[Register, ...] = ()


class Received(Value):
    """When plan data was last received, the day it is as at, and since when an update has been refused.

    ``seal`` is the digest of the snapshot that was then the last one: no later snapshot seals that one yet.
    """

    received: NearMoment
    as_at: NearDay | None = None
    seal: str | None = None
    refused_since: NearMoment | None = None


class Standing(Value):
    """How an action stands on a day: its status, by how many days it is late, and by how many past its first date.

    ``shown`` is False for an action that is said to be done and whose evidence is not published.
    """

    status: Status
    days_late: int = 0
    days_past_first: int = 0
    shown: bool = True

    @property
    def is_done(self) -> bool:
        """Whether the action is done and its evidence is published."""
        return self.status.kind == "done" and self.shown

    @property
    def is_only_said(self) -> bool:
        """Whether the action is said to be done, and nothing published shows it."""
        return self.status.kind == "done" and not self.shown

    @property
    def is_late(self) -> bool:
        """Whether the date has passed and the action is not done."""
        return self.days_late > 0 and self.status.kind != "done"


def standing(action: Action, status: Status, as_at: date, seen_done: date | None = None) -> Standing:
    """Return how *action* stands on *as_at*: days late count from the last day its date can mean.

    *seen_done* is the day on which it was first said to be done: it counts where no day of completion is given.
    """
    done = status.kind == "done"
    end = (action.completed or seen_done or as_at) if done else as_at
    return Standing(
        status=status,
        days_late=_days_past(action.deadline, end),
        days_past_first=_days_past(action.due.date if action.due else None, end),
        shown=not done or action.is_shown,
    )


def _days_past(due: PartialDate | None, end: date) -> int:
    return max(0, (end - due.last).days) if due else 0


class Progress(Value):
    """Counts of actions: how many, how many are done with evidence, only said to be done, late, or of each status."""

    total: int
    done: int
    only_said: int
    late: int
    by_status: tuple[tuple[Status, int], ...]


def progress(standings: Iterable[Standing], statuses: Iterable[Status]) -> Progress:
    """Count *standings*; every one of *statuses* is listed, also those nothing has."""
    known = list(standings)
    return Progress(
        total=len(known),
        done=sum(one.is_done for one in known),
        only_said=sum(one.is_only_said for one in known),
        late=sum(one.is_late for one in known),
        by_status=tuple((status, sum(one.status.id == status.id for one in known)) for status in statuses),
    )


def place_on_page(ref: str) -> str:
    """Return what is left of a reference in an address: letters and figures are kept, all else becomes a hyphen.

    >>> place_on_page("A1.2")
    'a1-2'
    """
    return "".join(mark if mark.isalnum() else "-" for mark in ref.lower())


def in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Return the actions as a person counts them: 1.2 before 1.10."""
    return tuple(sorted(actions, key=lambda action: (action.theme, _parts(action.ref))))


@lru_cache(maxsize=20_000)  # the same numbers are put in order again and again
def _parts(ref: str) -> list[tuple[int, str]]:
    pieces = "".join(mark if mark.isalnum() else " " for mark in ref).split()
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in pieces]
