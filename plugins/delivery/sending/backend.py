"""What a back end is: it is handed one letter at a time and says what became of it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from plugins.model.mailing import PreparedEdition
from plugins.model.message import message_bytes


class Fate(StrEnum):
    """What became of one letter.

    ``SENT``: accepted. ``REFUSED``: never, for this person (5xx at RCPT or DATA). ``LATER``: not now, for this person
    (4xx at RCPT or DATA). ``STOP``: nothing can be sent now, and this letter was not handed over. ``UNKNOWN``: it was
    handed over, and no answer came.
    """

    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"
    STOP = "stop"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter and why, in a few words that hold no address: they are kept and reported."""

    fate: Fate
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """An edition for one person. ``reference`` is their keyed hash; ``unsubscribe`` their own address to stop at.

    ``notify`` is the body in the Markdown of GOV.UK Notify, empty where it was not made.
    """

    prepared: PreparedEdition
    html: str = field(repr=False)
    text: str = field(repr=False)
    to: str = field(repr=False)
    unsubscribe: str | None = field(repr=False, default=None)
    reference: str = ""
    notify: str = field(repr=False, default="")

    def as_bytes(self) -> bytes:
        """Return the whole message, the same each time."""
        return message_bytes(self.prepared, self.html, self.text, self.to, self.unsubscribe)


class Backend(Protocol):
    """A way to deliver letters. It is made without connecting anywhere, and connects at the first letter."""

    @property
    def says(self) -> str:
        """Return how letters go, in words for the person who sends: “by SMTP through mail.example.org”."""

    def in_the_way(self, letters: int, per_second: float) -> list[str]:
        """Return why so many *letters* cannot go at that pace, in words; nothing where they can. Connects nowhere."""

    def deliver(self, letter: Letter) -> Outcome:
        """Hand *letter* over and return what became of it. Raises nothing."""

    def close(self) -> None:
        """Let go of the connection, if there is one. Raises nothing."""
