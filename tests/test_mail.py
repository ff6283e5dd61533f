"""The briefing by e-mail: the same facts as the page, readable everywhere, and nothing that watches who reads."""

import json
import re
import tomllib
from datetime import datetime
from email import message_from_bytes, policy
from hashlib import sha256
from html import escape
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.briefings.html_out import whole
from plugins.briefings.mail import folder as folders
from plugins.briefings.mail.asked import asked_for
from plugins.briefings.mail.build import _said as told
from plugins.briefings.mail.build import build_mail, make_mail
from plugins.briefings.mail.folder import write_folder
from plugins.briefings.mail.html_part import coloured, edition_html, html_part
from plugins.briefings.mail.letter import STOP, subject
from plugins.briefings.mail.lines import columns, table_lines, wrapped
from plugins.briefings.mail.text_part import text_part
from plugins.model.area import Area
from plugins.model.brand import Brand
from plugins.model.clock import LONDON, instant
from plugins.model.colours import ENOUGH, contrast
from plugins.model.findings import ContentError
from plugins.model.language import Language
from plugins.model.mailing import PreparedEdition, content_digest
from plugins.model.message import message
from plugins.sources.prose import Prose
from tests.conftest import AT, ROOT, invoke, run, tree, write
from tests.readers import items
from tests.readers import whole as told_in_feed
from tests.small import AREA, PAGE, briefing

ENGLISH = Language("en-GB")
MAIL = """
[subscribe]
url = "https://lists.example.org/join"
holder = "The council keeps your address."

[mail]
from_name = "Smallshire SEND Local Offer"
from_address = "briefing@smallshire.example"
reply_to = "offer@smallshire.example"
list_id = "briefing.send.example.org"
unsubscribe = "https://lists.example.org/stop?list=send&way=mail"
why = "You signed up for this briefing."
"""
STOPS = "https://lists.example.org/stop?list=send&way=mail"
NAME = "2026-11-06-briefing-1"
CSS = (ROOT / "theme" / "mail.css").read_text()


# ---- Ways to make one and to look at it --------------------------------------------------------------------------


def made(tmp_path, body="Some words.", *, at=AT, area=AREA + MAIL, drafts=False, name="latest", **keys):
    """Return the mail of a small area with one briefing of *body*."""
    content = tmp_path / "content"
    write(content, {"area.toml": area, "pages/help.md": PAGE, f"briefings/{NAME}.md": briefing(body, **keys)})
    asked = asked_for(content, name, instant(at))
    found = run(content, tmp_path / "output", at=at, drafts=drafts, caches=tmp_path / "caches")
    return make_mail(found, asked)


def soup(html):
    return BeautifulSoup(html, "lxml")


def bare(text):
    """Return *text* without any space: a long word may be broken."""
    return re.sub(r"[\s\u200b]+", "", text)


def said(text):
    """Return the words of a text part without the numbers of links."""
    return bare(re.sub(r" \[\d+\]", "", text))


def listed(text):
    """Return the addresses that the text part gives, each written on one line."""
    return set(re.findall(r"https?://\S+", text))


def facts(html, page):
    """Return links, numbers, days, cells and words of *html* as the page at the address *page* shows it."""
    shown = soup(str(html))
    words = shown.get_text(" ")
    return SimpleNamespace(
        links={urljoin(page, str(a["href"])) for a in shown.select("a[href]")},
        numbers=set(re.findall(r"\d+(?:[.,:]\d+)*", words)),
        days=set(re.findall(r"\d{1,2} [A-Z][a-z]+(?: \d{4})?", words)),
        cells=[cell.get_text(" ") for cell in shown.select("th, td")],
        words=bare(shown.get_text()),
    )


def long_lines(text):
    """Return the lines of *text* that are too long and are not an address alone."""
    return [line for line in text.split("\n") if columns(line) > 78 and not re.fullmatch(r"\s*\S*://\S*", line)]


# ---- The same facts everywhere -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory):
    """The demonstration's settings after a build, its output, and the mail of its newest edition."""
    output = tmp_path_factory.mktemp("mail") / "output"
    built = run(ROOT / "content", output, caches=output.parent / "caches")
    mails = {path.stem: asked_for(ROOT / "content", path.stem, instant(AT)) for path in BRIEFINGS}
    return SimpleNamespace(
        settings=built,
        output=output,
        mails={name: make_mail(built, asked) for name, asked in mails.items() if asked.is_public(instant(AT))},
    )


