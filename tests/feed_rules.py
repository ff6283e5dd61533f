"""The rules that a feed must hold, each by its name: those of the W3C validator that ours could break, and our own."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import feedparser
from bs4 import BeautifulSoup

from tests.readers import CONTENT, UPDATED

ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ENCODED = f"{CONTENT}encoded"
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
IN_CHANNEL = {
    *["title", "link", "description", "docs", "generator", "language", "lastBuildDate", "ttl", "image", "item"],
    ATOM_LINK,
}
IN_ITEM = {*["title", "link", "description", "guid", "category", "enclosure", "pubDate"], ENCODED, CREATOR, UPDATED}
IN_JSON = {*["version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items"]}
IN_JSON_ITEM = {
    *["id", "url", "title", "summary", "content_html", "date_published", "date_modified", "tags", "attachments"],
}
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# RFC 3986: no letter outside ASCII, no space, no quotation mark.
ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}\x80-\U0010ffff]+")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\x85\ufffe\uffff]")
RUNS = "script, style, iframe, object, embed, form, input, link, meta, base, svg"


@dataclass(frozen=True)
class Served:
    """A feed as it is served: its bytes, its address, the address of its site, and the size of each file of that."""

    data: bytes
    url: str
    site: str
    size: Callable[[str], int | None]

    @cached_property
    def rss(self) -> ET.Element:
        return ET.fromstring(self.data)

    @property
    def channel(self) -> ET.Element:
        return self.rss.findall("channel")[0]

    @property
    def items(self) -> list[ET.Element]:
        return self.channel.findall("item")

    @cached_property
    def json(self) -> Any:
        return json.loads(self.data)

    def lost(self, url: str) -> bool:
        """Say whether *url* is one of the site and leads to nothing."""
        return bool(ADDRESS.fullmatch(url)) and url.startswith(f"{self.site}/") and self.size(url) is None


Rule = Callable[[Served], Iterator[str]]
RSS: dict[str, Rule] = {}
JSON: dict[str, Rule] = {}


def rule(of: dict[str, Rule], name: str) -> Callable[[Rule], Rule]:
    """Put a function among the rules *of* a kind of feed."""

    def put(function: Rule) -> Rule:
        of[name] = function
        return function

    return put


def broken(rules: Mapping[str, Rule], served: Served) -> dict[str, list[str]]:
    """Return what *served* breaks of *rules*; of one that cannot be read at all, only that."""
    found: dict[str, list[str]] = {}
    for name, check in rules.items():
        if wrong := list(check(served)):
            found[name] = wrong
            if name in {"it can be read", "it is JSON"}:
                break
    return found


# ---- What RSS and JSON share: the HTML of an item -------------------------------------------------------------------


def html_faults(html: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each rule that *html* breaks, and what breaks it."""
    soup = BeautifulSoup(html, "lxml")
    if not soup.get_text().strip():
        yield "an item is whole", html[:40]
    for one in soup.select(RUNS):
        yield "nothing in an item runs", one.name
    for one in soup.select("picture, source"):
        yield "there is no picture in parts", one.name
    for one in soup.find_all():
        yield from _attribute_faults(one.attrs)
        address = one.get("href", one.get("src"))
        if one.name in {"a", "img"} and not re.match(r"(https?://|mailto:|sms:|tel:)", str(address or "")):
            yield "addresses in an item are whole", f"{one.name} {address}"
        elif str(address or "").startswith("tel:"):
            yield "telephone numbers are words", str(address)


