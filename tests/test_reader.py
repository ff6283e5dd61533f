"""The one reader of Markdown: nothing is half read, and nothing that should wait is seen."""

import re

import pytest

from tests.small import briefing, markdown, news, page

HIDDEN = "zebra-crossing"


def only(findings):
    errors = [finding for finding in findings if finding.severity.name == "ERROR"]
    assert len(errors) == 1, errors
    return errors[0]


@pytest.mark.parametrize(
    ("text", "line", "message", "mend"),
    [
        (page(tilte="x"), 8, "`tilte` is not a key of a page.", "Did you mean `title`?"),
        (page(order="ten"), 8, "`order`: “ten” is not a whole number.", "Write figures only, for example 14."),
        (page(status="publish"), 4, "`status` says “publish”.", "It can be 'draft' or 'published'."),
        (page(reviewed="06/11/2026"), 6, "`reviewed`: “06/11/2026” can mean two different days.", "Write it as year, month, day: 2026-11-06. With a time: 2026-11-06T09:00."),
        (page(reviewed="soon"), 6, "`reviewed`: “soon” is not a date.", "Write it as year, month, day: 2026-11-06. With a time: 2026-11-06T09:00."),
        (page(id="my-page"), 3, "`id`: “my-page” is not an id.", "An id is made once by `invoke new` and never changed. Copy it back, or make a fresh one with `invoke new`."),
        (page(redirect_from="[old-page]"), 8, "`redirect_from.0`: “old-page” is not an address of this site.", "Begin with a slash, for example /old-page/."),
        (page(related="words"), 8, "`related`: A list is needed here.", "Put each item on a line of its own that starts with “- ”, or in [square brackets]."),
        (page(title="Help: now"), 2, "This line of the front matter cannot be read.", "A value that holds a colon followed by a space, or starts with a sign such as * & [ { # @, goes in quotation marks."),
        (page(title="[x"), 3, "This line of the front matter cannot be read.", "A value that holds a colon followed by a space, or starts with a sign such as * & [ { # @, goes in quotation marks."),
        (page() .replace("title: Help\n", "title: Help\ntitle: Help again\n"), 3, "`title` stands here twice.", "Keep one of the two lines."),
        ("Some words.\n", 1, "The file has no front matter.", "Begin the file with a line `---`, then the keys, then another line `---`. `invoke new` writes it for you."),
        ("---\ntitle: x\n", 1, "The front matter does not end.", "Begin the file with a line `---`, then the keys, then another line `---`. `invoke new` writes it for you."),
        ("---\n" + "x" * 1_000_000 + "\n---\n", 1, "The front matter is longer than 64,000 characters.", "Move long text below the second `---`."),
        ("---\na: &x [1]\nb: *x\n---\n", 2, "An alias (a value that starts with *) cannot be used here.", "Write the value out."),
        (page("![](/images/x.png)"), 9, "This picture has no text for people who cannot see it.", "Say what it shows between the square brackets: ![A parent and a child at the library](…)."),
        (page("It takes {limit:forever}."), 9, "There is no time limit called “forever”.", "Known: none yet."),
        (page("[See](/nowhere/)"), 9, "A link leads to /nowhere/, and there is no such page.", "Correct the address, or publish the page it leads to."),
        (page("[See]({filename}nowhere.md)"), 9, "A link leads to {filename}nowhere.md, a file that does not exist.", "Correct the address, or publish the page it leads to."),
        (page("[See](/#nowhere)"), 9, "A link leads to /#nowhere, and that page has no such place.", "Correct the address, or publish the page it leads to."),
        (page("Hi <script>alert(1)</script>"), 9, "A page may not hold <script>.", "Take it away: the site's security policy would block it."),
        (page("[See](other/)"), 9, "A link leads to other/, and there is no such page.", "Correct the address, or publish the page it leads to."),
        (page(title='"a\\x07b"'), 2, "`title`: There is a character in it that cannot be shown (U+0007).", "Write the words again by hand: the character came along when they were copied."),
        (page(title="a\x07b"), 1, "There is a character in the front matter that cannot be shown.", "Write the words of the front matter again by hand: the character came along when they were copied."),
        (page("## Ask\n\n<p id='ask'>x</p>"), 11, "Two places on the page are called “ask”.", "Give one of the two headings other words: links could not tell them apart."),
        (page('<b onclick="x()">Hi</b>'), 9, "A page may not use onclick= in HTML.", "Take it away: the site's security policy would block it."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_line_and_mend(refused, text, line, message, mend):
    finding = only(refused({"images/x.png": b"", "pages/other.md": text.replace("000000000001", "000000000009")}))

    assert (finding.place.file, finding.place.line) == ("pages/other.md", line)
    assert (finding.message, finding.mend) == (message, mend)


def test_a_name_that_cannot_stand_in_an_address_is_told(refused):
    found = refused({"news/what?.md": news()})

    assert ("news/what?.md", "The name of this file cannot stand in an address.") in [
        (one.place.file, one.message) for one in found
    ]


def test_a_file_that_cannot_be_read_is_told_once_and_not_again_by_every_link_to_it(refused):
    finding = only(refused({"pages/help.md": page("[a](/other/) [b](/other/#x)"), "pages/other.md": "no"}))

    assert finding.place.file == "pages/other.md"


def test_a_column_keeps_its_side(build):
    text = (build({"pages/help.md": page("| a | b |\n|---|--:|\n| 1 | 2 |")}) / "help/index.html").read_text()

    assert '<td class="app-cell--right">2</td>' in text


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("Ring 01632 960 120.", '<a class="app-telephone" dir="ltr" href="tel:01632960120">01632 960 120</a>.'),
        ("Text 07700 900 120 now", 'href="tel:07700900120"'),
        ("Childline 0800 1111", 'href="tel:08001111"'),
        ("Write to help@smallshire.example.", '<a href="mailto:help@smallshire.example">help@smallshire.example</a>.'),
        ("[Ring 01632 960 120](tel:01632960120)", '<a href="tel:01632960120">Ring 01632 960 120</a>'),
    ],
)
def test_a_number_and_an_address_in_the_text_can_be_tapped(build, written, link):
    assert link in (build({"pages/help.md": page(written)}) / "help/index.html").read_text()


@pytest.mark.parametrize(
    "written", ["On 2026-11-06 and 06/11/2026.", "From 2026 to 2027 200 people", "Version 0.5 100 200"]
)
def test_a_date_or_a_count_is_not_a_telephone_number(build, written):
    main = (
        (build({"pages/help.md": page(written)}) / "help/index.html").read_text().split("<main")[1].split("</main")[0]
    )

    assert "tel:" not in main


def test_a_missing_key_is_told(refused):
    finding = only(
        refused(
            {
                "pages/other.md": page(id="5b0a8f1e-0001-4000-8000-000000000009").replace(
                    "owner: Local Offer officer\n", ""
                )
            }
        )
    )

    assert finding.message == "`owner` is missing from this page."


def test_all_mistakes_are_told_at_once(refused):
    findings = refused(
        {"pages/a.md": page(tilte="x", order="ten"), "news/b.md": news(date="06/11/2026"), "pages/c.md": "no"}
    )

    assert len([one for one in findings if one.severity.name == "ERROR"]) == 4


def test_a_file_that_is_not_utf8_is_told(refused):
    assert only(refused({"pages/other.md": page().encode("utf-16")})).message == "The file is not saved as UTF-8."


def test_two_files_may_not_have_one_id(refused):
    finding = only(refused({"pages/other.md": page(title="Other")}))

    assert finding.message == "pages/help.md has the same id, 5b0a8f1e-0001-4000-8000-000000000001."


def test_two_files_may_not_have_one_address(refused):
    other = page(slug="help", id="5b0a8f1e-0001-4000-8000-000000000009")
    findings = refused({"pages/other.md": other})

    assert any("has the same address, /help/" in one.message for one in findings)


def test_a_redirect_may_not_take_the_address_of_a_page(refused):
    other = page(redirect_from="[/contact/]", id="5b0a8f1e-0001-4000-8000-000000000009")

    assert any("/contact/" in one.message for one in refused({"pages/other.md": other}))


def test_a_page_may_not_take_the_address_of_one_of_the_site(refused):
    other = page(id="5b0a8f1e-0001-4000-8000-000000000009")

    assert any("/contact/index.html" in one.message for one in refused({"pages/contact.md": other}))


def test_a_markdown_file_outside_the_known_folders_is_told(build, caplog):
    build({"stray.md": page(), "News/x.md": news()})

    assert "stray.md" in caplog.text
    assert "News/x.md" in caplog.text


DRAFTS = {
    "last": news(title=HIDDEN, status="draft"),
    "before a block list": f"---\ntitle: {HIDDEN}\nid: 5b0a8f1e-0002-4000-8000-000000000007\nstatus: draft\nthemes:\n  - listening\nsummary: x\ndate: 2026-11-01\n---\nx\n",
    "after a block list": f"---\ntitle: {HIDDEN}\nid: 5b0a8f1e-0002-4000-8000-000000000007\nthemes:\n  - listening\nsummary: x\ndate: 2026-11-01\nstatus: draft\n---\nx\n",
    "after folded text": f"---\ntitle: {HIDDEN}\nid: 5b0a8f1e-0002-4000-8000-000000000007\nsummary: >-\n  folded\n  text\ndate: 2026-11-01\nstatus: draft\n---\nx\n",
    "after a quoted colon": f"---\ntitle: 'A: {HIDDEN}'\nid: 5b0a8f1e-0002-4000-8000-000000000007\nsummary: \"b: c\"\ndate: 2026-11-01\nstatus: 'draft'\n---\nx\n",
    "with CRLF": news(title=HIDDEN, status="draft").replace("\n", "\r\n"),
    "with a BOM": "\ufeff" + news(title=HIDDEN, status="draft"),
    "in the future": news(title=HIDDEN, date="2026-11-22T00:01"),
    "in the future, in UTC": news(title=HIDDEN, date="2026-11-22T00:01Z"),
}


@pytest.mark.parametrize("why", DRAFTS)
def test_what_is_not_yet_public_is_in_no_byte_of_the_output(build, tmp_path, why):
    output = build({f"news/2026-11-01-{HIDDEN}.md": DRAFTS[why]})

    for path in output.rglob("*"):
        assert HIDDEN not in path.name
        assert path.is_dir() or HIDDEN.encode() not in path.read_bytes(), path


def test_a_time_in_british_summer_time_is_when_it_appears(build):
    """09:00 in June is 08:00 UTC; what a CMS writes as 08:00Z is the same moment."""
    item = {"news/2026-06-01-x.md": news(title=HIDDEN, date="2026-06-01T08:00Z")}

    assert not (build(item, at="2026-06-01T08:59") / "news/x").exists()
    assert (build(item, at="2026-06-01T09:00") / "news/x/index.html").exists()


def test_what_cms_and_hands_write_reads_the_same(build):
    by_hand = news(title="One", themes="[]")
    by_cms = "\ufeff" + by_hand.replace("themes: []", "themes: []\nrelated:\n  - title: Help\n    url: /help/").replace(
        "\n", "\r\n"
    )
    first = (build({"news/a.md": by_hand}) / "news/a/index.html").read_text()
    second = (build({"news/a.md": by_cms}) / "news/a/index.html").read_text()

    assert "One" in first
    assert 'href="/help/"' in second


def test_words_that_yaml_would_take_for_truth_stay_words(build):
    output = build({"pages/other.md": page(title="No", owner="yes", id="5b0a8f1e-0001-4000-8000-000000000009")})

    assert ">No</h1>" in (output / "other/index.html").read_text()


def test_a_title_cannot_add_markup(build):
    output = build({"news/a.md": news(title="'Open <b>now</b> <script>x</script>'")})

    for file in ("news/a/index.html", "news/index.html", "index.html"):
        text = (output / file).read_text()
        assert "Open &lt;b&gt;now&lt;/b&gt;" in text
        assert "<script" not in text


def test_a_link_to_a_draft_says_that_it_is_one(refused):
    found = refused(
        {
            "pages/help.md": page("[Soon](/soon/)"),
            "pages/soon.md": page(status="draft", id="5b0a8f1e-0001-4000-8000-000000000009"),
        }
    )

    assert only(found).message == "A link leads to /soon/, which is a draft or not yet due."


def test_a_filename_link_leads_to_the_page(build):
    output = build(
        {
            "pages/other.md": page("[Help]({filename}help.md#x)\n\n## X", id="5b0a8f1e-0001-4000-8000-000000000009"),
            "pages/help.md": page("## X"),
        }
    )

    assert 'href="/help/#x"' in (output / "other/index.html").read_text()


def test_the_address_may_have_a_path(build):
    from tests.small import AREA

    area = AREA.replace('"https://send.example.org"', '"https://example.org/send"')
    output = build(
        {"area.toml": area, "pages/help.md": page("[News](/news/) and [home]({filename}help.md)"), "news/a.md": news()}
    )
    text = (output / "help/index.html").read_text()

    assert 'href="/send/news/"' in text
    assert 'href="/send/help/"' in text
    assert 'href="/news/' not in text
    assert "https://example.org/send/news/a/" in (output / "feeds/news.xml").read_text()
    assert "https://example.org/send/help/" in (output / "sitemap.xml").read_text()


def test_a_link_that_forgets_the_path_of_the_site_is_told(refused):
    from tests.small import AREA

    area = AREA.replace('"https://send.example.org"', '"https://example.org/send"')
    finding = only(refused({"area.toml": area, "pages/help.md": page('<a href="/news/">News</a>')}))

    assert finding.message == "A link leads to /news/, which is outside /send/, where the site lives."


def test_a_name_too_long_for_any_disk_is_told(refused):
    long = f"pages/{'x' * 201}.md"
    found = refused({long: page(id="5b0a8f1e-0001-4000-8000-000000000009")})

    assert [one.place.file for one in found] == [long]


def test_an_old_address_leads_to_the_new_one(build):
    output = build({"pages/help.md": page(redirect_from="[/old/, /very/old, /index.php]")})

    for file in ("old/index.html", "very/old/index.html", "index.php"):
        assert "url=/help/" in (output / file).read_text()
    assert "/old/" not in (output / "sitemap.xml").read_text()


@pytest.mark.parametrize("kind", ["page", "news", "briefing", "event"])
def test_invoke_new_makes_a_draft_that_is_right(build, tmp_path, kind):
    from plugins.sources.drafts import begin

    build()
    path = begin(kind, "What's “new”: a title", tmp_path / "content")
    text = path.read_text()
    assert "status: draft" in text
    filled = re.sub(r"(?m)^summary: .*", "summary: It is so.", text).replace("status: draft", "status: published")
    filled = filled.replace("\n-\n", "\n- So it is.\n")
    output = build({path.relative_to(tmp_path / "content").as_posix(): filled}, at="2100-01-01")

    assert any("What’s" in one.read_text() or "What&#39;s" in one.read_text() for one in output.rglob("index.html"))


def test_editions_are_numbered_in_turn(tmp_path, build):
    from plugins.sources.drafts import begin

    build({"briefings/2026-11-06-briefing-1.md": briefing()})

    assert "number: 2\n" in begin("briefing", "Next", tmp_path / "content").read_text()


def test_a_file_of_no_known_kind_is_refused():
    from pathlib import Path

    from plugins.model.findings import ContentError
    from plugins.sources.drafts import begin

    with pytest.raises(ContentError, match="is not a kind of file"):
        begin("poem", "x", Path("content"))


def test_an_unverified_limit_is_shown_as_a_question_and_stops_publishing(build, refused):
    limit = '[[limits]]\nkey = "x"\ntext = "6 weeks"\nwhat = "A limit."\nsource = "A rule"\nurl = "https://example.org/"\nverified = false\n'
    files = {"offer/limits.toml": limit, "pages/help.md": page("It takes {limit:x}.")}

    assert "It takes a time you can check with us." in (build(files) / "help/index.html").read_text()
    assert "is not verified" in only(refused(files, publish=True)).message


def test_a_verified_limit_is_shown(build):
    limit = '[[limits]]\nkey = "x"\ntext = "6 weeks"\nwhat = "A limit."\nsource = "A rule"\nurl = "https://example.org/"\nverified = true\nverified_by = "Officer"\nverified_on = 2026-10-01\n'
    files = {"offer/limits.toml": limit, "pages/help.md": page("| How long {limit:x} |\n|---|\n| {limit:x} |")}

    assert (build(files, publish=True) / "help/index.html").read_text().count("6 weeks") == 2


def test_front_matter_knows_every_kind_of_line_ending():
    from plugins.sources.front_matter import parse

    document, findings = parse("---  \ntitle: x\n---\nbody", "f")
    assert not findings
    assert document
    assert document.body == "body"
    assert markdown(title="x")


@pytest.mark.parametrize(
    "text",
    [
        "Words. <!-- a note for Ann -->\n",
        "<!-- a note\n\nfor Ann\n-->\n\nWords.\n",
    ],
)
def test_a_note_between_writers_is_in_no_output(build, text):
    output = build({"pages/help.md": page(text), "briefings/a.md": briefing(text)})

    assert not [path for path in output.rglob("*") if path.is_file() and b"Ann" in path.read_bytes()]
    assert "Words." in (output / "help/index.html").read_text()


def test_a_comment_in_a_sample_of_code_is_shown(build):
    output = build({"pages/help.md": page("Write `<!-- so -->`.")})

    assert "<code>&lt;!-- so --&gt;</code>" in (output / "help/index.html").read_text()
