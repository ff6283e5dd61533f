"""Makes the mail of an edition from the view of its page, after a build, and says what was made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from plugins.briefings.mail.asked import Asked
from plugins.briefings.mail.folder import write_folder
from plugins.briefings.mail.html_part import MOST, edition_html, html_part, spied
from plugins.briefings.mail.letter import ARCHIVE, STOP, letter_view, page_address, subject
from plugins.briefings.mail.notify_markdown import notify_markdown
from plugins.briefings.mail.text_part import text_part
from plugins.model.area import Area
from plugins.model.mailing import PreparedEdition, content_digest
from plugins.model.message import message
from plugins.sources.workspace import Workspace

LONGEST_SUBJECT, MOST_SUBJECT = 70, 300
"""Letters: telephones show about 40 of them, other programs about 70; of more than 300 nothing is made."""

_USES = {
    "subject.txt": "into the line for the subject",
    "body.html": "into the box for HTML (often “source” or “< >”)",
    "body.txt": "into the box for plain text",
    "notify.md": "the body for GOV.UK Notify, in its own Markdown",
    "message.eml": "open it in a mail program to see all of it as it will be",
    "edition.json": "for `invoke email.send`; leave it as it is",
}


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that was made: what is known of it, and its bodies; *notify* is the one for GOV.UK Notify."""

    prepared: PreparedEdition
    html: str
    text: str
    notify: str

    @property
    def files(self) -> dict[str, bytes]:
        """The files of its folder."""
        made = message(self.prepared, self.html, self.text)
        return {
            "subject.txt": f"{self.prepared.subject}\n".encode(),
            "body.html": self.html.encode(),
            "body.txt": self.text.encode(),
            "notify.md": self.notify.encode(),
            "message.eml": made.as_bytes(),
            "edition.json": f"{self.prepared.model_dump_json(indent=2)}\n".encode(),
        }


def build_mail(settings: Mapping[str, Any], asked: Asked, folder: Path) -> str:
    """Write the mail of *asked* into *folder*, from the build whose *settings* are given, and say what was made.

    Raises ``ValueError`` in words where it cannot be made; then nothing is written.
    """
    mail = make_mail(settings, asked)
    write_folder(folder / asked.edition, mail.files)
    return "\n".join(_said(mail, folder / asked.edition))


def make_mail(settings: Mapping[str, Any], asked: Asked) -> Mail:
    """Return the mail of *asked*. Raises ``ValueError`` in words where it cannot be made."""
    workspace: Workspace = settings["WORKSPACE"]
    area, language = workspace.area, workspace.language
    _set_up(area)
    page = _page(settings["WRITER"].pages, asked)
    if len(subject(page, language)) > MOST_SUBJECT:
        raise ValueError(f"{asked.file}: the title is far too long for a subject. Make it {LONGEST_SUBJECT} letters.")
    address = page_address(page, area)
    view = letter_view(page, edition_html(page["html"], address, language), area, language)
    letter: str = settings["RENDERER"].env.get_template("mail/edition.html").render(mail=view)
    _refuse_spies(letter, asked)
    css = (Path(settings["THEME"]) / "mail.css").read_text("utf-8")
    html = html_part(letter, css, area, mirrored=language.direction == "rtl")
    _refuse_large(html, asked)
    assert area.mail is not None
    text = text_part(letter, language, stop=area.mail.unsubscribe or "", stands_in=STOP)
    notify = notify_markdown(html, page["summary"])
    content = content_digest(subject(page, language), html, text, notify)
    return Mail(_prepared(page, asked, workspace, content), html, text, notify)


def _set_up(area: Area) -> None:
    if area.mail is None:
        raise ValueError("area.toml has no [mail]: who sends the briefing? docs/sending.md says what goes there.")
    if area.subscribe is None:
        raise ValueError("area.toml has no [subscribe]: the mail says who holds people’s addresses, in `holder`.")


def _page(pages: Mapping[str, Mapping[str, Any]], asked: Asked) -> Mapping[str, Any]:
    found = [page for page in pages.values() if page.get("source") == asked.file and "number" in page]
    if not found:
        raise ValueError(f"{asked.edition} has no page in this build.")
    return found[0]


def _refuse_spies(letter: str, asked: Asked) -> None:
    if found := spied(letter):
        say = "tells the other end who came by this mail. Take everything from “?utm_…” on out of the address."
        raise ValueError(f"{asked.file}: the link {found[0]} {say}")


def _refuse_large(html: str, asked: Asked) -> None:
    size = len(html.encode())
    if size >= MOST:
        say = f"as a mail it has {size:,} bytes. From {MOST:,} on, Gmail hides the end, and with it the way to stop."
        raise ValueError(f"{asked.file}: {say} Put long lists and large tables on a page and link to it.")


def _prepared(page: Mapping[str, Any], asked: Asked, workspace: Workspace, content: str) -> PreparedEdition:
    area, language = workspace.area, workspace.language
    return PreparedEdition.model_validate(
        {
            "edition": asked.edition,
            "id": asked.record.id,
            "number": asked.record.number,
            "language": language.tag,
            "direction": language.direction,
            "title": page["title"],
            "subject": subject(page, language),
            "preheader": page["summary"],
            "page": page_address(page, area),
            "archive": f"{area.origin}{area.root}{ARCHIVE}",
            "published": asked.record.date,
            "mailing": area.mail,
            "content": content,
            "draft": page["draft"],
            "source": sha256((workspace.content / asked.file).read_bytes()).hexdigest(),
        }
    )


def _said(mail: Mail, folder: Path) -> Iterator[str]:
    yield f"Made {folder}/: {mail.prepared.subject}"
    for name, data in mail.files.items():
        yield f"  {name:<13} {len(data):>7,} bytes  {_USES[name]}"
    if len(mail.prepared.subject) > LONGEST_SUBJECT:
        length = len(mail.prepared.subject)
        yield f"warning: the subject has {length} letters; best are {LONGEST_SUBJECT} at most. Make the title shorter."
    if mail.prepared.draft:
        yield "It is not public yet: a mail to look at, not to send. Make it again when the briefing is out."
    if not mail.prepared.mailing.unsubscribe:
        yield "There is no `unsubscribe` in [mail]: you can paste this mail, and `invoke email.send` will refuse it."
