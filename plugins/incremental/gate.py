"""The gate in front of a build: is there anything to do? It loads neither Pelican nor Jinja nor Markdown."""

from datetime import datetime
from pathlib import Path

from plugins.incremental.record import Record, files, state_folder

ROOT = Path(__file__).parents[2]
OURS = ("plugins", "theme", "pelicanconf.py", "publishconf.py", "requirements.lock", "package-lock.json")


def inputs(content: Path) -> list[Path]:
    """Return every file that a build of *content* may read."""
    return list(files([content.resolve(), *(ROOT / name for name in OURS)]))


def nothing_to_do(content: Path, output: Path, state: Path, now: datetime, *, publish: bool) -> bool:
    """Say whether the last build of *content* into *output* still stands at *now*."""
    record = Record.load(state_folder(state, content, output, publish=publish))
    return record.holds(inputs(content), output, now)
