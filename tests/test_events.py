"""Dates for families: what a file may say, what is told of it, and what was published before."""

import json
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from plugins.model.clock import LONDON
from plugins.model.events import Event, event_sentence, when_words
from plugins.model.language import Language
from tests.conftest import run, write
from tests.small import markdown, news

ID = "5b0a8f1e-0009-4000-8000-000000000001"
ENGLISH = Language("en-GB")


def event(body: str = "Some words.", *, without: tuple[str, ...] = (), **keys: str) -> str:
    """Return an event that is right, with *keys* changed."""
    given = {
        "title": "A meeting",
        "id": ID,
        "status": "published",
        "summary": "Come and tell us.",
        "date": "2026-11-04T09:00",
        "starts": "2026-11-24T18:00",
        "ends": "2026-11-24T20:00",
        "place": "{name: Town Hall, address: [High Street, Smalltown], postcode: BK1 1AA}",
        "access": "[There are no steps.]",
    }
    return markdown(body, **{key: text for key, text in {**given, **keys}.items() if key not in without})


def made(**keys: object) -> Event:
    given = {"title": "A meeting", "id": ID, "status": "published", "summary": "Come.", "date": "2026-11-04"}
    return Event.model_validate({**given, "starts": "2026-11-24T18:00", "ends": "2026-11-24T20:00", **keys})


def main(path) -> BeautifulSoup:
    return BeautifulSoup(path.read_bytes(), "lxml").main


@pytest.fixture
def warned(build, tmp_path):
    """Build, and return each warning about an event."""

    def told(files, **options) -> list[str]:
        if not (tmp_path / "content").exists():
            build()
        write(tmp_path / "content", files)
        settings = run(tmp_path / "content", tmp_path / "output", **options)
        return [str(one).split("\n")[0] for one in settings["WORKSPACE"].findings if "events/" in str(one)]

    return told


# -- what a file may say


@pytest.mark.parametrize(
    ("keys", "line", "words"),
    [
        ({"starts": "2026-03-29T01:30", "ends": "2026-03-29T03:00"}, 7, "01:30 does not exist on that day"),
        ({"starts": "2026-10-25T00:30", "ends": "2026-10-25T01:30"}, 8, "01:30 comes twice on that day"),
        ({"starts": "2026-10-25T01:00", "ends": "2026-10-25T03:00"}, 7, "01:00 comes twice on that day"),
        ({"ends": "2026-11-24T17:00"}, 8, "ends before it starts"),
        ({"ends": "2026-11-24T18:00"}, 8, "ends before it starts"),
        ({"starts": "2026-11-25", "ends": "2026-11-24"}, 8, "ends before it starts"),
        ({"ends": "2026-11-24"}, 8, "the other has none"),
        ({"starts": "24/11/2026"}, 7, "two different days"),
        ({"starts": "soon"}, 7, "is not a date"),
        ({"place": "{name: Hall, postcode: nowhere}"}, 9, "not a postcode"),
        ({"online": "{join: By link, url: 'https://meet.example/1'}"}, 11, "would be public"),
        ({"booking": "{note: Ring us}"}, 11, "does not say how to book"),
        ({"venue": "Hall"}, 11, "`venue` is not a key of a event"),
        ({"changes": "[{on: 2026-11-10}]"}, 11, "`changes.0.what` is missing"),
        ({"themes": "[nothing]"}, 11, "There is no theme “nothing”"),
        ({"slug": "past"}, 11, "/events/past is taken"),
        ({"id": "5b0a8f1e-0001-4000-8000-000000000001"}, 3, "has the same id"),
    ],
)
def test_a_mistake_is_told_with_its_line(refused, keys, line, words):
    found = [one for one in refused({"events/a.md": event(**keys)}) if words in one.message]

    assert [(one.place.file.split("/")[0], one.place.line) for one in found][:1] in (
        [("events", line)],
        [("pages", 3)],
    )


def test_an_event_at_a_time_needs_its_end(refused):
    (found,) = refused({"events/a.md": event(without=("ends",))})

    assert "when the event ends" in found.message


def test_the_hours_before_and_after_the_clock_change_are_fine():
    for starts, ends in (("2026-03-29T00:30", "2026-03-29T02:00"), ("2026-10-25T00:30", "2026-10-25T02:00")):
        one = made(starts=starts, ends=ends)
        assert one.over.astimezone(UTC) > one.begins.astimezone(UTC)


def test_two_events_cannot_have_one_id(refused):
    (found,) = refused({"events/a.md": event(), "events/b.md": event(title="Another")})

    assert "the same id" in found.message
    assert (found.place.file, found.place.line) == ("events/b.md", 3)


