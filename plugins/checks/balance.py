"""The tags of a page, strictly: what browsers could read in two ways, or what was opened and not closed, is a fault.

Not ``html.parser``: it takes ``<!--><meta …>-->`` for a comment, and a browser does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_ATTRIBUTE = r"""[^\s"'<>/=`]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
# What follows "<" is optional, so that one that begins nothing is found too.
_TOKEN = re.compile(
    rf"<(?:(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*+)(?P<attributes>(?:\s+{_ATTRIBUTE})*+)\s*(?P<empty>/?)>"
    r"|(?P<comment>!--(?!-?>)(?:[^-]|-(?!-))*+-->)|(?P<doctype>!(?i:doctype html)>))?",
    re.ASCII,
)
_PAIR = re.compile(
    r"(?P<name>[^\s=]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s]+)))?", re.ASCII
)
_AFTER = re.compile(r"[^<&\n]{0,30}")
_BEFORE = re.compile(r"[^>;\n]{0,30}$")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
_FRAME = ("main", "body", "html")
DEEPEST = 100

UNREADABLE = "Write &lt; for the sign itself. Close every quotation mark, and end a tag with > and a comment with -->."
PAIRS = "Close every tag that you open, the last one first, and close nothing that you did not open: <b>like this</b>."
FLATTER = "Take away lists, quotations or boxes that stand inside one another."

Problem = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: what it stands in, its attributes, the words after it, and how it may be written in the source.

    ``written`` holds one way a line, the surest first.
    """

    name: str
    path: tuple[str, ...]
    attributes: dict[str, str]
    after: str
    written: str


class Markup:
    """Reads a page once; ``problems`` holds what does not fit together."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.open: list[Tag] = []
        self.problems: list[Problem] = []
        self.balanced = True
        self.deepest = 0

    def tags(self) -> Iterator[Tag]:
        """Yield each start tag of the whole page."""
        yield from self.start_tags()
        if self.open:
            self._unfit(f"<{self.open[-1].name}> is never closed.", self.open[-1].written)

    def start_tags(self) -> Iterator[Tag]:
        """Yield each start tag, whatever is still open at the end."""
        for found in _TOKEN.finditer(self.page):
            if not found["name"]:
                self._other(found)
            elif found["end"]:
                self._close(found)
            else:
                yield self._start(found)

    def _other(self, found: re.Match[str]) -> None:
        if found["doctype"] and found.start() == 0:
            return
        if not found["comment"]:
            words = self.page[found.start() : found.start() + 30].split("\n", 1)[0]
            self.problems.append((f"Browsers cannot read this HTML: {words}", UNREADABLE, f"{words}\n{words[:8]}"))

    def _start(self, found: re.Match[str]) -> Tag:
        after = _AFTER.match(self.page, found.end())
        first = found[0].split("\n", 1)[0]
        words = after[0] if after else ""
        name = found["name"].lower()
        tag = Tag(name, self._path(), _attributes(found["attributes"]), words, f"{first}{words}\n{first}")
        self._push(tag, empty=bool(found["empty"]))
        return tag

    def _path(self) -> tuple[str, ...]:
        if not self.open:
            return ()
        above = self.open[-1]
        return (*above.path, above.name) if len(self.open) <= DEEPEST else above.path

    def _push(self, tag: Tag, *, empty: bool) -> None:
        if tag.name in _VOID or (empty and "svg" in (*tag.path, tag.name)):
            return
        if empty:
            # Outside a drawing a browser takes no notice of the stroke.
            self._unfit(f"<{tag.name}/> closes nothing.", tag.written)
            return
        self.open.append(tag)
        if len(self.open) > DEEPEST >= self.deepest:
            quotation = "\n".join((">" * 9, "> " * 8, tag.written))
            self.problems.append((f"The page nests too deeply: more than {DEEPEST} levels.", FLATTER, quotation))
        self.deepest = max(self.deepest, len(self.open))

    def _close(self, found: re.Match[str]) -> None:
        name = found["name"].lower()
        if self.open and self.open[-1].name == name and not found["attributes"]:
            self.open.pop()
            return
        self._unfit(*self._mismatch(found))
        # The page goes on after a </main> in the text: ours is the last.
        ours = name not in _FRAME or self.page.rfind(found[0]) == found.start()
        while ours and any(one.name == name for one in self.open) and self.open.pop().name != name:
            pass

    def _mismatch(self, found: re.Match[str]) -> tuple[str, str]:
        end = found[0]
        before = _BEFORE.search(self.page, max(0, found.start() - 30), found.start())
        surest = f"{before[0]}{end}" if before and before[0] else ""
        if not self.open:
            return f"{end} closes nothing.", f"{surest}\n{end}"
        still = self.open[-1]
        opened, barely = still.written.split("\n")
        return f"<{still.name}> is still open where {end} stands.", f"{surest}\n{opened}\n{end}\n{barely}"

    def _unfit(self, message: str, written: str) -> None:
        # Only the first: what follows is most often its consequence.
        if self.balanced:
            self.problems.append((f"The HTML does not fit together: {message}", PAIRS, written))
        self.balanced = False


def _attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in _PAIR.finditer(written):
        value = pair["double"] or pair["single"] or pair["bare"] or ""
        # Of two with one name browsers take the first.
        found.setdefault(pair["name"].lower(), unescape(value))
    return found
