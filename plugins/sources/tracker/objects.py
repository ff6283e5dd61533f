"""A tracker as JSON: a list of objects, or an object with ``actions`` and the day they are as at."""

import json
from typing import Any

from plugins.model.area import Tracker
from plugins.model.findings import ContentError, Place, error
from plugins.sources.tracker.cells import EMPTY, NOT_WORDS, Cell, Row, Sheet, clean, refusal
from plugins.sources.tracker.comma import too_many_rows
from plugins.sources.tracker.locating import Document

_WANTED = "Give a list of objects, [{…}, {…}], or {“actions”: [{…}], “as_at”: “2026-11-06”}."


class _TwiceError(ValueError):
    """A key stands twice in one object."""


class _NoNumberError(ValueError):
    """NaN or Infinity stands where a number should: Python reads it, and no JSON knows it."""


def read_objects(document: Document, settings: Tracker) -> Sheet:
    """Return a JSON file as one sheet, its keys as the headings. Raises ``ContentError`` where it is not a tracker."""
    whole = _parsed(document)
    records = whole.get("actions") if isinstance(whole, dict) else whole
    if not isinstance(records, list):
        raise refusal(document.name, "There is no list of actions in it.", _WANTED)
    if len(records) > settings.max_rows:
        raise too_many_rows(Place(document.name), settings)
    _refuse_others(document.name, records)
    keys = sorted({name for record in records for name in record})
    titles = [_row(0, [name, value]) for name, value in whole.items()] if isinstance(whole, dict) else []
    rows = [_row(number, [record.get(name) for name in keys]) for number, record in enumerate(records, start=1)]
    return Sheet(document.name, "", (*titles, _row(0, keys), *rows), lettered=False)


def _parsed(document: Document) -> Any:  # JSON can be anything until it has been looked at
    """Return what the file says. Numbers stay as they are written: reference 1.10 is not 1.1."""
    try:
        text = document.data.decode("utf-8-sig")
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=_refuse, object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise refusal(document.name, "The file is not saved as UTF-8.", "Save it again as UTF-8.") from None
    except json.JSONDecodeError as problem:
        place = Place(document.name, line=problem.lineno)
        raise ContentError([error(place, f"This is not JSON: {problem.msg}.", _WANTED)]) from None
    except _TwiceError:
        raise refusal(document.name, "A key stands twice in one object.", "Keep one of the two.") from None
    except _NoNumberError as problem:
        raise refusal(document.name, f"{problem} is not a number.", "Write the value, or null for none.") from None
    except RecursionError:
        raise refusal(document.name, "Its lists lie too deep in each other.", _WANTED) from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(dict(pairs)) < len(pairs):
        raise _TwiceError
    return dict(pairs)


def _refuse(name: str) -> None:
    raise _NoNumberError(name)


def _refuse_others(name: str, records: list[object]) -> None:
    faults = [
        error(Place(name, row=number), "This item of the list is not an object.", _WANTED)
        for number, record in enumerate(records, start=1)
        if not isinstance(record, dict)
    ]
    if faults:
        raise ContentError(faults)


def _row(number: int, values: list[Any]) -> Row:
    return Row(number, tuple(_cell(value) for value in values))


def _cell(value: object) -> Cell:
    """Return a value as a cell; a list of words is words on lines of their own."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return Cell(clean("\n".join(value)))
    if isinstance(value, list | dict):
        return Cell(NOT_WORDS)
    if value is None:
        return EMPTY
    return Cell(clean(("Yes" if value else "No") if isinstance(value, bool) else str(value)))
