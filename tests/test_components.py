"""Every example of every component: rendered, valid, and without a barrier in any colours."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from gettext import NullTranslations
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader

from pelicanconf import JINJA_ENVIRONMENT
from plugins.model.brand import Brand
from plugins.model.colours import contrast
from plugins.site.assets import stylesheet
from plugins.site.frame import Icons
from plugins.site.reach import reachable
from tests.conftest import ROOT

THEME = ROOT / "theme"
COMPONENTS = THEME / "templates" / "components"
VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MODES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
FRAME = """<!doctype html>
<html class="govuk-template" lang="en-GB"><head><meta charset="utf-8"><title>Components</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="site.css"></head>
<body class="govuk-template__body"><main class="govuk-width-container"><h1>Components</h1>
{main}</main>
{body}</body></html>
"""


def environment() -> Environment:
    """The environment of a build, in English."""
    loader = ChoiceLoader([FileSystemLoader(THEME / "templates"), PackageLoader("govuk_frontend_jinja")])
    env = Environment(loader=loader, **JINJA_ENVIRONMENT)
    env.install_gettext_translations(NullTranslations(), newstyle=True)
    env.globals["url"] = lambda address: address
    env.filters["reachable"] = reachable
    env.globals["icon"] = Icons(THEME / "icons")
    return env


ENVIRONMENT = environment()


def components() -> dict[str, dict[str, Any]]:
    """What each component's examples.toml says, by the name of its folder."""
    return {path.parent.name: tomllib.loads(path.read_text()) for path in sorted(COMPONENTS.glob("*/examples.toml"))}


def examples() -> Iterator[Any]:
    for component, told in components().items():
        for example in told["example"]:
            yield pytest.param(component, example, id=f"{component}: {example['name']}")


def render(component: str, example: dict[str, Any]) -> str:
    module: Any = ENVIRONMENT.get_template(f"components/{component}/macro.html").module
    return str(getattr(module, component)(example["options"]))


def rounds() -> Iterator[str]:
    """Test pages: the first example of every component, then the second, so that each page is like a real one."""
    told = components()
    for examples_of_round in zip_longest(*(one["example"] for one in told.values())):
        parts: dict[str, list[str]] = {"main": [], "body": []}
        for (component, one), example in zip(told.items(), examples_of_round, strict=True):
            if example:
                html, place = render(component, example), one.get("inside", "div")
                heading = f"<h2>{component}</h2>\n" if place != "body" else ""
                parts["body" if place == "body" else "main"].append(
                    html if place == "body" else f"{heading}<{place}>{html}</{place}>"
                )
        yield FRAME.format(**{place: "\n".join(found) for place, found in parts.items()})


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every example on the pages of a folder, with the site's own stylesheet."""
    folder = tmp_path_factory.mktemp("gallery")
    (folder / "site.css").write_bytes(stylesheet(THEME, Brand(), "ltr", folder / "state"))
    for number, text in enumerate(rounds(), 1):
        (folder / f"{number}.html").write_text(text)
    return folder


@pytest.mark.parametrize(("component", "example"), examples())
def test_example_renders(component, example):
    html = render(component, example)

    assert example.get("expect", "") in html
    assert not re.search(r"<script|<img| style=| on\w+=\"", html)


@pytest.mark.parametrize("folder", sorted(path.name for path in COMPONENTS.iterdir()))
def test_every_component_has_examples(folder):
    assert folder in components()


def test_every_example_is_valid_html(gallery):
    pages = [str(path) for path in sorted(gallery.glob("*.html"))]
    done = subprocess.run(
        ["java", "-jar", str(VNU), "--errors-only", "--format", "gnu", *pages], capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.browser
@pytest.mark.parametrize("mode", MODES)
def test_no_example_has_a_barrier(gallery, serve, page, axe, mode):
    problems = {}
    page.set_viewport_size({"width": 320, "height": 900})
    page.emulate_media(**MODES[mode])
    site = serve(gallery)
    for path in sorted(gallery.glob("*.html")):
        page.goto(f"{site}/{path.name}")
        for found in axe.run(page, options={"runOnly": TAGS}).response["violations"]:
            problems[path.name, found["id"]] = [node["target"] for node in found["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            problems[path.name, "scrolls sideways"] = []
    page.emulate_media(color_scheme="light", forced_colors="none")

    assert not problems


def test_the_shapes_and_bars_of_statuses_stand_out_from_what_is_behind_them():
    """WCAG 2.2, 1.4.11: three to one. axe cannot judge what is drawn, so it is calculated, light and dark."""
    brand, found = Brand(), re.findall(r"--app-(done|on-track|delayed|off-track|not-started): (#\w{6});", colours())
    light, dark = dict(found[:5]), dict(found[5:])

    assert len(light) == len(dark) == 5
    assert min(contrast(one, behind) for one in light.values() for behind in ("#ffffff", brand.tint)) >= 3
    assert min(contrast(one, behind) for one in dark.values() for behind in ("#14191b", brand.dark_tint)) >= 3


def test_secondary_text_and_visited_links_can_be_read_everywhere():
    brand = Brand()
    source = colours() + (THEME / "sass" / "_base.scss").read_text()
    for name in ("secondary-text", "link-visited"):
        light = re.search(rf'"{name}": (#\w{{6}})', source)
        dark = re.search(rf"--govuk-{name}-colour: (#\w{{6}});", source)

        assert light
        assert dark
        assert min(contrast(light[1], behind) for behind in ("#ffffff", brand.tint, "#f8f0e2")) >= 4.5
        assert min(contrast(dark[1], behind) for behind in ("#14191b", brand.dark_tint, "#2c271d")) >= 4.5


def colours() -> str:
    return (THEME / "sass" / "_colours.scss").read_text()


def test_the_stylesheet_has_nothing_that_belongs_to_central_government(gallery):
    style = (gallery / "site.css").read_text()

    assert not re.search(r"gds|transport|crown|crest|@font-face|url\(", style, re.IGNORECASE)


@pytest.mark.parametrize("path", sorted((THEME / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_a_line_drawing_without_ids_or_styles(path):
    text = path.read_text()

    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"')
    assert 'stroke="currentColor" stroke-width="1.75" stroke-linecap="round"' in text
    assert not re.search(r" (id|style|class|width|height)=", text.partition(">")[0])
    assert not re.search(r" (id|style)=", text)
