"""RSS 2.0 by feedgen: whole items, absolute addresses, permanent ids, no clock."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator

from plugins.briefings.html_out import absolute, told, whole
from plugins.model.area import Area
from plugins.model.clock import LONDON
from plugins.model.feed import Feed, FeedItem

EPOCH = datetime(2020, 1, 1, tzinfo=LONDON)
_UPDATED = "{http://www.w3.org/2005/Atom}updated"


def rss(feed: Feed, area: Area, themes: Mapping[str, str]) -> bytes:
    """Return *feed* as RSS 2.0 with ``content:encoded``; *themes* are the titles of themes by their slugs.

    The channel's link is added last: feedgen takes the last one for it. Every date is set: else it would be now.
    There is no image: one may be 144 by 400 dots at most (RSS 2.0), and the picture of an area is 1,200 by 630.
    """
    base = area.origin + area.root
    made = FeedGenerator()
    made.load_extension("dc")
    made.register_extension("put_right", BaseExtension, _PutRight, atom=False)
    made.title(told(feed.title))
    made.description(told(feed.what))
    made.language(area.language)
    made.ttl(60)
    made.generator("Open Local Offer")
    made.docs("https://www.rssboard.org/rss-specification")
    made.lastBuildDate(feed.updated or EPOCH)
    made.link(href=f"{base}/{feed.rss}", rel="self", type="application/rss+xml")
    made.link(href=base + feed.page, rel="alternate")
    for item in feed.items:
        _add(made.add_entry(order="append"), item, area, themes)
    return bytes(made.rss_str(pretty=True))


class _PutRight(BaseEntryExtension):  # type: ignore[misc]  # feedgen is untyped
    """Says when an item was put right: RSS has no word for it, and readers know Atom's."""

    def __init__(self) -> None:
        self.when: datetime | None = None

    def extend_rss(self, feed: Any) -> Any:  # an element of lxml
        """Add the moment to the element of the item, where there is one."""
        if self.when:
            told_when = feed.makeelement(_UPDATED)
            told_when.text = self.when.isoformat()
            feed.append(told_when)
        return feed


def _add(entry: FeedEntry, item: FeedItem, area: Area, themes: Mapping[str, str]) -> None:
    page = absolute(item.url, area)
    entry.guid(f"urn:uuid:{item.id}", permalink=False)
    entry.title(told(item.title))
    entry.link(href=page)
    entry.description(told(item.summary))
    entry.content(whole(item.html, page), type="CDATA")
    entry.pubDate(item.date)
    entry.put_right.when = item.modified
    entry.dc.dc_creator(told(area.names.full))
    for slug in item.themes:
        if slug in themes:
            entry.category(term=told(themes[slug]))
    if item.enclosure:
        sound = item.enclosure
        entry.enclosure(absolute(sound.url, area), str(sound.bytes), sound.type)
