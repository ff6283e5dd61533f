"""Views of the dates for families: those to come, the past ones by year, and a page for each."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from plugins.model.clock import LONDON
from plugins.model.dates import month
from plugins.model.event_views import event_row, when_view
from plugins.model.events import Event
from plugins.model.views import View, day, head, link, links
from plugins.sources.entries import Entry
from plugins.sources.events import HOME
from plugins.sources.workspace import Workspace

PAST = f"{HOME}past/"
Date = Entry[Event]


def events_view(coming: Sequence[Date], workspace: Workspace) -> View:
    """Return the view of the dates to come, by month."""
    words, area = workspace.language.gettext, workspace.area
    return {
        **_head(words("Dates for families"), words("Meetings, talks and days to know, the next one first."), workspace),
        "months": [_month(first, found, workspace) for first, found in groupby(coming, key=_month_of)],
        "calendar": link(words("The calendar file"), f"{HOME}calendar.ics"),
        "calendar_address": f"{area.origin}{area.root}{HOME}calendar.ics",
        "past": link(words("Dates that have passed"), PAST),
    }


def _head(title: str, summary: str, workspace: Workspace, *below: str, **given: Any) -> View:
    words = workspace.language.gettext
    titles = {HOME: words("Dates for families"), PAST: words("Dates that have passed")}
    way = [(words("Home"), "/"), *((titles[url], url) for url in below)]
    return head(**{"title": title, "summary": summary, "url": HOME, "section": "news", "crumbs": way, **given})


def _month_of(one: Date) -> tuple[int, int]:
    begins = one.record.begins.astimezone(LONDON)
    return begins.year, begins.month


def _month(first: tuple[int, int], found: Iterable[Date], workspace: Workspace) -> View:
    year, number = first
    title = workspace.language.in_words(month(year, number))
    return {"id": f"month-{year}-{number:02}", "title": title, "events": _rows(found, workspace)}


def _rows(found: Iterable[Date], workspace: Workspace) -> list[View]:
    return [event_row(one.record, one.url, workspace.language) for one in found]


def year_of(one: Date) -> int:
    """Return the year in which an event begins."""
    return _month_of(one)[0]


def past_view(years: Sequence[int], workspace: Workspace) -> View:
    """Return the view of the years in which there were dates, the last one first."""
    words = workspace.language.gettext
    summary = words("What has been, year by year. Each date keeps its page.")
    return {
        **_head(words("Dates that have passed"), summary, workspace, HOME, url=PAST),
        "years": [link(str(year), f"{PAST}{year}/") for year in years],
    }


def year_view(year: int, found: Sequence[Date], workspace: Workspace) -> View:
    """Return the view of the past dates of a year, the last one first."""
    words = workspace.language.gettext
    summary = words("What took place in %(year)s, and what was cancelled.", year=year)
    title, url = words("Dates that have passed: %(year)s", year=year), f"{PAST}{year}/"
    return {**_head(title, summary, workspace, HOME, PAST, url=url), "events": _rows(found, workspace)}


def event_view(one: Date, themes: Mapping[str, View], workspace: Workspace) -> View:
    """Return the view of an event. When it is over it no longer says how to book."""
    event, language = one.record, workspace.language
    over = workspace.clock.has_passed(event.over)
    return {
        **_head(event.title, event.summary, workspace, HOME, url=one.url, source=one.document.file, draft=one.draft),
        "html": one.html,
        "when": when_view(event, language),
        "over": over,
        "place": list(event.place.lines) if event.place else None,
        "online": event.online.model_dump(mode="json") if event.online else None,
        "audience": event.audience,
        "access": list(event.access),
        "booking": event.booking.model_dump(mode="json") if event.booking else None,
        "is_open": not over and event.cancelled is None,
        "is_day": event.lasts_all_day,
        "changes": [{"date": day(change.on, language), "what": change.what} for change in reversed(event.changes)],
        "cancelled": {"date": day(event.cancelled.on, language), "why": event.cancelled.why}
        if event.cancelled
        else None,
        "calendar": f"{HOME}{one.slug}.ics",
        "themes": [themes[slug] for slug in event.themes if slug in themes],
        "related": links(event.related),
    }
