"""Seeing quickly that nothing is wrong with a page: most lines of a page have the tags of a line seen before.

Only tags matter, so the words between them are left out, and a line is looked at once for each place it stands in.
Where anything is wrong, or could be, this says nothing, and ``facts`` reads the page whole to tell it exactly.
"""

import re
from dataclasses import dataclass

from plugins.checks.balance import Markup, Tag
from plugins.checks.facts import CONTROL, Facts, frame_of, is_framed, leads, leads_on, places, tag_problems

# Not what holds a quotation mark: it could be a part of a tag.
_WORDS = re.compile(r">[^<>\"'=`\n]+")
# What is plainly right in itself is put out of the way and counted: in which tag it stands is all that is left to see.
_LINK = re.compile(r'href="(/(?:[\w-][\w/-]*)?)"', re.ASCII)
_PLACE = re.compile(r' id="([\w-]+)"', re.ASCII)
_SAID = re.compile(r'(?<= )(datetime|aria-label|title|d)="[^"<>=`\']*"')
_MAIL = re.compile(r'href="mailto:[\w.@?%=-]+"', re.ASCII)
LINK, PLACE, MAIL = "/~~", "~", "mailto:a@b"
_DOCTYPE = re.compile(r"<!doctype", re.IGNORECASE)
_DEEP = 50
_MOST = 50_000

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line in which nothing is wrong: what is open after it, and what it holds."""

    after: Path
    ids: tuple[str, ...]
    links: tuple[str, ...]
    frame: tuple[Path, ...]
    titles: int
    leads_on: bool


def _bare(page: str) -> str:
    """Return *page* without words, and with one address, one id and one mail in place of all that are plainly right."""
    for pattern, instead in (
        (_WORDS, ">"),
        (_LINK, f'href="{LINK}"'),
        (_PLACE, f' id="{PLACE}"'),
        (_SAID, r'\1=""'),
        (_MAIL, f'href="{MAIL}"'),
    ):
        page = pattern.sub(instead, page)
    return page


def _counted(lines: list[Line]) -> tuple[int, int]:
    """Return how many links and ids were put out of the way in tags: anywhere else they were only words."""
    return sum(line.links.count(LINK) for line in lines), sum(line.ids.count(PLACE) for line in lines)


class Quick:
    """Reads pages and remembers their lines."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.known: dict[tuple[Path, bool, str], Line | None] = {}

    def facts(self, html: bytes) -> Facts | None:
        """Return what can be checked of a page, None where something may be wrong with it."""
        page = html.decode("utf-8", errors="replace")
        if CONTROL.search(page) or f'"{LINK}"' in page or f'"{PLACE}"' in page:
            return None
        links, ids = _LINK.findall(page), _PLACE.findall(page)
        lines = self._lines(_bare(page))
        if not lines or lines[-1].after or (len(links), len(ids)) != _counted(lines):
            return None
        ids += [name for line in lines for name in line.ids if name != PLACE]
        links += [link for line in lines for link in line.links if link != LINK]
        frame = tuple(one for line in lines for one in line.frame)
        whole = is_framed(frame, leads_on=any(line.leads_on for line in lines))
        if not whole or len(set(ids)) < len(ids) or sum(line.titles for line in lines) > 1:
            return None
        return {"links": sorted(set(links)), "ids": sorted(ids), "problems": []}

    def _lines(self, page: str) -> list[Line] | None:
        found: list[Line] = []
        path: Path = ()
        for number, text in enumerate(page.split("\n")):
            if "<" not in text:
                continue
            line = self._line(path, text, is_first=number == 0)
            if line is None:
                return None
            found.append(line)
            path = line.after
        return found

    def _line(self, path: Path, text: str, *, is_first: bool) -> Line | None:
        key = (path, is_first, text)
        if key not in self.known:
            if len(self.known) > _MOST:
                self.known.clear()
            self.known[key] = _read(path, text, is_first=is_first)
        return self.known[key]


def _read(path: Path, text: str, *, is_first: bool) -> Line | None:
    markup = Markup(text)
    markup.open = [Tag(name, path[:place], {}, "", "\n") for place, name in enumerate(path)]
    tags = list(markup.start_tags())
    wrong = markup.problems or (_DOCTYPE.match(text) and not is_first) or len(markup.open) > _DEEP
    if wrong or any(tag_problems(tag) or _is_odd(tag) for tag in tags):
        return None
    return Line(
        after=tuple(tag.name for tag in markup.open),
        ids=tuple(places(tags)),
        links=tuple(leads(tags)),
        frame=frame_of(tags),
        titles=sum(tag.name == "h1" for tag in tags),
        leads_on=leads_on(tags),
    )


def _is_odd(tag: Tag) -> bool:
    """Say whether what was taken for words could have been a part of the tag."""
    return any(">" in value for value in tag.attributes.values())
