"""The mail's HTML in a real browser, as telephones and computers show it, and what named mail programs cannot do."""

import json
import re
import subprocess
from collections import Counter
from itertools import pairwise
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from plugins.briefings.mail.asked import asked_for
from plugins.briefings.mail.build import make_mail
from plugins.briefings.mail.notify_markdown import notify_markdown
from plugins.model.clock import instant
from plugins.model.colours import ENOUGH, contrast
from tests.conftest import AT, ROOT, run, write
from tests.small import AREA, PAGE, briefing
from tests.test_notify import read
from tests.test_pages import MODES, TAGS

WIDTHS = [360, 600]
# A mail is shown inside a page of the mail program, which has the landmarks; the second also wants a <main>.
ONLY_FOR_PAGES = ("region", "landmark-one-main")
CLIENTS = [
    "apple-mail.ios",
    "apple-mail.macos",
    "aol.desktop-webmail",
    "fastmail.desktop-webmail",
    "gmail.android",
    "gmail.desktop-webmail",
    "gmail.ios",
    "gmail.mobile-webmail",
    "hey.desktop-webmail",
    "outlook.android",
    "outlook.ios",
    "outlook.macos",
    "outlook.outlook-com",
    "outlook.windows",
    "outlook.windows-mail",
    "protonmail.desktop-webmail",
    "samsung-email.android",
    "thunderbird.macos",
    "yahoo.android",
    "yahoo.desktop-webmail",
    "yahoo.ios",
]
BASELINE = ROOT / "tests" / "mail_baseline.json"
MAIL = """
[subscribe]
url = "https://lists.example.org/join"
holder = "The council keeps your address."

[mail]
from_name = "Smallshire SEND Local Offer"
from_address = "briefing@smallshire.example"
reply_to = "offer@smallshire.example"
list_id = "briefing.send.example.org"
unsubscribe = "https://lists.example.org/stop"
unsubscribe_email = "stop@lists.example.org"
why = "You signed up for this briefing."
"""
EVERYTHING = f"""
Words with a [link](/help/), **bold**, *slanted*, `code`,, https://send.example.org/{"a-very-long-address/" * 6} and {"Donaudampfschiff" * 5}.

## A list

- one
    - in it
- two

1. first
2. second

> Somebody said this.

### A table that is wide

| Month | Asked | On time | Late | Waiting | Longest wait in weeks | What we do about it |
|---|---|---|---|---|---|---|
| September 2026 | 41 | 24 | 17 | 63 | 31 | Two more writers from November |
| October 2026 | 38 | 22 | 16 | 61 | 33 | The same |

---

Ring 01632 960 120 or write to offer@smallshire.example. שלום, مرحبا, 😀.
"""


@pytest.fixture(scope="module")
def mails(tmp_path_factory):
    """The HTML part of three mails: the newest of the demonstration, one with a table, and one with all there can be."""
    folder = tmp_path_factory.mktemp("mails")
    shown = run(ROOT / "content", folder / "shown", caches=folder / "caches")
    content = folder / "content"
    files = {
        "area.toml": AREA + MAIL,
        "pages/help.md": PAGE,
        "briefings/2026-11-06-briefing-1.md": briefing(EVERYTHING),
    }
    write(content, files)
    small = run(content, folder / "small", caches=folder / "caches")

    def html(settings, content, name):
        return make_mail(settings, asked_for(content, name, instant(AT))).html

    return {
        "14": html(shown, ROOT / "content", "14"),
        "12": html(shown, ROOT / "content", "12"),
        "all": html(small, content, "latest"),
    }


@pytest.fixture
def opened(page, mails):
    """Show a mail (its name or its HTML) in a width and a mode; ``asked`` collects what it would fetch."""
    asked = []

    def note(request):
        asked.append(request.url)

    def show(mail, width=600, mode="light"):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(**MODES[mode])
        page.set_content(mails.get(mail, mail))
        return page

    page.on("request", note)
    yield SimpleNamespace(show=show, asked=asked)
    page.remove_listener("request", note)
    page.emulate_media(color_scheme="light", forced_colors="none")
    page.goto("about:blank")


def is_wide(page, width):
    return page.evaluate("document.documentElement.scrollWidth") > width


def without_styles(html):
    """Return *html* as programs show it that drop the style sheet: only what stands in the elements is left."""
    return re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


# ---- In a browser ----------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", MODES)
def test_no_mail_has_a_violation_or_scrolls_sideways(opened, axe, mails, mode, width):
    problems = {}
    rules = {one: {"enabled": False} for one in ONLY_FOR_PAGES}
    for name in mails:
        page = opened.show(name, width, mode)
        found = axe.run(page, options={"runOnly": TAGS, "rules": rules}).response["violations"]
        problems[name] = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]
        problems[name] += ["scrolls sideways"] if is_wide(page, width) else []

    assert not {name: found for name, found in problems.items() if found}


@pytest.mark.browser
@pytest.mark.parametrize("styles", ["with", "without"])
def test_a_mail_fits_a_small_telephone_and_fetches_nothing(opened, mails, styles):
    for html in mails.values():
        page = opened.show(html if styles == "with" else without_styles(html), 320)
        assert not is_wide(page, 320)

    assert not [one for one in opened.asked if not one.startswith("about:")]


