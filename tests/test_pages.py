"""Every page of the demonstration, in a real browser and as bytes."""

import re
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path

import brotli
import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CSS_LIMIT, HTML_LIMIT = 11_000, 14_000

# One page of each type, the longest of its kind.
TYPES = [
    "/",
    "/local-offer/",
    "/local-offer/ehc-needs-assessment/",
    "/young-people/",
    "/young-people/plan-easy-read/",
    "/plan/",
    "/plan/ehc-plans/",
    "/plan/support-in-school/",
    "/plan/changes/",
    "/news/",
    "/news/first-stocktake/",
    "/events/",
    "/events/six-months-thornwick/",
    "/events/small-steps-coldbeck-dale/",
    "/events/leaving-school-evening/",
    "/events/past/",
    "/events/past/2026/",
    "/alerts/",
    "/alerts/helpline-closed-24-november/",
    "/alerts/local-offer-telephone-14-october/",
    "/briefings/",
    "/briefings/2026-10-23-briefing-12/",
    "/briefings/2026-11-06-briefing-13/",
    "/partners/",
    "/contact/",
    "/glossary/",
    "/feeds/",
    "/privacy/",
    "/accessibility-statement/",
    "/404.html",
    "/plan/families-view/",
    "/you-said-we-did/",
    "/you-said-we-did/2025-26/",
    "/plan/inspection/",
    "/plan/findings/late-plans/",
    "/plan/boards/",
    "/plan/boards/improvement-board/",
    "/plan/workstreams/workforce/",
    "/strategy/",
    "/strategy/versions/0-1/",
    "/consultations/",
    "/consultations/strategy-second-draft/",
    "/downloads/",
    "/measures/",
    "/measures/plans-in-20-weeks-by-year/",
    "/measures/requests-by-place/",
    "/measures/completeness/",
    "/plan/actions/3-4/",
    "/plan/actions/2-11/",
    "/plan/changes/2026-11-04/",
    "/plan/changes/2026-11-04/ehc-plans/",
    "/plan/earlier/written-statement-2021/",
    "/plan/earlier/written-statement-2021/plans-on-time/",
    "/data/",
    "/data/2026/",
]
MODES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}


@pytest.fixture(scope="session")
def site(demonstration, serve):
    return serve(demonstration)


