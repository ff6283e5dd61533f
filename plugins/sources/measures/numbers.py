"""Cells read as numbers, as counts and as the symbols that statistics use for what is missing. Never as ``float``."""

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from plugins.model.figures import Symbol

# Department for Education, analysts' guide, "Open data standards" (z x c low k u, and the obsolete : and ~);
# Ministry of Justice, tribunal statistics (- and ..).
SYMBOLS: dict[str, Symbol] = {
    "z": "not applicable",
    "x": "not available",
    ":": "not available",
    "..": "not available",
    "…": "not available",
    "c": "confidential at source",
    "low": "rounds to zero",
    "k": "rounds to zero",
    "~": "rounds to zero",
    "u": "low reliability",
    "-": "none reported",
    "–": "none reported",
    "—": "none reported",
}
_NUMBER = re.compile(r"[+\-\u2212]?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})?(?:\.\d{1,20})?", re.ASCII)


def symbol(text: str) -> Symbol | None:
    """Return what a symbol in a cell means, None where the cell is no symbol."""
    return SYMBOLS.get(text.strip().casefold())


def number(text: str) -> Decimal | None:
    """Return the number that a cell holds, exactly and without spare noughts; None where it holds anything else.

    >>> number("57.900000000000"), number("1,528"), number("1,5")
    (Decimal('57.9'), Decimal('1528'), None)
    """
    plain = text.strip()
    if not _NUMBER.fullmatch(plain) or not re.search(r"\d", plain):
        return None
    return tidy(Decimal(plain.replace(",", "").replace("\u2212", "-")))


def count(text: str) -> int | None:
    """Return the whole number from nought up that a cell holds, None where it holds anything else."""
    found = number(text)
    return int(found) if found is not None and found >= 0 and found == found.to_integral_value() else None


def tidy(value: Decimal) -> Decimal:
    """Return *value* written with neither spare noughts nor an exponent: the same number is always the same text."""
    short = value.normalize()
    if short == 0:
        return Decimal(0)
    return short.quantize(Decimal(1)) if short.as_tuple().exponent > 0 else short  # type: ignore[operator]  # a number


def share(numerator: int, denominator: int, decimals: int) -> Decimal:
    """Return numerator out of denominator as a percentage, rounded half up to *decimals* places."""
    exact = Decimal(100 * numerator) / Decimal(denominator)
    return tidy(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def is_share(value: Decimal, numerator: int, denominator: int, decimals: int) -> bool:
    """Say whether *value* is the percentage as somebody rounded it to *decimals* places: half up or half to even."""
    exact, step = Decimal(100 * numerator) / Decimal(denominator), Decimal(1).scaleb(-decimals)
    return any(exact.quantize(step, way) == value for way in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def places(text: str) -> int:
    """Return how many figures stand behind the point of a number as it is written."""
    return len(text.strip().partition(".")[2])
