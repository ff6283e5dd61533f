"""Silence is not a way out: which dates have passed since the plan was last heard of."""

from collections.abc import Iterable, Mapping
from datetime import date

from plugins.model.actions import Action, in_order, standing
from plugins.model.area import Status


def passed_since(
    actions: Iterable[Action], statuses: Mapping[str, Status], as_at: date, today: date
) -> tuple[Action, ...]:
    """Return the actions, as a person counts them, that were open and in time on *as_at* and are past their date today.

    A date passes at the end of the last day that it can mean.
    """

    def is_late(action: Action, day: date) -> bool:
        return standing(action, statuses[action.status], day).is_late

    return in_order(one for one in actions if is_late(one, today) and not is_late(one, as_at))
