"""Every feed of the site: what it is called, what it tells and what is in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from plugins.briefings.alerts.pages import alert_items
from plugins.briefings.settings import BriefingsSettings
from plugins.model.feed import Feed, FeedItem
from plugins.model.plan import Theme
from plugins.sources.workspace import Workspace


def catalogue(context: dict[str, Any]) -> tuple[Feed, ...]:
    """Return the feeds, the one most people want first."""
    workspace: Workspace = context["WORKSPACE"]
    told = _Told(
        editions=tuple(one.feed_item for one in context["WHOLE_EDITIONS"].values()),
        news=tuple(item.feed_item for item in context["NEWS"]),
        alerts=alert_items(context["ALERTS"], workspace.language),
        updates=tuple(context["UPDATES"]) if context["PLAN_LINK"] else None,
    )
    maker = _Maker(workspace, BriefingsSettings.from_pelican(context).feed_items)
    return (*_of_kinds(told, maker), *_of_themes(context["THEMES"], told, maker))


@dataclass(frozen=True, slots=True)
class _Told:
    """All that is told, by its kind; the updates are None where there is no plan."""

    editions: tuple[FeedItem, ...]
    news: tuple[FeedItem, ...]
    alerts: tuple[FeedItem, ...]
    updates: tuple[FeedItem, ...] | None

    @property
    def all(self) -> tuple[FeedItem, ...]:
        return (*self.editions, *self.news, *self.alerts, *(self.updates or ()))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes a feed of the newest items: at most ``most`` of them."""

    workspace: Workspace
    most: int

    def __call__(
        self, name: str, page: str, title: str, what: str, items: Iterable[FeedItem], *, group: str = ""
    ) -> Feed:
        newest = sorted(items, key=lambda item: (item.date, item.id), reverse=True)[: self.most]
        words, site = self.workspace.language.gettext, self.workspace.area.names.site
        whole = words("%(site)s: %(title)s", site=site, title=title)
        return Feed(name, whole, what, page, tuple(newest), group or title)


def _of_kinds(told: _Told, maker: _Maker) -> Iterator[Feed]:
    words = maker.workspace.language.gettext
    yield maker(
        "briefings", "/briefings/", words("briefings"), words("Each fortnightly briefing, whole."), told.editions
    )
    yield maker("news", "/news/", words("news"), words("Each news item, whole."), told.news)
    what = words("What is closed, moved or late for a few days. Often there is nothing in it.")
    yield maker("alerts", "/alerts/", words("alerts"), what, told.alerts)
    together = words("Briefings, news and alerts together.")
    if told.updates is not None:
        what = words("Everything that moves in the improvement plan.")
        yield maker("updates", "/plan/changes/", words("programme updates"), what, told.updates)
        together = words("Briefings, news, alerts and programme updates together.")
    yield maker("all", "/", words("everything"), together, told.all)


def _of_themes(themes: Iterable[Theme], told: _Told, maker: _Maker) -> Iterator[Feed]:
    words = maker.workspace.language.gettext
    what, group = words("What moves in this theme, and the news about it."), words("themes of the plan")
    for theme in themes:
        own = [item for item in told.all if theme.slug in item.themes]
        yield maker(f"plan/{theme.slug}", f"/plan/{theme.slug}/", theme.title, what, own, group=group)
