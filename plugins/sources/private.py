"""What is private has no place in the content folder: all of it becomes public, and git keeps it for ever."""

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.model.findings import Finding, Place, error

FOLDERS = frozenset({"private", "members"})
KEYS = frozenset({"private", "audience"})
BELONGS = (
    "Take it out of this folder and out of git. "
    "It belongs in the protected service that `members` in area.toml leads to."
)
_PUBLISHED = ("documents", "images")
_MARK = re.compile(rb"^(private|audience)[ \t]*:", re.MULTILINE)
_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.MULTILINE | re.DOTALL)


def private_files(content: Path) -> Iterator[Finding]:
    """Yield an error for each file in a folder for private things, and each document that says that it is private.

    Files of kinds with a schema of their own are told of where they are read: the key is none of theirs.
    """
    for path in sorted(content.rglob("*")):
        file = path.relative_to(content)
        if not path.is_file():
            continue
        if folder := next((part for part in file.parts[:-1] if part.casefold() in FOLDERS), None):
            message = f"This file is in a folder called “{folder}”, and all that is in content/ becomes public."
            yield error(Place(file.as_posix()), message, BELONGS)
        elif file.parts[0] in _PUBLISHED and (line := _marked(path)):
            yield error(
                Place(file.as_posix(), line), "This file says that it is private, and it would be public.", BELONGS
            )


def _marked(path: Path) -> int:
    """Return the line of the front matter in *path* that says that it is private, 0 where none does."""
    if path.suffix.lower() not in {".md", ".markdown", ".txt"}:
        return 0
    data = path.read_bytes()
    head = _HEAD.match(data)
    mark = _MARK.search(head[1]) if head else None
    return data[: head.start(1) + mark.start()].count(b"\n") + 1 if head and mark else 0


def says_private(key: str, value: object) -> tuple[str, str] | None:
    """Return what to say of a key that no kind has and that speaks of who may read; None for any other key."""
    if key not in KEYS:
        return None
    if str(value).strip().casefold() in {"false", "no", "public", "everyone", "everybody", "all"}:
        return f"`{key}` is not needed: all that is in content/ becomes public.", "Take this line away."
    return "This file says that it is private, and all that is in content/ becomes public.", BELONGS
