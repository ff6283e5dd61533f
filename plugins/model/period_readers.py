"""How each kind of period is written. A reader raises ``ValueError`` for a text that is no period of its kind."""

import re
from collections.abc import Callable
from datetime import date

from plugins.model.dates import TERMS, PartialDate, month, quarter, term
from plugins.model.spans import MONTHS, Period, PeriodKind, is_month_end, year_before

_MONTH = "|".join(f"{name[:3]}|{name}" for name in MONTHS) + "|sept"
_NAMED = re.compile(rf"(?P<month>{_MONTH})\.?[ -]*'?(?P<year>20\d\d|19\d\d|\d\d)")
_NAMED_DAY = re.compile(rf"(?P<day>\d\d?) (?P<month>{_MONTH}) (?P<year>20\d\d|19\d\d)")
_PAIR = r"(\d{4})(?:/|-)?(\d\d|\d{4})|(\d\d)/(\d\d)"


def _made(kind: PeriodKind, code: str, first: date, last: date) -> Period:
    return Period(kind=kind, code=code, first=first, last=last)


def _day(text: str) -> Period:
    if found := _NAMED_DAY.fullmatch(text):
        one = date(int(found["year"]), _number(found["month"]), int(found["day"]))
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        one = date.fromisoformat(text)
    else:
        raise ValueError(text)
    return _made("day", one.isoformat(), one, one)


def _number(name: str) -> int:
    return [one[:3] for one in MONTHS].index(name[:3]) + 1


def _month_of(text: str) -> PartialDate:
    if found := _NAMED.fullmatch(text):
        written = int(found["year"])
        return month(written if written > 99 else 2000 + written, _number(found["month"]))
    if found := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return month(int(found[1]), int(found[2]))
    raise ValueError(text)


def _month(text: str) -> Period:
    one = _month_of(text)
    return _made("month", f"{one.first:%Y-%m}", one.first, one.last)


def _first_year(text: str) -> int:
    """Return the first of two years that follow each other, such as 2024/25. Raises ``ValueError`` for any other."""
    found = re.fullmatch(_PAIR, text)
    if found is None:
        raise ValueError(text)
    start, following = int(found[1] or found[3]), int(found[2] or found[4])
    start += 0 if start > 99 else 2000
    if following not in {start + 1, (start + 1) % 100}:
        raise ValueError(text)
    return start


def _pair_code(start: int) -> str:
    return f"{start}{(start + 1) % 100:02}"


def _quarter(text: str) -> Period:
    found = re.fullmatch(r"q([1-4]) (.+)", text) or re.fullmatch(r"(?P<year>.+?)[ -]?q(?P<number>[1-4])", text)
    if found is None:
        raise ValueError(text)
    number, years = (found["number"], found["year"]) if "year" in found.re.groupindex else (found[1], found[2])
    if re.fullmatch(r"\d{4}", years):
        start = date(int(years), 3 * int(number) - 2, 1)
        return _made("quarter", f"{years}Q{number}", start, month(start.year, start.month + 2).last)
    one = quarter(_first_year(years), int(number))
    return _made("quarter", f"{_pair_code(_first_year(years))}Q{number}", one.first, one.last)


def _term(text: str) -> Period:
    both = re.fullmatch(r"autumn and spring terms?,? (.+)|(\d{4})-autumn-spring", text)
    if both:
        start = int(both[2]) if both[2] else _first_year(both[1])
        last = date(start + 1, *TERMS["spring"][1])
        return _made("term", f"{start}-autumn-spring", date(start, *TERMS["autumn"][0]), last)
    found = re.fullmatch(r"(autumn|spring|summer)(?: term)?,? (.+)", text)
    coded = re.fullmatch(r"(\d{4})-(autumn|spring|summer)", text)
    if coded:
        name, year = coded[2], int(coded[1])
    elif found:
        name, years = found[1], found[2]
        year = int(years) if re.fullmatch(r"\d{4}", years) else _first_year(years) + (name != "autumn")
    else:
        raise ValueError(text)
    one = term(name, year)
    return _made("term", f"{year}-{name}", one.first, one.last)


def _calendar_year(text: str) -> Period:
    if not re.fullmatch(r"\d{4}", text):
        raise ValueError(text)
    return _made("calendar year", text, date(int(text), 1, 1), date(int(text), 12, 31))


def _academic_year(text: str) -> Period:
    start = _first_year(text.removeprefix("academic year").strip())
    return _made("academic year", _pair_code(start), date(start, 9, 1), date(start + 1, 8, 31))


def _financial_year(text: str) -> Period:
    start = _first_year(text.removeprefix("financial year").strip())
    return _made("financial year", _pair_code(start), date(start, 4, 1), date(start + 1, 3, 31))


def _end(text: str) -> tuple[str, date]:
    """Return code and last day of a period that is named by its end: a month or a day."""
    try:
        one = _month_of(text)
    except ValueError:
        last = date.fromisoformat(_day(text).code)
        return (f"{last:%Y-%m}" if is_month_end(last) else last.isoformat()), last
    return f"{one.first:%Y-%m}", one.last


def _rolling_year(text: str) -> Period:
    code, last = _end(re.sub(r"^(?:12 months|(?:rolling )?year)(?: to| ending)? ", "", text))
    return _made("rolling year", code, year_before(last), last)


def year_to_date(text: str, resets_month: int | None) -> Period:
    """Return the time since the last reset. A range such as 2025-09/2026-01 must begin with the month of the reset."""
    begin, _, end = text.rpartition("/")
    code, last = _end(end)
    if resets_month is None:
        raise ValueError(text)
    first = date(last.year - (last.month < resets_month), resets_month, 1)
    if begin and _month_of(begin).first != first:
        raise ValueError(text)
    return _made("year to date", code, first, last)


READERS: dict[PeriodKind, Callable[[str], Period]] = {
    "day": _day,
    "month": _month,
    "quarter": _quarter,
    "term": _term,
    "calendar year": _calendar_year,
    "academic year": _academic_year,
    "financial year": _financial_year,
    "rolling year": _rolling_year,
}