@pytest.fixture(scope="session")
def pages(demonstration):
    """Every page of the output by its file, parsed; redirects have no main part and are left out."""
    found = {path: BeautifulSoup(path.read_bytes(), "lxml") for path in sorted(demonstration.rglob("*.html"))}
    return {path.relative_to(demonstration).as_posix(): soup for path, soup in found.items() if soup.find(id="main")}


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("mode", MODES)
def test_every_page_type_has_no_violation(site, page, axe, mode, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(**MODES[mode])
    problems = {}
    for address in TYPES:
        page.goto(site + address)
        found = axe.run(page, options={"runOnly": TAGS}).response["violations"]
        if found:
            problems[address] = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems[address] = [*problems.get(address, []), "scrolls sideways"]

    page.emulate_media(color_scheme="light", forced_colors="none")
    assert not problems


@pytest.mark.browser
def test_no_page_scrolls_sideways_at_320_pixels_or_400_percent(site, page, pages):
    """WCAG 2.2, 1.4.10: 320 CSS pixels are 1,280 at 400 %."""
    page.set_viewport_size({"width": 320, "height": 640})
    wide = []
    for name in pages:
        page.goto(f"{site}/{name}")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(name)

    assert not wide


FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    name: one.tagName + "." + one.className, text: one.textContent.trim().slice(0, 40), href: one.getAttribute("href"),
    part: one.closest("header, main, footer, nav")?.tagName ?? "BODY",
    seen: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", ["/", "/plan/health/", "/local-offer/travel/"])
def test_a_keyboard_reaches_skip_link_navigation_content_and_footer_with_visible_focus(site, page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site + address)
    walk = []
    for _step in range(200):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["part"] == "BODY" and walk and focus["name"].startswith("BODY"):
            break
        walk.append(focus)

    assert walk[0]["href"] == "#main"
    assert {"NAV", "MAIN"} <= {one["part"] for one in walk}
    assert any(one["href"] and "accessibility-statement" in one["href"] for one in walk)
    assert not [one for one in walk if not one["seen"] or not one["inside"]]


@pytest.mark.browser
def test_the_skip_link_leads_to_the_content(site, page):
    page.goto(site + "/plan/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("location.hash") == "#main"
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.browser
def test_nothing_is_blocked_and_nothing_comes_from_another_host(site, page):
    """The security policy of the pages holds, and no page needs anything that it forbids."""
    said, asked = [], []
    listeners = {"console": lambda message: said.append(message.text), "request": lambda one: asked.append(one.url)}
    for event, listener in listeners.items():
        page.on(event, listener)
    for address in TYPES:
        page.goto(site + address)
    for event, listener in listeners.items():
        page.remove_listener(event, listener)

    assert not [one for one in said if "404" not in one]
    assert not [one for one in asked if not one.startswith(site)]


@pytest.mark.browser
def test_the_print_shows_words_and_no_navigation(site, page):
    page.goto(site + "/plan/health/")
    page.emulate_media(media="print")
    shown = page.evaluate(
        "[...document.querySelectorAll('header nav, footer nav')].filter(one => one.offsetParent !== null).length"
    )
    words = page.locator("main").inner_text()
    page.emulate_media(media="screen")

    assert shown == 0
    assert "On track" in words


def test_every_page_has_one_title_landmarks_and_the_same_help(pages):
    for name, soup in pages.items():
        assert len(soup.find_all("h1")) == 1, name
        assert soup.html["lang"] == "en-GB"
        assert soup.find("a", href="#main"), name
        assert len(soup.find_all("main")) == 1
        footer = soup.footer.get_text(" ")
        for words in ("999", "01632 960 120", "SENDIASS", "Accessibility statement"):
            assert words in footer, (name, words)
        assert "Is something wrong with this page?" in soup.get_text(), name
        assert "invented" in soup.get_text(), name


def test_every_page_says_where_it_is(pages):
    for name, soup in pages.items():
        if name not in {"index.html", "404.html"}:
            assert soup.find("nav", attrs={"aria-label": "Breadcrumb"}), name


def test_titles_and_descriptions_are_there_and_titles_differ(pages):
    titles = [soup.title.string for soup in pages.values()]

    assert len(titles) == len(set(titles))
    for name, soup in pages.items():
        for prop in ("og:title", "og:description", "og:image"):
            assert soup.find("meta", property=prop)["content"], (name, prop)


def test_headings_go_down_one_step_at_a_time(pages):
    for name, soup in pages.items():
        levels = [int(one.name[1]) for one in soup.main.find_all(re.compile("^h[1-6]$"))]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)


def test_no_count_stands_in_the_navigation(pages):
    for name, soup in pages.items():
        for nav in soup.find_all("nav"):
            if nav.get("aria-label") != "Breadcrumb":
                assert not re.search(r"\(\d+\)", nav.get_text()), name


def test_every_page_is_light(demonstration):
    """At most 11 KB of CSS and 14 KB of HTML a page, after brotli."""
    heavy = {
        path.relative_to(demonstration).as_posix(): size
        for path in demonstration.rglob("*")
        if path.suffix in {".html", ".css"}
        and (size := len(brotli.compress(path.read_bytes()))) > (CSS_LIMIT if path.suffix == ".css" else HTML_LIMIT)
    }

    assert not heavy
    assert len(list(demonstration.rglob("*.css"))) == 1


def test_no_script_no_inline_style_and_a_policy_on_every_page(demonstration):
    for path in demonstration.rglob("*.html"):
        text = path.read_text()
        assert "<script" not in text, path
        assert " style=" not in text, path
        if "<main" in text:
            assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text, path


def test_the_nu_checker_finds_no_error(demonstration):
    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    files = [str(path) for path in sorted(demonstration.rglob("*.html"))]
    done = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", "--format", "gnu", *files], capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr[-3000:]


def test_the_nu_checker_finds_a_planted_error(tmp_path):
    """The check above can fail."""
    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    bad = tmp_path / "bad.html"
    bad.write_text("<!doctype html><html lang=en><title>x</title><p id=a><p id=a>")

    assert subprocess.run(["java", "-jar", str(jar), "--errors-only", str(bad)], capture_output=True).returncode == 1


def test_all_four_ways_of_colour_hold_four_and_a_half_to_one():
    """SVG text and states that axe cannot judge are held by calculation."""
    from plugins.model.brand import Brand
    from plugins.model.colours import contrast

    area = tomllib.loads((ROOT / "content" / "area.toml").read_text())
    brand = Brand(**area.get("brand", {}))

    assert min(contrast(text, behind) for _name, text, behind in brand.pairs) >= 4.5


def test_a_page_in_a_language_that_runs_from_right_to_left_has_its_own_sheet(build):
    from tests.small import AREA

    output = build({"area.toml": AREA.replace("address =", 'language = "ar"\naddress =')})
    style = next(output.rglob("*.css")).read_text()

    assert '<html class="govuk-template" lang="ar" dir="rtl">' in (output / "index.html").read_text()
    left = next(path for path in (ROOT / ".build" / "css").glob("*.ltr.css")).read_text()
    assert style.count("padding-right:") != left.count("padding-right:")


def planted() -> list[str]:
    text = (ROOT / "demonstration" / "README.md").read_text()
    return re.findall(r"^- (.+)$", text, re.MULTILINE)


def test_no_planted_internal_word_is_in_any_byte(demonstration):
    """Names and notes of the demonstration's tracker stay in it: not in the output, not in the snapshots."""
    words = planted()
    assert len(words) > 30
    for folder in (demonstration, ROOT / "content"):
        for path in Path(folder).rglob("*"):
            if path.is_file() and path.suffix not in {".png", ".jpg"}:
                data = path.read_bytes()
                found = [word for word in words if word.encode() in data]
                assert not found or path.name == "support-in-school.md", (path, found)
