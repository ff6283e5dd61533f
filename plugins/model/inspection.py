"""An inspection of the local area: who came, when, and what they found."""

from typing import Literal, Self

from pydantic import model_validator

from plugins.model.dates import PlanDate
from plugins.model.values import Address, Day, Line, Text, Value, mistake

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
    priority_actions: tuple[Text, ...] = ()
    improvements: tuple[Text, ...] = ()
    report_url: Address | None = None

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Refuse days out of order: first day, last day, report."""
        days = [day for day in (self.first_day, self.last_day) if day]
        if self.report_published:
            days.append(self.report_published.last)
        if days != sorted(days):
            raise mistake("The days of the inspection are out of order.", "First day, last day, then the report.")
        return self
