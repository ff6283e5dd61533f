"""Which sheet of a tracker is the plan, and what of the file is left out because it is hidden."""

from collections.abc import Iterable

from plugins.model.area import Tracker
from plugins.model.findings import Finding, Place, warning
from plugins.sources.tracker.cells import Sheet, plain, refusal
from plugins.sources.tracker.columns import NEEDED, find_table
from plugins.sources.tracker.table import Table

_NAME_THE_COLUMNS = "Put names such as Ref, Theme, Action and Status over the columns."
_NAME_THE_SHEET = "Name the right one in `sheet` under [tracker] in area.toml."
_SHOW = "If it belongs to the plan, show it again and pull again."


def choose_table(sheets: tuple[Sheet, ...], settings: Tracker) -> Table:
    """Return the table of actions. Raises ``ContentError`` where there is none, or where it could be either of two."""
    file = sheets[0].file
    tables = [table for sheet in _candidates(sheets, settings) if (table := find_table(sheet, settings))]
    if not tables:
        raise refusal(file, "No row with the names of columns was found.", _NAME_THE_COLUMNS)
    whole = [table for table in tables if NEEDED.keys() <= table.columns.keys()]
    if len(whole) > 1:
        names = ", ".join(f"“{table.sheet.name}”" for table in whole)
        raise refusal(file, f"More than one sheet could be the tracker: {names}.", _NAME_THE_SHEET)
    return whole[0] if whole else max(tables, key=lambda table: len(table.columns))


def _candidates(sheets: tuple[Sheet, ...], settings: Tracker) -> list[Sheet]:
    """Return the sheets that can be seen, or the one of them that the area names; only workbooks have named sheets."""
    shown = [sheet for sheet in sheets if sheet.visible]
    if not settings.sheet or not sheets[0].name:
        return shown
    named = [sheet for sheet in shown if plain(sheet.name) == plain(settings.sheet)]
    if not named:
        said = f"There is no sheet “{settings.sheet}” that can be seen."
        raise refusal(sheets[0].file, said, "Correct `sheet` under [tracker] in area.toml, or show the sheet again.")
    return named


def left_out(sheets: Iterable[Sheet], table: Table) -> list[Finding]:
    """Return a warning that lists the hidden sheets, and one that lists the hidden rows of *table*."""
    names = ", ".join(f"“{sheet.name}”" for sheet in sheets if not sheet.visible)
    rows = spans(table.hidden())
    place = table.place()
    return [
        *([warning(Place(place.file), f"Hidden sheets are left out: {names}.", _SHOW)] if names else []),
        *([warning(place, f"Hidden rows are left out: {rows}.", _SHOW)] if rows else []),
    ]


def spans(numbers: list[int]) -> str:
    """Return row numbers as a person lists them: “5, 7 to 9”."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in runs)
