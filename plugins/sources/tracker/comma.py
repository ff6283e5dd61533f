"""A tracker as comma-separated text: UTF-8 with or without a mark, UTF-16, or what old Windows programs write."""

import csv
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice
from statistics import mode

from plugins.model.area import Tracker
from plugins.model.findings import ContentError, Finding, Place, error, warning
from plugins.sources.tracker.cells import EMPTY, Cell, Row, Sheet, clean, refusal
from plugins.sources.tracker.locating import Document

DELIMITERS = (",", ";", "\t")
_SAVE = "Save it in Excel as “CSV UTF-8 (comma delimited)”, or as an Excel workbook, and pull again."


def read_comma(document: Document, settings: Tracker) -> tuple[Sheet, list[Finding]]:
    """Return a CSV file as one sheet. Raises ``ContentError`` where it is not one or is too long."""
    text, findings = _decoded(document)
    rows = tuple(_rows(document.name, text, settings))
    _refuse_shifted(document.name, rows)
    return Sheet(document.name, "", rows), findings


def _decoded(document: Document) -> tuple[str, list[Finding]]:
    data, place = document.data, Place(document.name)
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16"), []
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        said = "The file is not saved as UTF-8; it was read as an old Windows file (cp1252)."
        return _old_windows(document), [warning(place, said, f"Look at every £, é and “ in what follows. {_SAVE}")]


def _old_windows(document: Document) -> str:
    try:
        return document.data.decode("cp1252")
    except UnicodeDecodeError:
        raise refusal(document.name, "This is not a text file.", _SAVE) from None


def _rows(name: str, text: str, settings: Tracker) -> Iterator[Row]:
    if "\0" in text:
        raise refusal(name, "This is not a text file.", _SAVE)
    number, filled = 0, 0
    try:
        for number, values in enumerate(_values(text, _delimiter(text)), start=1):
            row = Row(number, tuple(Cell(clean(value)) if value else EMPTY for value in values))
            filled += any(cell.text for cell in row.cells)
            if filled > settings.max_rows:
                raise too_many_rows(Place(name), settings)
            yield row
    except csv.Error:
        fault = error(Place(name, row=number + 1), "The quotation marks of this row do not match.", _SAVE)
        raise ContentError([fault]) from None


def too_many_rows(place: Place, settings: Tracker) -> ContentError:
    """Return the refusal of a tracker with more rows than the area allows."""
    said = f"There are more than {settings.max_rows:,} rows with something in them: this cannot be a plan."
    mend = "Take other data out of the file, or raise `max_rows` under [tracker] in area.toml."
    return ContentError([error(place, said, mend)])


def _values(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _delimiter(text: str) -> str:
    """Return the mark between the cells: the one that gives the widest rows at the beginning of the file."""
    return max(DELIMITERS, key=lambda mark: _width(text, mark))


def _width(text: str, mark: str) -> int:
    """Return how many cells a row in the middle has when *mark* stands between them."""
    widths: list[int] = []
    with suppress(csv.Error):
        widths.extend(len(values) for values in islice(_values(text, mark), 50) if values)
    return sorted(widths)[len(widths) // 2] if widths else 0


def _refuse_shifted(name: str, rows: tuple[Row, ...]) -> None:
    """Refuse rows with more cells than the others: a comma without quotation marks moves notes into public columns."""
    width = mode(len(row.cells) for row in rows if row.cells) if rows else 0
    said = f"This row has more cells than the {width} of the others, so its words may stand in the wrong columns."
    faults = [error(Place(name, row=row.number), said, _SAVE) for row in rows if any(c.text for c in row.cells[width:])]
    if faults:
        raise ContentError(faults)
