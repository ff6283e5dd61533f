"""Measures: what each one means, which way is good, where it comes from, and what was promised of it.

Definitions are ``content/plan/measures.toml``. Figures come with ``invoke pull`` and are kept in the snapshots.
"""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from plugins.model.dates import PlanDate
from plugins.model.figures import Unit
from plugins.model.measure_sources import Source
from plugins.model.periods import EXAMPLES, Period, PeriodKind, month_number, period, spoken_period
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
        for check in (_is_public, _resets, _dates, _values, _comparable):
            check(self)
        return self


def _is_public(one: Measure) -> None:
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


def _resets(one: Measure) -> None:
    if (one.period == "year to date") != (one.resets is not None):
        said = f"{one.id}: a year to date, and nothing else, has a month in which it `resets`."
        raise mistake(said, 'Write `resets = "September"` beside `period = "year to date"`.')
    try:
        _ = one.resets_month
    except ValueError:
        raise mistake(f"{one.id}: “{one.resets}” is not a month.", "Write its name, for example September.") from None


def _dates(one: Measure) -> None:
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


def _values(one: Measure) -> None:
    """Refuse a promise that cannot be kept: a percentage below 0 or above 100."""
    promised = [target.value for target in one.targets] + ([one.baseline.value] if one.baseline else [])
    if one.unit == "percent" and any(not 0 <= value <= 100 for value in promised):
        raise mistake(f"{one.id}: a percentage cannot be below 0 or above 100.", "Correct its baseline or targets.")


def _comparable(one: Measure) -> None:
    """Refuse a comparator that is defined in another way, and two for one place."""
    for other in one.comparators:
        if other.definition is not None and other.definition.split() != one.definition.split():
            said = f"{one.id}: {other.place} is defined in another way, so it cannot be compared."
            raise mistake(said, "Take the comparator out, or find figures with the same definition.")
    places = [other.place.casefold() for other in one.comparators]
    if len(set(places)) < len(places):
        raise mistake(f"{one.id}: two comparators have the same place.", "Give each its own `place`.")


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
        return self
