"""A cell of a wide table: its text is kept as it was, and only what is safe is read from it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from plugins.model.figures import Symbol
from plugins.model.measures import Measure
from plugins.model.periods import Period, spoken_period
from plugins.sources.measures.numbers import number, symbol

_CELL = re.compile(r"(?P<pounds>£)? ?(?P<number>[+\-\u2212]?[\d,.]+) ?(?P<percent>%)?\s*(?:\((?P<note>[^()]+)\))?")
_DATE = re.compile(r"(?:academic|financial) year \S+$|12 months to .+$|\b[A-Za-z]{3,9} (?:20)?\d\d$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WideCell:
    """What a cell says: a number with or without %, or a symbol, or neither where it was not understood."""

    raw: str
    value: Decimal | None = None
    symbol: Symbol | None = None
    note: str | None = None
    is_percent: bool = False


def wide_cell(raw: str) -> WideCell:
    """Return what stands in a cell: “13.02%”, “28.92”, “10% (England average 21/22)”, a symbol, or nothing certain."""
    if not raw:
        return WideCell(raw, symbol="none reported")
    if missing := symbol(raw):
        return WideCell(raw, symbol=missing)
    found = _CELL.fullmatch(raw)
    value = number(found["number"]) if found else None
    if found is None or value is None:
        return WideCell(raw, symbol="not understood")
    return WideCell(raw, value, None, (found["note"] or "").strip() or None, is_percent=found["percent"] is not None)


def noted_period(note: str | None, measure: Measure) -> Period | None:
    """Return the period that a note ends with, such as “academic year 21/22” or “SEN2 Jan 2023”, or None."""
    found = _DATE.search(note or "")
    try:
        return spoken_period(found[0], measure.period, measure.resets_month) if found else None
    except ValueError:
        return None