def test_what_stands_in_no_place_that_is_read_is_told(warned):
    told = warned({"events/a.md": event(), "events/2026/b.md": event(), "events/c.txt": "x"})

    assert [line.split(": ")[1] for line in told] == ["events/2026/b.md", "events/c.txt"]


def test_a_place_without_access_notes_and_no_place_at_all_are_warned_of(warned):
    told = warned(
        {
            "events/a.md": event(without=("access",)),
            "events/b.md": event(id=ID[:-1] + "2", title="B", without=("place", "access")),
            "events/c.md": event(id=ID[:-1] + "3", title="C", starts="2026-12-18", without=("place", "access", "ends")),
        },
    )

    assert [line.split(": ", 2)[1:] for line in told] == [
        ["events/a.md, line 9", "There is a place, and nothing about how people get in."],
        ["events/b.md, line 2", "It does not say where the event is."],
    ]


def test_a_change_that_is_dated_in_the_future_is_warned_of(warned):
    told = warned({"events/a.md": event(changes="[{on: 2026-12-01, what: It moved.}]")})

    assert "This day is still to come, and the change is public now." in told[0]


# -- words


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2026-11-24T18:00", "2026-11-24T20:00", "Tuesday 24 November 2026, 6pm to 8pm"),
        ("2026-11-25T12:30", "2026-11-25T13:30", "Wednesday 25 November 2026, 12:30pm to 1:30pm"),
        ("2026-11-26T10:00", "2026-11-26T12:00", "Thursday 26 November 2026, 10am to 12 noon"),
        ("2026-11-26T00:00", "2026-11-26T00:15", "Thursday 26 November 2026, midnight to 12:15am"),
        ("2026-11-26T19:00", "2026-11-27T00:00", "Thursday 26 November 2026, 7pm to midnight"),
        ("2026-07-01T09:00", "2026-07-02T16:00", "Wednesday 1 July 2026, 9am, to Thursday 2 July 2026, 4pm"),
        ("2026-12-18", None, "Friday 18 December 2026"),
        ("2026-12-18", "2026-12-18", "Friday 18 December 2026"),
        ("2026-12-21", "2027-01-01", "Monday 21 December 2026 to Friday 1 January 2027"),
        ("2026-07-01T17:00Z", "2026-07-01T18:00Z", "Wednesday 1 July 2026, 6pm to 7pm"),
    ],
)
def test_a_time_is_told_as_people_say_it(starts, ends, words):
    assert when_words(made(starts=starts, ends=ends), ENGLISH) == words


def test_an_event_is_one_sentence_with_day_time_and_place():
    hall = {"name": "Town Hall"}
    gone = {"on": "2026-11-16", "why": "No heating."}

    assert event_sentence(made(place=hall), ENGLISH) == ("A meeting: Tuesday 24 November 2026, 6pm to 8pm, Town Hall.")
    assert event_sentence(made(online={"join": "By link."}), ENGLISH).endswith("8pm, online.")
    assert event_sentence(made(place=hall, online={"join": "By link."}), ENGLISH).endswith("Town Hall, and online.")
    assert event_sentence(made(cancelled=gone), ENGLISH) == (
        "Cancelled: A meeting: Tuesday 24 November 2026, 6pm to 8pm."
    )


def test_the_sequence_counts_what_was_changed_and_the_cancelling():
    changes = [{"on": "2026-11-10", "what": "It moved."}, {"on": "2026-11-12", "what": "It moved back."}]
    gone = {"on": "2026-11-16", "why": "No heating."}

    assert [made().sequence, made(changes=changes).sequence, made(changes=changes, cancelled=gone).sequence] == [
        0,
        2,
        3,
    ]
    assert made().modified == datetime(2026, 11, 4, tzinfo=LONDON)
    assert made(changes=changes[::-1]).modified == datetime(2026, 11, 12, tzinfo=LONDON)
    assert made(changes=[{"on": "2026-01-01", "what": "x"}]).modified == made().modified


# -- pages


def test_an_event_has_a_page_with_all_that_people_need_to_come(build):
    booking = "{telephone: 01632 960 001, text_number: 07700 900 001, email: a@smallshire.example, note: It is free.}"
    files = {
        "events/a.md": event(
            booking=booking,
            audience="Parents",
            changes="[{on: 2026-11-10, what: 'On 10 November we moved this. Ring 01632 960 002.'}]",
            online="{join: We send you a link.}",
        )
    }
    page = main(build(files) / "events/a/index.html")
    text = page.get_text(" ", strip=True)

    when = page.find("time", datetime="2026-11-24T18:00+00:00")
    assert when.string == "Tuesday 24 November 2026, 6pm to 8pm"
    for words in ("Town Hall", "BK1 1AA", "There are no steps.", "It is free.", "Parents", "We send you a link."):
        assert words in text
    for address in ("tel:01632960001", "tel:07700900001", "mailto:a@smallshire.example", "tel:01632960002"):
        assert page.find("a", href=address), address
    assert page.find("a", href="/events/a.ics")
    assert page.find("a", href="/events/")
    assert "10 November 2026 : On 10 November we moved this." in text


