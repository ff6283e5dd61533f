"""What was promised of a measure, as a snapshot seals it: nothing of it can be changed later without being told.

The definition of a measure says more; this is only what a reader could hold the partnership to.
"""

from typing import Literal

from plugins.model.dates import PlanDate
from plugins.model.periods import Period
from plugins.model.values import Quantity, Text, Value

Direction = Literal["up", "down", "neutral"]
GoalKind = Literal["target", "milestone"]


class Goal(Value):
    """A value promised by a date, in the unit of its series."""

    by: PlanDate
    value: Quantity
    kind: GoalKind = "target"


class Start(Value):
    """Where the measure stood when the promise was made."""

    period: Period
    value: Quantity


class Promise(Value):
    """Which way is good, what is counted, where it started, and what shall be reached by when.

    Legal time limits stand in ``definition`` as their words: another limit is another promise. ``targets`` are in the
    order of their dates, so that their order in a file says nothing.
    """

    direction: Direction
    definition: Text
    basis: Text | None = None
    baseline: Start | None = None
    targets: tuple[Goal, ...] = ()
