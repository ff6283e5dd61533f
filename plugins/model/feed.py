"""Items of the site as lists and feeds show them."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from plugins.model.kinds import Briefing, News, Spoken


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One thing that a subscriber gets once: its ``id`` is minted once and never changes."""

    id: str
    title: str
    url: str
    date: datetime
    summary: str
    html: str
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A published news item or edition: its record, address, HTML, file, and the line that names its themes."""

    record: News | Briefing
    url: str
    html: str
    file: str
    themes_line: int
    draft: bool = False

    @property
    def feed_item(self) -> FeedItem:
        """This item as a subscriber gets it, whole."""
        one = self.record
        html = self.html + (_quoted(one.quotes) if isinstance(one, News) else "")
        return FeedItem(one.id, one.title, self.url, one.date, one.summary, html, one.themes)


def _quoted(quotes: tuple[Spoken, ...]) -> str:
    """Return quotations as HTML, so that a subscriber gets the whole item."""
    return "".join(f"<blockquote><p>{escape(one.text)}</p></blockquote><p>{escape(one.who)}</p>" for one in quotes)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its file, what it is called, what it tells, the page it belongs to, and its items, newest first."""

    save_as: str
    title: str
    what: str
    page: str
    items: tuple[FeedItem, ...]

    @property
    def link(self) -> dict[str, str]:
        """The feed as a view shows it."""
        return {"title": self.title, "url": f"/{self.save_as}", "what": self.what}
