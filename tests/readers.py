"""Ways to read a feed: as it is, by feedparser, and by the programs people use, with a mail server on loopback."""

import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from bs4 import BeautifulSoup

CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
UPDATED = "{http://www.w3.org/2005/Atom}updated"


def words(html: object) -> str:
    """Return the words of *html* with one space between them."""
    soup = BeautifulSoup(html if isinstance(html, bytes) else str(html), "lxml")
    return " ".join(soup.get_text(" ").split())


def read(path: Path) -> Any:
    """Return the feed in *path* as feedparser reads it, which must be without fault."""
    found = feedparser.parse(path.read_bytes())
    assert found.bozo is False, found.get("bozo_exception")
    assert found.version == "rss20"
    return found


def channel(path: Path) -> ET.Element:
    """Return the channel in *path*, before any reader has cleaned it."""
    found = ET.parse(path).find("channel")
    assert found is not None
    return found


def items(path: Path) -> list[ET.Element]:
    """Return the items of the feed in *path*."""
    return channel(path).findall("item")


def whole(item: ET.Element) -> BeautifulSoup:
    """Return the full text of *item*, parsed."""
    return BeautifulSoup(item.findtext(f"{CONTENT}encoded", ""), "lxml")


def addresses(item: ET.Element) -> list[str]:
    """Return each address in the full text of *item*; empty where a link or picture has lost its own."""
    return [str(one.get("href") or one.get("src") or "") for one in whole(item).select("a, [href], [src]")]


def leads_to(path: Path, kind: str = "rss+xml") -> list[str]:
    """Return the addresses of the feeds of *kind* that the page in *path* leads readers to."""
    soup = BeautifulSoup(path.read_bytes(), "lxml")
    return [str(link["href"]) for link in soup.select(f"head link[rel=alternate][type='application/{kind}']")]


def file_of(url: str, origin: str, output: Path) -> Path:
    """Return the file of *output* that is served at *url* of the site at *origin*."""
    assert url.startswith(f"{origin}/"), url
    path = unquote(urlsplit(url.removeprefix(origin)).path).removeprefix("/")
    return output / (f"{path}index.html" if path.endswith("/") or not path else path)


def _run(home: Path, program: str, *arguments: object) -> str:
    """Run *program* with nothing but *home* to keep things in, and return what it said."""
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed: run `make test`, which installs it or says how")
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "dumb"}
    command = [program, *map(str, arguments)]
    done = subprocess.run(command, env=env, cwd=home, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


_LATER = count(10, 10)


def as_if_later(path: Path) -> None:
    """Let *path* seem newer than before: a server tells changes by the second, and tests change it faster."""
    moment = time() + next(_LATER)
    os.utime(path, (moment, moment))


class Newsboat:
    """A person who reads feeds in a terminal."""

    def __init__(self, home: Path, *urls: str) -> None:
        """Keep everything in *home* and subscribe to *urls*."""
        home.mkdir()
        self.home, self.cache = home, home / "cache.db"
        (home / "config").write_text("")
        (home / "urls").write_text("".join(f"{url}\n" for url in urls))

    def __call__(self, command: str) -> str:
        """Do what ``newsboat -x`` can do: ``reload`` or ``print-unread``."""
        files = ("-C", self.home / "config", "-u", self.home / "urls", "-c", self.cache)
        return _run(self.home, "newsboat", *files, "-x", command)

    def take(self, opml: Path) -> None:
        """Subscribe to the feeds in the file *opml*."""
        _run(self.home, "newsboat", "-C", self.home / "config", "-u", self.home / "urls", "-c", self.cache, "-i", opml)

    @property
    def items(self) -> list[tuple[str, str, str, str]]:
        """Id, title, address and text of each item it has."""
        with sqlite3.connect(self.cache) as known:
            return known.execute("select guid, title, url, content from rss_item order by pubDate").fetchall()


class Inbox:
    """The post of one person, and the server it comes to."""

    def __init__(self) -> None:
        """Begin empty."""
        self.post: list[EmailMessage] = []

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802  # the name is aiosmtpd's
        """Take a message in."""
        self.post.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def empty(self) -> list[EmailMessage]:
        """Return what has come since the last time."""
        came, self.post = self.post, []
        return came


@contextmanager
def inbox() -> Iterator[tuple[Inbox, str]]:
    """Give an inbox and the address of its mail server."""
    from aiosmtpd.controller import Controller

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Inbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield box, f"127.0.0.1:{port}"
    finally:
        server.stop()


class RssToEmail:
    """A person who gets a feed by e-mail."""

    def __init__(self, home: Path, mail_server: str, url: str) -> None:
        """Keep everything in *home*, send to *mail_server*, and subscribe to *url*."""
        home.mkdir()
        self.home = home
        (home / "rss2email.cfg").write_text(
            "[DEFAULT]\nfrom = feeds@example.org\nto = reader@example.org\nhtml-mail = True\nverbose = warning\n"
            f"email-protocol = smtp\nsmtp-server = {mail_server}\nsmtp-ssl = False\nsmtp-auth = False\n"
        )
        self("add", "site", url)

    def __call__(self, *arguments: str) -> None:
        """Do one of rss2email's commands, about which it must have nothing to complain."""
        said = _run(self.home, "r2e", "-c", self.home / "rss2email.cfg", "-d", self.home / "data.json", *arguments)
        assert "[ERROR]" not in said, said
        assert "[WARNING]" not in said, said
