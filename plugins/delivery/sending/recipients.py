"""The list of recipients: read from outside the repository, checked whole, and never written anywhere."""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from plugins.model.findings import Finding, Place, error, warning
from plugins.model.values import Day

COLUMNS = ("email", "consented", "source", "unsubscribe")
_DAY: TypeAdapter[date] = TypeAdapter(Day)
# RFC 5321, 4.1.2 (a dot-string and a domain) and 4.5.3.1 (their lengths), in ASCII: most servers know no other.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"(?=[^@]{{1,64}}@)(?=.{{6,254}}\Z){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")
_HTTPS = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]*)?")
_WRITE = "Ask the service that keeps the list for columns named email, consented, source and unsubscribe."


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person of the list, and the row they stand in: only the row is ever named."""

    row: int
    email: str = field(repr=False)
    unsubscribe: str = field(repr=False)


def is_address(text: str) -> bool:
    """Say whether *text* is an e-mail address that any mail server can carry."""
    return _EMAIL.fullmatch(text) is not None


def read_recipients(source: str, today: date) -> tuple[tuple[Recipient, ...], list[Finding]]:
    """Return the people in the CSV *source* (a path, or “-” for standard input), each once, and what is wrong with it.

    No finding holds an address. Where there is an error, nothing may be sent.
    """
    name = "standard input" if source == "-" else Path(source).name
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return _read(data.decode("utf-8-sig"), name, today)
    except OSError as problem:
        return (), [error(Place(name), f"The list cannot be read: {problem.strerror}.", "Look at --to.")]
    except UnicodeDecodeError:
        return (), [error(Place(name), "The list is not saved as UTF-8.", "Save it again as “CSV UTF-8”.")]
    except csv.Error as problem:
        return (), [error(Place(name), f"The list is no CSV file: {problem}.", "Export it again.")]


def _read(text: str, name: str, today: date) -> tuple[tuple[Recipient, ...], list[Finding]]:
    first = text.split("\n", 1)[0]
    rows = enumerate(csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True), 1)
    heads = [cell.strip().casefold() for cell in next(rows, (1, []))[1]]
    if missing := [column for column in COLUMNS if heads.count(column) != 1]:
        return (), [error(Place(name, row=1, column=column), "Not there once.", _WRITE) for column in missing]
    findings: list[Finding] = []
    found: dict[str, Recipient] = {}
    again: list[int] = []
    for row, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        person = dict(zip(heads, cells, strict=False))
        wrong = list(_wrong(person, name, row, today)) or list(_swallowed(cells, name, row))
        findings += wrong
        if wrong:
            continue
        one = Recipient(row, person["email"].strip(" "), person["unsubscribe"].strip(" "))
        if one.email.casefold() in found:
            again.append(row)
        found.setdefault(one.email.casefold(), one)
    return tuple(found.values()), [*findings, *_of_the_whole(found, again, name, empty=not findings)]


def _of_the_whole(found: Mapping[str, Recipient], again: list[int], name: str, *, empty: bool) -> Iterator[Finding]:
    if again:
        rows = ", ".join(map(str, again[:10])) + (" and others" if len(again) > 10 else "")
        said = f"{len(again)} row{'' if len(again) == 1 else 's'} with an address that was there before: {rows}."
        yield warning(Place(name, column="email"), said, "Each person gets one copy; the first row counts.")
    shared = Counter(one.unsubscribe for one in found.values())
    if sharing := [one.row for one in found.values() if shared[one.unsubscribe] > 1]:
        said = f"{len(sharing)} rows share an address to stop at, the first of them row {sharing[0]}."
        yield error(Place(name, column="unsubscribe"), said, "One person would stop it for another: export again.")
    if empty and not found:
        yield error(Place(name), "There is nobody on the list.", "Look whether it is the right file.")


def _wrong(person: Mapping[str, str], name: str, row: int, today: date) -> Iterator[Finding]:
    """Yield what is wrong with one row, without a word of what stands in it but dates."""
    for column in COLUMNS:
        value = person.get(column, "")
        if message := _hidden(value) or _CHECKS[column](value.strip(" "), today):
            yield error(Place(name, row=row, column=column), *message)


def _swallowed(cells: Iterable[str], name: str, row: int) -> Iterator[Finding]:
    """Yield an error where a quotation mark that was never closed took rows in: these people would get nothing."""
    if any("@" in cell and re.search(r"[\r\n]", cell) for cell in cells):
        mend = "Is a quotation mark open there? Close it. If it is a note, take its column out of the list."
        yield error(Place(name, row=row), "A cell goes over several lines and holds an address.", mend)


def _hidden(value: str) -> tuple[str, str] | None:
    if re.search(r"[\r\n\u2028\u2029\x85]", value):
        return "There is a line break in it.", "Put it on one line."
    if not value.replace("\xa0", " ").isprintable():
        return "There is a character in it that cannot be seen.", "Write it again by hand."
    return None


def _email(value: str, _today: date) -> tuple[str, str] | None:
    if not value:
        return "There is no e-mail address.", "Write it, or take the row out."
    if not value.isascii():
        return "There is a letter in it that mail cannot carry everywhere.", "Ask the person for another address."
    return None if is_address(value) else ("This is not an e-mail address.", "Write it as name@place.org.")


def _consented(value: str, today: date) -> tuple[str, str] | None:
    if not value:
        return "It is not said when they agreed.", "Without a day nothing may be sent: find it, or take the row out."
    try:
        day = _DAY.validate_python(value)
    except ValidationError:
        return "This is no date.", "Write it as year, month, day: 2026-11-06."
    return ("This day has not come yet.", "Look at the year.") if day > today else None


def _source(value: str, _today: date) -> tuple[str, str] | None:
    return None if value else ("It is not said where the address is from.", "Write for example: sign-up page.")


def _unsubscribe(value: str, _today: date) -> tuple[str, str] | None:
    if not value:
        return "There is no address where this person can stop.", _WRITE
    if not _HTTPS.fullmatch(value) or len(value) > 900:
        return "This is not an address that begins with https://.", _WRITE
    return None


_CHECKS = {"email": _email, "consented": _consented, "source": _source, "unsubscribe": _unsubscribe}
