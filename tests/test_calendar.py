"""The calendar files: by the rules of RFC 5545, read by other people's readers, in British time, never by the clock."""

import io
import re
import warnings
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from plugins.briefings.events.calendar import BRITISH_TIME, made
from plugins.model.clock import LONDON
from tests.conftest import tree
from tests.small import AREA, PLAN, theme
from tests.test_events import ID, event

ZONE = "Europe/London"
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "CREATED", "DESCRIPTION", "LAST-MODIFIED", "LOCATION", "SEQUENCE")
ONCE += ("STATUS", "SUMMARY", "TRANSP", "URL")
PROPERTY = re.compile(r'[A-Z0-9-]+(;[A-Z0-9-]+=("[^"]*"|[^";:,]*))*:')
ENTRY = {
    "id": ID,
    "sequence": 0,
    "created": "2026-11-04T09:00:00+00:00",
    "modified": "2026-11-04T09:00:00+00:00",
    "all_day": False,
    "starts": "2026-11-24T18:00:00+00:00",
    "ends": "2026-11-24T20:00:00+00:00",
    "title": "A meeting",
    "where": "Town Hall",
    "description": "Come.",
    "page": "https://send.example.org/events/a/",
    "themes": [],
    "cancelled": False,
}
WHOLE = {"all": True, "name": "Dates", "address": "https://send.example.org/events/calendar.ics", "language": "en-GB"}


def calendar(*entries: dict, **whole: object) -> bytes:
    """Return the calendar of *entries*, each with what differs from ``ENTRY``."""
    return made({**WHOLE, "entries": [{**ENTRY, **one} for one in entries], **whole})


def broken_rules(data: bytes) -> list[str]:
    """Return which rules of RFC 5545 *data* breaks: its sections are named."""
    wrong = []
    if not data.endswith(b"\r\n") or b"\n" in data.replace(b"\r\n", b"") or b"\r" in data.replace(b"\r\n", b""):
        wrong.append("3.1: lines end with CRLF")
    wrong += [f"3.1: {len(line)} octets" for line in data.split(b"\r\n") if len(line) > 75]
    for line in data.split(b"\r\n"):
        line.decode()  # 3.1.4: UTF-8, and no character is cut in two
    lines = data.decode().replace("\r\n ", "").split("\r\n")[:-1]
    wrong += [f"3.1: {line[:30]} is no property" for line in lines if not PROPERTY.match(line)]
    wrong += [
        f"3.3.11: a control character in {line[:20]}" for line in lines if re.search("[\x00-\x08\x0b-\x1f\x7f]", line)
    ]
    return [*wrong, *_broken_parts(lines)]


def _broken_parts(lines: list[str]) -> list[str]:
    wrong = []
    if (lines[:1], lines[-1:]) != (["BEGIN:VCALENDAR"], ["END:VCALENDAR"]):
        wrong.append("3.4: one calendar")
    wrong += [f"3.6: {name}" for name in ("PRODID:", "VERSION:2.0") if sum(one.startswith(name) for one in lines) != 1]
    if not any(one.startswith("BEGIN:V") for one in lines[1:]):
        wrong.append("3.6: at least one component")
    if any(one.startswith("METHOD") for one in lines):
        wrong.append("3.8.4.3: METHOD needs an ORGANIZER")
    events = re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", "\n".join(lines), re.DOTALL)
    zones = set(re.findall(r"^TZID:(.*)$", "\n".join(lines), re.MULTILINE))
    ids = re.findall(r"^UID:(.*)$", "\n".join(lines), re.MULTILINE)
    if len(ids) != len(set(ids)):
        wrong.append("3.8.4.7: UID twice")
    return wrong + [fault for one in events for fault in _broken_event(one.split("\n"), zones)]


def _broken_event(lines: list[str], zones: set[str]) -> list[str]:
    names = [re.split("[;:]", line, maxsplit=1)[0] for line in lines]
    wrong = [f"3.6.1: no {name}" for name in ("UID", "DTSTAMP", "DTSTART") if name not in names]
    wrong += [f"3.6.1: {name} twice" for name in ONCE if names.count(name) > 1]
    given = dict(zip(names, lines, strict=True))
    for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        if name in given and not re.fullmatch(rf"{name}:\d{{8}}T\d{{6}}Z", given[name]):
            wrong.append(f"3.8.7: {name} is in UTC")
    for zone in re.findall(r"TZID=([^:;]+)", "\n".join(lines)):
        wrong += [] if zone in zones else [f"3.2.19: no VTIMEZONE {zone}"]
    starts, ends = (given.get(name, "").removeprefix(name) for name in ("DTSTART", "DTEND"))
    if starts.split(":")[0] != ends.split(":")[0] or starts >= ends:
        wrong.append("3.8.2.2: DTEND is later and of the same type")
    return wrong


