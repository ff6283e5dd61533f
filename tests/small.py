"""The smallest area that can be built, and files to put in it."""

import json
from collections.abc import Mapping

AREA = """
address = "https://send.example.org"

[names]
short = "Smallshire"
full = "Smallshire local area partnership"
site = "Smallshire SEND Local Offer"
local_offer = "Local Offer"

[home]
lead = "Help for families in Smallshire."

[[home.ways]]
title = "Find help"
url = "/help/"
text = "Start here."
icon = "map"

[contact]
team = "Local Offer team"
telephone = "01632 960 001"
hours = "Monday to Friday"
email = "offer@smallshire.example"
plan_comments = "plan@smallshire.example"
post = ["Town Hall", "Smalltown"]

[[partners]]
name = "Smallshire Council"
short = "the council"
sector = "council"
does = "Runs schools."

[[statuses]]
id = "done"
word = "Done"
kind = "done"
definition = "The action is finished."
tracker = ["Blue", "Complete"]

[[statuses]]
id = "on-track"
word = "On track"
kind = "on-track"
definition = "It will be done by its date."
tracker = ["Green"]

[[statuses]]
id = "delayed"
word = "Some delay"
kind = "delayed"
definition = "It may be late."
tracker = ["Amber"]

[[urgent]]
name = "Emergency"
telephone = "999"
when = "If life is in danger"

[advice]
name = "Smallshire SENDIASS"
does = "Independent advice."
telephone = "01632 960 002"
email = "help@advice.example"

[accessibility]
status = "partially"
prepared = 2026-10-01
reviewed = 2026-10-01
tested = 2026-10-01
tested_by = "the Local Offer team"
how_tested = "With a keyboard and a screen reader."
reply_days = 5

[[accessibility.issues]]
problem = "Some pages have no Easy Read version."
who = "People who read Easy Read."
criterion = "3.1.5"
fixed_by = "spring 2027"
"""


def markdown(body: str = "Some words.", **keys: str) -> str:
    """Return a Markdown file with *keys* as its front matter, each as it stands in YAML."""
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\n{lines}---\n{body}\n"


def page(body: str = "Some words.", **keys: str) -> str:
    """Return a page that is right, with *keys* changed."""
    given = {
        "title": "Help",
        "id": "5b0a8f1e-0001-4000-8000-000000000001",
        "status": "published",
        "summary": "Where to begin.",
        "reviewed": "2026-10-01",
        "owner": "Local Offer officer",
    }
    return markdown(body, **{**given, **keys})


def news(body: str = "Some words.", **keys: str) -> str:
    """Return a news item that is right, with *keys* changed."""
    given = {
        "title": "Something happened",
        "id": "5b0a8f1e-0002-4000-8000-000000000001",
        "status": "published",
        "summary": "What happened.",
        "date": "2026-11-01T09:00",
    }
    return markdown(body, **{**given, **keys})


def briefing(body: str = "Some words.", **keys: str) -> str:
    """Return an edition that is right, with *keys* changed."""
    given = {
        "title": "'SEND briefing 1: a start'",
        "id": "5b0a8f1e-0003-4000-8000-000000000001",
        "status": "published",
        "summary": "The first edition.",
        "date": "2026-11-06T09:00",
        "number": "1",
    }
    return markdown(body, **{**given, **keys})


PAGE = page()

PLAN = """
id = "5b0a8f1e-0005-4000-8000-000000000001"
name = "Smallshire SEND Plan"
type = "Priority Action Plan"
summary = "What we will put right."
themes_count = 1

[[themes]]
number = 1
title = "Listening"
slug = "listening"
"""

SECTIONS = (
    "What we will do",
    "What families told us",
    "What young people told us",
    "Our actions",
    "What will be different",
    "Progress to date",
    "What still needs to improve",
)


def theme(sections: tuple[str, ...] = SECTIONS, extra: str = "", progress: str = "") -> str:
    """Return the file of a theme with *sections* in that order, and *extra* front matter."""
    words = {"Progress to date": progress or "### 2026-11-01 (October 2026)\n\nWe began."}
    body = "\n\n".join(f"## {name}\n\n{words.get(name, 'Some words.')}" for name in sections)
    keys = "id: 5b0a8f1e-0004-4000-8000-000000000001\nsummary: Hearing families.\nlead: Head of SEND\n"
    return f"---\n{keys}{extra}---\n{body}\n"


def entries(files: Mapping[str, str | bytes | None], *, besides: str = "") -> str:
    """Return *besides*, and an entry for each other action of the snapshots among *files*, with its last number."""
    told = [json.loads(text) for name, text in sorted(files.items()) if "/history/" in name and text]
    refs = {action["id"]: action["ref"] for one in told for action in one.get("actions", ())}
    new = [
        f'\n[[action]]\nid = "{identity}"\nref = "{ref}"\nfirst_seen = 2026-05-06\n'
        for identity, ref in refs.items()
        if identity not in besides
    ]
    return besides + "".join(new)
