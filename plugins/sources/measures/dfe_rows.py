"""The columns of a tidy file of the Department for Education, and its rows for one authority, region or the nation."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from plugins.model.findings import ContentError, Finding, error, nearest
from plugins.model.measures import Measure
from plugins.sources.measures.tables import Row, Table

FIXED = ("time_period", "time_identifier", "geographic_level")
PLACES = ("new_la_code", "old_la_code", "la_name", "region_code", "region_name")
Columns = Mapping[str, int]
Pick = Callable[["TidyRow"], bool]


@dataclass(frozen=True, slots=True, repr=False)
class TidyRow:
    """A row of a tidy file, its cells by the names of their columns."""

    row: Row
    columns: Columns

    def cell(self, name: str) -> str:
        """Return the cell of a column, an empty text where the file has no such column."""
        return self.row.cell(self.columns[name]) if name in self.columns else ""

    @property
    def level(self) -> str:
        """The geographic level in small letters."""
        return self.cell("geographic_level").casefold()

    @property
    def codes(self) -> frozenset[str]:
        """The authority's codes, new and old: text, because noughts at the beginning count."""
        return frozenset({self.cell("new_la_code"), self.cell("old_la_code")} - {""})


def tidy_columns(table: Table, measure: Measure) -> Columns:
    """Return where the columns are that *measure* needs.

    Raises ``ContentError`` where one is missing, or stands there twice with different values: then nobody can say
    which one is meant. A column that nobody asked for may stand there as often as it likes.
    """
    names, source = list(table.head().cells), measure.source
    wanted = [one for one in (source.value, source.numerator, source.denominator) if one]
    needed = [*FIXED, *wanted, *source.only]
    faults = [_missing(table, name, names) for name in needed if name not in names]
    if not {"new_la_code", "old_la_code"} & set(names):
        faults.append(_missing(table, "new_la_code", names))
    twice = {name for name in (*needed, *PLACES) if names.count(name) > 1}
    faults += [_differs(table, name) for name in sorted(twice) if _has_two_values(table, name, names)]
    if faults:
        raise ContentError(faults)
    return {name: names.index(name) for name in (*needed, *PLACES) if name in names}


def _missing(table: Table, name: str, names: Collection[str]) -> Finding:
    mend = nearest(name, names, "Look at the headings of the file, and copy the name letter by letter.")
    return error(table.place(table.head()), f"The file has no column “{name}”.", mend)


def _differs(table: Table, name: str) -> Finding:
    said = f"Two columns are called “{name}” and do not say the same, so nobody can tell which one is meant."
    return error(table.place(table.head(), name), said, "Take one of them out of a copy of the file, and read that.")


def _has_two_values(table: Table, name: str, names: list[str]) -> bool:
    same = [index for index, one in enumerate(names) if one == name]
    return any(len({row.cell(index) for index in same}) > 1 for row in table.body())


def tidy_rows(table: Table, columns: Columns, only: Mapping[str, str]) -> Iterator[TidyRow]:
    """Yield the rows where each column of *only* has its value."""
    for row in table.body():
        tidy = TidyRow(row, columns)
        if all(tidy.cell(name) == value for name, value in only.items()):
            yield tidy


def all_codes(table: Table, columns: Columns, codes: Collection[str]) -> frozenset[str]:
    """Return *codes* with every other code that a row gives the same authority.

    So Buckinghamshire is found by E06000060, E10000002 or 825 alike. An authority that was made anew, with other
    boundaries and both codes changed (Dorset in 2019), is only found by codes that are named.
    """
    pairs = {one.codes for one in tidy_rows(table, columns, {}) if one.level == "local authority"}
    known, grown = frozenset(codes), True
    while grown:
        wider = known.union(*(pair for pair in pairs if pair & known))
        known, grown = wider, wider != known
    return known


def authority(codes: frozenset[str]) -> Pick:
    """Return the choice of the rows of the authority with one of *codes*."""
    return lambda row: row.level == "local authority" and bool(row.codes & codes)


def nation(row: TidyRow) -> bool:
    """Say whether a row is England's."""
    return row.level == "national"


def region(name_or_code: str) -> Pick:
    """Return the choice of the rows of a region."""
    wanted = name_or_code.casefold()
    return lambda row: (
        row.level == "regional" and wanted in {row.cell("region_code").casefold(), row.cell("region_name").casefold()}
    )
