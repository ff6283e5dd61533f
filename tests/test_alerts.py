"""Alerts: on every page while they last, gone by themselves at their minute, and never told twice."""

import re
from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.alerts import LONGEST, Alert, alert_sentence
from plugins.model.clock import LONDON
from plugins.model.findings import errors
from plugins.model.language import Language
from plugins.sources.drafts import begin
from tests import readers
from tests.conftest import run, tree, write
from tests.readers import items, whole, words
from tests.small import AREA, PAGE, PLAN, markdown, theme

ENGLISH = Language("en-GB")
ID = "5b0a8f1e-000a-4000-8000-00000000000{}"
NONE_NOW = "There is no alert now. As far as we know, everything is open as usual."


def alert(number=1, body="Ring the other number.", **keys):
    """Return an alert that is right and lasts from 20 to 24 November 2026, with *keys* changed."""
    given = {
        "title": f"Line {number} is closed",
        "id": ID.format(number),
        "status": "published",
        "summary": f"Nobody answers line {number}.",
        "date": "2026-11-20T12:00",
        "until": "2026-11-24T17:00",
    }
    return markdown(body, **{**given, **keys})


def strip(path):
    """Return the titles in the strip of the page in *path*."""
    found = BeautifulSoup(path.read_bytes(), "lxml").select("section.app-alerts a[href*='/alerts/']")
    return [words(one) for one in found]


def said(path):
    return words(BeautifulSoup(path.read_bytes(), "lxml").main)


def pages(output):
    """Return each page of *output* that is no redirect."""
    return [path for path in output.rglob("*.html") if b'id="main"' in path.read_bytes()]


# -- what a file may say


@pytest.mark.parametrize(
    ("keys", "line", "told"),
    [
        ({"until": "2026-11-20T12:00"}, 7, "ends before it begins"),
        ({"until": "2026-11-19"}, 7, "ends before it begins"),
        ({"until": "2027-01-20"}, 7, "lasts longer than 60 days"),
        ({"until": "soon"}, 7, "is not a date"),
        ({"date": "20/11/2026"}, 6, "two different days"),
        ({"themes": "[nothing]"}, 8, "There is no theme “nothing”"),
        ({"role": "alert"}, 8, "`role` is not a key"),
        ({"id": "snow"}, 3, "is not an id"),
        ({"title": '"Ding\\x07"'}, 2, "cannot be shown"),
    ],
)
def test_what_is_wrong_with_an_alert_is_told_with_its_line(refused, keys, line, told):
    found = [one for one in refused({"alerts/line.md": alert(**keys)}) if one.place.file == "alerts/line.md"]

    assert [(one.place.line, told in one.message) for one in errors(found)] == [(line, True)]


def test_an_alert_without_an_end_is_refused(refused):
    text = alert().replace("until: 2026-11-24T17:00\n", "")

    assert any("until" in one.message for one in refused({"alerts/line.md": text}))


def test_what_helps_nobody_and_what_nobody_reads_is_told(build, tmp_path):
    build()
    write(tmp_path / "content", {"alerts/line.md": alert(body=""), "alerts/a.txt": "x", "alerts/old/b.md": alert(2)})
    found = run(tmp_path / "content", tmp_path / "output")["WORKSPACE"].findings

    assert sorted((one.place.file, one.message) for one in found if one.place.file.startswith("alerts/")) == [
        ("alerts/a.txt", "This file is not read, because its name does not end in .md."),
        ("alerts/line.md", "The alert does not say what to do."),
        ("alerts/old/b.md", "This file is in a folder that is not read."),
    ]


def made(starts, ends):
    own = {"title": "A", "id": ID.format(1), "status": "published", "summary": "S", "date": starts, "until": ends}
    return Alert.model_validate({key: str(value) for key, value in own.items()})


@given(st.datetimes(datetime(2020, 1, 1), datetime(2099, 1, 1)), st.timedeltas(-LONGEST * 2, LONGEST * 2))
def test_an_alert_lasts_more_than_no_time_and_at_most_sixty_days(naive, lasts):
    starts = naive.replace(microsecond=0, tzinfo=LONDON)
    ends = starts + lasts
    try:
        made(starts.isoformat(), ends.isoformat())
    except ValueError:
        assert not timedelta() < ends - starts <= LONGEST
    else:
        assert timedelta() < ends - starts <= LONGEST


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        ("2026-10-14T09:30", "2026-10-14T16:00", "from 9:30am to 4pm on Wednesday 14 October 2026"),
        ("2026-10-14", "2026-10-15", "from midnight to midnight on Wednesday 14 October 2026"),
        (
            "2026-10-24T12:00",
            "2026-10-25T17:00",
            "from 12 noon on Saturday 24 October 2026 to 5pm on Sunday 25 October 2026",
        ),
    ],
)
def test_an_alert_says_from_when_to_when_in_british_time(starts, ends, told):
    one = made(starts, ends)

    assert alert_sentence(one, ENGLISH) == f"We show this alert {told}."
    assert alert_sentence(one, ENGLISH, over=True) == f"This alert is over. We showed it {told}."


