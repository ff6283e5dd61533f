"""iCalendar files (RFC 5545, RFC 7986) by icalendar: permanent ids, British time, nothing from the clock.

Times are local with ``TZID=Europe/London``: a phone abroad then still knows that it is 6pm in Britain, and a date far
ahead stays right if the law on summer time changes. The rules of that zone stand in each file (3.6.5) as they have
been since 1996. We write them ourselves: icalendar's ``add_missing_timezones`` copies the tables of the computer's own
time zone data, which differ from one computer to the next, are six times as long, and end in 2038.
There is no METHOD: with PUBLISH an ORGANIZER with an e-mail address would be due (RFC 5546, 3.2.1).
"""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from plugins.model.clock import LONDON
from plugins.model.views import View

if TYPE_CHECKING:
    from icalendar import Calendar, Event

REFRESH = timedelta(hours=12)
BRITISH_TIME = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")


def made(view: View) -> bytes:
    """Return the calendar file that *view* (of ``calendar_view``) tells of."""
    # Here, because a build in which no date changed need not wait for icalendar.
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    calendar.add("prodid", "-//Open Local Offer//Dates for families//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if view["all"]:  # one event has no name for a calendar of its own: it goes into the reader's
        _name(calendar, view)
    # Always: a calendar without any component is none (3.6).
    calendar.add_component(Timezone.from_ical(BRITISH_TIME))
    for entry in view["entries"]:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _name(calendar: "Calendar", view: View) -> None:
    name = " ".join(view["name"].split())  # the second of the two cannot hold a line break (it is no text of RFC 5545)
    calendar.add("name", name, parameters={"LANGUAGE": view["language"]})
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(LONDON))
    calendar.add("source", view["address"], parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")


def _event(entry: View) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", entry["id"])
    event.add("sequence", entry["sequence"])
    event.add("created", _utc(entry["created"]))
    for name in ("dtstamp", "last-modified"):
        event.add(name, _utc(entry["modified"]))
    event.add("dtstart", _local(entry, "starts"))
    event.add("dtend", _local(entry, "ends"))
    event.add("summary", _text(entry["title"]))
    event.add("description", _text(entry["description"]))
    event.add("url", entry["page"])
    event.add("status", "CANCELLED" if entry["cancelled"] else "CONFIRMED")
    # A day on which schools close, or what is cancelled, does not make anybody busy.
    event.add("transp", "TRANSPARENT" if entry["cancelled"] or entry["all_day"] else "OPAQUE")
    if entry["where"]:
        event.add("location", _text(entry["where"]))
    if entry["themes"]:
        event.add("categories", [_text(one) for one in entry["themes"]])
    return event


def _utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(UTC)


def _local(entry: View, key: str) -> date | datetime:
    moment = datetime.fromisoformat(entry[key]).astimezone(LONDON)
    return moment.date() if entry["all_day"] else moment


def _text(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
