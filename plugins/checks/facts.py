"""What a page holds that can be checked: its links, the places they can lead to, and what may not stand in it."""

from typing import TypedDict

from bs4 import BeautifulSoup, Tag


class Facts(TypedDict):
    """Links of the site, ids, and problems as pairs of message and mend."""

    links: list[str]
    ids: list[str]
    problems: list[tuple[str, str]]


def facts(html: bytes) -> Facts:
    """Return what can be checked of a page."""
    soup = BeautifulSoup(html, "lxml")
    found: Facts = {"links": [], "ids": [], "problems": []}
    for element in soup.find_all(True):
        if isinstance(element, Tag):
            _look(element, found)
    found["links"] = sorted(set(found["links"]))
    return found


def _look(element: Tag, found: Facts) -> None:
    if identity := element.get("id"):
        found["ids"].append(str(identity))
    for name in ("href", "src"):
        address = str(element.get(name, ""))
        if address.startswith(("/", "#", "{")):
            found["links"].append(address)
    found["problems"] += _wrong(element)


def _wrong(element: Tag) -> list[tuple[str, str]]:
    wrong: list[tuple[str, str]] = []
    if element.name == "img" and not str(element.get("alt", "")).strip():
        wrong.append(("A picture has no text for people who cannot see it.", "Say in its `alt` what it shows."))
    if element.name in {"script", "style", "iframe"}:
        wrong.append((f"A page may not hold <{element.name}>.", "Take it away: the site's security policy would block it."))
    inline = [name for name in element.attrs if name == "style" or name.startswith("on")]
    if inline:
        wrong.append((f"A page may not use {inline[0]}= in HTML.", "Take it away: the site's security policy would block it."))
    return wrong
