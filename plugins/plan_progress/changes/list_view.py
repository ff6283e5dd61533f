"""The view of all that moved: the latest in full, then one line for each day, year by year."""

from itertools import groupby

from plugins.model.history import Step
from plugins.model.plan import ProgressEntry, Theme
from plugins.model.views import View, head, link, when
from plugins.plan_progress.changes.snapshot_view import groups_view
from plugins.plan_progress.changes.tally import tally_words
from plugins.plan_progress.changes.updates import Day, page_of
from plugins.plan_progress.desk import Desk

# Older accounts of progress stand whole on the page of their theme; here a line leads to them.
WHOLE = 40


def list_view(desk: Desk) -> View:
    """Return the view of ``/plan/changes/``."""
    words, name = desk.workspace.language.gettext, desk.plan.plan.name
    feeds = desk.feeds_of("/plan/changes/")
    summary = words(
        "Everything that has moved in the plan, newest first: what got done, what slipped and what was added."
    )
    return {
        **head(
            title=words("What has changed in the plan"),
            summary=summary,
            url="/plan/changes/",
            section="plan",
            crumbs=[(words("Home"), "/"), (name, "/plan/")],
            feeds=feeds,
        ),
        "plan": link(name, "/plan/"),
        "latest": _latest(desk),
        "years": _years(desk),
        "feed": feeds[0].link if feeds else None,
    }


def _latest(desk: Desk) -> View | None:
    steps = desk.plan.history.steps
    if not steps:
        return None
    return {
        "title": desk.board.names[steps[-1].kept.name],
        "url": page_of(steps[-1]),
        "line": tally_words(steps[-1], desk.plan.history, desk.workspace.language),
        **groups_view(steps[-1], desk),
    }


def _years(desk: Desk) -> list[View]:
    found, seen = [], 0
    for year, days in groupby(desk.days, key=lambda one: one.when.last.year):
        told = []
        for one in days:
            told.append(_day(one, desk, whole=seen < WHOLE))
            seen += len(one.entries)
        found.append({"year": str(year), "days": told})
    return found


def _day(one: Day, desk: Desk, *, whole: bool) -> View:
    return {
        "id": f"{one.when.precision}-{one.when.first}",
        "date": when(one.when, desk.workspace.language),
        "milestones": one.milestones,
        "lines": [_line(step, desk) for step in one.steps],
        "entries": [_entry(theme, entry, whole=whole) for theme, entry in one.entries],
    }


def _line(step: Step, desk: Desk) -> View:
    return link(tally_words(step, desk.plan.history, desk.workspace.language), page_of(step))


def _entry(theme: Theme, entry: ProgressEntry, *, whole: bool) -> View:
    return {
        "theme": link(f"{theme.number}. {theme.title}", f"/plan/{theme.slug}/"),
        "period": entry.period,
        "html": entry.html if whole else None,
    }
