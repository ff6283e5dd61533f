"""The kinds of Markdown file, and what the front matter of each may say."""

from typing import Annotated, Literal

from pydantic import Field

from plugins.model.downloads import Download
from plugins.model.editions import Correction, Recording, Withdrawal
from plugins.model.values import Address, Day, Identity, Line, Link, Moment, OwnAddress, Slug, Text, Value, unchecked


class NextStep(Value):
    """The one clear thing to do after reading a page."""

    title: Line
    url: Address
    text: Text


class EasyReadRow(Value):
    """One idea: a picture and a sentence."""

    icon: Slug
    text: Line


class EasyReadGroup(Value):
    """A heading and the rows under it."""

    heading: Line
    rows: tuple[EasyReadRow, ...]


class Common(Value):
    """What every Markdown file says of itself."""

    title: Line
    id: Identity
    status: Literal["draft", "published"]
    summary: Line
    slug: Slug | None = None
    redirect_from: tuple[OwnAddress, ...] = ()
    related: tuple[Link, ...] = ()


class Page(Common):
    """A page of guidance or of information."""

    reviewed: Day
    owner: Line
    order: int = 1000
    icon: Slug = "document"
    next_step: NextStep | None = None
    easy_read: tuple[EasyReadGroup, ...] = ()
    downloads: tuple[Download, ...] = ()


class Dated(Common):
    """A file that appears at its date and stays."""

    date: Moment
    themes: tuple[Slug, ...] = ()


class Spoken(Value):
    """What somebody said for the record, with the role they had then: it stays as it is when roles change."""

    text: Text
    role: Line
    organisation: Line
    name: Line | None = None

    @property
    def who(self) -> str:
        """Who said it, as the file has it: name where one is given, role, organisation."""
        return ", ".join(filter(None, (self.name, self.role, self.organisation)))


class News(Dated):
    """A news item."""

    quotes: tuple[Spoken, ...] = ()
    press_summary: Text | None = None
    notes: tuple[Text, ...] = ()
    contact: Line | None = None


class Briefing(Dated):
    """An edition of the fortnightly briefing; ``number`` counts them."""

    number: Annotated[int, Field(ge=1, le=99_999)]
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None
    recording: Recording | None = None


class Permission(Value):
    """That a family agreed to be quoted: when, and which role holds the proof. Never the name of the family."""

    given: Day
    held_by: Line


class Quotation(Value):
    """What a family or a young person said."""

    voice: Literal["family", "young person"]
    text: Text
    who: Line
    permission: Permission | None = None
    checked_by: tuple[Line, ...] = ()

    @property
    def why_not(self) -> str:
        """Return why this may not be published yet, or an empty string where it may."""
        if self.permission is None:
            return "no permission is recorded"
        return unchecked(self.checked_by)


class ThemeText(Value):
    """The front matter of a theme of the plan."""

    id: Identity
    summary: Line
    lead: Line
    icon: Slug = "plan"
    quotations: tuple[Quotation, ...] = ()
    related: tuple[Link, ...] = ()


KINDS: dict[str, type[Value]] = {"page": Page, "news": News, "briefing": Briefing, "theme": ThemeText}
FOLDERS = {"pages": "page", "news": "news", "briefings": "briefing"}
