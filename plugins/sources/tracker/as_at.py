"""The day a tracker is as at: written over its headings, or among the keys of its JSON."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plugins.model.findings import Finding, Place, error, warning
from plugins.sources.tracker.cells import Cell, Row
from plugins.sources.tracker.dates import understood
from plugins.sources.tracker.table import Table

_SAID = re.compile(
    r"(?:(?:data|position|plan|tracker)\s+)?(?:as[ _](?:at|of)|date[ _]of[ _]update|last[ _]updated|updated)\b"
    r"(?:\s+on)?[:\s-]*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_WRITE = "Write the day: As at 06/11/2026."


@dataclass(frozen=True, slots=True)
class AsAt:
    """The day, None where the tracker does not say it, and where it is said."""

    day: date | None
    place: Place


def find_as_at(table: Table, today: date) -> tuple[AsAt, list[Finding]]:
    """Return the day *table* is as at, and what is wrong with it: it cannot be after *today*."""
    for row, cell in _said(table):
        place = Place(table.sheet.file, sheet=table.sheet.name, row=row.number)
        found = AsAt(_day(cell), place)
        return found, _faults(found, today)
    return AsAt(None, table.place()), []


def _said(table: Table) -> Iterator[tuple[Row, Cell]]:
    """Yield the cell with the day, for each that says “as at” in itself or in the cell before it."""
    for row in table.above():
        filled = [cell for cell in row.cells if cell.text]
        for index, cell in enumerate(filled):
            if said := _SAID.fullmatch(cell.text):
                following = filled[index + 1 : index + 2]
                yield from ((row, one) for one in ([Cell(said["rest"])] if said["rest"] else following))


def _day(cell: Cell) -> date | None:
    due = understood(cell.text)
    meant = cell.date or (due.date if due else None)
    return meant.first if meant and meant.precision == "day" else None


def _faults(found: AsAt, today: date) -> list[Finding]:
    if found.day is None:
        said = "The day the tracker is as at is not understood, so the day of this pull is taken."
        return [warning(found.place, said, _WRITE)]
    if found.day > today:
        return [error(found.place, "The day the tracker is as at has not come yet.", _WRITE)]
    return []
