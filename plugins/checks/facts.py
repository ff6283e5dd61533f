"""What a page holds that can be checked: its links, the places they can lead to, and what may not stand in it."""

import re
from collections import Counter
from typing import TypedDict

from bs4 import BeautifulSoup, Tag


class Facts(TypedDict):
    """Links of the site, ids, and problems: message, mend, and the words by which the source's line is found."""

    links: list[str]
    ids: list[str]
    problems: list[tuple[str, str, str]]


def facts(html: bytes) -> Facts:
    """Return what can be checked of a page."""
    soup = BeautifulSoup(html, "lxml")
    found: Facts = {"links": [], "ids": [], "problems": []}
    for element in soup.find_all():
        if isinstance(element, Tag):
            _look(element, found)
    found["links"] = sorted(set(found["links"]))
    twice = sorted(name for name, count in Counter(found["ids"]).items() if count > 1)
    found["problems"] += [(f"Two places on the page are called “{name}”.", RENAME, name) for name in twice]
    return found


def _look(element: Tag, found: Facts) -> None:
    if identity := element.get("id"):
        found["ids"].append(str(identity))
    for name in ("href", "src"):
        address = str(element.get(name, ""))
        if address and not _ELSEWHERE.match(address):
            found["links"].append(address)
    found["problems"] += _wrong(element)


_ELSEWHERE = re.compile(r"//|[a-zA-Z][a-zA-Z0-9+.-]*:")
RENAME = "Give one of the two headings other words: links could not tell them apart."
BLOCKED = "Take it away: the site's security policy would block it."
PICTURE = "Say what it shows between the square brackets: ![A parent and a child at the library](…)."


def _wrong(element: Tag) -> list[tuple[str, str, str]]:
    wrong: list[tuple[str, str, str]] = []
    if element.name == "img" and not str(element.get("alt", "")).strip():
        wrong.append(("This picture has no text for people who cannot see it.", PICTURE, str(element.get("src", ""))))
    if element.name in {"script", "style", "iframe"}:
        wrong.append((f"A page may not hold <{element.name}>.", BLOCKED, f"<{element.name}"))
    inline = [name for name in element.attrs if name == "style" or name.startswith("on")]
    return wrong + [(f"A page may not use {name}= in HTML.", BLOCKED, f"{name}=") for name in inline]
