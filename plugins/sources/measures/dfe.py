"""Tidy files of the Department for Education: the area's figures, and those of England, its region and others.

All of it is public already, so findings may quote it.
"""

from collections.abc import Iterator, Sequence

from plugins.model.findings import Finding, error, nearest, warning
from plugins.model.measures import Measure
from plugins.sources.measures.dfe_figures import TidyReader
from plugins.sources.measures.dfe_rows import Columns, TidyRow, all_codes, authority, tidy_columns, tidy_rows
from plugins.sources.measures.reading import Reading
from plugins.sources.measures.tables import Table


def read_dfe(table: Table, measure: Measure) -> Reading:
    """Return what a tidy file says of *measure*, for the area and for its comparators at the same periods.

    Raises ``ContentError`` where a column that is needed cannot be told.
    """
    columns = tidy_columns(table, measure)
    rows = list(tidy_rows(table, columns, measure.source.only))
    if not rows:
        return Reading(findings=tuple(_no_rows(table, columns, measure)))
    reader = TidyReader(table, measure)
    codes = all_codes(table, columns, measure.source.codes)
    own = [row for row in rows if authority(codes)(row)]
    figures = reader.figures("", own)
    reader.findings += [*_nothing(own, table, measure), *_namesake(rows, own, table)]
    if figures:
        for one in measure.comparators:
            figures += reader.compared(
                one, rows, own, columns, {figure.period for figure in figures if not figure.place}
            )
    reader.findings += reader.not_shares(figures)
    return Reading(tuple(figures), tuple(reader.findings), doubts=reader.doubts)


def _no_rows(table: Table, columns: Columns, measure: Measure) -> Iterator[Finding]:
    """Yield an error for each filter that no row passes by itself, or one for all of them together."""
    known = False
    for name, value in measure.source.only.items():
        values = {TidyRow(row, columns).cell(name) for row in table.body()}
        if value not in values:
            known = True
            mend = nearest(value, values, f"It can be: {', '.join(sorted(values)[:8])}.")
            yield error(table.place(column=name), f"No row has “{value}” in the column “{name}”.", mend)
    if not known:
        yield error(table.place(), "No row is left to read.", "Look at `only` of this measure, and at the file.")


def _nothing(own: Sequence[TidyRow], table: Table, measure: Measure) -> list[Finding]:
    if own:
        return []
    said = f"The file has no row for the codes {', '.join(measure.source.codes)} of {measure.id}."
    return [warning(table.place(), said, "Look at the codes. If the Department has nothing on the area, so be it.")]


def _namesake(rows: Sequence[TidyRow], own: Sequence[TidyRow], table: Table) -> list[Finding]:
    """Return a warning where the file has rows of the same name under codes that nobody named."""
    names = {row.cell("la_name") for row in own} - {""}
    mine = {code for row in own for code in row.codes}
    others = {code for row in rows if row.cell("la_name") in names for code in row.codes} - mine
    if not others:
        return []
    said = f"{', '.join(sorted(names))} also stands in the file under {', '.join(sorted(others))}."
    mend = "If it is the same authority, add the code to `codes`, and a break where its boundaries changed."
    return [warning(table.place(), said, mend)]
