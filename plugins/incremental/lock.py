"""One build at a time into one output."""

import fcntl
from pathlib import Path
from typing import TextIO

from plugins.model.findings import ContentError, Place, error


class Lock:
    """Held from the start of a build to its end; the operating system lets it go where a build dies."""

    def __init__(self, folder: Path, output: Path) -> None:
        """Take the lock of *output*. Raises ``ContentError`` where another build holds it."""
        folder.mkdir(parents=True, exist_ok=True)
        self.file: TextIO = (folder / "lock").open("w")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.file.close()
            mend = "Wait until it is done, then build again."
            raise ContentError([error(Place(str(output)), "Another build writes here now.", mend)]) from None

    def release(self) -> None:
        """Let the next build begin."""
        self.file.close()
