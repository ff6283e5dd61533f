"""The table a chart was drawn from: every published figure, and why one is missing."""

from collections.abc import Collection, Sequence

from plugins.model.figure_changes import Key, figure_key
from plugins.model.figure_words import figure_words, group_words, note_of, parts_words
from plugins.model.figures import Cell, Figure, Series, doubt_words
from plugins.model.language import Language
from plugins.model.measures import Measure, Protection
from plugins.model.periods import Period, period_words
from plugins.model.views import View

Who = tuple[str, str]


def figure_table(
    measure: Measure, series: Series, rule: Protection, revised: Collection[Key], language: Language, *, area: str
) -> View:
    """Return all figures, a row for each period (the latest first) and a column for each group and place.

    The figures of no group are “All”, whatever is counted, people or schools; without groups they are those of *area*.
    """
    figures = series.figures
    columns: list[Who] = list(dict.fromkeys((one.place, one.group) for one in figures))
    columns.sort(key=lambda one: (one[0] != "", one[0] != "" and one[1] != "", one != ("", "")))
    by_place = {(one.period.code, one.period.kind, one.place, one.group): one for one in figures}
    periods: dict[tuple[str, str], Period] = {(one.period.code, one.period.kind): one.period for one in figures}
    rows = sorted(periods.values(), key=lambda one: (one.last, one.first), reverse=True)
    own = language.gettext("All") if any(one.group for one in figures) else area
    heads = {(one.place, one.group): group_words(one, own) for one in figures}
    return {
        "columns": [heads[column] for column in columns],
        "rows": [
            {
                "period": period_words(period, language),
                "cells": [
                    _cell(by_place.get((period.code, period.kind, *column)), measure, revised, language)
                    for column in columns
                ],
            }
            for period in rows
        ],
        "notes": _notes(figures, rule, own, language),
    }


def _cell(one: Figure | None, measure: Measure, revised: Collection[Key], language: Language) -> View:
    if one is None:
        return {"text": language.gettext("not published"), "missing": True, "details": []}
    text = figure_words(one, measure.unit, measure.decimals, language)
    return {"text": text, "missing": one.value is None, "details": _details(one, revised, language)}


def _details(one: Figure, revised: Collection[Key], language: Language) -> list[str]:
    words = language.gettext
    parts = parts_words(one, language)
    states = {
        words("provisional"): one.provisional,
        words("revised"): figure_key(one) in revised,
        words("may be a slip"): bool(one.doubt),
        words("new way of counting"): bool(one.break_before),
    }
    return ([parts] if parts else []) + [name for name, holds in states.items() if holds]


def _notes(figures: Sequence[Figure], rule: Protection, own: str, language: Language) -> list[str]:
    """Return every note once: what the words for missing figures mean, and what was noted of a single figure."""
    figures = sorted(figures, key=lambda one: (one.period.last, one.period.first, one.place), reverse=True)
    meanings = [note_of(one, language, rule.threshold, rule.least_denominator) for one in figures]
    single = [
        language.gettext("%(who)s, %(period)s: %(note)s", who=group_words(one, own), period=when, note=note)
        for one in figures
        for when in [period_words(one.period, language)]
        for note in (one.break_before, one.note, doubt_words(one.doubt, language) if one.doubt else None)
        if note
    ]
    return list(dict.fromkeys([*(one for one in meanings if one), *single]))


def published_table(series: Series, language: Language) -> list[View]:
    """Return the row of a published table cell by cell: its heading, its own text, and what we say of it."""
    return [{"heading": cell.heading, "raw": cell.raw, "note": _cell_note(cell, language)} for cell in series.cells]


def _cell_note(cell: Cell, language: Language) -> str | None:
    if cell.doubt:
        return doubt_words(cell.doubt, language)
    if cell.symbol == "not understood":
        return language.gettext("We could not read this as a number, so no chart shows it.")
    return None
