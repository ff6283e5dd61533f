"""The feeds, read by those who read feeds: whole, true for ever, and never the same thing twice."""

import json
import os
import re
import tomllib
from email.utils import parsedate_to_datetime
from hashlib import sha256
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as Xml

import feedparser
import pytest
from bs4 import BeautifulSoup

from plugins.sources.front_matter import parse
from tests.conftest import ROOT, run
from tests.readers import Newsboat, RssToEmail, inbox, words
from tests.small import AREA, PLAN, briefing, news, page, theme

ORIGIN = "https://send.example.org"
ATOM, CONTENT, DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}", "{http://purl.org/dc/elements/1.1/}"  # fmt: skip
BRIEFING = "5b0a8f1e-0003-4000-8000-00000000000{}"
HOSTILE = [
    "Open <b>now</b> & <script>x</script>",
    "Waits < 6 weeks ]]> and <more",
    "Half term 🎈 café “quoted” – it’s on",
    "دعم الأطفال (SEND) في المدرسة",
]


def read(path):
    """Return the feed in *path* as feedparser reads it, which must be without fault."""
    found = feedparser.parse(path.read_bytes())
    assert found.bozo is False, found.get("bozo_exception")
    assert found.version == "rss20"
    return found


def channel(path):
    """Return the channel in *path*, before any reader has cleaned it."""
    return Xml.parse(path).find("channel")


def whole(item):
    """Return the full text of *item* of a channel, parsed."""
    return BeautifulSoup(item.findtext(f"{CONTENT}encoded"), "lxml")


def discovered(path):
    """Return the addresses of the feeds that the page in *path* leads readers to."""
    soup = BeautifulSoup(path.read_bytes(), "lxml")
    return [link["href"] for link in soup.select("head link[rel=alternate][type='application/rss+xml']")]


def file_of(url, origin, output):
    """Return the file of *output* that is served at *url*."""
    path = output / unquote(urlsplit(url.removeprefix(origin)).path).removeprefix("/")
    return path / "index.html" if url.split("#")[0].endswith("/") else path


def editions(*titles, **keys):
    """Return an edition for each title, a day apart."""
    return {
        f"briefings/2026-11-0{number}-briefing-{number}.md": briefing(
            f"First {number}.\n\n- Ring 01632 960 001\n\nLast {number}.",
            **{"title": json.dumps(title, ensure_ascii=False), "number": str(number), "date": f"2026-11-0{number}T09:00", "id": BRIEFING.format(number), **keys},
        )
        for number, title in enumerate(titles, 1)
    }  # fmt: skip


@pytest.fixture(scope="session")
def origin():
    return tomllib.loads((ROOT / "content/area.toml").read_text())["address"]


@pytest.fixture(scope="session")
def feeds(demonstration):
    """Each feed of the demonstration: its file by its address."""
    return {f"/{path.relative_to(demonstration)}": path for path in sorted(demonstration.rglob("feeds/**/*.xml"))}


@pytest.fixture(scope="session")
def minted():
    """The title of each of the demonstration's editions and news items by the id in its file."""
    files = [*ROOT.glob("content/briefings/*.md"), *ROOT.glob("content/news/*.md")]
    found = [parse(path.read_text(), path.name)[0].data for path in files]
    return {f"urn:uuid:{data['id']}": data["title"] for data in found}


def test_every_feed_reads_without_fault(feeds):
    themes = tomllib.loads((ROOT / "content/plan/plan.toml").read_text())["themes"]

    assert set(feeds) == {
        *(f"/feeds/{name}.xml" for name in ("briefings", "news", "updates", "all")),
        *(f"/feeds/plan/{one['slug']}.xml" for one in themes),
    }
    for path in feeds.values():
        found = read(path)
        assert found.entries
        assert found.feed.language == "en-GB"
        assert found.feed.title
        assert found.feed.subtitle


def test_a_feed_names_the_address_it_is_served_from_and_the_page_it_belongs_to(feeds, demonstration, origin):
    for url, path in feeds.items():
        own = channel(path).find(f"{ATOM}link")
        assert own.attrib == {"href": origin + url, "rel": "self", "type": "application/rss+xml"}
        page_of_it = channel(path).findtext("link")
        assert page_of_it.startswith(f"{origin}/")
        assert page_of_it.endswith("/")
        assert url in discovered(file_of(page_of_it, origin, demonstration)), page_of_it


def test_each_edition_and_news_item_leads_readers_to_its_feed_and_every_page_to_the_main_ones(demonstration):
    for kind in ("briefings", "news"):
        for path in demonstration.glob(f"{kind}/*/index.html"):
            assert f"/feeds/{kind}.xml" in discovered(path)
    assert {"/feeds/all.xml", "/feeds/briefings.xml"} <= set(discovered(demonstration / "contact/index.html"))


def test_the_page_of_feeds_tells_every_feed_in_words(feeds, demonstration, origin):
    page_of_feeds = demonstration / "feeds/index.html"

    assert set(discovered(page_of_feeds)) == set(feeds)
    for url, path in feeds.items():
        for said in (channel(path).findtext("title"), channel(path).findtext("description"), origin + url):
            assert said in words(page_of_feeds.read_bytes())


def test_an_item_is_whole_with_a_short_plain_description(feeds, demonstration, origin):
    for kind in ("briefings", "news"):
        items = channel(feeds[f"/feeds/{kind}.xml"]).findall("item")
        assert len(items) == len(list(demonstration.glob(f"{kind}/*/index.html")))
        for item in items:
            shown = BeautifulSoup(file_of(item.findtext("link"), origin, demonstration).read_bytes(), "lxml")
            assert words(str(whole(item))) == words(str(shown.select_one(".app-prose")))
    for path in feeds.values():
        for item in channel(path).iter("item"):
            assert len(item.findtext("description")) <= 300
            assert "<" not in item.findtext("description")
            assert whole(item).get_text(strip=True)


def test_every_address_in_a_feed_is_absolute_and_leads_to_a_file(feeds, demonstration, origin):
    own = 0
    for path in feeds.values():
        for item in channel(path).iter("item"):
            links = [str(one.get("href") or one.get("src")) for one in whole(item).select("[href], [src]")]
            for url in [item.findtext("link"), *links]:
                assert url.startswith(("https://", "http://", "mailto:")), url
                if url.startswith(f"{origin}/"):
                    own += 1
                    assert file_of(url, origin, demonstration).is_file(), url
    assert own > 100


def test_nothing_in_a_feed_runs_or_needs_the_sites_own_style(feeds):
    for path in feeds.values():
        for item in channel(path).iter("item"):
            assert not whole(item).select(
                "script, style, iframe, form, object, svg, div, picture, [class], [id], [style]"
            )
            assert not [
                name for one in whole(item).find_all() for name in one.attrs if name.startswith(("on", "data-"))
            ]


def test_an_item_is_known_by_the_id_in_its_file_in_every_feed(feeds, minted):
    seen = {}
    for path in feeds.values():
        ids = [item.find("guid") for item in channel(path).iter("item")]
        assert {one.attrib["isPermaLink"] for one in ids} == {"false"}
        assert len({one.text for one in ids}) == len(ids)
        assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one.text) for one in ids)
        for item in channel(path).iter("item"):
            what = (item.findtext("title"), item.findtext("link"), item.findtext("pubDate"))
            assert seen.setdefault(item.findtext("guid"), what) == what
    for name in ("briefings", "news"):
        for item in channel(feeds[f"/feeds/{name}.xml"]).iter("item"):
            assert minted[item.findtext("guid")] == item.findtext("title")
    assert len(set(seen.values())) == len(seen)