def test_an_event_that_is_over_no_longer_asks_anybody_to_come(build):
    files = {
        "events/a.md": event(
            booking="{telephone: 01632 960 001}",
            online="{join: By link., url: 'https://meet.example/1', public: true}",
        )
    }
    before = main(build(files, at="2026-11-24T19:59") / "events/a/index.html")
    after = main(build(files, at="2026-11-24T20:00") / "events/a/index.html")

    assert before.find("a", href="https://meet.example/1")
    assert "How to book" in before.get_text()
    assert "This has passed." in after.get_text()
    assert not after.find("a", href="https://meet.example/1")
    assert "How to book" not in after.get_text()
    assert not after.find("a", href="/events/a.ics")


def test_an_event_changes_its_list_when_it_has_passed_and_no_link_dies(build):
    files = {
        "events/a.md": event(),
        "events/b.md": event(id=ID[:-1] + "2", title="B", starts="2026-11-26T10:00", ends="2026-11-26T11:00"),
    }
    output = build(files, at="2026-11-24T19:59")
    links = {one["href"] for one in main(output / "events/index.html").find_all("a")}
    assert {"/events/a/", "/events/b/"} <= links
    assert "No date has passed yet." in (output / "events/past/index.html").read_text()
    assert not (output / "events/past/2026").exists()

    build(files, at="2026-11-24T20:00")
    assert "/events/a/" not in {one["href"] for one in main(output / "events/index.html").find_all("a")}
    assert main(output / "events/past/index.html").find("a", href="/events/past/2026/")
    assert main(output / "events/past/2026/index.html").find("a", href="/events/a/")
    assert (output / "events/a/index.html").exists()

    build(files, at="2030-01-01")
    assert "We have no dates to tell you now." in (output / "events/index.html").read_text()
    assert (output / "events/calendar.ics").exists()


@pytest.mark.parametrize(
    ("now", "then"),
    [("2026-11-22", "2026-11-24T20:00:00+00:00"), ("2026-11-25", "2027-11-25T20:00:00+00:00"), ("2028-01-01", None)],
)
def test_the_gate_knows_when_an_event_passes_and_when_it_leaves_the_calendar(build, tmp_path, now, then):
    build({"events/a.md": event()}, at=now)
    (record,) = (tmp_path / "state").rglob("record.json")

    assert json.loads(record.read_text())["next_change"] == then


def test_dates_to_come_are_by_month_and_days_without_times_too(build):
    others = {
        "events/b.md": event(
            id=ID[:-1] + "2", title="Term ends", starts="2026-12-18", without=("place", "access", "ends")
        ),
        "events/c.md": event(id=ID[:-1] + "3", title="Too", starts="2027-12-18", without=("place", "access", "ends")),
    }
    page = main(build({"events/a.md": event(), **others}) / "events/index.html")

    assert [one.string for one in page.find_all("h2")][:3] == ["November 2026", "December 2026", "December 2027"]
    assert page.find("time", datetime="2026-12-18").string == "Friday 18 December 2026"


def test_a_cancelled_event_says_so_everywhere_and_why(build):
    output = build({"events/a.md": event(cancelled="{on: 2026-11-16, why: No heating.}", booking="{telephone: '1'}")})

    page = main(output / "events/a/index.html").get_text(" ", strip=True)
    assert "This is cancelled. No heating." in page
    assert "How to book" not in page
    for name in ("index.html", "events/index.html"):
        assert "Cancelled" in main(output / name).get_text()


def test_home_shows_the_next_three_dates(build):
    files = {
        f"events/e{number}.md": event(
            id=f"{ID[:-1]}{number}",
            title=f"Meeting {number}",
            starts=f"2026-11-2{number}T10:00",
            ends=f"2026-11-2{number}T11:00",
        )
        for number in range(1, 7)
    }
    page = main(build(files, at="2026-11-22") / "index.html")

    assert [one["href"] for one in page.find_all("a") if "/events/e" in one["href"]] == [
        "/events/e2/",
        "/events/e3/",
        "/events/e4/",
    ]


def test_an_area_without_events_has_no_page_and_no_link_to_one(build):
    output = build({"news/a.md": news()})

    assert not (output / "events").exists()
    assert "/events/" not in (output / "index.html").read_text()
    assert "/events/" not in (output / "news/index.html").read_text()


