"""The key beside a ledger: without it nobody can find out from the ledger who got what."""

import hmac
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Key:
    """A random key of 32 bytes."""

    secret: bytes = field(repr=False)

    def digest(self, text: str) -> bytes:
        """Return the HMAC-SHA256 of *text*."""
        return hmac.digest(self.secret, text.encode(), "sha256")

    @property
    def check(self) -> bytes:
        """Return what a ledger keeps to know its own key again; no hash of a person can be equal to it."""
        return self.digest("open local offer: the key of this ledger")


def open_key(ledger: Path, *, is_new: bool) -> Key:
    """Return the key beside *ledger*; a new ledger gets a new one. Raises ``ValueError`` in words.

    A missing key is never replaced: all hashes would be others, and everybody would get everything again.
    """
    path = ledger.with_name(f"{ledger.name}.key")
    if is_new:
        return _made(path, ledger)
    if not path.is_file():
        raise ValueError(f"{path} is missing, the key of {ledger}. Copy it back; a new key would send all again.")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise ValueError(f"Others may read {path}. Say: chmod 600 {path}")
    secret = path.read_bytes()
    if len(secret) != 32:
        raise ValueError(f"{path} is no key: it does not hold 32 bytes. Copy the right one back.")
    return Key(secret)


def _made(path: Path, ledger: Path) -> Key:
    ledger.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise ValueError(
            f"{path} is there, but not its ledger {ledger}. Copy the ledger back. "
            "Only if nothing was ever sent with it, take the key away."
        ) from None
    secret = secrets.token_bytes(32)
    with os.fdopen(opened, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    return Key(secret)
