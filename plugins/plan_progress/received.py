"""When plan data was last received, since when an update has been refused, and which month of the plan it is."""

from datetime import date, timedelta

from plugins.model.actions import Received
from plugins.model.clock import Clock, start_of
from plugins.model.views import View
from plugins.sources.plan import PlanSources
from plugins.sources.workspace import Workspace

PATIENCE = timedelta(days=3)


def received_by_now(sources: PlanSources, clock: Clock) -> Received | None:
    """Return when data came last, None where it has not come by the time of the build: a build may be of the past."""
    received = sources.received
    return received if received and clock.has_passed(received.received) else None


def received_view(sources: PlanSources, workspace: Workspace) -> View:
    """Return when data came last; a refusal since then is told once it is three days old."""
    language, received = workspace.language, received_by_now(sources, workspace.clock)
    if received is None:
        return {"received": None, "refused_since": None}
    since = received.refused_since
    told = since is not None and since > received.received and workspace.clock.has_passed(since + PATIENCE)
    return {
        "received": language.moment(received.received),
        "refused_since": language.day(since) if since and told else None,
    }


def month_words(sources: PlanSources, workspace: Workspace) -> str | None:
    """Return for example “month 7 of 18”, or None before the plan starts, after it ends, or where it has no months."""
    plan, clock = sources.plan, workspace.clock
    if plan.starts is None or plan.months is None:
        return None
    begun = [clock.has_passed(start_of(_month(plan.starts.first, number))) for number in range(plan.months + 1)]
    number = sum(begun)
    if not 0 < number <= plan.months:
        return None
    return workspace.language.gettext("month %(number)s of %(months)s", number=number, months=plan.months)


def _month(first: date, number: int) -> date:
    months = first.year * 12 + first.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)
