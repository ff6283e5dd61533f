"""Files written whole or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write *files*, first all beside their places, then each into its place in the order given.

    Whatever stops this, each file is whole, as it was or as it shall be, and none is new before those named earlier.
    """
    waiting = {path: path.with_name(f".{path.name}.new") for path in files}
    try:
        for path, beside in waiting.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(beside, files[path])
        for path, beside in waiting.items():
            beside.replace(path)
    finally:
        for beside in waiting.values():
            beside.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
