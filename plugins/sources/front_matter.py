"""Markdown files with YAML front matter: every value as text with its line, then the body.

YAML's own types are not used (``no`` is a word, ``06/11/2026`` is not 11 June): the schema of the kind decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plugins.model.findings import Finding, Place, error
from plugins.sources.markers import misplaced_facts

LIMIT = 64_000
LONGEST_LINE, LONGEST_BODY, MOST_MARKS = 5_000, 500_000, 5_000
FENCE = "---"
_START = "Begin the file with a line `---`, then the keys, then another line `---`. `invoke new` writes it for you."
_PUT_RIGHT = "Is it a folder, or may you not open it? Put it right."
_SHORTEN = "Break it into paragraphs; a picture or a table belongs in a file of its own."
# More would overflow the reader of Markdown: 50 lists in each other, by indentation or by marks on one line.
_DEEP = re.compile(r"(?: {4}|\t){50}|\s*(?:(?:[-*+>]|\d+[.)])\s+){50}")


@dataclass(frozen=True, slots=True)
class Document:
    """A file in two parts: its keys with their lines, and its body with the line it starts at."""

    file: str
    data: dict[str, Any]
    lines: dict[tuple[int | str, ...], int]
    body: str
    body_line: int

    def place(self, path: tuple[int | str, ...] = ()) -> Place:
        """Return where the keys of *path* stand; of a key that is missing, where its parent stands."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))


def read_document(path: Path, file: str) -> tuple[Document | None, list[Finding]]:
    """Return the document in *path*, called *file* in findings, or None and what is wrong with it."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError:
        return None, [error(Place(file), "The file cannot be read from the disk.", _PUT_RIGHT)]
    except UnicodeDecodeError:
        return None, [error(Place(file), "The file is not saved as UTF-8.", "Save it again with the encoding UTF-8.")]
    return parse(text, file)


def parse(text: str, file: str) -> tuple[Document | None, list[Finding]]:
    """Return *text* as a document, or None and what is wrong with it."""
    lines = text.split("\n")
    if not lines or lines[0].rstrip() != FENCE:
        return None, [error(Place(file, 1), "The file has no front matter.", _START)]
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        return None, [error(Place(file, 1), "The front matter does not end.", _START)]
    head = "\n".join(lines[1:end])
    if len(head) > LIMIT:
        return None, [
            error(
                Place(file, 1),
                f"The front matter is longer than {LIMIT:,} characters.",
                "Move long text below the second `---`.",
            )
        ]
    if slow := list(_slow(text, lines[end + 1 :], end + 2, file)):
        return None, slow
    document, findings = _document(head, "\n".join(lines[end + 1 :]), end + 2, file)
    return document, [*findings, *misplaced_facts(lines, end + 2, file)]


def _slow(text: str, body: list[str], first: int, file: str) -> Iterator[Finding]:
    """Yield a finding for what would keep the reader of Markdown busy for minutes, or overflow it."""
    if sum(map(len, body)) > LONGEST_BODY:
        yield error(Place(file, first), f"The text is longer than {LONGEST_BODY:,} characters.", _SHORTEN)
    for mark in "[<":
        if text.count(mark) > MOST_MARKS:
            yield error(Place(file), f"“{mark}” stands here more than {MOST_MARKS:,} times.", _SHORTEN)
    for number, line in enumerate(body, first):
        if len(line) > LONGEST_LINE:
            yield error(Place(file, number), f"This line is longer than {LONGEST_LINE:,} characters.", _SHORTEN)
        elif _DEEP.match(line):
            yield error(Place(file, number), "Lists lie too deep in each other here.", "Use three levels at most.")


def _document(head: str, body: str, body_line: int, file: str) -> tuple[Document | None, list[Finding]]:
    try:
        node = yaml.compose(head, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as problem:
        return None, [_broken(problem, file)]
    reader = _Nodes(file)
    try:
        data = reader.value(node, ()) if node is not None else {}
    except RecursionError:
        mend = "Look for a row of brackets, [[[[, and take it away."
        return None, [error(Place(file, 1), "Lists of the front matter lie too deep in each other.", mend)]
    if not isinstance(data, dict):
        return None, [error(Place(file, 2), "The front matter has no keys.", "Write one key a line: `title: My page`.")]
    if reader.findings:
        return None, reader.findings
    return Document(file, data, reader.lines, body, body_line), []


def _broken(problem: yaml.YAMLError, file: str) -> Finding:
    if isinstance(problem, yaml.reader.ReaderError):
        mend = "Write the words of the front matter again by hand: the character came along when they were copied."
        return error(Place(file, 1), "There is a character in the front matter that cannot be shown.", mend)
    mark = getattr(problem, "problem_mark", None)
    line = mark.line + 2 if mark else 1
    mend = (
        "A value that holds a colon followed by a space, or starts with a sign such as * & [ { # @, "
        "goes in quotation marks."
    )
    return error(Place(file, line), "This line of the front matter cannot be read.", mend)


class _Nodes:
    """Turns YAML nodes into plain values and remembers their lines."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[tuple[int | str, ...], int] = {}
        self.findings: list[Finding] = []
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: tuple[int | str, ...]) -> Any:  # a value of YAML is anything
        line = node.start_mark.line + 2
        self.lines.setdefault(path, line)
        if id(node) in self.seen:
            self._say(line, "An alias (a value that starts with *) cannot be used here.", "Write the value out.")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, number)) for number, item in enumerate(node.value)]
        return node.value

    def _pairs(self, node: yaml.MappingNode, path: tuple[int | str, ...]) -> Iterator[tuple[str, Any]]:
        known: set[str] = set()
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 2
            if not isinstance(key_node, yaml.ScalarNode):
                self._say(line, "A list or a group of keys cannot be a key.", "Write one key a line: `title: My page`.")
                continue
            key = str(key_node.value)
            if key in known:
                self._say(line, f"`{key}` stands here twice.", "Keep one of the two lines.")
            known.add(key)
            self.lines[(*path, key)] = line
            yield key, self.value(value_node, (*path, key))

    def _say(self, line: int, message: str, mend: str) -> None:
        self.findings.append(error(Place(self.file, line), message, mend))
