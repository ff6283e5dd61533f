"""Actions and the snapshots that hold them: how each stands on the day the data is as at."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator

from plugins.model.area import Status
from plugins.model.clock import EARLIEST, LATEST, is_near
from plugins.model.dates import PartialDate
from plugins.model.values import Value, mistake


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


class Action(Value):
    """One promise of the plan, with its public facts only."""

    id: str
    ref: str
    theme: int
    text: str
    status: str
    due: Due | None = None
    revised: Due | None = None
    completed: date | None = None
    lead: str | None = None
    organisation: str | None = None
    update: str | None = None
    updated: date | None = None

    @property
    def deadline(self) -> PartialDate | None:
        """The date that holds now: the revised one where there is one."""
        due = self.revised or self.due
        return due.date if due else None


class Snapshot(Value):
    """The public plan as one accepted pull gave it. ``previous`` is the digest of the snapshot before it."""

    as_at: NearDay
    previous: str | None = None
    actions: tuple[Action, ...]


class Received(Value):
    """When plan data was last received, and since when an update has been refused."""

    received: NearMoment
    refused_since: NearMoment | None = None


class Standing(Value):
    """How an action stands on a day: its status, and by how many days it is late."""

    status: Status
    days_late: int = 0

    @property
    def is_late(self) -> bool:
        """Whether the date has passed and the action is not done."""
        return self.days_late > 0 and self.status.kind != "done"


def standing(action: Action, status: Status, as_at: date) -> Standing:
    """Return how *action* stands on *as_at*: days late count from the last day its date can mean."""
    if action.deadline is None:
        return Standing(status=status)
    end = as_at if status.kind != "done" else action.completed or action.deadline.last
    return Standing(status=status, days_late=max(0, (end - action.deadline.last).days))


class Progress(Value):
    """Counts of actions: how many, how many are done, how many are late, and how many have each status."""

    total: int
    done: int
    late: int
    by_status: tuple[tuple[Status, int], ...]


def progress(standings: Iterable[Standing], statuses: Iterable[Status]) -> Progress:
    """Count *standings*; every one of *statuses* is listed, also those nothing has."""
    known = list(standings)
    return Progress(
        total=len(known),
        done=sum(one.status.kind == "done" for one in known),
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


def _parts(ref: str) -> list[tuple[int, str]]:
    pieces = "".join(mark if mark.isalnum() else " " for mark in ref).split()
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in pieces]
