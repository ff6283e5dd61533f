"""Sheets in, the public facts of every row out: the table is chosen, its rows are read, and all faults are gathered."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from plugins.model.actions import place_on_page
from plugins.model.area import Area, Tracker
from plugins.model.findings import ContentError, Finding, error, errors, warning
from plugins.sources.tracker.as_at import find_as_at
from plugins.sources.tracker.cells import Row, Sheet
from plugins.sources.tracker.choosing import choose_table, left_out, spans
from plugins.sources.tracker.columns import ambiguous, cells_of_people, missing
from plugins.sources.tracker.dates import is_month_first
from plugins.sources.tracker.fields import Rules
from plugins.sources.tracker.people import names_in
from plugins.sources.tracker.personal import personal_data
from plugins.sources.tracker.rows import Draft, RowReader
from plugins.sources.tracker.table import Table
from plugins.sources.tracker.vocabulary import organisation_names, spellings, status_words

_DATES = ("due", "revised", "completed", "updated", "evidence_date")
_OWN = "Give each action its own reference."
_AS_TEXT = " If the tracker shows 1.10, Excel kept the number 1.1: format the column as text and write 1.10 again."


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tracker says in public: its table, the facts of its rows, the references of all and of those kept out.

    ``nameless`` counts the rows without a reference: each may be an action that seems to be gone.
    """

    table: Table
    drafts: tuple[Draft, ...]
    rows: int
    present: frozenset[str]
    withheld: frozenset[str]
    nameless: int
    as_at: date | None
    findings: tuple[Finding, ...]


def find_actions(sheets: tuple[Sheet, ...], settings: Tracker) -> tuple[Table, list[Finding]]:
    """Return the table of actions and what to say of it. Raises ``ContentError`` where a needed column is missing."""
    table = choose_table(sheets, settings)
    findings = [*left_out(sheets, table), *ambiguous(table), *missing(table)]
    if errors(findings):
        raise ContentError(findings)
    return table, findings


def rules_of(
    area: Area, settings: Tracker, themes: Mapping[str, int], sheets: tuple[Sheet, ...]
) -> tuple[Callable[[int, Callable[[str], str], date], Rules], list[Finding]]:
    """Return what words mean in *area*, with the names that stand anywhere in *sheets*, and what is wrong with that.

    What is returned still asks for the threshold of small groups, for what is missing at an address, and the day.
    """
    statuses, faults = status_words(area.statuses)
    roles = spellings(settings.roles)
    names = names_in((cell for sheet in sheets for cell in cells_of_people(sheet, settings)), area, roles)
    return partial(Rules, statuses, themes, roles, organisation_names(area), personal_data(area, names)), faults


def read_rows(table: Table, rules: Rules) -> Reading:
    """Return what the rows of *table* say in public, and everything that is wrong with them."""
    reader = RowReader(table, rules)
    rows = [(row, reader.is_withheld(row)) for row in table.rows()]
    drafts = tuple(reader.draft(row) for row, withheld in rows if not withheld)
    as_at, said = find_as_at(table, rules.today)
    twice = [*_used_twice(table, drafts), *_same_place(table, drafts)]
    findings = [*reader.findings, *said, *twice, *_month_first(table), *_nothing(table, drafts)]
    present = [(_ref(table, row), withheld) for row, withheld in rows]
    return Reading(
        table=table,
        drafts=drafts,
        rows=len(rows),
        present=frozenset(ref for ref, _ in present if ref),
        withheld=frozenset(ref for ref, withheld in present if withheld),
        nameless=sum(not ref for ref, _ in present),
        as_at=as_at.day,
        findings=tuple(findings),
    )


def _ref(table: Table, row: Row) -> str:
    return " ".join(table.cell(row, "ref").text.split()).removesuffix(".").casefold()


def _used_twice(table: Table, drafts: tuple[Draft, ...]) -> Iterator[Finding]:
    rows: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        rows[draft.ref.casefold()].append(draft)
    mend = _OWN + (_AS_TEXT if table.sheet.name else "")
    for ref, same in rows.items():
        if ref and len(same) > 1:
            said = f"The reference {same[0].ref} is used twice: rows {spans([draft.row.number for draft in same])}."
            yield from (error(table.place(draft.row, "ref"), said, mend) for draft in same[1:])


def _same_place(table: Table, drafts: tuple[Draft, ...]) -> Iterator[Finding]:
    """Yield an error for each reference, such as 1-1 beside 1.1, that an address on the page cannot tell apart."""
    places: dict[str, dict[str, Draft]] = defaultdict(dict)
    for draft in drafts:
        places[place_on_page(draft.ref)].setdefault(draft.ref.casefold(), draft)
    for same in places.values():
        first, *others = same.values()
        for other in others:
            said = (
                f"The references {first.ref} and {other.ref} would have the same place on the page: "
                f"rows {first.row.number}, {other.row.number}."
            )
            yield error(table.place(other.row, "ref"), said, "Let them differ in a letter or a figure.")


def _month_first(table: Table) -> Iterator[Finding]:
    """Yield a warning for each column of dates where some only make sense with the month first."""
    speaking = list(table.rows())
    for name in [one for one in _DATES if one in table.columns]:
        rows = [row.number for row in speaking if is_month_first(table.cell(row, name).text)]
        if rows:
            said = (
                f"The month stands first in rows {spans(rows)}; every date of this column is read with the day first."
            )
            yield warning(table.place(None, name), said, "Look at every date of this column, and write the day first.")


def _nothing(table: Table, drafts: tuple[Draft, ...]) -> list[Finding]:
    said, mend = "There is no action to publish.", "Look whether this is the right file."
    return [] if drafts else [error(table.place(), said, mend)]
