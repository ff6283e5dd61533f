"""The day on which an action was done, held against its status, the calendar and what was public before."""

from datetime import date

from plugins.model.actions import Action


def finished(told: Action, open_on: date | None, today: date, *, done: bool) -> tuple[Action, list[tuple[str, str]]]:
    """Return the action with the day it was done, where that can be, and what is doubtful of it, each with its mend.

    *open_on* is the last day on which it was published as not done.
    """
    day = told.completed
    if day is None:
        return told, []
    without = told.model_copy(update={"completed": None})
    if not done:
        said = f"Action {told.ref} has a day on which it was done, and its status is not done: the day is left out."
        return without, [(said, "Correct the status, or empty the cell.")]
    if day > today:
        said = f"The day on which action {told.ref} was done has not come yet, so it is left out."
        return without, [(said, "Write the day on which it was done, or empty the cell.")]
    if open_on and day < open_on:
        said = (
            f"Action {told.ref} is said to have been done on {day:%d/%m/%Y}, "
            f"and on {open_on:%d/%m/%Y} it was still published as not done."
        )
        return told, [(said, "Look whether the day is right: how late it was is counted to it.")]
    return told, []
