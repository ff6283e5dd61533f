"""Plain text in lines: how wide letters are, where a line breaks, how a table stands in columns."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from unicodedata import category, east_asian_width

WIDEST = 76
"""Columns of a line. RFC 5322 (2.1.1) asks for no more than 78; what somebody quotes in a reply gains two."""

_GAP = "   "
_EMPTY = "–"


def columns(text: str) -> int:
    """Return how many columns *text* takes: an emoji or a Chinese letter two, an accent none."""
    return sum(
        0 if category(mark) in {"Mn", "Me", "Cf"} else 2 if east_asian_width(mark) in "WF" else 1 for mark in text
    )


def wrapped(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width* columns; a line break in it stays one.

    A word that is longer is broken, unless it is an address: that stands whole on a line of its own.
    """
    return [line for part in text.split("\n") for line in _filled(part, width)]


def _filled(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in _fitting(text, width):
        longer = f"{line} {word}" if line else word
        if line and columns(longer) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _fitting(text: str, width: int) -> Iterator[str]:
    # By the plain space only: one that does not break, breaks nothing.
    for word in filter(None, text.split(" ")):
        if columns(word) <= width or "://" in word:
            yield word
        else:
            yield from _pieces(word, width)


def _pieces(word: str, width: int) -> Iterator[str]:
    piece = ""
    for mark in word:
        if columns(piece + mark) > width:
            yield piece
            piece = ""
        piece += mark
    yield piece


def underlined(text: str, mark: str, width: int) -> list[str]:
    """Return a heading in lines, with a line of *mark* below it as long as the longest of them."""
    lines = wrapped(text, width)
    return [*lines, mark * min(width, max(map(columns, lines)))] if lines else []


def indented(lines: Sequence[str], first: str) -> list[str]:
    """Return *lines* with *first* before the first of them, and as many spaces before the others."""
    rest = " " * columns(first)
    return [(f"{rest if number else first}{line}" if line else "") for number, line in enumerate(lines)]


def table_lines(head: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return a table: in columns where they fit into *width*, else each row as lines “heading: value”."""
    count = max(map(len, [head, *rows]))
    wide = [max(columns("".join(row[place : place + 1])) for row in [head, *rows]) for place in range(count)]
    if len(wide) > 1 and sum(wide) + len(_GAP) * (len(wide) - 1) <= width:
        above = [_row(head, wide), _row(["-" * one for one in wide], wide)] if any(head) else []
        return [*above, *(_row(row, wide) for row in rows)]
    told = [list(_pairs(head, row, width)) for row in rows] or [wrapped(", ".join(filter(None, head)), width)]
    return [line for number, lines in enumerate(filter(None, told)) for line in (["", *lines] if number else lines)]


def _row(cells: Sequence[str], wide: Sequence[int]) -> str:
    padded = [f"{cell}{' ' * (size - columns(cell))}" for cell, size in zip(cells, wide, strict=False)]
    return _GAP.join(padded).rstrip()


def _pairs(head: Sequence[str], row: Sequence[str], width: int) -> Iterator[str]:
    for name, value in zip_longest(head, row, fillvalue=""):
        if name or value:
            lines = wrapped(f"{name}: {value or _EMPTY}" if name else value, width - 2)
            yield from (line if not number else f"  {line}" for number, line in enumerate(lines))
