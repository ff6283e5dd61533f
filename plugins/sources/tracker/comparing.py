"""What a tracker would change beside the last snapshot: what would be lost, renumbered, or said nowhere else."""

from collections.abc import Iterator

from plugins.model.actions import Action, Snapshot
from plugins.model.area import Area, Tracker
from plugins.model.changes import changes, sentence
from plugins.model.findings import Finding, Place, error, warning
from plugins.model.language import Language
from plugins.sources.identities import FILE
from plugins.sources.tracker.ground import Ground
from plugins.sources.tracker.reading import Reading

MOST_LISTED = 10


def lost(ground: Ground, reading: Reading, settings: Tracker, place: Place) -> list[Finding]:
    """Return an error where more of the published actions than the area allows are in no row of the tracker."""
    now = {one.id: one.ref.casefold() for one in ground.identities.actions}
    known = ground.last.actions if ground.last else ()
    present = reading.present | ground.identities.merged
    gone = [action.ref for action in known if now.get(action.id, action.ref.casefold()) not in present]
    if len(gone) - reading.nameless <= settings.max_lost * len(known):
        return []
    listed = ", ".join(gone[:MOST_LISTED]) + (" and others" if len(gone) > MOST_LISTED else "")
    said = f"{len(gone)} of the {len(known)} published actions {'is' if len(gone) == 1 else 'are'} in no row: {listed}."
    mend = "Is a filter on, or is it another file? If they did go, raise `max_lost` under [tracker] for this one pull."
    return [error(place, said, mend)]


def renumbered(last: Snapshot | None, new: Snapshot) -> Iterator[Finding]:
    """Yield a warning for each action that has the words another one had: perhaps only the numbers changed."""
    old = {action.id: action for action in last.actions} if last else {}
    now = {action.id: action.text for action in new.actions}
    moved = {action.text: action for action in old.values() if now.get(action.id) != action.text}
    for action in new.actions:
        before = moved.get(action.text)
        if before and (action.id not in old or old[action.id].text != action.text):
            said = f"Action {action.ref} now has the words that action {before.ref} had."
            mend = f"If the office renumbered, say so in {FILE} before you accept: the head of that file tells how."
            yield warning(Place(str(FILE)), said, mend)


def sentences(last: Snapshot | None, new: Snapshot, area: Area, language: Language) -> tuple[str, ...]:
    """Return in words everything that would change in public."""
    if last is None:
        one, many = "This is the first plan data: %(count)s action.", "This is the first plan data: %(count)s actions."
        return (language.ngettext(one, many, len(new.actions)),)
    statuses = {status.id: status for status in area.statuses}
    told = [sentence(change, statuses, language) for change in changes(last, new, statuses)]
    told += _untold(last, new, language)
    if not told and last.actions != new.actions:
        told.append(language.gettext("Some dates are written in another way and mean the same."))
    if last.as_at != new.as_at:
        told.append(language.gettext("The plan is then as at %(day)s.", day=language.day(new.as_at)))
    return tuple(told)


def _untold(last: Snapshot, new: Snapshot, language: Language) -> Iterator[str]:
    """Yield a sentence for each action with changes that the public record of changes has no words for."""
    old = {action.id: action for action in last.actions}
    for action in new.actions:
        before = old.get(action.id)
        if before and (facts := [words for name, words in _facts(language) if _differs(name, before, action)]):
            message = "Of action %(ref)s this changes too: %(facts)s."
            yield language.gettext(message, ref=action.ref, facts=language.join(facts))


def _facts(language: Language) -> tuple[tuple[str, str], ...]:
    return (
        ("ref", language.gettext("its number")),
        ("theme", language.gettext("its theme")),
        ("lead", language.gettext("who leads it")),
        ("organisation", language.gettext("the organisation that leads it")),
        ("completed", language.gettext("the day it was completed")),
        ("updated", language.gettext("the day of its update")),
        ("due", language.gettext("its first date")),
        ("update", language.gettext("its update is taken away")),
    )


def _differs(name: str, before: Action, after: Action) -> bool:
    """Say whether a fact differs that no other sentence tells of."""
    was, now = getattr(before, name), getattr(after, name)
    if name == "update":
        return bool(was) and not now
    if name == "due":
        return bool(after.revised) and was != now
    if name == "updated":
        return bool(was != now) and before.update == after.update
    if name == "completed":
        return bool(was != now) and before.status == after.status
    return bool(was != now)
