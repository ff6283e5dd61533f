"""An action as the data files give it: the same facts as JSON and as a row of CSV."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plugins.model.actions import Action, Due, Evidence, Standing
from plugins.model.dates import PartialDate
from plugins.model.history import Move, Promise
from plugins.model.open_data import (
    PublicAction,
    PublicCorrection,
    PublicDate,
    PublicEvidence,
    PublicMove,
    PublicStatus,
    PublicTheme,
)
from plugins.plan_progress.data.csv_text import Cell

HEADER = (
    "ref", "id", "theme_number", "theme", "action", "status", "status_kind", "said_done",
    "first_date", "first_date_last_day", "date_now", "date_now_last_day",
    "dates_moved", "moved_without_reason", "days_moved", "days_late", "days_past_first", "completed",
    "evidence", "evidence_date", "evidence_url", "effect", "lead", "organisation", "update", "updated", "page",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stood:
    """An action as it stood in one snapshot: how, what had been promised, its theme, and the site's address."""

    action: Action
    standing: Standing
    promise: Promise
    theme: PublicTheme
    url: str
    base: str


def public_action(one: Stood) -> PublicAction:
    """Return an action as JSON files give it."""
    action, promise = one.action, one.promise
    return PublicAction(
        id=action.id,
        ref=action.ref,
        url=one.base + one.url,
        theme=one.theme,
        text=action.text,
        status=PublicStatus(word=one.standing.status.word, kind=one.standing.status.kind),
        said_done=one.standing.is_only_said,
        first_date=_due(promise.first),
        date_now=_due(promise.now),
        moves=tuple(_move(move) for move in promise.moves),
        corrections=tuple(
            PublicCorrection(first=_date(fix.first, fix.first.first.isoformat()), on=fix.on, why=fix.why)
            for fix in promise.corrections
        ),
        carried=promise.carried,
        days_late=one.standing.days_late,
        days_past_first=one.standing.days_past_first,
        completed=action.completed,
        evidence=_evidence(action.evidence, one.base),
        effect=action.effect,
        lead=action.lead,
        organisation=action.organisation,
        update=action.update,
        updated=action.updated,
    )


def cells(one: PublicAction) -> Sequence[Cell]:
    """Return an action as a row under ``HEADER``."""
    return (
        one.ref, one.id, one.theme.number, one.theme.title, one.text,
        one.status.word, one.status.kind, one.said_done, *_spelt(one.first_date), *_spelt(one.date_now),
        len(one.moves), sum(move.why is None for move in one.moves), sum(max(0, move.days) for move in one.moves),
        one.days_late, one.days_past_first, one.completed, *_shown(one.evidence),
        one.effect, one.lead, one.organisation, one.update, one.updated, one.url,
    )  # fmt: skip


def _spelt(value: PublicDate | None) -> tuple[Cell, Cell]:
    return (value.text, value.last) if value else (None, None)


def _shown(evidence: PublicEvidence | None) -> tuple[Cell, Cell, Cell]:
    return (evidence.title, evidence.date, evidence.url) if evidence else (None, None, None)


def _date(value: PartialDate | None, text: str) -> PublicDate:
    if value is None:
        return PublicDate(text=text, precision=None, first=None, last=None)
    return PublicDate(text=text, precision=value.precision, first=value.first, last=value.last)


def _due(due: Due | None) -> PublicDate | None:
    return _date(due.date, due.text) if due else None


def _move(one: Move) -> PublicMove:
    return PublicMove.model_validate(
        {
            "on": one.kept.as_at,
            "snapshot": one.kept.name,
            "from": _due(one.before),
            "to": _due(one.after),
            "days": one.days,
            "why": one.why,
        }
    )


def _evidence(one: Evidence | None, base: str) -> PublicEvidence | None:
    if one is None:
        return None
    day: date = one.date
    return PublicEvidence(title=one.title, date=day, url=base + one.url if one.url.startswith("/") else one.url)
