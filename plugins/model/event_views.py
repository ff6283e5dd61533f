"""Events as lists show them: on their own pages and on the front page."""

from collections.abc import Sequence
from itertools import islice

from plugins.model.clock import Clock
from plugins.model.event_words import where_words
from plugins.model.events import Event, when_words
from plugins.model.language import Language
from plugins.model.views import View


def when_view(event: Event, language: Language) -> View:
    """Return when an event is, for people and for machines (HTML, 4.5.14: a day or a global date and time)."""
    form = event.starts.isoformat() if event.lasts_all_day else event.begins.isoformat(timespec="minutes")
    return {"iso": form, "words": when_words(event, language)}


def event_row(event: Event, url: str, language: Language) -> View:
    """Return an event as lists show it; ``state`` is a word where it does not take place as it was first told."""
    where = where_words(event.place.name if event.place else None, language, online=event.online is not None)
    return {
        "title": event.title,
        "url": url,
        "when": when_view(event, language),
        "where": where[:1].upper() + where[1:],
        "summary": event.summary,
        "cancelled": event.cancelled is not None,
        "changed": bool(event.changes),
    }


def to_come(events: Sequence[tuple[Event, str]], clock: Clock, language: Language, most: int) -> list[View]:
    """Return the next *most* of *events*, each with its address and sorted by day, that are not over."""
    coming = ((one, url) for one, url in events if not clock.has_passed(one.over))
    return [event_row(one, url, language) for one, url in islice(coming, most)]
