"""Long lists of actions go over several pages, so that no page is heavy."""

from collections.abc import Sequence
from typing import TypeVar

from plugins.model.language import Language
from plugins.model.views import View, link

T = TypeVar("T")

# So many rows of a table, or so many sentences, hold on one page.
ROWS, SENTENCES = 100, 60


def pages_of(rows: int, sentences: int = 0) -> int:
    """Return how many pages so many rows and sentences need; at least one."""
    return max(1, -(-rows // ROWS), -(-sentences // SENTENCES))


def part(whole: Sequence[T], page: int, most: int) -> list[T]:
    """Return the part of *whole* that stands on *page*, counted from 0."""
    return list(whole[page * most : (page + 1) * most])


def page_url(url: str, page: int) -> str:
    """Return the address of *page*, counted from 0, of a list that begins at *url*."""
    return f"{url}page-{page + 1}/" if page else url


def page_title(title: str, page: int, language: Language) -> str:
    """Return the title of *page*, counted from 0, so that no two pages have the same."""
    return language.gettext("%(title)s (page %(number)s)", title=title, number=page + 1) if page else title


def page_links(url: str, page: int, pages: int, language: Language) -> list[View]:
    """Return links to the other pages of a list that begins at *url*; none where there is only one."""
    return [
        link(language.gettext("Page %(number)s of %(pages)s", number=other + 1, pages=pages), page_url(url, other))
        for other in range(pages)
        if other != page
    ]
