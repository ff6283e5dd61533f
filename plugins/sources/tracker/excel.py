"""A tracker as an Excel workbook: only this module knows openpyxl.

First the sheets are counted through as a stream, which is quick and small however large they are; only then are they
read whole, because merged cells and hidden rows are told nowhere else.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from plugins.model.area import Tracker
from plugins.model.dates import day, month
from plugins.model.findings import Place
from plugins.sources.tracker.cells import EMPTY, NOT_CALCULATED, Cell, Row, Sheet, clean, refusal
from plugins.sources.tracker.comma import too_many_rows
from plugins.sources.tracker.locating import MEGABYTE, Document

MOST_UNPACKED = 20
"""How many times larger than the file allowed a workbook may be when it is unpacked."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class _Extent:
    """How far a sheet goes, and where it has formulas."""

    last_row: int
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
