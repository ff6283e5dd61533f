"""One cell of a public column at a time: its words, or why they cannot be used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from plugins.model.actions import Due
from plugins.model.clock import is_near
from plugins.model.disclosure.wording import small_groups
from plugins.model.findings import Finding, error, warning
from plugins.sources.tracker.cells import MARKERS, Row
from plugins.sources.tracker.columns import NEEDED
from plugins.sources.tracker.dates import understood
from plugins.sources.tracker.personal import Personal
from plugins.sources.tracker.table import Table
from plugins.sources.tracker.vocabulary import Spelling

_FILL = "Fill the cell, or take the row away if it is not an action."
LONGEST_CELL = 5_000
_SHORTEN = "Say it in fewer words; a page or a document of its own may tell the rest."
_A_DAY = "Write the day: 31/03/2026."
_SAY_LESS = (
    "Say “some” or “a few”. If it cannot point at anybody, list the words in `harmless` under [tracker] in area.toml."
)
_FOR_EVER = "Take it out of the tracker. If it is harmless, list it in `harmless` under [tracker] in area.toml."


@dataclass(frozen=True, slots=True)
class Rules:
    """What the words of the tracker mean in this area, and what must not be published.

    Groups of people of fewer than ``threshold`` are not counted in words. ``missing`` says why an address of this site
    leads nowhere, an empty text where it does not or nobody knows. ``today`` is the day of the pull.
    """

    statuses: Mapping[str, str]
    themes: Mapping[str, int]
    roles: tuple[Spelling, ...]
    organisations: Mapping[str, str]
    personal: Personal
    threshold: int
    missing: Callable[[str], str]
    today: date


@dataclass(slots=True)
class CellReader:
    """Reads the cells of one table, and keeps what is wrong with them."""

    table: Table
    rules: Rules
    findings: list[Finding] = field(default_factory=list)

    def error(self, row: Row, name: str, message: str, mend: str) -> None:
        """Keep an error of the cell of *name* in *row*."""
        self.findings.append(error(self.table.place(row, name), message, mend))

    def warn(self, row: Row, name: str, message: str, mend: str) -> None:
        """Keep a warning of the cell of *name* in *row*."""
        self.findings.append(warning(self.table.place(row, name), message, mend))

    def words(self, row: Row, name: str, *, needed: bool = True) -> str | None:
        """Return the words of a cell; None, and an error, where there are none that can be read."""
        words = self.table.cell(row, name).text
        if words in MARKERS:
            self.error(row, name, *MARKERS[words])
            return None
        if needed and not words:
            self.error(row, name, f"This row has no {NEEDED[name]}.", _FILL)
            return None
        if len(words) > LONGEST_CELL:
            long = f"This cell is {len(words):,} characters long, and {LONGEST_CELL:,} are the most that a page takes."
            self.error(row, name, long, _SHORTEN)
            return None
        return words

    def public(self, row: Row, name: str, *, needed: bool = True) -> str | None:
        """Return words that are published as they stand; None, and errors, where they hold personal data."""
        words = self.words(row, name, needed=needed)
        kinds = self.rules.personal.kinds(words) if words else []
        for kind in kinds:
            self.error(row, name, f"This cell holds {kind}, and would be public for ever.", _FOR_EVER)
        if words and small_groups(self.rules.personal.without_harmless(words), self.rules.threshold):
            said = f"This cell counts a group of fewer than {self.rules.threshold} people, who could be known."
            self.error(row, name, said, _SAY_LESS)
            return None
        return None if kinds else words

    def day(self, row: Row, name: str) -> date | None:
        """Return the day in a cell; None where there is none, with a warning where other words stand there."""
        words, cell = self.words(row, name, needed=False), self.table.cell(row, name)
        due = Due(text=words or "", date=cell.date) if cell.date or not words else understood(words)
        if due and due.date is None:
            return None
        if due and due.date and due.date.precision == "day" and is_near(due.date.first):
            return due.date.first
        self.warn(row, name, "This is not a day, so it is left out.", _A_DAY)
        return None
