"""The real ways of writing a date in a tracker: day first, as in the United Kingdom, and two-figure years are 20xx."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from plugins.model.actions import Due
from plugins.model.clock import LONDON, instant
from plugins.model.dates import PartialDate, day, month, quarter, season, term, year

WORDS = {"ongoing", "on-going", "on going", "immediate", "immediately", "tbc", "to be confirmed"}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan|january|feb|february|mar|march|apr|april|may|june?|july?|aug|august|sept?|september"
    r"|oct|october|nov|november|dec|december)\.?"
)
_YEAR = r"(?P<year>20\d\d|\d\d)"
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
_PAIR = r"(?P<year>20\d\d|\d\d) ?[-/] ?(?P<next>20\d\d|\d\d)"
_QUARTER = r"q(?:uarter|tr)? ?(?P<quarter>[1-4])"
_TIME = r"(?:[ t]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?"
_LEAD_IN = re.compile(r"(?:due |by |in |during )?(?:the )?(?:end (?:of )?)?(?:the )?")
_WEEKDAY = re.compile(r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?,? ")
_ZONED = re.compile(r"20\d\d-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)")

Parts = Mapping[str, str]


def _year(parts: Parts) -> int:
    return int(parts["year"]) % 100 + 2000


def _day(parts: Parts) -> PartialDate:
    return day(date(_year(parts), int(parts["number"]), int(parts["day"])))


def _named_day(parts: Parts) -> PartialDate:
    return day(date(_year(parts), _number(parts), int(parts["day"])))


def _number(parts: Parts) -> int:
    return _MONTHS.index(parts["month"][:3]) + 1


def _second(parts: Parts) -> int:
    """Return the second year of a pair such as 25/26. Raises ``ValueError`` where it does not follow the first."""
    if int(parts["next"]) % 100 != (_year(parts) + 1) % 100:
        raise ValueError
    return _year(parts) + 1


def _quarter(parts: Parts) -> PartialDate:
    return quarter(_second(parts) - 1, int(parts["quarter"]))


def _school_term(parts: Parts) -> PartialDate:
    following = _second(parts)
    return term(parts["term"], following - 1 if parts["term"] == "autumn" else following)


_PATTERNS: tuple[tuple[str, Callable[[Parts], PartialDate]], ...] = (
    (rf"(?P<year>20\d\d)[-/.](?P<number>\d\d?)[-/.](?P<day>\d\d?){_TIME}", _day),
    (rf"(?P<day>\d\d?) ?[-/.] ?(?P<number>\d\d?) ?[-/.] ?{_YEAR}{_TIME}", _day),
    (rf"{_DAY}(?: of)?[ -]*{_MONTH}[ -]*,?[ -]*{_YEAR}", _named_day),
    (rf"{_MONTH} {_DAY},? (?P<year>20\d\d)", _named_day),
    (rf"{_MONTH}[ -/]*(?:')?{_YEAR}", lambda parts: month(_year(parts), _number(parts))),
    (r"(?P<number>\d\d?)/(?P<year>20\d\d)", lambda parts: month(_year(parts), int(parts["number"]))),
    (r"(?P<year>20\d\d)-(?P<number>\d\d)", lambda parts: month(_year(parts), int(parts["number"]))),
    (rf"{_QUARTER},? (?:of )?(?:fy ?)?{_PAIR}", _quarter),
    (rf"(?:fy ?)?{_PAIR},? {_QUARTER}", _quarter),
    (rf"(?P<term>spring|summer|autumn) term,? {_YEAR}", lambda parts: term(parts["term"], _year(parts))),
    (rf"(?P<term>spring|summer|autumn) {_YEAR} term", lambda parts: term(parts["term"], _year(parts))),
    (rf"(?P<term>spring|summer|autumn) term,? {_PAIR}", _school_term),
    (rf"(?P<season>spring|summer|autumn|winter),? {_YEAR}", lambda parts: season(parts["season"], _year(parts))),
    (rf"(?P<season>winter),? {_PAIR}", lambda parts: season("winter", _second(parts) - 1)),
    (r"(?P<year>20\d\d)", lambda parts: year(_year(parts))),
)
_COMPILED = tuple((re.compile(pattern), meaning) for pattern, meaning in _PATTERNS)


def understood(text: str) -> Due | None:
    """Return *text* with the date it means, or with none where it is a word such as “Ongoing”; None for any other."""
    written = _plain(text)
    if written in WORDS:
        return Due(text=text)
    meant = _zoned(written) or _meaning(_LEAD_IN.sub("", _WEEKDAY.sub("", written, count=1), count=1))
    return Due(text=text, date=meant) if meant else None


def is_month_first(text: str) -> bool:
    """Say whether *text* is a date that only makes sense with the month first, such as 03/31/2026."""
    found = re.fullmatch(r"(\d\d?)[-/.](\d\d?)[-/.](?:20)?\d\d(?: .*)?", text.strip())
    return found is not None and 1 <= int(found[1]) <= 12 < int(found[2]) <= 31  # months and days


def _plain(text: str) -> str:
    """Return *text* in small letters with one kind of dash, apostrophe and space, and no full stop at its end."""
    flat = re.sub(r"[\u2010-\u2015\u2212]", "-", text.casefold()).replace("\u2019", "'")
    return " ".join(flat.split()).removesuffix(".")


def _zoned(written: str) -> PartialDate | None:
    """Return the day in London of a moment with its time zone, as lists on the web give it."""
    try:
        return day(instant(written.upper()).astimezone(LONDON).date()) if _ZONED.fullmatch(written) else None
    except ValueError:
        return None


def _meaning(written: str) -> PartialDate | None:
    for pattern, meaning in _COMPILED:
        if found := pattern.fullmatch(written):
            try:
                return meaning(found.groupdict())
            except ValueError:
                return None
    return None