BRIEFINGS = sorted(
    path for path in (ROOT / "content" / "briefings").glob("*.md") if "\nwithdrawn:" not in path.read_text()
)


@pytest.mark.parametrize("name", [path.stem for path in BRIEFINGS])
def test_page_feed_html_and_text_tell_the_same_facts(demonstrated, name):
    mail = demonstrated.mails[name]
    page = soup((demonstrated.output / "briefings" / name / "index.html").read_bytes())
    article = page.select_one(".app-prose")
    shown = facts(article, mail.prepared.page)
    item = next(
        one for one in items(demonstrated.output / "feeds/briefings.xml") if mail.prepared.id in one.findtext("guid")
    )
    feed, html = told_in_feed(item), soup(mail.html)
    assert shown.numbers
    assert shown.links

    web = {link for link in shown.links if link.startswith("http")}
    assert web <= {str(a["href"]) for a in feed.select("a[href]")}
    assert shown.links <= {str(a["href"]) for a in html.select("a[href]")}
    assert web <= listed(mail.text)
    assert shown.words in bare(feed.get_text())
    assert shown.words in bare(html.get_text())
    for words in (bare(feed.get_text()), bare(html.get_text()), said(mail.text)):
        assert [one for one in shown.numbers | shown.days | set(shown.cells) if bare(one) not in words] == []
    # What stands around it: title, summary, day, and the links beside it.
    for around in (page.h1, page.select_one(".app-lead"), page.select_one(".app-eyebrow time")):
        assert bare(around.get_text()) in bare(html.get_text())
        assert bare(around.get_text()) in said(mail.text)


def test_the_links_beside_the_page_are_in_the_mail(demonstrated):
    mail = demonstrated.mails["2026-11-20-briefing-14"]
    page = soup((demonstrated.output / "briefings" / mail.prepared.edition / "index.html").read_bytes())
    origin = mail.prepared.page.partition("/briefings/")[0]
    beside = {origin + str(a["href"]) for a in page.select(".app-columns > div:last-child a[href^='/']")}
    beside -= {origin + "/feeds/"}

    assert len(beside) > 5
    assert beside <= {str(a["href"]) for a in soup(mail.html).select("a[href]")}
    assert beside <= listed(mail.text)


WORD = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
ODD = st.sampled_from(
    (
        "😀",
        "👩‍👧",
        "]]>",
        "<b>",
        "&amp;",
        "12.5%",
        "3,040",
        "24 November 2026",
        "6pm",
        "عربي",
        "שלום",
        "ǅ" * 90,
        "x" * 200,
        "日本語" * 30,
    )
)
PLACES = st.sampled_from(
    (
        "/plan/",
        "#dates",
        "https://a.example/b?c=1&d=2",
        "mailto:a@b.example",
        "tel:01632960120",
        f"https://a.example/{'long/' * 30}",
    )
)
WORDS = st.lists(WORD | ODD, min_size=1, max_size=12).map(" ".join)
LINK = st.builds("[{}]({})".format, WORDS.map(lambda text: re.sub(r"[\[\]()`<>\\]", "", text) or "here"), PLACES)
INLINE = st.lists(WORDS | LINK, min_size=1, max_size=4).map(" ".join)
CELL = INLINE.map(lambda text: text.replace("|", " ").replace("\n", " ") or "-")


@st.composite
def tables(draw):
    """A table of one to eight columns, in Markdown."""
    wide = draw(st.integers(1, 8))
    rows = draw(st.lists(st.lists(CELL, min_size=wide, max_size=wide), min_size=2, max_size=4))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * wide, *lines[1:]])


NESTED = st.recursive(
    INLINE.map(lambda text: [text]),
    lambda deeper: st.lists(deeper, min_size=1, max_size=3).map(lambda many: ["item", *many]),
    max_leaves=8,
)


def as_list(tree, depth=0, mark="-"):
    """Return a nested list in Markdown."""
    lines = []
    for one in tree:
        lines += as_list(one, depth + 1, "1.") if isinstance(one, list) else [f"{'    ' * depth}{mark} {one}"]
    return lines


