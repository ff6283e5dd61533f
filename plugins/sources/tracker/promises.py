"""The first date of an action never changes; what the tracker says now is held against it.

A tracker with a column for revised dates keeps the first date in its own: there another first date is an error. A
tracker without one can only write a new date over the old, so there it is a move. A correction in
``plan/actions.toml`` changes a first date, with its public reason.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from plugins.model.actions import Action, Due
from plugins.model.changes import meaning
from plugins.model.dates import PartialDate
from plugins.model.findings import Finding, error, warning
from plugins.model.identity import Entry
from plugins.sources.ground import Past
from plugins.sources.identities import FILE
from plugins.sources.tracker.cells import Row
from plugins.sources.tracker.table import Table

_OR = f"Was the first date wrong from the start? Add a line under `corrections` in {FILE}: its head tells how."


@dataclass(frozen=True, slots=True)
class Promised:
    """What was promised of an action before this pull, and what people wrote of its identity."""

    past: Past | None = None
    entry: Entry | None = None
    carried: Due | None = None

    @property
    def before(self) -> Action | None:
        """The action as it was last public."""
        return self.past.last if self.past else None

    @property
    def public(self) -> Due | None:
        """The first date that is public, where it is understood as a date."""
        due = self.before.due if self.before else None
        return due if due and due.date else None

    @property
    def former(self) -> frozenset[str]:
        """What every first date meant that was ever public."""
        return self.past.first_dates if self.past else frozenset()


@dataclass(frozen=True, slots=True)
class Keeper:
    """Holds the rows of one table against what was promised. ``words`` puts a date into words."""

    table: Table
    today: date
    words: Callable[[PartialDate], str]

    def kept(self, told: Action, row: Row, was: Promised) -> tuple[Action, list[Finding]]:
        """Return the action *told* by *row* with its first date and the one that holds now, and what is wrong."""
        first, findings = self._first(told, was), list(self._faults(told, row, was))
        now = self._now(told, first, was)
        revised = None if now is None or meaning(now) == meaning(first) else _as_before(now, was)
        moved = revised or (was.before and (was.before.revised or was.before.moved_why))
        dates = {"due": first, "revised": revised, "moved_why": told.moved_why if moved else None}
        return told.model_copy(update=dates), findings

    def _first(self, told: Action, was: Promised) -> Due | None:
        correction = was.entry.corrected(self.today) if was.entry else None
        if correction:
            due = Due(text=self.words(correction.first), date=correction.first)
            return next((one for one in (was.public, told.due) if one and meaning(one) == meaning(due)), due)
        return was.public or was.carried or told.due or (was.before.due if was.before else None)

    def _now(self, told: Action, first: Due | None, was: Promised) -> Due | None:
        if told.revised or told.due is None or first is None:
            return told.revised or first
        if was.carried or not (self._keeps_first_dates(was) or meaning(told.due) in was.former):
            return told.due
        return first

    def _keeps_first_dates(self, was: Promised) -> bool:
        """Say whether the tracker's first date is the one: an earlier plan's action has a newer one in this plan."""
        return "revised" in self.table.columns and not was.carried

    def _faults(self, told: Action, row: Row, was: Promised) -> Iterator[Finding]:
        first, place = self._first(told, was), self.table.place(row, "due")
        if was.public and was.carried and meaning(was.public) != meaning(was.carried) and _is_uncorrected(was):
            said = f"In the earlier plan the first date of action {told.ref} was {self._said(was.carried)}"
            yield error(place, f"{said}, and here another one is public: {self._said(was.public)}.", _OR)
        if not (first and first.date and told.due) or meaning(told.due) == meaning(first):
            return
        said = f"The first date of action {told.ref} is {self._said(first)} and never changes."
        if meaning(told.due) in was.former and not was.carried:
            mend = f"Write {self._said(first)} there, as it is corrected in {FILE}."
            yield warning(place, f"The tracker still says the first date as it was before its correction. {said}", mend)
        elif self._keeps_first_dates(was):
            column = self.table.heading(self.table.columns["revised"])
            mend = f"Write {self._said(first)} back, and the new date in the column {column}. {_OR}"
            yield error(place, f"{said} The tracker now says {self._said(told.due)}.", mend)

    def _said(self, due: Due) -> str:
        return self.words(due.date) if due.date else f"“{due.text}”"


def _is_uncorrected(was: Promised) -> bool:
    """Say whether no correction tells why the first date of an action that was carried over changes."""
    corrections = was.entry.corrections if was.entry else ()
    return not any(was.carried and one.first == was.carried.date for one in corrections)


def _as_before(now: Due, was: Promised) -> Due:
    """Return *now* as it is written in public where it means the same: another way of writing it changes nothing."""
    before = was.before.revised if was.before else None
    return before if before and meaning(before) == meaning(now) else now
