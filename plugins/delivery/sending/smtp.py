"""Sending by SMTP: one connection that is kept open, and for each step whose fault a refusal is."""

import re
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote

from plugins.delivery.sending.backend import Fate, Letter, Outcome

PASSWORD = "OPEN_LOCAL_OFFER_SMTP_PASSWORD"
SECONDS, MOST_LETTERS = 60.0, 500
# RFC 5321, 4.5.3.2.6: a server may take ten minutes to accept a letter. Who gives up before does not know.
PATIENCE = 600.0
# RFC 5321, 4.2.1: the server goes away; the commands came in a wrong order; RFC 4954, 6: who we are is in question.
_GOING, _NOBODYS_FAULT = 421, {503, 530, 534, 535, 538}


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how it is spoken to. ``plain`` means without TLS; ``direct`` with TLS from the first byte."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    plain: bool = False
    direct: bool = False


def server_of(address: SplitResult, environment: Mapping[str, str], *, plain: bool) -> Server:
    """Return the server that *address* (``smtp://user@host:587``) names; its password is in *environment*.

    Raises ``ValueError`` in words where a password is missing or would be sent for all to read.
    """
    host, user, direct = address.hostname or "", unquote(address.username or ""), address.scheme == "smtps"
    if not host or address.password:
        raise ValueError(f"Write --via smtp://user@host:587. A password comes from {PASSWORD} and nowhere else.")
    open_to_read = (plain or is_loopback(host)) and not direct
    password = environment.get(PASSWORD, "")
    if user and not password:
        raise ValueError(f"There is no password for {user}: set {PASSWORD}.")
    if user and open_to_read and not is_loopback(host):
        raise ValueError("With --plain the password could be read on its way. Leave --plain out.")
    return Server(host, address.port or (465 if direct else 587), user, password, open_to_read, direct)


