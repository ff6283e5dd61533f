"""Measures: what each one means, which way is good, where it comes from, and what was promised of it.

Definitions are ``content/plan/measures.toml``. Figures come with ``invoke pull`` and are kept in the snapshots.
"""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from plugins.model.dates import PlanDate
from plugins.model.figures import Unit
from plugins.model.measure_checks import refuse_contradictions
from plugins.model.measure_sources import Source
from plugins.model.periods import Period, PeriodKind, month_number, period, spoken_period
from plugins.model.promised import Direction, GoalKind
from plugins.model.values import Address, Day, Line, Quantity, Slug, Text, Value, mistake


class Outcome(Value):
    """What should be different for families, and so which measures belong together."""

    id: Slug
    title: Line
    text: Text | None = None


class Target(Value):
    """A value promised by a date. ``kind`` tells a milestone on the way from the target itself."""

    by: PlanDate
    value: Quantity
    kind: GoalKind = "target"
    raw: Line | None = None
    note: Text | None = None


class Baseline(Value):
    """Where the measure stood when the promise was made.

    ``period`` is one of the measure's kind, or says its kind: “academic year 2021/22”. ``Measure.begins`` reads it.
    """

    period: Line
    value: Quantity
    raw: Line | None = None


class Comparator(Value):
    """Somebody else's figures for the same definition and period: England, the region, neighbours."""

    place: Line
    definition: Line | None = None
    codes: tuple[Line, ...] = ()


class Withdrawn(Value):
    """That a measure is no longer published, since when and why."""

    on: Day
    why: Text


class Break(Value):
    """That figures from a period on cannot be compared with those before it."""

    period: Line
    why: Text


class Measure(Value):
    """One measure of the plan."""

    id: Slug
    title: Line
    outcome: Slug | None = None
    unit: Unit
    direction: Direction
    definition: Text
    basis: Line | None = None
    period: PeriodKind
    resets: Line | None = None
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    source: Source
    source_words: Line
    source_url: Address | None = None
    licence: Line | None = None
    public_already: bool = False
    about_people: bool = True
    adds_up: bool = False
    same_children: tuple[Slug, ...] = ()
    baseline: Baseline | None = None
    targets: tuple[Target, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    breaks: tuple[Break, ...] = ()
    themes: tuple[Slug, ...] = ()
    actions: tuple[Line, ...] = ()
    next_due: PlanDate | None = None
    withdrawn: Withdrawn | None = None

    @property
    def is_protected(self) -> bool:
        """Whether its small numbers are hidden: it is about people, and nobody has published it before."""
        return self.about_people and not self.public_already

    @property
    def resets_month(self) -> int | None:
        """The month (1 to 12) in which a year to date begins again."""
        return month_number(self.resets) if self.resets else None

    @property
    def begins(self) -> Period | None:
        """The period of the baseline."""
        return spoken_period(self.baseline.period, self.period, self.resets_month) if self.baseline else None

    @property
    def breaks_at(self) -> tuple[tuple[Period, str], ...]:
        """Each period from which figures cannot be compared with those before it, and why, oldest first."""
        known = [(period(self.period, one.period, self.resets_month), one.why) for one in self.breaks]
        return tuple(sorted(known, key=lambda one: one[0].first))

    @model_validator(mode="before")
    @classmethod
    def published_before(cls, raw: Any) -> Any:
        """Take what the Department for Education gives as public already: it is (its own guidance says so)."""
        source = raw.get("source") if isinstance(raw, dict) else None
        if isinstance(source, dict) and source.get("kind") == "dfe":
            return {"public_already": True, **raw}
        return raw

    @model_validator(mode="after")
    def honest(self) -> Self:
        """Refuse a definition that contradicts itself. Raises ``ValidationError`` with the first contradiction."""
        refuse_contradictions(self)
        return self


class Protection(Value):
    """The rule of disclosure control for figures that nobody has published before."""

    threshold: Annotated[int, Field(ge=3, le=50)] = 5
    least_denominator: Annotated[int, Field(ge=5, le=1000)] = 10


class Reveal(Value):
    """That a figure hidden before may now be shown, and why: it stands in public."""

    measure: Slug
    period: Line
    group: str = ""
    why: Text


class Measures(Value):
    """``content/plan/measures.toml``."""

    protection: Protection = Protection()
    outcomes: tuple[Outcome, ...] = ()
    measures: tuple[Measure, ...] = ()
    reveal: tuple[Reveal, ...] = ()

    @model_validator(mode="after")
    def consistent(self) -> Self:
        """Refuse two measures or outcomes with one id, and a measure of an outcome that is not listed."""
        for what, used in (
            ("measures", [one.id for one in self.measures]),
            ("outcomes", [one.id for one in self.outcomes]),
        ):
            if twice := sorted({one for one in used if used.count(one) > 1}):
                raise mistake(f"Two {what} have the same id, {twice[0]}.", "Give each its own.")
        known = {one.id for one in self.outcomes}
        if lost := [one for one in self.measures if one.outcome and one.outcome not in known]:
            mend = "List it under [[outcomes]], or correct the spelling."
            raise mistake(f"The measure {lost[0].id} belongs to “{lost[0].outcome}”, which is no outcome.", mend)
        ids = {one.id for one in self.measures}
        for one in self.measures:
            if strange := sorted(set(one.same_children) - ids):
                said = f"`same_children` of {one.id} names the measure “{strange[0]}”, which is not there."
                raise mistake(said, "Correct its spelling, or take it out.")
        return self

    def counted_with(self, measure: Measure) -> tuple[Measure, ...]:
        """Return the other measures about people that count the same children, whichever of them says so."""
        found, size = {measure.id}, 0
        while size < len(found):
            size = len(found)
            found |= {one.id for one in self.measures if found & set(one.same_children)}
            found |= {other for one in self.measures if one.id in found for other in one.same_children}
        return tuple(one for one in self.measures if one.id in found - {measure.id} and one.about_people)
