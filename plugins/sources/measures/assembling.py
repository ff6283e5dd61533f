"""Figures put together: of several files, in order, with breaks and doubts, and with what older tables gave."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from plugins.model.disclosure.raw import RawFigure
from plugins.model.figures import Cell, Doubt, Figure, Series
from plugins.model.measures import Measure
from plugins.sources.measures.reading import Key, Reading, key_of
from plugins.sources.steady import steady

Order = Callable[[RawFigure | Figure], tuple[int, str, date, date]]
_FIRST = ("label", "baseline", "target")


def together(readings: Sequence[Reading]) -> Reading:
    """Return what several files say: of two figures for the same the one of the earlier reading in the list counts."""
    figures: dict[Key, RawFigure] = {}
    doubts: dict[Key, Doubt] = {}
    cells: tuple[Cell, ...] = ()
    for reading in readings:
        new = {key_of(one): one for one in reading.figures if key_of(one) not in figures}
        figures |= new
        doubts |= {key: doubt for key, doubt in reading.doubts.items() if key in new}
        cells = joined(reading.cells, cells)
    findings = tuple(one for reading in readings for one in reading.findings)
    return Reading(tuple(figures.values()), findings, cells, doubts)


def joined(older: Iterable[Cell], newer: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the cells of *newer* and of the columns that only *older* has: labels and promises first, then time."""
    headings = {one.heading for one in newer}
    every = [*(one for one in older if one.heading not in headings), *newer]
    return tuple(sorted(every, key=lambda one: _FIRST.index(one.role) if one.role in _FIRST else len(_FIRST)))


def labels(cells: Iterable[Cell]) -> list[str]:
    """Return the words of a row of a wide table, without those of its columns."""
    return [one.raw for one in cells if one.role == "label"]


def figure_order(measure: Measure) -> Order:
    """Return the order of a series: ours first, then comparators as they are listed; by group, then by time."""
    places = ["", *(one.place.casefold() for one in measure.comparators)]
    # A region asked for by that word stands under its own name.
    unnamed = places.index("region") if "region" in places else len(places)
    ranks = {place: rank for rank, place in enumerate(places)}
    return lambda one: (
        ranks.get(one.place.casefold(), unnamed),
        one.group,
        one.period.first,
        one.period.last,
    )


def compared_only(figures: Sequence[RawFigure]) -> list[RawFigure]:
    """Return *figures* without those of other places at periods for which we have none."""
    ours = {one.period for one in figures if not one.place}
    return [one for one in figures if not one.place or one.period in ours]


def spelt_as_before(figures: Sequence[RawFigure], last: Series | None) -> list[RawFigure]:
    """Return *figures* with groups written as they were published: “boys” is no new group beside “Boys”.

    What was hidden of a group stays hidden by its name, so a name that only seems new would show it.
    """
    known = {one.group.casefold(): one.group for one in last.figures} if last else {}
    return [replace(one, group=known.get(one.group.casefold(), one.group)) for one in figures]


def with_breaks(figures: Sequence[RawFigure], measure: Measure) -> Iterator[RawFigure]:
    """Yield *figures*; the first of each line at or after a break of the measure says that there is one."""
    lines: dict[tuple[str, str], list[RawFigure]] = defaultdict(list)
    for one in sorted(figures, key=lambda one: one.period.first):
        lines[one.place, one.group].append(one)
    for line in lines.values():
        reasons = {
            next((at for at, one in enumerate(line) if one.period.first >= span.first), len(line)): why
            for span, why in measure.breaks_at
        }
        reasons.pop(0, None)  # nothing stands before the first figure
        for at, one in enumerate(line):
            yield replace(one, break_before=one.break_before or reasons.get(at))


def marked(figure: Figure, reading: Reading) -> Figure:
    """Return a published figure with the doubt its source left about it."""
    doubt = reading.doubts.get(key_of(figure))
    return figure.model_copy(update={"doubt": doubt}) if doubt and figure.symbol != "hidden" else figure


def with_steady_reasons(figures: Iterable[Figure], last: Series | None) -> list[Figure]:
    """Return *figures* with the reasons of the last series where the new ones say the same: nothing new, no change."""
    before = {key_of(one): one.why for one in last.figures if one.why} if last else {}
    shown = list(figures)
    reasons = steady({key_of(one): one.why for one in shown if one.why}, before)
    return [one.model_copy(update={"why": reasons[key_of(one)]}) if one.why else one for one in shown]


def with_older(series: Series, last: Series, order: Order) -> Series:
    """Return *series* with the figures and columns that the table gave before and no longer has.

    A wide table drops its oldest columns when it gets too wide; what was published is not lost by that. Of a row with
    other words nothing is kept: it may be about something else.
    """
    if labels(last.cells) != labels(series.cells):
        return series
    known = {key_of(one) for one in series.figures}
    older = [one for one in last.figures if key_of(one) not in known]
    figures = tuple(sorted([*older, *series.figures], key=order))
    return series.model_copy(update={"figures": figures, "cells": joined(last.cells, series.cells)})
