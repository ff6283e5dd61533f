"""The rules of feeds, one by one: every feed of the demonstration holds them, and each finds the feed that breaks it."""

import json
import tomllib
from dataclasses import replace
from datetime import datetime

import pytest
from bs4 import BeautifulSoup

from plugins.briefings.json_feed import json_feed
from plugins.briefings.rss import rss
from plugins.model.area import Area
from plugins.model.clock import LONDON
from plugins.model.feed import Enclosure, Feed, FeedItem
from tests.conftest import ROOT, run, tree
from tests.feed_rules import ENCODED, JSON, RSS, Served, broken, sizes
from tests.readers import UPDATED, read
from tests.small import AREA, briefing

SITE = tomllib.loads((ROOT / "content/area.toml").read_text("utf-8"))["address"]
SMALL = "https://send.example.org"
PAGES = {"/": 1, "/briefings/": 1, "/briefings/1/": 1, "/briefings/2/": 1, "/help/": 1, "/documents/two.mp3": 1234}
ID = "5b0a8f1e-0003-4000-8000-00000000000{}"
HTML = '<p>Ring 01632 960 001 or <a href="/help/">ask</a>, <a href="#end">below</a>.</p><p><img src="/help/" alt="A map"></p>'
ITEMS = (
    FeedItem(
        ID.format(2),
        "Second",
        "/briefings/2/",
        datetime(2026, 6, 5, 9, tzinfo=LONDON),
        "What is in the second.",
        HTML,
        ("listening",),
        Enclosure("/documents/two.mp3", 1234, "audio/mpeg"),
        datetime(2026, 6, 9, tzinfo=LONDON),
    ),
    FeedItem(
        ID.format(1), "First", "/briefings/1/", datetime(2026, 1, 2, 9, tzinfo=LONDON), "What is in the first.", HTML
    ),
)
FEED = Feed("briefings", "Smallshire: briefings", "Each briefing, whole.", "/briefings/", ITEMS)
THEMES = {"listening": "Listening"}
AREA_ = Area.model_validate(tomllib.loads(AREA))


def served(data, ending, address=SMALL):
    return Served(
        data,
        f"{address}/feeds/briefings.{ending}",
        address,
        lambda url: PAGES.get(url.removeprefix(SMALL).split("#")[0]),
    )


def as_rss(feed=FEED):
    return rss(feed, AREA_, THEMES)


def as_json(feed=FEED):
    return json_feed(feed, AREA_, THEMES)


