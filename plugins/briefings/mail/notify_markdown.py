"""A mail in the Markdown of GOV.UK Notify, made from its HTML by structure.

Notify knows headings (two kinds), lists, links, quotations with ``^`` and lines; neither bold nor italic, code,
pictures or tables (https://www.notifications.service.gov.uk/using-notify/formatting, and the renderer of its library
notifications-utils). So tables become lists of “heading: value”, bold becomes plain, and nothing is lost.
"""

import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from plugins.briefings.mail.table_lines import table_lines
from plugins.model.notify import markdown_address

_HEADINGS = {"h1": "#", "h2": "#", "h3": "##", "h4": "##", "h5": "##", "h6": "##"}
_BLOCKS = {*_HEADINGS, "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr"}
_BLOCKS |= {"td", "th", "blockquote", "hr", "pre", "div", "section", "article", "header", "footer", "main", "nav"}
_BLOCKS |= {"aside", "figure", "figcaption", "address", "details", "summary", "center"}
_UNTOLD = ("head", "script", "style", "template", "svg", "title")
_EMPTY = " \t\r\n\xa0\xad\u034f\u200b\u200c\u200d\u2060\ufeff"
# Notify's Markdown takes these for marks. A word joiner, which nobody sees, stands before what has no escape.
_MARKS = re.compile(r"[\\\[\]`|]")
_BEGINS_A_BLOCK = re.compile(r"^(?=[#*\-_~])|^\d+(?=\.)")
_BEGINS_A_QUOTE = re.compile(r"^(?=[\^•=:])")
# An address that stands for itself goes on to the next space, marks and all.
_ADDRESS = re.compile(r"(https?://[^\s\\\[]+)(?=[\\\[])")
_REFERENCE = re.compile(r"&(?=#?\w{1,32};)")
JOINER = "\u2060"


def notify_markdown(html: str, lead: str) -> str:
    """Return the mail *html*, whole and with absolute addresses, as Notify's Markdown. What is hidden is left out.

    *lead* stands first, and only there: Notify shows the first 256 letters of a mail in the list of mails.
    """
    soup = BeautifulSoup(html, "lxml")
    for hidden in soup.find_all(_is_untold):
        if not hidden.decomposed:
            hidden.decompose()
    first = _begun(_plain(lead))
    blocks = [one for one in _flow(soup.body or soup) if one != first]
    return "\n\n".join([first, *_apart(blocks)] if first else _apart(blocks)) + "\n"


def _is_untold(element: Tag) -> bool:
    style = re.sub(r"\s", "", str(element.get("style", ""))).lower()
    hidden = "display:none" in style or element.has_attr("hidden") or element.get("aria-hidden") == "true"
    return hidden or element.name in _UNTOLD


def _apart(blocks: Iterable[str]) -> list[str]:
    """Return *blocks* so that two lists that follow each other stay two."""
    found: list[str] = []
    for one in blocks:
        if found and found[-1].startswith(("* ", "1. ")) and one.startswith(("* ", "1. ")):
            found.append(JOINER)
        found.append(one)
    return found


def _flow(parent: Tag) -> Iterator[str]:
    """Yield the blocks in *parent*; words that stand loose between them are a paragraph."""
    loose: list[PageElement] = []
    for child in parent.children:
        if _has_blocks(child):
            yield from _paragraph(loose)
            loose = []
            assert isinstance(child, Tag)
            yield from _block(child)
        else:
            loose.append(child)
    yield from _paragraph(loose)


def _has_blocks(node: PageElement) -> bool:
    return isinstance(node, Tag) and (node.name in _BLOCKS or (node.name != "a" and bool(node.find(_BLOCKS))))


def _paragraph(nodes: list[PageElement]) -> Iterator[str]:
    if text := _begun(_words(nodes)):
        yield text


def _block(element: Tag) -> Iterator[str]:
    if mark := _HEADINGS.get(element.name):
        text = _words(element.children).replace("\n", " ")
        # What ends a heading with # has no escape.
        yield from [f"{mark} {_begun(text)}{JOINER if text.endswith('#') else ''}"] if text else []
    elif element.name in {"ul", "ol"}:
        yield from _list(element)
    elif element.name == "dl":
        yield from _terms(element)
    elif element.name == "blockquote":
        yield from _quotation(element)
    elif element.name == "hr":
        yield "---"
    elif element.name == "table" and element.get("role") != "presentation":
        yield from table_lines(element, _line, _begun)
    else:
        yield from _flow(element)


