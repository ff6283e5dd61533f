"""Actions that left the plan, or were said to: everybody is told why, or that no reason is given."""

from collections.abc import Iterator, Sequence
from datetime import date

from plugins.model.actions import Action
from plugins.model.findings import Finding, Place, error, warning
from plugins.model.identity import Entry
from plugins.sources.ground import Ground
from plugins.sources.identities import FILE, Identities
from plugins.sources.tracker.reading import Reading

_SAY_WHY = f"Under its entry in {FILE}, write why in `removed`, or the id of the action it went into in `merged_into`."


def departures(
    ground: Ground, reading: Reading, actions: Sequence[Action], identities: Identities, today: date
) -> Iterator[Finding]:
    """Yield what is doubtful: actions gone without a word, ones still there that are said to be gone, later days."""
    here = {action.id for action in actions}
    entries = identities.entries
    for action in ground.last.actions if ground.last else ():
        entry = entries.get(action.id)
        if action.id not in here and not (entry and (entry.removed or entry.merged_into)):
            said = f"Action {action.ref} leaves the plan. No reason is given, and everybody is told so."
            yield warning(Place(str(FILE)), said, _SAY_WHY)
    for index, entry in enumerate(identities.actions):
        yield from _still_there(entry, Place(str(FILE), key=f"action.{index}"), reading)
        yield from _too_early(entry, Place(str(FILE), key=f"action.{index}.corrections"), today)


def _still_there(entry: Entry, place: Place, reading: Reading) -> Iterator[Finding]:
    if entry.ref.casefold() not in reading.present - reading.withheld:
        return
    if entry.merged_into:
        said = f"Action {entry.ref} is said to be part of another action now, and is still in the tracker."
        yield error(place, said, "Take its row out of the tracker, or take `merged_into` away.")
    elif entry.removed:
        said = f"Action {entry.ref} is said to have left the plan, and is still in the tracker: it stays public."
        yield warning(place, said, "Take its row out. If it came back, leave the line: it says why it had left.")


def _too_early(entry: Entry, place: Place, today: date) -> Iterator[Finding]:
    if any(one.on > today for one in entry.corrections):
        said = f"A correction of the first date of action {entry.ref} is of a day that has not come yet."
        yield error(place, said, "`on` is the day since when the corrected date is public: write today.")
