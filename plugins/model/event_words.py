"""Days, times and places of events in words."""

from datetime import date, datetime, time, timedelta

from plugins.model.clock import LONDON
from plugins.model.language import Language

NOON = 12


def clock_words(value: time, language: Language) -> str:
    """Return a time of day as people say it: “6pm”, “12:30pm”, “12 noon”, “midnight”.

    A translation may write ``%(hours)s`` instead, the 24-hour form: “18:00”.
    """
    if (value.hour, value.minute) == (0, 0):
        return language.gettext("midnight")
    if (value.hour, value.minute) == (NOON, 0):
        return language.gettext("12 noon")
    hour = value.hour % NOON or NOON
    said, hours = f"{hour}:{value:%M}" if value.minute else f"{hour}", f"{value:%H:%M}"
    if value.hour < NOON:
        return language.gettext("%(said)sam", said=said, hours=hours)
    return language.gettext("%(said)spm", said=said, hours=hours)


def time_words(starts: datetime, ends: datetime, language: Language) -> str:
    """Return “Tuesday 24 November 2026, 6pm to 8pm”; an end at midnight is still told as of that day."""
    first, last = starts.astimezone(LONDON), ends.astimezone(LONDON)
    begin, end = clock_words(first.time(), language), clock_words(last.time(), language)
    day = language.weekday(first.date())
    if (last - timedelta(microseconds=1)).date() == first.date():
        return language.gettext("%(day)s, %(begin)s to %(end)s", day=day, begin=begin, end=end)
    until = language.weekday(last.date())
    return language.gettext("%(day)s, %(begin)s, to %(until)s, %(end)s", day=day, begin=begin, until=until, end=end)


def day_words(first: date, last: date, language: Language) -> str:
    """Return a day, or the first and the last of several, with the days of the week."""
    if first == last:
        return language.weekday(first)
    return language.gettext("%(first)s to %(last)s", first=language.weekday(first), last=language.weekday(last))


def where_words(place: str | None, language: Language, *, online: bool) -> str:
    """Return where it is, in a few words; nothing where it is nowhere."""
    if place and online:
        return language.gettext("%(place)s, and online", place=place)
    return place or (language.gettext("online") if online else "")
