"""CSV that a spreadsheet and a program read alike, and that cannot make a spreadsheet compute what somebody wrote.

RFC 4180: commas, quotation marks where needed, lines that end in CR LF. UTF-8 with a byte order mark, because most
people open these files in Excel, which takes text without it for another encoding; programs know the mark.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

Cell = str | int | float | Decimal | date | None

MARK = "\ufeff"
# As OWASP lists them (“CSV Injection”), with the full-width and small forms that some spreadsheets take for the same.
_STARTS = "=+\\-@＝＋－＠﹦﹢﹣﹫−"
_UNSEEN = "\\s\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
# A semicolon, a tab or a new line inside a text begins a cell where a spreadsheet splits at these.
_FORMULA = re.compile(rf"^(?=[{_UNSEEN}]*[{_STARTS}\t\n])|(?<=[;\t\n])(?=[{_UNSEEN}]*[{_STARTS}])")
# Most texts: they begin with a letter or a figure, and nothing in them could begin another cell.
_HARMLESS = re.compile(r"[A-Za-z0-9][^;\t\n\r]*\Z")
_NUMBER = re.compile(r"-(?:\d+(?:\.\d+)?%?)?", re.ASCII)


def csv_row(cells: Sequence[Cell]) -> str:
    """Return one row with its end of line: numbers stay numbers, and no text can be taken for a formula.

    None is an empty cell, a day is written 2026-11-18.
    """
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_written(cell) for cell in cells])
    return line.getvalue()


def join_rows(rows: Iterable[str]) -> bytes:
    """Return rows that ``csv_row`` made, the headings first, as a whole file."""
    return (MARK + "".join(rows)).encode()


def harmless(text: str) -> str:
    """Return *text* with an apostrophe before whatever a spreadsheet would take for the start of a formula.

    A negative number and a lone hyphen stay as they are: what a spreadsheet makes of them is what they say.
    """
    if _HARMLESS.match(text):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines if _NUMBER.fullmatch(lines) else _FORMULA.sub("'", lines)


def _written(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return harmless(cell) if isinstance(cell, str) else cell
