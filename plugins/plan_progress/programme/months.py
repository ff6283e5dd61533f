"""Which month of the plan a day is in, and how many days have passed since one."""

from datetime import date, timedelta

from plugins.model.clock import Clock, start_of
from plugins.model.dates import PartialDate
from plugins.model.language import Language
from plugins.model.plan import Plan


def month_on(plan: Plan, day: date) -> int | None:
    """Return in which month of the plan *day* is, the first being 1; None outside it, or where it has no months."""
    if plan.starts is None or plan.months is None:
        return None
    first = plan.starts.first
    number = (day.year - first.year) * 12 + day.month - first.month + 1
    return number if 1 <= number <= plan.months else None


def month_of(plan: Plan, when: PartialDate | None, language: Language) -> str | None:
    """Return for example “month 7 of 18” for a date that lies in one month of the plan, else None."""
    if when is None:
        return None
    first, last = month_on(plan, when.first), month_on(plan, when.last)
    if first is None or first != last:
        return None
    return language.gettext("month %(number)s of %(months)s", number=first, months=plan.months)


def is_over(day: date, clock: Clock) -> bool:
    """Say whether the whole of *day* has passed."""
    return clock.has_passed(start_of(day + timedelta(days=1)))


def days_since(day: date, clock: Clock) -> int:
    """Return how many whole days have passed since *day*; the clock remembers that tomorrow gives another answer."""
    days = 0
    while clock.has_passed(start_of(day + timedelta(days=days + 1))):
        days += 1
    return days
