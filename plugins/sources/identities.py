"""Who is who among the actions, whatever number the office gives them: ``content/plan/actions.toml``.

The file is only ever added to at its end, as text: what people wrote in it, comments and spaces too, keeps every byte,
and no library is needed to write it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self
from uuid import uuid4

from plugins.model.findings import Finding, Place, error
from plugins.model.values import Day, Identity, Line, Value
from plugins.sources.toml_files import read_toml

FILE = Path("plan/actions.toml")
HEAD = """\
# Which action is which. `invoke pull` adds an entry for each new action; its `id` is made once and never changes.
# Addresses, feeds and history hang on the id, so an action keeps them when the office gives it another number.
#
# Has the office renumbered? Then, before the next pull, change `ref` of each action it renumbered to the new number,
# and keep the old one in `was`:
#     ref = "1.3"
#     was = ["1.2"]
# Did two actions become one? Add the number of the one that went to `was` of the one that stays, and leave the entry
# of the one that went as it is.
# Never take an entry away, and never change an `id`.
"""


class ActionIdentity(Value):
    """An action's id, the number it has now, those it had before, and the day it was first seen."""

    id: Identity
    ref: Line
    first_seen: Day
    was: tuple[Line, ...] = ()


class _File(Value):
    action: tuple[ActionIdentity, ...] = ()


@dataclass(frozen=True, slots=True)
class Identities:
    """The actions that are known, and the text they were read from."""

    actions: tuple[ActionIdentity, ...] = ()
    text: str = ""

    @property
    def ids(self) -> dict[str, str]:
        """The id of each action by the number it has now, in small letters."""
        return {one.ref.casefold(): one.id for one in self.actions}

    @property
    def merged(self) -> set[str]:
        """The numbers, in small letters, that actions had before: what went by one of these lives on."""
        return {old.casefold() for one in self.actions for old in one.was}

    def with_new(self, refs: Iterable[str], day: date) -> Self:
        """Return these and an id for each of *refs* that has none, added at the end of the text."""
        known = self.ids
        new = [ref for ref in refs if ref.casefold() not in known]
        fresh = tuple(ActionIdentity(id=str(uuid4()), ref=ref, first_seen=day) for ref in new)
        text = self.text or HEAD
        ended = text if text.endswith("\n") else f"{text}\n"
        return type(self)(self.actions + fresh, ended + "".join(map(_entry, fresh))) if fresh else self


def read_identities(path: Path) -> tuple[Identities, list[Finding]]:
    """Return the actions of ``actions.toml``, none where there is no such file yet, and what is wrong with it."""
    if not path.exists():
        return Identities(), []
    known, findings = read_toml(path, _File, "list of actions")
    if known is None:
        return Identities(), findings
    # Bytes and not text: line ends that people chose stay as they are.
    return Identities(known.action, path.read_bytes().decode("utf-8")), _used_twice(known.action)


def _used_twice(actions: tuple[ActionIdentity, ...]) -> list[Finding]:
    findings = []
    for what, values in (("id", [one.id for one in actions]), ("ref", [one.ref.casefold() for one in actions])):
        twice = {value: index for index, value in enumerate(values) if value in values[:index]}
        findings += [
            error(
                Place(str(FILE), key=f"action.{index}.{what}"),
                f"Two actions have the same `{what}`, {value}.",
                "Give each its own: the comment at the head of the file says what to do when numbers change.",
            )
            for value, index in twice.items()
        ]
    return findings


def _entry(one: ActionIdentity) -> str:
    ref = one.ref.replace("\\", "\\\\").replace('"', '\\"')
    return f'\n[[action]]\nid = "{one.id}"\nref = "{ref}"\nfirst_seen = {one.first_seen}\n'
