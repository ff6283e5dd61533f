"""Which figures a line may join: a line says that what lies between two figures is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from plugins.model.figures import Figure
from plugins.model.periods import Period

MOST_OTHERS = 3
# Snapshots of a day and rolling years need not follow on one another.
_LOOSE = {"day", "rolling year", "year to date"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: ``kind`` is ``own`` or ``other-1`` and so on, ``name`` whose figures they are."""

    kind: str
    name: str
    figures: tuple[Figure, ...]

    @property
    def last(self) -> Figure | None:
        """The latest figure with a value."""
        return next((one for one in reversed(self.figures) if one.value is not None), None)


def chart_lines(figures: Sequence[Figure], own: str) -> list[Line]:
    """Return the area's own line, called *own*, and those of others; figures of groups have no line."""
    everybody = [one for one in figures if not one.group]
    places = list(dict.fromkeys(one.place for one in everybody if one.place))[:MOST_OTHERS]
    found = [Line("own", own, _in_time(one for one in everybody if not one.place))]
    others = [_in_time(one for one in everybody if one.place == place) for place in places]
    return found + [Line(f"other-{number}", figures[0].place, figures) for number, figures in enumerate(others, 1)]


def _in_time(figures: Iterator[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(figures, key=lambda one: (one.period.last, one.period.first)))


def runs(figures: Sequence[Figure], breaks: Sequence[date]) -> list[list[Figure]]:
    """Return the figures in runs that a line may join.

    A line ends at a figure that is missing, hidden or in doubt, at a break in the series, where a period is left out,
    and where a count began anew.
    """
    found: list[list[Figure]] = [[]]
    for one in figures:
        if one.value is None or one.doubt:
            found.append([])
            continue
        if found[-1] and not _joins(found[-1][-1], one, breaks):
            found.append([])
        found[-1].append(one)
    return [run for run in found if run]


def _joins(one: Figure, other: Figure, breaks: Sequence[date]) -> bool:
    if any(one.period.first < day <= other.period.first for day in breaks) or other.break_before:
        return False
    return _follows(one.period, other.period)


def _follows(one: Period, other: Period) -> bool:
    if "year to date" in {one.kind, other.kind}:
        return one.first == other.first
    # Between two terms lie holidays.
    return one.kind in _LOOSE or (other.first - one.last).days <= (62 if one.kind == "term" else 5)
