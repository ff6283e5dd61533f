"""An edition as an e-mail: the one place that makes a message, byte for byte the same each time."""

import re
from binascii import b2a_qp
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formataddr
from functools import lru_cache
from hashlib import sha256
from html import escape

from plugins.model.mailing import PreparedEdition

# Python would fold a long address inside, or write it as an encoded word, and no mail program could follow it then.
_WHOLE = {"message-id", "list-id", "list-unsubscribe", "list-archive"}


class _Policy(EmailPolicy):
    """SMTP's line endings; headers that hold addresses are broken only after a comma."""

    def fold(self, name: str, value: str) -> str:
        """Return the header *name* with *value* as lines."""
        return f"{name}: {self._whole(name, value)}\r\n" if name.lower() in _WHOLE else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the same as bytes."""
        return self.fold(name, value).encode("ascii", "surrogateescape")

    def _whole(self, name: str, value: str) -> str:
        if name.lower() == "list-id":
            phrase, _mark, list_id = str(value).rpartition(" <")
            return formataddr((phrase, list_id.removesuffix(">")))
        return str(value).replace(">, <", ">,\r\n <")


POLICY = _Policy(linesep="\r\n", raise_on_defect=True)


def message(
    prepared: PreparedEdition, html: str, text: str, to: str | None = None, unsubscribe: str | None = None
) -> EmailMessage:
    """Return *prepared* as a message: *text* first, then *html*, quoted-printable; ``as_bytes()`` is what is sent.

    *unsubscribe* is a person's own address to stop at: it replaces the general one in both bodies and in the header
    (RFC 2369, RFC 8058). Raises ``ValueError`` where a header would hold a line break.
    """
    mailing, own = prepared.mailing, unsubscribe or prepared.mailing.unsubscribe
    made = EmailMessage(POLICY)
    made["From"] = Address(mailing.from_name, addr_spec=mailing.from_address)
    if to:
        made["To"] = Address(addr_spec=to)
    made["Reply-To"] = Address(addr_spec=mailing.reply_to)
    made["Subject"] = prepared.subject
    made["Date"] = prepared.published
    made["Message-ID"] = message_id(prepared, to)
    made["List-Id"] = f"{mailing.from_name} <{mailing.list_id}>"
    for name, value in _ways_to_stop(own, mailing.unsubscribe_email):
        made[name] = value
    made["List-Archive"] = f"<{prepared.archive}>"
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = prepared.language
    made["MIME-Version"] = "1.0"
    made["Content-Type"] = f'multipart/alternative; boundary="{_boundary(prepared, to)}"'
    made.attach(_part("plain", personal(text, mailing.unsubscribe, own)))
    made.attach(_part("html", personal(html, escape(mailing.unsubscribe or ""), escape(own or ""))))
    return made


def message_bytes(prepared: PreparedEdition, html: str, text: str, to: str, unsubscribe: str | None = None) -> bytes:
    """Return ``message(...).as_bytes()``, five times as fast: what is alike for all is made once for an edition."""
    if not unsubscribe or len(to) > _SHORT:
        return message(prepared, html, text, to, unsubscribe).as_bytes()
    return _stencil(prepared, html, text).cut(to, unsubscribe)


class _Stencil:
    """An edition's headers and bodies, with gaps for what differs from person to person."""

    def __init__(self, prepared: PreparedEdition, html: str, text: str) -> None:
        general = prepared.mailing.unsubscribe
        whole = message(prepared, "", "", _SAMPLE, general or _SAMPLE).as_bytes()
        head, *parts = whole.split(f"--{_boundary(prepared, _SAMPLE)}".encode())
        self._prepared, self._general = prepared, general
        self._texts = (text, html)
        self._lines = re.split(rb"(?<=\r\n)(?![ \t])", head)
        self._openings = [part.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" for part in parts[:2]]

    def cut(self, to: str, own: str) -> bytes:
        """Return the message for one person."""
        boundary = _boundary(self._prepared, to).encode()
        mine = {
            b"To": f"To: {to}\r\n".encode(),
            b"Message-ID": POLICY.fold_binary("Message-ID", message_id(self._prepared, to)),
            b"List-Unsubscribe": b"".join(
                POLICY.fold_binary(*one) for one in _ways_to_stop(own, self._prepared.mailing.unsubscribe_email)[:1]
            ),
            b"Content-Type": b'Content-Type: multipart/alternative;\r\n boundary="' + boundary + b'"\r\n',
        }
        made = [mine.get(line.partition(b":")[0], line) for line in self._lines]
        pairs = ((self._general, own), (escape(self._general or ""), escape(own)))
        for opening, body, pair in zip(self._openings, self._texts, pairs, strict=True):
            encoded = _encoded(personal(body, *pair)).replace("\n", "\r\n").encode("ascii")
            made += [b"--", boundary, opening, encoded, b"\r\n"]
        return b"".join([*made, b"--", boundary, b"--\r\n"])


_SAMPLE, _SHORT = "sample@example.org", 60
_stencil = lru_cache(maxsize=2)(_Stencil)


def message_id(prepared: PreparedEdition, to: str | None) -> str:
    """Return the Message-ID of *prepared* for one person: always the same, and without their address in it."""
    host = prepared.mailing.from_address.rpartition("@")[2]
    edition = prepared.id.replace("-", "")
    return f"<{edition}.{_of(prepared, to)[:16]}@{host}>" if to else f"<{edition}@{host}>"


def personal(body: str, general: str | None, own: str | None) -> str:
    """Return *body* with a person's *own* address to stop at in place of the *general* one; both as *body* writes them.

    In HTML an address is written with ``&amp;``.
    """
    if not general or not own or own == general:
        return body
    # The general address may be the beginning of another one.
    return own.join(re.split(rf"{re.escape(general)}(?![\w/?#=&%-])", body))


def _ways_to_stop(address: str | None, email: str | None) -> list[tuple[str, str]]:
    ways = [f"<{address}>"] if address else []
    ways += [f"<mailto:{email}?subject=stop>"] if email else []
    lines = [("List-Unsubscribe", ", ".join(ways))] if ways else []
    return [*lines, ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")] if address else lines


def _of(prepared: PreparedEdition, to: str | None) -> str:
    return sha256(f"{prepared.id}\0{(to or '').casefold()}".encode()).hexdigest()


def _boundary(prepared: PreparedEdition, to: str | None) -> str:
    # No line of quoted-printable text holds “=_” (RFC 2045, 6.7), so the boundary stands in no part.
    return f"=_{_of(prepared, to)[:32]}"


def _part(subtype: str, body: str) -> EmailMessage:
    part = EmailMessage(POLICY)
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(_encoded(body))
    return part


def _encoded(body: str) -> str:
    lines = "\n".join([*body.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n"), ""])
    return b2a_qp(lines.encode()).decode("ascii")
