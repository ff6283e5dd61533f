"""``invoke email.send``: look, try it out, send, and decide what stayed unknown."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

from plugins.delivery.sending.asked import Asked, Exit, people_of
from plugins.delivery.sending.deciding import decide
from plugins.delivery.sending.ledger import Ledger
from plugins.delivery.sending.looking import look
from plugins.delivery.sending.pace import alone
from plugins.delivery.sending.places import ledger_of
from plugins.delivery.sending.ready import read_ready
from plugins.delivery.sending.running import send
from plugins.delivery.sending.trying import try_out


def send_edition(asked: Asked) -> int:
    """Do what was *asked* and return the exit code. Raises ``ValueError`` in words where it is refused."""
    with _in_words():
        return _send_edition(asked)


def _send_edition(asked: Asked) -> int:
    ready = read_ready(asked.mail, asked.edition)
    if asked.test:
        return _locked(asked, partial(try_out, asked, ready))
    people = people_of(asked)
    if asked.resolve_unknown or asked.retry_failed:
        return _locked(asked, partial(decide, asked, ready, people))
    if not asked.go:
        return look(asked, ready, people)
    return _locked(asked, partial(send, asked, ready, people))


def purge(said: str) -> int:
    """Forget to whom editions went whose days are over, in the ledger *said*; say which."""
    path = ledger_of(said, os.environ)
    if not path.exists():
        raise ValueError(f"There is no ledger at {path}.")
    with _in_words(), alone(path) as is_alone:
        if not is_alone:
            return _busy()
        names = Ledger.open(path).purge(datetime.now(UTC))
    print(f"Forgot to whom it went: {', '.join(names)}." if names else "There is nothing to forget yet.")
    return Exit.ALL


def _busy() -> int:
    print("Another run uses this ledger now. Wait until it is done.")
    return Exit.BUSY


def _locked(asked: Asked, do: "partial[int]") -> int:
    path = asked.ledger_file
    with alone(path) as is_alone:
        if not is_alone:
            return _busy()
        ledger = Ledger.open(path)
        try:
            return do(ledger)
        finally:
            ledger.close()


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as problem:
        raise ValueError(f"The ledger cannot be written: {problem}. Nothing more was sent.") from None
    except OSError as problem:
        where = problem.filename or "A file"
        raise ValueError(f"{where} cannot be used: {problem.strerror}. Nothing more was sent.") from None
