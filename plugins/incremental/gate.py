"""The gate in front of a build: is there anything to do? It loads neither Pelican nor Jinja nor Markdown."""

import runpy
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from plugins.incremental.record import Record, conditions, files, state_folder

ROOT = Path(__file__).parents[2]
OURS = ("plugins", "theme", "pelicanconf.py", "publishconf.py", "requirements.lock", "package-lock.json")


def inputs(content: Path) -> list[Path]:
    """Return every file that a build of *content* may read."""
    return list(files([content.resolve(), *(ROOT / name for name in OURS)]))


def settings(conf: Path, content: Path) -> dict[str, Any]:
    """Return the settings of *conf* for *content*, as Pelican would read them."""
    return {**runpy.run_path(str(conf)), "PATH": str(content.resolve())}


def nothing_to_do(asked: Mapping[str, Any], output: Path, now: datetime) -> bool:
    """Say whether the last build into *output* still stands at *now*, for the settings *asked*."""
    record = Record.load(state_folder(asked["INCREMENTAL"]["state"], output))
    return record.holds(conditions(asked), inputs(Path(asked["PATH"])), output, now)