def events(data: bytes) -> list:
    return Calendar.from_ical(data).walk("VEVENT")


# -- the rules, and that each of them can be broken


def test_every_calendar_of_the_demonstration_keeps_the_rules(demonstration):
    files = sorted((demonstration / "events").glob("*.ics"))

    assert len(files) > 8
    for path in files:
        assert not broken_rules(path.read_bytes()), path.name
        assert Calendar.from_ical(path.read_bytes()).errors == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b"\r\n", b"\n", "3.1: lines end with CRLF"),
        (b"SUMMARY:", b"SUMMARY:" + b"x" * 80, "3.1: "),
        (b"SUMMARY:", b"SUMMARY ", "is no property"),
        (b"SUMMARY:", b"SUMMARY:\x07", "3.3.11"),
        (b"VERSION:2.0\r\n", b"", "3.6: VERSION"),
        (b"PRODID:", b"X-P:", "3.6: PRODID"),
        (b"UID:", b"X-ID:", "3.6.1: no UID"),
        (b"DTSTAMP:", b"X-STAMP:", "3.6.1: no DTSTAMP"),
        (b"SEQUENCE:0", b"SEQUENCE:0\r\nSEQUENCE:1", "SEQUENCE twice"),
        (b"DTSTAMP:20261104T090000Z", b"DTSTAMP:20261104T090000", "DTSTAMP is in UTC"),
        (b"TZID:Europe/London", b"TZID:Europe/Paris", "3.2.19"),
        (b":20261124T200000", b":20261124T170000", "3.8.2.2"),
        (b"CALSCALE:", b"METHOD:PUBLISH\r\nCALSCALE:", "3.8.4.3"),
    ],
)
def test_the_rules_can_be_broken(old, new, rule):
    whole = calendar({})
    assert not broken_rules(whole)
    assert old in whole

    assert any(rule in one for one in broken_rules(whole.replace(old, new)))


def test_a_calendar_without_dates_is_still_one():
    assert not broken_rules(calendar())
    assert len(Calendar.from_ical(calendar()).subcomponents) == 1


# -- texts

# What front matter lets through: no control characters but the tab and line breaks, no surrogates.
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u202a\u202b\u202c\u202d\u202e\ufffe\uffff")
    | st.sampled_from(list(',;:\\"\n\t^=é😀👩‍🦽אبn')),
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS, WORDS, st.lists(WORDS.filter(bool), max_size=3))
def test_every_text_comes_back_as_it_was(title, description, where, themes):
    data = calendar({"title": title, "description": description, "where": where, "themes": themes}, name=title or "x")
    (back,) = events(data)

    assert not broken_rules(data)
    assert str(back["SUMMARY"]) == title
    assert str(back["DESCRIPTION"]) == description
    assert str(back.get("LOCATION", "")) == where
    assert sorted(str(one) for one in (back["CATEGORIES"].cats if themes else [])) == sorted(themes)


@pytest.mark.parametrize("text", ["a, b; c \\n d", "one\ntwo\n\nthree", "👨‍👩‍👧‍👦" * 30, "שלום " * 30, "مرحبا, “x”; y"])
def test_commas_breaks_emoji_and_text_from_right_to_left_come_back(build, text):
    written = "".join(f"\\U{ord(mark):08X}" if ord(mark) > 126 else mark for mark in text.replace("\\", "\\\\"))
    quoted = '"' + written.replace("\n", "\\n") + '"'
    output = build({"events/a.md": event(title='"x, y; z 😀"', access=f"[{quoted}]", audience='"a, b; c"')})
    data = (output / "events/a.ics").read_bytes()

    assert not broken_rules(data)
    assert text.strip() in str(events(data)[0]["DESCRIPTION"])
    assert str(events(data)[0]["SUMMARY"]) == "x, y; z 😀"


