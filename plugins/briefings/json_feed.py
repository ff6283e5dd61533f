"""JSON Feed 1.1 (jsonfeed.org/version/1.1): the same items as the RSS, with the same ids and the same HTML."""

import json
from collections.abc import Mapping
from typing import Any

from plugins.briefings.html_out import absolute, told, whole
from plugins.model.area import Area
from plugins.model.feed import Feed, FeedItem


def json_feed(feed: Feed, area: Area, themes: Mapping[str, str]) -> bytes:
    """Return *feed* as JSON Feed 1.1; *themes* are the titles of themes by their slugs."""
    base = area.origin + area.root
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": told(feed.title),
        "home_page_url": base + feed.page,
        "feed_url": f"{base}/{feed.json}",
        "description": told(feed.what),
        "language": area.language,
        "authors": [{"name": told(area.names.full), "url": f"{base}/"}],
        "items": [_item(item, area, themes) for item in feed.items],
    }
    return f"{json.dumps(made, ensure_ascii=False, indent=1)}\n".encode()


def _item(item: FeedItem, area: Area, themes: Mapping[str, str]) -> dict[str, Any]:
    page, sound = absolute(item.url, area), item.enclosure
    told_of = {
        "id": f"urn:uuid:{item.id}",
        "url": page,
        "title": told(item.title),
        "summary": told(item.summary),
        "content_html": whole(item.html, page),
        "date_published": item.date.isoformat(),
        "date_modified": item.modified.isoformat() if item.modified else None,
        "tags": [told(themes[slug]) for slug in item.themes if slug in themes],
        "attachments": [{"url": absolute(sound.url, area), "mime_type": sound.type, "size_in_bytes": sound.bytes}]
        if sound
        else None,
    }
    return {key: value for key, value in told_of.items() if value}
