"""The partnership: everything that names a place, a role, a colour, a word for a status or a source of data."""

from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import model_validator

from plugins.model.accessibility import Accessibility
from plugins.model.brand import Brand
from plugins.model.editions import EditionCalendar
from plugins.model.mailing import Mailing
from plugins.model.values import Address, Email, Line, Link, SiteAddress, Slug, Text, Value, mistake
from plugins.model.voices import Comments, Forum

StatusKind = Literal["done", "on-track", "delayed", "off-track", "not-started"]


class Names(Value):
    """What the partnership and its site are called."""

    short: Line
    full: Line
    site: Line
    local_offer: Line


class Contact(Value):
    """How to reach the team that answers."""

    team: Line
    telephone: Line
    hours: Line
    text_number: Line | None = None
    email: Email
    plan_comments: Email
    post: tuple[Line, ...]


class Partner(Value):
    """An organisation of the partnership and what it does."""

    name: Line
    short: Line
    sector: Line
    does: Text
    url: Address | None = None


class Urgent(Value):
    """Help that cannot wait."""

    name: Line
    telephone: Line
    when: Line


class Advice(Value):
    """The independent information, advice and support service (Children and Families Act 2014, section 32)."""

    name: Line
    does: Text
    telephone: Line
    email: Email
    url: Address | None = None


class Subscribe(Value):
    """Where people subscribe to the briefing, and who holds their addresses."""

    url: Address
    holder: Text


class Status(Value):
    """A word for how an action stands, with its published definition and the tracker's ways of saying it."""

    id: Slug
    word: Line
    kind: StatusKind
    definition: Text
    tracker: tuple[Line, ...]


class Role(Value):
    """A role that may be published as the lead of an action, and how the tracker writes it."""

    role: Line
    organisation: Line
    tracker: tuple[Line, ...] = ()


class Tracker(Value):
    """Where the programme office keeps the plan's actions, and how to read them.

    ``aliases`` gives more names for a column that is published, ``people`` names columns that hold names of people
    beside those that are known, and ``harmless`` is a list of words that look like personal data and are not.
    """

    source: Line
    sheet: Line | None = None
    token_env: Line | None = None
    token_header: Line = "Authorization"
    aliases: dict[str, tuple[Line, ...]] = {}
    people: tuple[Line, ...] = ()
    harmless: tuple[Line, ...] = ()
    roles: tuple[Role, ...] = ()
    max_lost: float = 0.1
    max_megabytes: float = 20
    max_rows: int = 10_000
    timeout: float = 30

    @model_validator(mode="after")
    def known_columns(self) -> Self:
        """Refuse more names for a column that is not one of those that are published."""
        columns = ["ref", "theme", "text", "status", "due", "revised", "completed"]
        columns += ["moved_why", "evidence", "evidence_date", "evidence_link", "effect"]
        columns += ["lead", "organisation", "update", "updated", "publish"]
        if unknown := sorted(set(self.aliases) - set(columns)):
            raise mistake(f"“{unknown[0]}” is not a column that is published.", f"It can be: {', '.join(columns)}.")
        return self


class Home(Value):
    """The words of the front page."""

    lead: Text
    ways: tuple["Way", ...]


class Way(Value):
    """A main way in: a heading, a sentence and an address."""

    title: Line
    url: Address
    text: Line
    icon: Slug


class Area(Value):
    """The whole partnership, as ``content/area.toml`` gives it."""

    language: Line = "en-GB"
    address: SiteAddress
    notice: Line | None = None
    licence: Line | None = None
    share_image: Line | None = None
    names: Names
    home: Home
    contact: Contact
    partners: tuple[Partner, ...]
    brand: Brand = Brand()
    statuses: tuple[Status, ...] = ()
    urgent: tuple[Urgent, ...]
    advice: Advice
    subscribe: Subscribe | None = None
    briefing: EditionCalendar | None = None
    mail: Mailing | None = None
    members: Link | None = None
    tracker: Tracker | None = None
    forum: Forum | None = None
    comments: Comments = Comments()
    accessibility: Accessibility

    @model_validator(mode="after")
    def distinct(self) -> Self:
        """Refuse two statuses with one id, or with one of the tracker's words."""
        ids = [status.id for status in self.statuses]
        said = [
            word.casefold() for status in self.statuses for word in dict.fromkeys(map(str.casefold, status.tracker))
        ]
        for what, used in (("id", ids), ("word of the tracker", said)):
            if twice := sorted({one for one in used if used.count(one) > 1}):
                raise mistake(f"Two statuses have the same {what}: “{twice[0]}”.", "Give it to only one of them.")
        return self

    @property
    def origin(self) -> str:
        """The scheme and host of the site's address, for example ``https://send.example.org``."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def root(self) -> str:
        """The path the site lives under, without a slash at its end: often an empty string."""
        return urlsplit(self.address).path.rstrip("/")

    def status(self, name: str) -> Status:
        """Return the status with the id *name*. Raises ``StopIteration`` where there is none."""
        return next(status for status in self.statuses if status.id == name)
