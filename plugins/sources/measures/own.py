"""Our measures CSV: one row a figure, one file for any number of measures.

Its figures may be raw. No finding repeats a cell: each names file, line and column.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from plugins.model.disclosure.raw import RawFigure
from plugins.model.findings import ContentError, Finding, error, nearest, warning
from plugins.model.measures import Measure
from plugins.sources.measures.own_rows import OwnRow
from plugins.sources.measures.reading import Key, Kinds, Reading, key_of
from plugins.sources.measures.tables import Row, Table

COLUMNS = (
    "measure",
    "period",
    "group",
    "place",
    "value",
    "numerator",
    "denominator",
    "provisional",
    "note",
    "break",
)
_NEEDED = ("measure", "period", "value")


@dataclass(frozen=True, slots=True)
class OwnRules:
    """How to read the file: the measures that are read from it, the ids of all others, and what words must not hold.

    *threshold* is the smallest group that a note may tell of; *kinds* finds personal data.
    """

    mine: Mapping[str, Measure]
    others: frozenset[str]
    threshold: int
    kinds: Kinds = field(default=lambda _: ())


def read_own(table: Table, rules: OwnRules) -> tuple[dict[str, Reading], list[Finding]]:
    """Return what the file says of each measure by id, and what is wrong with the file as a whole.

    Raises ``ContentError`` where its columns cannot be told.
    """
    columns, findings = _columns(table)
    rows: dict[str, list[Row]] = {one: [] for one in rules.mine}
    for row in table.body():
        name = row.cell(columns["measure"]).casefold()
        if name in rows:
            rows[name].append(row)
        else:
            findings.append(_stranger(table, row, name, rules))
    return {name: _reading(table, columns, known, rules.mine[name], rules) for name, known in rows.items()}, findings


def _columns(table: Table) -> tuple[dict[str, int], list[Finding]]:
    """Return where each known column is, and a warning for each other one: only these are ever read."""
    head = table.head()
    names = [re.sub(r"[\s_]+", " ", cell).casefold().strip() for cell in head.cells]
    found = {name: names.index(name) for name in COLUMNS if name in names}
    faults = [*_missing(table, found, names), *_twice(table, names)]
    if faults:
        raise ContentError(faults)
    said = "This column is not read: it is none of those that a measures file has."
    others = [one for one in names if one and one not in COLUMNS]
    return found, [warning(table.place(head, one[:40]), said, nearest(one, COLUMNS, "It may stay.")) for one in others]


def _missing(table: Table, found: Mapping[str, int], names: list[str]) -> Iterator[Finding]:
    for name in _NEEDED:
        if name not in found:
            near = nearest(name, [one for one in names if one and one not in COLUMNS], f"Add a column “{name}”.")
            yield error(table.place(table.head()), f"The column “{name}” is missing.", near)


def _twice(table: Table, names: list[str]) -> Iterator[Finding]:
    for name in COLUMNS:
        if names.count(name) > 1:
            yield error(table.place(table.head(), name), f"Two columns are called “{name}”.", "Take one of them out.")


def _stranger(table: Table, row: Row, name: str, rules: OwnRules) -> Finding:
    """Return what to say of a row whose measure is not read from here; a near name is taken for a slip of the pen."""
    place = table.place(row, "measure")
    if not name:
        return error(place, "This row does not say which measure it is of.", "Write the id of the measure.")
    if name in rules.others:
        said = "This measure is read from another source, so it would have two."
        return error(place, said, "Take the row out, or correct `source` of the measure in plan/measures.toml.")
    near = nearest(name, rules.mine, "")
    said = "No measure in plan/measures.toml has this id, so the row is not read."
    if near:
        return error(place, said, near)
    return warning(place, said, "If it should be published, define the measure there.")


def _reading(table: Table, columns: Mapping[str, int], rows: list[Row], measure: Measure, rules: OwnRules) -> Reading:
    """Return the figures of one measure; `own_sums` looks at how they add up when all its files are read."""
    findings: list[Finding] = []
    seen: dict[Key, list[Row]] = defaultdict(list)
    figures: list[RawFigure] = []
    width = len(table.head().cells)
    for row in rows:
        reader = OwnRow(table, columns, row, measure, rules.threshold, rules.kinds, width)
        figure = reader.figure()
        findings += reader.findings
        if figure:
            seen[key_of(figure)].append(row)
            figures.append(figure)
    findings += _same(table, seen)
    return Reading(tuple(figures), tuple(findings))


def _same(table: Table, seen: Mapping[Key, list[Row]]) -> Iterator[Finding]:
    for rows in seen.values():
        for row in rows[1:]:
            said = f"The same period, group and place of this measure stand on line {rows[0].line} already."
            yield error(table.place(row, "period"), said, "Take one of the two rows out, or correct it.")
