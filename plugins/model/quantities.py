"""Numbers, shares, days and times that a sentence names, whatever way they are written.

“30.8%” is “30.8 per cent”, “twelve” is “12”, “23 November” is part of “Monday 23 November 2026”, “6 to 8pm” is “18:00”
and “20:00”. The words are English; figures and days in figures are read in any language. Fractions in words (“half”)
are no quantities here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from plugins.model.quantity_patterns import (
    CODE,
    DAY,
    DAYS,
    ISO,
    LONE_MONTH,
    MONTH_AND_YEAR,
    MONTH_FIRST,
    NTH,
    NUMBER,
    NUMBERS,
    SEASON,
    SHARES,
    SLASHED,
    SPAN,
    TIMES,
    WEEKDAY,
    month_number,
    number_text,
    time_minutes,
    weekday_number,
)

Kind = Literal["number", "share", "date", "time", "season", "code", "years"]
Value = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: its kind, what it means, and its ``text`` as it is written.

    A date is (day, month, year, weekday), each None where it is not said; a time is minutes after midnight.
    """

    kind: Kind
    value: Value
    text: str

    def is_in(self, others: Iterable["Quantity"]) -> bool:
        """Say whether one of *others* says at least as much."""
        return any(self._is_part_of(one) for one in others)

    def _is_part_of(self, other: "Quantity") -> bool:
        year = (None, None, *self.value[2:3], None)
        if {self.kind, other.kind} == {"number", "date"}:  # “2026” may be a year and may be a number
            return self.as_number is not None and self.as_number == other.as_number
        if self.kind != other.kind:
            return False
        if self.kind in {"date", "season"}:
            parts = zip(self.value, other.value, strict=True)
            return self.value == year == other.value or all(own in {None, there} for own, there in parts)
        return self.value == other.value

    @property
    def as_number(self) -> str | None:
        """A number, or a year that stands alone, as numbers are kept; None of anything else."""
        if self.kind == "number":
            return str(self.value[0])
        alone = self.value[0] is self.value[1] is self.value[3] is None
        return str(self.value[2]) if alone else None


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of *text*, kind by kind."""
    rest = _Rest(unicodedata.normalize("NFKC", text))
    return tuple(found for pattern, read in _READERS for found in rest.take(pattern, read))


def unsupported(line: str, sources: Iterable[str]) -> tuple[str, ...]:
    """Return the quantities of *line*, as it writes them, that none of the sentences in *sources* holds."""
    held = [found for sentence in sources for found in quantities(sentence)]
    return tuple(dict.fromkeys(one.text for one in quantities(line) if not one.is_in(held)))


class _Rest:
    """What is left of a text: what one pattern has read no later one reads again."""

    def __init__(self, text: str) -> None:
        self.text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)

    def take(self, pattern: re.Pattern[str], read: "_Reader") -> list[Quantity]:
        found: list[Quantity] = []

        def taken(match: re.Match[str]) -> str:
            made = list(read(match))
            if not made:
                return match[0]
            found.extend(Quantity(kind, value, " ".join(match[0].split())) for kind, value in made)
            return "\0" * len(match[0])

        self.text = pattern.sub(taken, self.text)
        return found


_Reader = Callable[[re.Match[str]], Iterator[tuple[Kind, Value]]]


def _date(day: str | None, month: int | None, year: str | None, weekday: str | None = None) -> tuple[Kind, Value]:
    number = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    told = weekday_number(weekday)
    whole = (number, month, int(day) if day else None)
    if None not in whole and told is None:
        try:
            told = date(*whole).weekday()  # type: ignore[arg-type]  # none of them is None
        except ValueError:
            told = None
    return "date", (whole[2], month, number, told)


def _iso(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    yield _date(match[3], int(match[2]), match[1])


def _slashed(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    yield _date(match[1], int(match[2]), match[3])


def _span(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    first, second = int(match[1]), match[2]
    if int(second) in {first + 1, (first + 1) % 100}:
        yield "years", (first,)
    elif len(second) == 2 and 1 <= int(second) <= 12:
        yield _date(None, int(second), match[1])


def _days(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    month = month_number(match["month"])
    for day in re.findall(r"\d+", match["days"]):
        yield _date(day, month, match["year"])


def _day(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    year = match["year"] or match.groupdict().get("also")
    yield _date(match["day"], month_number(match["month"]), year, match["weekday"])


def _month(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    yield _date(None, month_number(match["month"]), match.groupdict().get("year"))


def _weekday(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    yield _date(match["day"], None, None, match["weekday"])


def _nth(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    yield _date(match["day"], None, None)


def _times(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    for minutes in time_minutes(match):
        yield "time", (minutes,)


def _season(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    yield "season", (match[1].casefold(), "term" if match[2] else None)


def _shares(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    yield from (("share", (number_text(one[0]),)) for one in NUMBER.finditer(match[0]))


def _code(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    yield "code", (match[0].casefold(),)


def _numbers(match: re.Match[str]) -> Iterator[tuple[Kind, Value]]:
    told = number_text(match["number"], match["scale"])
    if told is None:
        return
    is_year = re.fullmatch(r"(19|20|21)\d\d", match[0])
    yield _date(None, None, match[0]) if is_year else ("number", (told,))


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (ISO, _iso),
    (SLASHED, _slashed),
    (SPAN, _span),
    (DAYS, _days),
    (DAY, _day),
    (MONTH_FIRST, _day),
    (MONTH_AND_YEAR, _month),
    (TIMES, _times),
    (SHARES, _shares),
    (LONE_MONTH, _month),
    (WEEKDAY, _weekday),
    (NTH, _nth),
    (SEASON, _season),
    (CODE, _code),
    (NUMBERS, _numbers),
)
