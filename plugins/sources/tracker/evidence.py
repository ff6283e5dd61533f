"""The evidence that an action is done: what it is, its day and its address. It counts only whole."""

import re
from datetime import date

from pydantic import ValidationError

from plugins.model.actions import Evidence
from plugins.model.values import Link
from plugins.sources.tracker.cells import Row
from plugins.sources.tracker.fields import CellReader

PARTS = {"evidence": "what it is", "evidence_date": "its day", "evidence_link": "its address"}
_WHOLE = "Write what it is, its day and its address, or leave all three empty."
_WHERE = "Write an address of this site (/news/…/, /measures/…/, /documents/…) or one that begins with https://."
_ITSELF = re.compile(r"/(plan/?((actions|changes)(/.*)?)?)?([?#].*)?")
_DAY = "Write the day of the evidence itself: 31/03/2026."


def read_evidence(reader: CellReader, row: Row) -> Evidence | None:
    """Return the evidence of *row*; None where a part of it is missing, with a warning that says which."""
    found = {"title": _title(reader, row), "date": _day(reader, row), "url": _link(reader, row)}
    given = [name for name in PARTS if reader.table.cell(row, name).text]
    if all(found.values()):
        return Evidence.model_validate(found)
    lacking = [what for name, what in PARTS.items() if name not in given]
    if given and lacking:
        said = f"Evidence counts only whole, and this lacks {' and '.join(lacking)}: it is left out."
        reader.warn(row, given[0], said, _WHOLE)
    return None


def _title(reader: CellReader, row: Row) -> str | None:
    words = " ".join((reader.public(row, "evidence", needed=False) or "").split())
    if words and not _is(title=words):
        reader.warn(row, "evidence", "This cannot be a title, so the evidence is left out.", "Say it in a line.")
        return None
    return words or None


def _day(reader: CellReader, row: Row) -> date | None:
    day = reader.day(row, "evidence_date")
    if day and day > reader.rules.today:
        reader.warn(row, "evidence_date", "This day has not come yet, so the evidence is left out.", _DAY)
        return None
    return day


def _link(reader: CellReader, row: Row) -> str | None:
    """Return the address; what leads nowhere is an error, because the snapshot that names it stays for ever."""
    words = (reader.public(row, "evidence_link", needed=False) or "").strip()
    if not words:
        return None
    if not re.match(r"https://|/", words) or not _is(url=words):
        reader.warn(row, "evidence_link", "This is not an address, so the evidence is left out.", _WHERE)
        return None
    if _ITSELF.fullmatch(words):
        said = "The plan itself does not show that an action is done, so the evidence is left out."
        reader.warn(row, "evidence_link", said, _WHERE)
        return None
    if missing := reader.rules.missing(words):
        reader.error(row, "evidence_link", missing, "Correct the address, or put there first what it shall lead to.")
    return words


def _is(*, title: str = "a title", url: str = "/") -> bool:
    """Say whether these words can be the title and the address of a link."""
    try:
        Link.model_validate({"title": title, "url": url})
    except ValidationError:
        return False
    return True
