"""What the mail of an edition says, from the same view that its page is made of."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urljoin

from plugins.model.area import Area
from plugins.model.language import Language
from plugins.model.views import View

ARCHIVE = "/briefings/"
# Never in an address: its place is taken by the general one, written as ``model.message.personal`` looks for it.
STOP = "https://stop.invalid/"
SHORT = 16
"""Letters: as long as a telephone number, which nobody likes to read in two lines."""

_PREVIEW = 200  # letters; no mail program shows more of them beside a subject


def subject(page: Mapping[str, Any], language: Language) -> str:
    """Return the subject of the edition of *page*: its title, with “SEND briefing 14:” before it where it has none."""
    name = language.gettext("SEND briefing %(number)s", number=page["number"])
    title = " ".join(page["title"].split())
    is_named = title.casefold().startswith(name.casefold()) and not title[len(name) :][:1].isalnum()
    said = title if is_named else f"{name}: {title}"
    return language.gettext("DRAFT: %(subject)s", subject=said) if page["draft"] else said


def letter_view(page: Mapping[str, Any], html: str, area: Area, language: Language) -> View:
    """Return the view of the mail of *page*; *html* are the words of the edition as they can stand in a mail.

    The area has ``[mail]`` and ``[subscribe]``.
    """
    assert area.mail is not None
    assert area.subscribe is not None
    address = page_address(page, area)
    recording = page["recording"]
    return {
        "language": language.tag,
        "direction": language.direction,
        "subject": subject(page, language),
        "after_preheader": "\u200c\xa0" * max(0, _PREVIEW - len(page["summary"])),
        "sender": area.mail.from_name,
        "notice": area.notice,
        "url": address,
        "html": html,
        **{name: page[name] for name in ("draft", "number", "title", "summary")},
        "date": page["date"],
        "recording": {**recording, "url": _absolute(recording["url"], address, area)} if recording else None,
        "related": [_link(one, address, area) for one in page["related"]],
        "themes": [_link(one, address, area) for one in page["themes"]],
        "why": area.mail.why,
        "holder": area.subscribe.holder,
        "stop": STOP if area.mail.unsubscribe else None,
        "stop_email": area.mail.unsubscribe_email,
        "contact": area.contact.model_dump(),
        "partnership": area.names.full,
    }


def page_address(page: Mapping[str, Any], area: Area) -> str:
    """Return the whole address of *page*."""
    return area.origin + area.root + quote(page["url"])


def _link(link: View, page: str, area: Area) -> View:
    return {"title": link["title"], "url": _absolute(link["url"], page, area)}


def _absolute(address: str, page: str, area: Area) -> str:
    return urljoin(page, area.root + address if address.startswith("/") else address)