def test_every_item_says_who_made_it_and_when_with_its_zone_newest_first(feeds):
    full = tomllib.loads((ROOT / "content/area.toml").read_text())["names"]["full"]
    for path in feeds.values():
        items = channel(path).findall("item")
        dates = [parsedate_to_datetime(item.findtext("pubDate")) for item in items]
        assert dates == sorted(dates, reverse=True)
        assert all(one.tzinfo and re.search(r" [+]0[01]00$", item.findtext("pubDate")) for one, item in zip(dates, items, strict=True))  # fmt: skip
        assert parsedate_to_datetime(channel(path).findtext("lastBuildDate")) == dates[0]
        assert {item.findtext(f"{DC}creator") for item in items} == {full}


def test_telephone_numbers_are_still_there_when_feedparser_has_cleaned_a_feed(feeds, minted):
    number = re.compile(r"0\d{4} \d{3} \d{3}\b")
    texts = [path.read_text() for kind in ("briefings", "news") for path in ROOT.glob(f"content/{kind}/*.md")]
    said = {parse(text, "f")[0].data["title"]: set(number.findall(parse(text, "f")[0].body)) for text in texts}
    read_ = {
        one.title: set(number.findall(words(one.content[0].value))) for one in read(feeds["/feeds/all.xml"]).entries
    }

    assert sum(len(said[title]) for title in minted.values() if title in read_) > 20
    assert all(said[title] <= read_[title] for title in minted.values() if title in read_)


