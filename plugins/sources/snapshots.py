"""The public plan as it was: one file for each pull that changed something, each sealed by the one after it.

``content/plan/history/2026-11-06.json`` is the first of a day, ``2026-11-06-2.json`` the second. ``received.json``
beside the folder says when plan data was last received. Nothing here needs the network: the build reads this.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from plugins.model.actions import Received, Snapshot
from plugins.model.findings import Finding, Place, error
from plugins.model.history import Kept
from plugins.model.values import Value
from plugins.sources.snapshot_text import BRING_BACK, Reader, read_json

HISTORY, RECEIVED = Path("plan/history"), Path("plan/received.json")
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-([2-9]|[1-9]\d+))?\.json")


def canonical(value: Value) -> bytes:
    """Return *value* as JSON that diffs well: keys in order, one value a line, nothing for what is not there."""
    facts = {key: fact for key, fact in value.model_dump(mode="json", exclude_none=True).items() if fact != []}
    return (json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def digest(data: bytes) -> str:
    """Return the sha256 of *data*; line ends that git changed on the way do not count."""
    return sha256(data.replace(b"\r\n", b"\n") if b"\r" in data else data).hexdigest()


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


def read_history(folder: Path) -> tuple[list[tuple[Kept, Snapshot]], list[Finding]]:
    """Return the snapshots of *folder*, oldest first, and what is wrong with them: each must seal the one before it."""
    snapshots: list[tuple[Kept, Snapshot]] = []
    findings, reader = strangers(folder), Reader()
    before: str | None = None
    for path in history_files(folder):
        data = bytes_of(path)
        snapshot, wrong = read_snapshot(path, data, reader)
        findings += wrong + (unsealed(path, snapshot.previous, before) if snapshot else [])
        before = None if data is None else digest(data)
        if snapshot:
            snapshots.append((Kept(path.stem, before or "", snapshot.as_at), snapshot))
    return snapshots, findings


def read_snapshot(path: Path, data: bytes | None, reader: Reader) -> tuple[Snapshot | None, list[Finding]]:
    """Return the snapshot that *data* of *path* is (None where it could not be read), and what is wrong with it."""
    place = Place(f"{HISTORY}/{path.name}")
    if data is None:
        return None, [error(place, "The file cannot be read from the disk.", BRING_BACK)]
    snapshot, findings = reader.read(data, place)
    return snapshot, findings + (list(_twice(snapshot, place)) if snapshot else [])


def bytes_of(path: Path) -> bytes | None:
    """Return the bytes of the file, None where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def broken_seal(received: Received | None, seals: Sequence[str]) -> Iterator[Finding]:
    """Yield an error where the last of *seals*, oldest first, is not of the snapshot that was received last.

    Where a pull died between its two files, the last snapshot seals the one that was received before it.
    """
    if seals and received and received.seal and received.seal not in seals[-2:]:
        said = "The last snapshot is not the one that was received: it was changed or taken away after the pull."
        yield error(Place(str(HISTORY)), said, BRING_BACK)


def read_received(path: Path) -> tuple[Received | None, list[Finding]]:
    """Return when plan data was last received, None where it never was, and what is wrong with the file."""
    if not path.exists():
        return None, []
    data = bytes_of(path)
    if data is None:
        return None, [error(Place(str(RECEIVED)), "The file cannot be read from the disk.", BRING_BACK)]
    return read_json(Received, data, Place(str(RECEIVED)), "record of receipt")


def strangers(folder: Path) -> list[Finding]:
    """Return an error for each file that is not named like a snapshot; hidden ones belong to somebody else."""
    names = [path.name for path in folder.glob("[!.]*") if not _order(path)[0]]
    said = "This is not the name of a snapshot, such as 2026-11-06.json."
    return [error(Place(f"{HISTORY}/{name}"), said, "Take the file out of the folder.") for name in sorted(names)]


def unsealed(path: Path, previous: str | None, before: str | None) -> list[Finding]:
    """Return an error where *previous*, which *path* names, is not *before*: the seal of the snapshot before it."""
    if previous == before:
        return []
    said = (
        "`previous` is not the sha256 of the snapshot before this one: one was changed, is missing or was put between."
    )
    return [error(Place(f"{HISTORY}/{path.name}", key="previous"), said, BRING_BACK)]


def _twice(snapshot: Snapshot, place: Place) -> Iterator[Finding]:
    """Yield an error for each action whose id or reference another one before it has."""
    for what in ("id", "ref"):
        values = [getattr(action, what).casefold() for action in snapshot.actions]
        if len(set(values)) == len(values):
            continue
        seen: Counter[str] = Counter()
        for index, value in enumerate(values):
            if seen[value]:
                key = f"actions.{index}.{what}"
                yield error(Place(place.file, key=key), f"Two actions have the same `{what}`, {value}.", BRING_BACK)
            seen[value] += 1
