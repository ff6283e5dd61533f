"""The programme around the plan: boards, workstreams, strategies and consultations, as their files say it."""

from typing import Literal, Self

from pydantic import model_validator

from plugins.model.dates import PlanDate
from plugins.model.downloads import Download
from plugins.model.kinds import Common, NextStep
from plugins.model.plan import Keys
from plugins.model.values import Address, Day, Identity, Line, Slug, Text, Value, mistake

Roles = dict[Keys, str]


class Member(Value):
    """A seat on a board: a role and the organisation it speaks for. Never a name."""

    role: Line
    organisation: Line


class Notes(Value):
    """What came of a meeting: what was agreed, and what that means for families."""

    agreed: Text
    families: Text


class Meeting(Value):
    """A meeting of a board, to come or past."""

    date: Day
    notes: Notes | None = None
    papers: Address | None = None


class GovernanceBoard(Common):
    """A board: who sits on it, whom it answers to, and when it meets. Its remit is the text of the file."""

    state: Literal["working", "in design"] = "working"
    chair: Line | None = None
    members: tuple[Member, ...] = ()
    reports_to: Line | None = None
    meetings: tuple[Meeting, ...] = ()
    downloads: tuple[Download, ...] = ()
    order: int = 1000

    @property
    def roles(self) -> Roles:
        """The words that must be roles, by their keys."""
        above = {("chair",): self.chair, ("reports_to",): self.reports_to}
        seats: Roles = {("members", number, "role"): one.role for number, one in enumerate(self.members)}
        return seats | {keys: words for keys, words in above.items() if words}

    @model_validator(mode="after")
    def working(self) -> Self:
        """Refuse a board that works without a chair or members, and two meetings on one day."""
        if self.state == "working" and not (self.chair and self.members):
            raise mistake(
                "This board works, and nobody is said to chair it or to sit on it.",
                "Give `chair` and `members`, or say `state: in design`.",
            )
        days = [meeting.date for meeting in self.meetings]
        if len(days) != len(set(days)):
            raise mistake("Two meetings are on the same day.", "Keep one of the two, or correct its date.")
        return self


class Workstream(Common):
    """A part of the work that several organisations do together: its lead, its themes, its actions and its board."""

    partners: tuple[Line, ...]
    lead: Line
    themes: tuple[Slug, ...] = ()
    actions: tuple[Line, ...] = ()
    board: Slug | None = None
    icon: Slug = "people"
    order: int = 1000

    @property
    def roles(self) -> Roles:
        """The words that must be roles, by their keys."""
        return {("lead",): self.lead}

    @model_validator(mode="after")
    def together(self) -> Self:
        """Refuse a workstream of one organisation only."""
        if len({partner.casefold() for partner in self.partners}) < 2:
            raise mistake("A workstream joins at least two organisations.", "Name each of them under `partners`.")
        return self


class Change(Value):
    """A line of the change log: which version, when, and what is new in it."""

    version: Line
    date: Day
    what: Text


class DataFile(Value):
    """A data file that a strategy points to, with its licence."""

    title: Line
    url: Address
    what: Line | None = None
    licence: Line


State = Literal["working draft", "agreed"]


class Strategy(Common):
    """A strategy: the direction that plans follow. Without ``ends`` it has no end, and nothing in it is overdue."""

    main: bool = False
    version: Line
    state: State
    starts: PlanDate | None = None
    ends: PlanDate | None = None
    ambition: Text
    challenges: tuple[Text, ...] = ()
    change_log: tuple[Change, ...] = ()
    workstreams: tuple[Slug, ...] = ()
    themes: tuple[Slug, ...] = ()
    data: tuple[DataFile, ...] = ()
    downloads: tuple[Download, ...] = ()
    order: int = 1000

    @model_validator(mode="after")
    def logged(self) -> Self:
        """Refuse a version that the change log does not tell of, and an end before the start."""
        if self.change_log and self.version not in {one.version for one in self.change_log}:
            raise mistake(
                f"The change log does not tell of version {self.version}.", "Add an entry for it under `change_log`."
            )
        if self.starts and self.ends and self.ends.last < self.starts.first:
            raise mistake("The strategy ends before it starts.", "Check `starts` and `ends`.")
        return self


class EarlierVersion(Value):
    """The front matter of an earlier version of a strategy. Its words are the text of the file, as they were."""

    id: Identity
    title: Line
    version: Line
    state: State
    published: Day
    replaced: Day

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Refuse a version that was replaced before it was published."""
        if self.replaced < self.published:
            raise mistake("This version was replaced before it was published.", "Check the two days.")
        return self


class CameOfIt(Value):
    """What came of a consultation, and the day it was said."""

    text: Text
    date: Day


class Consultation(Common):
    """A question put to families: from when to when, how to answer, and what came of it. ``closes`` is its last day."""

    opens: Day
    closes: Day
    take_part: Text
    next_step: NextStep | None = None
    came_of_it: CameOfIt | None = None
    themes: tuple[Slug, ...] = ()
    strategy: Slug | None = None
    downloads: tuple[Download, ...] = ()

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Refuse a consultation that closes before it opens, or whose outcome was said before it closed."""
        if self.closes < self.opens:
            raise mistake("The consultation closes before it opens.", "Check `opens` and `closes`.")
        if self.came_of_it and self.came_of_it.date <= self.closes:
            raise mistake(
                "What came of it is said before the consultation has closed.",
                "Give the day on which you say it, after `closes`.",
            )
        return self
