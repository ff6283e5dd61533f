"""What is older than the plan: the snapshots of the plans of ``content/plan/earlier/<slug>/``, and their first dates.

The first date an action had in the first of these plans is its first date for ever, and what they hid stays hidden.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.model.actions import Due, Snapshot
from plugins.model.findings import Finding, Place, error, nearest
from plugins.model.history import Kept
from plugins.model.identity import Entry
from plugins.sources.identities import FILE, Identities, read_identities
from plugins.sources.snapshots import read_history

EARLIER = Path("plan/earlier")

Dates = Mapping[str, Due | None]


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes on from the earlier plans: the first date of each action by its id, and all snapshots, oldest first."""

    dates: Dates
    snapshots: tuple[Snapshot, ...]


def earlier_folders(content: Path) -> list[Path]:
    """Return the folders of the earlier plans, in the order of their names; hidden ones belong to somebody else."""
    return sorted(path for path in (content / EARLIER).glob("[!.]*") if path.is_dir())


def placed(findings: list[Finding], slug: str) -> list[Finding]:
    """Return *findings* with their places in the folder of the earlier plan *slug*."""
    return [replace(one, place=replace(one.place, file=_placed(one.place.file, slug))) for one in findings]


def _placed(file: str, slug: str) -> str:
    if file.startswith(f"{EARLIER}/"):
        return file
    return f"{EARLIER}/{slug}/{file.removeprefix('plan/').removeprefix(f'{slug}/')}"


def read_carried(content: Path) -> tuple[Carried, list[Finding]]:
    """Return what goes on from the earlier plans, and what is wrong with these plans.

    Their histories are never pulled again: what is wrong with them is an error as it is in the plan of today.
    """
    dates: dict[str, Due | None] = {}
    entries: dict[str, tuple[str, Entry]] = {}
    findings: list[Finding] = []
    everything: list[tuple[Kept, Snapshot]] = []
    for folder in earlier_folders(content):
        kept, broken = read_history(folder / "history")
        known, wrong = read_identities(folder / FILE.name)
        findings += placed([*broken, *wrong], folder.name)
        found = {action.id: action.due for _, snapshot in kept for action in snapshot.actions}
        findings += _twice(sorted(found.keys() & dates.keys()), folder.name)
        dates |= found
        entries |= {one.id: (folder.name, one) for one in known.actions}
        everything += kept
    snapshots = tuple(snapshot for _, snapshot in sorted(everything, key=lambda one: one[0].day))
    first = {id_: _first(id_, dates, entries) for id_ in dates}
    return Carried(first, snapshots), findings + list(wrong_ways(entries, dates))


def unknown_carried(known: Identities, dates: Dates) -> Iterator[Finding]:
    """Yield an error for each action that is said to come from an earlier plan where no such action is."""
    for index, one in enumerate(known.actions):
        if one.carried_from and one.carried_from not in dates:
            yield _unknown(Place(str(FILE), key=f"action.{index}.carried_from"), one, dates)


def _unknown(place: Place, one: Entry, dates: Dates) -> Finding:
    said = f"Action {one.ref} is carried from an action that no earlier plan has."
    mend = nearest(one.carried_from or "", dates, f"Copy the `id` from actions.toml of that plan, below {EARLIER}/.")
    return error(place, said, mend)


def _twice(ids: list[str], slug: str) -> Iterator[Finding]:
    for id_ in ids:
        said = f"Another earlier plan has an action with the same id, {id_}."
        yield error(
            Place(f"{EARLIER}/{slug}/{FILE.name}"), said, "Give each its own, and name the other in `carried_from`."
        )


def _first(id_: str, dates: Dates, entries: Mapping[str, tuple[str, Entry]]) -> Due | None:
    """Return the first date of the first plan that knew the action; where that had none, of the next one."""
    way = [id_, *_way(id_, entries)]
    return next((due for one in reversed(way) if (due := dates.get(one)) and due.date), dates.get(id_))


def _way(id_: str, entries: Mapping[str, tuple[str, Entry]]) -> list[str]:
    """Return the ids from which *id_* was carried, one after the other, until one comes again."""
    way: list[str] = []
    while id_ in entries and (before := entries[id_][1].carried_from) and before not in way:
        way.append(before)
        id_ = before
    return way


def wrong_ways(entries: Mapping[str, tuple[str, Entry]], dates: Dates) -> Iterator[Finding]:
    """Yield an error for each action of an earlier plan that is carried from nowhere, or in a circle from itself."""
    for id_, (slug, one) in entries.items():
        place = Place(f"{EARLIER}/{slug}/{FILE.name}", key="carried_from")
        if one.carried_from and one.carried_from not in dates:
            yield _unknown(place, one, dates)
        elif id_ in _way(id_, entries):
            said = f"Action {one.ref} is carried from itself, by way of other plans."
            yield error(place, said, "Take `carried_from` away where the action began.")
