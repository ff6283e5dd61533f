"""The HTML part: one column, styles written into each element, nothing fetched from anywhere."""

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import parse_qsl, urlsplit

import css_inline
from bs4 import BeautifulSoup, Tag

from plugins.briefings.html_out import whole
from plugins.briefings.mail.letter import SHORT, STOP
from plugins.model.area import Area
from plugins.model.brand import INK, NIGHT, NIGHT_INK, PAPER, WHITE
from plugins.model.language import Language

MOST = 100_000
"""Bytes of a body: Gmail shows the first 102 KB of a mail and hides the rest."""

_LINE, _DARK_LINE = "#6b777c", "#8b979c"
_SPIES = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|_hs\w+|mkt_tok", re.IGNORECASE)
_AS_BLOCKS = {"details": "div", "figure": "div", "figcaption": "p", "summary": "p"}


def edition_html(html: str, page: str, language: Language) -> str:
    """Return the words of an edition at the address *page*, as they can stand in a mail.

    A picture becomes a link to it with the words that tell what it shows: a mail fetches nothing. A table gets a
    region of its own, in which it can be moved sideways, named after the heading above it. What an abbreviation means
    can be seen on the page only: in a mail the dots below it look like a link.
    """
    soup = BeautifulSoup(whole(html, page, calls=True), "lxml")
    for picture in soup.find_all("img"):
        _tell(picture, soup, language)
    for abbreviation in soup.find_all("abbr"):
        abbreviation.unwrap()
    for call in soup.select("a[href^='tel:']"):
        if len(call.get_text()) <= SHORT:
            call["class"] = "mail-number"
    for element in soup.find_all(list(_AS_BLOCKS)):
        element.name = _AS_BLOCKS[element.name]
    for number, table in enumerate(soup.find_all("table"), 1):
        _hold(table, number, soup, language)
    return soup.body.decode_contents() if soup.body else ""


def _tell(picture: Tag, soup: BeautifulSoup, language: Language) -> None:
    shown, address = str(picture.get("alt", "")).strip(), str(picture.get("src", ""))
    if not shown or not address:
        picture.replace_with(shown)
        return
    said = language.gettext("Picture: %(shown)s", shown=shown)
    if picture.find_parent("a"):
        picture.replace_with(said)
        return
    link = soup.new_tag("a", href=address)
    link.string = said
    picture.replace_with(link)


def _hold(table: Tag, number: int, soup: BeautifulSoup, language: Language) -> None:
    heading = table.find("caption") or table.find_previous(re.compile("h[1-6]"))
    about = heading.get_text(" ", strip=True) if heading else ""
    name = language.gettext("Table") + (f" {number}" if number > 1 else "")
    label = f"{name}: {about}" if about else name
    for cell in table.select("th:not([scope])"):
        cell["scope"] = "col"
    region = {"class": "mail-scroll", "role": "region", "aria-label": label, "tabindex": "0"}
    table.wrap(soup.new_tag("div", attrs=region))


def spied(letter: str) -> list[str]:
    """Return the links of *letter* that tell the other end who came by this mail."""
    links = [str(link["href"]) for link in BeautifulSoup(letter, "lxml").select("a[href]")]
    return [link for link in dict.fromkeys(links) if any(map(_SPIES.fullmatch, _asked(link)))]


def _asked(link: str) -> Iterator[str]:
    try:
        parts = urlsplit(link)
    except ValueError:
        return
    yield from (name for name, _value in parse_qsl(parts.query, keep_blank_values=True))


def html_part(letter: str, css: str, area: Area, *, mirrored: bool = False) -> str:
    """Return *letter* with the style sheet *css* written into it; *mirrored* for languages from right to left.

    What no element can hold (dark colours, narrow screens) stays in the head, after the charset: it must be within the
    first 1,024 bytes (HTML, 4.2.5.4).
    """
    style = coloured(css, area)
    inliner = css_inline.CSSInliner(
        extra_css=_mirrored(style) if mirrored else style, keep_at_rules=True, load_remote_stylesheets=False
    )
    made = inliner.inline(letter)
    kept = re.search(r"<style>.*?</style>", made, re.DOTALL)
    assert kept is not None, "the style sheet of the mail has rules for dark colours"
    made = made.replace(kept[0], "", 1).replace("</head>", f"{kept[0]}\n</head>", 1)
    return made.replace(STOP, escape((area.mail and area.mail.unsubscribe) or "")).strip() + "\n"


def coloured(css: str, area: Area) -> str:
    """Return *css* with the colours of *area* in place of ``var(--…)``. Raises ``KeyError`` for one that is not."""
    known = {name.replace("_", "-"): colour for name, colour in area.brand.model_dump().items()}
    known |= {"paper": PAPER, "ink": INK, "night": NIGHT, "night-ink": NIGHT_INK, "white": WHITE}
    known |= {"line": _LINE, "dark-line": _DARK_LINE}
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"var\(--([\w-]+)\)", lambda named: known[named[1]], bare)


def _mirrored(css: str) -> str:
    other = {"left": "right", "right": "left"}
    return re.sub(r"\b(left|right)\b", lambda side: other[side[0]], css)
