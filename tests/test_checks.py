"""What may not stand on a page: a person is told before the public is."""

import json
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.checks.facts import facts
from plugins.checks.quick import Quick
from tests.small import AREA, PLAN, news, page, theme

FRAME = "<!doctype html>\n<html><head></head><body>{}</body></html>"
PARTS = ("<header></header>", "<main></main>", "<div><aside></aside></div>", "<footer></footer>")


def errors(findings):
    return [finding for finding in findings if finding.severity.name == "ERROR"]


def told(refused, body, **files):
    """The errors of a page with *body*, whose first line is line 9."""
    other = page(body, id="5b0a8f1e-0001-4000-8000-000000000009")
    found = errors(refused({"images/x.png": b"", "pages/other.md": other, **files}))
    assert {(one.place.file, bool(one.mend)) for one in found} == {("pages/other.md", True)}
    return found


ELEMENTS = {
    '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">': "meta",
    '<base href="/help/">': "base",
    '<form action="/help/">x</form>': "form",
    '<input type="password">': "input",
    "<button>x</button>": "button",
    "<textarea>x</textarea>": "textarea",
    "<select><option>x</option></select>": "select",
    "<plaintext>x</plaintext>": "plaintext",
    "<xmp>x</xmp>": "xmp",
    "<noscript>x</noscript>": "noscript",
    "<template>x</template>": "template",
    '<object data="/x">x</object>': "object",
    '<embed type="text/html">': "embed",
    "<iframe>x</iframe>": "iframe",
    "<video>x</video>": "video",
    "<audio>x</audio>": "audio",
    '<link rel="stylesheet" href="/help/">': "link",
    "<script>x</script>": "script",
    "<SCRIPT>x</SCRIPT>": "script",
    "<style>x</style>": "style",
    "<title>x</title>": "title",
    "<marquee>x</marquee>": "marquee",
    "<math><mtext>x</mtext></math>": "math",
    "<x-y>x</x-y>": "x-y",
    "<dialog open>x</dialog>": "dialog",
    "<main>x</main>": "main",
    "<footer>x</footer>": "footer",
    "<header>x</header>": "header",
    "<body>x</body>": "body",
    "<path/>": "path",
    "<svg><foreignObject>x</foreignObject></svg>": "foreignobject",
    "<svg><a>x</a></svg>": "a",
    "<svg><script>x</script></svg>": "script",
}


@pytest.mark.parametrize("written", ELEMENTS)
def test_an_element_that_we_never_make_is_told_with_its_line(refused, written):
    found = told(refused, f"Words.\n\n<div>\n{written}\n</div>")
    first = [one for one in found if one.message.startswith(f"A page may not hold <{ELEMENTS[written]}>")]

    assert [one.place.line for one in first] == [12]


@pytest.mark.parametrize(
    "attribute",
    [
        'style="color: red"', 'onclick="x()"', "ONCLICK=x()", 'srcset="/images/x.png 2x"', 'poster="/images/x.png"',
        'formaction="/help/"', 'ping="/help/"', 'http-equiv="refresh"', 'background="/images/x.png"', "autofocus",
        "contenteditable", 'accesskey="s"', 'markdown="1"', 'xlink:href="/help/"',
    ],
)  # fmt: skip
def test_an_attribute_that_we_never_make_is_told_with_its_line(refused, attribute):
    (found,) = told(refused, f"Words.\n\n<div {attribute}>\nWords.\n</div>")

    assert found.message == f"A page may not use {attribute.split('=')[0].lower()}= in HTML."
    assert found.place.line == 11


def test_markdown_inside_html_says_what_to_do(refused):
    (found,) = told(refused, '<div markdown="1">\n*x*\n</div>')

    assert "in Markdown only" in found.mend


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "ftp://elsewhere.example/", "//elsewhere.example/", "blob:x", "https:elsewhere", "https:///elsewhere", "whatsapp://x", "tel:",
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["Words.\n\n[a]({})", 'Words.\n\n<a href="{}">a</a>'])
def test_a_link_leads_only_to_the_web_to_a_person_or_to_this_site(refused, address, way):
    (found,) = told(refused, way.format(address))

    assert found.message == f"A page may not lead to {address}."
    assert found.place.line == 11