ITEM = "    <item>"
SWAPPED = "items, swapped"
BROKEN_RSS = {
    "it can be read": ("</channel>", "</chanel>"),
    "it is UTF-8 without a mark before it": ("<?xml", "\ufeff<?xml"),
    "it holds no control characters": ("<title>Second", "<title>Second\x85"),
    "it is RSS 2.0 with one channel": ("</rss>", "<channel/></rss>"),
    "it needs no style": ("<rss ", '<?xml-stylesheet type="text/css" href="a.css"?><rss '),
    "the channel has a title, a link and a description": ("<title>Smallshire: briefings</title>", ""),
    "every item has a title": ("<title>Second</title>", "<title> </title>"),
    "elements are known": ("<ttl>", "<subtitle>x</subtitle><ttl>"),
    "no element stands twice": ("<title>Second</title>", "<title>Second</title><title>Second</title>"),
    "it names its own address": ("briefings.xml", "other.xml"),
    "it promises no hub": ("<ttl>", '<atom:link rel="hub" href="https://hub.example/"/><ttl>'),
    "links are whole addresses": (f"<link>{SMALL}/briefings/2/", "<link>/briefings/2/"),
    "own addresses lead to a file": (f'"{SMALL}/help/"', f'"{SMALL}/gone/"'),
    "an id is no address": ('<guid isPermaLink="false">', "<guid>"),
    "an id is the one in the file": ("urn:uuid:", "tag:send.example.org,2026-06-05:"),
    "an id stands once": (ID.format(1), ID.format(2)),
    "dates are RFC 822 with a zone": ("<pubDate>Fri, 05 Jun", "<pubDate>Mon, 05 Jun"),
    "it was last built when something last changed": ("<lastBuildDate>Tue, 09 Jun", "<lastBuildDate>Wed, 10 Jun"),
    "updated is RFC 3339 and after the day of publication": ("2026-06-09T00:00:00+01:00", "2026-06-09 00:00:00+01:00"),
    "items stand newest first": SWAPPED,
    "a description is short and plain": ("What is in the second.", "What is in the &lt;b&gt;second&lt;/b&gt;."),
    "it says its language": ("en-GB", "English (UK)"),
    "it says how long it may be kept": ("<ttl>60", "<ttl>-1"),
    "it says what it is and what made it": ("<generator>Open Local Offer</generator>", ""),
    "every item says who made it, and nobody's e-mail address": (
        "<dc:creator>Smallshire local area partnership</dc:creator>",
        "<author>a@example.org (A)</author>",
    ),
    "a category has a name": ("<category>Listening</category>", "<category></category>"),
    "an item has one enclosure at most": (
        "<enclosure",
        f'<enclosure url="{SMALL}/documents/two.mp3" length="1234" type="audio/mpeg"/><enclosure',
    ),
    "an enclosure has a whole address and a type": ('type="audio/mpeg"', 'type="sound"'),
    "the length of an enclosure is the size of the file": ('length="1234"', 'length="0"'),
    "an image has the title and the link of the channel, and is small": (
        "<ttl>",
        f"<image><url>{SMALL}/share.png</url><title>Share</title><link>{SMALL}/briefings/</link></image><ttl>",
    ),
}
MORE_RSS = [  # the same rules, broken in another way
    ("it can be read", ("<title>Second", "<title>Second\x0b")),
    ("it is RSS 2.0 with one channel", ('version="2.0"', 'version="0.92"')),
    ("it names its own address", (f'href="{SMALL}/feeds', 'href="http://send.example.org/feeds')),
    ("dates are RFC 822 with a zone", ("09:00:00 +0100", "09:00:00")),
    ("dates are RFC 822 with a zone", ("<pubDate>Fri, 02 Jan 2026 09:00:00 +0000", "<pubDate>2026-01-02T09:00:00Z")),
    ("updated is RFC 3339 and after the day of publication", ("2026-06-09T00:00:00+01:00", "2026-06-09T00:00:00+01")),
    (
        "updated is RFC 3339 and after the day of publication",
        ("<pubDate>Fri, 05 Jun 2026 09", "<pubDate>Tue, 09 Jun 2026 00"),
    ),
    ("links are whole addresses", ("/briefings/1/</link>", "/briefings/one two/</link>")),
    ("an enclosure has a whole address and a type", (f'url="{SMALL}/documents', 'url="/documents')),
    (
        "an image has the title and the link of the channel, and is small",
        (
            "<ttl>",
            f"<image><url>{SMALL}/share.png</url><title>Smallshire: briefings</title><link>{SMALL}/briefings/</link>"
            "<width>1200</width><height>630</height></image><ttl>",
        ),
    ),
]
BROKEN_HTML = {
    "an item is whole": None,
    "nothing in an item runs": ("<p>Ring", "<p onclick='x()'>Ring"),
    "there is no picture in parts": ("<p>Ring", "<picture><source></picture><p>Ring"),
    "addresses in an item are whole": (f'"{SMALL}/briefings/2/#end"', '"#end"'),
    "telephone numbers are words": ("01632 960 001", "<a href='tel:01632960001'>01632 960 001</a>"),
    "an item needs nothing of the site": ("<p>Ring", "<p class='app-panel'>Ring"),
}
MORE_HTML = [
    ("nothing in an item runs", ("<p>Ring", "<script>x()</script><p>Ring")),
    ("nothing in an item runs", ("<p>Ring", "<iframe></iframe><form></form><p>Ring")),
    ("addresses in an item are whole", (f'"{SMALL}/help/"', "'/help/'")),
    ("addresses in an item are whole", ("<img", "<img srcset='/a.png 2x'")),
    ("addresses in an item are whole", ("<p>Ring", "<p><a>here</a> Ring")),
    ("an item needs nothing of the site", ("<p>Ring", "<p id='end'>Ring")),
    ("an item needs nothing of the site", ("<p>Ring", "<p data-x='1'>Ring")),
]
BROKEN_JSON = {
    "it is JSON": ('"items"', '"items'),
    "it holds no control characters": ('"Second"', '"Second\\u0007"'),
    "it is version 1.1": ("version/1.1", "version/1"),
    "it has a title and a page": (f'"home_page_url": "{SMALL}/briefings/"', '"home_page_url": "/briefings/"'),
    "it names its own address": ("briefings.json", "briefings.xml"),
    "it says its language": ('"en-GB"', '"English"'),
    "authors are a list, each with a name": ('"authors"', '"author"'),
    "keys are known": ('"title": "Second"', '"author": "A", "title": "Second"'),
    "what is not there is left out": ('"description": "Each briefing, whole."', '"description": null'),
    "an id is the one in the file": ("urn:uuid:", ""),
    "an id stands once": (ID.format(1), ID.format(2)),
    "links are whole addresses": (f'"url": "{SMALL}/briefings/2/"', '"url": "/briefings/2/"'),
    "own addresses lead to a file": (f'\\"{SMALL}/help/\\"', f'\\"{SMALL}/gone/\\"'),
    "every item has a title and a plain summary": ("What is in the second.", "What is in the <b>second</b>."),
    "dates are RFC 3339 with a zone": ("2026-06-05T09:00:00+01:00", "2026-06-05T09:00:00"),
    "what was put right was put right after it came out": ("2026-06-09T00:00:00+01:00", "2026-06-05T09:00:00+01:00"),
    "items stand newest first": SWAPPED,
    "a tag has a name": ('"Listening"', '""'),
    "an attachment has a whole address and a type": ("audio/mpeg", "sound"),
    "the size of an attachment is that of the file": ("1234", "1"),
}


