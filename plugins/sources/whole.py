"""A file of our own state, written whole or not at all. Standard library only: the gate uses it."""

import os
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write *text* beside *path* and put it in its place in one step; two processes do not disturb one another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_text(text, "utf-8")
    beside.replace(path)
