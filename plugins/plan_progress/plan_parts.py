"""Parts of a plan that the page of a plan shows, of this one and of earlier ones alike."""

from collections.abc import Sequence

from plugins.model.language import Language
from plugins.model.plan import Milestone, Plan
from plugins.model.views import View, when
from plugins.plan_progress.programme.months import month_of


def horizon(plan: Plan, language: Language) -> str | None:
    """Return from when to when a plan runs, or for how many months, None where it does not say."""
    starts, ends = plan.starts, plan.ends
    if starts is None:
        return language.ngettext("%(count)s month", "%(count)s months", plan.months) if plan.months else None
    if ends is None:
        return language.gettext("from %(start)s, with no end date", start=language.in_words(starts))
    return language.gettext("%(first)s to %(last)s", first=language.in_words(starts), last=language.in_words(ends))


def in_order_of_time(milestones: Sequence[Milestone]) -> list[Milestone]:
    """Return milestones by their dates, those without one last."""
    dated = sorted((one for one in milestones if one.date), key=lambda one: one.date.first if one.date else None)  # type: ignore[arg-type, return-value]  # all have dates
    return [*dated, *(one for one in milestones if not one.date)]


def milestone_view(one: Milestone, plan: Plan, language: Language) -> View:
    """Return a milestone of *plan* as a timeline shows it; a review says in which month of the plan it is."""
    states = {
        "done": language.gettext("Done"),
        "expected": language.gettext("Expected"),
        "in design": language.gettext("In design"),
    }
    shown = when(one.date, language) or {"iso": None, "words": language.gettext("No date yet")}
    return {
        "what": one.what,
        "when": shown["words"],
        "iso": shown["iso"],
        "state": one.state,
        "state_words": states[one.state],
        "body": one.body,
        "note": one.note,
        "month": month_of(plan, one.date, language) if one.kind == "review" else None,
    }