@pytest.mark.parametrize("address", ["javascript&colon;x", "java&#115;cript:x", "JAVASCRIPT&#x3A;x"])
def test_an_address_cannot_be_hidden_behind_references(refused, address):
    (found,) = told(refused, f'<a href="{address}">a</a>')

    assert found.message.lower() == "a page may not lead to javascript:x."


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/x.png", "HTTP://elsewhere.example/x.png", "//elsewhere.example/x.png", "data:image/png;base64,x"]
)  # fmt: skip
def test_nothing_is_loaded_from_elsewhere(refused, address):
    (found,) = told(refused, f"Words.\n\n![A house]({address})")

    assert found.message == f"{address} would be loaded from elsewhere: a page shows only what is on this site."
    assert found.place.line == 11


@pytest.mark.parametrize(
    "address",
    ["/he lp/", "/help/&quot;", "/help/'", "“/help/”", "/\\elsewhere.example", "java&Tab;script:x", " /help/", "/help/\u00a0"],
)  # fmt: skip
def test_an_address_holds_no_space_and_no_quotation_mark(refused, address):
    (found,) = told(refused, f'Words.\n\n<a href="{address}">a</a>')

    assert "that it cannot" in found.message
    assert found.place.line == 11


def test_a_link_without_an_address_leads_nowhere(refused):
    assert [one.message for one in told(refused, "[a]()")] == ["This link leads nowhere."]


@pytest.mark.parametrize("name", ["", "a b", "a&quot;b", "a'b", "“a”"])
def test_an_id_is_one_word(refused, name):
    (found,) = told(refused, f'Words.\n\n<div id="{name}">x</div>')

    assert "cannot be the name of a place" in found.message
    assert found.place.line == 11


UNBALANCED = {
    "Words.\n\nHelp is <b>near you": 11,
    "A <b>word</b>, <b>another</b>.\n\nHelp is <b>near you": 11,
    "Words.\n\n</main></div>\n\nWords.": 11,
    "Words.\n\n</div>": 11,
    "Words.\n\nNear</b> you": 11,
    "Words.\n\n<div>\n<p>One\n\nTwo": 12,
    "Words.\n\n<div/>\n\nWords.": 11,
    "Words.\n\n<b><i>x</b></i>": 11,
    "Words.\n\n</body></html>": 11,
    "Words.\n\nx</br>": 11,
    "Words.\n\nx</p>": 11,
}


@pytest.mark.parametrize("body", UNBALANCED)
def test_html_that_is_not_closed_is_told_once_with_its_line(refused, body):
    (found,) = told(refused, body)

    assert found.message.startswith("The HTML does not fit together: ")
    assert found.place.line == UNBALANCED[body]


def test_what_is_open_where_something_closes_is_named(refused):
    (found,) = told(refused, "Help is <b>near you")

    assert found.message == "The HTML does not fit together: <b> is still open where </p> stands."


def test_a_box_for_text_cannot_swallow_the_footer(refused):
    found = told(refused, "Words.\n\n<textarea>\n\nWords.")

    assert {one.place.line for one in found} == {11}
    assert len(found) == 2


@pytest.mark.parametrize(
    "body",
    [
        "<!--><meta http-equiv=refresh content=0>-->", "<!---><b>x</b>-->", "<? x ?>", "<![CDATA[x]]>", "<!DOCTYPE x>",
        '<div><a href="/help/>x</a></div>', '<div class="a"class="b">x</div>', "<div>a < b</div>", "<div><//b></div>",
    ],
)  # fmt: skip
def test_html_that_browsers_read_in_two_ways_is_told(refused, body):
    found = told(refused, f"Words.\n\n{body}")

    assert ("Browsers cannot read this HTML: ", 11) in [(one.message[:32], one.place.line) for one in found]


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li><div><li>x</li></div></li></ul>", "<li>x</li>", "<dl><dt><div><dd>x</dd></div></dt></dl>", "<div><dd>x</dd></div>",
        "<div><tr><td>x</td></tr></div>", "<table><tr><td><tr></tr></td></tr></table>", "<table><tr><div><td>x</td></div></tr></table>",
    ],
)  # fmt: skip
def test_what_would_close_what_is_around_it_is_told(refused, body):
    """Browsers close the first <li> when the second begins, and then </div> closes a box of ours."""
    assert any("can only stand directly in" in one.message for one in told(refused, body))


