"""A new Markdown file with everything its kind needs."""

import re
import unicodedata
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from plugins.model.clock import LONDON
from plugins.model.findings import ContentError, Place, error

_PAGE = """reviewed: {day}
owner: SEND Local Offer officer
order: 1000
icon: document
---
## Who this is for

## How to get this help

## How long it takes

## If the answer is no

## Who can help
"""
_NEWS = """date: {moment}
themes: []
---
Say in the first sentence what has happened and what it means for families.

## What happens next
"""
_BRIEFING = """date: {moment}
number: {number}
themes: []
---
## In one minute

-

## What has changed in the plan

## What is late, and why

## Dates for families

## How to tell us what you think
"""
BODIES = {"page": _PAGE, "news": _NEWS, "briefing": _BRIEFING}


def begin(kind: str, title: str, content: Path, under: str = "") -> Path:
    """Write a draft of *kind* called *title* and return its path; a page may stand *under* a folder.

    Raises ``ContentError`` where there is no such kind, or a file of that name is already there.
    """
    if kind not in BODIES:
        raise ContentError(
            [error(Place("invoke new"), f"“{kind}” is not a kind of file.", f"Say {', '.join(BODIES)}.")]
        )
    slug = slug_of(title)
    if not slug:
        raise ContentError(
            [error(Place("invoke new"), "The title has no letters or figures.", "Give it a title in words.")]
        )
    now = datetime.now(LONDON)
    path = content / _path(kind, slug, now.date(), content, under.strip("/"))
    if path.exists():
        raise ContentError([error(Place(str(path)), "There is a file of this name already.", "Choose another title.")])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_text(kind, title, now, content), "utf-8")
    return path


def slug_of(title: str) -> str:
    """Return *title* as it stands in an address.

    >>> slug_of("Café: what's new?")
    'cafe-whats-new'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _path(kind: str, slug: str, today: date, content: Path, under: str) -> str:
    names = {
        "page": f"pages/{under}/{slug}.md" if under else f"pages/{slug}.md",
        "news": f"news/{today}-{slug}.md",
        "briefing": f"briefings/{today}-briefing-{_next_number(content)}.md",
    }
    return names[kind]


def _next_number(content: Path) -> int:
    texts = (path.read_text("utf-8", errors="replace") for path in (content / "briefings").glob("*.md"))
    numbers = [int(found[1]) for text in texts if (found := re.search(r"^number:\s*(\d+)", text, re.MULTILINE))]
    return max(numbers, default=0) + 1


def _text(kind: str, title: str, now: datetime, content: Path) -> str:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    head = (
        f'---\ntitle: "{quoted}"\nid: {uuid4()}\nstatus: draft\nsummary: One plain sentence that says what this is.\n'
    )
    moment = now.strftime("%Y-%m-%dT09:00")
    return head + BODIES[kind].format(day=now.date(), moment=moment, number=_next_number(content))
