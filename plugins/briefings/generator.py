"""Writes the editions, their archive, the page that says how to follow the site, and the feeds."""

from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import blake2b
from typing import Any

from pelican.generators import Generator

from plugins.briefings.follow import LIST, PAGE, follow_view
from plugins.briefings.pages import archive_view, edition_view
from plugins.model.area import Area
from plugins.model.feed import Feed, Item
from plugins.model.views import save_as
from plugins.sources.workspace import Workspace


class BriefingsGenerator(Generator):  # type: ignore[misc]  # Pelican is untyped
    """Editions as pages and as feeds."""

    def generate_output(self, writer: Any) -> None:  # the writer is another feature's
        """Stage every edition, the archive, ``/feeds/`` and each feed."""
        self.workspace: Workspace = self.context["WORKSPACE"]
        self.feeds: tuple[Feed, ...] = self.context["FEEDS"]
        editions: tuple[Item, ...] = self.context["EDITIONS"]
        for number, item in enumerate(editions):
            newer = editions[number - 1] if number else None
            older = editions[number + 1] if number + 1 < len(editions) else None
            view = edition_view(self.context["WHOLE_EDITIONS"][item.url], self.context, newer, older)
            writer.stage(save_as(item.url), "briefing", view)
        writer.stage("briefings/index.html", "briefings", archive_view(editions, self.context))
        writer.stage(save_as(PAGE), "feeds", follow_view(self.context))
        self._feeds(writer)

    def _feeds(self, writer: Any) -> None:  # the writer is another feature's
        area, words = self.workspace.area, self.workspace.language.gettext
        themes = {slug: view["title"] for slug, view in self.context["THEME_LINKS"].items()}
        for feed in self.feeds:
            # Once for both files: fifty whole editions are long.
            seen = digest(feed, area, themes)
            writer.stage_data(feed.rss, ["rss", seen], partial(_rss, feed, area, themes))
            writer.stage_data(feed.json, ["json", seen], partial(_json, feed, area, themes))
        title = words("%(site)s: all feeds", site=area.names.site)
        made = partial(_opml, self.feeds, title, area)
        own = [[feed.link, feed.page, feed.group] for feed in self.feeds]
        writer.stage_data(LIST, [title, area.address, area.language, own], made)


def digest(feed: Feed, area: Area, themes: Mapping[str, str]) -> str:
    """Return a digest of all that the files of *feed* say."""
    about = [area.address, area.language, area.names.full, sorted(themes.items())]
    return blake2b(repr((about, feed)).encode(), digest_size=16).hexdigest()


# Below, because a build in which no feed changed need not wait for feedgen.
def _rss(feed: Feed, area: Area, themes: Mapping[str, str]) -> bytes:
    from plugins.briefings.rss import rss

    return rss(feed, area, themes)


def _json(feed: Feed, area: Area, themes: Mapping[str, str]) -> bytes:
    from plugins.briefings.json_feed import json_feed

    return json_feed(feed, area, themes)


def _opml(feeds: Iterable[Feed], title: str, area: Area) -> bytes:
    from plugins.briefings.opml import opml

    return opml(feeds, title, area)