BLOCK = st.one_of(
    INLINE,
    tables(),
    INLINE.map("## {}".format),
    NESTED.map(lambda tree: "\n".join(as_list(tree))),
    INLINE.map("> {}".format),
)
TEXTS = st.lists(BLOCK, min_size=1, max_size=5).map("\n\n".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_whatever_is_written_no_part_of_the_mail_loses_a_link_a_number_or_a_cell(text):
    page = "https://send.example.org/send/briefings/x/"
    html = Prose("/send", "Table", {}, ROOT / "nowhere.json").html(text)
    shown = facts(html, page)
    letter = f"<body><h1>A title</h1>{edition_html(html, page, ENGLISH)}</body>"
    inlined = soup(html_part(f"<html><head></head>{letter}</html>", CSS, AREA_OF_TESTS))
    plain = text_part(letter, ENGLISH, "", STOP)

    assert shown.links <= {str(a["href"]) for a in inlined.select("a[href]")}
    assert {link for link in shown.links if link.startswith("http")} <= listed(plain)
    feed = soup(whole(html, page)).get_text()
    for words in (bare(feed), bare(inlined.get_text()), bare(plain)):
        assert [part for part in soup(html).get_text(" ").split() if bare(part) not in words] == []
    assert not long_lines(plain)


AREA_OF_TESTS = Area.model_validate(tomllib.loads(AREA + MAIL))


# ---- What it must say, and must not do ---------------------------------------------------------------------------


def test_a_person_learns_who_writes_why_who_holds_the_address_and_how_to_stop(tmp_path):
    mail = made(tmp_path, "Ring **01632 960 009**.")
    html = soup(mail.html)

    for words in (bare(html.get_text()), bare(mail.text)):
        for one in (
            "Smallshire SEND Local Offer",
            "You signed up for this briefing.",
            "The council keeps your address.",
        ):
            assert bare(one) in words
        assert bare("You can reply to this e-mail. The Local Offer team reads every answer.") in words
        assert bare("Write to offer@smallshire.example.") in words
        assert bare("Ring 01632 960 001.") in words
        assert bare("Smallshire local area partnership, Town Hall, Smalltown") in words
        assert words.index(bare("Read this online")) < words.index("01632960009")
    links = {str(a["href"]): a.get_text() for a in html.select("a[href]")}
    assert links["https://send.example.org/briefings/2026-11-06-briefing-1/"] == "Read this online"
    assert links[STOPS] == "Stop this e-mail"
    assert "tel:01632960009" in links
    assert STOP not in mail.html + mail.text


def test_the_mail_fetches_nothing_and_follows_nobody(demonstrated):
    known = set()
    for mail in demonstrated.mails.values():
        html = soup(mail.html)
        assert not html.select(
            "img, link, script, iframe, video, audio, object, embed, form, base, svg, [src], [background], [srcset]"
        )
        assert not re.search(r"url\(|@import|@font-face|expression", mail.html)
        known |= {str(a["href"]) for a in html.select("a[href]")} | listed(mail.text)
        assert {name for one in html.find_all() for name in one.attrs if name.startswith("on")} == set()
    assert known
    assert not [link for link in known if urlsplit(link).query]


def test_a_link_of_the_writer_that_tells_who_came_by_this_mail_is_refused(tmp_path):
    with pytest.raises(
        ValueError, match=r"briefings/2026-11-06-briefing-1\.md: the link .*utm_source=mail tells the other end"
    ):
        made(tmp_path, "Read [this](https://a.example/b?x=1&utm_source=mail).")


def test_a_link_with_a_question_of_its_own_stays_as_it_is(tmp_path):
    mail = made(tmp_path, "Look [for it](https://a.example/find?q=short+breaks&page=2).")

    assert "https://a.example/find?q=short+breaks&page=2" in {a["href"] for a in soup(mail.html).select("a[href]")}
    assert "https://a.example/find?q=short+breaks&page=2" in mail.text


def test_a_picture_becomes_its_words_and_a_link(tmp_path):
    write(tmp_path / "content", {"images/library.png": PNG})
    mail = made(tmp_path, "![A parent and a child at the library](/images/library.png)")

    link = soup(mail.html).select_one("a[href='https://send.example.org/images/library.png']")
    assert link.get_text() == "Picture: A parent and a child at the library"
    assert "Picture: A parent and a child at the library [1]" in mail.text


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def test_only_the_personal_address_to_stop_reaches_a_person(tmp_path):
    mail = made(tmp_path)
    own = "https://lists.example.org/stop?me=1&'x'=2"
    sent = message(mail.prepared, mail.html, mail.text, "a@b.example", own)
    text, html = (part.get_payload(decode=True).decode() for part in sent.iter_parts())

    assert STOPS not in text
    assert escape(STOPS) not in html
    assert own in text
    assert own in {a["href"] for a in soup(html).select("a[href]")}


# ---- HTML that every mail program and every reader can read ------------------------------------------------------


def test_the_html_is_one_column_with_a_language_real_headings_and_no_table_for_looks(demonstrated):
    html = soup(demonstrated.mails["2026-11-20-briefing-14"].html)

    assert (html.html["lang"], html.html["dir"]) == ("en-GB", "ltr")
    wrapper = html.select_one("[role=article]")
    assert (wrapper["lang"], wrapper["dir"]) == ("en-GB", "ltr")
    assert html.title.get_text() == html.h1.get_text()
    assert [one.name for one in html.select("h1, h2, h3")][:2] == ["h1", "h2"]
    assert len(html.select("h1")) == 1
    assert not html.select("table")
    assert "max-width: 600px" in html.select_one(".mail-column")["style"]
    assert "font-size: 18px" in html.select_one(".mail-paper")["style"]
    assert html.select_one("meta[name=color-scheme]")["content"] == "light dark"


def test_the_charset_comes_before_the_styles_and_dark_colours_are_kept(demonstrated):
    html = demonstrated.mails["2026-11-20-briefing-14"].html
    start = html.index('<meta charset="utf-8">')

    assert start < 1024
    assert start < html.index("<title>") < html.index("<style>") < html.index("</head>")
    assert html.count("<style>") == 1
    assert "@media (prefers-color-scheme: dark)" in html
    assert "!important" in html
    assert "var(" not in html
    assert len(html.encode()) < 100_000


def test_the_preview_shows_the_summary_and_nothing_of_the_mail_after_it(demonstrated):
    mail = demonstrated.mails["2026-11-20-briefing-14"]
    first = soup(mail.html).body.find("div")

    assert first["aria-hidden"] == "true"
    assert "display: none" in first["style"]
    assert first.get_text().startswith(mail.prepared.preheader)
    assert len(first.get_text()) > 200
    assert not first.get_text().removeprefix(mail.prepared.preheader).replace("\u200c", "").strip("\xa0")
    assert mail.text.count(mail.prepared.preheader.split(",")[0]) == 1


def test_a_table_keeps_its_headings_and_can_be_moved_by_keyboard(tmp_path):
    mail = made(tmp_path, "## Waits\n\n| When | Weeks |\n|---|--:|\n| May | 12 |\n\n| A |\n|---|\n| b |")
    regions = soup(mail.html).select("[role=region]")

    assert [one["aria-label"] for one in regions] == ["Table: Waits", "Table 2: Waits"]
    assert all(one["tabindex"] == "0" and "overflow-x: auto" in one["style"] for one in regions)
    assert [th["scope"] for th in soup(mail.html).select("th")] == ["col"] * 3
    assert "When   Weeks\n----   -----\nMay    12\n" in mail.text


COLOURS = re.compile(r"([^{}]+)\{([^{}]*)\}")


def pairs(css, light):
    """Yield for each rule that sets a text colour: the rule, the text, and what can be behind it."""
    dark = css[css.index("@media (prefers-color-scheme: dark)") :]
    part = css[: css.index("@media")] if light else dark[: dark.index("@media", 1)].split("{", 1)[1]
    papers = set(re.findall(r"(?:paper|panel)[^{}]*\{[^}]*background-color: (#\w+)", part))
    for rule, body in COLOURS.findall(part):
        text = re.search(r"(?<![-\w])color: (#\w+)", body)
        own = re.search(r"background-color: (#\w+)", body)
        if text and "preheader" not in rule:
            behind = {own[1]} if own else papers
            yield from ((rule.strip(), text[1], one) for one in behind)


@pytest.mark.parametrize("light", [True, False])
@pytest.mark.parametrize("name", ["demonstration", "plain"])
def test_every_colour_of_text_can_be_read(name, light):
    area = (
        Area.model_validate(tomllib.loads((ROOT / "content/area.toml").read_text()))
        if name == "demonstration"
        else AREA_OF_TESTS
    )
    found = list(pairs(coloured(CSS, area), light))

    assert len(found) >= 3
    assert {rule: contrast(text, behind) for rule, text, behind in found if contrast(text, behind) < ENOUGH} == {}


def test_the_check_of_colours_can_fail():
    faint = AREA_OF_TESTS.model_copy(
        update={"brand": Brand.model_construct(**{**Brand().model_dump(), "link": "#cccccc"})}
    )

    assert [rule for rule, text, behind in pairs(coloured(CSS, faint), light=True) if contrast(text, behind) < ENOUGH]


def test_a_language_from_right_to_left_is_mirrored(tmp_path):
    mail = made(tmp_path, "- One", area=f'language = "ar"\n{AREA}{MAIL}')
    html = soup(mail.html)

    assert html.html["dir"] == html.select_one("[role=article]")["dir"] == mail.prepared.direction == "rtl"
    assert "padding-right: 28px" in html.ul["style"]
    assert "text-align: right" in html.select_one(".mail-paper")["style"]


# ---- The text part -----------------------------------------------------------------------------------------------


def test_headings_are_underlined_and_links_numbered_once_each(tmp_path):
    mail = made(
        tmp_path,
        "## One thing\n\nSee [help](/help/), [again](/help/) and [the briefings](/briefings/).\n\n### More\n\n1. a\n2. b\n    - c",
    )

    assert "SEND briefing 1: a start\n========================\n" in mail.text
    assert (
        "One thing\n---------\n\nSee help [1], again [1] and the briefings [2].\n\nMore\n....\n\n1. a\n2. b\n   - c\n"
        in mail.text
    )
    assert mail.text.endswith("[1] https://send.example.org/help/\n[2] https://send.example.org/briefings/\n")
    assert not re.search(r"\*\*|^#|\]\(|^\|", mail.text, re.MULTILINE)


def test_a_table_that_is_too_wide_is_told_row_by_row():
    long = "words that go on and on " * 5
    lines = table_lines(["When", "What", ""], [["May", long.strip(), "x"], ["June", "", ""]], 76)

    assert lines[0] == "When: May"
    assert lines[1].startswith("What: words that go on")
    assert lines[2].startswith("  ")
    assert lines[-4:] == ["x", "", "When: June", "What: –"]
    assert max(map(columns, lines)) <= 76


@given(st.text(max_size=300), st.integers(2, 80))
def test_no_line_is_wider_than_it_may_be_and_no_letter_is_lost(text, width):
    lines = wrapped(text, width)

    assert all(columns(line) <= width or ("://" in line and " " not in line) for line in lines)
    assert "".join(lines).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")


def test_a_telephone_number_is_never_broken_over_two_lines():
    for before in range(40, 80):
        text = text_part(
            f'<body><p>{"x" * before} <a href="tel:01632960120">01632 960 120</a></p></body>', ENGLISH, "", STOP
        )
        assert "01632 960 120" in text


# ---- Subject, draft, bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("SEND briefing 14: six months", "SEND briefing 14: six months"),
        ("Send Briefing 14 – six months", "Send Briefing 14 – six months"),
        ("Six months", "SEND briefing 14: Six months"),
        ("SEND briefing 140 days later", "SEND briefing 14: SEND briefing 140 days later"),
    ],
)
def test_the_subject_names_the_briefing_once(title, expected):
    assert subject({"title": title, "number": 14, "draft": False}, ENGLISH) == expected


