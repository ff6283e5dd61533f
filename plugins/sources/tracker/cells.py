"""A tracker as it was received, whatever its format: sheets of rows of cells, before anything is made of them.

None of this is kept: columns that are not published are read only to find the names that must not be published.
"""

import re
import unicodedata
from dataclasses import dataclass

from plugins.model.dates import PartialDate
from plugins.model.findings import ContentError, Place, error

NOT_CALCULATED = "#NOT CALCULATED!"
"""Stands in a cell whose formula was never worked out, because no spreadsheet program has saved the file."""
NOT_WORDS = "#NOT WORDS!"
"""Stands for a value that is not one: a list of lists or an object, which only JSON can hold."""

_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!")
_REPAIR = "Mend the formula, or write the value itself, save the file, and pull again."
MARKERS = {code: (f"The formula of this cell fails ({code}).", _REPAIR) for code in _ERRORS} | {
    NOT_CALCULATED: ("The formula of this cell was never worked out.", "Save the file in Excel, and pull again."),
    NOT_WORDS: ("This value is a list of lists or an object.", "Give words, a number or a list of words."),
}
"""What stands in a cell in place of a value: the fault, and how to mend it."""

_UNSEEN = {"Cc", "Cf", "Cs"}
_NO_CHARACTERS = "\ufffe\uffff"


@dataclass(frozen=True, slots=True)
class Cell:
    """The words in a cell, and the date where the file itself says that the cell is one."""

    text: str = ""
    date: PartialDate | None = None


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the number that people see beside it. ``merged`` are the columns that one wide cell covers."""

    number: int
    cells: tuple[Cell, ...]
    merged: frozenset[int] = frozenset()

    def cell(self, column: int) -> Cell:
        """Return the cell in *column*, counted from 0; a row may be shorter than its table."""
        return self.cells[column] if column < len(self.cells) else EMPTY


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a tracker. Only spreadsheets have letters for columns, hidden rows and sheets with names."""

    file: str
    name: str
    rows: tuple[Row, ...]
    visible: bool = True
    lettered: bool = True
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def clean(text: str) -> str:
    """Return *text* without what cannot be seen, each line without spare spaces, at most one empty line in a row."""
    if text.isascii() and text.isprintable() and "  " not in text and "_x000D_" not in text:
        return text.strip()  # as nearly every cell is
    lines = unicodedata.normalize("NFC", text.replace("_x000D_", "")).splitlines()
    seen = ("".join(mark for mark in line if not _is_unseen(mark)) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in seen)).strip()


def _is_unseen(mark: str) -> bool:
    return mark != "\t" and (unicodedata.category(mark) in _UNSEEN or mark in _NO_CHARACTERS)


def letters(column: int) -> str:
    """Return the letters of a column counted from 0: A, B, … Z, AA."""
    name, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def words(text: str) -> list[str]:
    """Return the words of a heading in small letters: “Publish (Y/N)”, ``due_date`` and ``dueDate`` alike."""
    return re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("&", " and ").casefold())


def key(text: str) -> str:
    """Return what two ways of writing the same heading, word or title have in common."""
    return "".join(words(text))


def plain(word: str) -> str:
    """Return *word* in small letters with single spaces."""
    return " ".join(word.casefold().split())


def refusal(file: str, message: str, mend: str = "", *, sheet: str = "") -> ContentError:
    """Return the refusal of a whole tracker for one reason."""
    return ContentError([error(Place(file, sheet=sheet), message, mend)])