def _list(element: Tag) -> Iterator[str]:
    start = str(element.get("start", "1"))
    first = int(start) if start.isdecimal() else 1
    items = []
    for number, item in enumerate(element.find_all("li", recursive=False), first):
        # Notify counts from one, whatever the list says: another beginning is written out.
        counted = element.name == "ol" and (first != 1 or item.has_attr("value"))
        mark = "1. " if element.name == "ol" and not counted else "* "
        said = f"{item.get('value', str(number))}\\. " if counted else ""
        lines = "\n".join(_flow(item)).split("\n")
        if any(lines):
            items.append("\n  ".join([f"{mark}{said}{lines[0]}", *lines[1:]]))
    yield from ["\n".join(items)] if items else []


def _terms(element: Tag) -> Iterator[str]:
    items: list[str] = []
    for part in element.find_all(["dt", "dd"]):
        if part.name == "dt" or not items:
            items.append(f"* {_begun(_line(part))}:")
        else:
            items[-1] += f" {_line(part)}"
    yield from ["\n".join(items)] if items else []


def _quotation(element: Tag) -> Iterator[str]:
    if lines := "\n\n".join(_flow(element)).split("\n"):
        yield "\n".join(f"^ {line}" for line in lines)


def _line(element: Tag) -> str:
    """Return all words of *element* on one line; its blocks stand apart."""
    if not any(_has_blocks(child) for child in element.children):
        return _words(element.children).replace("\n", " ")
    return "; ".join(" ".join(one.lstrip("*# ").split("\n")) for one in _flow(element))


def _words(nodes: Iterable[PageElement]) -> str:
    """Return the words of *nodes* as Notify's Markdown; a line break is one."""
    joined = "".join(map(_inline, nodes))
    lines = (re.sub(r"[ \t\r]+", " ", line).strip(_EMPTY) for line in joined.split("\n"))
    return re.sub(r"!(?=\[)", r"\!", _ADDRESS.sub(r"\1 ", "\n".join(line for line in lines if line)))


def _inline(node: PageElement) -> str:
    if isinstance(node, NavigableString):
        return "" if isinstance(node, PreformattedString) else _marked(re.sub(r"\s*\n\s*", " ", str(node)))
    assert isinstance(node, Tag)
    if node.name == "br":
        return "\n"
    if node.name == "img":
        return _marked(str(node.get("alt", "")))
    return _link(node) if node.name == "a" else "".join(map(_inline, node.children))


def _link(node: Tag) -> str:
    text, address = " ".join(node.get_text(" " if node.find(_BLOCKS) else "").split()), str(node.get("href", ""))
    text = text or " ".join(str(image.get("alt", "")) for image in node.find_all("img")).strip()
    scheme, _colon, rest = address.partition(":")
    if scheme in {"http", "https"}:
        return _to_page(text, markdown_address(address))
    if scheme == "mailto":
        to = rest.partition("?")[0]
        return _marked(text if to in text else f"{text} ({to})")
    digits = re.sub(r"\D", "", rest)[-6:] if scheme in {"tel", "sms"} else ""
    return _marked(text if digits in re.sub(r"\D", "", text) else f"{text} ({rest})")


def _to_page(text: str, address: str) -> str:
    if not text or (text == address and re.search(r"[\w/]\Z", address)):
        return address
    # Notify finds the end of a link's words by counting brackets, and takes [^ for a footnote.
    words = _marked(text.replace("[", "(").replace("]", ")"))
    return f"[{JOINER if words.startswith('^') else ''}{words}]({address})"


def _plain(text: str) -> str:
    return _marked(" ".join(text.split()))


def _marked(text: str) -> str:
    """Return *text* with an escape before each letter that Notify's Markdown would take for a mark."""
    return _REFERENCE.sub(f"&{JOINER}", _MARKS.sub(r"\\\g<0>", text.replace("\u2028", " ")))


def _begun(text: str) -> str:
    """Return *text* so that no line of it begins a list, a heading or a quotation: “2.5%” would become “5%”."""
    lines = (_BEGINS_A_BLOCK.sub(r"\g<0>\\", line) for line in text.split("\n"))
    return "\n".join(_BEGINS_A_QUOTE.sub(JOINER, line) for line in lines)
