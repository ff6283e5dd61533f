"""The feeds, read by those who read feeds: whole, true for ever, and never the same thing twice."""

import json
import re
import tomllib
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.briefings.html_out import whole as cleaned
from plugins.sources.front_matter import parse
from tests import readers
from tests.conftest import ROOT, run
from tests.readers import UPDATED, addresses, channel, file_of, items, leads_to, read, whole, words
from tests.small import AREA, PLAN, briefing, entries, news, theme

ORIGIN, MOVED = "https://send.example.org", "https://example.org/send"
DEMO = tomllib.loads((ROOT / "content/area.toml").read_text("utf-8"))
SITE = DEMO["address"]
ID = "5b0a8f1e-0003-4000-8000-00000000000{}"
HOSTILE = [  # in both directions, with marks that mean something to HTML, XML and YAML
    "Open <b>now</b> & <script>x</script>",
    "Waits < 6 weeks ]]> and <more",
    "Half term 🎈 café “quoted” – it’s on",
    "دعم الأطفال (SEND) في المدرسة",
]
TEXTS = [f"First {number}. Ring 01632 960 001 Last {number}." for number in range(1, 5)]


def editions(*titles, **keys):
    """Return an edition for each title, a day apart."""
    files = {}
    for number, title in enumerate(titles, 1):
        day, quoted = f"2026-11-0{number}", json.dumps(title, ensure_ascii=False)
        body = f"First {number}.\n\n- Ring 01632 960 001\n\nLast {number}."
        own = {"title": quoted, "date": f"{day}T09:00", "id": ID.format(number), "number": str(number), **keys}
        files[f"briefings/{day}-briefing-{number}.md"] = briefing(body, **own)
    return files


@pytest.fixture(scope="session")
def feeds(demonstration):
    """Each feed of the demonstration: its file by its address."""
    return {f"/{path.relative_to(demonstration)}": path for path in sorted(demonstration.rglob("feeds/**/*.xml"))}


@pytest.fixture(scope="session")
def every_item(feeds):
    """Each item of each feed of the demonstration."""
    return [item for path in feeds.values() for item in items(path)]


@pytest.fixture(scope="session")
def written():
    """The demonstration's editions and news items as they were written, by the id in the file."""
    files = [*ROOT.glob("content/briefings/*.md"), *ROOT.glob("content/news/*.md")]
    documents = [parse(path.read_text(), path.name)[0] for path in files]
    return {f"urn:uuid:{one.data['id']}": one for one in documents}


def test_every_feed_reads_without_fault(feeds):
    themes = [f"plan/{path.stem}" for path in ROOT.glob("content/plan/themes/*.md")]

    assert set(feeds) == {f"/feeds/{name}.xml" for name in ("briefings", "news", "alerts", "updates", "all", *themes)}
    for found in map(read, feeds.values()):
        assert all((found.entries, found.feed.title, found.feed.subtitle, found.feed.language == "en-GB"))


def test_a_feed_names_its_own_address_and_a_page_and_the_pages_of_its_items_lead_to_it(feeds, demonstration):
    for url, path in feeds.items():
        name = url.removeprefix("/feeds").removesuffix("xml").replace(".", "/")
        page = SITE + {"/updates/": "/plan/changes/", "/all/": "/"}.get(name, name)
        assert channel(path).findtext("link") == page
        assert {"href": SITE + url, "rel": "self", "type": "application/rss+xml"} in read(path).feed.links
        assert url in leads_to(file_of(page, SITE, demonstration)), page
    for path in [*demonstration.glob("briefings/*/index.html"), *demonstration.glob("news/*/index.html")]:
        assert {f"/feeds/{path.parts[-3]}.xml", "/feeds/all.xml", "/feeds/briefings.xml"} <= set(leads_to(path))


def test_the_page_of_feeds_tells_every_feed_in_words(feeds, demonstration):
    page = demonstration / "feeds/index.html"

    assert set(leads_to(page)) == set(feeds)
    assert set(leads_to(page, "feed+json")) == {url.replace(".xml", ".json") for url in feeds}
    for url, path in feeds.items():
        name = channel(path).findtext("title").removeprefix(f"{DEMO['names']['site']}: ")
        told = f"{name} {channel(path).findtext('description')} {SITE}{url}"
        assert told.casefold() in words(page.read_bytes()).casefold()


def test_an_item_is_whole_with_a_short_plain_description(feeds, every_item, demonstration):
    for kind in ("briefings", "news"):
        found = items(feeds[f"/feeds/{kind}.xml"])
        assert len(found) == len(list(demonstration.glob(f"{kind}/*/index.html")))
        for item in found:
            page = BeautifulSoup(file_of(item.findtext("link"), SITE, demonstration).read_bytes(), "lxml")
            parts = [page.select_one(".app-prose"), *page.select("main figure.app-quotation")]
            told, shown = words(whole(item)), "".join(map(words, parts))
            assert told.replace(" ", "") == shown.replace(" ", "")  # a number that is a link here is plain words there
    for item in every_item:
        assert re.fullmatch("[^<]{1,300}", item.findtext("description"))
        assert words(whole(item))


