"""A tracker as an Excel workbook: only this module knows openpyxl.

First the sheets are counted through as a stream, which is quick and small however large they are; only then are they
read whole, because merged cells and hidden rows are told nowhere else.
"""

import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.worksheet.worksheet import Worksheet

from plugins.model.area import Tracker
from plugins.model.findings import Place
from plugins.sources.tracker.cells import EMPTY, NOT_CALCULATED, Cell, Row, Sheet, refusal
from plugins.sources.tracker.comma import too_many_rows
from plugins.sources.tracker.excel_cell import read_cell
from plugins.sources.tracker.locating import MEGABYTE, Document

MOST_UNPACKED = 20
"""How many times larger than the file allowed a workbook may be when it is unpacked."""


@dataclass(frozen=True, slots=True)
class _Extent:
    """Which rows of a sheet have something in them and how wide each is, and where there are formulas."""

    rows: dict[int, int]
    formulas: frozenset[tuple[int, int]]


def read_excel(document: Document, settings: Tracker) -> tuple[Sheet, ...]:
    """Return every sheet of a workbook. Raises ``ContentError`` where it is not whole, or too long."""
    _refuse_what_unpacks_too_large(document, settings)
    extents = {
        sheet.title: _extent(document.name, sheet, settings)
        for sheet in _opened(document, read_only=True, data_only=False).worksheets
    }
    workbook = _opened(document, read_only=False, data_only=True)
    return tuple(_sheet(document.name, sheet, extents[sheet.title]) for sheet in workbook.worksheets)


def _refuse_what_unpacks_too_large(document: Document, settings: Tracker) -> None:
    try:
        with ZipFile(BytesIO(document.data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except BadZipFile:
        raise _broken(document) from None
    if size > MOST_UNPACKED * settings.max_megabytes * MEGABYTE:
        raise refusal(document.name, "The workbook is far larger inside than it looks.", "Save it again in Excel.")


def _broken(document: Document) -> BaseException:
    return refusal(
        document.name,
        "This is not a whole Excel workbook: it is broken off, or something else under that name.",
        "Open it in Excel, save it again as “Excel Workbook (.xlsx)”, and pull again.",
    )


def _opened(document: Document, *, read_only: bool, data_only: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of cells by quoting them, and a cell may be private.
            warnings.simplefilter("ignore")
            return load_workbook(BytesIO(document.data), read_only=read_only, data_only=data_only, keep_links=False)
    except Exception:  # noqa: BLE001  # whatever its parsers raise, the file is what is wrong
        raise _broken(document) from None


def _extent(file: str, sheet: Any, settings: Tracker) -> _Extent:  # a sheet as a stream has no type
    """Count through a sheet, and stop at the first row too many."""
    sheet.reset_dimensions()
    filled: dict[int, int] = {}
    formulas: set[tuple[int, int]] = set()
    for number, row in enumerate(_quietly(sheet.iter_rows()), start=1):
        if any(cell.value is not None for cell in row):
            filled[number] = len(row)
            formulas |= {(number, column) for column, cell in enumerate(row) if cell.data_type == "f"}
        if len(filled) > settings.max_rows:
            raise too_many_rows(Place(file, sheet=sheet.title), settings)
    return _Extent(filled, frozenset(formulas))


def _quietly(rows: Iterator[Any]) -> Iterator[Any]:
    """Yield the rows of a stream without what openpyxl says of their cells: it quotes them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield from rows


def _sheet(file: str, sheet: Worksheet, extent: _Extent) -> Sheet:
    cells = _cells(sheet, extent)
    covered = _unmerged(sheet, cells)
    rows = (Row(number, _in_line(found), covered.get(number, frozenset())) for number, found in cells.items())
    return Sheet(
        file=file,
        name=sheet.title,
        rows=tuple(rows),
        visible=sheet.sheet_state == "visible",
        hidden_rows=frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden),
        hidden_columns=frozenset(_hidden_columns(sheet)),
    )


def _in_line(found: dict[int, Cell]) -> tuple[Cell, ...]:
    return tuple(found.get(column, EMPTY) for column in range(max(found, default=-1) + 1))


def _cells(sheet: Worksheet, extent: _Extent) -> dict[int, dict[int, Cell]]:
    """Return the cells that hold something by row (from 1) and column (from 0), for each row that holds anything."""
    found = {
        number: {
            cell.column - 1: read_cell(cell)
            for cell in next(sheet.iter_rows(number, number, 1, width))
            if isinstance(cell, ExcelCell) and cell.value is not None
        }
        for number, width in extent.rows.items()
    }
    if extent.formulas and not any(column in found[number] for number, column in extent.formulas):
        for number, column in extent.formulas:
            found[number][column] = Cell(NOT_CALCULATED)
    return found


def _unmerged(sheet: Worksheet, cells: dict[int, dict[int, Cell]]) -> dict[int, frozenset[int]]:
    """Write what a merged cell holds into each of its rows; return the columns that wide ones cover, by row."""
    covered: dict[int, frozenset[int]] = {}
    numbers = tuple(cells)
    for merged in sheet.merged_cells.ranges:
        first, held = merged.min_col - 1, cells.get(merged.min_row, {}).get(merged.min_col - 1, EMPTY)
        for number in numbers[bisect_left(numbers, merged.min_row) : bisect_right(numbers, merged.max_row)]:
            cells[number][first] = held
            if merged.max_col - 1 > first:
                covered[number] = covered.get(number, frozenset()) | set(range(first, merged.max_col))
    return covered


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for columns in sheet.column_dimensions.values():
        if columns.hidden:
            yield from range((columns.min or 1) - 1, columns.max or 0)
