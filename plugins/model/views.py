"""Views: what a template gets. Plain values only, so that a page is a function of its view."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from plugins.model.clock import LONDON
from plugins.model.dates import PartialDate
from plugins.model.feed import Feed, Item
from plugins.model.language import Language
from plugins.model.values import Link

View = dict[str, Any]


def save_as(url: str) -> str:
    """Return the file that an address of the site is served from."""
    return f"{url.removeprefix('/')}index.html"


def head(  # every page says all of these
    *,
    title: str,
    summary: str,
    url: str,
    section: str,
    crumbs: Sequence[tuple[str, str]] = (),
    feeds: Sequence[Feed] = (),
    source: str = "",
    draft: bool = False,
) -> View:
    """Return what every page's view begins with; *crumbs* are titles and addresses, *source* is its file."""
    return {
        "title": title,
        "summary": summary,
        "url": url,
        "section": section,
        "breadcrumbs": [{"title": name, "url": address} for name, address in crumbs],
        "feeds": [feed.link for feed in feeds],
        "source": source,
        "draft": draft,
    }


def link(title: str, url: str) -> View:
    """Return a link as a view shows it."""
    return {"title": title, "url": url}


def links(given: Iterable[Link]) -> list[View]:
    """Return links as a view shows them."""
    return [link(one.title, one.url) for one in given]


def day(value: date | None, language: Language) -> View | None:
    """Return a day for people and for machines; a moment is told as its day in London."""
    if value is None:
        return None
    when = value.astimezone(LONDON).date() if isinstance(value, datetime) else value
    return {"iso": when.isoformat(), "words": language.day(when)}


def when(value: PartialDate | None, language: Language) -> View | None:
    """Return a date as exactly as it is known; only a day, a month or a year has a form for machines."""
    if value is None:
        return None
    forms = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
    form = forms.get(value.precision)
    return {"iso": value.first.strftime(form) if form else None, "words": language.in_words(value)}


def item(one: Item, language: Language) -> View:
    """Return a news item or an edition as lists show it."""
    record = one.record
    return {"title": record.title, "url": one.url, "summary": record.summary, "date": day(record.date, language)}


def by_year(items: Sequence[Item], language: Language) -> list[View]:
    """Return items (newest first) in groups by year."""
    groups = groupby(items, key=lambda one: one.record.date.astimezone(LONDON).year)
    return [{"year": str(year), "items": [item(one, language) for one in found]} for year, found in groups]
