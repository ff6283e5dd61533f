"""A sheet whose headings were found: where each public column is, and which rows speak to the public."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from plugins.model.findings import Place
from plugins.sources.tracker.cells import EMPTY, Cell, Row, Sheet, key, letters


@dataclass(frozen=True, slots=True)
class Table:
    """The public columns of a sheet by field, and their rivals: other columns that could mean the same."""

    sheet: Sheet
    header: Row
    columns: Mapping[str, int]
    rivals: Mapping[str, list[int]] = field(default_factory=dict)

    def cell(self, row: Row, name: str) -> Cell:
        """Return the cell of *row* in the column of the field *name*; an empty one where there is no such column."""
        return row.cell(self.columns[name]) if name in self.columns else EMPTY

    def place(self, row: Row | None = None, name: str = "") -> Place:
        """Return where a row is and the cell of the field *name* in it, as a person would look for it."""
        column = self.heading(self.columns[name]) if name in self.columns else ""
        return Place(self.sheet.file, sheet=self.sheet.name, row=row.number if row else 0, column=column)

    def heading(self, column: int) -> str:
        """Return what a known column is called: its letter and its heading."""
        heading = " ".join(self.header.cell(column).text.split())
        return f"{letters(column)} ({heading})" if self.sheet.lettered else heading

    def rows(self) -> Iterator[Row]:
        """Yield the rows that can be seen and say something in public: not banners, and not the headings again."""
        for row in self.below():
            if row.number not in self.sheet.hidden_rows and self._speaks(row) and not self._is_banner(row):
                yield row

    def below(self) -> tuple[Row, ...]:
        """Return every row under the headings."""
        return self.sheet.rows[self._start() + 1 :]

    def above(self) -> tuple[Row, ...]:
        """Return every row over the headings."""
        return self.sheet.rows[: self._start()]

    def hidden(self) -> list[int]:
        """Return the numbers of the rows that would speak and are hidden."""
        return [row.number for row in self.below() if row.number in self.sheet.hidden_rows and self._speaks(row)]

    def _start(self) -> int:
        return next(index for index, row in enumerate(self.sheet.rows) if row is self.header)

    def _speaks(self, row: Row) -> bool:
        return any(row.cell(column).text for name, column in self.columns.items() if name != "publish")

    def _is_banner(self, row: Row) -> bool:
        """Say whether the row is one wide cell over reference and words, or says the headings once more."""
        main = [column for name, column in self.columns.items() if name in {"ref", "text"}]
        again = all(key(row.cell(column).text) == key(self.header.cell(column).text) for column in main)
        return again or row.merged.issuperset(main)
