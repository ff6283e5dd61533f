"""The text part, made from the structure of the mail's HTML: no mark of Markdown, links numbered, every line short.

inscriptis does not break lines, and tables with long cells run over any width: so this is our own.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from plugins.briefings.mail.letter import SHORT
from plugins.briefings.mail.lines import WIDEST, indented, table_lines, underlined, wrapped
from plugins.model.language import Language

_HEADINGS = {"h1": "=", "h2": "-"} | dict.fromkeys(("h3", "h4", "h5", "h6"), ".")
_BLOCKS = {*_HEADINGS, "p", "div", "section", "article", "aside", "main", "nav", "address", "blockquote", "pre", "hr"}
_BLOCKS |= {"ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
_NARROWEST = 30
_ALONE = "mail-alone"


def text_part(letter: str, language: Language, stop: str, stands_in: str) -> str:
    """Return *letter*, the HTML of a mail before styles, as plain text of at most 76 columns.

    Only an address that is longer stands on a longer line, alone. *stop* takes the place of the address *stands_in*.
    """
    soup = BeautifulSoup(letter, "lxml")
    for unseen in soup.select("[aria-hidden=true]"):
        unseen.decompose()
    writer = _Writer(stands_in, stop)
    blocks = [*writer.blocks(soup.body or soup, WIDEST)]
    if writer.links:
        blocks += [underlined(language.gettext("Links"), "-", WIDEST), [*writer.listed()]]
    # A space that does not break has done its work now.
    return "\n".join(line.replace("\xa0", " ").rstrip() for line in _apart(blocks)) + "\n"


def _apart(blocks: Iterable[list[str]]) -> list[str]:
    """Return the lines of *blocks* with an empty line between each two."""
    return [line for number, block in enumerate(blocks) for line in (["", *block] if number else block)]


class _Writer:
    """Turns elements into lines, and remembers the links it met: each address has one number."""

    def __init__(self, stands_in: str, stop: str) -> None:
        self.links: dict[str, int] = {}
        self.stands_in, self.stop = stands_in, stop
        self.special: dict[str, Callable[[Tag, int], Iterator[list[str]]]] = {
            "ul": self._list,
            "ol": self._list,
            "dd": lambda element, width: self._further(element, width, "    "),
            "blockquote": lambda element, width: self._further(element, width, "    "),
            "table": self._table,
            "pre": self._as_it_is,
            **dict.fromkeys(_HEADINGS, self._heading),
        }

    def blocks(self, element: Tag, width: int) -> Iterator[list[str]]:
        """Yield the lines of each paragraph, heading, list and table in *element*."""
        run: list[PageElement] = []
        for child in element.children:
            if not _holds_blocks(child):
                run.append(child)
                continue
            yield from self._paragraph(run, width)
            run = []
            assert isinstance(child, Tag)
            yield from self.special.get(child.name, self.blocks)(child, width)
        yield from self._paragraph(run, width)

    def _paragraph(self, run: Iterable[PageElement], width: int) -> Iterator[list[str]]:
        if lines := wrapped(self._words(run), width):
            yield lines

    def _heading(self, element: Tag, width: int) -> Iterator[list[str]]:
        if lines := underlined(self._on_one_line(element), _HEADINGS[element.name], width):
            yield lines

    def _further(self, element: Tag, width: int, by: str) -> Iterator[list[str]]:
        room = width - len(by)
        for lines in self.blocks(element, max(room, _NARROWEST) if room >= _NARROWEST else width):
            yield indented(lines, by) if room >= _NARROWEST else lines

    def _as_it_is(self, element: Tag, width: int) -> Iterator[list[str]]:
        yield [part for line in element.get_text().strip("\n").split("\n") for part in wrapped(line, width) or [""]]

    def _list(self, element: Tag, width: int) -> Iterator[list[str]]:
        items = [list(self._item(mark, item, width)) for mark, item in _marked(element)]
        is_close = all(len(blocks) <= 1 for blocks in items)
        lines = [block for blocks in items for block in blocks]
        if lines:
            yield [line for block in lines for line in block] if is_close else _apart(lines)

    def _item(self, mark: str, item: Tag, width: int) -> Iterator[list[str]]:
        room = width - len(mark)
        # In lists within lists within lists there is no more room to show how deep a line stands.
        is_deep = room < _NARROWEST
        found = list(self.blocks(item, width if is_deep else room))
        # A list within an item follows its words without an empty line.
        lists = {id(child) for child in item.find_all(["ul", "ol"], recursive=False)}
        together = [_apart(found)] if len(found) - len(lists) > 1 else [[line for block in found for line in block]]
        yield from ([*lines] if is_deep else indented(lines, mark) for lines in together if lines)

    def _table(self, element: Tag, width: int) -> Iterator[list[str]]:
        if element.caption:
            yield from self._paragraph(element.caption.children, width)
        rows = [row for row in element.find_all("tr") if row.find_parent("table") is element]
        told = [[self._on_one_line(cell) for cell in row.find_all(["th", "td"], recursive=False)] for row in rows]
        has_head = bool(rows) and not rows[0].find("td", recursive=False)
        head = told.pop(0) if has_head else []
        if lines := table_lines(head, [row for row in told if any(row)], width):
            yield lines

    def _on_one_line(self, element: Tag) -> str:
        return self._words(element.children).replace("\n", " ")

    def _words(self, run: Iterable[PageElement]) -> str:
        """Return the words of *run* with one space between them, and a line break where there is one."""
        said = "".join(self._said(one) for one in run)
        return "\n".join(filter(None, (re.sub(" +", " ", line).strip(" ") for line in said.split("\n"))))

    def _said(self, one: PageElement) -> str:
        if isinstance(one, PreformattedString):
            return ""
        if isinstance(one, NavigableString):
            return re.sub(r"[ \t\r\n\f\v\u2028\u2029\x85]+", " ", one)
        assert isinstance(one, Tag)
        if one.name == "br":
            return "\n"
        inner = "".join(self._said(child) for child in one.children)
        if one.name == "a" and one.get("href"):
            return self._link(inner, str(one["href"]), is_alone=_ALONE in one.get_attribute_list("class"))
        return f" {inner} " if one.name in _BLOCKS else inner

    def _link(self, said: str, address: str, *, is_alone: bool) -> str:
        if is_alone:
            return f"{said}:\n{self.stop if address == self.stands_in else address}"
        scheme, _mark, rest = address.partition(":")
        if scheme in {"mailto", "tel", "sms"}:
            said = said.strip().replace(" ", "\xa0") if len(said) <= SHORT else said
            return said if _reads(rest, said) else f"{said} ({rest})"
        return f"{said} [{self.links.setdefault(address, len(self.links) + 1)}]"

    def listed(self) -> Iterator[str]:
        """Yield each link with its number."""
        for address, number in self.links.items():
            yield from wrapped(f"[{number}] {address}", WIDEST)


def _reads(address: str, said: str) -> bool:
    """Say whether somebody who hears *said* knows *address*: it stands there, with or without spaces."""
    return re.sub(r"[\s\u200b]", "", address) in re.sub(r"[\s\u200b]", "", said)


def _holds_blocks(one: PageElement) -> bool:
    return isinstance(one, Tag) and (one.name in _BLOCKS or one.find([*_BLOCKS]) is not None)


def _marked(element: Tag) -> Iterator[tuple[str, Tag]]:
    start = str(element.get("start", "1"))
    number = int(start) if re.fullmatch(r"-?\d{1,9}", start) else 1
    for item in element.find_all("li", recursive=False):
        yield (f"{number}. " if element.name == "ol" else "- "), item
        number += 1
