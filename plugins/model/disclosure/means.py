"""Means and medians: averages over people, which can be taken apart when the groups of a total are shown beside it."""

from collections.abc import Mapping

from plugins.model.figures import Why
from plugins.model.measures import Protection


def hide_means(
    people: Mapping[str, int | None], rule: Protection, whys: Mapping[str, Why], *, adds_up: bool
) -> dict[str, Why]:
    """Return the groups of one period whose average must not be shown, each with the reason.

    *people* says over how many people each group's average is; "" is everybody. *whys* are averages hidden before.
    From everybody's average and those of all other groups, that of one hidden group follows; that of several hidden
    groups together follows too, so together they are at least as many people as an average must be built on.
    """
    least = max(rule.threshold, rule.least_denominator)
    hidden: dict[str, Why] = dict(whys)
    hidden |= {group: "built on a small number" for group, count in people.items() if count is None or count < least}
    if not adds_up or "" in hidden or "" not in people:
        return hidden
    open_groups = sorted((people[group] or 0, group) for group in people if group and group not in hidden)
    while set(hidden) & set(people) and not _is_enough(hidden, people, least):
        group = open_groups.pop(0)[1] if open_groups else ""
        hidden[group] = "would give another away"
    return hidden


def _is_enough(hidden: Mapping[str, Why], people: Mapping[str, int | None], least: int) -> bool:
    ours = [people[group] or 0 for group in hidden if group in people]
    return "" in hidden or (len(ours) > 1 and sum(ours) >= least)
