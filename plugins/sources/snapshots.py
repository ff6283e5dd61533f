"""The public plan as it was: one file for each pull that changed something, each sealed by the one after it.

``content/plan/history/2026-11-06.json`` is the first of a day, ``2026-11-06-2.json`` the second. ``received.json``
beside the folder says when plan data was last received. Nothing here needs the network: the build reads this.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from plugins.model.actions import Received, Snapshot
from plugins.model.findings import Finding, Place, error
from plugins.model.values import Value
from plugins.sources.records import read_record

T = TypeVar("T", bound=Value)

HISTORY, RECEIVED = Path("plan/history"), Path("plan/received.json")
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-([2-9]|[1-9]\d+))?\.json")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BRING_BACK = "A snapshot is never changed by hand. Bring the file back from git, then pull again."


def canonical(value: Value) -> bytes:
    """Return *value* as JSON that diffs well: keys in order, one value a line, nothing for what is not there."""
    facts = value.model_dump(mode="json", exclude_none=True)
    return (json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def digest(data: bytes) -> str:
    """Return the sha256 of *data*; line ends that git changed on the way do not count."""
    return sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def seal_of(path: Path) -> str | None:
    """Return the digest of the file, None where it cannot be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return None


def history_files(folder: Path) -> list[Path]:
    """Return the snapshots of *folder* in the order they were made."""
    return sorted((path for path in folder.glob("*.json") if _order(path)[0]), key=_order)


def _order(path: Path) -> tuple[str, int]:
    """Return the day of a snapshot and its number on that day, or no day for a file with another name."""
    found = _NAME.fullmatch(path.name)
    return (found[1], int(found[2] or 1)) if found and _is_day(found[1]) else ("", 0)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def next_file(folder: Path, day: date) -> Path | None:
    """Return where a snapshot made on *day* goes; None where the history is already past that day."""
    files = history_files(folder)
    last, number = _order(files[-1]) if files else ("", 0)
    if last > day.isoformat():
        return None
    return folder / (f"{day}-{number + 1}.json" if last == day.isoformat() else f"{day}.json")


def read_history(folder: Path) -> tuple[list[Snapshot], list[Finding]]:
    """Return the snapshots of *folder*, oldest first, and what is wrong with them: each must seal the one before it."""
    snapshots: list[Snapshot] = []
    findings = _strangers(folder)
    before: str | None = None
    for path in history_files(folder):
        place = Place(f"{HISTORY}/{path.name}")
        snapshot, wrong = _read(Snapshot, path, place, "snapshot")
        snapshots += [snapshot] if snapshot else []
        findings += wrong + ([*_seal(path, snapshot, before), *_twice(snapshot, place)] if snapshot else [])
        before = seal_of(path)
    return snapshots, findings


def read_received(path: Path) -> tuple[Received | None, list[Finding]]:
    """Return when plan data was last received, None where it never was, and what is wrong with the file."""
    if not path.exists():
        return None, []
    return _read(Received, path, Place(str(RECEIVED)), "record of receipt")


def _strangers(folder: Path) -> list[Finding]:
    """Return an error for each file that is not named like a snapshot; hidden ones belong to somebody else."""
    names = [path.name for path in folder.glob("[!.]*") if not _order(path)[0]]
    said = "This is not the name of a snapshot, such as 2026-11-06.json."
    return [error(Place(f"{HISTORY}/{name}"), said, "Take the file out of the folder.") for name in sorted(names)]


def _seal(path: Path, snapshot: Snapshot, before: str | None) -> list[Finding]:
    if snapshot.previous == before:
        return []
    said = (
        "`previous` is not the sha256 of the snapshot before this one: one was changed, is missing or was put between."
    )
    return [error(Place(f"{HISTORY}/{path.name}", key="previous"), said, _BRING_BACK)]


def _twice(snapshot: Snapshot, place: Place) -> Iterator[Finding]:
    """Yield an error for each action whose id or reference another one before it has."""
    for what in ("id", "ref"):
        values = [getattr(action, what).casefold() for action in snapshot.actions]
        for index, value in enumerate(values):
            if value in values[:index]:
                key = f"actions.{index}.{what}"
                yield error(Place(place.file, key=key), f"Two actions have the same `{what}`, {value}.", _BRING_BACK)


def _read(kind: type[T], path: Path, place: Place, name: str) -> tuple[T | None, list[Finding]]:
    try:
        raw = json.loads(path.read_bytes().decode(), parse_constant=_refused)
    except OSError:
        return None, [error(place, "The file cannot be read from the disk.", _BRING_BACK)]
    except (ValueError, RecursionError):
        return None, [error(place, f"This is not JSON, so it is not a {name}.", _BRING_BACK)]
    if not isinstance(raw, Mapping):
        return None, [error(place, f"This is not a {name}.", _BRING_BACK)]
    if hidden := list(_unseen(raw)):
        said = "There is a character in it that cannot be shown."
        return None, [error(Place(place.file, key=key), said, _BRING_BACK) for key in hidden]
    return read_record(kind, raw, lambda path: Place(place.file, key=".".join(map(str, path))), name)


def _refused(number: str) -> float:
    """Refuse NaN and Infinity, which Python reads and no JSON knows."""
    raise ValueError(number)


def _unseen(raw: object) -> Iterator[str]:
    """Yield the key of each text that holds control characters or halves of characters."""
    waiting = [("", raw)]
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, Mapping):
            waiting += [(key, name) for name in value]
            waiting += [(f"{key}.{name}".lstrip("."), one) for name, one in value.items() if not _UNSEEN.search(name)]
        elif isinstance(value, list):
            waiting += [(f"{key}.{number}", one) for number, one in enumerate(value)]
        elif isinstance(value, str) and _UNSEEN.search(value):
            yield key
