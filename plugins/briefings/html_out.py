"""HTML of ours as it can stand outside the site, in feeds and mails: whole, with absolute addresses, and simple."""

import re
from functools import lru_cache
from urllib.parse import quote, urljoin

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from plugins.model.area import Area

_FOR_READERS = {"href", "src", "alt", "title", "scope", "colspan", "rowspan", "start", "lang", "dir"}
_UNTOLD = ("script", "style", "iframe", "form", "object", "svg", "template", "base", "link", "meta")
_ONLY_LAYOUT = ("div", "picture", "source")
_REACHABLE = ("https://", "http://", "mailto:", "sms:")
_UNTELLABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ONLY_SENTENCES = re.compile(r"<ul>(?:<li>(?:[^<>&]|&(?:amp|lt|gt|quot|#x27);)*</li>)+</ul>")


def absolute(url: str, area: Area) -> str:
    """Return the whole address of *url*, which is an address of the site of *area* without its path."""
    return area.origin + area.root + quote(url)


def told(text: str) -> str:
    """Return *text* without control characters and what else XML cannot hold."""
    return _UNTELLABLE.sub("", text)


@lru_cache(maxsize=512)  # an item is in three feeds: its own, its theme's and the one of everything
def whole(html: str, page: str, *, calls: bool = False) -> str:
    """Return *html* of *page* as it can stand anywhere: absolute addresses, no script, only what readers know.

    With *calls* a telephone number stays a link: feed readers take such links away, mail programs keep them.
    """
    if _ONLY_SENTENCES.fullmatch(told(html)):
        # What changed in a plan, hundreds of items long: there is nothing in it to make simpler.
        return told(html).replace("&quot;", '"').replace("&#x27;", "'")
    soup = BeautifulSoup(told(html), "lxml")
    for unwanted in soup.find_all(_UNTOLD):
        unwanted.decompose()
    for note in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        note.extract()
    for element in soup.find_all():
        _simplify(element, page, calls=calls)
    # Told again: a reference such as &#1; is a control character only now.
    return told(soup.body.decode_contents() if soup.body else "").strip()


def _simplify(element: Tag, page: str, *, calls: bool) -> None:
    element.attrs = {name: value for name, value in element.attrs.items() if name in _FOR_READERS}
    if str(element.get("href", "")).startswith("tel:"):
        _print_number(element)
        if not calls:
            element.unwrap()
        return
    for name in element.attrs.keys() & {"href", "src"}:
        address = _joined(str(element[name]), page)
        if address.startswith(_REACHABLE):
            element[name] = address
        else:
            del element[name]
    if element.name in _ONLY_LAYOUT:
        element.unwrap()


def _print_number(link: Tag) -> None:
    """Put the number in words beside those of *link*, where they do not say it."""
    number = str(link["href"]).removeprefix("tel:")
    if _digits(number)[-6:] not in _digits(link.get_text()):
        link.append(f" ({number})")


def _digits(text: str) -> str:
    return "".join(mark for mark in text if mark.isdecimal())


def _joined(address: str, page: str) -> str:
    try:
        return urljoin(page, address)
    except ValueError:
        return ""  # not an address at all, such as http://[x