@pytest.mark.parametrize("title", ["A < B & ]]> “x” 😀", "شلونك briefing", "<script>alert(1)</script>", "Ünï 日本語"])
def test_odd_titles_survive_in_subject_html_and_text(tmp_path, title):
    mail = made(tmp_path, title=json.dumps(title, ensure_ascii=False), summary=json.dumps(title, ensure_ascii=False))
    files = mail.files
    sent = message_from_bytes(files["message.eml"], policy=policy.default)

    assert files["subject.txt"].decode() == f"SEND briefing 1: {title}\n"
    assert sent["Subject"] == f"SEND briefing 1: {title}"
    assert soup(mail.html).h1.get_text() == soup(mail.html).select_one(".mail-lead").get_text() == title
    assert soup(mail.html).title.get_text() == f"SEND briefing 1: {title}"
    assert not soup(mail.html).select("script, h1 > *")
    assert bare(title) in bare(mail.text)


def test_a_title_with_a_line_break_is_one_line_as_a_subject(tmp_path):
    assert made(tmp_path, title='"two\\nlines"').files["subject.txt"] == b"SEND briefing 1: two lines\n"


def test_a_long_title_is_said_and_one_without_end_refused(tmp_path, demonstrated):
    asked = asked_for(ROOT / "content", "13", NOW)
    assert "warning: the subject has" not in build_mail(demonstrated.settings, asked, tmp_path / "mail")
    with pytest.raises(ValueError, match="far too long for a subject"):
        made(tmp_path, title="x" * 295)
    mail = made(tmp_path, title="x" * 80)
    assert "warning: the subject has 97 letters" in "\n".join(told(mail, tmp_path))


