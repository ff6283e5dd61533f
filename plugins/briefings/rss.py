"""RSS 2.0 by feedgen: whole items, absolute addresses, permanent ids, no clock."""

from collections.abc import Iterable
from datetime import datetime

from bs4 import BeautifulSoup
from feedgen.feed import FeedGenerator

from plugins.model.area import Area
from plugins.model.clock import LONDON
from plugins.model.feed import Feed, FeedItem

EPOCH = datetime(2020, 1, 1, tzinfo=LONDON)
_FOR_READERS = {"href", "src", "alt", "title", "scope", "colspan", "rowspan", "lang", "dir"}
_UNTOLD = ("script", "style", "iframe", "form")


def rss(feed: Feed, area: Area) -> bytes:
    """Return *feed* as RSS 2.0 with ``content:encoded``.

    The channel's link is added last: feedgen takes the last one for it. Every date is set: else it would be now.
    """
    base = area.origin + area.root
    made = FeedGenerator()
    made.load_extension("dc")
    made.title(feed.title)
    made.description(feed.what)
    made.language(area.language)
    made.ttl(60)
    made.generator("Open Local Offer")
    made.docs("https://www.rssboard.org/rss-specification")
    made.lastBuildDate(max((item.date for item in feed.items), default=EPOCH))
    made.link(href=f"{base}/{feed.save_as}", rel="self", type="application/rss+xml")
    made.link(href=base + feed.page, rel="alternate")
    for item in feed.items:
        _add(made, item, base, area)
    return bytes(made.rss_str(pretty=True))


def _add(made: FeedGenerator, item: FeedItem, base: str, area: Area) -> None:
    entry = made.add_entry(order="append")
    entry.guid(f"urn:uuid:{item.id}", permalink=False)
    entry.title(told(item.title))
    entry.link(href=base + item.url)
    entry.description(told(item.summary))
    entry.content(whole(item.html, area), type="CDATA")
    entry.pubDate(item.date)
    entry.dc.dc_creator(area.names.full)


def told(text: str) -> str:
    """Return *text* without the control characters that XML cannot hold."""
    return "".join(mark for mark in text if mark >= " " or mark in "\n\t")


def whole(html: str, area: Area) -> str:
    """Return *html* as it can stand anywhere: absolute addresses, no script, and only attributes that readers know."""
    soup = BeautifulSoup(told(html), "lxml")
    for unwanted in soup.find_all(_UNTOLD):
        unwanted.decompose()
    for element in soup.find_all(True):
        element.attrs = {name: value for name, value in element.attrs.items() if name in _FOR_READERS}
        for name in ("href", "src"):
            if str(element.get(name, "")).startswith("/"):
                element[name] = area.origin + str(element[name])
    _unwrap(soup.find_all(("div", "picture", "source")))
    return (soup.body.decode_contents() if soup.body else "").strip()


def _unwrap(elements: Iterable[object]) -> None:
    for element in elements:
        element.unwrap()  # type: ignore[attr-defined]  # bs4's stubs do not narrow what find_all gives
