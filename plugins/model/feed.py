"""Items of the site as lists and feeds show them."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from plugins.model.kinds import Briefing, News, Spoken


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A sound file that goes with an item: its address (without the path of the site), its size in bytes, its type."""

    url: str
    bytes: int
    type: str


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One thing that a subscriber gets once: its ``id`` is minted once and never changes.

    ``modified`` is when what it says was put right, None where that has not happened.
    """

    id: str
    title: str
    url: str
    date: datetime
    summary: str
    html: str
    themes: tuple[str, ...] = ()
    enclosure: Enclosure | None = None
    modified: datetime | None = None

    @property
    def updated(self) -> datetime:
        """When it last changed: when it appeared, or when it was put right."""
        return self.modified or self.date


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
    """A feed: where it is, what it is called, what it tells, the page it belongs to, and its items, newest first.

    ``name`` is its address below ``/feeds/`` without an ending; ``group`` is the heading it stands under in a list.
    """

    name: str
    title: str
    what: str
    page: str
    items: tuple[FeedItem, ...]
    group: str = ""

    @property
    def rss(self) -> str:
        """The file of the feed as RSS."""
        return f"feeds/{self.name}.xml"

    @property
    def json(self) -> str:
        """The file of the feed as JSON Feed."""
        return f"feeds/{self.name}.json"

    @property
    def updated(self) -> datetime | None:
        """When the last of its items changed, None where it holds none."""
        return max((item.updated for item in self.items), default=None)

    @property
    def link(self) -> dict[str, str]:
        """The feed as a view shows it."""
        return {"title": self.title, "url": f"/{self.rss}", "json": f"/{self.json}", "what": self.what}
