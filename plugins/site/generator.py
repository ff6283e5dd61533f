"""The site's own pages: Pelican has read and ordered the Markdown; here each page gets its view."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from plugins.model.feed import Feed, Item
from plugins.model.findings import Finding, Place, error, nearest, warning
from plugins.model.kinds import FOLDERS, Common, News, Page
from plugins.model.views import View, by_year, head, save_as
from plugins.site.downloads import downloads_page
from plugins.site.files import FOLDERS as AS_THEY_ARE
from plugins.site.information import information_pages
from plugins.site.pages import home_view, news_view, page_view
from plugins.site.static import stage_redirects, stage_static
from plugins.sources.private import private_files
from plugins.sources.workspace import Workspace

READ_BY_SOMEONE = {*FOLDERS, "alerts", "comments", "events", "plan"}


class SiteGenerator(Generator):  # type: ignore[misc]  # Pelican is untyped
    """Puts news, editions and pages in the shared context, then writes everything that is not another feature's."""

    def generate_context(self) -> None:
        """Give the context what Pelican read as our own items, and report what two files claim."""
        self.workspace: Workspace = self.context["WORKSPACE"]
        items = [_item(article) for article in self.context["articles"]]
        items.sort(key=lambda item: (item.record.date, item.url), reverse=True)
        self.context["NEWS"] = tuple(item for item in items if isinstance(item.record, News))
        self.context["EDITIONS"] = tuple(item for item in items if not isinstance(item.record, News))
        self.workspace.findings += [*strays(self.workspace.content), *private_files(self.workspace.content)]
        self.context["PAGES"] = {f"/{page.url}": page for page in self.context["pages"]}

    def generate_output(self, writer: Any) -> None:  # the writer is another feature's
        """Stage every page of the site's own, and its static files."""
        news: tuple[Item, ...] = self.context["NEWS"]
        self.workspace.findings += self.workspace.conflicts()
        if "/plan/" not in self.workspace.unread:
            self.workspace.findings += unknown_themes([*news, *self.context["EDITIONS"]], self.context["THEME_LINKS"])
        for page in self.context["pages"]:
            self.workspace.findings += unknown_icon(page, self.context["ENV"].globals["icon"].pictures)
            self._stage(writer, "page", page_view(page, self.context))
        for item in news:
            self._stage(writer, "news_item", news_view(item, self.context))
        self._stage(writer, "listing", self._news(news))
        self._stage(writer, "home", home_view(self.context))
        if view := downloads_page(self.context):
            self._stage(writer, "downloads", view)
        for template, view in information_pages(self.workspace):
            self._stage(writer, template, view)
        stage_redirects(writer, self._records())
        stage_static(writer, self.settings, self.workspace, self.context["STYLE"])

    def _stage(self, writer: Any, template: str, view: View) -> None:
        writer.stage(save_as(view["url"]), template, view)

    def _news(self, news: tuple[Item, ...]) -> View:
        words = self.workspace.language.gettext
        feeds: list[Feed] = [feed for feed in self.context["FEEDS"] if feed.page == "/news/"]
        return {
            **head(
                title=words("News"),
                summary=words("What has happened, newest first."),
                url="/news/",
                section="news",
                crumbs=[(words("Home"), "/")],
                feeds=feeds,
            ),
            "years": by_year(news, self.workspace.language),
            "feed": feeds[0].link if feeds else None,
            "subscribe": None,
            "dates": bool(self.context["EVENTS"]),
        }

    def _records(self) -> list[tuple[str, Common]]:
        items = [*self.context["NEWS"], *self.context["EDITIONS"]]
        pages: list[tuple[str, Page]] = [(url, page.record) for url, page in self.context["PAGES"].items()]
        events = [(one.url, one.record) for one in (*self.context["EVENTS"], *self.context["ALERTS"])]
        return [*((item.url, item.record) for item in items), *pages, *events, *self.context["RECORDS"]]


def strays(content: Path) -> Iterator[Finding]:
    """Yield a warning for each file that stands where nobody reads it, or that nobody can read."""
    for path in sorted(content.rglob("*")):
        file = path.relative_to(content)
        if path.name.startswith(".") or path.name == "README.md" or not path.is_file():
            continue
        is_markdown = path.suffix.lower() == ".md"
        if file.parts[0] in FOLDERS and path.suffix != ".md":
            mend = "Give it a name that ends in .md, or put it in documents/ or images/."
            yield warning(Place(file.as_posix()), "This file is not read, because its name does not end in .md.", mend)
        elif is_markdown and file.parts[0] in AS_THEY_ARE:
            said = "Everybody can download this file as it is: it does not become a page."
            yield warning(Place(file.as_posix()), said, "If it is meant as a page, put it in pages/.")
        elif is_markdown and file.parts[0] not in READ_BY_SOMEONE:
            folders = ", ".join(f"{one}/" for one in sorted(FOLDERS))
            yield warning(Place(file.as_posix()), "This file is in no folder that is read.", f"Put it in {folders}.")


def _item(article: Any) -> Item:  # Pelican is untyped
    return Item(article.record, f"/{article.url}", article.content, article.file, article.themes_line, article.draft)


def unknown_icon(page: Any, known: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a warning where a page names an icon that the theme does not have; a plain one stands in its place."""
    icons = [page.record.icon, *(row.icon for group in page.record.easy_read for row in group.rows)]
    for name in dict.fromkeys(icons):
        if name not in known:
            mend = nearest(name, known, f"There are: {', '.join(known)}.")
            yield warning(Place(page.file), f"There is no icon called “{name}”.", mend)


def unknown_themes(items: Iterable[Item], themes: Mapping[str, View]) -> Iterator[Finding]:
    """Yield a finding for each theme that an item names and the plan does not have."""
    for item in items:
        for slug in item.record.themes:
            if slug not in themes:
                mend = nearest(slug, themes, f"The plan has: {', '.join(themes) or 'no themes'}.")
                message = f"`themes` names “{slug}”, and the plan has no such theme."
                yield error(Place(item.file, item.themes_line), message, mend)
