"""RSS 2.0 by feedgen: whole items, absolute addresses, permanent ids, no clock."""

import re
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote, urljoin

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from feedgen.feed import FeedGenerator

from plugins.model.area import Area
from plugins.model.clock import LONDON
from plugins.model.feed import Feed, FeedItem

EPOCH = datetime(2020, 1, 1, tzinfo=LONDON)
_FOR_READERS = {"href", "src", "alt", "title", "scope", "colspan", "rowspan", "start", "lang", "dir"}
_UNTOLD = ("script", "style", "iframe", "form", "object", "svg", "template", "base", "link", "meta")
_ONLY_LAYOUT = ("div", "picture", "source")
_REACHABLE = ("https://", "http://", "mailto:", "sms:")
_UNTELLABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def rss(feed: Feed, area: Area) -> bytes:
    """Return *feed* as RSS 2.0 with ``content:encoded``.

    The channel's link is added last: feedgen takes the last one for it. Every date is set: else it would be now.
    """
    base = area.origin + area.root
    made = FeedGenerator()
    made.load_extension("dc")
    made.title(told(feed.title))
    made.description(told(feed.what))
    made.language(area.language)
    made.ttl(60)
    made.generator("Open Local Offer")
    made.docs("https://www.rssboard.org/rss-specification")
    made.lastBuildDate(max((item.date for item in feed.items), default=EPOCH))
    made.link(href=f"{base}/{feed.save_as}", rel="self", type="application/rss+xml")
    made.link(href=base + feed.page, rel="alternate")
    for item in feed.items:
        _add(made, item, base + quote(item.url), told(area.names.full))
    return bytes(made.rss_str(pretty=True))


def _add(made: FeedGenerator, item: FeedItem, page: str, creator: str) -> None:
    entry = made.add_entry(order="append")
    entry.guid(f"urn:uuid:{item.id}", permalink=False)
    entry.title(told(item.title))
    entry.link(href=page)
    entry.description(told(item.summary))
    entry.content(whole(item.html, page), type="CDATA")
    entry.pubDate(item.date)
    entry.dc.dc_creator(creator)


def told(text: str) -> str:
    """Return *text* without control characters and what else XML cannot hold."""
    return _UNTELLABLE.sub("", text)


_ONLY_SENTENCES = re.compile(r"<ul>(?:<li>(?:[^<>&]|&(?:amp|lt|gt|quot|#x27);)*</li>)+</ul>")


@lru_cache(maxsize=512)  # an item is in three feeds: its own, its theme's and the one of everything
def whole(html: str, page: str) -> str:
    """Return *html* of *page* as it can stand anywhere: absolute addresses, no script, only what readers know."""
    if _ONLY_SENTENCES.fullmatch(told(html)):
        # What changed in a plan, hundreds of items long: there is nothing in it to make simpler.
        return told(html).replace("&quot;", '"').replace("&#x27;", "'")
    soup = BeautifulSoup(told(html), "lxml")
    for unwanted in soup.find_all(_UNTOLD):
        unwanted.decompose()
    for note in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        note.extract()
    for element in soup.find_all():
        _simplify(element, page)
    # Told again: a reference such as &#1; is a control character only now.
    return told(soup.body.decode_contents() if soup.body else "").strip()


def _simplify(element: Tag, page: str) -> None:
    element.attrs = {name: value for name, value in element.attrs.items() if name in _FOR_READERS}
    if str(element.get("href", "")).startswith("tel:"):
        _print_number(element)
        return
    for name in element.attrs.keys() & {"href", "src"}:
        address = _absolute(str(element[name]), page)
        if address.startswith(_REACHABLE):
            element[name] = address
        else:
            del element[name]
    if element.name in _ONLY_LAYOUT:
        element.unwrap()


def _print_number(link: Tag) -> None:
    """Put the number in words in place of *link*: readers take the address of such a link away."""
    number = str(link["href"]).removeprefix("tel:")
    if _digits(number)[-6:] not in _digits(link.get_text()):
        link.append(f" ({number})")
    link.unwrap()


def _digits(text: str) -> str:
    return "".join(mark for mark in text if mark.isdecimal())


def _absolute(address: str, page: str) -> str:
    try:
        return urljoin(page, address)
    except ValueError:
        return ""  # not an address at all, such as http://[x
