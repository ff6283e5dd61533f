"""The list of all documents that pages of the site offer."""

from typing import Any

from plugins.model.download_views import downloads_view
from plugins.model.downloads import Offered
from plugins.model.views import View, head
from plugins.sources.workspace import Workspace


def downloads_page(context: dict[str, Any]) -> View | None:
    """Return the view of ``/downloads/``: every document once, under the page that offers it; None without any."""
    workspace: Workspace = context["WORKSPACE"]
    words = workspace.language.gettext
    groups: dict[str, list[Offered]] = {}
    for one in (*_of_pages(context), *context["DOWNLOADS"]):
        groups.setdefault(one.url, []).append(one)
    if not groups:
        return None
    return {
        **head(
            title=words("Downloads"),
            summary=words("Every document on this site, with its type, its size and its date."),
            url="/downloads/",
            section="about",
            crumbs=[(words("Home"), "/")],
        ),
        "groups": [
            {
                "page": found[0].page,
                "url": url,
                "downloads": downloads_view([one.held for one in found], workspace.language),
            }
            for url, found in sorted(groups.items(), key=lambda group: group[1][0].page.casefold())
        ],
    }


def _of_pages(context: dict[str, Any]) -> list[Offered]:
    return [
        Offered(held=held, page=page.title, url=url)
        for url, page in context["PAGES"].items()
        for held in page.downloads
    ]
