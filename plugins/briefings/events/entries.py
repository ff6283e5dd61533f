"""Events as entries of a calendar: plain values, from which the file is made."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from urllib.parse import quote

from plugins.model.clock import Clock
from plugins.model.event_words import where_words
from plugins.model.events import Booking, Event
from plugins.model.language import Language
from plugins.model.views import View
from plugins.sources.entries import Entry
from plugins.sources.events import Dates
from plugins.sources.workspace import Workspace

ALL = "events/calendar.ics"
KEPT = timedelta(days=366)
"""How long the calendar keeps what is over: what leaves the file vanishes from the calendars of its subscribers."""


def kept_in_calendar(events: Dates, clock: Clock) -> Dates:
    """Return the events that the calendar of all holds: to come, and of the last year; no drafts."""
    return tuple(one for one in events if not one.draft and not clock.has_passed(one.record.over + KEPT))


def calendar_view(path: str, events: Dates, themes: Mapping[str, View], workspace: Workspace) -> View:
    """Return all that the calendar file *path* says."""
    area, words = workspace.area, workspace.language.gettext
    base = area.origin + area.root
    return {
        "all": path == ALL,
        "name": words("Dates for families: %(site)s", site=area.names.site),
        "address": f"{base}/{path}",
        "language": area.language,
        "entries": [_entry(one, base + quote(one.url), themes, workspace.language) for one in events],
    }


def _entry(one: Entry[Event], page: str, themes: Mapping[str, View], language: Language) -> View:
    event = one.record
    title = event.title
    if event.cancelled:
        # Not every calendar shows the state CANCELLED; all of them show the title.
        title = language.gettext("Cancelled: %(event)s", event=title)
    place = ", ".join(event.place.lines) if event.place else None
    return {
        "id": event.id,
        "sequence": event.sequence,
        "created": event.date.isoformat(),
        "modified": event.modified.isoformat(),
        "all_day": event.lasts_all_day,
        "starts": event.begins.isoformat(),
        "ends": event.over.isoformat(),
        "title": title,
        "where": where_words(place, language, online=event.online is not None),
        "description": "\n".join(_description(event, page, language)),
        "page": page,
        "themes": [themes[slug]["title"] for slug in event.themes if slug in themes],
        "cancelled": event.cancelled is not None,
    }


def _description(event: Event, page: str, language: Language) -> Iterator[str]:
    """Yield the lines below the title: what has changed first, then what people need to come, then the page."""
    words = language.gettext
    if event.cancelled:
        day, why = language.day(event.cancelled.on), event.cancelled.why
        yield words("Cancelled on %(day)s: %(why)s", day=day, why=why)
    for change in reversed(event.changes):
        yield words("Changed on %(day)s: %(what)s", day=language.day(change.on), what=change.what)
    yield event.summary
    if event.audience:
        yield words("Who it is for: %(audience)s", audience=event.audience)
    if event.online:
        yield words("Online: %(how)s", how=event.online.join)
        yield from filter(None, [event.online.url])
    if event.access:
        yield words("Getting in, and feeling at ease:")
        yield from (f"– {note}" for note in event.access)
    if event.booking and not event.cancelled:
        yield words("To book: %(ways)s", ways="; ".join(_ways(event.booking, language)))
        yield from filter(None, [event.booking.note])
    yield page


def _ways(booking: Booking, language: Language) -> Iterator[str]:
    words = language.gettext
    if booking.telephone:
        yield words("telephone %(number)s", number=booking.telephone)
    if booking.text_number:
        yield words("text message %(number)s", number=booking.text_number)
    if booking.email:
        yield words("e-mail %(address)s", address=booking.email)
    if booking.url:
        yield booking.url
