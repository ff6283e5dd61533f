"""Periods: the stretch of time a figure is about, read from what people write, and put into words."""

import re
from datetime import date

from plugins.model.clock import is_near
from plugins.model.dates import PartialDate, month
from plugins.model.language import Language
from plugins.model.period_readers import READERS, year_to_date
from plugins.model.spans import EXAMPLES, Period, PeriodKind, is_month_end, month_number

__all__ = ["EXAMPLES", "Period", "PeriodKind", "month_number", "period", "period_words", "spoken_period"]


def period(kind: PeriodKind, text: str, resets_month: int | None = None) -> Period:
    """Return the period of *kind* that *text* writes; ``period(kind, one.code)`` gives the same one again.

    A year to date needs *resets_month*, the month (1 to 12) in which its count begins again. Years of two figures are
    of this century, as in trackers. Raises ``ValueError`` where *text* is no such period.
    """
    plain = " ".join(re.sub(r"[\u2010-\u2015\u2212]", "-", text.casefold()).split())
    if not plain.isascii():
        raise ValueError(text)
    found = year_to_date(plain, resets_month) if kind == "year to date" else READERS[kind](plain)
    if not (is_near(found.first) and is_near(found.last)):
        raise ValueError(text)
    return found


def spoken_period(text: str, kind: PeriodKind, resets_month: int | None = None) -> Period:
    """Return the period *text* speaks of: one of *kind*, or another that says its kind, such as “academic year 21/22”.

    Raises ``ValueError`` where it is neither.
    """
    try:
        return period(kind, text, resets_month)
    except ValueError:
        pass
    for other in ("day", "month", "calendar year", "term", "quarter"):
        try:
            return period(other, text)
        except ValueError:
            continue
    named = re.fullmatch(r"\s*(academic|financial) year\s+(.+)", text, re.IGNORECASE)
    if named:
        return period("academic year" if named[1].casefold() == "academic" else "financial year", named[2])
    if re.match(r"\s*12 months to\b", text, re.IGNORECASE):
        return period("rolling year", text)
    raise ValueError(text)


def period_words(one: Period, language: Language) -> str:
    """Return a period in words, for example “2024/25”, “12 months to September 2025” or “autumn term 2025”."""
    match one.kind:
        case "day":
            return language.day(one.first)
        case "calendar year" | "academic year" | "financial year":
            return _year_words(one)
        case "month" | "quarter":
            return language.in_words(PartialDate(precision=one.kind, first=one.first, last=one.last))
        case "term":
            return _term_words(one, language)
        case "rolling year":
            return language.gettext("12 months to %(end)s", end=_end_words(one, language))
        case "year to date":
            return _so_far(one, language)


def _year_words(one: Period) -> str:
    first, last = one.first.year, one.last.year
    return str(first) if first == last else f"{first}/{last % 100:02}"


def _term_words(one: Period, language: Language) -> str:
    if _months(one) > 5:  # no single term is as long
        return language.gettext("autumn and spring terms %(years)s", years=_year_words(one))
    return language.in_words(PartialDate(precision="term", first=one.first, last=one.last))


def _months(one: Period) -> int:
    return (one.last.year - one.first.year) * 12 + one.last.month - one.first.month + 1


def _so_far(one: Period, language: Language) -> str:
    end = _end_words(one, language)
    if _months(one) == 1:
        return language.gettext("%(month)s (so far)", month=end)
    begin = _month_words(one.first, language)
    if one.is_whole_year:
        return language.gettext("%(first)s to %(last)s", first=begin, last=end)
    return language.gettext("%(first)s to %(last)s (so far)", first=begin, last=end)


def _end_words(one: Period, language: Language) -> str:
    """Return the month a period ends with, or the day where it ends within a month."""
    return _month_words(one.last, language) if is_month_end(one.last) else language.day(one.last)


def _month_words(one: date, language: Language) -> str:
    return language.in_words(month(one.year, one.month))
