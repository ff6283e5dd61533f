"""Dates for families: meetings and days, where they are, how to get in, and what has changed since they were told."""

import re
from datetime import date, datetime, timedelta
from typing import Annotated, Self

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from plugins.model.clock import start_of
from plugins.model.event_times import EventTime
from plugins.model.event_words import day_words, time_words, where_words
from plugins.model.kinds import Dated
from plugins.model.language import Language
from plugins.model.values import Address, Day, Email, Line, Text, Value, mistake

AnyDay = date  # inside Event, `date` is the day it was made public
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}")


def _postcode(text: str) -> str:
    if not _POSTCODE.fullmatch(text):
        raise mistake(f"“{text}” is not a postcode.", "Write it in capitals with a space, for example BK1 1AA.")
    return text


class Venue(Value):
    """Where people come to. A map finds it by its ``postcode``."""

    name: Line
    address: tuple[Line, ...] = ()
    postcode: Annotated[Line, AfterValidator(_postcode)] | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The place as it stands on a letter."""
        return (self.name, *self.address, *([self.postcode] if self.postcode else []))


class Online(Value):
    """How people join from home. A link that anybody may use is given as ``url``, with ``public: true``."""

    join: Text
    url: Address | None = None
    public: bool = False

    @model_validator(mode="after")
    def meant(self) -> Self:
        """Refuse a link to a meeting that nobody has said is for everybody."""
        if self.url and not self.public:
            raise mistake(
                "The link to this meeting would be public: anybody could come in.",
                "Take `url` away and send the link to those who book; or say `public: true`.",
            )
        return self


class Booking(Value):
    """How to book a place: at least one way, and what else to know about it."""

    telephone: Line | None = None
    text_number: Line | None = None
    email: Email | None = None
    url: Address | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def possible(self) -> Self:
        """Refuse a booking without a way to book."""
        if not (self.telephone or self.text_number or self.email or self.url):
            raise mistake("It does not say how to book.", "Give `telephone`, `text_number`, `email` or `url`.")
        return self


class EventChange(Value):
    """One change of day, time or place, in a sentence that people read, and the day it was made."""

    on: Day
    what: Text


class Cancellation(Value):
    """That an event does not take place, since when this is known, and why."""

    on: Day
    why: Text


class Event(Dated):
    """A date for families. ``date`` is when it was made public; a bare day in ``starts`` lasts all day.

    ``ends`` of such days is the last of them; of moments it must be given, and be later than ``starts``.
    """

    starts: EventTime
    ends: EventTime | None = Field(default=None, validate_default=True)
    place: Venue | None = None
    online: Online | None = None
    access: tuple[Text, ...] = ()
    booking: Booking | None = None
    audience: Line | None = None
    changes: tuple[EventChange, ...] = ()
    cancelled: Cancellation | None = None

    @field_validator("ends", mode="after")
    @classmethod
    def in_order(cls, ends: AnyDay | None, info: ValidationInfo) -> AnyDay | None:
        """Refuse an end that is missing, of another kind than the start, or not after it."""
        starts = info.data.get("starts")
        if starts is None:  # it could not be read, which is told already
            return ends
        timed = isinstance(starts, datetime)
        if ends is None and timed:
            raise mistake("It does not say when the event ends.", "Add `ends`, for example 2026-11-24T20:00.")
        if ends and timed != isinstance(ends, datetime):
            raise mistake("One of `starts` and `ends` has a time and the other has none.", "Give both or neither.")
        if ends and (ends <= starts if timed else ends < starts):
            raise mistake("The event ends before it starts.", "Check `starts` and `ends`.")
        return ends

    @property
    def lasts_all_day(self) -> bool:
        """Whether days are given, and no times."""
        return not isinstance(self.starts, datetime)

    @property
    def begins(self) -> datetime:
        """The moment it begins."""
        return self.starts if isinstance(self.starts, datetime) else start_of(self.starts)

    @property
    def over(self) -> datetime:
        """The moment from which it has passed: of days, the end of the last one."""
        last = self.ends or self.starts
        return last if isinstance(last, datetime) else start_of(last + timedelta(days=1))

    @property
    def sequence(self) -> int:
        """How often day, time, place or state changed: calendars take the highest (RFC 5545, 3.8.7.4)."""
        return len(self.changes) + (1 if self.cancelled else 0)

    @property
    def modified(self) -> datetime:
        """When it was last changed, by what the file says: never when it was built."""
        days = [one.on for one in self.changes] + ([self.cancelled.on] if self.cancelled else [])
        return max([self.date, *map(start_of, days)])


def when_words(event: Event, language: Language) -> str:
    """Return day and time in words: “Tuesday 24 November 2026, 6pm to 8pm”."""
    if isinstance(event.starts, datetime) and isinstance(event.ends, datetime):
        return time_words(event.starts, event.ends, language)
    return day_words(event.starts, event.ends or event.starts, language)


def event_sentence(event: Event, language: Language) -> str:
    """Return the event as one plain sentence with its day, time and place."""
    title, when = event.title.rstrip("."), when_words(event, language)
    where = where_words(event.place.name if event.place else None, language, online=event.online is not None)
    told = language.gettext("%(title)s: %(when)s.", title=title, when=when)
    if where:
        told = language.gettext("%(title)s: %(when)s, %(where)s.", title=title, when=when, where=where)
    return language.gettext("Cancelled: %(event)s", event=told) if event.cancelled else told