@pytest.mark.parametrize("title", ['"a bell\\x07"', '"turned \\u202e round"'])
def test_a_title_with_an_unseen_character_is_refused(tmp_path, title):
    with pytest.raises(ContentError, match="cannot be shown"):
        made(tmp_path, title=title)


def test_a_table_of_sixty_columns_and_a_word_of_a_thousand_letters_are_whole(tmp_path):
    row = " | ".join(f"c{number}" for number in range(60))
    mail = made(tmp_path, f"| {row} |\n|{'---|' * 60}\n| {row.replace('c', 'v')} |\n\n{'w' * 1000}")

    assert all(f"c{number}: v{number}\n" in mail.text for number in range(60))
    assert "w" * 1000 in bare(mail.text)
    assert not long_lines(mail.text)


def test_an_edition_too_large_for_gmail_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(ValueError, match=r"bytes\. From 100,000 on, Gmail hides the end.*Put long lists"):
        made(tmp_path, "\n\n".join(f"Paragraph {number} with some words." for number in range(2000)))


def test_a_draft_and_one_not_yet_due_are_marked_and_may_not_be_sent(tmp_path):
    mail = made(tmp_path, status="draft", drafts=True, name=NAME)

    assert mail.prepared.draft
    assert mail.prepared.subject.startswith("DRAFT: ")
    assert "This is a draft. Do not send it." in mail.text
    assert "This is a draft. Do not send it." in soup(mail.html).get_text()
    assert made(tmp_path, at="2026-11-01", drafts=True, name="1").prepared.draft


