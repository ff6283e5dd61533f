"""The clock: the time of a build is an input, and every moment asked about is remembered."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EARLIEST, LATEST = 1970, 2200

D = TypeVar("D", bound=date)


def is_near(day: date) -> bool:
    """Say whether *day* (or a moment) lies in the years a plan can speak of: far from where calendars end."""
    return EARLIEST <= day.year <= LATEST


def instant(text: str) -> datetime:
    """Return the moment *text* names: ISO 8601; a bare date is 00:00 in London, and so is a time without a zone.

    Raises ``ValueError`` where *text* is not a date or a time of the years 1970 to 2200.
    """
    if len(text) == len("2026-11-06"):
        return start_of(_near(date.fromisoformat(text)))
    moment = _near(datetime.fromisoformat(text))
    return _near(moment.astimezone(LONDON)) if moment.tzinfo else moment.replace(tzinfo=LONDON)


def _near(day: D) -> D:
    if not is_near(day):
        raise ValueError(f"{day} is not in the years {EARLIEST} to {LATEST}")
    return day


def start_of(day: date) -> datetime:
    """Return the first moment of *day* in London."""
    return datetime.combine(day, time(), LONDON)


@dataclass(slots=True)
class Clock:
    """The one answer to "what time is it?" in a build."""

    now: datetime
    asked: set[datetime] = field(default_factory=set)

    def has_passed(self, moment: datetime) -> bool:
        """Say whether *moment* has come, and remember that the output depends on it."""
        self.asked.add(moment)
        return moment <= self.now

    def today(self) -> date:
        """Return the day it is in London, and remember that the output depends on it: at midnight it changes."""
        day = self.now.astimezone(LONDON).date()
        self.has_passed(start_of(day + timedelta(days=1)))
        return day

    @property
    def next_change(self) -> datetime | None:
        """The next moment at which the output changes by itself, or None."""
        return min((moment for moment in self.asked if moment > self.now), default=None)
