"""Rows of a tracker in, public facts out. A fault is named by its cell; what the cell holds is not repeated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from plugins.model.actions import Due
from plugins.model.findings import Finding, error, warning
from plugins.sources.tracker.cells import MARKERS, Row, key
from plugins.sources.tracker.columns import NEEDED
from plugins.sources.tracker.dates import understood
from plugins.sources.tracker.personal import Personal
from plugins.sources.tracker.table import Table
from plugins.sources.tracker.vocabulary import Spelling, organisations_in, plain, roles_in, theme_number

NO, YES = {"n", "no", "false", "0"}, {"y", "yes", "true", "1", ""}
LONGEST_REFERENCE = LONGEST_WORD = 40
_SAY_WHO = "List the role under [[tracker.roles]] in area.toml with the way the tracker writes it; a name is never published."
_GIT = "Take it out of the tracker. If it is harmless, list it in `harmless` under [tracker] in area.toml."


@dataclass(frozen=True, slots=True)
class Rules:
    """What the words of the tracker mean in this area, and what must not be published."""

    statuses: Mapping[str, str]
    themes: Mapping[str, int]
    roles: tuple[Spelling, ...]
    organisations: Mapping[str, str]
    personal: Personal


@dataclass(frozen=True, slots=True)
class Draft:
    """The public facts of one row, before the action has its id."""

    row: Row
    ref: str
    facts: Mapping[str, Any]


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one table, and keeps what is wrong with them."""

    table: Table
    rules: Rules
    findings: list[Finding] = field(default_factory=list)

    def is_withheld(self, row: Row) -> bool:
        """Say whether the office keeps this row out of the public plan."""
        said = plain(self.table.cell(row, "publish").text)
        if said not in NO | YES:
            self._error(row, "publish", "This says neither Y nor N.", "Write Y to publish the row, or N to keep it out.")
        return said in NO

    def reference(self, row: Row) -> str:
        """Return the reference of *row*, or an empty text where it has none that can be used."""
        words = " ".join((self._public(row, "ref") or "").split()).removesuffix(".")
        if self.table.cell(row, "ref").date:
            self._error(row, "ref", "The reference is a date.", "Format the column as text and write the reference again.")
        elif len(words) > LONGEST_REFERENCE:
            self._error(row, "ref", "This is too long to be a reference.", "Take the row away if it is not an action.")
        return words

    def draft(self, row: Row) -> Draft:
        """Return the public facts of *row*; what is missing or not understood is among the findings."""
        text, update = self._public(row, "text"), self._public(row, "update", needed=False)
        lead, organisation = self._lead(row)
        facts = {
            "theme": self._theme(row), "text": text, "status": self._status(row), "due": self._due(row, "due"),
            "revised": self._due(row, "revised"), "completed": self._day(row, "completed"), "lead": lead,
            "organisation": self._organisation(row) or organisation, "update": update or None,
            "updated": self._day(row, "updated"),
        }  # fmt: skip
        return Draft(row, self.reference(row), {name: value for name, value in facts.items() if value is not None})

    def _error(self, row: Row, name: str, message: str, mend: str) -> None:
        self.findings.append(error(self.table.place(row, name), message, mend))

    def _warn(self, row: Row, name: str, message: str, mend: str) -> None:
        self.findings.append(warning(self.table.place(row, name), message, mend))

    def _words(self, row: Row, name: str, *, needed: bool = True) -> str | None:
        """Return the words of a cell; None, and an error, where there are none that can be read."""
        words = self.table.cell(row, name).text
        if words in MARKERS:
            self._error(row, name, *MARKERS[words])
            return None
        if needed and not words:
            self._error(row, name, f"This row has no {NEEDED[name]}.", "Fill the cell, or take the row away if it is no action.")
            return None
        return words

    def _public(self, row: Row, name: str, *, needed: bool = True) -> str | None:
        """Return words that are published as they stand; None, and errors, where they hold personal data."""
        words = self._words(row, name, needed=needed)
        kinds = self.rules.personal.kinds(words) if words else []
        for kind in kinds:
            self._error(row, name, f"This cell holds {kind}, and would be public for ever.", _GIT)
        return None if kinds else words

    def _theme(self, row: Row) -> int | None:
        words = self._words(row, "theme")
        number = theme_number(words, self.rules.themes) if words else None
        if words and number is None:
            known = ", ".join(f"{number} ({title})" for title, number in self.rules.themes.items())
            self._error(row, "theme", "This is not a theme of plan.toml.", f"It can be: {known or 'a number'}.")
        return number

    def _status(self, row: Row) -> str | None:
        words = self._words(row, "status")
        status = self.rules.statuses.get(plain(words)) if words else None
        if words and status is None:
            can_be_said = len(words) <= LONGEST_WORD and not self.rules.personal.kinds(words)
            said = f"“{words}” is not a status here." if can_be_said else "This is not a status here."
            self._error(row, "status", said, "Write one that is, or add the word to `tracker` of its status in area.toml.")
        return status

    def _due(self, row: Row, name: str) -> Due | None:
        words, cell = " ".join((self._public(row, name, needed=False) or "").split()), self.table.cell(row, name)
        if not words or cell.date:
            return Due(text=words, date=cell.date) if words else None
        due = understood(words)
        if due is None:
            self._warn(row, name, f"“{words}” is not understood as a date; it is published as it is written.", _HOW)
        return due or Due(text=words)

    def _day(self, row: Row, name: str) -> date | None:
        words, cell = self._words(row, name, needed=False), self.table.cell(row, name)
        due = Due(text=words or "", date=cell.date) if cell.date or not words else understood(words)
        if due and (due.date is None or due.date.precision == "day"):
            return due.date.first if due.date else None
        self._warn(row, name, "This is not a day, so it is left out.", "Write the day: 31/03/2026.")
        return None

    def _lead(self, row: Row) -> tuple[str | None, str | None]:
        words = self._words(row, "lead", needed=False)
        roles = roles_in(words, self.rules.roles)[0] if words else []
        if words and not roles:
            self._warn(row, "lead", "No role that may be published stands here, so the lead is left out.", _SAY_WHO)
        names = dict.fromkeys(role.role for role in roles), dict.fromkeys(role.organisation for role in roles)
        return "; ".join(names[0]) or None, "; ".join(names[1]) or None

    def _organisation(self, row: Row) -> str | None:
        words = self._words(row, "organisation", needed=False)
        known = organisations_in(words, self.rules.organisations) if words else []
        if words and not known:
            self._warn(row, "organisation", "This is not a partner in area.toml, so it is left out.", "Write the partner's name.")
        return "; ".join(known) or None
