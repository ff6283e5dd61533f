"""What stands in the content folder and cannot be read: elsewhere it would look as if nothing were there."""

import os
from collections.abc import Iterator
from pathlib import Path

from plugins.model.findings import Finding, Place, error

_LOST = ("This is a link that leads nowhere, or to itself.", "Put the file or the folder itself here.")
_CLOSED = ("This folder cannot be read from the disk.", "May you not open it? Put it right.")


def unreadable(content: Path) -> Iterator[Finding]:
    """Yield an error for each link in *content* that leads nowhere or in a circle, and each folder that is closed.

    Links with hidden names belong to programs.
    """
    problems: list[OSError] = []
    for folder, folders, files in os.walk(content, onerror=problems.append):
        for name in sorted([*folders, *files]):
            path = Path(folder, name)
            if not name.startswith(".") and path.is_symlink() and not _leads_on(path):
                yield error(_place(path, content), *_LOST)
    closed = (Path(one.filename) for one in problems if isinstance(one, PermissionError))
    yield from (error(_place(path, content), *_CLOSED) for path in closed)


def _leads_on(link: Path) -> bool:
    """Say whether *link* leads to something, and not to a folder that it lies in itself."""
    return link.exists() and link.resolve() not in (link.parent.resolve() / link.name).parents


def _place(path: Path, content: Path) -> Place:
    return Place(path.relative_to(content).as_posix())
