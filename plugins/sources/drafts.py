"""A new Markdown file with everything its kind needs."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from plugins.model.clock import LONDON
from plugins.model.findings import ContentError, Place, error

SUMMARY = "One plain sentence that says what this is."
TO_BE_TITLED = ": what this one is about"
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
themes: [{themes}]
---
## In one minute

-

## What has changed in the plan
{changes}
## What is late, and why
{late}{answers}
## Dates for families
{dates}
## How to tell us what you think
"""
_COMMENT = """received: {month}
service: What the comment is about, in any words. Or write `theme` with the slug of a theme of the plan.
comment: What was said, in your own words. Nobody is named, and nobody can be recognised.
# response: What we say to it.
# responded: {day}
# action: "1.2"
# result: What came of it.
# result_on: {day}
checked_by: []
---
"""
_BOARD = """state: in design
chair: Independent Chair
members:
  - {{role: A role and never a name, organisation: The organisation that it speaks for}}
meetings: []
---
Say what the board looks at, what it decides, and what it does not decide.
"""
_WORKSTREAM = """lead: The role that leads it
partners:
  - One organisation
  - Another organisation
themes: []
actions: []
---
Say what these organisations do together, and what families should notice.
"""
_STRATEGY = """main: false
version: "0.1"
state: working draft
ambition: What we want for children and young people, in two or three sentences.
challenges: []
change_log:
  - {{version: "0.1", date: {day}, what: The first working draft.}}
workstreams: []
themes: []
---
## How we want to work
"""
_CONSULTATION = """opens: {day}
closes: {day}
take_part: How to answer, by telephone and on paper too.
themes: []
---
Say what you ask, and what happens with the answers.
"""
_EVENT = """date: {moment}
starts: {soon}T18:00
ends: {soon}T20:00
audience: Families and young people
place:
  name: The building
  address: [Street, Town]
  postcode: BK1 1AA
access:
  - Say what there is of steps, toilets and parking.
  - Say if there is a quiet space, and how to ask for an interpreter.
booking:
  telephone: Your number
themes: []
---
Say what happens there, in which order, and what people can bring.
"""
_ALERT = """date: {moment}
until: {tomorrow}T17:00
themes: []
---
Say first what people can do meanwhile, and who to ask. Give a telephone number.
"""
BODIES = {
    "page": _PAGE,
    "news": _NEWS,
    "briefing": _BRIEFING,
    "comment": _COMMENT,
    "event": _EVENT,
    "alert": _ALERT,
    "board": _BOARD,
    "workstream": _WORKSTREAM,
    "strategy": _STRATEGY,
    "consultation": _CONSULTATION,
}
PARTS = ("changes", "late", "answers", "dates")
_OF_THE_PLAN = {
    "board": "plan/boards",
    "workstream": "plan/workstreams",
    "strategy": "plan/strategies",
    "consultation": "plan/consultations",
}


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
    keep_new(path, _text(kind, title, now, content))
    return path


def briefing_text(title: str, moment: str, number: int, parts: Mapping[str, str]) -> str:
    """Return a draft of a briefing; *parts* are what stands ready for the writer: PARTS, each of whole paragraphs."""
    given = {name: f"\n{parts[name]}\n" if parts.get(name) else "" for name in PARTS}
    themes = parts.get("themes", "")
    return _head(title) + _BRIEFING.format(moment=moment, number=number, themes=themes, **given)


def keep_new(path: Path, text: str) -> None:
    """Write *text* to a file that is not there yet. Raises ``ContentError`` where one of its name is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        taken = error(Place(str(path)), "There is a file of this name already.", "Choose another title.")
        raise ContentError([taken]) from None


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
        "briefing": f"briefings/{today}-briefing-{next_number(content)}.md",
        "comment": f"comments/{slug}.md",
        "event": f"events/{slug}.md",
        "alert": f"alerts/{slug}.md",
        **{one: f"{folder}/{slug}.md" for one, folder in _OF_THE_PLAN.items()},
    }
    return names[kind]


def next_number(content: Path) -> int:
    """Return the number of the next briefing: one more than the highest that a file has."""
    texts = (path.read_text("utf-8", errors="replace") for path in (content / "briefings").glob("*.md"))
    numbers = [int(found[1]) for text in texts if (found := re.search(r"^number:\s*(\d+)", text, re.MULTILINE))]
    return max(numbers, default=0) + 1


def _text(kind: str, title: str, now: datetime, content: Path) -> str:
    moment, month = now.strftime("%Y-%m-%dT09:00"), now.strftime("%Y-%m")
    if kind == "briefing":
        return briefing_text(title, moment, next_number(content), {})
    head = _head(title)
    if kind == "comment":  # it has no title: the one given is only the name of its file
        head = f"---\nid: {uuid4()}\nstatus: draft\n"
    soon, tomorrow = now.date() + timedelta(days=28), now.date() + timedelta(days=1)
    return head + BODIES[kind].format(day=now.date(), soon=soon, tomorrow=tomorrow, moment=moment, month=month)


def _head(title: str) -> str:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'---\ntitle: "{quoted}"\nid: {uuid4()}\nstatus: draft\nsummary: {SUMMARY}\n'