def test_a_feed_does_not_know_what_time_it_is(feeds, demonstration, tmp_path):
    run(ROOT / "content", tmp_path / "output", at="2026-11-22T21:47:31")

    for url, path in feeds.items():
        assert (tmp_path / f"output{url}").read_bytes() == path.read_bytes(), url


def test_an_empty_feed_is_right_and_has_a_fixed_date(build):
    output = build()

    for name in ("briefings", "news", "all"):
        found = read(output / f"feeds/{name}.xml")
        assert (found.entries, found.feed.updated) == ([], "Wed, 01 Jan 2020 00:00:00 +0000")


def test_an_area_without_a_plan_has_no_feed_of_it_and_does_not_speak_of_one(build):
    output = build(editions("One"))

    assert sorted(path.name for path in output.glob("feeds/**/*.xml")) == ["all.xml", "briefings.xml", "news.xml"]
    assert channel(output / "feeds/all.xml").findtext("description") == "Briefings and news together."
    assert "programme updates" not in (output / "feeds/index.html").read_text().casefold()


def test_dates_are_right_in_summer_and_in_winter(build):
    files = {
        "news/summer.md": news(date="2026-06-05T09:00"),
        "news/winter.md": news(date="2026-11-06T09:00Z", id=BRIEFING.format(8)),
        "news/by-a-cms.md": news(date="2026-06-05T08:30Z", id=BRIEFING.format(9)),
        "news/all-day.md": news(date="2026-07-01", id=BRIEFING.format(7)),
    }
    items = channel(build(files) / "feeds/news.xml").findall("item")

    assert [item.findtext("pubDate") for item in items] == [
        "Fri, 06 Nov 2026 09:00:00 +0000",
        "Wed, 01 Jul 2026 00:00:00 +0100",
        "Fri, 05 Jun 2026 09:30:00 +0100",
        "Fri, 05 Jun 2026 09:00:00 +0100",
    ]


def test_an_item_comes_at_its_minute_and_a_draft_never(build):
    files = {**editions("Now"), "news/soon.md": news(title="Soon", date="2026-11-20T09:00"), "news/not.md": news(title="Never", status="draft", id=BRIEFING.format(9))}  # fmt: skip

    def told(at):
        output = build(files, at=at)
        return [one.title for name in ("news", "all") for one in read(output / f"feeds/{name}.xml").entries]

    assert told("2026-11-20T08:59:59") == ["Now"]
    assert told("2026-11-20T09:00") == ["Soon", "Soon", "Now"]


def test_hostile_titles_and_text_arrive_as_they_were_written(build):
    output = build(editions(*HOSTILE, summary="'Say <i>no</i> & ]]> 🎈'"))
    entries = read(output / "feeds/briefings.xml").entries

    assert [one.title for one in reversed(entries)] == HOSTILE
    assert {item.findtext("description") for item in channel(output / "feeds/all.xml").iter("item")} == {"Say <i>no</i> & ]]> 🎈"}  # fmt: skip


def test_a_control_character_in_front_matter_is_told_in_words(refused):
    findings = refused(editions("One", summary="Ding\x07dong"))

    assert [one.message for one in findings] == ["This line of the front matter cannot be read."]


def test_what_xml_cannot_hold_is_in_no_feed(build):
    """Escapes of YAML and TOML and references of HTML can spell what the files themselves may not hold."""
    area = AREA.replace('"Smallshire SEND Local Offer"', '"Small\\u0001shire"').replace("partnership", "partner\\u001Fship")  # fmt: skip
    text = briefing("Say &#1;one, \x02two, \x0bthree, \x85four,\ufffe five\uffff\0.", title='"Be\\x07ll \\ufffe\\uffff"', summary='"\\0 \\x1b[0m"')  # fmt: skip
    output = build({"area.toml": area, "briefings/b.md": text})
    found = read(output / "feeds/briefings.xml")

    assert found.feed.title == "Smallshire: briefings"
    assert found.entries[0].title == "Bell"
    assert found.entries[0].author == "Smallshire local area partnership"
    assert words(found.entries[0].content[0].value) == "Say one, two, three, four, five."


