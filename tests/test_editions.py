"""Editions of the briefing: when they are due, what is put right in them, and that nobody gets one twice."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from plugins.model.clock import LONDON
from plugins.model.editions import EditionCalendar, Pause
from plugins.model.findings import Severity
from plugins.model.schedule import Appeared, due_days, next_due, passed_over, schedule
from plugins.sources.recordings import sound
from tests import readers
from tests.conftest import ROOT, run, tree
from tests.readers import channel, items, whole, words
from tests.small import AREA, PLAN, briefing, theme

ORIGIN, MOVED = "https://send.example.org", "https://new.example.org/send"
ID = "5b0a8f1e-0003-4000-8000-0000000000{:02}"
BRIEFINGS = "\n[briefing]\nfirst = 2026-09-25\nevery_days = 14\ntolerance_days = 2\n"
FIRST = date(2026, 1, 2)


# ---- The calendar ------------------------------------------------------------------------------------------------

DAYS = st.integers(-40, 400).map(lambda days: FIRST + timedelta(days=days))
PAUSES = st.tuples(DAYS, st.integers(0, 60)).map(
    lambda one: Pause(begins=one[0], ends=one[0] + timedelta(days=one[1]), why="A holiday")
)


@st.composite
def calendars(draw):
    """A calendar: any rhythm, a tolerance that leaves room to be late, and up to three pauses."""
    every = draw(st.integers(1, 40))
    return EditionCalendar(
        first=FIRST,
        every_days=every,
        tolerance_days=draw(st.integers(0, (every - 1) // 2)),
        pauses=tuple(draw(st.lists(PAUSES, max_size=3))),
    )


APPEARED = st.lists(st.builds(Appeared, DAYS, st.uuids().map(str)), max_size=20, unique_by=lambda one: one.key)


def filled(slots):
    """Return which day each edition filled."""
    return {slot.filled: slot.due for slot in slots if slot.filled}


@given(calendars(), APPEARED, DAYS, st.randoms())
def test_the_order_in_which_editions_are_named_does_not_matter(calendar, editions, today, chance):
    shuffled = sorted(editions, key=lambda _one: chance.random())

    assert schedule(calendar, shuffled, today) == schedule(calendar, editions, today)


@given(calendars(), APPEARED, DAYS)
def test_a_slot_has_one_edition_at_most_and_an_edition_one_slot_in_the_order_of_days(calendar, editions, today):
    slots = schedule(calendar, editions, today)
    came = [slot.filled for slot in slots if slot.filled]

    assert len({slot.due for slot in slots}) == len(slots)
    assert came == sorted(came)
    assert max(Counter(came).values(), default=1) == 1
    assert {*came} <= {one for one in editions if one.day <= today}


@given(calendars(), APPEARED, DAYS)
def test_every_due_day_has_its_slot_on_the_grid_and_none_lies_in_a_pause(calendar, editions, today):
    slots = schedule(calendar, editions, today)
    days = [FIRST + timedelta(days=count * calendar.every_days) for count in range(900)]
    due = [day for day in days if not any(pause.begins <= day <= pause.ends for pause in calendar.pauses)]

    assert [slot.due for slot in slots if slot.due <= today] == [day for day in due if day <= today]
    assert {slot.due for slot in slots} <= {*due}
    assert all(slot.filled for slot in slots if slot.due > today)


@given(calendars(), APPEARED, DAYS)
def test_late_is_counted_from_the_due_day_and_missing_is_what_nobody_filled_in_time(calendar, editions, today):
    for slot in schedule(calendar, editions, today):
        after = (slot.filled.day - slot.due).days if slot.filled else 0
        assert slot.days_late == max(0, after)
        assert slot.is_late == (after > calendar.tolerance_days)
        assert not (slot.missed and slot.filled)
        over = slot.due + timedelta(days=calendar.tolerance_days) < today
        assert slot.filled or slot.missed or not over


@given(calendars(), APPEARED, DAYS, DAYS)
def test_what_comes_later_never_changes_which_day_an_earlier_edition_filled(calendar, editions, day, later):
    then, now = schedule(calendar, editions, min(day, later)), schedule(calendar, editions, max(day, later))

    assert filled(then).items() <= filled(now).items()


@given(calendars(), APPEARED, DAYS)
def test_each_missed_day_is_told_by_one_edition_or_is_still_to_be_told(calendar, editions, today):
    slots = schedule(calendar, editions, today)
    told = [slot.due for one in editions for slot in passed_over(slots, one.key)]
    newest = max((slot.due for slot in slots if slot.filled), default=None)

    assert sorted(told) == [slot.due for slot in slots if slot.missed and newest and slot.due < newest]


@given(calendars(), st.integers(1, 12), st.data())
def test_editions_within_the_tolerance_of_every_day_are_all_in_time(calendar, count, data):
    days = [day for day, _ in zip(due_days(calendar), range(count), strict=False)]
    off = st.integers(-calendar.tolerance_days, calendar.tolerance_days)
    editions = [Appeared(day + timedelta(days=data.draw(off)), str(day)) for day in days]
    slots = schedule(calendar, editions, max(one.day for one in editions))

    assert {one.key: due.isoformat() for one, due in filled(slots).items()} == {one.key: one.key for one in editions}
    assert not [slot for slot in slots if slot.is_late or slot.missed]


@given(calendars(), APPEARED, DAYS)
def test_the_next_edition_is_due_on_a_day_that_is_neither_filled_nor_over(calendar, editions, today):
    day = next_due(calendar, editions, today)

    assert day in [one for one, _ in zip(due_days(calendar), range(900), strict=False)]
    assert day not in filled(schedule(calendar, editions, today)).values()
    assert day + timedelta(days=calendar.tolerance_days) >= today


@pytest.mark.parametrize(
    ("came", "today", "slots"),
    [
        ("09-25 10-09 10-23 11-06", "11-22", "in time, in time, in time, in time, - "),
        ("09-25 10-09 10-23 11-06", "11-23", "in time, in time, in time, in time, missed"),
        ("09-25 10-14 10-23", "10-23", "in time, 5 late, in time"),
        ("09-25 10-22", "10-23", "in time, missed, in time"),
        ("09-25 10-20", "10-20", "in time, 11 late"),
        ("09-25 10-27", "10-27", "in time, missed, 4 late"),
        ("09-25 10-20 10-23", "10-23", "in time, 11 late, in time"),
        ("09-25 10-01 10-09", "10-09", "in time, in time"),
        ("09-20 09-28 10-09", "10-09", "in time, in time"),
        ("09-25 10-05", "10-05", "in time, in time"),
        ("", "10-11", "missed, -"),
    ],
)
def test_which_day_an_edition_fills(came, today, slots):
    """On the day, late and followed by one in time, a day before its own, out of rhythm, early: as people would say."""
    calendar = EditionCalendar(first=date(2026, 9, 25))
    found = schedule(
        calendar,
        [Appeared(date.fromisoformat(f"2026-{day}"), day) for day in came.split()],
        date.fromisoformat(f"2026-{today}"),
    )

    def said(slot):
        if not slot.filled:
            return "missed" if slot.missed else "-"
        return f"{slot.days_late} late" if slot.is_late else "in time"

    assert [said(slot) for slot in found] == [one.strip() for one in slots.split(",")]


def test_after_a_pause_the_rhythm_goes_on_from_the_same_grid():
    pause = Pause(begins=date(2026, 12, 21), ends=date(2027, 1, 3), why="Christmas")
    calendar = EditionCalendar(first=date(2026, 12, 4), pauses=(pause,))
    found = [slot.due.isoformat() for slot in schedule(calendar, (), date(2027, 1, 20))]

    assert found == ["2026-12-04", "2026-12-18", "2027-01-15"]


def test_a_tolerance_under_which_nothing_could_be_late_is_refused():
    with pytest.raises(ValidationError, match="too long for an edition every 7 days"):
        EditionCalendar(first=FIRST, every_days=7, tolerance_days=4)


# ---- What is said of it --------------------------------------------------------------------------------------------


def editions(*days, **keys):
    """Return an edition for each day of 2026, numbered from 1; *keys* are for the first."""
    return {
        f"briefings/2026-{day}.md": briefing(
            f"Words {number}.",
            date=f"2026-{day}T09:00",
            number=str(number),
            id=ID.format(number),
            title=f"Edition {number}",
            **(keys if number == 1 else {}),
        )
        for number, day in enumerate(days, 1)
    }


def area(text=BRIEFINGS):
    return {"area.toml": AREA + text}


def told(output, name):
    """Return the words of a page between its heading and what is beside it."""
    return words(
        BeautifulSoup((output / name / "index.html").read_bytes(), "lxml").main.select_one(".app-columns > div")
    )


def prose(output, name):
    """Return the words of an edition on its page."""
    return words(BeautifulSoup((output / name / "index.html").read_bytes(), "lxml").main.select_one(".app-prose"))


def fed(output, name="briefings"):
    """Return the words of each item of a feed, by its id."""
    return {item.findtext("guid"): words(whole(item)) for item in items(output / f"feeds/{name}.xml")}


def test_a_missed_and_a_late_edition_are_said_in_public_and_in_the_next_edition(build):
    output = build({**area(), **editions("09-25", "10-14", "11-20")}, at="2026-11-22")
    page = told(output, "briefings")

    assert page.startswith("The next briefing is due on 4 December 2026. Briefings that were late or missing 2026 ")
    assert page.endswith(
        "Late or missing The briefing of 6 November 2026 did not appear. The briefing of 23 October 2026 did not appear. "
        "Briefing 2 came 5 days late, on 14 October 2026."
    )
    assert prose(output, "briefings/2026-09-25") == "Words 1."
    assert (
        prose(output, "briefings/2026-10-14")
        == "Words 2. This briefing came 5 days late. It was due on 9 October 2026."
    )
    missed = "Words 3. We missed the briefings of 23 October 2026 and 6 November 2026."
    assert prose(output, "briefings/2026-11-20") == missed
    assert fed(output)[f"urn:uuid:{ID.format(3)}"] == missed


def test_a_missing_edition_is_a_warning_until_the_next_has_told_it_and_a_late_one_while_it_is_the_newest(
    build, tmp_path
):
    def found(at, *days):
        build({**area(), **editions(*days)}, at=at)
        findings = run(tmp_path / "content", tmp_path / "output", at=at)["WORKSPACE"].findings
        return [str(one) for one in findings if one.severity is Severity.WARNING]

    assert found("2026-10-11", "09-25") == []
    (missing,) = found("2026-10-12", "09-25")
    assert missing.startswith("warning: briefings, key 2026-10-09: The briefing of 2026-10-09 has not appeared")
    assert "are written under [briefing] in area.toml before they begin" in missing
    (late,) = found("2026-10-14T09:00", "09-25", "10-14")
    assert late.startswith("warning: briefings/2026-10-14.md, key date: This briefing was due on 2026-10-09 and came 5")
    assert found("2026-10-23T09:00", "09-25", "10-14", "10-23") == []


def test_no_edition_changes_with_the_clock_and_only_the_newest_page_says_when_the_next_is_due(build):
    files = {**area(), **editions("09-25", "10-09")}
    before, after = (tree(build(files, at=at)) for at in ("2026-10-10", "2026-12-24"))
    changed = {name for name in before if before[name] != after[name]}

    assert before.keys() == after.keys()
    assert changed == {"briefings/index.html", "briefings/2026-10-09/index.html"}
    assert b"The next briefing is due on 23 October 2026." in before["briefings/2026-10-09/index.html"]
    missed = b"The briefing of 18 December 2026 did not appear. The next briefing is due on 1 January 2027."
    assert missed in after["briefings/2026-10-09/index.html"]
    assert b"next briefing is due" not in before["briefings/2026-09-25/index.html"]
    assert not [name for name in before if name.startswith("feeds/") and b"is due" in before[name]]


def test_within_the_tolerance_the_next_edition_is_not_promised_for_a_day_that_is_over(build):
    output = build({**area(), **editions("09-25")}, at="2026-10-10")

    assert told(output, "briefings").startswith("The next briefing was due on 9 October 2026. It is not here yet. 2026")


def test_an_area_without_a_calendar_says_nothing_of_it(build, tmp_path):
    output = build(editions("09-25", "11-20"))

    assert "due" not in told(output, "briefings")
    assert prose(output, "briefings/2026-11-20") == "Words 2."


def test_the_build_knows_when_the_page_of_editions_changes_by_itself(tmp_path, build):
    build({**area(), **editions("09-25")}, at="2026-09-26T12:00")
    clock = run(tmp_path / "content", tmp_path / "output", at="2026-10-11T12:00")["WORKSPACE"].clock

    assert clock.next_change == datetime(2026, 10, 12, tzinfo=LONDON)


# ---- Putting right ---------------------------------------------------------------------------------------------------

CORRECTION = "[{on: 2026-11-09, text: 'The room is <b>B</b> & not A.'}]"
NOTE = "Corrected on 9 November 2026: The room is <b>B</b> & not A."


def test_a_correction_stands_first_in_its_edition_and_in_the_next_and_nowhere_else(build):
    output = build(editions("11-06", "11-09", "11-20", "11-21", corrections=CORRECTION))
    section = "What we have put right Briefing 1, corrected on 9 November 2026 : The room is <b>B</b> & not A."
    expected = {1: f"{NOTE} Words 1.", 2: "Words 2.", 3: f"Words 3. {section}", 4: "Words 4."}

    for number, day in enumerate(("11-06", "11-09", "11-20", "11-21"), 1):
        assert prose(output, f"briefings/2026-{day}") == expected[number]
        assert fed(output)[f"urn:uuid:{ID.format(number)}"] == expected[number]
    (item,) = (one for one in items(output / "feeds/all.xml") if one.findtext("title") == "Edition 3")
    assert readers.addresses(item) == [f"{ORIGIN}/briefings/2026-11-06/"]


def test_the_addresses_in_an_edition_hold_the_path_of_the_site(build):
    moved = {"area.toml": AREA.replace(ORIGIN, MOVED)}
    output = build({**moved, **editions("11-06", "11-20", corrections=CORRECTION)})
    page = BeautifulSoup((output / "briefings/2026-11-20/index.html").read_bytes(), "lxml")

    assert [one["href"] for one in page.select(".app-prose a")] == ["/send/briefings/2026-11-06/"]
    (item,) = (one for one in items(output / "feeds/all.xml") if one.findtext("title") == "Edition 2")
    assert readers.addresses(item) == [f"{MOVED}/briefings/2026-11-06/"]


def test_a_correction_or_a_withdrawal_waits_for_its_day(build, tmp_path):
    for key, value in (("corrections", CORRECTION), ("withdrawn", "{on: 2026-11-09, why: Wrong.}")):
        files = editions("11-06", **{key: value})
        output = build(files, at="2026-11-08T23:59")
        assert prose(output, "briefings/2026-11-06") == "Words 1."
        clock = run(tmp_path / "content", output, at="2026-11-08T23:59")["WORKSPACE"].clock
        assert clock.next_change == datetime(2026, 11, 9, tzinfo=LONDON)
        assert prose(build(files, at="2026-11-09"), "briefings/2026-11-06") != "Words 1."


def test_a_preview_of_the_next_edition_already_tells_what_was_put_right_and_missed(build):
    """A draft fills no slot, whatever its date: the page of editions says what the public sees."""
    files = {**area(), **editions("09-25", "11-20", corrections=CORRECTION)}
    files["briefings/2026-11-20.md"] = files["briefings/2026-11-20.md"].replace("published", "draft")
    output = build(files, drafts=True)
    draft, page = prose(output, "briefings/2026-11-20"), told(output, "briefings")

    assert draft.startswith("Words 2. What we have put right Briefing 1, corrected on 9 November 2026")
    assert draft.endswith("We missed the briefings of 9 October 2026, 23 October 2026 and 6 November 2026.")
    assert page.startswith("The next briefing was due on 20 November 2026. It is not here yet.")


def test_of_a_withdrawn_edition_only_the_notice_is_left_anywhere(build):
    """Its address, id, date and themes stay; its title, summary, words, corrections and links are in no file."""
    keys = {
        "withdrawn": "{on: 2026-11-21, why: It named a family.}",
        "corrections": "[{on: 2026-11-09, text: Not Vesper Lane.}]",
        "related": "[{title: The Vesper family, url: /help/}]",
        "redirect_from": "[/vesp/]",
        "summary": "About Vesper.",
        "themes": "[listening]",
    }
    files = {**editions("11-06", "11-20", **keys), "plan/plan.toml": PLAN, "plan/themes/listening.md": theme()}
    files["briefings/2026-11-06.md"] = (
        files["briefings/2026-11-06.md"].replace("Edition 1", "Vesper").replace("Words 1", "Vesper")
    )
    third = {"id": ID.format(3), "number": "3", "title": "Edition 3", "date": "2026-11-22T00:00"}
    before = build(
        {**files, "briefings/2026-11-06.md": re.sub("withdrawn: .*\n", "", files["briefings/2026-11-06.md"])}
    )
    known = {one.findtext("guid"): one.findtext("pubDate") for one in items(before / "feeds/briefings.xml")}
    assert [name for name, data in tree(before).items() if b"Vesper" in data]
    output = build({**files, "briefings/2026-11-22.md": briefing("Words 3.", **third)})

    assert [name for name, data in tree(output).items() if b"Vesper" in data] == []
    notice = "Withdrawn on 21 November 2026: It named a family."
    assert prose(output, "briefings/2026-11-06") == fed(output)[f"urn:uuid:{ID.format(1)}"] == notice
    assert notice in fed(output, "plan/listening").values()
    assert "Briefing 1 (withdrawn) 6 November 2026 We have taken this briefing back" in told(output, "briefings")
    assert (
        known.items()
        <= {one.findtext("guid"): one.findtext("pubDate") for one in items(output / "feeds/briefings.xml")}.items()
    )
    gone = "Briefing 1, corrected on 9 November 2026 : It was taken back later, so what it said is no longer here."
    assert prose(output, "briefings/2026-11-20") == f"Words 2. What we have put right {gone}"
    put_right = "What we have put right Briefing 1, withdrawn on 21 November 2026 : It named a family."
    assert prose(output, "briefings/2026-11-22") == f"Words 3. {put_right}"


def test_what_a_withdrawn_edition_told_is_told_by_the_next_one(build):
    files = editions("11-06", "11-10", "11-20", corrections=CORRECTION)
    files["briefings/2026-11-10.md"] = files["briefings/2026-11-10.md"].replace(
        "number:", "withdrawn: {on: 2026-11-12, why: Wrong.}\nnumber:"
    )
    output = build(files)

    assert "Briefing 1, corrected on 9 November 2026" in prose(output, "briefings/2026-11-20")
    assert "Briefing 2, withdrawn on 12 November 2026" in prose(output, "briefings/2026-11-20")


@pytest.mark.parametrize(
    ("keys", "line", "message"),
    [
        (
            {"corrections": "[{on: 2026-11-05, text: No.}]"},
            8,
            "This correction is dated 2026-11-05, before the briefing",
        ),
        ({"withdrawn": "{on: 2026-11-05, why: No.}"}, 8, "The briefing is withdrawn on 2026-11-05, before its own day"),
        (
            {"withdrawn": "{on: 2026-11-08, why: No.}", "corrections": CORRECTION},
            9,
            "This correction is dated after the briefing was withdrawn (2026-11-08).",
        ),
        (
            {"recording": "{file: /documents/a.mp3, read_by: a parent, minutes: 6}"},
            8,
            "There is no file /documents/a.mp3.",
        ),
        (
            {"recording": "{file: /sound/a.mp3, read_by: a parent, minutes: 6}"},
            8,
            "The recording /sound/a.mp3 is not in",
        ),
        (
            {"recording": "{file: /documents/b.mp3, read_by: a parent, minutes: 6}"},
            8,
            "By the first bytes of /documents/b.mp3, it is .ogg.",
        ),
        (
            {"recording": "{file: /documents/c.mp3, read_by: a parent, minutes: 6}"},
            8,
            "By the first bytes of /documents/c.mp3, it is no sound that every telephone plays.",
        ),
        ({"recording": "{file: /documents/a.mp3, read_by: a parent, minutes: 0}"}, 8, "`recording.minutes`"),
        ({"corrections": "[{on: 2026-11-09, text: 'In {limit:ehc-final}.'}]"}, 8, "time limit"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(refused, keys, line, message):
    sounds = {"documents/b.mp3": b"OggS0123456789", "documents/c.mp3": b"<html>"}
    found = refused({**editions("11-06", **keys), **sounds})

    assert [(one.place.file, one.place.line, message in one.message) for one in found] == [
        ("briefings/2026-11-06.md", line, True)
    ]


def test_the_recording_of_a_withdrawn_edition_must_go_too(refused):
    keys = {
        "recording": "{file: /documents/a.mp3, read_by: a parent, minutes: 6}",
        "withdrawn": "{on: 2026-11-09, why: No.}",
    }
    (found,) = refused({**editions("11-06", **keys), "documents/a.mp3": b"ID3" + bytes(20)})

    assert (found.place.line, found.message) == (
        8,
        "The recording of a withdrawn briefing can still be heard at /documents/a.mp3.",
    )


def test_two_editions_with_one_number_are_refused_before_the_second_comes_out(refused):
    files = editions("11-06", "12-04")
    files["briefings/2026-12-04.md"] = files["briefings/2026-12-04.md"].replace("number: 2", "number: 1")
    (found,) = refused(files)

    assert (found.place.file, found.message) == ("briefings/2026-12-04.md", "briefings/2026-11-06.md is number 1 too.")


def test_a_draft_may_share_a_number_and_numbers_should_follow_the_dates(build, tmp_path):
    """A warning only: a date that is put right must not stop the site."""
    files = editions("11-06", "11-10", "11-20")
    files["briefings/2026-11-10.md"] = (
        files["briefings/2026-11-10.md"].replace("published", "draft").replace("number: 2", "number: 1")
    )
    files["briefings/2026-11-20.md"] = files["briefings/2026-11-20.md"].replace("2026-11-20", "2026-11-01")
    build(files)
    findings = run(tmp_path / "content", tmp_path / "output")["WORKSPACE"].findings

    assert sorted(f"{one.place.file}: {one.message}" for one in findings) == [
        "briefings/2026-11-06.md: Briefing 1 is dated after briefing 3.",
        "briefings/2026-11-10.md: briefings/2026-11-06.md is number 1 too.",
    ]


def test_two_editions_on_one_day_are_fine_and_the_second_fills_no_slot(build, tmp_path):
    files = {**area(), **editions("09-25", "09-26")}
    files["briefings/2026-09-26.md"] = files["briefings/2026-09-26.md"].replace("2026-09-26T09:00", "2026-09-25T15:00")
    output = build(files, at="2026-10-01")

    assert run(tmp_path / "content", tmp_path / "output", at="2026-10-01")["WORKSPACE"].findings == []
    assert told(output, "briefings").startswith("The next briefing is due on 9 October 2026. 2026 Edition 2")


# ---- Recordings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"ID3\x04\x00", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio/mpeg"),
        (b"\xff\xf3\x40\xc4", "audio/mpeg"),
        (b"\xff\xf1\x50\x80", None),  # AAC without its box: few readers of feeds play it
        (b"\x00\x00\x00\x20ftypM4A ", "audio/mp4"),
        (b"OggS\x00\x02", "audio/ogg"),
        (b"RIFF\x24\x08WAVE", None),
        (b"\xff", None),
        (b"", None),
    ],
)
def test_a_sound_file_is_known_by_its_first_bytes(head, kind):
    assert sound(head) == kind


def test_a_recording_can_be_heard_and_says_how_long_it_is_and_who_reads(build):
    keys = {"recording": "{file: /documents/briefing-1.mp3, read_by: a member of Parent Carer Voice, minutes: 6}"}
    output = build({**editions("11-06", **keys), "documents/briefing-1.mp3": b"ID3" + bytes(2_399_997)})
    page = BeautifulSoup((output / "briefings/2026-11-06/index.html").read_bytes(), "lxml")
    link = page.find("a", href="/documents/briefing-1.mp3")

    assert words(link.parent) == "Listen: 6 minutes (MP3, 2.4 MB) , read by a member of Parent Carer Voice"
    assert (output / "documents/briefing-1.mp3").stat().st_size == 2_400_000


# ---- Nobody gets one twice -----------------------------------------------------------------------------------------------


@pytest.fixture
def live(build, serve, tmp_path):
    """Files in, built as the site at an address and served on loopback; the address of the feed back."""
    served = serve(tmp_path / "output")

    def at(files, address=None):
        output = build(
            {
                "area.toml": AREA.replace(ORIGIN, address or served) + BRIEFINGS,
                "plan/plan.toml": PLAN,
                "plan/themes/listening.md": theme(),
                **files,
            }
        )
        readers.as_if_later(output / "feeds/briefings.xml")
        return f"{served}/feeds/briefings.xml"

    return at


NAME = "briefings/2026-11-06.md"
EDITS = {
    "another title": lambda text: text.replace("title: Edition 3", "title: Another title"),
    "another day": lambda text: text.replace("2026-11-06T09:00", "2026-11-12T10:30"),
    "another theme": lambda text: text.replace("number:", "themes: [listening]\nnumber:"),
    "moved": lambda text: text.replace("number:", "slug: elsewhere\nredirect_from: [/briefings/2026-11-06/]\nnumber:"),
    "corrected": lambda text: text.replace("number:", "corrections: [{on: 2026-11-12, text: Not Monday.}]\nnumber:"),
    "withdrawn": lambda text: text.replace("number:", "withdrawn: {on: 2026-11-13, why: Wrong.}\nnumber:"),
}


def test_no_edit_of_an_edition_and_no_new_address_of_the_site_delivers_it_again(live, tmp_path):
    """Each edit on top of the ones before, and at last another address of the site, with a path."""
    files = editions("10-09", "10-23", "11-06", "11-20")
    url = live(files)
    feed = tmp_path / "output/feeds/briefings.xml"
    ids = [one.text for one in channel(feed).iter("guid")]
    newsboat = readers.Newsboat(tmp_path / "newsboat", url)
    newsboat("reload")
    with readers.inbox() as (box, mail_server):
        subscriber = readers.RssToEmail(tmp_path / "r2e", mail_server, url)
        subscriber("run")
        assert sorted(mail["Subject"] for mail in box.empty()) == [f"Edition {number}" for number in range(1, 5)]

        def nothing_new(what):
            subscriber("run")
            newsboat("reload")
            assert [mail["Subject"] for mail in box.empty()] == [], what
            assert newsboat("print-unread").strip() == "4 unread articles", what
            assert sorted(one.text for one in channel(feed).iter("guid")) == sorted(ids), what

        for what, edit in EDITS.items():
            before = feed.read_bytes()
            files[NAME] = edit(files[NAME])
            live(files)
            assert feed.read_bytes() != before or what == "another theme"
            nothing_new(what)
        live(files, MOVED)
        assert f"<link>{MOVED}/briefings/elsewhere/</link>" in feed.read_text()
        nothing_new("the site has another address")
        live({"briefings/new.md": briefing(title="New", id=ID.format(9), number="9", date="2026-11-21")})
        subscriber("run")
        assert [mail["Subject"] for mail in box.empty()] == ["New"]
    assert (tmp_path / "output/briefings/2026-11-06/index.html").is_file()


# ---- The demonstration -----------------------------------------------------------------------------------------------------


def test_the_demonstration_kept_its_calendar_and_put_one_thing_right(demonstration):
    page = told(demonstration, "briefings")
    note = prose(demonstration, "briefings/2026-11-06-briefing-13")
    next_one = prose(demonstration, "briefings/2026-11-20-briefing-14")

    assert page.startswith("The next briefing is due on 4 December 2026. 2026 SEND briefing 14")
    assert "Late or missing" not in page
    assert note.startswith("Corrected on 9 November 2026: We first wrote that the online meeting")
    assert "What we have put right Briefing 13, corrected on 9 November 2026 : We first wrote" in next_one


def test_an_edition_is_the_same_on_its_page_and_in_every_feed(demonstration):
    """The one place that puts an edition together is plugins/briefings/edition.py."""
    site = re.search('^address = "(.*)"', (ROOT / "content/area.toml").read_text(), re.MULTILINE)[1]
    seen = {}
    for path in demonstration.rglob("feeds/**/*.xml"):
        for item in items(path):
            if "/briefings/" in (link := item.findtext("link")):
                text = words(whole(item))
                assert seen.setdefault(link, text) == text
    assert len(seen) == 8
    for link, text in seen.items():
        page = prose(demonstration, link.removeprefix(site).strip("/"))
        assert text.replace(" ", "") == page.replace(" ", "")
    assert not [pair for pair in pairwise(sorted(seen)) if pair[0] == pair[1]]
