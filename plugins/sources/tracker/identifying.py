"""Rows in, actions out: each with its id, its first date kept, and what is doubtful about who it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plugins.model.actions import Action, in_order
from plugins.model.area import Status
from plugins.model.changes import Known
from plugins.model.findings import Finding, warning
from plugins.model.identity import Entry
from plugins.model.language import Language
from plugins.sources.ground import Ground
from plugins.sources.identities import Identities
from plugins.sources.tracker.columns import NEEDED
from plugins.sources.tracker.departures import departures
from plugins.sources.tracker.finished import finished
from plugins.sources.tracker.promises import Keeper, Promised
from plugins.sources.tracker.reading import Reading
from plugins.sources.tracker.reuse import reused
from plugins.sources.tracker.rows import Draft
from plugins.sources.tracker.unshown import unexplained, unshown


@dataclass(frozen=True, slots=True)
class Identified:
    """The actions in the order a person counts them, the ids with those that are new, and what was found."""

    actions: tuple[Action, ...]
    identities: Identities
    findings: tuple[Finding, ...]


def identified(
    reading: Reading, ground: Ground, statuses: Mapping[str, Status], today: date, language: Language
) -> Identified:
    """Return the actions of the rows that could be read whole; *today* is the day of the pull. Nothing is written."""
    drafts = {draft.ref: draft for draft in sorted(reading.drafts, key=lambda draft: draft.ref) if _is_whole(draft)}
    told = in_order(Action(id="", ref=ref, **draft.facts) for ref, draft in drafts.items())
    identities = ground.identities.with_new((action.ref for action in told), today)
    ids, entries = identities.ids, identities.entries
    open_on = _open_on(ground, statuses)
    keeper = Keeper(reading.table, today, language.in_words)
    actions: list[Action] = []
    findings: list[Finding] = []
    for one in told:
        row, id_ = drafts[one.ref].row, ids[one.ref.casefold()]
        was = _promised(id_, ground, entries)
        ended, doubts = finished(one, open_on.get(id_), today, done=_is_done(one, statuses))
        findings += [warning(reading.table.place(row, "completed"), said, mend) for said, mend in doubts]
        action, wrong = keeper.kept(ended.model_copy(update={"id": id_}), row, was)
        actions.append(action)
        findings += wrong
        findings += reused(action, reading.table.place(row, "text"), was, ground.day, today)
    known, rows = Known(statuses, entries), {action.ref: drafts[action.ref].row for action in actions}
    findings += [
        *departures(ground, reading, actions, identities, today),
        *unexplained(ground.last, actions, known, reading.table, rows),
        *unshown(actions, statuses, reading.table, rows),
    ]
    return Identified(tuple(actions), identities, tuple(findings))


def _open_on(ground: Ground, statuses: Mapping[str, Status]) -> dict[str, date]:
    """Return the day of the last snapshot for each action, by its id, that was not done then."""
    last = ground.last
    return {one.id: last.as_at for one in last.actions if not _is_done(one, statuses)} if last else {}


def _is_done(action: Action, statuses: Mapping[str, Status]) -> bool:
    status = statuses.get(action.status)
    return status is not None and status.kind == "done"


def _is_whole(draft: Draft) -> bool:
    """Say whether a row has all that an action needs; what it lacks is among the errors."""
    return bool(draft.ref) and NEEDED.keys() - {"ref"} <= draft.facts.keys()


def _promised(id_: str, ground: Ground, entries: Mapping[str, Entry]) -> Promised:
    entry = entries.get(id_)
    carried = ground.carried.get(entry.carried_from) if entry and entry.carried_from else None
    return Promised(ground.past.get(id_), entry, carried if carried and carried.date else None)