def test_text_can_stand_anywhere(build):
    """Whatever an address hangs on, it is absolute; numbers of lists stay; asides, code and dead addresses go."""
    text = (
        "[a](#end) [b](../) [c](?q=1) [d](/help/#x) ![e](/images/e.png) [f](//) [g](javascript:x()) [h](http://[x)\n\n"
        "3. Third\n\n<!-- aside ]]> --><base href='https://x.example/'><form>gone</form>"
        "[Ring us](tel:+441632960001), [01632 960 002](tel:+441632960002)\n\n## End\n"
    )
    area = AREA.replace(ORIGIN, "https://example.org/send")
    files = {"area.toml": area, "images/e.png": b"", "pages/help.md": page("## X"), "briefings/A b.md": briefing(text)}
    output = build({**files, "briefings/A b.md": briefing(text.replace("[f](//) ", ""))})
    item = channel(output / "feeds/briefings.xml").find("item")
    here = "https://example.org/send/briefings/A%20b/"

    assert item.findtext("link") == here
    assert [one.get("href") or one.get("src") for one in whole(item).select("a, img")] == [
        f"{here}#end", "https://example.org/send/briefings/", f"{here}?q=1", "https://example.org/send/help/#x",
        "https://example.org/send/images/e.png", None, None,
    ]  # fmt: skip
    assert whole(item).ol["start"] == "3"
    assert words(str(whole(item))).endswith("Third Ring us (+441632960001) , 01632 960 002 End")


def test_the_address_of_the_site_may_have_a_path_and_a_new_one_leaves_every_id_as_it_was(build):
    plan = {"plan/plan.toml": PLAN, "plan/themes/listening.md": theme(progress="### 2026-11-01 (October)\n\n[Help](/help/)")}  # fmt: skip
    before = {path.name: channel(path) for path in build({**editions("One", "Two"), **plan, "news/a.md": news()}).glob("feeds/**/*.xml")}  # fmt: skip
    output = build({"area.toml": AREA.replace(ORIGIN, "https://example.org/send")})

    for path in output.glob("feeds/**/*.xml"):
        after = channel(path)
        assert [one.text for one in after.iter("guid")] == [one.text for one in before[path.name].iter("guid")]
        assert after.find(f"{ATOM}link").get("href") == f"https://example.org/send/{path.relative_to(output)}"
        page_of_it = after.findtext("link")
        assert f"/send/{path.relative_to(output)}" in discovered(file_of(page_of_it, "https://example.org/send", output))  # fmt: skip
        for url in [*(one.text for one in after.iter("link")), *(a["href"] for item in after.iter("item") for a in whole(item).select("a"))]:  # fmt: skip
            assert url.startswith("https://example.org/send/")
            assert "/send/send" not in url


def snapshots(*statuses):
    """Return the plan's history, a week apart: action 1.1 with each status, action 2.1 as it was."""
    files, before = {}, None
    for number, status in enumerate(statuses, 1):
        actions = [{"id": f"a-{one}", "ref": f"{one}.1", "theme": one, "text": f"Do {one}", "status": status if one == 1 else "on-track"} for one in (1, 2)]  # fmt: skip
        text = json.dumps({"as_at": f"2026-11-0{number}", "previous": before, "actions": actions})
        files[f"plan/history/2026-11-0{number}.json"], before = text, sha256(text.encode()).hexdigest()
    return files


