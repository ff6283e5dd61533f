"""The history a folder of snapshots tells: what each changed, worked out once for each and kept in the state folder.

What is kept can only save time. A snapshot that was read and found good is known by its seal, so it is not opened
again until somebody asks for it. What a step changed depends on the two snapshots, on the words of the statuses, on
what people wrote of the actions concerned, and on our code: where any of these is another, it is worked out anew.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from pydantic import BaseModel, ValidationError

from plugins.model.actions import Snapshot
from plugins.model.changes import Known, changes
from plugins.model.figure_changes import figure_changes
from plugins.model.findings import Finding
from plugins.model.forum import view_changes
from plugins.model.history import History, Kept, Step
from plugins.model.identity import Entry
from plugins.model.values import Value
from plugins.sources.kept import cache_of, version
from plugins.sources.snapshot_text import Reader
from plugins.sources.snapshots import bytes_of, history_files, read_snapshot, seal_of, strangers, unsealed
from plugins.sources.whole import write_whole

_OPEN_AT_A_TIME = 2


def step_of(kept: Kept, before: Snapshot | None, after: Snapshot, known: Known) -> Step:
    """Return what the snapshot *after* changed."""
    return Step(kept, changes(before, after, known), view_changes(before, after), figure_changes(before, after))


class Facts(Value):
    """What the history needs to know of a snapshot that was found good: its day, its seal's link, the words it uses."""

    as_at: date
    previous: str | None
    statuses: tuple[str, ...]
    themes: tuple[int, ...]


class KeptStep(BaseModel):
    """A step as it is kept: the ids of actions whose entries it asked for (None: all), their digest, and the step."""

    asked: tuple[str, ...] | None
    entries: str
    step: Step


class _Memory(BaseModel):
    """What is kept of one folder."""

    version: str = ""
    facts: dict[str, Facts] = {}
    steps: dict[str, KeptStep] = {}


@dataclass(slots=True)
class Shelf:
    """The snapshots of one folder, oldest first, each opened only when it is needed; ``findings`` is what is wrong."""

    paths: dict[str, Path]
    kept: tuple[Kept, ...]
    facts: dict[str, Facts]
    findings: list[Finding]
    memory: _Memory
    cache: Path
    reader: Reader
    open: Callable[[str], Snapshot] = field(init=False)

    def __post_init__(self) -> None:
        """Open snapshots with one reader, so that equal actions of different snapshots are one object."""
        self.open = lru_cache(maxsize=_OPEN_AT_A_TIME)(self._open)

    def _open(self, name: str) -> Snapshot:
        snapshot, _known = read_snapshot(self.paths[name], bytes_of(self.paths[name]), self.reader)
        if snapshot is None:
            raise KeyError(name)
        return snapshot

    def sealed(self, name: str) -> bytes:
        """Return the bytes of the snapshot *name* as they were sealed: line ends that git changed are as they were."""
        return (bytes_of(self.paths[name]) or b"").replace(b"\r\n", b"\n")

    @property
    def statuses(self) -> set[str]:
        """The statuses that any snapshot uses."""
        return {one for known in self.facts.values() for one in known.statuses}

    @property
    def themes(self) -> set[int]:
        """The numbers of the themes that any snapshot uses."""
        return {one for known in self.facts.values() for one in known.themes}

    def told(self, known: Known, is_public: Callable[[Kept], bool]) -> History:
        """Return the history that the public snapshots tell, and keep what was worked out.

        Ask only where nothing is wrong: what is kept is not looked at again.
        """
        public = [one for one in self.kept if is_public(one)]
        befores = [None, *public[:-1]] if public else []
        made = {_step_key(before, kept, known): (before, kept) for before, kept in zip(befores, public, strict=True)}
        steps = {key: self._step(key, before, kept, known) for key, (before, kept) in made.items()}
        self._keep(steps)
        latest = self.open(public[-1].name) if public else None
        return History(tuple(one.step for one in steps.values()), latest, self.open, known.entries, self.sealed)

    def _step(self, key: str, before: Kept | None, kept: Kept, known: Known) -> KeptStep:
        had = self.memory.steps.get(key)
        if had and had.entries == _entries_digest(had.asked, known.entries):
            return had
        asked = _Asked(known.entries)
        old = self.open(before.name) if before else None
        step = step_of(kept, old, self.open(kept.name), Known(known.statuses, asked))
        ids = None if asked.all else tuple(sorted(asked.ids))
        return KeptStep(asked=ids, entries=_entries_digest(ids, known.entries), step=step)

    def _keep(self, steps: dict[str, KeptStep]) -> None:
        now = _Memory(version=version(), facts=self.facts, steps=steps)
        if self.memory.facts != now.facts or any(self.memory.steps.get(key) is not one for key, one in steps.items()):
            write_whole(self.cache, now.model_dump_json(exclude_defaults=True))