def swapped(feed=FEED):
    return replace(feed, items=tuple(reversed(feed.items)))


def mutated(good, change):
    """Return *good* with a change at its first place, which must be there."""
    old, new = change
    text = good.decode()
    assert old in text, old
    return text.replace(old, new, 1).encode()


def with_html(change):
    """Return the feed whose first item holds HTML that nobody has cleaned, as RSS and as JSON."""
    page = f"{SMALL}/briefings/2/"
    html = HTML.replace('"/help/"', f'"{SMALL}/help/"').replace('"#end"', f'"{page}#end"')
    html = " " if change is None else mutated(html.encode(), change).decode()
    root = Served(as_rss(), "", SMALL, PAGES.get).rss
    root.find(f"channel/item/{ENCODED}").text = html
    from xml.etree import ElementTree as ET

    found = json.loads(as_json())
    found["items"][0]["content_html"] = html
    data = b"<?xml version='1.0' encoding='UTF-8'?>\n" + ET.tostring(root, "utf-8", xml_declaration=False)
    return data, json.dumps(found).encode()


def test_a_good_feed_breaks_no_rule():
    for feed in (FEED, replace(FEED, items=())):
        assert broken(RSS, served(as_rss(feed), "xml")) == {}
        assert broken(JSON, served(as_json(feed), "json")) == {}


def test_every_rule_has_a_feed_that_breaks_it():
    assert {*BROKEN_RSS, *BROKEN_HTML} == set(RSS)
    assert {*BROKEN_JSON, *BROKEN_HTML} == set(JSON)