def test_a_theme_has_its_own_feed_of_what_moved_and_was_told_and_updates_have_what_moved(build):
    plan = PLAN.replace("themes_count = 1", "themes_count = 2") + '\n[[themes]]\nnumber = 2\ntitle = "Health"\nslug = "health"\n'  # fmt: skip
    output = build(
        {
            "plan/plan.toml": plan,
            "plan/themes/listening.md": theme(progress="### 2026-11-02 (October)\n\nWe began.\n\n### 2026-12-01 (November)\n\nNot yet."),
            "plan/themes/health.md": theme(progress="### 2026-11-04 (October)\n\nNurses came.").replace("0004", "0005"),
            **snapshots("on-track", "delayed", "done"),
            **editions("All of it"),
            "news/listening.md": news(title="We heard", themes="[listening]", date="2026-11-10"),
        }
    )  # fmt: skip

    def told(name):
        entries = read(output / f"feeds/{name}.xml").entries
        return [(one.title, words(one.content[0].value)) for one in entries]

    moved = [
        ("Listening: what moved by 3 November 2026", "Action 1.1 is done: Do 1."),
        (
            "Listening: what moved by 2 November 2026",
            "Action 1.1 went from “On track” to “Some delay”: Do 1. We began.",
        ),
    ]
    health = ("Health: what moved by 4 November 2026", "Nurses came.")
    assert told("plan/listening") == [("We heard", "Some words."), *moved]
    assert told("plan/health") == [health]
    assert told("updates") == [health, *moved]
    assert {title for title, _text in told("all")} == {"We heard", "All of it", health[0], moved[0][0], moved[1][0]}


@pytest.fixture
def live(build, serve, tmp_path):
    """Files in, built and served at the address the area says; the address of the feed of briefings back."""
    address, clock = serve(tmp_path / "output"), iter(range(10, 1000, 10))

    def served(files):
        feed = build({"area.toml": AREA.replace(ORIGIN, address), **files}) / "feeds/briefings.xml"
        # A server tells changes by the second, and these come faster.
        moment = feed.stat().st_mtime + next(clock)
        os.utime(feed, (moment, moment))
        return urljoin(address, "/feeds/briefings.xml")

    return served


OLD = "briefings/2026-11-01-briefing-1.md"


def edited(text):
    """Return an edition with another title, slug, date and text, and the same id."""
    changed = text.replace("title: ", "slug: another\ntitle: ").replace("Open", "Closed")
    return changed.replace("2026-11-01T09:00", "2026-11-15T10:30").replace("First 1.", "Corrected.")


def test_newsboat_reads_every_item_and_an_edited_one_is_not_new(live, tmp_path):
    files = editions(*HOSTILE)
    reader = Newsboat(tmp_path / "newsboat", live(files))
    reader("reload")

    assert reader("print-unread").strip() == "4 unread articles"
    assert [one[:2] for one in reader.items] == [(f"urn:uuid:{BRIEFING.format(n)}", title) for n, title in enumerate(HOSTILE, 1)]  # fmt: skip
    assert [words(one[3]) for one in reader.items] == [f"First {n}. Ring 01632 960 001 Last {n}." for n in range(1, 5)]

    live({OLD: edited(files[OLD])})
    reader("reload")
    assert reader("print-unread").strip() == "4 unread articles"
    assert any(url.endswith("/briefings/another/") and "Corrected." in text for _id, _title, url, text in reader.items)


def test_newsboat_reads_the_whole_demonstration(demonstration, feeds, serve, tmp_path):
    reader = Newsboat(tmp_path / "newsboat", *(serve(demonstration) + url for url in feeds))
    reader("reload")

    expected = sum(len(channel(path).findall("item")) for path in feeds.values())
    assert reader("print-unread").strip() == f"{expected} unread articles"


def test_rss2email_delivers_each_briefing_once_and_whole_whatever_is_edited(live, tmp_path):
    files = editions(*HOSTILE)
    with inbox() as (box, mail_server):
        url = live(files)
        subscriber = RssToEmail(tmp_path / "r2e", mail_server, url)
        subscriber("run")
        came = sorted(box.empty(), key=lambda mail: mail["X-RSS-ID"])
        assert [mail["Subject"] for mail in came] == HOSTILE
        bodies = [BeautifulSoup(mail.get_content(), "lxml").select_one("#body") for mail in came]
        assert [words(str(body)) for body in bodies] == [
            f"First {n}. Ring 01632 960 001 Last {n}." for n in range(1, 5)
        ]

        subscriber("run")
        assert not box.empty()

        live({OLD: edited(files[OLD])})
        assert "Closed" in (tmp_path / "output/briefings/another/index.html").read_text()
        assert "Corrected." in (tmp_path / "output/feeds/briefings.xml").read_text()
        subscriber("run")
        assert not box.empty()

        live({"briefings/new.md": briefing(title="New", id=BRIEFING.format(9))})
        subscriber("run")
        assert [mail["Subject"] for mail in box.empty()] == ["New"]
