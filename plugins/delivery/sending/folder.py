"""Sending into a folder: one ``.eml`` file for each person, for a service that picks them up, and for looking."""

import os
from pathlib import Path

from plugins.delivery.sending.backend import Fate, Letter, Outcome


class FolderBackend:
    """Letters as files that are named by the keyed hash of the person. A file that is there was delivered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def says(self) -> str:
        """Return where letters go, in words."""
        return f"as .eml files into {self.folder}"

    def in_the_way(self, letters: int, per_second: float) -> list[str]:  # noqa: ARG002
        """Return nothing: any number can go, as fast as they are taken."""
        return []

    def deliver(self, letter: Letter) -> Outcome:
        """Write *letter* whole or not at all, and never over a file that is there."""
        target = self.folder / f"{letter.prepared.edition}-{letter.reference}.eml"
        half = target.with_suffix(".part")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not target.exists():
                _write(half, letter.as_bytes())
                half.rename(target)
        except OSError as problem:
            return Outcome(Fate.STOP, f"the folder cannot be written to: {problem.strerror}")
        return Outcome(Fate.SENT)

    def close(self) -> None:
        """Do nothing: a folder needs no goodbye."""


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
