"""Reading snapshots quickly: from one to the next few actions change, and the text of an action says whether it did.

A snapshot as ``canonical`` writes it has one action after another, each between lines that hold a bracket only. No
text of JSON holds a line end, so a file can be taken apart at those lines. A file that looks otherwise is read whole.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from plugins.model.actions import Action, Snapshot
from plugins.model.findings import Finding, Place, error
from plugins.model.values import Value
from plugins.sources.records import read_record

T = TypeVar("T", bound=Value)

BRING_BACK = "A snapshot is never changed by hand. Bring the file back from git, then pull again."
_HEAD, _BETWEEN, _END = '{\n "actions": [\n  {\n', "\n  },\n  {\n", "\n  }\n ]"
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Reader:
    """Reads one snapshot after another. An action with the text it had in the one before is the same object."""

    def __init__(self) -> None:
        """Know no action yet; the actions of one snapshot are remembered at a time."""
        self.known: dict[str, Action] = {}

    def read(self, data: bytes, place: Place) -> tuple[Snapshot | None, list[Finding]]:
        """Return the snapshot that *data* is, or None and what is wrong with it, at *place*."""
        quick = self._apart(data)
        return (quick, []) if quick else read_json(Snapshot, data, place, "snapshot")

    def _apart(self, data: bytes) -> Snapshot | None:
        """Return the snapshot, action by action; None where it must be read whole, so that every fault is told."""
        try:
            # Line ends that git changed on the way say nothing.
            text = (data.replace(b"\r\n", b"\n") if b"\r" in data else data).decode()
            end = text.find(_END, len(_HEAD))
            if not text.startswith(_HEAD) or end < 0:
                return None
            rest = _facts(f'{{"actions": []{text[end + len(_END) :]}')
            if rest is None or rest.get("actions") != []:
                return None
            actions = self._actions(text[len(_HEAD) : end].split(_BETWEEN))
            return Snapshot.model_validate({**rest, "actions": actions}) if actions else None
        except (ValueError, RecursionError):
            return None

    def _actions(self, texts: list[str]) -> list[Action] | None:
        known: dict[str, Action] = {}
        for text in texts:
            action = self.known.get(text) or _action(text)
            if action is None:
                return None
            known[text] = action
        self.known = known
        return [known[text] for text in texts]


def _action(text: str) -> Action | None:
    raw = _facts(f"{{{text}}}")
    return None if raw is None else Action.model_validate(raw)


def _facts(text: str) -> dict[str, Any] | None:
    """Return the facts of *text*, None where it is no JSON object or holds what cannot be shown."""
    raw = json.loads(text, parse_constant=_refused)
    # Only an escape or the character itself can hide in a text: most have neither, and are not gone through.
    hides = "\\u" in text or _UNSEEN.search(text)
    return raw if isinstance(raw, dict) and not (hides and any(_unseen(raw))) else None


def read_json(kind: type[T], data: bytes, place: Place, name: str) -> tuple[T | None, list[Finding]]:
    """Return *data* as a value of *kind* (called *name* in findings), or None and every fault with its key."""
    try:
        raw = json.loads(data.decode(), parse_constant=_refused)
    except (ValueError, RecursionError):
        return None, [error(place, f"This is not JSON, so it is not a {name}.", BRING_BACK)]
    if not isinstance(raw, Mapping):
        return None, [error(place, f"This is not a {name}.", BRING_BACK)]
    if hidden := list(_unseen(raw)):
        said = "There is a character in it that cannot be shown."
        return None, [error(Place(place.file, key=key), said, BRING_BACK) for key in hidden]
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
