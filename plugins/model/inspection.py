"""An inspection of the local area: who came, when, and what they found."""

from collections import Counter
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, model_validator

from plugins.model.dates import PlanDate
from plugins.model.values import Address, Day, Line, Slug, Text, Value, mistake

Outcome = Literal[
    "typically positive experiences and outcomes",
    "inconsistent experiences and outcomes",
    "widespread and/or systemic failings",
]


class InspectorsWords(Value):
    """The judgement in the inspectors' own words, with its source."""

    text: Text
    source: Line
    url: Address | None = None


class InspectorsFinding(Value):
    """Something the inspectors found that must change: in short, and where it has a ``slug``, as a page of its own.

    ``words`` are the inspectors', ``title`` and ``what_we_do`` are ours. ``actions`` are numbers of actions of the
    plan, ``measures`` ids of measures, ``accountable`` a role.
    """

    title: Text
    slug: Slug | None = None
    words: InspectorsWords | None = None
    what_we_do: Text | None = None
    themes: tuple[Slug, ...] = ()
    actions: tuple[Line, ...] = ()
    measures: tuple[Slug, ...] = ()
    accountable: Line | None = None

    @model_validator(mode="after")
    def answered(self) -> Self:
        """Refuse a page without the inspectors' words and somebody accountable, and an answer that has no page."""
        if self.slug is None and (self.words or self.what_we_do or self.themes or self.actions or self.measures):
            raise mistake("This finding has an answer and no page.", "Give it a `slug`, for example late-plans.")
        if self.slug is not None and (self.words is None or self.accountable is None):
            missing = "words" if self.words is None else "accountable"
            raise mistake(
                f"The page of this finding has no `{missing}`.",
                "A page needs the inspectors' `words` (text, source) and the role that is `accountable`.",
            )
        return self


def _titled(value: Any) -> Any:  # whatever stands in the file
    return {"title": value} if isinstance(value, str) else value


Found = Annotated[InspectorsFinding, BeforeValidator(_titled)]
"""A finding, written as text alone or as a table."""


class SelfEvaluation(Value):
    """What the partnership had said of itself before: where it can be read."""

    title: Line
    url: Address
    date: PlanDate | None = None


class Inspection(Value):
    """An inspection of the local area. A visit known only to the month gives ``visited``."""

    kind: Line = "Area SEND inspection"
    bodies: tuple[Line, ...]
    first_day: Day | None = None
    last_day: Day | None = None
    visited: PlanDate | None = None
    report_published: PlanDate | None = None
    outcome: Outcome | None = None
    outcome_words: Text | None = None
    words: InspectorsWords | None = None
    strengths: tuple[Text, ...] = ()
    priority_actions: tuple[Found, ...] = ()
    improvements: tuple[Found, ...] = ()
    self_evaluation: SelfEvaluation | None = None
    report_url: Address | None = None

    @property
    def roles(self) -> dict[tuple[int | str, ...], str]:
        """The words that must be roles, by their keys: who is accountable for each finding."""
        lists = {"priority_actions": self.priority_actions, "improvements": self.improvements}
        found = ((key, number, one) for key, given in lists.items() for number, one in enumerate(given))
        return {(key, number, "accountable"): one.accountable for key, number, one in found if one.accountable}

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Refuse days out of order: first day, last day, report."""
        days = [day for day in (self.first_day, self.last_day) if day]
        if self.report_published:
            days.append(self.report_published.last)
        if days != sorted(days):
            raise mistake("The days of the inspection are out of order.", "First day, last day, then the report.")
        return self

    @model_validator(mode="after")
    def apart(self) -> Self:
        """Refuse two findings with one slug: they would have one address."""
        used = Counter(one.slug for one in (*self.priority_actions, *self.improvements) if one.slug)
        if twice := [slug for slug, count in used.items() if count > 1]:
            raise mistake(f"Two findings have the same slug: {twice[0]}.", "Give each finding its own slug.")
        return self
