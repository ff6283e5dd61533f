"""The improvement plan: what it is, what it answers, its themes and its milestones."""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

from plugins.model.dates import PlanDate
from plugins.model.downloads import Download
from plugins.model.inspection import Inspection
from plugins.model.kinds import Quotation, ThemeText
from plugins.model.values import Address, Day, Email, Identity, Line, Slug, Text, Value, mistake

Keys = tuple[int | str, ...]
SECTIONS = ("will_do", "families", "young_people", "actions", "different", "progress", "improve")


def _up_to(most: int) -> AfterValidator:
    def bounded(number: int) -> int:
        if not 1 <= number <= most:
            raise mistake(f"This is not between 1 and {most}.", f"Write a number from 1 to {most}.")
        return number

    return AfterValidator(bounded)


class Sections(Value):
    """The headings of every theme page, in their fixed order."""

    will_do: Line = "What we will do"
    families: Line = "What families told us"
    young_people: Line = "What young people told us"
    actions: Line = "Our actions"
    different: Line = "What will be different"
    progress: Line = "Progress to date"
    improve: Line = "What still needs to improve"


class Milestone(Value):
    """Something on the way: done, expected, or still in design (then it may have no date).

    ``actions`` are the numbers of the actions that belong to it.
    """

    what: Line
    kind: Literal[
        "inspection", "report", "submitted", "approved", "announced", "published", "review", "direction", "other"
    ] = "other"
    date: PlanDate | None = None
    state: Literal["done", "expected", "in design"] = "done"
    body: Line | None = None
    note: Text | None = None
    actions: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def dated(self) -> Self:
        """Refuse a milestone that is done or expected and has no date."""
        if self.date is None and self.state != "in design":
            raise mistake(f"The milestone “{self.what}” has no date.", 'Add `date`, or say `state = "in design"`.')
        return self


class EarlierPlan(Value):
    """A plan that came before this one."""

    type: Line
    name: Line | None = None
    date: PlanDate | None = None
    note: Text | None = None
    url: Address | None = None


class Document(Value):
    """The plan as a document to read elsewhere or to download."""

    title: Line
    url: Address
    format: Line = "web page"
    note: Line | None = None


OWN_PAGES = {"actions", "changes", "earlier", "inspection", "findings", "boards", "workstreams", "families-view"}


def _free(slug: str) -> str:
    if slug in OWN_PAGES:
        raise mistake(f"/plan/{slug}/ is a page of its own.", "Give the theme another slug.")
    return slug


class Theme(Value):
    """A themed area of the plan: its number, its title and its place in the address."""

    number: Annotated[int, _up_to(99)]
    title: Line
    slug: Annotated[Slug, AfterValidator(_free)]
    partners: tuple[Line, ...] = ()


def _is_public(status: str) -> str:
    if status.casefold() == "draft":
        raise mistake(
            "All that plan.toml says is public: a plan has no draft.",
            "Keep plan.toml elsewhere until it may be read, or say “working draft”: everybody is shown these words.",
        )
    return status


class Plan(Value):
    """The plan as ``content/plan/plan.toml`` gives it.

    After ``patience_days`` without an update the page of the plan says so, and what has passed its date meanwhile.
    """

    id: Identity
    name: Line
    type: Line
    status: Annotated[Line, AfterValidator(_is_public)] = "published"
    summary: Text
    why: Text | None = None
    themes_count: Annotated[int, _up_to(99)] | None = None
    starts: PlanDate | None = None
    ends: PlanDate | None = None
    months: Annotated[int, _up_to(240)] | None = None
    patience_days: Annotated[int, _up_to(366)] = 28
    coproduction: Text | None = None
    coproduced_with: tuple[Line, ...] = ()
    sources: tuple[Line, ...] = ()
    governance: Text | None = None
    comments: Email | None = None
    document: Document | None = None
    downloads: tuple[Download, ...] = ()
    inspection: Inspection | None = None
    milestones: tuple[Milestone, ...] = ()
    earlier_plans: tuple[EarlierPlan, ...] = ()
    earlier_inspections: tuple[Inspection, ...] = ()
    sections: Sections = Sections()
    themes: tuple[Theme, ...] = ()

    @model_validator(mode="after")
    def counted(self) -> Self:
        """Refuse a number of themes other than the one that is declared, and numbers or addresses used twice."""
        if self.themes_count is not None and self.themes_count != len(self.themes):
            raise mistake(
                f"The plan says it has {self.themes_count} themes, but {len(self.themes)} are listed.",
                "List every theme under [[themes]], or correct `themes_count`.",
            )
        for what in ("number", "slug"):
            used = [getattr(theme, what) for theme in self.themes]
            if twice := sorted({value for value in used if used.count(value) > 1}):
                raise mistake(f"Two themes have the same {what}: {twice[0]}.", f"Give each theme its own {what}.")
        return self

    @property
    def inspections(self) -> tuple[tuple[Keys, Inspection], ...]:
        """Each inspection with its keys, the one that this plan answers first."""
        own: tuple[tuple[Keys, Inspection], ...] = ((("inspection",), self.inspection),) if self.inspection else ()
        return (*own, *((("earlier_inspections", number), one) for number, one in enumerate(self.earlier_inspections)))

    @property
    def roles(self) -> dict[Keys, str]:
        """The words that must be roles, by their keys."""
        return {(*where, *keys): role for where, one in self.inspections for keys, role in one.roles.items()}

    @model_validator(mode="after")
    def begun_before_it_ends(self) -> Self:
        """Refuse a plan that ends before it starts."""
        if self.starts and self.ends and self.ends.last < self.starts.first:
            raise mistake("The plan ends before it starts.", "Correct `starts` or `ends`.")
        return self

    @model_validator(mode="after")
    def approved_in_order(self) -> Self:
        """Refuse a plan that was approved before it was submitted, or published before it was approved."""
        order = ("submitted", "approved", "published")
        dates = {m.kind: m.date for m in self.milestones if m.kind in order and m.date and m.state == "done"}
        steps = [(kind, dates[kind]) for kind in order if kind in dates]
        for (earlier, before), (later, after) in pairwise(steps):
            if after.last < before.first:
                raise mistake(
                    f"The plan was {later} before it was {earlier}.", "Check the dates of these two milestones."
                )
        return self


class ProgressEntry(Value):
    """A dated account of what has moved, and the period it speaks of."""

    date: Day
    period: Line
    html: str


class ThemePage(Value):
    """A theme with its words: the HTML of each section, its progress and what may be quoted."""

    theme: Theme
    text: ThemeText
    sections: dict[str, str]
    progress: tuple[ProgressEntry, ...] = ()

    def quotations(self, voice: str) -> tuple[Quotation, ...]:
        """Return the quotations of *voice* that may be published."""
        return tuple(quote for quote in self.text.quotations if quote.voice == voice and not quote.why_not)