def is_loopback(host: str) -> bool:
    """Say whether *host* is this machine: only there may a letter travel without TLS."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _StoppedError(Exception):
    """Nothing can be sent now; the message says why."""


class SmtpBackend:
    """Letters over one connection, made afresh after so many letters or when the server goes away."""

    def __init__(
        self,
        server: Server,
        sender: str,
        seconds: float = SECONDS,
        patience: float = PATIENCE,
        letters: int = MOST_LETTERS,
    ) -> None:
        self.server, self.sender = server, sender
        self.seconds, self.patience, self.letters = seconds, patience, letters
        self._connection: smtplib.SMTP | None = None
        self._used = 0

    @property
    def says(self) -> str:
        """Return how letters go, in words."""
        return f"by SMTP through {self.server.host}:{self.server.port}{'' if self._secret else ', without TLS'}"

    @property
    def _secret(self) -> bool:
        return not self.server.plain

    def in_the_way(self, letters: int, per_second: float) -> list[str]:  # noqa: ARG002
        """Return nothing: any number can go, as fast as they are taken."""
        return []

    def deliver(self, letter: Letter) -> Outcome:
        """Hand *letter* over and return what became of it."""
        data = letter.as_bytes()
        if self._used >= self.letters:
            self.close()
        kept_open = self._connection is not None
        outcome = self._try(letter.to, data)
        if outcome.fate is Fate.STOP and kept_open and self._connection is None:
            # A connection that was kept open may have been closed by the server in the meantime: that says nothing yet.
            outcome = self._try(letter.to, data)
        return outcome

    def close(self) -> None:
        """Say goodbye and close the connection."""
        connection, self._connection, self._used = self._connection, None, 0
        if connection is None:
            return
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()

    def _try(self, to: str, data: bytes) -> Outcome:
        try:
            connection = self._open()
            refused = self._introduce(connection, to)
        except (_StoppedError, smtplib.SMTPException, OSError, UnicodeError, ValueError) as problem:
            self._drop()
            return Outcome(Fate.STOP, _spoken(problem))
        return refused or self._hand_over(connection, data)

    def _open(self) -> smtplib.SMTP:
        if self._connection is None:
            self._connection = _connected(self.server, self.sender, self.seconds)
        self._used += 1
        return self._connection

    def _introduce(self, connection: smtplib.SMTP, to: str) -> Outcome | None:
        """Go as far as the go-ahead for the data. Return why this person cannot have it, or None."""
        code, answer = connection.mail(self.sender)
        if code // 100 != 2:
            raise _StoppedError(f"{_said(code, answer)} at MAIL")
        code, answer = connection.rcpt(to)
        if code // 100 != 2:
            return self._declined(connection, code, answer, "RCPT")
        code, answer = connection.docmd("DATA")
        return None if code // 100 == 3 else self._declined(connection, code, answer, "DATA")

    def _declined(self, connection: smtplib.SMTP, code: int, answer: bytes, step: str) -> Outcome:
        """Return that the server declined this person; raise ``_StoppedError`` where it is not their fault."""
        if code == _GOING or code in _NOBODYS_FAULT or code // 100 not in {4, 5}:
            raise _StoppedError(f"{_number(code, answer)} at {step}")
        try:
            connection.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()
        return _answered(code, answer, step)

    def _hand_over(self, connection: smtplib.SMTP, data: bytes) -> Outcome:
        try:
            connection.send(_dotted(data))
            if connection.sock:
                connection.sock.settimeout(self.patience)
            code, answer = connection.getreply()
            if connection.sock:
                connection.sock.settimeout(self.seconds)
        except (smtplib.SMTPException, OSError) as problem:
            self._drop()
            return Outcome(Fate.UNKNOWN, f"no answer after the letter was handed over ({_spoken(problem)})")
        if code == _GOING:
            self._drop()
        if code // 100 not in {2, 4, 5}:
            self._drop()
            return Outcome(Fate.UNKNOWN, "no clear answer after the letter was handed over")
        return _answered(code, answer, "the end of DATA")

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection, self._used = None, 0


def _connected(server: Server, sender: str, seconds: float) -> smtplib.SMTP:
    # Our name in EHLO is the host that we send for: looking up this machine's own name can take half a minute.
    name, safely = sender.rpartition("@")[2], ssl.create_default_context()
    connection = (
        smtplib.SMTP_SSL(timeout=seconds, local_hostname=name, context=safely)
        if server.direct
        else smtplib.SMTP(timeout=seconds, local_hostname=name)
    )
    try:
        _greet(connection, server, safely)
    except BaseException:
        connection.close()
        raise
    return connection


def _greet(connection: smtplib.SMTP, server: Server, safely: ssl.SSLContext) -> None:
    # smtplib wants to know the name that the certificate must have before it connects.
    connection._host = server.host  # type: ignore[attr-defined]  # noqa: SLF001
    _must(connection.connect(server.host, server.port), "connecting")
    _must(connection.ehlo(), "EHLO")
    if not server.plain and not server.direct:
        if not connection.has_extn("starttls"):
            raise _StoppedError(f"{server.host} offers no STARTTLS, so that letters could be read on their way")
        _must(connection.starttls(context=safely), "STARTTLS")
        _must(connection.ehlo(), "EHLO")
    if server.user:
        connection.login(server.user, server.password)


def _must(answer: tuple[int, bytes], step: str) -> None:
    if answer[0] // 100 != 2:
        raise _StoppedError(f"{_said(*answer)} at {step}")


def _answered(code: int, answer: bytes, step: str) -> Outcome:
    fate = {2: Fate.SENT, 4: Fate.LATER, 5: Fate.REFUSED}[code // 100]
    if code in _NOBODYS_FAULT:
        fate = Fate.LATER
    return Outcome(fate, "" if fate is Fate.SENT else f"{_number(code, answer)} at {step}")


def _number(code: int, answer: bytes) -> str:
    """Return the code and RFC 3463's more exact one. The words would often name the person."""
    exact = re.match(rb"[245]\.\d{1,3}\.\d{1,3}\b", answer)
    return f"{code} {exact[0].decode()}" if exact else str(code)


def _said(code: int, answer: bytes | str) -> str:
    words = answer if isinstance(answer, str) else answer.decode("utf-8", "replace")
    return f"{code} {''.join(mark if mark.isprintable() else ' ' for mark in words)[:200]}"


def _spoken(problem: BaseException) -> str:
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return f"{_said(problem.smtp_code, problem.smtp_error)} at AUTH"
    if isinstance(problem, TimeoutError):
        return "the mail server did not answer in time"
    return " ".join(str(problem).split())[:200] or type(problem).__name__


def _dotted(data: bytes) -> bytes:
    """Return *data* as SMTP carries it: a dot that begins a line is doubled, and a line with a dot ends all."""
    whole = data if data.endswith(b"\r\n") else data + b"\r\n"
    return whole.replace(b"\r\n.", b"\r\n..") + b".\r\n"
