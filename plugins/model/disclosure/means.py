"""Means and medians: averages over people, which can be taken apart when a total, or what came before, is shown too."""

from collections.abc import Iterator, Mapping, Sequence

from plugins.model.disclosure.raw import RawFigure
from plugins.model.figures import Why
from plugins.model.measures import Protection

People = Mapping[str, int | None]


def hide_means(people: People, rule: Protection, whys: Mapping[str, Why], *, adds_up: bool) -> dict[str, Why]:
    """Return the groups of one period whose average must not be shown, each with the reason.

    *people* says over how many people each group's average is; "" is everybody. *whys* are averages hidden before.
    From everybody's average and those of all other groups, that of one hidden group follows; that of several hidden
    groups together follows too, so together they are at least as many people as an average must be built on. Where
    groups need not add up, the average of those who are not in a group follows from the group's and everybody's.
    """
    least = least_people(rule)
    hidden: dict[str, Why] = dict(whys)
    hidden |= {group: "built on a small number" for group, count in people.items() if count is None or count < least}
    if "" in hidden or "" not in people:
        return hidden
    if not adds_up:
        for group in _nearly_all(people, least):
            hidden.setdefault(group, "would give another away")
        return hidden
    open_groups = sorted((people[group] or 0, group) for group in people if group and group not in hidden)
    while set(hidden) & set(people) and not _is_enough(hidden, people, least):
        group = open_groups.pop(0)[1] if open_groups else ""
        hidden[group] = "would give another away"
    return hidden


def least_people(rule: Protection) -> int:
    """Return how many people an average must be built on."""
    return max(rule.threshold, rule.least_denominator)


def few_since(averages: Sequence[RawFigure], least: int) -> Iterator[RawFigure]:
    """Yield each average of a year to date that too few people came to since the last one that stays shown.

    Ten weeks for twelve people and eleven for thirteen tell that the thirteenth waited 23.
    """
    shown: dict[tuple[object, str], int] = {}
    for one in sorted(averages, key=lambda one: one.period.last):
        line, people = (one.period.first, one.group), one.denominator or 0
        if one.period.kind != "year to date" or people < least:
            continue
        if 0 < people - shown.get(line, 0) < least:
            yield one
        else:
            shown[line] = people


def _nearly_all(people: People, least: int) -> Iterator[str]:
    everybody = people[""] or 0
    return (group for group, count in people.items() if group and 0 < everybody - (count or 0) < least)


def _is_enough(hidden: Mapping[str, Why], people: People, least: int) -> bool:
    ours = [people[group] or 0 for group in hidden if group in people]
    return "" in hidden or (len(ours) > 1 and sum(ours) >= least)
