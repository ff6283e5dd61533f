"""What the content folder already holds when a pull begins: the history, the ids, the titles of the themes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins.model.actions import Snapshot
from plugins.model.area import Area
from plugins.model.findings import Finding, Place, error, errors
from plugins.model.values import Line, Value
from plugins.sources.identities import FILE, Identities, read_identities
from plugins.sources.snapshots import HISTORY, history_files, next_file, read_history, seal_of
from plugins.sources.toml_files import read_toml


class _Theme(Value, extra="ignore"):
    number: int
    title: Line


class _Plan(Value, extra="ignore"):
    """What a pull needs of plan.toml; the rest of it is the build's to check."""

    themes: tuple[_Theme, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """The last snapshot and its digest, the ids, and the themes; ``findings`` say what of these cannot be used."""

    last: Snapshot | None
    seal: str | None
    identities: Identities
    themes: Mapping[str, int]
    findings: tuple[Finding, ...]


def read_ground(content: Path, area: Area) -> Ground:
    """Return what is there already; where a part of it is broken, its findings are errors."""
    history, broken = read_history(content / HISTORY)
    identities, wrong = read_identities(content / FILE)
    themes, unread = _themes(content / "plan" / "plan.toml")
    last = history[-1] if history else None
    findings = [*broken, *wrong, *unread, *_unknown_statuses(last, area)]
    return Ground(last, seal(content), identities, themes, tuple(findings))


def seal(content: Path) -> str | None:
    """Return the digest of the last snapshot, None where there is none."""
    files = history_files(content / HISTORY)
    return seal_of(files[-1]) if files else None


def is_broken(content: Path, area: Area | None, today: date) -> bool:
    """Say whether no tracker could be accepted *today*: the history, the ids or the plan are broken, or not yet so far.

    Where the *area* is not known, its statuses are not looked at.
    """
    history, broken = read_history(content / HISTORY)
    wrong, unread = read_identities(content / FILE)[1], _themes(content / "plan" / "plan.toml")[1]
    gone = _unknown_statuses(history[-1], area) if history and area else []
    return bool(errors([*broken, *wrong, *unread, *gone])) or next_file(content / HISTORY, today) is None


def _themes(path: Path) -> tuple[Mapping[str, int], list[Finding]]:
    if not path.exists():
        return {}, []
    plan, findings = read_toml(path, _Plan, "plan")
    return ({theme.title: theme.number for theme in plan.themes} if plan else {}), findings


def _unknown_statuses(last: Snapshot | None, area: Area) -> list[Finding]:
    """Return an error for each status that is published now and that the area no longer has."""
    known = {status.id for status in area.statuses}
    gone = sorted({action.status for action in last.actions} - known) if last else []
    place, mend = Place("area.toml", key="statuses"), "Define it again; it may have an empty list of `tracker` words."
    return [error(place, f"The status “{one}” is used in the last snapshot and is not defined.", mend) for one in gone]