# -- where it is seen, and how long


def test_an_alert_is_on_every_page_from_its_first_to_its_last_minute(build, tmp_path):
    """And the page keeps its address for ever: when the alert is over it says so."""
    files = {"area.toml": AREA, "pages/help.md": PAGE, "alerts/line.md": alert()}
    for at, is_here, is_shown in (
        ("2026-11-20T11:59:59", False, False),
        ("2026-11-20T12:00", True, True),
        ("2026-11-24T16:59:59", True, True),
        ("2026-11-24T17:00", True, False),
        ("2036-11-24", True, False),
    ):
        output = build(files, at=at)
        own = output / "alerts/line/index.html"
        assert own.exists() == is_here
        others = [path for path in pages(output) if path.parent.name not in {"line", "alerts"}]
        assert len(others) > 8
        assert [path for path in others if strip(path) != (["Line 1 is closed"] if is_shown else [])] == [], at
        assert (NONE_NOW in said(output / "alerts/index.html")) != is_shown
        if is_here:
            assert ("This alert is over." in said(own)) != is_shown
            assert "Line 1 is closed" in said(output / "alerts/index.html")
            assert strip(own) == []


def test_a_build_knows_when_an_alert_begins_and_ends(build, tmp_path):
    """The gate goes by the clock: a build at that minute is not skipped."""
    build({"alerts/line.md": alert(), "alerts/later.md": alert(2, date="2026-12-02T10:00", until="2026-12-02T11:00")})
    for at, then in (
        ("2026-11-20T11:00", "2026-11-20T12:00"),
        ("2026-11-24T16:00", "2026-11-24T17:00"),
        ("2026-12-02T09:00", "2026-12-02T10:00"),
        ("2026-12-02T10:30", "2026-12-02T11:00"),
    ):
        clock = run(tmp_path / "content", tmp_path / "output", at=at)["WORKSPACE"].clock
        assert clock.next_change == datetime.fromisoformat(then).replace(tzinfo=LONDON)


def test_what_is_left_when_alerts_have_ended_is_what_a_clean_build_writes(build, tmp_path):
    files = {f"alerts/a{number}.md": alert(number, until=f"2026-11-2{number}T17:00") for number in (2, 3, 4)}
    for at in ("2026-11-20T13:00", "2026-11-22T17:00", "2026-11-24T17:00"):
        build(files, at=at)
        run(tmp_path / "content", tmp_path / f"clean-{at}", at=at, state=tmp_path / f"state-{at}")
        assert tree(tmp_path / "output") == tree(tmp_path / f"clean-{at}"), at


def test_a_page_shows_at_most_two_alerts_the_newest_first_and_the_list_shows_all(build):
    files = {f"alerts/a{n}.md": alert(n, date=f"2026-11-1{n}T09:00") for n in (1, 2, 3)}
    output = build(files)

    assert strip(output / "help/index.html") == ["Line 3 is closed", "Line 2 is closed"]
    assert strip(output / "404.html") == ["Line 3 is closed", "Line 2 is closed"]
    assert strip(output / "alerts/a3/index.html") == ["Line 2 is closed"]
    assert "Nobody answers line 1." in said(output / "alerts/index.html")
    found = [item.findtext("title") for item in items(output / "feeds/alerts.xml")]
    assert found == ["Line 3 is closed", "Line 2 is closed", "Line 1 is closed"]


def test_a_draft_is_nowhere_but_in_a_preview(build):
    files = {"alerts/line.md": alert(status="draft"), "alerts/soon.md": alert(2, date="2026-11-23", until="2026-11-24")}
    output = build(files)
    assert [path.name for path in (output / "alerts").iterdir()] == ["index.html"]

    output = build(drafts=True)
    assert strip(output / "help/index.html") == []
    assert items(output / "feeds/alerts.xml") == []
    for name in ("line", "soon"):
        assert "Only you can see it here." in said(output / f"alerts/{name}/index.html")


