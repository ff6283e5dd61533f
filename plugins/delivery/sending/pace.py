"""How fast letters go, how a run is stopped in good order, and that there is only one run at a time."""

import fcntl
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from types import FrameType

_GLANCE = 0.2
# More than this for one letter would halve what a quick server takes; a few letters then share a write to the disk.
_SYNC, _MOST_AHEAD = 0.001, 10


class Steady:
    """At most so many letters a second; Ctrl+C (or SIGTERM) lets the letter in hand be finished and then stops."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._sync = 0.0
        self._due = 0.0
        self._is_stopped = False

    def must_wait(self) -> bool:
        """Say whether the next letter is not due yet; where it is, the one after it is due a gap later."""
        now = time.monotonic()
        if now < self._due:
            return True
        self._due = now + self._gap
        return False

    def wait(self) -> None:
        """Sleep until the next letter is due, looking up now and then."""
        while (left := self._due - time.monotonic()) > 0 and not self._is_stopped:
            time.sleep(min(_GLANCE, left))
        self._due += self._gap

    def stopped(self) -> bool:
        """Say whether somebody asked to stop."""
        return self._is_stopped

    def synced(self, seconds: float) -> None:
        """Take in how long a write to the disk took."""
        self._sync += (seconds - self._sync) / 8

    def ahead(self) -> int:
        """Return how many letters share a write: as few as the disk and the asked pace allow, and 10 at most."""
        return min(_MOST_AHEAD, max(1, ceil(self._sync / max(_SYNC, self._gap / 2))))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take Ctrl+C and SIGTERM as a wish to stop, once; a second Ctrl+C ends the run at once."""
        asked = (signal.SIGINT, signal.SIGTERM)
        before = {one: signal.signal(one, self._stop) for one in asked}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_stopped = True
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def alone(ledger: Path) -> Iterator[bool]:
    """Yield whether this is the only run with *ledger*; the operating system lets go of it where a run dies."""
    ledger.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ledger.with_name(f"{ledger.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
