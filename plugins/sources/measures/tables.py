"""A CSV file as rows with the numbers of their lines, and its columns by name."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from plugins.model.findings import ContentError, Place, error
from plugins.sources.tracker.cells import clean

DELIMITERS = (",", ";", "\t")
_QUOTES = "Look at the quotation marks of that line, save it again from Excel as “CSV UTF-8”, and pull again."


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """A row: the number of the line it begins on, and its cells without spare spaces and what cannot be seen."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return the cell in *column*, counted from 0; a row may be shorter than its table."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """A CSV file. Its text may be raw, so nothing of it is ever printed: findings name file, line and column."""

    name: str
    text: str

    def rows(self) -> Iterator[Row]:
        """Yield the rows in which something stands, the headings too. Raises ``ContentError`` for broken quoting."""
        reader = csv.reader(StringIO(self.text, newline=""), delimiter=self._delimiter(), strict=True)
        line = 1
        try:
            for values in reader:
                cells = tuple(value.strip() if value.isprintable() else clean(value) for value in values)
                if any(cells):
                    yield Row(line, cells)
                line = reader.line_num + 1
        except csv.Error:
            said = "The quotation marks of this row do not match, or a cell is far too long."
            raise ContentError([error(Place(self.name, line=line), said, _QUOTES)]) from None

    def head(self) -> Row:
        """Return the first row with something in it. Raises ``ContentError`` where there is none."""
        for row in self.rows():
            return row
        raise ContentError([error(Place(self.name), "There is nothing in the file.", "Look whether it was saved.")])

    def body(self) -> Iterator[Row]:
        """Yield the rows below the headings."""
        rows = self.rows()
        next(rows, None)
        yield from rows

    def place(self, row: Row | None = None, column: str = "") -> Place:
        """Return where a row, or a cell of it, is."""
        return Place(self.name, line=row.line if row else 0, column=column)

    def _delimiter(self) -> str:
        """Return the mark between the cells: the one that stands most often in the first line with something in it."""
        first = next((line for line in self.text.splitlines() if line.strip()), "")
        return max(DELIMITERS, key=first.count)
