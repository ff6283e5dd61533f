"""Dates as people give them: to the day, the month, the quarter, the term, the season or the year.

Each has a defined first and last day, so that lateness can be computed. Terms and seasons follow the usual
English school year; a partnership that needs other days writes the day itself.
"""

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from plugins.model.clock import EARLIEST, LATEST, is_near
from plugins.model.values import Value, mistake

Precision = Literal["day", "month", "quarter", "term", "season", "year"]

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}
TERMS = {"autumn": ((9, 1), (12, 31)), "spring": ((1, 1), (4, 15)), "summer": ((4, 16), (7, 31))}
HOW = "Write a day (2026-11-06), a month (2026-11), a year (2026), “autumn 2026”, “spring term 2026” or “Q3 2025/26”."


class PartialDate(Value):
    """A date and how exactly it is known. ``first`` and ``last`` are the days it can mean."""

    precision: Precision
    first: date
    last: date


def day(value: date) -> PartialDate:
    """Return *value* as a date known to the day."""
    return PartialDate(precision="day", first=value, last=value)


def _month_end(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def month(year: int, number: int) -> PartialDate:
    """Return the month *number* of *year*."""
    return PartialDate(precision="month", first=date(year, number, 1), last=_month_end(year, number))


def year(number: int) -> PartialDate:
    """Return the calendar year *number*."""
    return PartialDate(precision="year", first=date(number, 1, 1), last=date(number, 12, 31))


def quarter(start_year: int, number: int) -> PartialDate:
    """Return a quarter of the financial year that starts in April of *start_year* (Q1 is April to June)."""
    first = 1 + 3 * number if number < 4 else 13
    start = date(start_year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    return PartialDate(precision="quarter", first=start, last=_month_end(start.year, start.month + 2))


def season(name: str, year_number: int) -> PartialDate:
    """Return a season; winter runs from December of *year_number* to the end of the next February."""
    first, last = SEASONS[name]
    return PartialDate(precision="season", first=date(year_number, first, 1), last=_month_end(year_number, last))


def term(name: str, year_number: int) -> PartialDate:
    """Return a school term of the calendar year *year_number*."""
    first, last = TERMS[name]
    return PartialDate(precision="term", first=date(year_number, *first), last=date(year_number, *last))


_PATTERNS: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), lambda y, m, d: day(date(int(y), int(m), int(d)))),
    (re.compile(r"(\d{4})-(\d\d)"), lambda y, m: month(int(y), int(m))),
    (re.compile(r"(\d{4})"), lambda y: year(int(y))),
    (re.compile(r"(spring|summer|autumn|winter) (\d{4})", re.IGNORECASE), lambda s, y: season(s.lower(), int(y))),
    (re.compile(r"(spring|summer|autumn) term (\d{4})", re.IGNORECASE), lambda s, y: term(s.lower(), int(y))),
    (re.compile(r"Q([1-4]) (\d{4})/\d\d", re.IGNORECASE), lambda q, y: quarter(int(y), int(q))),
)


def partial_date(text: str) -> PartialDate:
    """Return the date *text* writes in one of the ways of ``HOW``. Raises ``ValueError`` for any other."""
    for pattern, meaning in _PATTERNS:
        if found := pattern.fullmatch(text.strip()):
            return PartialDate.model_validate(meaning(*found.groups()))
    raise ValueError(text)


def _read(value: object, _info: ValidationInfo) -> object:
    if isinstance(value, PartialDate | dict):
        return value
    if isinstance(value, date):
        return day(value)
    try:
        return partial_date(str(value))
    except ValueError:
        raise mistake(f"“{value}” is not a date this site understands.", HOW) from None


WrittenDate = Annotated[PartialDate, BeforeValidator(_read)]
"""A date a person wrote, read as a ``PartialDate``."""


def _near(written: PartialDate) -> PartialDate:
    if not (is_near(written.first) and is_near(written.last)):
        raise mistake(f"This is not in the years {EARLIEST} to {LATEST}.", "Look at the year.")
    return written


PlanDate = Annotated[WrittenDate, AfterValidator(_near)]
"""A date a person wrote, near enough for every sum that is done with it."""
