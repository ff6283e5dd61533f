"""Markdown to HTML, once for each text: the result is kept by the digest of the text and of the settings."""

import json
import re
from hashlib import blake2b
from pathlib import Path
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from plugins.sources.whole import write_whole

_EXTENSIONS = ("tables", "sane_lists", "def_list", "toc")
TELEPHONE = r"(?<![\d/.-])(?<!\d )(?:0\d{2,4} \d{3,4}(?: \d{3,4})?|116 \d{3})(?![\d/-])"
EMAIL = r"(?<![\w./+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
# What browsers may end elsewhere is left for the checks, which refuse it.
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--!>).)*?-->", re.DOTALL)
_HEADING = re.compile(r"h[2-6]")


class Prose:
    """Turns Markdown into HTML and remembers what it made."""

    def __init__(self, root: str, table: str, glossary: dict[str, str], cache: Path) -> None:
        """Write links below *root*, call a table *table*, and explain the abbreviations of *glossary*."""
        self.root, self.table, self.glossary = root, table, glossary
        self.cache = cache
        self.known: dict[str, str] = _kept(cache)
        self.used: dict[str, str] = {}
        self.salt = json.dumps([markdown.__version__, _EXTENSIONS, root, table, glossary, _version()], sort_keys=True)
        self.engine: markdown.Markdown | None = None

    def html(self, text: str) -> str:
        """Return *text* as HTML."""
        key = blake2b(f"{self.salt}\0{text}".encode(), digest_size=16).hexdigest()
        if key not in self.used:
            made = self.known.get(key)
            self.used[key] = self._convert(text) if made is None else made
        return self.used[key]

    def _convert(self, text: str) -> str:
        if self.engine is None:
            links = _Site(self.root, self.table)
            self.engine = markdown.Markdown(
                extensions=[*_EXTENSIONS, AbbrExtension(glossary=dict(self.glossary)), links]
            )
        self.engine.reset()
        # A comment is a note between writers: browsers hide it, and anybody can read it in the source of a page.
        return _COMMENT.sub("", self.engine.convert(text))

    def save(self) -> None:
        """Keep what this build used; the file is replaced whole."""
        if self.used == self.known:
            return
        write_whole(self.cache, json.dumps(self.used, ensure_ascii=False, sort_keys=True))


def _kept(cache: Path) -> dict[str, str]:
    """Return what *cache* holds, nothing where it is not what ``save`` wrote: it is made again."""
    try:
        kept = json.loads(cache.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    texts = kept.values() if isinstance(kept, dict) else [None]
    return kept if all(isinstance(text, str) for text in texts) else {}


def _version() -> str:
    return blake2b(Path(__file__).read_bytes(), digest_size=8).hexdigest()


class _Site(Extension):
    """Puts the site's own path before root-relative addresses, and makes tables readable by everyone."""

    def __init__(self, root: str, table: str) -> None:
        super().__init__()
        self.root, self.table = root, table

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  # the name is Markdown's
        md.treeprocessors.register(_SiteTree(md, self.root, self.table), "site", 1)
        md.inlinePatterns.register(_Reach(TELEPHONE, "tel:", md), "telephone", 5)
        md.inlinePatterns.register(_Reach(EMAIL, "mailto:", md), "email", 4)


class _Reach(InlineProcessor):
    """Makes a telephone number or an e-mail address that stands in the text one that can be tapped."""

    ANCESTOR_EXCLUDES = ("a", "code")

    def __init__(self, pattern: str, scheme: str, md: markdown.Markdown) -> None:
        super().__init__(pattern, md)
        self.scheme = scheme

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        link = Element("a", {"href": self.scheme + m[0].replace(" ", "")})
        if self.scheme == "tel:":
            link.attrib |= {"class": "app-telephone", "dir": "ltr"}
        link.text = AtomicString(m[0])
        return link, m.start(0), m.end(0)


class _SiteTree(Treeprocessor):
    def __init__(self, md: markdown.Markdown, root: str, table: str) -> None:
        super().__init__(md)
        self.root, self.table = root, table

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                if element.get(name, "").startswith("/"):
                    element.set(name, self.root + element.get(name, ""))
            if element.tag == "th":
                element.set("scope", "col")
            if element.tag in {"th", "td"} and (aligned := element.attrib.pop("style", "")):
                # The security policy allows no style in a page, so the column's side is a class.
                element.set("class", f"app-cell--{aligned.removeprefix('text-align: ').rstrip(';')}")
        self._wrap_tables(root)

    def _wrap_tables(self, root: Element) -> None:
        heading, seen = "", 0
        for place, element in enumerate(list(root)):
            if _HEADING.fullmatch(element.tag):
                heading = "".join(element.itertext())
            if element.tag == "table":
                seen += 1
                root[place] = _region(
                    element, f"{self.table}: {heading}" if seen == 1 else f"{self.table} {seen}: {heading}"
                )


def _region(table: Element, label: str) -> Element:
    box = Element("div", {"class": "app-scroll", "role": "region", "aria-label": label, "tabindex": "0"})
    box.append(table)
    box.tail, table.tail = table.tail, None
    return box
