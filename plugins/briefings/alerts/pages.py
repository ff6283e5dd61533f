"""Alerts as pages, as the strip on every page, and as items of a feed."""

from collections.abc import Mapping, Sequence
from html import escape

from plugins.model.alerts import Alert, alert_sentence
from plugins.model.feed import Feed, FeedItem
from plugins.model.language import Language
from plugins.model.views import View, day, head, link, links
from plugins.sources.alerts import HOME, is_current
from plugins.sources.entries import Entry
from plugins.sources.workspace import Workspace

ON_EVERY_PAGE = 2
EARLIER = 100
"""How many alerts that are over the list names: all of them keep their pages, and the site map lists them."""


def strip_view(alerts: Sequence[Entry[Alert]], workspace: Workspace) -> list[View]:
    """Return what every page says of the newest alerts that last now; nothing where there is none."""
    current = [one for one in alerts if is_current(one, workspace)]
    return [{**link(one.record.title, one.url), "summary": one.record.summary} for one in current[:ON_EVERY_PAGE]]


def alerts_view(alerts: Sequence[Entry[Alert]], feeds: Sequence[Feed], workspace: Workspace) -> View:
    """Return the view of the list: alerts that last now, and those that are over."""
    words = workspace.language.gettext
    current = [one for one in alerts if is_current(one, workspace) or one.draft]
    over = [one for one in alerts if one not in current][:EARLIER]
    return {
        **head(
            title=words("Alerts"),
            summary=words("What is closed, moved or late for a few days, and what to do meanwhile."),
            url=HOME,
            section="news",
            crumbs=[(words("Home"), "/")],
            feeds=feeds,
        ),
        "current": [_row(one, workspace.language) for one in current],
        "over": [_row(one, workspace.language) for one in over],
        "feed": feeds[0].link,
    }


def _row(one: Entry[Alert], language: Language) -> View:
    return {
        **link(one.record.title, one.url),
        "summary": one.record.summary,
        "lasts": alert_sentence(one.record, language),
        "date": day(one.record.date, language),
    }


def alert_view(one: Entry[Alert], themes: Mapping[str, View], feeds: Sequence[Feed], workspace: Workspace) -> View:
    """Return the view of an alert. Its page stays when it is over, and says so."""
    words, alert = workspace.language.gettext, one.record
    over = workspace.clock.has_passed(alert.until)
    return {
        **head(
            title=alert.title,
            summary=alert.summary,
            url=one.url,
            section="news",
            crumbs=[(words("Home"), "/"), (words("Alerts"), HOME)],
            feeds=feeds,
            source=one.document.file,
            draft=one.draft,
        ),
        "html": one.html,
        "over": over,
        "lasts": alert_sentence(alert, workspace.language, over=over),
        "themes": [themes[slug] for slug in alert.themes if slug in themes],
        "related": links(alert.related),
    }


def alert_items(alerts: Sequence[Entry[Alert]], language: Language) -> tuple[FeedItem, ...]:
    """Return the alerts as subscribers get them.

    An item says from the first day until when it lasts, so it stays true and as it is when that has passed: some
    readers show what changes as new, and that something is over would come as news to everybody.
    """
    return tuple(_item(one, language) for one in alerts if not one.draft)


def _item(one: Entry[Alert], language: Language) -> FeedItem:
    alert = one.record
    html = f"<p><strong>{escape(alert_sentence(alert, language))}</strong></p>\n{one.html}"
    return FeedItem(alert.id, alert.title, one.url, alert.date, alert.summary, html, alert.themes)