def test_every_address_in_a_feed_is_absolute_and_leads_to_a_file(every_item, demonstration):
    found = {url for item in every_item for url in [item.findtext("link"), *addresses(item)]}
    own = {url for url in found if url.startswith(f"{SITE}/")}

    assert len(own) > 30
    assert [url for url in own if not file_of(url, SITE, demonstration).is_file()] == []
    assert [url for url in found - own if not url.startswith(("https://", "http://", "mailto:"))] == []


def test_nothing_in_a_feed_runs_or_needs_the_style_of_the_site(every_item):
    for item in every_item:
        assert not whole(item).select("script, style, iframe, form, object, svg, div, picture, [class], [id], [style]")
        assert not [name for one in whole(item).find_all() for name in one.attrs if name.startswith(("on", "data-"))]


def test_an_item_is_known_by_the_id_in_its_file_and_is_the_same_in_every_feed(feeds, written):
    seen = {}
    for url, path in feeds.items():
        for item in items(path):
            guid, what = item.find("guid"), [item.findtext(name) for name in ("title", "link", "pubDate")]
            assert guid.attrib == {"isPermaLink": "false"}
            assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", guid.text)
            assert seen.setdefault(guid.text, what) == what
            if url in {"/feeds/briefings.xml", "/feeds/news.xml"}:
                assert written[guid.text].data["title"] == item.findtext("title")
        assert len({item.findtext("guid") for item in items(path)}) == len(items(path))


def test_every_item_says_who_made_it_and_when_newest_first(feeds):
    for path in feeds.values():
        dates = [parsedate_to_datetime(item.findtext("pubDate")) for item in items(path)]
        assert dates == sorted(dates, reverse=True)
        assert all(one.tzinfo for one in dates)
        put_right = [datetime.fromisoformat(one.text) for one in channel(path).iter(UPDATED)]
        assert parsedate_to_datetime(channel(path).findtext("lastBuildDate")) == max([*dates, *put_right])
        assert {entry.author for entry in read(path).entries} == {DEMO["names"]["full"]}


def test_telephone_numbers_are_still_there_when_feedparser_has_cleaned_a_feed(feeds, written):
    number, told = re.compile(r"\b0[\d ]{9,12}\d\b"), 0
    for kind in ("briefings", "news"):
        for entry in read(feeds[f"/feeds/{kind}.xml"]).entries:
            numbers = set(number.findall(written[entry.id].body))
            assert numbers <= set(number.findall(words(entry.content[0].value)))
            told += len(numbers)
    assert told > 20


def test_a_feed_does_not_know_what_time_it_is(feeds, tmp_path):
    run(ROOT / "content", tmp_path / "output", at="2026-11-22T21:47:31")

    assert [url for url, path in feeds.items() if (tmp_path / f"output{url}").read_bytes() != path.read_bytes()] == []


def test_an_empty_feed_is_right_and_has_a_fixed_date(build):
    for path in build().glob("feeds/*.xml"):
        assert (read(path).entries, read(path).feed.updated) == ([], "Wed, 01 Jan 2020 00:00:00 +0000")


def test_an_area_without_a_plan_has_no_feed_of_it_and_does_not_speak_of_one(build):
    output = build(editions("One"))

    assert sorted(path.name for path in output.glob("feeds/**/*.xml")) == [
        "alerts.xml",
        "all.xml",
        "briefings.xml",
        "news.xml",
    ]
    assert channel(output / "feeds/all.xml").findtext("description") == "Briefings, news and alerts together."
    assert "plan" not in words((output / "feeds/index.html").read_bytes()).split()


def test_dates_are_right_in_summer_and_in_winter(build):
    dates = {
        "2026-11-06T09:00": "Fri, 06 Nov 2026 09:00:00 +0000",
        "2026-06-05T09:30": "Fri, 05 Jun 2026 09:30:00 +0100",
        "2026-06-05T08:00Z": "Fri, 05 Jun 2026 09:00:00 +0100",
        "2026-06-05": "Fri, 05 Jun 2026 00:00:00 +0100",
    }
    output = build({f"news/{n}.md": news(date=date, id=ID.format(n)) for n, date in enumerate(dates)})

    assert [item.findtext("pubDate") for item in items(output / "feeds/news.xml")] == list(dates.values())


