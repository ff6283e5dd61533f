"""Editions ready for sending, lists, and mail servers that behave badly, for the tests of sending."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from plugins.model.mailing import Mailing, PreparedEdition, content_digest
from tests.conftest import ROOT

NAME = "2026-11-20-briefing-14"
ID = "73241fd2-2fea-4344-8635-4011ae20eb0a"
GENERAL = "https://lists.example/stop"
SUBJECT = "SEND briefing 14: at six months"
PAGE_PATH = "/briefings/14/"
HTML = (
    f"<html lang=en><body><h1>Briefing 14</h1>\n<p>Twelve are done.</p>\n<a href='{GENERAL}'>Stop</a></body></html>\n"
)
TEXT = f"Briefing 14\n\nTwelve are done.\n\nStop: {GENERAL}\n"
PAGE = "<html><body><header>{}</header><main><h1>Briefing 14</h1><p>Twelve are done.</p></main></body></html>"
BRIEFING = f"""---
title: "SEND briefing 14: at six months"
id: {ID}
status: published
date: 2026-11-20T09:00
number: 14
summary: Where our plan stands.
---
Twelve are done.
"""


def mailing(**changed: Any) -> Mailing:
    """Return how the briefing is sent."""
    usual = {
        "from_name": "Brackenshire SEND Local Offer",
        "from_address": "briefing@brackenshire.example",
        "reply_to": "localoffer@brackenshire.example",
        "list_id": "briefing.send.brackenshire.example",
        "unsubscribe": GENERAL,
        "unsubscribe_email": "stop@lists.example",
        "why": "You get this because you signed up.",
        "per_second": 10_000,
    }
    return Mailing(**{**usual, **changed})


def prepared(html: str = HTML, text: str = TEXT, **changed: Any) -> PreparedEdition:
    """Return the facts of an edition with the bodies *html* and *text*."""
    usual: dict[str, Any] = {
        "edition": NAME,
        "id": ID,
        "number": 14,
        "language": "en-GB",
        "title": "Briefing 14",
        "subject": SUBJECT,
        "preheader": "Twelve are done.",
        "page": f"http://127.0.0.1:9{PAGE_PATH}",
        "archive": "https://send.brackenshire.example/briefings/",
        "published": datetime(2026, 11, 20, 9, tzinfo=UTC),
        "mailing": mailing(),
    }
    facts = {**usual, **changed}
    return PreparedEdition(**{"content": content_digest(facts["subject"], html, text), **facts})


def lay_out(folder: Path, html: str = HTML, text: str = TEXT, **changed: Any) -> PreparedEdition:
    """Write below *folder* the built site, the source and the mail of an edition, as the commands before would."""
    edition = prepared(html, text, **changed)
    for name, words in {
        f"site{PAGE_PATH}index.html": PAGE.format("built"),
        f"content/briefings/{NAME}.md": BRIEFING,
        f"mail/{NAME}/edition.json": edition.model_dump_json(),
        f"mail/{NAME}/subject.txt": edition.subject,
        f"mail/{NAME}/body.html": html,
        f"mail/{NAME}/body.txt": text,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words.encode())
    return edition


def a_list(path: Path, people: Iterable[str]) -> Path:
    """Write the list of *people* to *path*."""
    rows = [
        f"{one},2025-03-01,sign-up page,https://lists.example/stop?who={number}" for number, one in enumerate(people)
    ]
    path.write_text("\n".join(["email,consented,source,unsubscribe", *rows]) + "\n")
    return path


def command(folder: Path, *words: str, site: Path | None = None, ledger: Path | None = None) -> list[str]:
    """Return the command that sends the edition laid out in *folder*."""
    places = ["--content", str(folder / "content"), "--site", str(site or folder / "site")]
    kept = ["--ledger", str(ledger or folder / "ledger" / "kept.sqlite3")]
    return [sys.executable, "-m", "invoke", "email.send", NAME, *places, *kept, *words]


def environment(folder: Path) -> dict[str, str]:
    """Return the environment in which the mail of *folder* is found."""
    return {**os.environ, "OPEN_LOCAL_OFFER_MAIL": str(folder / "mail")}


def press(folder: Path, *words: str, stdin: str | None = None, **places: Path) -> subprocess.CompletedProcess[str]:
    """Press the command once, as a person or a script would."""
    return subprocess.run(
        command(folder, *words, **places),
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=120,
        input=stdin or "",
    )


def accepted(log: Path) -> list[dict[str, Any]]:
    """Return what a server of ``tests/mail_server.py`` accepted."""
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def states(folder: Path) -> Counter[str]:
    """Return how many letters stand how in the ledger of *folder*, while others write it."""
    ledger = sqlite3.connect(f"file:{folder}/ledger/kept.sqlite3?mode=ro", uri=True, timeout=30)
    try:
        return Counter(state for (state,) in ledger.execute("SELECT state FROM letters WHERE edition = ?", (ID,)))
    finally:
        ledger.close()