@pytest.mark.parametrize(("name", "change"), [*BROKEN_RSS.items(), *MORE_RSS])
def test_a_feed_that_breaks_one_rule_of_rss_is_found_by_that_rule_alone(name, change):
    data = as_rss(swapped()) if change is SWAPPED else mutated(as_rss(), change)

    assert list(broken(RSS, served(data, "xml"))) == [name]


@pytest.mark.parametrize(("name", "change"), BROKEN_JSON.items())
def test_a_feed_that_breaks_one_rule_of_json_feed_is_found_by_that_rule_alone(name, change):
    data = as_json(swapped()) if change is SWAPPED else mutated(as_json(), change)

    assert list(broken(JSON, served(data, "json"))) == [name]


@pytest.mark.parametrize(("name", "change"), [*BROKEN_HTML.items(), *MORE_HTML])
def test_an_item_with_html_that_breaks_one_rule_is_found_by_that_rule_alone(name, change):
    for data, rules, ending in zip(with_html(change), (RSS, JSON), ("xml", "json"), strict=True):
        assert list(broken(rules, served(data, ending))) == [name]


def feeds_of(output, site):
    """Return each feed of *output* as it is served, by its address, with the rules that it must hold."""
    found = sorted(path for path in output.glob("feeds/**/*") if path.suffix in {".xml", ".json"})
    for path in found:
        url = f"{site}/{path.relative_to(output).as_posix()}"
        yield Served(path.read_bytes(), url, site, sizes(output, site)), RSS if path.suffix == ".xml" else JSON


def test_every_feed_of_the_demonstration_holds_every_rule(demonstration):
    found = {one.url: broken(rules, one) for one, rules in feeds_of(demonstration, SITE)}

    assert len(found) == 2 * (5 + 7)
    assert {url: wrong for url, wrong in found.items() if wrong} == {}


def test_both_forms_of_a_feed_say_the_same(demonstration):
    """The same ids, addresses, titles, moments, sounds and the same HTML, letter by letter."""
    for path in demonstration.glob("feeds/**/*.xml"):
        old, new = read(path), json.loads(path.with_suffix(".json").read_bytes())
        assert (old.feed.title, old.feed.subtitle, old.feed.link) == (
            new["title"],
            new["description"],
            new["home_page_url"],
        )
        both = Served(path.read_bytes(), "", "", lambda _url: None)
        assert len(both.items) == len(new["items"])
        for one, other in zip(both.items, new["items"], strict=True):
            told = [one.findtext(name) for name in ("guid", "link", "title", "description", ENCODED, UPDATED)]
            keys = ("id", "url", "title", "summary", "content_html", "date_modified")
            # An XML reader takes every end of a line for one and the same.
            assert told == [other.get(key) for key in keys]
            assert [tag.text for tag in one.findall("category")] == other.get("tags", [])


SOUND = b"ID3" + bytes(4000)
HARD = {
    "emoji": "Half term 🎈🧑‍🦽 café",
    "cdata": "Waits ]]> and ]]>]]> more",
    "sign": "Waits < 6 weeks & <b>bold</b>",
    "right to left": "دعم الأطفال (SEND) في المدرسة",
}


def recorded(title, number=1, body="Some words.", **keys):
    own = {"title": json.dumps(title, ensure_ascii=False), "number": str(number), "id": ID.format(number)}
    sound = "{file: /documents/café.mp3, read_by: a parent, minutes: 4}"
    return briefing(body, **{**own, "date": f"2026-11-0{number}T09:00", "recording": sound, **keys})


