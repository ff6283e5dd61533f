"""The loop of a run: each letter is begun in the ledger, handed over, and what became of it is noted.

It knows neither terminals nor clocks nor files: only a ledger, a back end and a pace.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from plugins.delivery.sending.backend import Backend, Fate, Letter, Outcome
from plugins.delivery.sending.ledger import State

# What so many in a row have in common is not theirs: a server that drops every connection, or refuses our letter.
MOST_UNKNOWN, MOST_REFUSED = 3, 20
_BECOMES = {
    Fate.SENT: State.SENT,
    Fate.REFUSED: State.FAILED,
    Fate.LATER: State.DEFERRED,
    Fate.STOP: State.QUEUED,
    Fate.UNKNOWN: State.UNKNOWN,
}

Ended = tuple[bytes, State, str]


class Note(Protocol):
    """Writes to the ledger what became of letters and that others are begun; it is on the disk when it returns."""

    def __call__(self, *, ended: Sequence[Ended] = (), begun: Sequence[bytes] = ()) -> None:
        """Write all of it at once, or nothing. Raises ``sqlite3.Error``."""


class Pace(Protocol):
    """How fast letters go, and whether somebody asked to stop."""

    def must_wait(self) -> bool:
        """Say whether the next letter is not due yet."""

    def wait(self) -> None:
        """Return when the next letter is due, or when somebody asked to stop."""

    def stopped(self) -> bool:
        """Say whether somebody asked to stop."""

    def ahead(self) -> int:
        """Return how many letters are begun with one write: 1, unless the disk is too slow for it."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One letter that is to go: whose it is, by their hash, and how it is made."""

    recipient: bytes
    letter: Callable[[], Letter]


@dataclass(slots=True)
class Run:
    """What a run did: why it ended early, if it did, and whose letters the ledger could not note."""

    stopped: str = ""
    unnoted: tuple[bytes, ...] = ()
    _last: Outcome | None = None
    _alike: int = 0

    def look(self, outcome: Outcome) -> None:
        """Take *outcome* in, and end the run where it or its like in a row say so."""
        # No answer is no answer, however the connection broke.
        is_alike = outcome == self._last or (self._last and outcome.fate is self._last.fate is Fate.UNKNOWN)
        self._alike = self._alike + 1 if is_alike else 1
        self._last = outcome
        if outcome.fate is Fate.STOP:
            self.stopped = outcome.reason
        elif outcome.fate is Fate.UNKNOWN and self._alike >= MOST_UNKNOWN:
            self.stopped = f"{MOST_UNKNOWN} letters in a row had no answer: look at the mail server first"
        elif outcome.fate is Fate.REFUSED and self._alike >= MOST_REFUSED:
            self.stopped = f"{MOST_REFUSED} people in a row were refused alike ({outcome.reason}): is it our letter?"


class _Book:
    """What is begun in the ledger and not handed over yet, and what has become of letters and is not in it yet."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self._ended: list[Ended] = []
        self._begun: list[bytes] = []

    def begin(self, group: Sequence[bytes]) -> None:
        """Write what is known, and that *group* is begun."""
        self._note(ended=self._ended, begun=group)
        self._ended, self._begun = [], list(group)

    def hand_over(self, recipient: bytes) -> None:
        """Take in that the letter of *recipient* leaves now: until its end is known, it is in doubt."""
        self._begun.remove(recipient)

    def end(self, ended: Ended) -> None:
        """Take in what became of a letter."""
        self._ended.append(ended)

    def keep(self) -> None:
        """Write what is known so far."""
        if self._ended:
            self._note(ended=self._ended)
            self._ended = []

    def close(self, run: Run) -> None:
        """Write what is known, and put back what was begun and never left. *run* hears where that cannot be done."""
        self._ended += [(one, State.QUEUED, "") for one in self._begun]
        try:
            self.keep()
        except sqlite3.Error as problem:
            run.stopped = f"the ledger cannot be written: {problem}"
            run.unnoted = tuple(one for one, _state, _why in self._ended)


def send_all(
    errands: Sequence[Errand], note: Note, backend: Backend, pace: Pace, told: Callable[[State, int], None]
) -> Run:
    """Send each of *errands*, those that were put off once more at the end, and return what the run did.

    *told* hears how each letter stands and how often it was tried. The ledger holds “sending” before each letter is
    handed over. Raises nothing of the ledger's: where it cannot be written, the run ends before the next letter.
    """
    run, book, put_off = Run(), _Book(note), list[Errand]()
    try:
        for tries, which in ((1, errands), (2, put_off)):
            _pass(tuple(which), book, backend, pace, run, heard=partial(_heard, told, put_off, tries))
    except sqlite3.Error as problem:
        run.stopped = f"the ledger cannot be written: {problem}"
    finally:
        book.close(run)
    return run


def _pass(
    errands: Sequence[Errand],
    book: _Book,
    backend: Backend,
    pace: Pace,
    run: Run,
    *,
    heard: Callable[[Errand, Outcome], None],
) -> None:
    begun = 0
    for number, errand in enumerate(errands):
        if pace.must_wait():
            # A result is not kept waiting: a crash now would make a known letter unknown.
            book.keep()
            pace.wait()
        if pace.stopped():
            run.stopped = run.stopped or "somebody asked to stop"
        if run.stopped:
            return
        if number == begun:
            begun += pace.ahead()
            book.begin([one.recipient for one in errands[number:begun]])
        book.hand_over(errand.recipient)
        outcome = backend.deliver(errand.letter())
        book.end((errand.recipient, _BECOMES[outcome.fate], outcome.reason))
        heard(errand, outcome)
        run.look(outcome)


def _heard(
    told: Callable[[State, int], None], put_off: list[Errand], tries: int, errand: Errand, outcome: Outcome
) -> None:
    told(_BECOMES[outcome.fate], tries)
    if outcome.fate is Fate.LATER and tries == 1:
        put_off.append(errand)
