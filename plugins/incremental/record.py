"""What the last build read and wrote. Standard library only: the gate must not wait for anything else."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from time import time_ns
from typing import Any, Self

from plugins.sources.whole import write_whole

VERSION = 3
RECENT = 2_000_000_000

Stamp = tuple[int, int, int]


def stamp(path: Path | str) -> Stamp | None:
    """Return size and times of change of a file in nanoseconds, or None where there is no such file."""
    try:
        found = os.stat(path)  # noqa: PTH116  # thousands of files, and `Path.stat` needs a `Path` of each
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def digest(data: bytes) -> str:
    """Return the digest by which files are compared."""
    return blake2b(data, digest_size=16).hexdigest()


def state_folder(state: Path, output: Path) -> Path:
    """Return the folder for what is known of one output folder, outside of it."""
    return state / digest(str(output.resolve()).encode())[:16]


def conditions(settings: Mapping[str, Any]) -> str:
    """Return the way of building that *settings* ask for, the moment apart: the same way is always the same text."""
    site = {name: value for name, value in settings["SITE"].items() if value and name != "at"}
    known = {name: settings.get(name) for name in ("PATH", "THEME", "PLUGINS", "BRIEFINGS", "JINJA_ENVIRONMENT")}
    return json.dumps({**known, "SITE": site}, sort_keys=True, default=str)


@dataclass(slots=True)
class Output:
    """A file of the output: what it was made from, its bytes' digest, its stamp on disk, what checks found in it."""

    fingerprint: str
    digest: str
    stamp: Stamp | None = None
    facts: dict[str, Any] | None = None
    source: str = ""

    @property
    def facts_in_order(self) -> tuple[Any, ...]:
        """What is kept of it, in the order in which it is made again."""
        return (self.fingerprint, self.digest, self.stamp, self.facts, self.source)


@dataclass(slots=True)
class Record:
    """One build: every input and output, the moment it was for, and when the output changes by itself."""

    conditions: str = ""
    now: str = ""
    next_change: str | None = None
    inputs: dict[str, tuple[Stamp, str | None]] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Return the record in *folder*; an empty one where there is none that can be read."""
        path = folder / "record.json"
        try:
            found = cls(**_read(path, stamp(path)))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            found = cls()
        found.pending = _pending(folder / "pending.json")
        return found

    def announce(self, folder: Path, names: Iterable[str]) -> None:
        """Write down *names* before they are placed: if the build dies now, the next one knows of them."""
        self.pending = sorted({*self.pending, *names})
        write_whole(folder / "pending.json", json.dumps(self.pending, ensure_ascii=False))

    def save(self, folder: Path) -> None:
        """Write the record, and that nothing is pending any more; the file is replaced whole."""
        facts = {
            "version": VERSION,
            "conditions": self.conditions,
            "now": self.now,
            "next_change": self.next_change,
            "inputs": self.inputs,
            "outputs": {name: one.facts_in_order for name, one in self.outputs.items()},
        }
        write_whole(folder / "record.json", json.dumps(facts, ensure_ascii=False))
        (folder / "pending.json").unlink(missing_ok=True)

    def holds(self, conditions: str, inputs: Iterable[Path], output: Path, now: datetime) -> bool:
        """Say whether nothing has changed: no way of building, input, output, or moment that the output waits for."""
        if not self.outputs or self.pending or self.conditions != conditions:
            return False
        try:
            return self._timely(now) and self._read_same(inputs) and self._written(output)
        except (ValueError, TypeError):
            return False

    def _timely(self, now: datetime) -> bool:
        if now < datetime.fromisoformat(self.now):
            return False
        return self.next_change is None or now < datetime.fromisoformat(self.next_change)

    def _written(self, output: Path) -> bool:
        return all(one.stamp and one.stamp == stamp(f"{output}{os.sep}{name}") for name, one in self.outputs.items())

    def _read_same(self, inputs: Iterable[Path]) -> bool:
        seen = 0
        for path in inputs:
            known = self.inputs.get(str(path))
            if known is None or known[0] != stamp(path) or (known[1] and known[1] != digest(path.read_bytes())):
                return False
            seen += 1
        return seen == len(self.inputs)


@lru_cache(maxsize=1)  # the gate reads it, then the writer: a large record takes a while
def _read(path: Path, _stamp: Stamp | None) -> dict[str, Any]:
    """Return the parts of the record in *path*, nothing where another version of our code wrote it."""
    raw = json.loads(path.read_text("utf-8"))
    if raw.pop("version") != VERSION:
        return {}
    inputs = {name: (tuple(one), known) for name, (one, known) in raw.pop("inputs").items()}
    return {**raw, "inputs": inputs, "outputs": {name: _output(one) for name, one in raw.pop("outputs").items()}}


def _output(facts: Sequence[Any]) -> Output:
    found = Output(*facts)
    found.stamp = (found.stamp[0], found.stamp[1], found.stamp[2]) if found.stamp else None
    return found


def _pending(path: Path) -> list[str]:
    """Return the names of files that a build which died may have placed."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


def files(roots: Iterable[Path]) -> Iterator[Path]:
    """Yield every file at or below *roots* that a build may read."""
    for root in roots:
        if root.is_dir():
            inside: list[Path] = []
            with suppress(PermissionError), os.scandir(root) as entries:  # the build says so, in words
                inside = [Path(one.path) for one in entries if one.name != "__pycache__"]
            yield from files(inside)
        elif root.exists():
            yield root


def stamps(inputs: Iterable[Path]) -> dict[str, tuple[Stamp, str | None]]:
    """Return the stamp of each input; one that is not two seconds old also gives its digest.

    A file may change twice within one tick of the file system's clock, and its stamp would not show it.
    """
    now = time_ns()
    found: dict[str, tuple[Stamp, str | None]] = {}
    for path in inputs:
        if known := stamp(path):
            recent = now - max(known[1:]) < RECENT
            found[str(path)] = (known, digest(path.read_bytes()) if recent else None)
    return found
