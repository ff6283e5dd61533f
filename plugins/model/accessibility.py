"""The accessibility statement: how well the site works for everyone, said honestly."""

from typing import Literal, Self

from pydantic import model_validator

from plugins.model.values import Day, Line, Text, Value, mistake


class Audit(Value):
    """A manual accessibility audit: without a dated one nobody may call a site fully compliant."""

    on: Day
    by: Line


class KnownIssue(Value):
    """Something on the site that does not yet meet the standard."""

    problem: Text
    who: Text
    criterion: Line
    fixed_by: Line


class Accessibility(Value):
    """What the accessibility statement says (SI 2018/952, and the model statement of Commission Decision 2018/1523)."""

    status: Literal["fully", "partially", "not"]
    prepared: Day
    reviewed: Day
    tested: Day
    tested_by: Line
    how_tested: Text
    reply_days: int
    audit: Audit | None = None
    issues: tuple[KnownIssue, ...] = ()
    burden: Text | None = None
    out_of_scope: Text | None = None
    improving: Text | None = None

    @model_validator(mode="after")
    def honest(self) -> Self:
        """Refuse “fully compliant” without a dated manual audit, or beside known issues."""
        if self.status == "fully" and (self.audit is None or self.issues):
            raise mistake(
                "The statement may not say “fully compliant” without a dated manual audit and with no known issue.",
                "Set status to “partially”, or add [accessibility.audit] with `on` and `by` and clear the issues.",
            )
        if self.status == "partially" and not self.issues:
            raise mistake("“Partially compliant” needs at least one known issue.", "Add [[accessibility.issues]].")
        return self