def test_an_item_comes_at_its_minute_and_a_draft_never(build):
    never = news(title="Never", status="draft", id=ID.format(9))
    files = {**editions("Now"), "news/soon.md": news(title="Soon", date="2026-11-20T09:00"), "news/never.md": never}

    for at, titles in (("2026-11-20T08:59:59", ["Now"]), ("2026-11-20T09:00", ["Soon", "Now", "Soon"])):
        output = build(files, at=at)
        found = [item for name in ("all", "news") for item in items(output / f"feeds/{name}.xml")]
        assert [item.findtext("title") for item in found] == titles


def test_hostile_titles_and_descriptions_arrive_as_they_were_written(build):
    path = build(editions(*HOSTILE, summary="'Say <i>no</i> & ]]> 🎈'")) / "feeds/all.xml"

    assert [one.title for one in reversed(read(path).entries)] == HOSTILE
    assert {item.findtext("description") for item in items(path)} == {"Say <i>no</i> & ]]> 🎈"}


def test_a_control_character_in_front_matter_is_told_in_words(refused):
    found = refused(editions("One", summary="Ding\x07dong"))

    assert [one.message for one in found] == ["There is a character in the front matter that cannot be shown."]


def test_what_xml_cannot_hold_is_in_no_feed():
    """The checks refuse it in a page; a feed that is made all the same does not hold it."""
    html = "<p>Say &#1;one, \x02two, \x0bthree, \x85four,\ufffe five\uffff\0.</p>"

    assert words(cleaned(html, f"{ORIGIN}/")) == "Say one, two, three, four, five."


def test_what_no_reader_may_follow_or_run_is_in_no_feed():
    """The checks refuse it in a page; a feed that is made all the same does not hold it."""
    html = "<p><a href='javascript:x()'>f</a><a href='http://[x'>g</a></p><base href='https://x.example/'><form>gone</form>"

    assert cleaned(html, f"{ORIGIN}/") == "<p><a>f</a><a>g</a></p>"


def test_the_text_of_an_item_can_stand_anywhere(build):
    """Every address is absolute or gone, lists keep their numbers, telephone numbers are words, asides are not told."""
    text = (
        "[a](#end) [b](../) [c](?q=1) [d](/help/) ![e](/images/e.png)\n\n"
        "3. Third\n\n<!-- aside ]]> -->\n\n"
        "[Ring us](tel:+441632960001), [01632 960 002](tel:+441632960002)\n\n## End\n"
    )
    files = {"area.toml": AREA.replace(ORIGIN, MOVED), "images/e.png": b"", "briefings/A-b.md": briefing(text)}
    item = items(build(files) / "feeds/briefings.xml")[0]

    here = f"{MOVED}/briefings/A-b/"
    own = [here, f"{here}#end", f"{MOVED}/briefings/", f"{here}?q=1", f"{MOVED}/help/", f"{MOVED}/images/e.png"]
    assert [item.findtext("link"), *addresses(item)] == own
    assert whole(item).ol["start"] == "3"
    assert "aside" not in str(whole(item))
    assert words(whole(item)).endswith("Third Ring us (+441632960001), 01632 960 002 End")


def test_a_new_address_of_the_site_even_with_a_path_leaves_every_id_as_it_was(build):
    page = theme(progress="### 2026-11-01 (October)\n\n[Help](/help/)")
    plan = {"plan/plan.toml": PLAN, "plan/themes/listening.md": page, "news/a.md": news(themes="[listening]")}
    output = build({**editions("One", "Two"), **plan})
    ids = {path: [one.text for one in channel(path).iter("guid")] for path in output.glob("feeds/**/*.xml")}
    build({"area.toml": AREA.replace(ORIGIN, MOVED)})

    assert len(ids) == 6
    for path, before in ids.items():
        found, own = channel(path), path.relative_to(output)
        assert [one.text for one in found.iter("guid")] == before
        assert f"{MOVED}/{own}" in [link.href for link in read(path).feed.links]
        assert f"/send/{own}" in leads_to(file_of(found.findtext("link"), MOVED, output))
        links = [one.text for one in found.iter("link")] + [url for item in items(path) for url in addresses(item)]
        assert all(file_of(url, MOVED, output).is_file() for url in links)


def snapshots(*statuses):
    """Return the plan's history, a day apart: the status of its one action."""
    files, before = {}, None
    for day, status in enumerate(statuses, 1):
        action = {
            "id": "5b0a8f1e-0009-4000-8000-000000000001",
            "ref": "1.1",
            "theme": 1,
            "text": "Ring",
            "status": status,
        }
        text = json.dumps({"as_at": f"2026-11-0{day}", "previous": before, "actions": [action]})
        files[f"plan/history/2026-11-0{day}.json"], before = text, sha256(text.encode()).hexdigest()
    return {**files, "plan/actions.toml": entries(files)}


