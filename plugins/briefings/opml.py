"""OPML 2.0 (opml.org/spec2.opml): all the feeds in one file, for those who move into a feed reader."""

from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from plugins.briefings.html_out import told
from plugins.model.area import Area
from plugins.model.feed import Feed


def opml(feeds: Iterable[Feed], title: str, area: Area) -> bytes:
    """Return the list of *feeds* by their groups. It has no date: the day of a build says nothing about it."""
    root = Element("opml", {"version": "2.0"})
    SubElement(SubElement(root, "head"), "title").text = told(title)
    body = SubElement(root, "body")
    for group, found in groupby(feeds, key=lambda feed: feed.group):
        heading = SubElement(body, "outline", {"text": told(group[:1].upper() + group[1:])})
        for feed in found:
            SubElement(heading, "outline", _outline(feed, area))
    indent(root)
    return bytes(tostring(root, "utf-8", xml_declaration=True)) + b"\n"


def _outline(feed: Feed, area: Area) -> dict[str, str]:
    base, name = area.origin + area.root, told(feed.title)
    return {
        "type": "rss",
        "version": "RSS2",
        "text": name,
        "title": name,
        "description": told(feed.what),
        "language": area.language,
        "xmlUrl": f"{base}/{feed.rss}",
        "htmlUrl": base + feed.page,
    }
