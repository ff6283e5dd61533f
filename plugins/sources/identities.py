"""Who is who among the actions, whatever number the office gives them: ``content/plan/actions.toml``.

The file is only ever added to at its end, as text: what people wrote in it, comments and spaces too, keeps every byte,
and no library is needed to write it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Self
from uuid import uuid4

from plugins.model.findings import Finding, Place, error, nearest
from plugins.model.identity import Entry
from plugins.model.values import Value
from plugins.sources.kept import kept
from plugins.sources.toml_files import read_toml

FILE = Path("plan/actions.toml")
HEAD = """\
# Which action is which. `invoke pull` adds an entry for each new action; its `id` is made once and never changes.
# Addresses, feeds and history hang on the id, so an action keeps them when the office gives it another number.
# Never take an entry away, and never change an `id`. Write these lines under the entry of the action they are about:
#
# The office renumbered it. Before the next pull write its new number, and keep the old one (its address leads on):
#     ref = "1.3"
#     was = ["1.2"]
# It left the plan. Everybody is told why; without this line they are told that no reason is given:
#     removed = "The money for it was not found."
# It became part of another action; `removed` may say why. Give the id of the other one:
#     merged_into = "00000000-0000-4000-8000-000000000000"
# Another action took its number. Set the number free, and the next pull makes a new entry for the new action:
#     ref = "1.2 until November 2026"
# It says the same in wholly other words. Give the day on which you looked at it:
#     reworded = 2026-11-06
# It comes from an earlier plan (content/plan/earlier/). Give the id it had there, and its first date holds on. Write
# the whole entry before the first pull of this action; after that it needs a line of `corrections` beside it:
#     carried_from = "00000000-0000-4000-8000-000000000000"
# Its first date was wrong from the start. It never changes in any other way, and everybody can read why:
#     corrections = [{ first = 2026-09-30, on = 2026-11-06, why = "The year was typed wrongly." }]
"""


class _File(Value):
    action: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Identities:
    """The actions that are known, and the text they were read from."""

    actions: tuple[Entry, ...] = ()
    text: str = ""

    @property
    def ids(self) -> dict[str, str]:
        """The id of each action by the number it has now, in small letters."""
        return {one.ref.casefold(): one.id for one in self.actions}

    @property
    def entries(self) -> dict[str, Entry]:
        """What is known of each action, by its id."""
        return {one.id: one for one in self.actions}

    def with_new(self, refs: Iterable[str], day: date) -> Self:
        """Return these and an id for each of *refs* that has none, added at the end of the text."""
        known = self.ids
        new = [ref for ref in refs if ref.casefold() not in known]
        fresh = tuple(Entry(id=str(uuid4()), ref=ref, first_seen=day) for ref in new)
        text = self.text or HEAD
        ended = text if text.endswith("\n") else f"{text}\n"
        return type(self)(self.actions + fresh, ended + "".join(map(_entry, fresh))) if fresh else self


def read_identities(path: Path, state: Path | None = None) -> tuple[Identities, list[Finding]]:
    """Return the actions of ``actions.toml``, none where there is no such file yet, and what is wrong with it.

    A long list of TOML is slow to read: below *state*, where it is given, is kept what was read.
    """
    if not path.exists():
        return Identities(), []
    known, findings = _parsed(path, path.read_bytes() if path.is_file() else b"", state)
    return known, list(findings)


@lru_cache(maxsize=2)  # a build asks twice
def _parsed(path: Path, data: bytes, state: Path | None) -> tuple[Identities, tuple[Finding, ...]]:
    findings: list[Finding] = []

    def read() -> _File | None:
        found, wrong = read_toml(path, _File, "list of actions")
        findings.extend(wrong)
        return found

    known = kept(state / "actions", path, data, _File, read) if state else read()
    if known is None:
        return Identities(), tuple(findings)
    # Bytes and not text: line ends that people chose stay as they are.
    return Identities(known.action, data.decode("utf-8")), (*_used_twice(known.action), *_lost_merges(known.action))


def _used_twice(actions: tuple[Entry, ...]) -> Iterator[Finding]:
    for what in ("id", "ref"):
        values = [getattr(one, what).casefold() for one in actions]
        first = {value: index for index, value in reversed(list(enumerate(values)))}
        yield from (
            error(
                Place(str(FILE), key=f"action.{index}.{what}"),
                f"Two actions have the same `{what}`, {value}.",
                "Give each its own: the comment at the head of the file says what to do when numbers change.",
            )
            for index, value in enumerate(values)
            if first[value] != index
        )


def _lost_merges(actions: tuple[Entry, ...]) -> Iterator[Finding]:
    """Yield an error for each merge into an action that is not known, and for each that leads back to itself."""
    into = {one.id: one.merged_into for one in actions if one.merged_into}
    refs = {one.id: one.ref for one in actions}
    for index, one in enumerate(actions):
        place = Place(str(FILE), key=f"action.{index}.merged_into")
        if one.merged_into and one.merged_into not in refs:
            mend = nearest(one.merged_into, refs, "Copy the `id` of the action it went into from this file.")
            yield error(place, f"Action {one.ref} is merged into an id that no action has.", mend)
        elif one.id in _way(one.id, into):
            round_ = ", ".join(refs[id_] for id_ in _way(one.id, into))
            said = f"Action {one.ref} is merged in a circle: it went into {round_}."
            yield error(place, said, "One of them must still be there: take its `merged_into` away.")


def _way(start: str, into: Mapping[str, str]) -> list[str]:
    """Return the ids that *start* went into, one after the other, until one comes again or stays."""
    way: list[str] = []
    here = into.get(start)
    while here and here not in way:
        way.append(here)
        here = into.get(here)
    return way


def _entry(one: Entry) -> str:
    ref = one.ref.replace("\\", "\\\\").replace('"', '\\"')
    return f'\n[[action]]\nid = "{one.id}"\nref = "{ref}"\nfirst_seen = {one.first_seen}\n'