def _attribute_faults(attributes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        if name in {"srcset", "poster", "background", "longdesc"}:
            yield "addresses in an item are whole", f"{name} {value}"
        elif name.startswith("on"):
            yield "nothing in an item runs", name
        elif name in {"id", "class", "style"} or name.startswith("data-"):
            yield "an item needs nothing of the site", name


HTML_RULES = (
    "an item is whole",
    "nothing in an item runs",
    "there is no picture in parts",
    "addresses in an item are whole",
    "telephone numbers are words",
    "an item needs nothing of the site",
)


def leads(html: str) -> list[str]:
    """Return the addresses in *html*."""
    return [str(one.get("href") or one.get("src")) for one in BeautifulSoup(html, "lxml").select("[href], [src]")]


def texts(served: Served) -> list[str]:
    """Return the HTML of each item of *served*, RSS or JSON."""
    if served.data.lstrip().startswith(b"{"):
        return [one.get("content_html", "") for one in served.json["items"]]
    return [one.findtext(ENCODED, "") for one in served.items]


def _of_html(name: str) -> Rule:
    def check(served: Served) -> Iterator[str]:
        return (what for html in texts(served) for broke, what in html_faults(html) if broke == name)

    return check


def plain(text: str | None) -> bool:
    """Say whether *text* is a short sentence without HTML."""
    return bool(text) and len(text or "") <= 300 and not re.search(r"<[a-zA-Z/!]|&(#\d+|[a-z]+);", text or "")


# ---- RSS ------------------------------------------------------------------------------------------------------------


@rule(RSS, "it can be read")
def _(served: Served) -> Iterator[str]:
    found = feedparser.parse(served.data)
    if found.bozo:
        yield str(found.get("bozo_exception"))


@rule(RSS, "it is UTF-8 without a mark before it")
def _(served: Served) -> Iterator[str]:
    if not served.data.lower().startswith(
        (b"<?xml version='1.0' encoding='utf-8'?>", b'<?xml version="1.0" encoding="utf-8"?>')
    ):
        yield repr(served.data[:40])


@rule(RSS, "it holds no control characters")
def _(served: Served) -> Iterator[str]:
    yield from CONTROL.findall(served.data.decode("utf-8"))


@rule(RSS, "it is RSS 2.0 with one channel")
def _(served: Served) -> Iterator[str]:
    if served.rss.get("version") != "2.0" or [one.tag for one in served.rss] != ["channel"]:
        yield str(served.rss.attrib)


@rule(RSS, "it needs no style")
def _(served: Served) -> Iterator[str]:
    yield from re.findall(r"<\?xml-stylesheet", served.data.decode())


@rule(RSS, "the channel has a title, a link and a description")
def _(served: Served) -> Iterator[str]:
    yield from (name for name in ("title", "link", "description") if not served.channel.findtext(name, "").strip())


@rule(RSS, "every item has a title")
def _(served: Served) -> Iterator[str]:
    yield from (one.findtext("link", "") for one in served.items if not one.findtext("title", "").strip())


@rule(RSS, "elements are known")
def _(served: Served) -> Iterator[str]:
    yield from (one.tag for one in served.channel if one.tag not in IN_CHANNEL)
    yield from (one.tag for item in served.items for one in item if one.tag not in {*IN_ITEM, "author"})


@rule(RSS, "no element stands twice")
def _(served: Served) -> Iterator[str]:
    for parent, may in (
        (served.channel, {"item", ATOM_LINK}),
        *((item, {"category", "enclosure"}) for item in served.items),
    ):
        yield from (tag for tag, count in Counter(one.tag for one in parent).items() if count > 1 and tag not in may)


@rule(RSS, "it names its own address")
def _(served: Served) -> Iterator[str]:
    own = [one.attrib for one in served.channel.findall(ATOM_LINK) if one.get("rel") == "self"]
    if own != [{"href": served.url, "rel": "self", "type": "application/rss+xml"}]:
        yield str(own)


@rule(RSS, "it promises no hub")
def _(served: Served) -> Iterator[str]:
    yield from (str(one.attrib) for one in served.channel.findall(ATOM_LINK) if one.get("rel") != "self")


@rule(RSS, "links are whole addresses")
def _(served: Served) -> Iterator[str]:
    links = [one.findtext("link", "") for one in (served.channel, *served.items)]
    yield from (url for url in links if not ADDRESS.fullmatch(url) or not url.startswith(f"{served.site}/"))


@rule(RSS, "own addresses lead to a file")
def _(served: Served) -> Iterator[str]:
    found = [one.findtext("link", "") for one in (served.channel, *served.items)]
    found += [str(one.get("url")) for one in served.channel.iter("enclosure")]
    yield from filter(served.lost, [*found, *(url for html in texts(served) for url in leads(html))])


@rule(RSS, "an id is no address")
def _(served: Served) -> Iterator[str]:
    guids = [one.find("guid") for one in served.items]
    yield from ("guid" for one in guids if one is None or one.attrib != {"isPermaLink": "false"})


@rule(RSS, "an id is the one in the file")
def _(served: Served) -> Iterator[str]:
    yield from (one.findtext("guid", "") for one in served.items if not UUID.fullmatch(one.findtext("guid", "")))


@rule(RSS, "an id stands once")
def _(served: Served) -> Iterator[str]:
    yield from (name for name, count in Counter(one.findtext("guid") for one in served.items).items() if count > 1)


def moments(served: Served, tag: str) -> list[datetime]:
    """Return the moments in each element *tag*; what is none, or has no zone, is left to another rule."""
    return _moments(served.channel.iter(tag))


def _moments(elements: Iterable[ET.Element | None]) -> list[datetime]:
    found = []
    for one in elements:
        try:
            text = one.text or "" if one is not None else ""
            found.append(datetime.fromisoformat(text) if text[:4].isdecimal() else parsedate_to_datetime(text))
        except (TypeError, ValueError):
            continue
    return [one for one in found if one.tzinfo]


@rule(RSS, "dates are RFC 822 with a zone")
def _(served: Served) -> Iterator[str]:
    dates = [one.findtext("pubDate", "") for one in served.items] + [served.channel.findtext("lastBuildDate", "")]
    for text in dates:
        try:
            when = parsedate_to_datetime(text)
        except (TypeError, ValueError):
            yield text
            continue
        # Written again it is the same, the day of the week too, and it has a zone.
        if when.tzinfo is None or format_datetime(when) != text:
            yield text


@rule(RSS, "it was last built when something last changed")
def _(served: Served) -> Iterator[str]:
    newest = max([*moments(served, "pubDate"), *moments(served, UPDATED)], default=EPOCH)
    if moments(served, "lastBuildDate") not in ([newest], []):
        yield served.channel.findtext("lastBuildDate", "")


@rule(RSS, "updated is RFC 3339 and after the day of publication")
def _(served: Served) -> Iterator[str]:
    for item in served.items:
        text = item.findtext(UPDATED)
        before = _moments([item.find("pubDate")])
        if text is not None and not (
            RFC3339.fullmatch(text) and all(one < datetime.fromisoformat(text) for one in before)
        ):
            yield text


@rule(RSS, "items stand newest first")
def _(served: Served) -> Iterator[str]:
    dates = moments(served, "pubDate")
    yield from () if dates == sorted(dates, reverse=True) else ["pubDate"]


@rule(RSS, "a description is short and plain")
def _(served: Served) -> Iterator[str]:
    found = [one.findtext("description") for one in (served.channel, *served.items)]
    yield from (str(one) for one in found if one and not plain(one))
    yield from ("none" for one in served.items if not one.findtext("description"))


@rule(RSS, "it says its language")
def _(served: Served) -> Iterator[str]:
    told = served.channel.findtext("language", "")
    yield from () if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", told) else [told]


@rule(RSS, "it says how long it may be kept")
def _(served: Served) -> Iterator[str]:
    told = served.channel.findtext("ttl", "")
    yield from () if re.fullmatch(r"[1-9]\d*", told) else [told]


@rule(RSS, "it says what it is and what made it")
def _(served: Served) -> Iterator[str]:
    if not ADDRESS.fullmatch(served.channel.findtext("docs", "")) or not served.channel.findtext("generator"):
        yield "docs, generator"


@rule(RSS, "every item says who made it, and nobody's e-mail address")
def _(served: Served) -> Iterator[str]:
    yield from (
        one.findtext("title", "") for one in served.items if not one.findtext(CREATOR) or one.find("author") is not None
    )


@rule(RSS, "a category has a name")
def _(served: Served) -> Iterator[str]:
    yield from ("category" for one in served.channel.iter("category") if not (one.text or "").strip())


@rule(RSS, "an item has one enclosure at most")
def _(served: Served) -> Iterator[str]:
    yield from (one.findtext("title", "") for one in served.items if len(one.findall("enclosure")) > 1)


@rule(RSS, "an enclosure has a whole address and a type")
def _(served: Served) -> Iterator[str]:
    for one in served.channel.iter("enclosure"):
        if not ADDRESS.fullmatch(one.get("url", "")) or not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", one.get("type", "")):
            yield str(one.attrib)


@rule(RSS, "the length of an enclosure is the size of the file")
def _(served: Served) -> Iterator[str]:
    for one in served.channel.iter("enclosure"):
        size = served.size(one.get("url", ""))
        if size is not None and one.get("length") != str(size):
            yield str(one.attrib)


@rule(RSS, "an image has the title and the link of the channel, and is small")
def _(served: Served) -> Iterator[str]:
    for one in served.channel.findall("image"):
        same = all(one.findtext(name) == served.channel.findtext(name) for name in ("title", "link"))
        width, height = int(one.findtext("width", "88")), int(one.findtext("height", "31"))
        if not same or width > 144 or height > 400 or not ADDRESS.fullmatch(one.findtext("url", "")):
            yield one.findtext("url", "")


# ---- JSON Feed 1.1 --------------------------------------------------------------------------------------------------


@rule(JSON, "it is JSON")
def _(served: Served) -> Iterator[str]:
    try:
        found = json.loads(served.data.decode("utf-8"))
    except ValueError as problem:
        yield str(problem)
    else:
        yield from () if isinstance(found, dict) and isinstance(found.get("items"), list) else ["no items"]


@rule(JSON, "it holds no control characters")
def _(served: Served) -> Iterator[str]:
    yield from CONTROL.findall(_said(served.json))


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(map(_said, value.values()))
    return "".join(map(_said, value)) if isinstance(value, list) else str(value)


@rule(JSON, "it is version 1.1")
def _(served: Served) -> Iterator[str]:
    if served.json.get("version") != "https://jsonfeed.org/version/1.1":
        yield str(served.json.get("version"))


@rule(JSON, "it has a title and a page")
def _(served: Served) -> Iterator[str]:
    page = str(served.json.get("home_page_url"))
    if not served.json.get("title") or not ADDRESS.fullmatch(page) or served.lost(page):
        yield page


@rule(JSON, "it names its own address")
def _(served: Served) -> Iterator[str]:
    yield from () if served.json.get("feed_url") == served.url else [str(served.json.get("feed_url"))]


@rule(JSON, "it says its language")
def _(served: Served) -> Iterator[str]:
    told = str(served.json.get("language"))
    yield from () if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", told) else [told]


@rule(JSON, "authors are a list, each with a name")
def _(served: Served) -> Iterator[str]:
    authors = served.json.get("authors")
    if "author" in served.json or not authors or not all(one.get("name") for one in authors):
        yield str(authors)


@rule(JSON, "keys are known")
def _(served: Served) -> Iterator[str]:
    yield from served.json.keys() - IN_JSON - {"author"}
    yield from (key for one in served.json["items"] for key in one.keys() - IN_JSON_ITEM)


@rule(JSON, "what is not there is left out")
def _(served: Served) -> Iterator[str]:
    yield from (key for one in (served.json, *served.json["items"]) for key, value in one.items() if value is None)


@rule(JSON, "an id is the one in the file")
def _(served: Served) -> Iterator[str]:
    yield from (str(one.get("id")) for one in served.json["items"] if not UUID.fullmatch(str(one.get("id"))))


@rule(JSON, "an id stands once")
def _(served: Served) -> Iterator[str]:
    yield from (name for name, count in Counter(one.get("id") for one in served.json["items"]).items() if count > 1)


@rule(JSON, "links are whole addresses")
def _(served: Served) -> Iterator[str]:
    links = [str(one.get("url")) for one in served.json["items"]]
    yield from (url for url in links if not ADDRESS.fullmatch(url) or not url.startswith(f"{served.site}/"))


@rule(JSON, "own addresses lead to a file")
def _(served: Served) -> Iterator[str]:
    found = [str(one.get("url")) for one in served.json["items"]]
    found += [one["url"] for item in served.json["items"] for one in item.get("attachments", ())]
    yield from filter(served.lost, [*found, *(url for html in texts(served) for url in leads(html))])


@rule(JSON, "every item has a title and a plain summary")
def _(served: Served) -> Iterator[str]:
    items = served.json["items"]
    yield from (str(one.get("url")) for one in items if not one.get("title") or not plain(one.get("summary")))


@rule(JSON, "dates are RFC 3339 with a zone")
def _(served: Served) -> Iterator[str]:
    found = [
        one.get(key, "") for one in served.json["items"] for key in ("date_published", "date_modified") if key in one
    ]
    yield from (one for one in found if not RFC3339.fullmatch(one))
    yield from ("none" for one in served.json["items"] if "date_published" not in one)


@rule(JSON, "what was put right was put right after it came out")
def _(served: Served) -> Iterator[str]:
    for one in served.json["items"]:
        both = [one.get(key, "") for key in ("date_published", "date_modified")]
        if all(map(RFC3339.fullmatch, both)) and datetime.fromisoformat(both[1]) <= datetime.fromisoformat(both[0]):
            yield both[1]


@rule(JSON, "items stand newest first")
def _(served: Served) -> Iterator[str]:
    told = [one.get("date_published", "") for one in served.json["items"]]
    dates = [datetime.fromisoformat(one) for one in told if RFC3339.fullmatch(one)]
    yield from () if dates == sorted(dates, reverse=True) else ["date_published"]


@rule(JSON, "a tag has a name")
def _(served: Served) -> Iterator[str]:
    tags = [tag for one in served.json["items"] for tag in one.get("tags", ())]
    yield from (str(tag) for tag in tags if not isinstance(tag, str) or not tag.strip())


@rule(JSON, "an attachment has a whole address and a type")
def _(served: Served) -> Iterator[str]:
    for one in (one for item in served.json["items"] for one in item.get("attachments", ())):
        if not ADDRESS.fullmatch(str(one.get("url"))) or not re.fullmatch(
            r"[a-z]+/[a-z0-9.+-]+", str(one.get("mime_type"))
        ):
            yield str(one)


@rule(JSON, "the size of an attachment is that of the file")
def _(served: Served) -> Iterator[str]:
    for one in (one for item in served.json["items"] for one in item.get("attachments", ())):
        size = served.size(str(one.get("url")))
        if size is not None and one.get("size_in_bytes") != size:
            yield str(one)


for _name in HTML_RULES:
    RSS[_name] = JSON[_name] = _of_html(_name)


def sizes(output: Any, site: str) -> Callable[[str], int | None]:
    """Return a function from an address of *site* to the size of the file of *output* that is served there."""

    def size(url: str) -> int | None:
        if not url.startswith(f"{site}/"):
            return None
        path = output / unquote(urlsplit(url.removeprefix(site)).path).removeprefix("/")
        path = path / "index.html" if urlsplit(url).path.endswith("/") else path
        return path.stat().st_size if path.is_file() else None

    return size
