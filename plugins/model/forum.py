"""The families' view: how the parent carer forum sees each theme, beside the partnership's own account.

The forum's file is the forum's: its words are published as written, with who in the forum approved them and when. The
two accounts are never made into one figure: ``account`` judges the partnership's own actions by a published rule, the
forum says how it is for families, and where they differ a page says so.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import AfterValidator, StringConstraints, model_validator

from plugins.model.figures import Why
from plugins.model.language import Language
from plugins.model.values import Line, Text, Value, is_unseen, mistake

if TYPE_CHECKING:
    from plugins.model.actions import Snapshot, Standing

Feeling = Literal["working", "mixed", "not working", "not asked"]
Account = Literal["on course", "mixed", "behind"]
SAME: dict[Account, Feeling] = {"on course": "working", "mixed": "mixed", "behind": "not working"}
"""What families would say where they saw a theme as the partnership does."""


MOST_WORDS = 5000
"""How many characters of the forum's own words a page can hold and stay light."""


def _verbatim(text: str) -> str:
    if not text.strip() or any(map(is_unseen, text)):
        raise mistake(
            "There is nothing to read in it, or a sign that cannot be shown.", "Write the words again by hand."
        )
    if len(text) > MOST_WORDS:
        raise mistake(f"This is longer than {MOST_WORDS:,} characters.", "Let the forum publish it, and link to it.")
    return text


Verbatim = Annotated[str, StringConstraints(strip_whitespace=False), AfterValidator(_verbatim)]
"""Somebody else's words: kept to the last space."""


class Answer(Value):
    """How many people gave an answer; None where that number is hidden, and ``why`` then says by which rule."""

    words: Line
    count: int | None = None
    why: Why | None = None


class FamiliesView(Value):
    """The forum's view of one theme. Where too few people answered, ``feeling`` and the answers are hidden.

    ``answers`` is how many people were heard, None where that is hidden too or nobody was asked.
    """

    theme: int
    asked_on: date
    method: Text
    question: Line | None = None
    answers: int | None = None
    feeling: Feeling | None = None
    why: Why | None = None
    split: tuple[Answer, ...] = ()
    words: Verbatim | None = None
    approved_by: Line
    approved_on: date

    @model_validator(mode="after")
    def whole(self) -> Self:
        """Refuse a view that is hidden and still says something of the numbers."""
        if (self.feeling is None) != (self.why is not None):
            raise mistake("A view has neither a feeling nor a reason.", "Bring the file back from git, and pull again.")
        return self


def account(standings: "Iterable[Standing]") -> tuple[Account | None, int, int]:
    """Return the partnership's own account of a theme, and how many of how many actions are as they should be.

    An action is as it should be where it is done and its evidence is published, or is on track, or has not started and
    is not due yet. On course is at least three in four of these, behind is fewer than half. What the tracker itself
    calls slow or off track is not as it should be, however far away its date is. None where there is no action.
    """
    known = [_is_fine(one) for one in standings]
    fine, total = sum(known), len(known)
    if not total:
        return None, 0, 0
    return ("on course" if 4 * fine >= 3 * total else "behind" if 2 * fine < total else "mixed"), fine, total


def _is_fine(one: "Standing") -> bool:
    return one.is_done or (one.status.kind in {"on-track", "not-started"} and not one.is_late)


class ViewChange(Value):
    """One change in the views: given for the first time, given anew, corrected, or no longer there."""

    kind: Literal["given", "new", "corrected", "gone"]
    theme: int
    before: FamiliesView | None = None
    after: FamiliesView | None = None


def view_changes(before: "Snapshot | None", after: "Snapshot") -> tuple[ViewChange, ...]:
    """Return what changed in the forum's views from *before* to *after*, theme by theme; nothing for the first."""
    if before is None:
        return ()
    old, new = ({one.theme: one for one in snapshot.views} for snapshot in (before, after))
    found = (_change(old.get(number), new.get(number)) for number in sorted({*old, *new}))
    return tuple(one for one in found if one)


def _change(old: FamiliesView | None, new: FamiliesView | None) -> ViewChange | None:
    """Return what changed in one theme. A number that is hidden now is no change of the view."""
    if new is None:
        return ViewChange(kind="gone", theme=old.theme, before=old) if old else None
    if old is None:
        return ViewChange(kind="given", theme=new.theme, after=new)
    if old.asked_on != new.asked_on:
        return ViewChange(kind="new", theme=new.theme, before=old, after=new)
    said = [(one.feeling, one.method, one.question, one.words, one.approved_by) for one in (old, new)]
    corrected = said[0] != said[1] or _is_counted_anew(old, new)
    return ViewChange(kind="corrected", theme=new.theme, before=old, after=new) if corrected else None


def _is_counted_anew(old: FamiliesView, new: FamiliesView) -> bool:
    """Say whether a number that both show is another one, or the answers themselves are others."""
    before, now = ({"": one.answers, **{part.words: part.count for part in one.split}} for one in (old, new))
    return before.keys() != now.keys() or any(
        None not in {before[key], now[key]} and before[key] != now[key] for key in now
    )


class Story(Value):
    """The views of one theme over time: the one that holds, those before it (newest first), or the one that went."""

    now: FamiliesView | None = None
    earlier: tuple[FamiliesView, ...] = ()
    gone: FamiliesView | None = None


def story(theme: int, told: Iterable[ViewChange], now: FamiliesView | None) -> Story:
    """Return the views of *theme*, given what changed (oldest first) and the view that holds *now*.

    What was taken back is not shown again: of it only remains that there was a view, and of which day.
    """
    earlier: list[FamiliesView] = []
    gone: FamiliesView | None = None
    for change in told:
        if change.theme == theme and change.kind == "new" and change.before:
            earlier.insert(0, change.before)
        elif change.theme == theme and change.kind in {"gone", "given"}:
            earlier, gone = [], change.before
    return Story(now=now, earlier=tuple(earlier) if now else (), gone=None if now else gone)


def view_sentence(change: ViewChange, forum: str, language: Language) -> str:
    """Return one change as a sentence about theme N; *forum* is what the forum is called in sentences."""
    words, told = language.gettext, {"forum": forum, "theme": change.theme}
    if change.after is None:
        assert change.before
        day = language.day(change.before.asked_on)
        return words(
            "The view of %(forum)s on theme %(theme)s, given on %(day)s, is no longer published.", **told, day=day
        )
    told |= {"feeling": feeling_words(change.after.feeling, language), "day": language.day(change.after.asked_on)}
    sentences = {
        "given": words("%(forum)s gave its view on theme %(theme)s: %(feeling)s.", **told),
        "new": words("%(forum)s gave a new view on theme %(theme)s: %(feeling)s.", **told),
        "corrected": words("%(forum)s corrected its view on theme %(theme)s of %(day)s: %(feeling)s.", **told),
    }
    before = change.before and feeling_words(change.before.feeling, language)
    if change.kind != "new" or change.before is None or before == told["feeling"]:
        return sentences[change.kind]
    said = words("On %(day)s it said: %(feeling)s.", day=language.day(change.before.asked_on), feeling=before)
    return f"{sentences['new']} {said}"


def feeling_words(feeling: Feeling | None, language: Language) -> str:
    """Return how families feel, to stand within a sentence; None is a view that is hidden."""
    words = {
        "working": language.gettext("it is working"),
        "mixed": language.gettext("it works for some and not for others"),
        "not working": language.gettext("it is not working"),
        "not asked": language.gettext("families have not been asked"),
        None: language.gettext("too few people answered for us to show it safely"),
    }
    return words[feeling]
