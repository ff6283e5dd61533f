"""A large invented area: 5,000 actions in 50 themes, and 40 snapshots that each change about 60 of them.

The same numbers give the same files: nothing here asks for the time or for chance.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from tests.small import AREA, PAGE, PLAN, theme

FIRST = date(2025, 2, 5)
DONE = 0.35
"""The share of actions that are done from the start."""
WORDS = (  # noqa: SIM905  # words read best as words
    "ring families back within two working days write one plan with each child meet every term in each town open the "
    "helpline on Saturdays publish waiting times for each service train every school in speech and language agree who "
    "leads when a young person turns eighteen send the letter before the meeting and not after it"
).split()


class PlanMaker:
    """Writes the area into a folder, then one snapshot after another."""

    def __init__(self, content: Path, actions: int = 5000, themes: int = 50, changed: int = 60) -> None:
        """Make an area in *content*; each pull changes *changed* of its *actions*."""
        self.content, self.changed = content, changed
        self.chance = Random(actions)  # not for secrets
        self.made = 0
        self.seal: str | None = None
        self._write_area(themes)
        self.actions = [self._action(number, themes) for number in range(actions)]

    def _write_area(self, themes: int) -> None:
        plan = PLAN.split("themes_count")[0] + f"themes_count = {themes}\n"
        for number in range(1, themes + 1):
            plan += f'\n[[themes]]\nnumber = {number}\ntitle = "{self._words(4)}"\nslug = "theme-{number}"\n'
            identity = str(UUID(int=number << 64))
            page = theme().replace("5b0a8f1e-0004-4000-8000-000000000001", identity)
            self._write(f"plan/themes/theme-{number}.md", page)
        self._write("plan/plan.toml", plan)
        self._write("area.toml", AREA)
        self._write("pages/help.md", PAGE)

    def _write(self, name: str, text: str) -> None:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def _words(self, count: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=count)).capitalize()

    def _action(self, number: int, themes: int) -> dict[str, Any]:
        due = FIRST + timedelta(days=self.chance.randrange(120, 1600))
        one = {
            "id": str(UUID(int=(number + 1) << 32)),
            "ref": f"{number % themes + 1}.{number // themes + 1}",
            "theme": number % themes + 1,
            "text": f"{self._words(14)}.",
            "status": self.chance.choice(("on-track", "on-track", "delayed")),
            "due": _due(due),
            "lead": "Head of SEND",
            "organisation": "Smallshire Council",
            "update": f"{self._words(20)}.",
            "updated": FIRST.isoformat(),
        }
        if self.chance.random() < DONE:
            self._finish(one, FIRST)
        return one

    def snapshot(self) -> Path:
        """Write the next snapshot, two weeks after the one before, and return its path."""
        day = FIRST + timedelta(days=14 * self.made)
        if self.made:
            for one in self.chance.sample(self.actions, self.changed):
                self._change(one, day)
        facts: dict[str, Any] = {"actions": self.actions, "as_at": day.isoformat()}
        if self.seal:
            facts["previous"] = self.seal
        data = (json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
        path = self.content / "plan" / "history" / f"{day}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.seal = sha256(data).hexdigest()
        self._write("plan/received.json", json.dumps({"received": f"{day}T16:00:00Z"}))
        if not self.made:
            self._write("plan/actions.toml", "".join(self._entries()))
        self.made += 1
        return path

    def _entries(self) -> Iterator[str]:
        for one in self.actions:
            yield f'[[action]]\nid = "{one["id"]}"\nref = "{one["ref"]}"\nfirst_seen = {FIRST}\n\n'

    def _change(self, one: dict[str, Any], day: date) -> None:
        match self.chance.randrange(6):
            case 0:
                one["revised"] = _due(day + timedelta(days=self.chance.randrange(30, 300)))
                one["moved_why"] = f"{self._words(9)}."
            case 1:
                one["revised"] = _due(day + timedelta(days=self.chance.randrange(30, 300)))
                one.pop("moved_why", None)
            case 2:
                self._finish(one, day)
            case 3:
                one["status"] = "delayed" if one["status"] == "on-track" else "on-track"
            case 4:
                one["text"] = f"{self._words(14)}."
            case _:
                one |= {"update": f"{self._words(20)}.", "updated": day.isoformat()}

    def _finish(self, one: dict[str, Any], day: date) -> None:
        one |= {"status": "done", "completed": day.isoformat(), "effect": f"{self._words(12)}."}
        one["evidence"] = {"title": "What changed", "date": day.isoformat(), "url": "/help/"}


def _due(day: date) -> dict[str, Any]:
    text = day.isoformat()
    return {"text": text, "date": {"precision": "day", "first": text, "last": text}}