@pytest.mark.browser
def test_a_mail_that_scrolls_or_has_faint_letters_is_found(opened, axe, mails):
    """The checks above can fail."""
    wide = mails["14"].replace("<h1", "<div style='width:900px'>x</div><h1", 1)
    faint = mails["14"].replace("<h1", "<p style='color:#aaa'>Faint words</p><h1", 1)

    assert is_wide(opened.show(wide), 600)
    found = axe.run(opened.show(faint), options={"runOnly": TAGS}).response["violations"]
    assert "color-contrast" in {one["id"] for one in found}
    assert [one["text"] for one in faint_words(opened.show(faint))] == ["Faint words"]


LETTERS = """() => {
  const opaque = colour => !/rgba\\(.*, 0\\)$/.test(colour);
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const one = walk.currentNode.parentElement, style = getComputedStyle(one);
    if (!walk.currentNode.textContent.trim() || !one.getClientRects().length) continue;
    let behind = one;
    while (behind && !opaque(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
    found.push({
      text: walk.currentNode.textContent.trim().slice(0, 40), ink: style.color, size: parseFloat(style.fontSize),
      paper: behind ? getComputedStyle(behind).backgroundColor : "rgb(255, 255, 255)", link: one.closest("a") !== null,
      underlined: (one.closest("a") && getComputedStyle(one.closest("a")).textDecorationLine) || "",
    });
  }
  return found;
}"""


def hexadecimal(colour):
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


def faint_words(page):
    """Return the words of the open mail whose colour is too near to what is behind them (WCAG 2.2, 1.4.3)."""
    return [
        one for one in page.evaluate(LETTERS) if contrast(hexadecimal(one["ink"]), hexadecimal(one["paper"])) < ENOUGH
    ]


@pytest.mark.browser
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_word_stands_out_is_large_enough_and_links_are_underlined(opened, mails, mode):
    for name in mails:
        page = opened.show(name, 360, mode)
        words = page.evaluate(LETTERS)

        assert len(words) > 20
        assert not faint_words(page)
        assert not [one for one in words if one["size"] < 15.9]
        assert not [one for one in words if one["link"] and "underline" not in one["underlined"]]
        assert (words[0]["paper"] == opened.show(name, 360, "light").evaluate(LETTERS)[0]["paper"]) is (mode == "light")


@pytest.mark.browser
def test_a_program_that_drops_the_style_sheet_shows_light_colours_whole(opened, mails):
    """Gmail on the web of telephones: it must not keep half of the dark colours."""
    for html in mails.values():
        page = opened.show(without_styles(html), 360, "dark")
        assert not faint_words(page)
        assert not [one for one in page.evaluate(LETTERS) if one["size"] < 15.9]


@pytest.mark.browser
def test_the_preheader_is_not_seen_and_the_title_comes_first_of_the_headings(opened, mails):
    for name in mails:
        page = opened.show(name)
        assert not page.locator(".mail-preheader").is_visible()
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(one => +one.tagName[1])")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_notify_md_holds_every_number_and_link_of_the_mail(mails):
    for html in mails.values():
        soup = BeautifulSoup(html, "lxml")
        soup.find(class_="mail-preheader").decompose()
        words, links = read(notify_markdown(html, "The lead."))

        assert not Counter(re.findall(r"\d+", soup.body.get_text(" "))) - Counter(re.findall(r"\d+", words))
        assert {one["href"] for one in soup.select("a[href^=http]")} <= set(links)
        assert words.startswith("The lead.")


# ---- In named mail programs ------------------------------------------------------------------------------------------


def lint(html):
    """Return what caniemail says that named programs do not do: (feature, program)."""
    asked = json.dumps({"clients": CLIENTS, "html": html})
    done = subprocess.run(
        ["node", str(ROOT / "tests" / "mail_lint.mjs")],
        input=asked,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return {(title, client) for title, clients in json.loads(done.stdout).items() for client in clients}


def known():
    """Return what is known and harmless; ``why`` in the file says why."""
    found = json.loads(BASELINE.read_text())
    return {(title, client) for title, entry in found.items() for client in entry["clients"]}


def test_no_program_lacks_anything_that_is_not_known_to_be_harmless(mails):
    found = set().union(*map(lint, mails.values()))

    assert not found - known(), "new: mend the mail, or say in tests/mail_baseline.json why it does no harm"
    assert not known() - found, "no longer so: take it out of tests/mail_baseline.json"


def test_what_is_known_says_why_it_does_no_harm():
    found = json.loads(BASELINE.read_text())

    assert list(found) == sorted(found)
    assert all(len(entry["why"]) > 20 and entry["clients"] == sorted(entry["clients"]) for entry in found.values())


@pytest.mark.parametrize(
    ("planted", "program"),
    [
        ("<div style='display:flex'>x</div>", "outlook.windows"),
        ("<p style='position:absolute'>x</p>", "gmail.desktop-webmail"),
        ("<video src='x.mp4'></video>", "gmail.android"),
        ("<form><input type='text'></form>", "outlook.windows"),
        ("<p style='filter:blur(1px)'>x</p>", "gmail.ios"),
    ],
)
def test_a_planted_feature_that_a_program_lacks_is_found(mails, planted, program):
    found = lint(mails["14"].replace("<h1", f"{planted}<h1", 1)) - known()

    assert program in {client for _title, client in found}


def test_a_program_that_caniemail_does_not_know_is_no_silence():
    asked = json.dumps({"clients": ["gmail.watch"], "html": "<p>x</p>"})
    done = subprocess.run(
        ["node", str(ROOT / "tests" / "mail_lint.mjs")], input=asked, capture_output=True, text=True, cwd=ROOT
    )

    assert done.returncode
    assert "gmail.watch" in done.stderr