def test_a_link_does_not_stand_inside_a_link(refused):
    (found,) = told(refused, 'Words.\n\n<a href="/help/">x <a href="/news/">y</a></a>')

    assert (found.message, found.place.line) == ("A link stands inside a link.", 11)


@pytest.mark.parametrize(
    "body", ["Words.\n\n# Our offer\n\nWords.", "Words.\n\n<h1>Our offer</h1>", "Words.\n\nOur offer\n========="]
)
def test_a_page_has_one_title(refused, body):
    (found,) = told(refused, body)

    assert found.message == "The page has a second heading of the first level: “Our offer”."
    assert found.place.line == 11


@pytest.mark.parametrize("sign", ["\x01", "\x0c", "\x1f", "\x7f", "\x80"])
def test_a_character_that_cannot_be_shown_is_told_with_its_line(refused, sign):
    (found,) = told(refused, f"Words.\n\nHe{sign}lp")

    assert found.message == "There is a character here that cannot be shown."
    assert found.place.line == 11


@pytest.mark.parametrize("body", ["> " * 2000 + "x", ">" * 2000 + "x", "<div>\n" * 101 + "x" + "\n</div>" * 101])
def test_a_page_that_nests_too_deeply_is_told(refused, body):
    found = told(refused, f"Words.\n\n{body}")

    assert any(one.place.line == 11 and "too deep" in one.message for one in found)


@pytest.mark.parametrize("name", ["blockquote", "b", "ul"])
def test_no_depth_is_too_much_to_be_told(name):
    html = FRAME.format("".join(PARTS)).replace("<main>", f"<main>{f'<{name}>' * 9000}x{f'</{name}>' * 9000}")
    (problem,) = facts(html.encode())["problems"]

    assert problem[0] == "The page nests too deeply: more than 100 levels."


def test_what_stands_in_the_area_is_told_there(refused):
    found = errors(refused({"area.toml": AREA.replace("Help for families", "<i>Help</i> [for](/x/) <input>families")}))

    assert {(one.place.file, one.place.line) for one in found} == {("area.toml", 11)}
    assert [one.message for one in found] == ["A link leads to /x/, and there is no such page.", "A page may not hold <input>."]  # fmt: skip


def test_what_stands_on_two_pages_is_told_of_the_file_it_stands_in(refused):
    words = theme(progress="### 2026-11-01 (October 2026)\n\nWe <input> began. [See](/x/)")
    found = errors(refused({"plan/plan.toml": PLAN, "plan/themes/listening.md": words}))

    assert {one.place.file for one in found} == {"plan/themes/listening.md"}
    assert len(found) == 2


def test_harmless_html_passes(build):
    body = """
<details open><summary>More</summary><p>H<sub>2</sub>O and x<sup>2</sup>, <kbd>Tab</kbd>, <mark>this</mark></p></details>

<figure><img src="/images/x.png" alt="A house" width=10 height='20'><figcaption>A house</figcaption></figure>

<svg viewBox="0 0 1 1" role="img"><title>A house</title><g><path d="M0 0"/><circle r="1"></circle></g></svg>

<table><caption>Hours</caption><tr><th scope="row">a</th><td colspan="2">b</td></tr></table>

<dl><div><dt id="one">a</dt><dd>b</dd></div></dl>

<!-- a note - for us --> Old <del>5</del> <ins>6</ins>, <small>x</small><br/>a<wbr>b <span lang="cy" dir="ltr">bore da</span>

> A quotation

1. one
   - two

Term
:   Meaning

`code` and &lt;b&gt;, 1 < 2, a & b

| a | b |
|---|--:|
| 1 | 2 |

[web](https://example.org/a?b=c&d=%27) [mail](mailto:a@b.example?subject=x%20y) [sms](sms:07700900120) [top](#one) [help](/help/)
"""
    text = (build({"images/x.png": b"", "pages/help.md": page(body)}) / "help/index.html").read_text()

    assert '<details open=""' in text or "<details open" in text