def test_a_theme_has_its_own_feed_and_the_updates_say_what_moved(build):
    progress = "### 2026-11-02 (October)\n\nWe began.\n\n### 2026-12-01 (November)\n\nNot yet."
    second = '\n[[themes]]\nnumber = 2\ntitle = "Health"\nslug = "health"\n'
    output = build(
        {
            "plan/plan.toml": PLAN.replace("themes_count = 1", "") + second,
            "plan/themes/listening.md": theme(progress=progress),
            "plan/themes/health.md": theme(progress="### 2026-11-04 (October)\n\nNurses came.").replace("0004", "0005"),
            **snapshots("on-track", "delayed", "done"),
            **editions("All of it"),
            "news/a.md": news(title="We heard", themes="[listening]", date="2026-11-10"),
        }
    )

    def told(name):
        return [f"{one.title}: {words(one.content[0].value)}" for one in read(output / f"feeds/{name}.xml").entries]

    listening = [
        "Listening: what moved by 3 November 2026: Action 1.1 is said to be done; evidence is not yet published: Ring.",
        "Listening: what moved by 2 November 2026: Action 1.1 went from “On track” to “Some delay”: Ring. We began.",
    ]
    assert told("plan/listening") == ["We heard: Some words.", *listening]
    assert told("plan/health") == ["Health: what moved by 4 November 2026: Nurses came."]
    assert told("updates") == [*told("plan/health"), *listening]
    assert sorted(told("all")) == sorted([*told("news"), *told("briefings"), *told("updates")])


@pytest.fixture
def live(build, serve, tmp_path):
    """Files in, built and served at the address the area says; the address of the feed of briefings back."""
    address = serve(tmp_path / "output")

    def served(files):
        output = build({"area.toml": AREA.replace(ORIGIN, address), **files})
        readers.as_if_later(output / "feeds/briefings.xml")
        return f"{address}/feeds/briefings.xml"

    return served


def edited(files):
    """Return the first of *files* with another title, slug, date and text, and the id it had."""
    name, text = next(iter(files.items()))
    text = text.replace("title: ", "slug: another\ntitle: ").replace("Open", "Closed")
    return {name: text.replace("2026-11-01T09:00", "2026-11-15T10:30").replace("First 1.", "Corrected.")}


def test_newsboat_reads_every_item_and_an_edited_one_is_not_new(live, tmp_path):
    files = editions(*HOSTILE)
    reader = readers.Newsboat(tmp_path / "newsboat", live(files))
    reader("reload")

    assert reader("print-unread").strip() == "4 unread articles"
    assert [(one[1], words(one[3])) for one in reader.items] == list(zip(HOSTILE, TEXTS, strict=True))

    live(edited(files))
    reader("reload")
    assert reader("print-unread").strip() == "4 unread articles"
    assert ["Corrected." in text for _id, _title, url, text in reader.items if url.endswith("/another/")] == [True]


def test_newsboat_shows_an_item_once_whichever_feeds_one_follows(demonstration, feeds, every_item, serve, tmp_path):
    address = serve(demonstration)
    reader = readers.Newsboat(tmp_path / "newsboat", *(address + url for url in feeds))
    reader("reload")

    ids = {item.findtext("guid") for item in every_item}
    assert reader("print-unread").strip() == f"{len(ids)} unread articles"
    assert {one[0] for one in reader.items} == ids


def test_rss2email_delivers_each_briefing_once_and_whole_whatever_is_edited(live, tmp_path):
    files = editions(*HOSTILE)
    with readers.inbox() as (box, mail_server):
        subscriber = readers.RssToEmail(tmp_path / "r2e", mail_server, live(files))
        subscriber("run")
        came = sorted(box.empty(), key=lambda mail: mail["X-RSS-ID"])
        assert [mail["Subject"] for mail in came] == HOSTILE
        assert [words(BeautifulSoup(mail.get_content(), "lxml").select_one("#body")) for mail in came] == TEXTS
        subscriber("run")
        assert not box.empty()
        live(edited(files))
        assert "/briefings/another/" in (tmp_path / "output/feeds/briefings.xml").read_text()
        subscriber("run")
        assert not box.empty()
        live({"briefings/new.md": briefing(title="New", id=ID.format(9), number="9")})
        subscriber("run")
        assert [mail["Subject"] for mail in box.empty()] == ["New"]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r")), min_size=1, max_size=3))
def test_sentences_go_into_a_feed_as_any_other_html_does(sentences):
    """A list of sentences takes a shorter way; a comment behind it makes the same list take the long one."""
    html = f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in sentences)}</ul>"

    assert cleaned(html, f"{SITE}/plan/") == cleaned(f"{html}<!-- x -->", f"{SITE}/plan/")
