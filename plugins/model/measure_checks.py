"""What a definition of a measure must not say, because it would contradict itself or could not be kept."""

from typing import TYPE_CHECKING

from plugins.model.periods import EXAMPLES
from plugins.model.values import mistake

if TYPE_CHECKING:
    from plugins.model.measures import Measure


def refuse_contradictions(one: "Measure") -> None:
    """Raise ``PydanticCustomError``, which says how to mend it, for the first contradiction in a definition."""
    for check in (_is_public, _resets, _dates, _twice, _values, _directions, _comparable):
        check(one)


def _is_public(one: "Measure") -> None:
    """Refuse to read as our own, to be protected, what is public already or has no denominators."""
    if one.source.kind == "dfe" and not one.public_already:
        raise mistake(f"{one.id}: figures of the Department are public already.", "Take `public_already` out.")
    if one.source.kind == "table" and one.is_protected:
        said = f"{one.id}: a wide table gives no denominators, so its small numbers cannot be protected."
        mend = (
            "If its owner has published it, say `public_already = true`; if it counts no people, "
            "`about_people = false`. If neither is so, give it as our own CSV."
        )
        raise mistake(said, mend)
    if one.public_already and one.source.kind != "dfe" and one.source_url is None:
        said = f"{one.id}: `public_already` does not say where its figures are public."
        raise mistake(said, "Add `source_url`, where anybody can read them; or take `public_already` out.")


def _resets(one: "Measure") -> None:
    if (one.period == "year to date") != (one.resets is not None):
        said = f"{one.id}: a year to date, and nothing else, has a month in which it `resets`."
        raise mistake(said, 'Write `resets = "September"` beside `period = "year to date"`.')
    try:
        _ = one.resets_month
    except ValueError:
        raise mistake(f"{one.id}: “{one.resets}” is not a month.", "Write its name, for example September.") from None


def _dates(one: "Measure") -> None:
    """Refuse a period that is none, and a target or milestone that is due before the baseline was measured."""
    mend = f"This measure's periods are written like this: {EXAMPLES[one.period]}."
    try:
        _ = one.breaks_at
    except ValueError:
        raise mistake(f"{one.id}: the period of a break is not understood.", mend) from None
    try:
        begins = one.begins
    except ValueError:
        other = "Another kind of period says what it is: academic year 2021/22."
        raise mistake(f"{one.id}: the period of the baseline is not understood.", f"{mend} {other}") from None
    if begins and any(target.by.last <= begins.last for target in one.targets):
        raise mistake(f"{one.id}: a target is due before the end of its baseline.", "Correct one of the two dates.")


def _twice(one: "Measure") -> None:
    """Refuse two promises or two breaks at one time, and a step on the way that comes after the end of it."""
    goals = [(goal.kind, goal.by) for goal in one.targets]
    if len(set(goals)) < len(goals):
        raise mistake(f"{one.id}: two targets or two milestones have the same date.", "Take one of them out.")
    if len({span for span, _why in one.breaks_at}) < len(one.breaks):
        raise mistake(f"{one.id}: two breaks have the same period.", "Say both reasons in one of them.")
    ends = [goal.by.last for goal in one.targets if goal.kind == "target"]
    if ends and any(goal.by.last > max(ends) for goal in one.targets):
        raise mistake(f"{one.id}: a milestone comes after the last target.", "Correct its date, or its `kind`.")


def _values(one: "Measure") -> None:
    """Refuse a promise that cannot be kept: a percentage below 0 or above 100, or fewer than none."""
    promised = [target.value for target in one.targets] + ([one.baseline.value] if one.baseline else [])
    if one.unit == "percent" and any(not 0 <= value <= 100 for value in promised):
        raise mistake(f"{one.id}: a percentage cannot be below 0 or above 100.", "Correct its baseline or targets.")
    if one.unit in {"number", "rate", "weeks", "days", "months"} and any(value < 0 for value in promised):
        raise mistake(f"{one.id}: there cannot be fewer than 0 of it.", "Correct its baseline or targets.")


def _directions(one: "Measure") -> None:
    """Refuse a target that is worse than the start: it would be met by doing nothing."""
    if one.baseline is None or one.direction == "neutral":
        return
    start, is_up = one.baseline.value, one.direction == "up"
    ends = [goal.value for goal in one.targets if goal.kind == "target"]
    if any(end < start if is_up else end > start for end in ends):
        said = f"{one.id}: a target is worse than the baseline, as `direction` says."
        raise mistake(said, "Look at `direction`, or correct one of the two values.")


def _comparable(one: "Measure") -> None:
    """Refuse a comparator that is defined in another way, and two for one place."""
    for other in one.comparators:
        if other.definition is not None and other.definition.split() != one.definition.split():
            said = f"{one.id}: {other.place} is defined in another way, so it cannot be compared."
            raise mistake(said, "Take the comparator out, or find figures with the same definition.")
    places = [other.place.casefold() for other in one.comparators]
    if len(set(places)) < len(places):
        raise mistake(f"{one.id}: two comparators have the same place.", "Give each its own `place`.")
