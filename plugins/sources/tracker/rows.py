"""Rows of a tracker in, public facts out. A fault is named by its cell; what the cell holds is not repeated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plugins.model.actions import Due
from plugins.sources.tracker.cells import Row, plain
from plugins.sources.tracker.dates import understood
from plugins.sources.tracker.evidence import read_evidence
from plugins.sources.tracker.fields import CellReader
from plugins.sources.tracker.vocabulary import organisations_in, roles_in, theme_number

NO, YES = {"n", "no", "false", "0"}, {"y", "yes", "true", "1", ""}
LONGEST_REFERENCE = LONGEST_WORD = 40
_HOW = "Write a day (31/03/2026), a month (March 2026), a quarter (Q3 25/26) or a term (Spring term 2026)."
_SAY_WHOM = "Write the partner's name or its short name as area.toml has it."
_SAY_WHO = "List the role and the tracker's ways of writing it under [[tracker.roles]] in area.toml. Names stay out."


@dataclass(frozen=True, slots=True)
class Draft:
    """The public facts of one row, before the action has its id."""

    row: Row
    ref: str
    facts: Mapping[str, Any]


class RowReader(CellReader):
    """Reads the rows of one table, and keeps what is wrong with them."""

    def is_withheld(self, row: Row) -> bool:
        """Say whether the office keeps this row out of the public plan."""
        said = plain(self.table.cell(row, "publish").text)
        if said not in NO | YES:
            self.error(row, "publish", "This says neither Y nor N.", "Write Y to publish the row, or N to keep it out.")
        return said in NO

    def reference(self, row: Row) -> str:
        """Return the reference of *row*, or an empty text where it has none that can be used."""
        words = " ".join((self.public(row, "ref") or "").split()).removesuffix(".")
        if self.table.cell(row, "ref").date:
            self.error(row, "ref", "The reference is a date.", "Format the column as text and write it again.")
        elif len(words) > LONGEST_REFERENCE:
            self.error(row, "ref", "This is too long to be a reference.", "Take the row away if it is not an action.")
            return ""
        return words

    def draft(self, row: Row) -> Draft:
        """Return the public facts of *row*; what is missing or not understood is among the findings."""
        text, update = self.public(row, "text"), self.public(row, "update", needed=False)
        lead, organisation = self._lead(row)
        facts = {
            "theme": self._theme(row), "text": text, "status": self._status(row), "due": self._due(row, "due"),
            "revised": self._due(row, "revised"), "completed": self.day(row, "completed"), "lead": lead,
            "organisation": self._organisation(row) or organisation, "update": update or None,
            "updated": self.day(row, "updated"), "evidence": read_evidence(self, row),
            "moved_why": self.public(row, "moved_why", needed=False) or None,
            "effect": self.public(row, "effect", needed=False) or None,
        }  # fmt: skip
        return Draft(row, self.reference(row), {name: value for name, value in facts.items() if value is not None})

    def _theme(self, row: Row) -> int | None:
        words = self.words(row, "theme")
        number = theme_number(words, self.rules.themes) if words else None
        if words and number is None:
            known = ", ".join(f"{number} ({title})" for title, number in self.rules.themes.items())
            self.error(row, "theme", "This is not a theme of plan.toml.", f"It can be: {known or 'a number'}.")
        return number

    def _status(self, row: Row) -> str | None:
        words = self.words(row, "status")
        status = self.rules.statuses.get(plain(words)) if words else None
        if words and status is None:
            can_be_said = len(words) <= LONGEST_WORD and not self.rules.personal.kinds(words)
            said = f"“{words}” is not a status here." if can_be_said else "This is not a status here."
            self.error(row, "status", said, "Write another, or add the word to `tracker` of its status in area.toml.")
        return status

    def _due(self, row: Row, name: str) -> Due | None:
        words, cell = " ".join((self.public(row, name, needed=False) or "").split()), self.table.cell(row, name)
        if not words or cell.date:
            return Due(text=words, date=cell.date) if words else None
        due = understood(words)
        if due is None:
            self.warn(row, name, f"“{words}” is not understood as a date; it is published as it is written.", _HOW)
        return due or Due(text=words)

    def _lead(self, row: Row) -> tuple[str | None, str | None]:
        words = self.words(row, "lead", needed=False)
        roles = roles_in(words, self.rules.roles)[0] if words else []
        if words and not roles:
            self.warn(row, "lead", "No role that may be published stands here, so the lead is left out.", _SAY_WHO)
        names = dict.fromkeys(role.role for role in roles), dict.fromkeys(role.organisation for role in roles)
        return "; ".join(names[0]) or None, "; ".join(names[1]) or None

    def _organisation(self, row: Row) -> str | None:
        words = self.words(row, "organisation", needed=False)
        known = organisations_in(words, self.rules.organisations) if words else []
        if words and not known:
            self.warn(row, "organisation", "This is not a partner of area.toml, so it is left out.", _SAY_WHOM)
        return "; ".join(known) or None
