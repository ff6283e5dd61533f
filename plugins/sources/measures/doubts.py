"""Figures of a published table that look like slips. They are marked and never corrected: only their owner knows."""

from collections.abc import Sequence

from plugins.model.figures import Doubt
from plugins.model.measures import Measure
from plugins.sources.measures.wide_cells import WideCell
from plugins.sources.measures.wide_headings import Role

FAR = 5
"""How many times larger than the largest of the others, or smaller than the smallest, a figure must be to be marked.

A slip of the point makes ten times. Of real tables the widest honest step between neighbours is about four.
"""
FEWEST = 3
"""With fewer others than these nobody can tell which of them is the odd one: a baseline of 8 % and a target of 90 %."""


def doubts(cells: Sequence[tuple[Role, WideCell]], measure: Measure) -> list[Doubt | None]:
    """Return for each cell of a row why it looks like a slip, or None."""
    return [_doubt(index, cells, measure) for index in range(len(cells))]


def _doubt(index: int, cells: Sequence[tuple[Role, WideCell]], measure: Measure) -> Doubt | None:
    role, cell = cells[index]
    if cell.value is None:
        return None
    if measure.unit == "percent" and not 0 <= cell.value <= 100:
        return "out of range"
    if _is_far(index, cells, may_be_low=role == "actual" and measure.period == "year to date"):
        return "far from the others"
    with_sign = [other.is_percent for _, other in cells if other.value is not None]
    if cell.is_percent != (measure.unit == "percent") and (cell.is_percent or any(with_sign)):
        return "another unit"
    return None


def _is_far(index: int, cells: Sequence[tuple[Role, WideCell]], *, may_be_low: bool) -> bool:
    """Say whether a number is far from every other one; a year to date begins low, so it is never too low."""
    one = cells[index][1].value
    others = [abs(cell.value) for at, (_, cell) in enumerate(cells) if at != index and cell.value]
    if not one or len(others) < FEWEST:
        return False
    return abs(one) >= FAR * max(others) or (not may_be_low and abs(one) * FAR <= min(others))
