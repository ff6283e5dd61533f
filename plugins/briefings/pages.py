"""Views of an edition and of the page that lists all editions."""

from typing import Any

from plugins.briefings.amends import record_of
from plugins.briefings.edition import Edition
from plugins.briefings.rhythm import Rhythm
from plugins.model.download_views import size_words
from plugins.model.editions import Recording
from plugins.model.feed import Enclosure, Feed, Item
from plugins.model.language import Language
from plugins.model.views import View, by_year, day, head, link, links
from plugins.sources.workspace import Workspace

PAGE = "/briefings/"
_SOUNDS = {"audio/mpeg": "MP3", "audio/mp4": "M4A", "audio/ogg": "Ogg"}


def edition_view(whole: Edition, context: dict[str, Any], newer: Item | None, older: Item | None) -> View:
    """Return the view of an edition between the one before and the one after it.

    Only the page of the newest says when the next is due: an old page, a feed and a mail never change with the clock.
    """
    workspace: Workspace = context["WORKSPACE"]
    item, record, themes = whole.item, record_of(whole.item), context["THEME_LINKS"]
    words, rhythm = workspace.language.gettext, context["RHYTHM"]
    is_newest = rhythm and rhythm.items and rhythm.items[0].url == item.url
    return {
        **head(
            title=record.title,
            summary=record.summary,
            url=item.url,
            section="briefings",
            crumbs=[(words("Home"), "/"), (words("Briefings"), PAGE)],
            feeds=own_feeds(context),
            source=item.file,
            draft=item.draft,
        ),
        "html": whole.html,
        "date": day(record.date, workspace.language),
        "number": record.number,
        "recording": _recording(record.recording, whole.enclosure, workspace.language),
        "related": links(record.related),
        "themes": [themes[slug] for slug in record.themes if slug in themes],
        "subscribe": subscribe_view(workspace),
        "next_due": rhythm.next_words if is_newest else None,
        "newer": link(newer.record.title, newer.url) if newer else None,
        "older": link(older.record.title, older.url) if older else None,
    }


def archive_view(editions: tuple[Item, ...], context: dict[str, Any]) -> View:
    """Return the view of the page of all editions: when the next is due, each one, and which were late or missing."""
    workspace: Workspace = context["WORKSPACE"]
    words, feeds = workspace.language.gettext, own_feeds(context)
    rhythm: Rhythm | None = context["RHYTHM"]
    return {
        **head(
            title=words("Briefings"),
            summary=words("Every second week: what has changed in the plan, what is late, and dates for families."),
            url=PAGE,
            section="briefings",
            crumbs=[(words("Home"), "/")],
            feeds=feeds,
        ),
        "years": by_year(editions, workspace.language),
        "next_due": rhythm.next_words if rhythm else None,
        "not_in_time": rhythm.told() if rhythm else [],
        "feed": feeds[0].link,
        "subscribe": subscribe_view(workspace),
    }


def own_feeds(context: dict[str, Any]) -> list[Feed]:
    """Return the feeds of editions."""
    return [feed for feed in context["FEEDS"] if feed.page == PAGE]


def subscribe_view(workspace: Workspace) -> View | None:
    """Return where people sign up for the mail, None where they cannot."""
    subscribe = workspace.area.subscribe
    return subscribe.model_dump() if subscribe else None


def _recording(recording: Recording | None, enclosure: Enclosure | None, language: Language) -> View | None:
    if recording is None or enclosure is None:
        return None
    minutes = language.ngettext("%(count)s minute", "%(count)s minutes", recording.minutes)
    return {
        "url": enclosure.url,
        "minutes": minutes,
        "read_by": recording.read_by,
        "type": _SOUNDS[enclosure.type],
        "size": size_words(enclosure.bytes, language),
    }