def test_a_draft_and_one_whose_day_has_not_come_are_nowhere(build):
    files = {
        "events/a.md": event(),
        "events/b.md": event(id=ID[:-1] + "2", title="Secret", status="draft"),
        "events/c.md": event(id=ID[:-1] + "3", title="Secret", date="2026-11-23T09:00"),
    }
    output = build(files, at="2026-11-22")

    assert not [path for path in output.rglob("*") if path.is_file() and b"Secret" in path.read_bytes()]
    assert "Secret" in (build(files, at="2026-11-23T09:00") / "events/calendar.ics").read_text()


def test_a_link_to_an_event_that_is_not_due_stops_the_build(refused):
    (found,) = refused({"events/a.md": event(date="2026-12-01"), "news/a.md": news("[Come](/events/a/)")})

    assert "a draft or not yet due" in found.message


def test_a_preview_shows_it_marked_and_the_calendar_does_not_have_it(build):
    output = build(
        {"events/a.md": event(), "events/b.md": event(id=ID[:-1] + "2", title="B", status="draft")}, drafts=True
    )

    assert "Only you can see it here." in (output / "events/b/index.html").read_text()
    assert (output / "events/calendar.ics").read_text().count("BEGIN:VEVENT") == 1


def test_an_old_address_of_an_event_leads_to_it(build):
    output = build({"events/a.md": event(redirect_from="[/events/old/]")})

    assert "url=/events/a/" in (output / "events/old/index.html").read_text()


# -- what was published before


@pytest.fixture
def publish(warned, tmp_path):
    def published(files, **options):
        return warned(files, **{"publish": True, "caches": tmp_path / "caches", **options})

    return published


def test_a_change_that_nobody_wrote_down_is_told_until_it_is(publish):
    moved = {"starts": "2026-11-25T18:00", "ends": "2026-11-25T20:00"}
    assert not publish({"events/a.md": event()})
    for _again in range(2):
        (told,) = publish({"events/a.md": event(**moved), "news/a.md": news(f"Again {_again}.")})
        assert "events/a.md, line 7: Day, time or place differ from what was published" in told
    assert not publish({"events/a.md": event(**moved, changes="[{on: 2026-11-20, what: It moved.}]")})
    assert not publish(
        {"events/a.md": event(**moved, changes="[{on: 2026-11-20, what: It moved.}]", summary="Another.")}
    )


@pytest.mark.parametrize("keys", [{"place": "{name: Library}"}, {"ends": "2026-11-24T21:00"}])
def test_another_place_or_end_is_a_change(publish, keys):
    publish({"events/a.md": event()})

    assert publish({"events/a.md": event(**keys)})


def test_taking_place_after_all_needs_two_lines(publish):
    gone = "{on: 2026-11-16, why: No heating.}"
    line = "{on: 2026-11-18, what: It takes place after all.}"
    publish({"events/a.md": event()})

    assert not publish({"events/a.md": event(cancelled=gone)})
    assert publish({"events/a.md": event(changes=f"[{line}]")})
    assert not publish({"events/a.md": event(changes=f"[{line}, {line}]")})


def test_other_words_are_no_change(publish):
    publish({"events/a.md": event()})

    assert not publish({"events/a.md": event("Other words.", title="Another title", access="[A lift.]")})


def test_a_build_that_is_not_published_is_not_kept(publish):
    publish({"events/a.md": event()}, publish=False)

    assert not publish({"events/a.md": event(starts="2026-11-25T10:00", ends="2026-11-25T11:00")})


def test_a_build_that_stops_is_not_kept(publish, refused, tmp_path):
    publish({"events/a.md": event()})
    moved = event(starts="2026-11-25T10:00", ends="2026-11-25T11:00", changes="[{on: 2026-11-20, what: It moved.}]")
    refused({"events/a.md": moved, "news/a.md": news("[x](/nowhere/)")}, publish=True, caches=tmp_path / "caches")

    assert not publish({"events/a.md": event(), "news/a.md": news("Fine.")})


def test_a_published_event_that_is_gone_is_told_until_its_day_is_over(publish):
    other = event(id=ID[:-1] + "2", title="Another", starts="2026-12-24", without=("place", "access", "ends"))
    publish({"events/a.md": event(), "events/b.md": other})

    (told,) = publish({"events/a.md": None})
    assert "events/a.md: This event was published, has not been yet, and is gone." in told
    assert publish({"events/b.md": other.replace("Another", "Others")})
    assert not publish({}, at="2026-11-25")


def test_an_event_that_has_passed_may_change_or_go(publish):
    publish({"events/a.md": event()}, at="2026-11-22")

    assert not publish({"events/a.md": None, "news/a.md": news()}, at="2026-11-26")


def test_a_record_that_is_broken_is_begun_again(publish, tmp_path):
    publish({"events/a.md": event()})
    (path,) = (tmp_path / "caches" / "events").glob("*.json")
    path.write_text("{")

    assert not publish({"events/a.md": event(starts="2026-11-25T10:00", ends="2026-11-25T11:00")})