def test_an_old_address_may_lead_on_by_itself(build):
    assert 'http-equiv="refresh"' in (build({"pages/help.md": page(redirect_from="[/old/]")}) / "old/index.html").read_text()  # fmt: skip


def test_what_was_found_is_looked_for_again_when_the_checks_change(build, monkeypatch):
    """The bytes of a page may be as before: what was found in them by older code does not count."""
    seen = []
    look = Quick.facts
    monkeypatch.setattr(Quick, "facts", lambda self, html: seen.append(html) or look(self, html))
    build()
    first = len(seen)
    build({"news/a.md": news()})
    assert first < len(seen) < 2 * first
    seen.clear()
    monkeypatch.setattr(import_module("plugins.site.prepare"), "code_version", lambda _root: "other")
    build()

    assert len(seen) == first + 1


def test_a_page_is_never_found_good_quickly_that_is_not(demonstration):
    """What is seen line by line is what is seen in the whole page, and anything wrong is left to the whole look."""
    pages = [path.read_bytes() for path in sorted(demonstration.rglob("*.html"))]
    quick = Quick()

    assert [quick.facts(one) for one in pages] == [facts(one) for one in pages]


PIECES = st.sampled_from([
    "<p>", "</p>", "<b>", "</b>", "\n", "words", "<", ">", '"', "'", "<!-- x -->", "<!-- x\n -->", "-->", "<br>", "<h1>a</h1>",
    '<a href="/x/">x</a>', '<a href="/y>z/">', '<i id="a">', '<i id="b>c">', "</i>", '<p title="a\nb">', "<script>", "\x01",
    '<p title="x>y" onclick="z">', "<!doctype html>", "<main>", "</main>", "<svg>", "<path/>", "</svg>", "= ' >", "</html>",
    'href="/x/"', ' id="a"', "<a title='href=\"/x/\"'>", '<a href="/~~">', "</a>", '<i id="~">', '<a href="//x/">', '<a href="mailto:a@b.c">',
    '<time datetime="2026-11-06">', 'title="x"', '<a href="mailto:a b">', ' aria-label="a\nb"', "<i class='",
])  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 160), PIECES), max_size=6))
def test_a_page_with_anything_put_in_anywhere_is_seen_quickly_as_it_is_seen_whole(pieces):
    page = FRAME.format("\n".join(PARTS))
    for place, piece in pieces:
        page = page[:place] + piece + page[place:]
    quick = Quick().facts(page.encode())

    assert quick is None or quick == facts(page.encode())


def test_facts_can_be_put_on_record():
    found = facts(b'<!doctype html>\n<p id="a"><a href="/x/">x</a><b>')

    assert json.loads(json.dumps(found))["links"] == ["/x/"]


@pytest.mark.parametrize(
    "parts", [PARTS[:3], (*PARTS, PARTS[3]), PARTS[::-1], (PARTS[0], f"<main>{PARTS[2]}</main>", PARTS[3]), PARTS[1:2]]
)
def test_the_parts_of_a_page_are_in_their_places(parts):
    assert not facts(FRAME.format("".join(PARTS)).encode())["problems"]

    (problem,) = facts(FRAME.format("".join(parts)).encode())["problems"]
    assert "not in their places" in problem[0]


def test_the_demonstration_is_looked_at_in_less_than_half_a_second(demonstration):
    from time import process_time

    pages = [path.read_bytes() for path in demonstration.rglob("*.html")]
    begun = process_time()
    problems = [one for html in pages for one in facts(html)["problems"]]

    assert not problems
    assert process_time() - begun < 0.5
