"""The views of all that moved: the latest in full, one line for each day of the year, and a page for each old year."""

from plugins.model.history import Step
from plugins.model.plan import ProgressEntry, Theme
from plugins.model.views import View, day, head, link, when
from plugins.plan_progress.changes.days import LIST, Day, by_year, list_url, page_of
from plugins.plan_progress.changes.snapshot_view import groups_view
from plugins.plan_progress.changes.tally import tally_words
from plugins.plan_progress.desk import Desk

# Accounts of progress stand whole on the page of their theme. So many letters of them, the newest, stand here too, so
# that no page is heavy; for the others a line leads there.
LETTERS = 20_000


def list_view(desk: Desk) -> View:
    """Return the view of ``/plan/changes/``: what is latest in full, and the newest year."""
    words, years = desk.workspace.language.gettext, by_year(desk.days)
    order = list(years)
    summary = words(
        "Everything that has moved in the plan, newest first: what got done, what slipped and what was added."
    )
    feeds = desk.feeds_of(LIST)
    return {
        **_head(desk, words("What has changed in the plan"), summary, LIST),
        "plan": link(desk.plan.plan.name, "/plan/"),
        "latest": _latest(desk),
        "year": str(order[0]) if order else None,
        "days": _days(years[order[0]], desk) if order else [],
        "earlier": [_year_link(year, len(years[year]), order, desk) for year in order[1:]],
        "feed": feeds[0].link if feeds else None,
    }


def year_views(desk: Desk) -> list[View]:
    """Return the view of ``/plan/changes/<year>/`` for each year but the newest: there is none for the first year.

    A page leads back and never forward: a new year changes no page of an old one.
    """
    years = by_year(desk.days)
    order = list(years)
    return [
        {
            **_head(desk, _title(year, desk), _summary(year, desk), list_url(year, order), inside=True),
            "days": _days(years[year], desk),
            "previous": link(_title(before, desk), list_url(before, order)) if before else None,
        }
        for year, before in zip(order[1:], [*order[2:], None], strict=False)
    ]


def _head(desk: Desk, title: str, summary: str, url: str, *, inside: bool = False) -> View:
    words = desk.workspace.language.gettext
    crumbs = [(words("Home"), "/"), (desk.plan.plan.name, "/plan/")]
    crumbs += [(words("What has changed in the plan"), LIST)] if inside else []
    return head(title=title, summary=summary, url=url, section="plan", crumbs=crumbs, feeds=desk.feeds_of(LIST))


def _title(year: int, desk: Desk) -> str:
    return desk.workspace.language.gettext("What changed in the plan in %(year)s", year=year)


def _summary(year: int, desk: Desk) -> str:
    return desk.workspace.language.gettext("Everything that moved in the plan in %(year)s, newest first.", year=year)


def _year_link(year: int, count: int, order: list[int], desk: Desk) -> View:
    words = desk.workspace.language.ngettext
    title = words(
        "What changed in the plan in %(year)s (%(count)s date)",
        "What changed in the plan in %(year)s (%(count)s dates)",
        count,
        year=year,
    )
    return link(title, list_url(year, order))


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


def _days(days: list[Day], desk: Desk) -> list[View]:
    found, letters = [], 0
    for one in days:
        letters += sum(len(entry.html) for _theme, entry in one.entries)
        found.append(_day(one, desk, whole=letters <= LETTERS))
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
    """Return the way to a snapshot; where it was published in another year than its data is of, that day is told."""
    language, kept = desk.workspace.language, step.kept
    line = link(tally_words(step, desk.plan.history, language), page_of(step))
    return {**line, "published": day(kept.day, language) if kept.day.year != kept.as_at.year else None}


def _entry(theme: Theme, entry: ProgressEntry, *, whole: bool) -> View:
    return {
        "theme": link(f"{theme.number}. {theme.title}", f"/plan/{theme.slug}/"),
        "period": entry.period,
        "html": entry.html if whole else None,
    }
