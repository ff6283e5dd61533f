"""The address of each action's page: by its number, which the living have before those that left the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plugins.model.actions import Action, place_on_page
from plugins.model.changes import Change
from plugins.model.history import History, Kept
from plugins.model.identity import Entry

HERE = "/plan/actions/"


@dataclass(frozen=True, slots=True)
class Gone:
    """An action that left the plan: as it last stood, the snapshot without it, and how it left."""

    kept: Kept
    change: Change

    @property
    def action(self) -> Action:
        """The action as it last stood."""
        return self.change.action


def gone_actions(told: Mapping[str, list[tuple[Kept, Change]]], history: History) -> tuple[Gone, ...]:
    """Return the actions that are in the plan no more, the last to leave first."""
    living = {action.id for action in history.latest.actions} if history.latest else set()
    found = [Gone(*changes[-1]) for one, changes in told.items() if one not in living]
    return tuple(sorted(found, key=lambda one: (one.kept.name, one.action.ref), reverse=True))


def addresses(living: Iterable[Action], gone: Iterable[Gone]) -> dict[str, str]:
    """Return the address of each action by its id, given the *living* in their order.

    Where two would have one, the living have it: one that left gets the day it left in its address then, and a second
    of two living ones a number.
    """
    taken: dict[str, str] = {}
    for action in living:
        _claim(action, None, taken)
    for one in gone:
        _claim(one.action, one.kept.day, taken)
    return {identity: f"{HERE}{place}/" for place, identity in taken.items()}


def _claim(action: Action, left: date | None, taken: dict[str, str]) -> None:
    place, number = place_on_page(action.ref), 2
    if place in taken and left:
        place = f"{place}-{left}"
    free = place
    while free in taken:
        free, number = f"{place}-{number}", number + 1
    taken[free] = action.id


def redirects(entries: Mapping[str, Entry], known: Mapping[str, str]) -> dict[str, str]:
    """Return where each old number leads: the address of its action, unless another action's page stands there now.

    *known* are the addresses of actions by their ids. Of two actions that had one number the later in the file has it.
    """
    standing = set(known.values())
    found = {
        f"{HERE}{place_on_page(old)}/": known[one.id] for one in entries.values() for old in one.was if one.id in known
    }
    return {old: new for old, new in found.items() if old not in standing}
