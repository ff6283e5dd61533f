"""Every feed of the site: what it is called, what it tells and what is in it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from plugins.briefings.seals import Seals, seal_html
from plugins.briefings.settings import BriefingsSettings
from plugins.model.feed import Feed, FeedItem, Item
from plugins.sources.workspace import Workspace


def catalogue(context: dict[str, Any]) -> tuple[Feed, ...]:
    """Return the feeds, the one most people want first."""
    workspace: Workspace = context["WORKSPACE"]
    words, site = workspace.language.gettext, workspace.area.names.site
    most = BriefingsSettings.from_pelican(context).feed_items
    editions = [_sealed(item, context["SEALS"], workspace) for item in context["EDITIONS"]]
    news = [item.feed_item for item in context["NEWS"]]
    updates: list[FeedItem] = list(context["UPDATES"])
    both = [*editions, *news]

    def feed(name: str, page: str, title: str, what: str, items: Iterable[FeedItem]) -> Feed:
        newest = sorted(items, key=lambda item: (item.date, item.id), reverse=True)[:most]
        return Feed(
            f"feeds/{name}.xml", words("%(site)s: %(title)s", site=site, title=title), what, page, tuple(newest)
        )

    briefings = feed(
        "briefings", "/briefings/", words("briefings"), words("Each fortnightly briefing, whole."), editions
    )
    found = [briefings, feed("news", "/news/", words("news"), words("Each news item, whole."), news)]
    together = words("Briefings and news together.")
    if context["PLAN_LINK"]:
        what = words("Everything that moves in the improvement plan.")
        found.append(feed("updates", "/plan/changes/", words("programme updates"), what, updates))
        together = words("Briefings, news and programme updates together.")
    found.append(feed("all", "/", words("everything"), together, [*both, *updates]))
    for theme in context["THEMES"]:
        title, what = theme.title, words("What moves in this theme, and the news about it.")
        own = [item for item in [*both, *updates] if theme.slug in item.themes]
        found.append(feed(f"plan/{theme.slug}", f"/plan/{theme.slug}/", title, what, own))
    return tuple(found)


def _sealed(item: Item, seals: Seals, workspace: Workspace) -> FeedItem:
    """Return an edition with the seal of its plan data: its id stays, so nobody gets it twice."""
    given = item.feed_item
    return replace(given, html=given.html + seal_html(given.date, seals, workspace.area.root, workspace.language))
