"""What a page holds that can be checked: its links, the places they can lead to, and what may not stand in it."""

import re
from collections import Counter
from typing import TypedDict

from plugins.checks.allowed import attribute_problems, element_problems
from plugins.checks.balance import Markup, Problem, Tag


class Facts(TypedDict):
    """Links of the site, ids, and problems: message, mend, and the words by which the source's line is found.

    The words are one way to write it a line, the surest first.
    """

    links: list[str]
    ids: list[str]
    problems: list[Problem]


def facts(html: bytes) -> Facts:
    """Return what can be checked of a page."""
    page = html.decode("utf-8", errors="replace")
    markup = Markup(page)
    tags = list(markup.tags())
    ids, links = places(tags), leads(tags)
    problems = [one for tag in tags for one in tag_problems(tag)] + markup.problems
    problems += [*(_frame(tags) if markup.balanced else ()), *_titles(tags), *_twice(ids), *_characters(page)]
    return {"links": sorted(set(links)), "ids": sorted(ids), "problems": problems}


def places(tags: list[Tag]) -> list[str]:
    """Return the ids of *tags*, in their order."""
    return [tag.attributes["id"] for tag in tags if "id" in tag.attributes]


def leads(tags: list[Tag]) -> list[str]:
    """Return the addresses of this site that *tags* lead to, in their order."""
    return [link for tag in tags for link in _addresses(tag) if not (_SCHEME.match(link) or _address_problems(tag))]


_FRAME = (
    ("html", "body", "header"),
    ("html", "body", "main"),
    ("html", "body", "div", "aside"),
    ("html", "body", "footer"),
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_ELSEWHERE = re.compile(r"https?://[^/?#]|(?:mailto|tel|sms):[^/]", re.IGNORECASE)
_SPACE_OR_QUOTE = r"\s\"'`“”„‘’«»"
_NOT_IN_NAME = re.compile(f"[{_SPACE_OR_QUOTE}]")
_NOT_IN_ADDRESS = re.compile(rf"[{_SPACE_OR_QUOTE}\\<>\x00-\x1f\x7f-\x9f]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

RENAME = "Give one of the two headings other words: links could not tell them apart."
SCHEMES = "Begin it with https://, mailto: or tel:, or with a slash where it is on this site."
OWN = "Put the file in content/images/, and write /images/ and its name."
SIGNS = "Take it away, or write %20 for a space and %27 for an apostrophe."
SMALLER = "Write ## instead of #, or <h2>: the title of the page is its one heading of the first level."
# In the words of the reader of Markdown, so that what both see is told once.
AGAIN = "Write that line again by hand: the character came along when it was copied."
NAME = "Write one word without spaces or quotation marks, for example opening-times."
FRAME = "Look for <main>, <header>, <footer> or <body> in the text, and take it away."


def tag_problems(tag: Tag) -> list[Problem]:
    """Return what is wrong with a tag by itself and with where it stands."""
    return [*element_problems(tag), *attribute_problems(tag), *_identity(tag), *_address_problems(tag)]


def _identity(tag: Tag) -> list[Problem]:
    name = tag.attributes.get("id", "x")
    if name and not _NOT_IN_NAME.search(name):
        return []
    return [(f"“{name}” cannot be the name of a place on a page (id).", NAME, f"{tag.written}\n{name}")]


def _twice(ids: list[str]) -> list[Problem]:
    twice = sorted(name for name, count in Counter(ids).items() if name and count > 1)
    return [(f"Two places on the page are called “{name}”.", RENAME, name) for name in twice]


def _addresses(tag: Tag) -> list[str]:
    return [tag.attributes[name] for name in ("href", "src") if name in tag.attributes]


def _address_problems(tag: Tag) -> list[Problem]:
    return [
        (*wrong, f"{address}\n{tag.written}")
        for name in ("href", "src")
        if (address := tag.attributes.get(name)) is not None and (wrong := _unfit(address, loaded=name == "src"))
    ]


def _unfit(address: str, *, loaded: bool) -> tuple[str, str] | None:
    if not address:
        return ("This picture has no address.", OWN) if loaded else ("This link leads nowhere.", SCHEMES)
    if _NOT_IN_ADDRESS.search(address):
        return f"The address {address} holds a space, a quotation mark or another sign that it cannot.", SIGNS
    if loaded and (_SCHEME.match(address) or address.startswith("//")):
        return f"{address} would be loaded from elsewhere: a page shows only what is on this site.", OWN
    if address.startswith("//") or (_SCHEME.match(address) and not _ELSEWHERE.match(address)):
        return f"A page may not lead to {address}.", SCHEMES
    return None


def frame_of(tags: list[Tag]) -> tuple[tuple[str, ...], ...]:
    """Return the ways to the parts of the frame among *tags*, in their order."""
    names = {"header", "main", "aside", "footer"}
    return tuple((*tag.path, tag.name) for tag in tags if tag.name in names and "main" not in tag.path)


def leads_on(tags: list[Tag]) -> bool:
    """Say whether one of *tags* takes the reader to another page."""
    return any(tag.attributes.get("http-equiv", "").lower() == "refresh" for tag in tags if "head" in tag.path)


def is_framed(found: tuple[tuple[str, ...], ...], *, leads_on: bool) -> bool:
    """Say whether the parts of the frame are in their places; a page that leads on has only its content."""
    return found == (_FRAME[1:2] if leads_on else _FRAME)


def _frame(tags: list[Tag]) -> list[Problem]:
    if is_framed(frame_of(tags), leads_on=leads_on(tags)):
        return []
    return [("The page's header, content and footer are not in their places.", FRAME, "")]


def _titles(tags: list[Tag]) -> list[Problem]:
    found = [tag for tag in tags if tag.name == "h1"][1:]
    message = "The page has a second heading of the first level: “{}”."
    # A heading that begins with a link has no words that could be looked for.
    ways = [f"# {tag.after}\n{tag.written}\n<h1\n{tag.after}" if tag.after else "<h1" for tag in found]
    return [(message.format(tag.after), SMALLER, way) for tag, way in zip(found, ways, strict=True)]


def _characters(page: str) -> list[Problem]:
    return [
        ("There is a character here that cannot be shown.", AGAIN, one) for one in sorted(set(CONTROL.findall(page)))
    ]