def test_without_mail_or_without_a_holder_nothing_is_made(tmp_path):
    with pytest.raises(ValueError, match=r"no \[mail\]"):
        made(tmp_path, area=AREA)
    with pytest.raises(ValueError, match=r"no \[subscribe\]"):
        made(tmp_path, area=AREA + MAIL[MAIL.index("[mail]") :])


# ---- Which edition -----------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 22, tzinfo=LONDON)


@pytest.fixture
def content(tmp_path):
    """Three briefings that are out (the last withdrawn), one to come, and a draft."""
    given = {
        "2026-11-06-briefing-1": {"number": "1"},
        "2026-11-13-briefing-2": {"number": "2", "date": "2026-11-13T09:00"},
        "2026-11-20-briefing-3": {
            "number": "3",
            "date": "2026-11-20T09:00",
            "withdrawn": "{on: 2026-11-21, why: Wrong.}",
        },
        "2026-12-04-briefing-4": {"number": "4", "date": "2026-12-04T09:00"},
        "later": {"number": "2", "status": "draft"},
        "double": {"number": "5", "status": "draft"},
        "double-too": {"number": "5", "status": "draft"},
    }
    write(tmp_path, {f"briefings/{name}.md": briefing(**keys) for name, keys in given.items()})
    return tmp_path


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("2026-11-06-briefing-1", "2026-11-06-briefing-1"),
        ("content/briefings/2026-11-06-briefing-1.md", "2026-11-06-briefing-1"),
        ("1", "2026-11-06-briefing-1"),
        ("2", "2026-11-13-briefing-2"),
        ("latest", "2026-11-13-briefing-2"),
        ("later", "later"),
    ],
)
def test_an_edition_is_named_by_its_file_its_number_or_as_the_latest(content, name, edition):
    assert asked_for(content, name, NOW).edition == edition


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2026-11-20-briefing-3", "was withdrawn on 2026-11-21"),
        ("2026-11-06-breifing-1", "Did you mean 2026-11-06-briefing-1"),
        ("zzz", "Did you mean"),
        ("77", r"There is no briefing 77\. There are 1 to 5"),
        ("5", r"briefings/double\.md|briefings/double-too\.md"),
    ],
)
def test_an_edition_that_cannot_be_made_is_refused_in_words(content, name, words):
    with pytest.raises(ValueError, match=words):
        asked_for(content, name, NOW)


