"""Measures and figures to build tests from, by hand and without a pull."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from plugins.model.actions import Action, Snapshot
from plugins.model.figures import Figure, Series
from plugins.model.language import Language
from plugins.model.measures import Measure, Measures
from plugins.model.periods import PeriodKind, period
from plugins.sources.snapshots import canonical
from tests.small import PLAN, theme

ENGLISH = Language("en-GB")
RESETS = 9
ACTION = "5b0a8f1e-0009-4000-8000-000000000001"


def measure(**given: Any) -> Measure:
    """Return a measure that is right, with what is *given* changed."""
    facts: dict[str, Any] = {
        "id": "on-time",
        "title": "Plans on time",
        "unit": "percent",
        "direction": "up",
        "definition": "How many plans came on time.",
        "period": "calendar year",
        "source": {"kind": "own", "file": "measures.csv"},
        "source_words": "Our records",
    }
    return Measure.model_validate({**facts, **given})


def figure(code: str, value: object = None, kind: PeriodKind = "calendar year", **given: Any) -> Figure:
    """Return a figure of the period that *code* writes; without a *value* it needs a symbol."""
    span = period(kind, code, RESETS if kind == "year to date" else None)
    return Figure(period=span, value=None if value is None else Decimal(str(value)), **given)


def hidden(code: str, kind: PeriodKind = "calendar year", why: Any = "small number", **given: Any) -> Figure:
    """Return a figure that is hidden."""
    return figure(code, kind=kind, symbol="hidden", why=why, **given)


def series(one: Measure, figures: Iterable[Figure], **given: Any) -> Series:
    """Return the published series of a measure."""
    return Series(measure=one.id, unit=one.unit, source="measures.csv", figures=tuple(figures), **given)


def snapshot(*known: Series, as_at: str = "2026-11-06") -> Snapshot:
    """Return a snapshot with one action and these series."""
    action = Action(id=ACTION, ref="1.1", theme=1, text="Ring back.", status="on-track")
    return Snapshot(as_at=date.fromisoformat(as_at), actions=(action,), series=known)


def files(toml: str, *known: Series) -> dict[str, str | bytes]:
    """Return the files of a small area with a plan, the measures of *toml* and one snapshot."""
    return {
        "plan/plan.toml": PLAN,
        "plan/themes/listening.md": theme(),
        "plan/actions.toml": f'[[action]]\nid = "{ACTION}"\nref = "1.1"\nfirst_seen = 2026-11-06\n',
        "plan/measures.toml": toml,
        "plan/history/2026-11-06.json": canonical(snapshot(*known)),
    }


def measures(*known: Measure) -> Measures:
    """Return definitions."""
    return Measures(measures=known)