def test_a_moved_alert_leaves_its_old_address_leading_to_it(build):
    output = build({"alerts/line.md": alert(slug="helpline", redirect_from="[/alerts/line/]")})

    assert b"/alerts/helpline/" in (output / "alerts/line/index.html").read_bytes()


def test_hostile_words_are_only_words_in_the_strip(build):
    title = "<b>Snow</b> 🎈 ]]> & “ice” – ثلج"
    page = build({"alerts/a.md": alert(title=f"'{title}'", summary="'<i>Ring</i> 01632 960 001'")}) / "help/index.html"
    found = BeautifulSoup(page.read_bytes(), "lxml").select_one("section.app-alerts")

    assert (found.a.get_text(), found.select("b, i")) == (title, [])
    assert "<i>Ring</i> 01632 960 001" in found.get_text()


def test_the_strip_is_a_named_part_of_the_page_that_interrupts_nobody(build):
    html = (build({"alerts/a.md": alert()}) / "help/index.html").read_text()
    soup = BeautifulSoup(html, "lxml")
    found = soup.select_one("section.app-alerts")

    assert found["aria-label"] == "Alerts"
    assert not soup.select("[role=alert], [aria-live]")
    assert soup.main not in found.parents
    # Whoever goes by keyboard can skip it.
    assert html.index("govuk-skip-link") < html.index("app-alerts") < html.index('id="main"')


@pytest.mark.browser
def test_the_strip_is_printed_and_fits_the_smallest_screen(build, serve, page):
    names = ("a", "b")
    files = {
        f"alerts/{name}.md": alert(n, title=f"'{'Long ' * 15}line {n} is closed'") for n, name in enumerate(names, 1)
    }
    address = serve(build(files))
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(f"{address}/help/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.emulate_media(media="print")
    assert page.locator(".app-alerts a").evaluate_all("all => all.filter(one => one.offsetHeight > 0).length") == 2
    page.emulate_media(media="screen")


# -- as a feed


def test_an_item_says_its_end_from_the_first_day_and_stays_as_it_is_when_that_has_passed(build):
    plan = {"plan/plan.toml": PLAN, "plan/themes/listening.md": theme()}
    output = build({**plan, "alerts/line.md": alert(themes="[listening]")}, at="2026-11-21")
    first = {path: path.read_bytes() for path in sorted(output.glob("feeds/**/*.*")) if path.suffix != ".html"}
    [item] = items(output / "feeds/alerts.xml")

    period = "from 12 noon on Friday 20 November 2026 to 5pm on Tuesday 24 November 2026"
    assert words(whole(item)) == f"We show this alert {period}. Ring the other number."
    assert item.findtext("guid") == f"urn:uuid:{ID.format(1)}"
    for name in ("all", "plan/listening"):
        assert ID.format(1) in (output / f"feeds/{name}.xml").read_text()
    build(at="2027-11-21")
    assert {path: path.read_bytes() for path in first} == first


def test_rss2email_and_newsboat_get_an_alert_once_whatever_becomes_of_it(build, serve, tmp_path):
    address = serve(tmp_path / "output")

    def live(at, **keys):
        files = {"area.toml": AREA.replace("https://send.example.org", address), "alerts/line.md": alert(**keys)}
        output = build(files, at=at)
        readers.as_if_later(output / "feeds/alerts.xml")
        return f"{address}/feeds/alerts.xml"

    with readers.inbox() as (box, mail_server):
        url = live("2026-11-21")
        reader = readers.Newsboat(tmp_path / "newsboat", url)
        subscriber = readers.RssToEmail(tmp_path / "r2e", mail_server, url)
        subscriber("run")
        reader("reload")
        assert [mail["Subject"] for mail in box.empty()] == ["Line 1 is closed"]
        for at, keys in (
            ("2026-11-25", {}),
            ("2026-11-25", {"until": "2026-11-27T12:00"}),
            (
                "2026-11-26",
                {"title": "Open again", "slug": "moved", "until": "2026-11-25T12:00", "body": "Ring again."},
            ),
        ):
            live(at, **keys)
            subscriber("run")
            reader("reload")
            assert not box.empty()
    assert reader("print-unread").strip() == "1 unread articles"
    assert [re.sub("<.*?>", "", one[3]).endswith("Ring again.") for one in reader.items] == [True]


# -- begun by a command


def test_a_new_alert_is_a_draft_that_can_be_built(build, tmp_path):
    build()
    path = begin("alert", "Snow: some buses don’t run", tmp_path / "content")

    assert path.name == "snow-some-buses-dont-run.md"
    output = build({}, at=None, drafts=True)
    assert "Say first what people can do meanwhile" in said(output / f"alerts/{path.stem}/index.html")
