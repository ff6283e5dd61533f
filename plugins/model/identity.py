"""Who is who among the actions, whatever number the office gives them, and how an action left the plan."""

from datetime import date
from typing import Self

from pydantic import model_validator

from plugins.model.dates import PlanDate
from plugins.model.values import Day, Identity, Line, Text, Value, mistake


class Correction(Value):
    """That the first date of an action was wrong from the start: what it is, since when we say so, and why."""

    first: PlanDate
    on: Day
    why: Text


class Entry(Value):
    """An action's id, its number now and those before, the day it was first seen, and what became of it.

    ``carried_from`` is its id in an earlier plan: the first date it had there holds here too. An action that left was
    ``removed`` (why) or went into another (``merged_into`` its id; ``removed`` may say why too). ``reworded`` is the
    day on which somebody said that wholly other words are still the same action.
    """

    id: Identity
    ref: Line
    first_seen: Day
    was: tuple[Line, ...] = ()
    carried_from: Identity | None = None
    removed: Text | None = None
    merged_into: Identity | None = None
    reworded: Day | None = None
    corrections: tuple[Correction, ...] = ()

    @model_validator(mode="after")
    def sound(self) -> Self:
        """Refuse an action that went into itself, and a correction from before the action was public."""
        if self.merged_into == self.id:
            raise mistake("The action is merged into itself.", "Write the id of the action it went into.")
        if early := [one.on for one in self.corrections if one.on < self.first_seen]:
            said = f"The correction of {early[0]} is older than the action, which was first seen on {self.first_seen}."
            raise mistake(said, "`on` is the day since when the corrected first date is public: write that day.")
        return self

    def corrected(self, day: date) -> Correction | None:
        """Return the correction that holds on *day*: the latest that is not after it."""
        return max((one for one in self.corrections if one.on <= day), key=lambda one: one.on, default=None)
