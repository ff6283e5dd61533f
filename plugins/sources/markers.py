"""Words in curly brackets that stand for something else: ``{limit:KEY}`` anywhere, ``{fact KEY}`` in a briefing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from unicodedata import category

from plugins.model.findings import Finding, Place, error

BRIEFINGS = "briefings/"
_WHERE = "A fact can only be named below the keys of a briefing, at the end of a line: {fact KEY}. Take it away here."
_HOW = "Write {fact KEY} at the end of the line, in small letters and with one space, or take it away."


class Marker:
    """A kind of marker: its name, what stands before its key, and the pattern of a key."""

    def __init__(self, name: str, joint: str, key: str, end: str = "") -> None:
        """Know it where it is written as it must be, and where it is only meant, up to *end* of its name."""
        self.exact = re.compile(rf"\{{{name}{joint}({key})\}}")
        self.meant = re.compile(rf"\{{\s*{name}{end}[^{{}}]*\}}?", re.IGNORECASE)

    def keys(self, line: str) -> Iterator[tuple[str, str | None]]:
        """Yield each marker of *line* as it is written, with its key, or None where it is not written as it must be."""
        for meant in self.meant.findall(line):
            found = self.exact.fullmatch(meant)
            yield meant, found[1] if found else None


LIMIT = Marker("limit", ":", "[a-z0-9-]+")
FACT = Marker("fact", " ", r"[^\s{}]+", r"\b")
_TAKEN_AWAY = re.compile(rf"[ \t]*\\*{FACT.exact.pattern}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A line that is bound to facts: where it stands, its words without the markers, and the keys of the facts."""

    place: Place
    text: str
    keys: tuple[str, ...]


def without_facts(text: str) -> str:
    """Return *text* as people may read it: nothing is left of a marker, in code and after a backslash too."""
    return _TAKEN_AWAY.sub("", text)


def marked_lines(body: str, first_line: int, file: str) -> tuple[Marked, ...]:
    """Return the lines of *body* that are bound to facts."""
    lines = enumerate(body.split("\n"), first_line)
    bound = ((number, line, FACT.exact.findall(line)) for number, line in lines if "{" in line)
    return tuple(Marked(Place(file, number), without_facts(line), tuple(keys)) for number, line, keys in bound if keys)


def misplaced_facts(lines: list[str], body_begins: int, file: str) -> Iterator[Finding]:
    """Yield an error for each marker of a fact that would be read by people, or that binds nothing.

    *lines* are those of the whole file; its body begins at the line of the number *body_begins*.
    """
    for number, line in enumerate(lines, 1):
        for meant, key in FACT.keys(line) if "{" in line else ():
            place = Place(file, number)
            if not (file.startswith(BRIEFINGS) and number >= body_begins):
                yield error(place, f"“{meant[:60]}” would stand there as it is.", _WHERE)
            elif key is None:
                yield error(place, f"“{meant[:60]}” is not the way to name a fact.", _HOW)
            elif not without_facts(line).strip():
                yield error(place, f"“{meant[:60]}” stands alone on its line, so it holds nothing.", _HOW)


def seen_facts(html: str, body: str, place: Place) -> Iterator[Finding]:
    """Yield an error where a marker that *body* writes in a roundabout way could be read in *html*, made from it."""
    if FACT.meant.search(without_facts(body)):  # it is told with its line
        return
    if "{" in (text := unescape(re.sub(r"<[^>]*>", "", html))):
        seen = "".join(mark for mark in text if category(mark) != "Cf")
        for meant in dict.fromkeys(FACT.meant.findall(seen)):
            yield error(place, f"“{meant[:60]}” would stand on the page as it is.", _HOW)
