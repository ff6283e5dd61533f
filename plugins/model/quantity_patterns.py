"""How people write numbers, shares, days and times: the patterns, and what a piece of each means."""

import re
from collections.abc import Iterator

from plugins.model.spans import MONTHS

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(_UNITS)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_WORDS |= {f"{ten}-{_UNITS[unit]}": _WORDS[ten] + unit for ten in _TENS for unit in range(1, 10)}
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# “one” is a number unless it only points at something: “this one”, “no one”, “one of them”, “we owe you one.”
_POINTS = "".join(rf"(?<!\b{word} )" for word in ("no", "any", "every", "each", "this"))
_COUNTED = rf"{_POINTS}one(?!\s*(?:[.,;:!?)]|$)|\s+of\s+(?:them|these|those|us|you)\b)"
_ALONE = "|".join(sorted({*_UNITS} - {"one"}, key=len, reverse=True))
_WORD = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?|{_ALONE}|{_COUNTED}"
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*"
_ONE = rf"(?:{_FIGURES}|(?<!\w)(?:{_WORD})(?!\w))"
# Those that are verbs too must begin with a capital: “12 may be late” is no day of May.
_VERBS = ("march", "may")
_MONTH = "|".join(f"{one[:3]}(?:{one[3:]})?" for one in MONTHS if one not in _VERBS)
_MONTH = rf"(?P<month>(?:{_MONTH}|sept|(?-i:Mar(?:ch)?|May))\b\.?)"
_NAME = rf"(?P<month>(?:{'|'.join(one.capitalize() for one in MONTHS if one not in _VERBS)})\b"
_AFTER = "".join(
    rf"|(?<=\b{word} )(?:March|May)\b" for word in ("in", "by", "of", "from", "to", "since", "until", "for", "and")
)
_WEEK = rf"(?P<weekday>\b(?:{'|'.join(_WEEKDAYS)}))s?"
_TH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>(?:19|20|21)\d\d)\b)?"
_TO = r"(?:\s*-\s*|\s+(?:to|and|or|until)\s+)"
_CLOCK = r"(?P<{0}>\d{{1,2}})(?:[:.](?P<{0}m>\d\d))?"

ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)\b")
SPAN = re.compile(r"\b((?:19|20|21)\d\d)[/-](\d{4}|\d\d)\b")
DAYS = re.compile(
    rf"\b(?P<days>\d{{1,2}}{_TH}(?:, ?\d{{1,2}}{_TH})*{_TO}\d{{1,2}}{_TH})\s+(?:of )?{_MONTH}{_YEAR}", re.IGNORECASE
)
DAY = re.compile(rf"(?:{_WEEK},? (?:the )?)?\b(?<!:)(?P<day>\d{{1,2}}){_TH} (?:of )?{_MONTH}{_YEAR}", re.IGNORECASE)
MONTH_FIRST = re.compile(
    rf"(?:{_WEEK},? )?\b{_MONTH} (?P<day>\d{{1,2}})(?:(?:st|nd|rd|th)\b{_YEAR}|,? (?P<also>(?:19|20|21)\d\d)\b)",
    re.IGNORECASE,
)
MONTH_AND_YEAR = re.compile(rf"\b{_MONTH},? (?P<year>(?:19|20|21)\d\d)\b", re.IGNORECASE)
LONE_MONTH = re.compile(rf"\b{_NAME}{_AFTER})")
WEEKDAY = re.compile(rf"{_WEEK}\b(?:,? (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b)?", re.IGNORECASE)
NTH = re.compile(r"\bthe (?P<day>\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
TIMES = re.compile(
    rf"\b{_CLOCK.format('from')}{_TO}{_CLOCK.format('to')}\s?(?P<both>[ap])\.?m\b\.?"
    rf"|\b{_CLOCK.format('at')}\s?(?P<half>[ap])\.?m\b\.?"
    r"|\b(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)\b|\b(?P<noon>(?:12 )?(?:noon|midday)|(?:12 )?midnight)\b",
    re.IGNORECASE,
)
SHARES = re.compile(rf"(?:{_ONE}(?:\s*%|\s*per ?cent\b)?{_TO})?{_ONE}(?:\s*%|\s*per ?cent\b)", re.IGNORECASE)
SEASON = re.compile(r"\b(spring|summer|autumn|winter)\b( term)?", re.IGNORECASE)
CODE = re.compile(r"\b(?:Q[1-4]|[A-Za-z]+\d+(?:\.\d+)+)\b")
NUMBER = re.compile(rf"(?:(?<![\w-])-)?{_ONE}", re.IGNORECASE)
NUMBERS = re.compile(
    rf"(?<![A-Za-z0-9])(?P<number>(?:(?<![\w)-])-)?{_ONE})(?:{_TH}\b)?(?:\s?(?P<scale>thousand|million|billion|bn|k|m)\b)?",
    re.IGNORECASE,
)


def month_number(name: str) -> int:
    """Return the number (1 to 12) of a month, which may be cut to three letters."""
    return [one[:3] for one in MONTHS].index(name[:3].casefold()) + 1


def weekday_number(name: str | None) -> int | None:
    """Return the number of a day of the week (0 is Monday), None where none is named."""
    return _WEEKDAYS.index(name.casefold()) if name else None


def number_text(written: str, scale: str | None = None) -> str:
    """Return a number as figures: “twelve” and “12”, “4,100” and “4.1 thousand” are the same."""
    plain = "-".join(written.casefold().replace(",", "").split())
    known = str(_WORDS[plain]) if plain in _WORDS else plain
    if scale is None or known.count(".") > 1:
        return known
    whole, _, part = known.partition(".")
    zeros = _SCALES[scale.casefold()]
    moved = f"{whole}{part[:zeros].ljust(zeros, '0')}"
    return f"{moved}.{part[zeros:]}" if part[zeros:] else moved


def time_minutes(found: re.Match[str]) -> Iterator[int]:
    """Yield the minutes after midnight of each time in *found*, a match of ``TIMES``."""
    if found["noon"]:
        yield 0 if "midnight" in found["noon"].casefold() else 720
    elif found["hour"]:
        yield int(found["hour"]) * 60 + int(found["minute"])
    elif found["at"]:
        yield _minutes(found["at"], found["atm"], found["half"])
    else:
        end = _minutes(found["to"], found["tom"], found["both"])
        begin = _minutes(found["from"], found["fromm"], found["both"])
        # “11 to 1pm” begins in the morning.
        yield begin - 720 if begin > end and begin >= 720 else begin
        yield end


def _minutes(hour: str, minute: str | None, half: str) -> int:
    return (int(hour) % 12 + (12 if half.casefold() == "p" else 0)) * 60 + int(minute or 0)
