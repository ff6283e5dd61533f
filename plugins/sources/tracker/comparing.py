"""What a tracker would change beside the last snapshot: what would be lost, and what was perhaps renumbered."""

from collections.abc import Iterator, Sequence

from plugins.model.actions import Action, Snapshot
from plugins.model.area import Tracker
from plugins.model.findings import Finding, Place, error, warning
from plugins.sources.ground import Ground
from plugins.sources.identities import FILE
from plugins.sources.tracker.reading import Reading

MOST_LISTED = 10


def lost(ground: Ground, reading: Reading, settings: Tracker, place: Place) -> list[Finding]:
    """Return an error where more of the published actions than the area allows are in no row of the tracker.

    Those that somebody said have left, or are part of another action now, are not lost.
    """
    entries = ground.identities.entries
    known = ground.last.actions if ground.last else ()
    said_gone = {id_ for id_, one in entries.items() if one.removed or one.merged_into}
    now = {id_: one.ref.casefold() for id_, one in entries.items()}
    still = [action for action in known if action.id not in said_gone]
    gone = [action.ref for action in still if now.get(action.id, action.ref.casefold()) not in reading.present]
    if len(gone) - reading.nameless <= settings.max_lost * len(known):
        return []
    listed = ", ".join(gone[:MOST_LISTED]) + (" and others" if len(gone) > MOST_LISTED else "")
    said = f"{len(gone)} of the {len(known)} published actions {'is' if len(gone) == 1 else 'are'} in no row: {listed}."
    mend = "Is a filter on, or is it another file? If they did go, raise `max_lost` under [tracker] for this one pull."
    return [error(place, said, mend)]


def renumbered(last: Snapshot | None, actions: Sequence[Action]) -> Iterator[Finding]:
    """Yield a warning for each action that has the words another one had: perhaps only the numbers changed."""
    old = {action.id: action for action in last.actions} if last else {}
    now = {action.id: action.text for action in actions}
    moved = {action.text: action for action in old.values() if now.get(action.id) != action.text}
    for action in actions:
        before = moved.get(action.text)
        if before and (action.id not in old or old[action.id].text != action.text):
            said = f"Action {action.ref} now has the words that action {before.ref} had."
            mend = f"If the office renumbered, say so in {FILE} before you accept: the head of that file tells how."
            yield warning(Place(str(FILE)), said, mend)
