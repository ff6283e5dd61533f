"""What periods are: their kinds, their first and last day, and what they speak for."""

from datetime import date, timedelta
from typing import Literal

from plugins.model.values import Line, Value

PeriodKind = Literal[
    "day",
    "month",
    "quarter",
    "term",
    "calendar year",
    "academic year",
    "financial year",
    "rolling year",
    "year to date",
]

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
EXAMPLES: dict[PeriodKind, str] = {
    "day": "2026-01-31",
    "month": "2026-01",
    "quarter": "Q3 2025/26",
    "term": "autumn term 2025",
    "calendar year": "2025",
    "academic year": "2025/26",
    "financial year": "2025/26",
    "rolling year": "2026-01 (the month it ends with)",
    "year to date": "2026-01 (the month it goes to)",
}
"""How a period of each kind is written, for findings."""


class Period(Value):
    """A period: its kind, its ``code`` as data files write it (``202425``), and its first and last day.

    A rolling year is the twelve months that end with its last day. A year to date begins where the count was reset:
    figures with different first days are never joined by a line.
    """

    kind: PeriodKind
    code: Line
    first: date
    last: date

    @property
    def through(self) -> date:
        """The last day it speaks for: a school year counted up to July holds for August too, when schools are shut."""
        is_school_year = self.kind == "year to date" and (self.first.month, self.first.day) == (9, 1)
        over = is_school_year and date(self.first.year + 1, 7, 31) <= self.last
        return date(self.first.year + 1, 8, 31) if over else self.last

    @property
    def is_whole_year(self) -> bool:
        """Whether the period is twelve months long: a year to date that has run its course is."""
        return year_before(self.through) == self.first


def month_number(name: str) -> int:
    """Return the number (1 to 12) of the month with an English *name*. Raises ``ValueError`` for any other word."""
    return MONTHS.index(name.strip().casefold()) + 1


def is_month_end(one: date) -> bool:
    """Say whether *one* is the last day of its month."""
    return (one + timedelta(days=1)).day == 1


def year_before(last: date) -> date:
    """Return the first day of the twelve months that end with *last*."""
    following = last + timedelta(days=1)
    try:
        return following.replace(year=following.year - 1)
    except ValueError:  # 29 February
        return date(following.year - 1, 3, 1)