def read_shelf(folder: Path, state: Path) -> Shelf:
    """Return the snapshots of *folder*; what is known of them is kept below *state*."""
    cache = cache_of(folder, state / "history")
    memory, reader = _remembered(cache), Reader()
    kept: list[Kept] = []
    facts: dict[str, Facts] = {}
    paths, findings, before = history_files(folder), strangers(folder), None
    for path, seal in zip(paths, _seals(paths), strict=True):
        found, wrong = _facts_of(path, memory.facts.get(seal or ""), reader)
        findings += wrong + (unsealed(path, found.previous, before) if found else [])
        before = seal
        if found and seal:
            kept.append(Kept(path.stem, seal, found.as_at))
            facts[seal] = found
    return Shelf({path.stem: path for path in paths}, tuple(kept), facts, findings, memory, cache, reader)


def _seals(paths: Sequence[Path]) -> list[str | None]:
    """Return the digest of each file, None where it cannot be read: every one is read, two at a time."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(seal_of, paths))


def _facts_of(path: Path, known: Facts | None, reader: Reader) -> tuple[Facts | None, list[Finding]]:
    if known:
        return known, []
    snapshot, findings = read_snapshot(path, bytes_of(path), reader)
    if snapshot is None:
        return None, findings
    statuses = tuple(sorted({one.status for one in snapshot.actions}))
    themes = tuple(sorted({one.theme for one in snapshot.actions}))
    return Facts(as_at=snapshot.as_at, previous=snapshot.previous, statuses=statuses, themes=themes), findings


def _remembered(cache: Path) -> _Memory:
    """Return what *cache* holds, nothing where it is not what this code wrote: it is worked out again."""
    try:
        data = cache.read_bytes()
        memory = _Memory.model_validate_json(data)
    except (OSError, ValidationError):
        return _Memory()
    return memory if memory.version == version() else _Memory()


def _step_key(before: Kept | None, kept: Kept, known: Known) -> str:
    statuses = {name: one.model_dump(mode="json") for name, one in known.statuses.items()}
    facts = json.dumps([before.seal if before else "", kept.name, kept.seal, statuses], sort_keys=True)
    return blake2b(facts.encode(), digest_size=12).hexdigest()


def _entries_digest(ids: tuple[str, ...] | None, entries: Mapping[str, Entry]) -> str:
    found = blake2b(digest_size=12)
    for one in sorted(entries) if ids is None else ids:
        entry = entries.get(one)
        found.update(f"{one}:{entry.model_dump_json() if entry else ''}\n".encode())
    return found.hexdigest()


class _Asked(Mapping[str, Entry]):
    """The entries of the actions, and which of them a step asked for: only those it depends on."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries, self.ids, self.all = entries, set[str](), False

    def __getitem__(self, key: str) -> Entry:
        self.ids.add(key)
        return self.entries[key]

    def __iter__(self) -> Iterator[str]:
        self.all = True
        return iter(self.entries)

    def __len__(self) -> int:
        self.all = True
        return len(self.entries)
