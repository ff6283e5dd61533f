"""Writes the editions, their archive, the page that says how to follow the site, and the feeds."""

from functools import partial
from typing import Any

from pelican.generators import Generator

from plugins.briefings.seals import seal_html
from plugins.model.feed import Feed, Item
from plugins.model.kinds import Briefing
from plugins.model.views import View, by_year, day, head, link, links, save_as
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
            writer.stage(save_as(item.url), "briefing", self._edition(item, newer, older))
        writer.stage("briefings/index.html", "listing", self._archive(editions))
        writer.stage("feeds/index.html", "feeds", self._follow())
        for feed in self.feeds:
            writer.stage_data(feed.save_as, _data(feed, self.workspace), partial(_made, feed, self.workspace))

    def _own(self) -> list[Feed]:
        return [feed for feed in self.feeds if feed.page == "/briefings/"]

    def _subscribe(self) -> View | None:
        subscribe = self.workspace.area.subscribe
        return subscribe.model_dump() if subscribe else None

    def _edition(self, item: Item, newer: Item | None, older: Item | None) -> View:
        words, record, themes = self.workspace.language.gettext, item.record, self.context["THEME_LINKS"]
        assert isinstance(record, Briefing)
        return {
            **head(
                title=record.title,
                summary=record.summary,
                url=item.url,
                section="briefings",
                crumbs=[(words("Home"), "/"), (words("Briefings"), "/briefings/")],
                feeds=self._own(),
                source=item.file,
                draft=item.draft,
            ),
            "html": item.html,
            "seal_html": seal_html(
                record.date, self.context["SEALS"], self.workspace.area.root, self.workspace.language
            ),
            "date": day(record.date, self.workspace.language),
            "number": record.number,
            "related": links(record.related),
            "themes": [themes[slug] for slug in record.themes if slug in themes],
            "subscribe": self._subscribe(),
            "newer": link(newer.record.title, newer.url) if newer else None,
            "older": link(older.record.title, older.url) if older else None,
        }

    def _archive(self, editions: tuple[Item, ...]) -> View:
        words, feeds = self.workspace.language.gettext, self._own()
        summary = words("Every second week: what has changed in the plan, what is late, and dates for families.")
        crumbs = [(words("Home"), "/")]
        return {
            **head(
                title=words("Briefings"),
                summary=summary,
                url="/briefings/",
                section="briefings",
                crumbs=crumbs,
                feeds=feeds,
            ),
            "years": by_year(editions, self.workspace.language),
            "feed": feeds[0].link,
            "subscribe": self._subscribe(),
        }

    def _follow(self) -> View:
        words, members = self.workspace.language.gettext, self.workspace.area.members
        summary = words("Get each briefing by e-mail, or follow the site with a feed reader.")
        crumbs = [(words("Home"), "/")]
        return {
            **head(
                title=words("Follow us"),
                summary=summary,
                url="/feeds/",
                section="about",
                crumbs=crumbs,
                feeds=self.feeds,
            ),
            "subscribe": self._subscribe(),
            "members": members.model_dump() if members else None,
        }


def _data(feed: Feed, workspace: Workspace) -> list[Any]:
    area = workspace.area
    items = [[item.id, item.title, item.url, item.date.isoformat(), item.summary, item.html] for item in feed.items]
    return [feed.save_as, feed.title, feed.what, feed.page, area.address, area.language, area.names.full, items]


def _made(feed: Feed, workspace: Workspace) -> bytes:
    # Here, because a build in which no feed changed need not wait for feedgen.
    from plugins.briefings.rss import rss

    return rss(feed, workspace.area)
