"""The ledger: what became of each letter, kept so that nobody gets an edition twice, whatever is interrupted.

Before a letter is handed over, “sending” is on the disk; only then may the mail server see it. One commit notes what
became of a letter and that the next one begins, so that one is in doubt after a crash, at one sync a letter.
Where the disk is slow and letters must go fast, a few are begun with one commit (``pace.py``): at most ten.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Self

from plugins.delivery.sending.keys import Key, open_key
from plugins.model.mailing import PreparedEdition

_APPLICATION, _VERSION = 0x4F4C4F31, 1
# Whoever moves the file after a crash may leave the log beside it behind: so nothing stays only in the log.
_WHOLE = "wal_autocheckpoint = 1"
_TABLES = f"""
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
CREATE TABLE ledger (key_check BLOB NOT NULL) STRICT;
CREATE TABLE editions (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, number INTEGER NOT NULL, language TEXT NOT NULL,
  began TEXT, keep_days INTEGER NOT NULL, closed TEXT
) STRICT;
CREATE TABLE tests (
  edition TEXT NOT NULL REFERENCES editions, seal TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (edition, seal)
) STRICT, WITHOUT ROWID;
CREATE TABLE letters (
  edition TEXT NOT NULL REFERENCES editions, recipient BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'deferred', 'unknown')),
  reason TEXT NOT NULL DEFAULT '', content TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (edition, recipient)
) STRICT, WITHOUT ROWID;
"""


class State(StrEnum):
    """How a letter stands. ``sending``: handed over now, or a run ended in between; then it becomes ``unknown``."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"


class LedgerError(ValueError):
    """The ledger cannot be used; the message says why and how to mend it."""