def test_a_line_break_of_windows_is_one_line_break():
    (back,) = events(calendar({"description": "one\r\ntwo\rthree"}))

    assert str(back["DESCRIPTION"]) == "one\ntwo\nthree"


# -- British time


def zone() -> object:
    """Return the time zone as another reader (python-dateutil) makes it of the rules in our file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tzical(io.StringIO(BRITISH_TIME.replace("\r\n", "\n"))).get(ZONE)


RULES = zone()


def read(line: bytes) -> datetime:
    """Return the moment that a line such as ``DTSTART;TZID=…`` names, by the rules in the file alone."""
    return datetime.fromisoformat(line.split(b":")[1].decode()).replace(tzinfo=RULES).astimezone(UTC)


@settings(max_examples=300, deadline=None)
@given(st.datetimes(datetime(1997, 1, 1), datetime(2099, 1, 1)).map(lambda one: one.replace(microsecond=0, tzinfo=UTC)))
def test_the_rules_in_the_file_tell_the_same_time_as_london(moment):
    assert moment.astimezone(RULES).utcoffset() == moment.astimezone(LONDON).utcoffset()


@pytest.mark.parametrize("year", range(1997, 2060))
def test_the_clocks_change_in_the_file_when_they_do_in_london(year):
    for month in (3, 10):
        hours = (datetime(year, month, 24, tzinfo=UTC) + timedelta(hours=step) for step in range(8 * 24))
        assert not [one for one in hours if one.astimezone(RULES).utcoffset() != one.astimezone(LONDON).utcoffset()]


def test_a_weekly_series_is_at_six_in_britain_before_and_after_both_clock_changes(build):
    days = ["2026-10-14", "2026-10-21", "2026-10-28", "2026-11-04", "2027-03-24", "2027-03-31"]
    files = {
        f"events/week-{number}.md": event(
            id=f"{ID[:-1]}{number}",
            title=f"Week {number}",
            date="2026-09-01",
            starts=f"{day}T18:00",
            ends=f"{day}T19:00",
        )
        for number, day in enumerate(days)
    }
    data = (build(files) / "events/calendar.ics").read_bytes()
    lines = [line for line in data.split(b"\r\n") if line.startswith(b"DTSTART;TZID")]

    assert [read(line).astimezone(LONDON).strftime("%F %H:%M") for line in lines] == [f"{day} 18:00" for day in days]
    assert [read(line).hour for line in lines] == [17, 17, 18, 18, 18, 17]
    assert [one["DTSTART"].dt.astimezone(UTC).hour for one in events(data)] == [17, 17, 18, 18, 18, 17]
    paris = [one["DTSTART"].dt.astimezone(ZoneInfo("Europe/Paris")).hour for one in events(data)]
    assert paris == [19] * 6


@settings(max_examples=100, deadline=None)
@given(st.datetimes(datetime(2024, 1, 1), datetime(2060, 1, 1)), st.integers(1, 5000))
def test_a_start_and_an_end_come_back_as_the_same_moments(start, minutes):
    starts = start.replace(second=0, microsecond=0, tzinfo=UTC)
    ends = starts + timedelta(minutes=minutes)
    hour = timedelta(hours=1)
    if any(
        one.astimezone(LONDON).utcoffset() != (one + step).astimezone(LONDON).utcoffset()
        for one in (starts, ends)
        for step in (hour, -hour)
    ):
        return  # the hour that comes twice: front matter refuses it
    (back,) = events(calendar({"starts": starts.isoformat(), "ends": ends.isoformat()}))

    assert (back["DTSTART"].dt, back["DTEND"].dt) == (starts, ends)


def test_days_are_days_and_the_end_is_the_day_after(build):
    one = event(starts="2026-12-21", ends="2027-01-01", without=("place", "access"))
    (back,) = events((build({"events/a.md": one}) / "events/a.ics").read_bytes())

    assert (back["DTSTART"].dt, back["DTEND"].dt) == (date(2026, 12, 21), date(2027, 1, 2))
    assert back["TRANSP"] == "TRANSPARENT"


# -- what a subscriber sees


def test_id_and_entry_stay_when_everything_else_changes(build):
    output = build({"events/a.md": event()})
    (before,) = events((output / "events/calendar.ics").read_bytes())
    moved = event("Other.", title="Renamed", starts="2026-11-25T18:00", ends="2026-11-25T20:00", slug="b")
    build({"events/a.md": moved, "area.toml": AREA.replace("https://send.example.org", "https://new.example.org/send")})
    (after,) = events((output / "events/calendar.ics").read_bytes())

    assert before["UID"] == after["UID"] == ID
    assert after["URL"] == "https://new.example.org/send/events/b/"


def test_a_change_raises_the_sequence_and_dates_the_entry(build):
    change = "[{on: 2026-11-10, what: 'On 10 November we moved this, from the 23rd.'}]"
    (before,) = events((build({"events/a.md": event()}) / "events/a.ics").read_bytes())
    (after,) = events((build({"events/a.md": event(changes=change)}) / "events/a.ics").read_bytes())

    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert before["DTSTAMP"].dt == before["LAST-MODIFIED"].dt == datetime(2026, 11, 4, 9, tzinfo=UTC)
    assert after["DTSTAMP"].dt == after["LAST-MODIFIED"].dt == datetime(2026, 11, 10, tzinfo=UTC)
    assert "Changed on 10 November 2026: On 10 November we moved this, from the 23rd." in after["DESCRIPTION"]


def test_a_cancelled_event_stays_in_the_calendar_as_cancelled_and_says_why(build):
    output = build({"events/a.md": event(cancelled="{on: 2026-11-16, why: No heating.}", booking="{telephone: '1'}")})
    (one,) = events((output / "events/calendar.ics").read_bytes())

    assert (one["STATUS"], one["SEQUENCE"], one["TRANSP"]) == ("CANCELLED", 1, "TRANSPARENT")
    assert one["SUMMARY"] == "Cancelled: A meeting"
    assert one["DESCRIPTION"].startswith("Cancelled on 16 November 2026: No heating.")
    assert "To book" not in one["DESCRIPTION"]
    assert one["LAST-MODIFIED"].dt == datetime(2026, 11, 16, tzinfo=UTC)


def test_an_entry_tells_place_access_booking_and_page(build):
    keys = {"booking": "{telephone: 01632 960 001, email: a@smallshire.example}", "online": "{join: Ask for the link.}"}
    files = {
        "events/a.md": event(**keys, themes="[listening]"),
        "plan/plan.toml": PLAN,
        "plan/themes/listening.md": theme(),
    }
    (one,) = events((build(files) / "events/a.ics").read_bytes())

    assert one["LOCATION"] == "Town Hall, High Street, Smalltown, BK1 1AA, and online"
    assert one["DESCRIPTION"].split("\n") == [
        "Come and tell us.",
        "Online: Ask for the link.",
        "Getting in, and feeling at ease:",
        "– There are no steps.",
        "To book: telephone 01632 960 001; e-mail a@smallshire.example",
        "https://send.example.org/events/a/",
    ]
    assert one["URL"] == "https://send.example.org/events/a/"
    assert [str(name) for name in one["CATEGORIES"].cats] == ["Listening"]
    assert one["STATUS"] == "CONFIRMED"


def test_what_is_over_stays_a_year_in_the_calendar_and_its_own_file_for_ever(build):
    output = build({"events/a.md": event()}, at="2027-11-25T19:59")
    assert len(events((output / "events/calendar.ics").read_bytes())) == 1

    build({"events/a.md": event()}, at="2027-11-25T20:00")
    assert not events((output / "events/calendar.ics").read_bytes())
    assert len(events((output / "events/a.ics").read_bytes())) == 1


def test_the_calendar_of_all_has_a_name_and_one_event_has_none(build):
    output = build({"events/a.md": event()})
    whole, one = ((output / f"events/{name}.ics").read_text() for name in ("calendar", "a"))

    assert "X-WR-CALNAME:Dates for families: Smallshire SEND Local Offer" in whole
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in whole
    assert "CALNAME" not in one


def test_two_builds_are_byte_identical_whatever_the_hour(build, tmp_path, monkeypatch):
    files = {"events/a.md": event(), "events/b.md": event(id=ID[:-1] + "2", title="B", themes="[]")}
    first = tree(build(files, at="2026-11-22") / "events")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    (tmp_path / "output").rename(tmp_path / "before")
    again = tree(build(files, at="2026-11-23T15:31") / "events")

    assert {name: data for name, data in first.items() if name.endswith(".ics")} == {
        name: data for name, data in again.items() if name.endswith(".ics")
    }
    assert len([name for name in first if name.endswith(".ics")]) == 3
