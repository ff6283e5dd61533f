"""Wide tables as councils publish them: one row a measure, a column for each baseline, target, milestone and actual.

They are public already, so findings may quote them. What is not certain is kept as text, with a warning.
"""

from collections.abc import Iterator, Sequence

from plugins.model.disclosure.raw import RawFigure
from plugins.model.figures import Cell, Doubt
from plugins.model.findings import ContentError, Finding, error, nearest, warning
from plugins.model.measures import Measure
from plugins.sources.measures.doubts import doubts
from plugins.sources.measures.reading import Key, Reading, key_of
from plugins.sources.measures.tables import Row, Table
from plugins.sources.measures.wide_cells import WideCell, noted_period, wide_cell
from plugins.sources.measures.wide_headings import Heading, headings, is_head, plain

Read = tuple[Heading, WideCell, Doubt | None]
_SHOWN = "It is shown as it was published, and not corrected. If it is a slip, ask its owner to mend the table."


def read_wide(table: Table, measure: Measure) -> Reading:
    """Return the row of *measure*: its actual figures, every cell as it was published, and what looks odd.

    Raises ``ContentError`` where there are no headings, no such row, or several.
    """
    head, rows = _parts(table)
    row = _row(table, head, rows, measure)
    columns = headings(head, measure)
    columns += [Heading(column, "", "other") for column in range(len(columns), len(row.cells))]
    cells = [wide_cell(row.cell(one.column)) for one in columns]
    counted = [
        (one.role, cell if one.role not in {"label", "other"} else WideCell("")) for one, cell in _zip(columns, cells)
    ]
    read = list(zip(columns, cells, doubts(counted, measure), strict=True))
    figures, marks, twice = _figures(table, row, read)
    findings = [*_odd(table, row, read, measure), *twice]
    return Reading(tuple(figures), tuple(findings), tuple(_cells(read, measure)), marks)


def _zip(columns: Sequence[Heading], cells: Sequence[WideCell]) -> Iterator[tuple[Heading, WideCell]]:
    return zip(columns, cells, strict=True)


def _parts(table: Table) -> tuple[Row, list[Row]]:
    """Return the headings and the rows below them; a title may stand above."""
    rows = list(table.rows())
    for index, row in enumerate(rows):
        if is_head(row):
            return row, rows[index + 1 :]
    said = "There is no row of headings with a column such as “Actual Jul 23”."
    raise ContentError([error(table.place(), said, "Look whether this is the right table.")])


def _row(table: Table, head: Row, rows: Sequence[Row], measure: Measure) -> Row:
    """Return the row with the words of the measure in one of its first columns: the very words, or some of them."""
    labels = [one.column for one in headings(head, measure) if one.role == "label"]
    wanted = plain(measure.source.row or "")
    names = {row.line: [plain(row.cell(column)) for column in labels] for row in rows}
    exact = [row for row in rows if wanted in names[row.line]]
    found = exact or [row for row in rows if any(wanted in name for name in names[row.line])]
    if len(found) == 1:
        return found[0]
    if found:
        lines = ", ".join(str(row.line) for row in found)
        said = f"Several rows have the words “{measure.source.row}”: lines {lines}."
        raise ContentError([error(table.place(found[1]), said, "Write in `row` all the words of the right one.")])
    known = [row.cell(column) for row in rows for column in labels]
    said = f"No row has the words “{measure.source.row}”."
    raise ContentError(
        [error(table.place(), said, nearest(measure.source.row or "", known, "Copy them from the table."))]
    )


def _figures(table: Table, row: Row, read: Sequence[Read]) -> tuple[list[RawFigure], dict[Key, Doubt], list[Finding]]:
    """Return the actual figures of a row, the doubts about them, and an error for a period that stands there twice."""
    figures: dict[Key, RawFigure] = {}
    marks: dict[Key, Doubt] = {}
    twice: list[Finding] = []
    for heading, cell, doubt in read:
        if heading.role != "actual" or heading.period is None:
            continue
        one = RawFigure(heading.period, value=cell.value, symbol=cell.symbol, raw=cell.raw, note=cell.note)
        if figures.setdefault(key_of(one), one) != one:
            said = f"Two columns have an actual figure for {heading.period.code}, and they differ."
            twice.append(error(table.place(row, heading.text), said, "Take one of them out of a copy of the table."))
        if doubt:
            marks[key_of(one)] = doubt
    return list(figures.values()), marks, twice


def _cells(read: Sequence[Read], measure: Measure) -> Iterator[Cell]:
    """Yield every cell of the row as it was published, with what could be read from it."""
    for heading, cell, doubt in read:
        if heading.role in {"label", "other"}:
            yield Cell(heading=heading.text, raw=cell.raw, role=heading.role)
            continue
        yield Cell(
            heading=heading.text,
            raw=cell.raw,
            role=heading.role,
            period=heading.period or (noted_period(cell.note, measure) if heading.role == "baseline" else None),
            value=cell.value,
            symbol=cell.symbol,
            note=cell.note,
            doubt=doubt,
        )


def _odd(table: Table, row: Row, read: Sequence[Read], measure: Measure) -> Iterator[Finding]:
    """Yield a warning for each cell that was not understood, is empty, looks like a slip or names no period."""
    for heading, cell, doubt in read:
        place = table.place(row, heading.text)
        if heading.role == "label":
            continue
        if heading.role == "other":
            if cell.raw:
                yield warning(
                    place, "It is not known what this column holds, so its cell is only kept as text.", _SHOWN
                )
        elif doubt:
            yield warning(place, f"“{cell.raw}” is {_WHY[doubt]}.", _SHOWN)
        elif cell.symbol == "not understood":
            yield warning(place, f"“{cell.raw}” is not understood as a number, so only its text is shown.", _SHOWN)
        elif not cell.raw:
            yield warning(place, "This cell is empty: it is shown as not reported.", "Missing is never nought.")
        if heading.role == "actual" and heading.period is None:
            said = f"This heading names no {measure.period}, so its figure is only kept as text."
            yield warning(place, said, f"Look at `period` of {measure.id} in plan/measures.toml.")


_WHY: dict[Doubt, str] = {
    "far from the others": "far from every other figure of its row, so it may be a slip",
    "another unit": "written in another unit than the measure or the rest of its row",
    "out of range": "no percentage of a group",
}