@pytest.mark.parametrize("name", ["latest", "1", "broken"])
def test_one_that_cannot_be_read_may_be_the_one_that_is_meant(content, name):
    write(content, {"briefings/broken.md": "---\ntitle: x\n---\n"})

    assert asked_for(content, NAME, NOW).edition == NAME
    with pytest.raises(ContentError, match=r"briefings/broken\.md"):
        asked_for(content, name, NOW)


# ---- The folder --------------------------------------------------------------------------------------------------


def test_the_folder_is_what_its_file_says_and_the_same_each_time(tmp_path, demonstrated):
    asked = asked_for(ROOT / "content", "14", NOW)
    said = build_mail(demonstrated.settings, asked, tmp_path / "one")
    build_mail(demonstrated.settings, asked, tmp_path / "two")
    found = tree(tmp_path / "one")
    prepared = PreparedEdition.model_validate_json(found["2026-11-20-briefing-14/edition.json"])
    names = ("body.html", "body.txt", "notify.md")
    html, text, notify = (found[f"2026-11-20-briefing-14/{name}"].decode() for name in names)
    article = (ROOT / "content" / asked.file).read_bytes()

    assert found == tree(tmp_path / "two")
    assert prepared.content == content_digest(prepared.subject, html, text, notify)
    assert prepared.source == sha256(article).hexdigest()
    assert not prepared.draft
    sent = message_from_bytes(found["2026-11-20-briefing-14/message.eml"], policy=policy.default)
    assert [part.get_content_type() for part in sent.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content().replace("\r\n", "\n") for part in sent.iter_parts()] == [text, html]
    assert not list(sent.iter_attachments())
    assert all(name.rpartition("/")[2] in said for name in found)


def test_the_mail_does_not_change_with_the_clock(tmp_path):
    first = made(tmp_path, at="2026-11-07")

    assert made(tmp_path, at="2027-03-01").files == first.files


def test_a_folder_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    write_folder(tmp_path / "x", {"a": b"1", "b": b"2"})
    write_folder(tmp_path / "x", {"a": b"3"})
    assert tree(tmp_path) == {"x/a": b"3"}

    monkeypatch.setattr(
        folders.Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(ValueError, match="No space left"):
        write_folder(tmp_path / "x", {"a": b"4"})
    assert tree(tmp_path) == {"x/a": b"3"}


def test_mails_are_kept_out_of_git():
    # With the slash in front: our own folders of that name must stay in git.
    assert "/mail/" in (ROOT / ".gitignore").read_text().splitlines()


def test_the_command_makes_the_site_and_the_mail_and_refuses_in_words(tmp_path):
    content, env = (
        tmp_path / "content",
        {"OPEN_LOCAL_OFFER_MAIL": str(tmp_path / "mail"), "OPEN_LOCAL_OFFER_STATE": str(tmp_path / "state")},
    )
    write(
        content,
        {
            "area.toml": AREA + MAIL,
            "pages/help.md": PAGE,
            f"briefings/{NAME}.md": briefing(),
            "briefings/next.md": briefing(number="2", id="5b0a8f1e-0003-4000-8000-000000000009", status="draft"),
        },
    )
    words = ("--content", str(content), "--output", str(tmp_path / "output"), "--at", AT)
    done = invoke("email.build", "1", *words, env=env)
    draft = invoke("email.build", "next", *words, env=env)
    wrong = invoke("email.build", "9", *words, env=env)

    assert done.returncode == 0, done.stderr
    assert "body.html" in done.stdout
    assert (tmp_path / "output/briefings" / NAME / "index.html").is_file()
    assert {path.name for path in (tmp_path / "mail").iterdir()} == {NAME, "next"}
    assert "not to send" in draft.stdout
    assert not (tmp_path / "output/briefings/next").exists()
    assert wrong.returncode == 1
    assert "There is no briefing 9." in wrong.stderr
    assert "Traceback" not in wrong.stderr
