"""The page that says how to follow the site, for people who have never heard of a feed."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from plugins.briefings.pages import subscribe_view
from plugins.model.feed import Feed
from plugins.model.views import View, head
from plugins.sources.workspace import Workspace

PAGE = "/feeds/"
LIST = "feeds/all.opml"


def follow_view(context: dict[str, Any]) -> View:
    """Return the view of ``/feeds/``: the mail first, then dates, then each feed in words."""
    workspace: Workspace = context["WORKSPACE"]
    feeds: tuple[Feed, ...] = context["FEEDS"]
    area, words = workspace.area, workspace.language.gettext
    has_mail, members = area.subscribe is not None, area.members
    by_mail = words("Get each briefing by e-mail, or see what is new in an app of your own.")
    return {
        **head(
            title=words("Follow us"),
            summary=by_mail if has_mail else words("Hear of it when there is something new on this site."),
            url=PAGE,
            section="about",
            crumbs=[(words("Home"), "/")],
            feeds=feeds,
        ),
        "subscribe": subscribe_view(workspace),
        "members": members.model_dump() if members else None,
        "groups": _groups(feeds, area.names.site),
        "list": f"/{LIST}",
        "json": "/feeds/all.json",
        "calendar": f"{area.origin}{area.root}/events/calendar.ics" if context["EVENTS"] else None,
    }


def _groups(feeds: Iterable[Feed], site: str) -> list[View]:
    """Return the feeds as the page shows them: those of one group under one heading where they are several."""
    found = [(group, list(own)) for group, own in groupby(feeds, key=lambda feed: feed.group)]
    return [
        {
            "title": _begun(group) if len(own) > 1 else None,
            "feeds": [{**feed.link, "name": _begun(feed.title.removeprefix(f"{site}: "))} for feed in own],
        }
        for group, own in found
    ]


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
