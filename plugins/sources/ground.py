"""What the content folder already holds when a pull begins: the history, the ids, the themes, the plans before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from plugins.model.actions import Action, Due, Snapshot
from plugins.model.area import Area
from plugins.model.changes import meaning
from plugins.model.findings import Finding, Place, error, errors
from plugins.model.measures import Protection
from plugins.model.values import Line, Value
from plugins.sources.carried import read_carried, unknown_carried
from plugins.sources.identities import FILE, Identities, read_identities
from plugins.sources.public_words import unsafe_reasons
from plugins.sources.safe_words import read_protection
from plugins.sources.snapshots import (
    HISTORY,
    RECEIVED,
    broken_seal,
    history_files,
    next_file,
    read_history,
    read_received,
    seal_of,
)
from plugins.sources.toml_files import read_toml
from plugins.sources.vanished import without_entry


class _Theme(Value, extra="ignore"):
    number: int
    title: Line


class _Plan(Value, extra="ignore"):
    """What a pull needs of plan.toml; the rest of it is the build's to check."""

    themes: tuple[_Theme, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """What the history knows of one action: how it was last public, and every first date that was public."""

    last: Action
    first_dates: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """All snapshots, oldest first, the digest of the last and the day of its pull, the ids and the themes.

    ``past`` is what they know of each action by its id, ``carried`` the first dates of the actions of earlier plans and
    ``older`` the snapshots of those, oldest first.
    ``findings`` say what of all this cannot be used.
    """

    history: tuple[Snapshot, ...]
    seal: str | None
    day: date
    identities: Identities
    themes: Mapping[str, int]
    carried: Mapping[str, Due] = field(default_factory=dict)
    past: Mapping[str, Past] = field(default_factory=dict)
    protection: Protection = field(default_factory=Protection)
    older: tuple[Snapshot, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def last(self) -> Snapshot | None:
        """The last snapshot, None where there is none yet."""
        return self.history[-1] if self.history else None


def read_ground(content: Path, area: Area | None) -> Ground:
    """Return what is there already; where a part of it is broken, its findings are errors.

    Where the *area* is not known, its statuses are not looked at.
    """
    kept, broken = read_history(content / HISTORY)
    history = tuple(snapshot for _, snapshot in kept)
    identities, wrong = read_identities(content / FILE)
    themes, unread = _themes(content / "plan" / "plan.toml")
    carried, lost = read_carried(content)
    rule = read_protection(content)
    found = [*broken, *wrong, *unread, *lost, *unknown_carried(identities, carried.dates)]
    past = _past(history)
    if not broken:
        found += broken_seal(read_received(content / RECEIVED)[0], [one.seal for one, _ in kept])
    if not errors([*broken, *wrong]):
        found += without_entry((one.last for one in past.values()), identities)
    if area:
        found += [*_unknown_statuses(history, area), *unsafe_reasons(identities, area, rule)]
    dates = {id_: due for id_, due in carried.dates.items() if due}
    day = kept[-1][0].day if kept else date.min
    return Ground(history, seal(content), day, identities, themes, dates, past, rule, carried.snapshots, tuple(found))


def seal(content: Path) -> str | None:
    """Return the digest of the last snapshot, None where there is none."""
    files = history_files(content / HISTORY)
    return seal_of(files[-1]) if files else None


def is_broken(content: Path, area: Area | None, today: date) -> bool:
    """Say whether nothing could be accepted *today*: the history, the ids or the plan are broken, or not yet so far."""
    return bool(errors(read_ground(content, area).findings)) or next_file(content / HISTORY, today) is None


def _past(history: Sequence[Snapshot]) -> dict[str, Past]:
    last: dict[str, Action] = {}
    dates: dict[str, set[str]] = {}
    for snapshot in history:
        for action in snapshot.actions:
            last[action.id] = action
            dates.setdefault(action.id, set()).add(meaning(action.due))
    return {id_: Past(action, frozenset(dates[id_])) for id_, action in last.items()}


def _themes(path: Path) -> tuple[Mapping[str, int], list[Finding]]:
    if not path.exists():
        return {}, []
    plan, findings = read_toml(path, _Plan, "plan")
    return ({theme.title: theme.number for theme in plan.themes} if plan else {}), findings


def _unknown_statuses(history: Sequence[Snapshot], area: Area) -> list[Finding]:
    """Return an error for each status that is published now and that the area no longer has."""
    known = {status.id for status in area.statuses}
    gone = sorted({action.status for action in history[-1].actions} - known) if history else []
    place, mend = Place("area.toml", key="statuses"), "Define it again; it may have an empty list of `tracker` words."
    return [error(place, f"The status “{one}” is used in the last snapshot and is not defined.", mend) for one in gone]