@pytest.mark.parametrize("kind", HARD)
@pytest.mark.parametrize("address", [SMALL, "https://example.org/send"])
def test_hard_words_and_a_recording_keep_every_rule_and_arrive(build, kind, address):
    words = HARD[kind]
    files = {
        "area.toml": AREA.replace(SMALL, address).replace('site = "Smallshire', f'site = "{words} Smallshire'),
        "documents/café.mp3": SOUND,
        "briefings/2026-11-01-briefing-1.md": recorded(words, body=f"{words.replace('<', '&lt;')} [here](/help/)"),
        "briefings/2026-11-02-briefing-2.md": recorded(
            words,
            2,
            corrections="\n  - {on: 2026-11-05, text: Put right.}",
            summary=json.dumps(words.replace("<b>bold</b>", ""), ensure_ascii=False),
        ),
    }
    output = build(files)

    for one, rules in feeds_of(output, address):
        assert broken(rules, one) == {}, one.url
    new = json.loads((output / "feeds/briefings.json").read_bytes())
    assert [one["title"] for one in new["items"]] == [words, words]
    assert [one.title for one in read(output / "feeds/briefings.xml").entries] == [words, words]
    assert words in BeautifulSoup(new["items"][1]["content_html"], "lxml").get_text()
    assert new["items"][0]["date_modified"] == "2026-11-05T00:00:00+00:00"
    sound = {"url": f"{address}/documents/caf%C3%A9.mp3", "mime_type": "audio/mpeg", "size_in_bytes": len(SOUND)}
    assert [one["attachments"] for one in new["items"]] == [[sound], [sound]]
    # Readers take the page for the address of the item, and not the sound.
    entry = read(output / "feeds/briefings.xml").entries[0]
    assert (entry.link, entry.enclosures[0].href) == (new["items"][0]["url"], sound["url"])
    assert entry.enclosures[0].length == str(len(SOUND))


@pytest.mark.parametrize("mark", ["\x07", "\x0b", "\x85", "\u202e"])
def test_a_character_that_no_feed_can_hold_is_refused_in_words(refused, mark):
    found = refused({"briefings/a.md": recorded("Title").replace("Some words", f"Some{mark} words")})

    assert any("character" in one.message for one in found), found


def test_two_builds_of_the_feeds_are_the_same_to_the_byte(demonstration, tmp_path):
    run(ROOT / "content", tmp_path / "output", at="2026-11-22T23:59:31")

    assert tree(tmp_path / "output/feeds") == tree(demonstration / "feeds")


def test_the_list_of_feeds_holds_each_once_in_its_group_and_no_day(demonstration):
    from xml.etree import ElementTree as ET

    root = ET.parse(demonstration / "feeds/all.opml").getroot()
    outlines = [one for one in root.iter("outline") if one.get("type")]

    assert root.get("version") == "2.0"
    assert [one.tag for one in root.find("head")] == ["title"]
    assert [one.get("text") for one in root.find("body")] == [
        "Briefings",
        "News",
        "Alerts",
        "Programme updates",
        "Everything",
        "Themes of the plan",
    ]
    on_disk = [f"{SITE}/{path.relative_to(demonstration)}" for path in demonstration.glob("feeds/**/*.xml")]
    assert sorted(one.get("xmlUrl") for one in outlines) == sorted(on_disk)
    size = sizes(demonstration, SITE)
    assert all(one.get("text") and size(one.get("htmlUrl")) for one in outlines)


def test_newsboat_takes_the_list_of_feeds(demonstration, tmp_path):
    from tests.readers import Newsboat

    reader = Newsboat(tmp_path / "newsboat")
    reader.take(demonstration / "feeds/all.opml")

    assert sum(line.startswith(SITE) for line in (tmp_path / "newsboat/urls").read_text().splitlines()) == 12


def test_the_page_for_people_tells_the_mail_first_and_no_calendar_where_there_is_none(demonstration, build):
    words = BeautifulSoup((demonstration / "feeds/index.html").read_bytes(), "lxml").find("main").get_text(" ")
    order = ["by e-mail", "in your calendar", "/events/calendar.ics", "feed reader", "Choose one.", "OPML"]
    small = BeautifulSoup((build() / "feeds/index.html").read_bytes(), "lxml").find("main").get_text(" ")

    assert [words.index(one) for one in order] == sorted(words.index(one) for one in order)
    assert "e-mail is easier" not in small
    assert "calendar" not in small
