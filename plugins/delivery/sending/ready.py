"""An edition that was made ready for sending, read back from its folder and compared with its source."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from plugins.delivery.sending.backend import Letter
from plugins.delivery.sending.recipients import Recipient
from plugins.model.findings import ContentError, errors
from plugins.model.kinds import Briefing
from plugins.model.mailing import PreparedEdition, content_digest
from plugins.model.message import message
from plugins.sources.front_matter import read_document
from plugins.sources.records import read_record


@dataclass(frozen=True, slots=True)
class Ready:
    """What ``invoke email.build`` made: the facts of an edition and its two bodies."""

    prepared: PreparedEdition
    html: str = field(repr=False)
    text: str = field(repr=False)
    notify: str = field(repr=False, default="")

    def letter(self, recipient: Recipient, reference: bytes) -> Letter:
        """Return the letter for *recipient*, whose keyed hash is *reference*."""
        return self._to(recipient.email, reference.hex()[:32], recipient.unsubscribe)

    def seal(self, kind: str) -> str:
        """Return the digest of all that a test shows: what people read, its headers, and the *kind* of way it took."""
        whole = message(self.prepared, self.html, self.text).as_bytes()
        return sha256(f"{kind}\0{self.prepared.content}\0".encode() + whole).hexdigest()

    def sample(self, to: str) -> Letter:
        """Return the letter that a sender gets to look at: with the general address to stop at."""
        return self._to(to, f"test-{self.seal('')[:12]}-{sha256(to.encode()).hexdigest()[:8]}")

    def _to(self, to: str, reference: str, unsubscribe: str | None = None) -> Letter:
        return Letter(self.prepared, self.html, self.text, to, unsubscribe, reference, self.notify)


def read_ready(mail: Path, edition: str) -> Ready:
    """Return the *edition* that was made in *mail*: the name of its folder, or its number.

    Raises ``ValueError`` in words where it cannot be sent.
    """
    if edition == "latest":
        raise ValueError("Say which briefing: its number, or the name of its file. “latest” is only for email.build.")
    edition = _named(mail, edition)
    folder, again = mail / edition, f"Say: invoke email.build {edition}"
    if edition in {"", ".", ".."} or Path(edition).name != edition or not folder.is_dir():
        raise ValueError(f"{folder} is not there. {again}")
    try:
        prepared = PreparedEdition.model_validate_json((folder / "edition.json").read_bytes())
        html, text = ((folder / name).read_bytes().decode() for name in ("body.html", "body.txt"))
        notify = (folder / "notify.md").read_bytes().decode() if (folder / "notify.md").exists() else ""
    except (OSError, UnicodeDecodeError, ValidationError):
        raise ValueError(f"{folder} is not whole. {again}") from None
    if prepared.edition != edition or prepared.content != content_digest(prepared.subject, html, text, notify):
        raise ValueError(f"{folder} was changed by hand. Change the briefing instead. {again}")
    if prepared.draft:
        raise ValueError(f"{folder} was made from a draft. Publish the briefing, then: invoke email.build {edition}")
    if not (prepared.mailing.unsubscribe or "").startswith("https://"):
        raise ValueError("There is no address where people can stop: write `unsubscribe` (https://…) into [mail].")
    return Ready(prepared, html, text, notify)


def _named(mail: Path, edition: str) -> str:
    """Return the folder of *mail* that holds the edition of that number; *edition* as it is where there is not one."""
    if not edition.isdecimal():
        return edition
    found = [path.parent.name for path in mail.glob("*/edition.json") if _number(path) == int(edition)]
    return found[0] if len(found) == 1 else edition


def _number(path: Path) -> int | None:
    try:
        return PreparedEdition.model_validate_json(path.read_bytes()).number
    except (OSError, ValidationError):
        return None


def why_not_now(prepared: PreparedEdition, content: Path) -> str:
    """Return why its own file in *content* says that *prepared* may not go, or an empty string.

    Raises ``ContentError`` where the file has a mistake.
    """
    files = sorted((content / "briefings").rglob(f"{prepared.edition}.md"))
    if len(files) != 1:
        return f"there is no one file {prepared.edition}.md in {content / 'briefings'}"
    document, findings = read_document(files[0], files[0].relative_to(content).as_posix())
    record = None
    if document:
        record, findings = read_record(Briefing, document.data, document.place, "briefing")
    if record is None:
        raise ContentError(errors(findings))
    if record.withdrawn:
        return f"it was withdrawn on {record.withdrawn.on}"
    if record.id != prepared.id or record.number != prepared.number:
        return "its `id` or `number` are not those that were built"
    if record.status != "published":
        return f"its status is {record.status}"
    if record.date > datetime.now(UTC):
        return f"its moment has not come: `date` says {record.date:%Y-%m-%d %H:%M}"
    is_as_it_was = prepared.source in {"", sha256(files[0].read_bytes()).hexdigest()}
    return (
        "" if is_as_it_was else f"its file was changed since the mail was made (invoke email.build {prepared.edition})"
    )
