"""The briefing by e-mail: who sends it, and an edition as it was made ready for sending."""

import re
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from plugins.model.values import Address, Email, Identity, Line, Text, Value, mistake


def _carried(address: str) -> str:
    """Return *address* where it can stand in the headers of a mail (RFC 5321, 4.1.2), in ASCII."""
    if re.fullmatch(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@[\w-]+(\.[\w-]+)+", address, re.ASCII):
        return address
    raise mistake(
        f"“{address}” holds a sign that not every mail server can carry.",
        "Use an address of the letters a to z, figures, dots and hyphens; a domain with others begins with xn--.",
    )


def _on_one_line(text: str) -> str:
    if len(text.splitlines()) > 1:
        raise mistake("There is a line break in it.", "Put it on one line.")
    return text


def _secure(address: str) -> str:
    if not address.startswith("https://"):
        raise mistake(
            f"“{address}” does not begin with https://.", "One press to stop needs such an address (RFC 8058)."
        )
    return address


Box = Annotated[Email, AfterValidator(_carried)]
"""An address of ours, as it stands in the headers of a mail."""
Header = Annotated[Line, AfterValidator(_on_one_line)]
"""Words of ours, as they stand in the headers of a mail."""


class Mailing(Value):
    """How the briefing is sent, as ``area.toml`` says it under ``[mail]``.

    ``reply_to`` is a box that somebody reads: people may reply. ``list_id`` names the list (RFC 2919). ``unsubscribe``
    is the https address of the list service where anybody can stop, and that answers the POST of RFC 8058; without one
    nothing can be sent. ``why`` says in a sentence why somebody gets this. ``keep_days``: how long it is known to whom
    an edition was sent.
    """

    from_name: Header
    from_address: Box
    reply_to: Box
    list_id: Header
    unsubscribe: Annotated[Address, AfterValidator(_secure)] | None = None
    unsubscribe_email: Box | None = None
    why: Text
    keep_days: Annotated[int, Field(ge=14, le=3650)] = 90
    per_second: Annotated[float, Field(gt=0, le=10_000)] = 20


class PreparedEdition(Value):
    """What ``mail/EDITION/edition.json`` says beside ``subject.txt``, ``body.html`` and ``body.txt``.

    ``page`` is the absolute address of the edition, ``unsubscribe`` the general address that stands in both bodies and
    is replaced by a person's own, and ``content`` the digest of subject, HTML and text. A ``draft`` is not public
    yet: it may be looked at and not sent. ``source`` is the sha256 of the file of the briefing that it was made from.
    """

    edition: Line
    id: Identity
    number: int
    language: Line
    direction: Literal["ltr", "rtl"] = "ltr"
    title: Line
    subject: Line
    preheader: Line
    page: Address
    archive: Address
    published: datetime
    mailing: Mailing
    content: str
    draft: bool = False
    source: str = ""


def content_digest(subject: str, html: str, text: str, notify: str = "") -> str:
    """Return the sha256 of what people read: where one letter of it changes, it is another mail.

    *notify* is the same mail in the Markdown of GOV.UK Notify, where it was made.
    """
    bodies = f"{html}\0{text}\0{notify}" if notify else f"{html}\0{text}"
    return sha256(f"{subject}\0{bodies}".encode()).hexdigest()