class Ledger:
    """One open ledger. All that it says of people are keyed hashes of their addresses."""

    def __init__(self, path: Path, connection: sqlite3.Connection, key: Key) -> None:
        self.path, self._connection, self._key = path, connection, key

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the ledger at *path*, made where there is none. Raises ``LedgerError``."""
        is_new = not path.exists() or not path.stat().st_size
        try:
            key = open_key(path, is_new=is_new)
        except ValueError as problem:
            raise LedgerError(str(problem)) from None
        try:
            connection = _connected(path, key, is_new=is_new)
        except sqlite3.Error as problem:
            raise LedgerError(f"{path} cannot be used as a ledger: {problem}.") from None
        return cls(path, connection, key)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def recipient(self, edition: PreparedEdition, address: str) -> bytes:
        """Return the keyed hash of *address* for one edition: those of two editions cannot be joined."""
        return self._key.digest(f"{edition.id}\0{address.casefold()}")

    def check(self, edition: PreparedEdition) -> None:
        """Raise ``LedgerError`` where *edition* is closed, or another was sent under its number."""
        for id_, name, closed in self._connection.execute(
            "SELECT id, name, closed FROM editions "
            "WHERE id = ? OR (began IS NOT NULL AND (name = ? OR (number = ? AND language = ?)))",
            (edition.id, edition.edition, edition.number, edition.language),
        ).fetchall():
            _same(edition, id_, name, closed)

    def enter(self, edition: PreparedEdition) -> None:
        """Note that there is this *edition*. Raises ``LedgerError`` as ``check`` does."""
        self.check(edition)
        with self._writing() as write:
            write.execute(
                "INSERT INTO editions VALUES (?, ?, ?, ?, NULL, ?, NULL) "
                "ON CONFLICT (id) DO UPDATE SET keep_days = excluded.keep_days",
                (edition.id, edition.edition, edition.number, edition.language, edition.mailing.keep_days),
            )

    def note_test(self, edition: PreparedEdition, seal: str, now: datetime) -> None:
        """Keep that *edition* was sent to the sender; *seal* is the digest of the whole letter."""
        with self._writing() as write:
            write.execute("INSERT OR REPLACE INTO tests VALUES (?, ?, ?)", (edition.id, seal, now.isoformat()))

    def is_tested(self, edition: PreparedEdition, seal: str) -> bool:
        """Say whether *edition* was sent to the sender before, exactly as *seal* says."""
        asked = "SELECT 1 FROM tests WHERE edition = ? AND seal = ?"
        return self._connection.execute(asked, (edition.id, seal)).fetchone() is not None

    def queue(self, edition: PreparedEdition, recipients: Iterable[bytes], now: datetime) -> None:
        """Note who is to get *edition*; who stands there already stays as they are."""
        with self._writing() as write:
            write.execute("UPDATE editions SET began = ? WHERE id = ? AND began IS NULL", (now.isoformat(), edition.id))
            write.executemany(
                "INSERT OR IGNORE INTO letters VALUES (?, ?, 'queued', '', ?, ?)",
                ((edition.id, one, edition.content, now.isoformat()) for one in recipients),
            )

    def step(
        self,
        edition: PreparedEdition,
        now: datetime,
        *,
        ended: Sequence[tuple[bytes, State, str]] = (),
        begun: Sequence[bytes] = (),
    ) -> None:
        """Note in one commit what became of the letters *ended* and that the letters *begun* are handed over next."""
        changes = [(one, state, reason) for one, state, reason in ended] + [(one, State.SENDING, "") for one in begun]
        with self._writing() as write:
            write.executemany(
                "UPDATE letters SET state = ?, reason = ?, content = ?, at = ? WHERE edition = ? AND recipient = ?",
                [(state, reason, edition.content, now.isoformat(), edition.id, one) for one, state, reason in changes],
            )

    def found_in_flight(self, edition: PreparedEdition) -> int:
        """Note as unknown what an earlier run was handing over when it ended; return how many. Hold the lock first."""
        with self._writing() as write:
            return write.execute(
                "UPDATE letters SET state = 'unknown', reason = 'a run ended while it was handed over' "
                "WHERE edition = ? AND state = 'sending'",
                (edition.id,),
            ).rowcount

    def decide(self, edition: PreparedEdition, recipients: Iterable[bytes], before: State, after: State) -> int:
        """Note what a person decided of letters in the state *before*; return of how many."""
        with self._writing() as write:
            return write.executemany(
                "UPDATE letters SET state = ?, reason = 'a person decided' "
                "WHERE edition = ? AND recipient = ? AND state = ?",
                [(after, edition.id, one, before) for one in recipients],
            ).rowcount

    def states(self, edition: PreparedEdition) -> dict[bytes, tuple[State, str]]:
        """Return how each letter of *edition* stands, and why."""
        asked = "SELECT recipient, state, reason FROM letters WHERE edition = ?"
        return {one: (State(state), why) for one, state, why in self._connection.execute(asked, (edition.id,))}

    def reasons(self, edition: PreparedEdition, state: State) -> Counter[str]:
        """Return how many letters are in *state*, by reason."""
        asked = "SELECT reason, count(*) FROM letters WHERE edition = ? AND state = ? GROUP BY reason"
        return Counter(dict(self._connection.execute(asked, (edition.id, state)).fetchall()))

    def purge(self, now: datetime, spared: str = "") -> list[str]:
        """Forget to whom editions went whose days are over, and return their names. They stay closed for ever.

        The edition with the id *spared* is left as it is: a clock that runs ahead must not close what is being sent.
        """
        asked = (
            "SELECT id, name, began, keep_days FROM editions WHERE began IS NOT NULL AND closed IS NULL AND id IS NOT ?"
        )
        over = [
            (id_, name)
            for id_, name, began, days in self._connection.execute(asked, (spared,)).fetchall()
            if datetime.fromisoformat(began) + timedelta(days=days) <= now
        ]
        with self._writing() as write:
            for id_, _name in over:
                write.execute("UPDATE editions SET closed = ? WHERE id = ?", (now.isoformat(), id_))
                write.execute("DELETE FROM letters WHERE edition = ?", (id_,))
                write.execute("DELETE FROM tests WHERE edition = ?", (id_,))
        if over:
            # What was deleted would stay readable in the log beside the file.
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return [name for _id, name in over]

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection in a transaction that is on the disk at the end of the block, or was never there."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


def _connected(path: Path, key: Key, *, is_new: bool) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    try:
        if not is_new:
            # Before anything is set: a file of another program stays as it was.
            _must_be_ours(connection, key)
        for one in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", _WHOLE):
            connection.execute(f"PRAGMA {one}")
        if is_new:
            _begin(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: sqlite3.Connection, key: Key) -> None:
    connection.execute("BEGIN")
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute("INSERT INTO ledger VALUES (?)", (key.check,))
    connection.execute("COMMIT")


def _must_be_ours(connection: sqlite3.Connection, key: Key) -> None:
    whose = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if (whose, version) != (_APPLICATION, _VERSION):
        raise LedgerError("This file is no ledger of this program. Look at --ledger.")
    if connection.execute("SELECT key_check FROM ledger").fetchall() != [(key.check,)]:
        raise LedgerError("The key beside the ledger is another ledger's: who got what cannot be told. Copy it back.")


def _same(edition: PreparedEdition, id_: str, name: str, closed: str | None) -> None:
    if id_ != edition.id:
        raise LedgerError(
            f"Number {edition.number} was sent as {name}, with another id. No id ever changes: look at both files."
        )
    if closed:
        raise LedgerError(f"{name} is closed since {closed[:10]}: to whom it went is forgotten, so it stays unsent.")
