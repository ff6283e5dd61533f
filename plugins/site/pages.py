"""Views of pages, news and home."""

from typing import Any

from plugins.model.download_views import downloads_view
from plugins.model.event_views import to_come
from plugins.model.feed import Feed, Item
from plugins.model.kinds import News, Page
from plugins.model.views import View, day, head, item, link, links
from plugins.sources.workspace import Workspace

SECTIONS = {
    "local-offer": "help",
    "young-people": "young-people",
    "plan": "plan",
    "news": "news",
    "briefings": "briefings",
    "strategy": "plan",
}
HOME_NEWS = 3
HOME_DATES = 3


def section(url: str) -> str:
    """Return the part of the navigation an address belongs to."""
    return SECTIONS.get(url.strip("/").split("/")[0], "about")


def crumbs(url: str, pages: dict[str, Any], home: str) -> list[tuple[str, str]]:
    """Return the way to an address: home, then each page above it that exists."""
    parts = url.strip("/").split("/")
    above = ["/" + "/".join(parts[:count]) + "/" for count in range(1, len(parts))]
    return [(home, "/"), *((pages[address].title, address) for address in above if address in pages)]


def page_view(page: Any, context: dict[str, Any]) -> View:  # Pelican is untyped
    """Return the view of a page of guidance or information."""
    workspace: Workspace = context["WORKSPACE"]
    record: Page = page.record
    url = f"/{page.url}"
    way = crumbs(url, context["PAGES"], workspace.language.gettext("Home"))
    return {
        **head(
            title=record.title,
            summary=record.summary,
            url=url,
            section=section(url),
            crumbs=way,
            source=page.file,
            draft=page.draft,
        ),
        "html": page.content,
        "icon": record.icon,
        "reviewed": day(record.reviewed, workspace.language),
        "owner": record.owner,
        "next_step": record.next_step.model_dump() if record.next_step else None,
        "related": links(record.related),
        "children": _children(url, page.file, context["PAGES"]),
        "downloads": downloads_view(page.downloads, workspace.language),
        "easy_read": [group.model_dump(mode="json") for group in record.easy_read],
    }


def _children(url: str, file: str, pages: dict[str, Any]) -> list[View]:
    if not file.endswith("/index.md"):
        return []
    below = [
        page
        for address, page in pages.items()
        if address.startswith(url) and address.strip("/").count("/") == url.strip("/").count("/") + 1
    ]
    below.sort(key=lambda page: (page.record.order, page.record.title))
    return [
        {**link(page.title, f"/{page.url}"), "summary": page.record.summary, "icon": page.record.icon} for page in below
    ]


def news_view(one: Item, context: dict[str, Any]) -> View:
    """Return the view of a news item."""
    workspace: Workspace = context["WORKSPACE"]
    words, record = workspace.language.gettext, one.record
    assert isinstance(record, News)
    feeds: list[Feed] = [feed for feed in context["FEEDS"] if feed.page == "/news/"]
    themes: dict[str, View] = context["THEME_LINKS"]
    return {
        **head(
            title=record.title,
            summary=record.summary,
            url=one.url,
            section="news",
            crumbs=[(words("Home"), "/"), (words("News"), "/news/")],
            feeds=feeds,
            source=one.file,
            draft=one.draft,
        ),
        "html": one.html,
        "date": day(record.date, workspace.language),
        "quotes": [{"text": one.text, "who": one.who} for one in record.quotes],
        "press_summary": record.press_summary,
        "notes": list(record.notes),
        "contact": record.contact,
        "related": links(record.related),
        "themes": [themes[slug] for slug in record.themes if slug in themes],
        "plan": context["PLAN_LINK"] if record.themes else None,
    }


def home_view(context: dict[str, Any]) -> View:
    """Return the view of the front page."""
    workspace: Workspace = context["WORKSPACE"]
    area, language = workspace.area, workspace.language
    editions: tuple[Item, ...] = context["EDITIONS"]
    return {
        **head(title=area.names.site, summary=_plain(area.home.lead), url="/", section="home", feeds=context["FEEDS"]),
        "lead_html": workspace.html(area.home.lead),
        "local_offer": area.names.local_offer,
        "talk": {"telephone": area.contact.telephone, "hours": area.contact.hours},
        "ways": [way.model_dump() for way in area.home.ways],
        "news": [item(one, language) for one in context["NEWS"][:HOME_NEWS]],
        "briefing": item(editions[0], language) if editions else None,
        "dates": to_come([(one.record, one.url) for one in context["EVENTS"]], workspace.clock, language, HOME_DATES),
        **context["PLAN_HOME"],
    }


def _plain(markdown: str) -> str:
    return " ".join(markdown.replace("*", "").split())
