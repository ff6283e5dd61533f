"""You said, we did: comments, the response and what came of it (SEND Regulations 2014, regulation 56).

Regulation 56 asks a council to publish comments on its Local Offer and its response, with any action it will take, at
least once a year and so that nobody can be identified. It need not publish vexatious comments or those about the
services to a particular person; how many were kept back, and why, is public all the same.
"""

from datetime import date, timedelta
from typing import Literal, Self

from pydantic import model_validator

from plugins.model.dates import PlanDate
from plugins.model.figures import Why
from plugins.model.values import Day, Identity, Line, Slug, Text, Value, mistake, unchecked

Reason = Literal[
    "could identify somebody",
    "about one person's support",
    "abusive or vexatious",
    "not about the local offer",
    "other",
]
What = Literal["received", "withheld", "waiting"]


class Count(Value):
    """A count of comments of a year; None where it is hidden, and ``why`` then says by which rule."""

    what: What
    reason: Reason | None = None
    count: int | None = None
    why: Why | None = None

    @model_validator(mode="after")
    def whole(self) -> Self:
        """Refuse a count that is hidden and shown, or neither."""
        if (self.count is None) != (self.why is not None):
            raise mistake("A count has neither a number nor a reason.", "Bring the file back from git, and pull again.")
        return self


class Register(Value):
    """The forms in which a year's comments came and went. ``year`` is as the partnership counts it: 2025/26."""

    year: Line
    counts: tuple[Count, ...]


class Comment(Value):
    """The front matter of ``content/comments/<slug>.md``: a paraphrase, the response, the action and the result.

    ``action`` is the number of an action of the plan. ``service`` may be any words: help that does not exist, too.
    """

    id: Identity
    status: Literal["draft", "published"]
    received: PlanDate
    theme: Slug | None = None
    service: Line | None = None
    comment: Text
    response: Text | None = None
    responded: Day | None = None
    action: Line | None = None
    result: Text | None = None
    result_on: Day | None = None
    checked_by: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def about_something(self) -> Self:
        """Refuse a comment about nothing, words without their day, and an answer before the comment."""
        if not (self.theme or self.service):
            raise mistake("The comment is about nothing.", "Name the `theme` of the plan or the `service`.")
        for words, day, names in (
            (self.response, self.responded, ("response", "responded")),
            (self.result, self.result_on, ("result", "result_on")),
        ):
            if bool(words) != bool(day):
                raise mistake("These words and their day belong together.", f"Give both `{names[0]}` and `{names[1]}`.")
            if day and day < self.received.first:
                raise mistake(f"`{names[1]}` is before the comment came in.", "Correct one of the two dates.")
        return self

    @property
    def why_not(self) -> str:
        """Return why this may not be published yet, or an empty string where it may."""
        return unchecked(self.checked_by)

    def texts(self) -> dict[str, str]:
        """Return the words that would become public, by their keys."""
        keys = ("service", "comment", "response", "action", "result")
        given = {key: getattr(self, key) for key in keys if getattr(self, key)}
        return given | {f"checked_by.{number}": role for number, role in enumerate(self.checked_by)}


def answer_by(comment: Comment, within: int) -> date:
    """Return the last day for an answer: *within* days from the last day on which it may have come in."""
    return comment.received.last + timedelta(days=within)


class CommentYear(Value):
    """A year of comments, from its first day to its last, as the partnership counts them."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """The name of the year: “2025/26”, or “2026” where it is a calendar year."""
        first, last = self.first.year, self.last.year
        return str(first) if first == last else f"{first}/{last % 100:02}"

    @property
    def slug(self) -> str:
        """The name as it stands in an address: ``2025-26``."""
        return self.name.replace("/", "-")


def year_of(day: date, starts: tuple[int, int]) -> CommentYear:
    """Return the year that *day* lies in, where each year begins on the month and day of *starts*."""
    first = day.year if (day.month, day.day) >= starts else day.year - 1
    return CommentYear(first=date(first, *starts), last=date(first + 1, *starts) - timedelta(days=1))


def next_report(published: date) -> date:
    """Return the day by which the next yearly report is due (regulation 56(3): at least annually).

    A report of 29 February is followed by one of 28 February.
    """
    try:
        return published.replace(year=published.year + 1)
    except ValueError:
        return date(published.year + 1, 2, 28)
