"""One cell of an Excel workbook as people see it: dates as dates, and numbers with the decimals that are shown."""

import re
from datetime import date, datetime

from openpyxl.cell.cell import Cell as ExcelCell

from plugins.model.dates import day, month
from plugins.sources.tracker.cells import Cell, clean

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read_cell(cell: ExcelCell) -> Cell:
    """Return a cell that holds something."""
    value, shown = cell.value, cell.number_format
    if isinstance(value, datetime | date):
        return _dated(value, shown)
    if isinstance(value, bool):
        return Cell("Yes" if value else "No")
    return Cell(_number(value, shown) if isinstance(value, int | float) else clean(str(value)))


def _dated(value: date, shown: str) -> Cell:
    """Return a date cell as people see it: to the day, or only to the month where the day is not shown."""
    if "d" in re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown.lower()):
        return Cell(f"{value:%d/%m/%Y}", day(date(value.year, value.month, value.day)))
    return Cell(f"{_MONTHS[value.month - 1]} {value.year}", month(value.year, value.month))


def _number(value: float, shown: str) -> str:
    """Return a number with the decimals its cell shows: 1.1 in a cell that shows two is the reference 1.10."""
    if decimals := re.fullmatch(r"[#0,]*0\.(0+)", shown):
        return f"{value:.{len(decimals[1])}f}"
    return str(int(value)) if value == int(value) else f"{value:.10g}"
