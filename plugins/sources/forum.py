"""The parent carer forum's file: its view of each theme, approved by the forum, with small numbers hidden.

The file lies outside the content folder, because it holds how many people said what. It comes in with ``invoke pull``.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from plugins.model.actions import Snapshot
from plugins.model.area import Area
from plugins.model.figures import Why
from plugins.model.findings import Finding, Place, error, errors, warning
from plugins.model.forum import Answer, FamiliesView, Feeling, Verbatim
from plugins.model.measures import Protection
from plugins.model.values import Day, Line, Text, Value, mistake
from plugins.sources.forum_hiding import hidden_numbers, told_before
from plugins.sources.outside import read_outside
from plugins.sources.safe_words import unsafe
from plugins.sources.toml_files import parse_toml
from plugins.sources.tracker.people import Names
from plugins.sources.tracker.personal import Personal, personal_data


def amount(value: object) -> int:
    """Return *value* as a count of people. Raises a mistake that does not repeat it: it may be a small number."""
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal()) or len(text) > 6:
        raise mistake("This is not a count of people.", "Write a whole number in figures, 0 or more.")
    return int(text)


Amount = Annotated[int, BeforeValidator(amount)]


class RawAnswer(Value):
    """An answer and how many people gave it, as the forum counted."""

    words: Line
    count: Amount = Field(repr=False)


class RawView(Value):
    """A view as the forum wrote it, before anything is hidden. It never leaves the pull."""

    theme: int
    asked_on: Day
    method: Text
    question: Line | None = None
    answers: Amount | None = Field(default=None, repr=False)
    feeling: Feeling
    split: tuple[RawAnswer, ...] = ()
    words: Verbatim | None = None
    approved_by: Line | None = None
    approved_on: Day | None = None

    @model_validator(mode="after")
    def counted(self) -> Self:
        """Refuse a view without its number of answers, and answers that more people gave than were heard."""
        if (self.answers or 0) > 0 and self.feeling == "not asked":
            raise mistake("Nobody was asked, and yet people answered.", "Correct `feeling` or `answers`.")
        if self.answers is None and self.feeling != "not asked":
            raise mistake("It does not say how many people answered.", "Give `answers`.")
        if any(one.count > (self.answers or 0) for one in self.split):
            raise mistake("More people gave one of the answers than answered at all.", "Correct `answers` or `split`.")
        if len({one.words.casefold() for one in self.split}) < len(self.split):
            raise mistake("The same answer stands twice in `split`.", "Put the two together.")
        return self

    @model_validator(mode="after")
    def approved(self) -> Self:
        """Refuse an approval without its day, or from before the asking."""
        if bool(self.approved_by) != bool(self.approved_on):
            raise mistake("Who approved it and when belong together.", "Give both `approved_by` and `approved_on`.")
        if self.approved_on and self.approved_on < self.asked_on:
            raise mistake("It was approved before anybody was asked.", "Correct one of the two dates.")
        return self

    def texts(self) -> dict[str, str]:
        """Return the words that would become public, by their keys."""
        keys = ("method", "question", "words", "approved_by")
        given = {key: getattr(self, key) for key in keys if getattr(self, key)}
        return given | {f"split.{number}.words": one.words for number, one in enumerate(self.split)}


class _File(Value):
    view: tuple[RawView, ...] = ()


def propose_views(  # noqa: PLR0917  # what a proposal depends on, and nothing hidden
    area: Area,
    content: Path,
    themes: Mapping[str, int],
    earlier: Sequence[Snapshot],
    rule: Protection,
    today: date | None = None,
    *,
    older: Sequence[Snapshot] = (),
) -> tuple[tuple[FamiliesView, ...], list[Finding]]:
    """Return the views as they may be published, theme by theme, and what is wrong with the forum's file.

    *earlier* are all snapshots, oldest first; without a file the views of the last of them stay. *older* are those of
    earlier plans. Where *today* is given, a day that has not come is refused. No finding repeats a number.
    """
    published = earlier[-1].views if earlier else ()
    if area.forum is None or area.forum.source is None:
        return published, []
    document, findings = read_outside(area.forum, content, "forum")
    raw, wrong = parse_toml(document.data, document.name, _File, "view") if document else (None, [])
    findings += wrong
    if document is None or raw is None:
        return published, findings
    findings += _faults(raw, document.name, themes, personal_data(area, Names()), rule, today)
    if errors(findings):
        return published, findings
    views = (_published(one, published, earlier, older, rule) for one in raw.view)
    return tuple(sorted((one for one in views if one), key=lambda one: one.theme)), findings


def _faults(  # noqa: PLR0917  # what a fault depends on
    raw: _File, file: str, themes: Mapping[str, int], personal: Personal, rule: Protection, today: date | None
) -> Iterator[Finding]:
    known = set(themes.values())
    for number, view in enumerate(raw.view):
        key = f"view.{number}"
        if view.theme not in known:
            said = f"There is no theme {view.theme} in the plan."
            yield error(Place(file, key=f"{key}.theme"), said, f"It has {', '.join(map(str, sorted(known)))}.")
        if view.theme in {one.theme for one in raw.view[:number]}:
            mend = "Keep the newest only. Earlier views stay in the plan’s history."
            yield error(Place(file, key=key), f"There are two views of theme {view.theme}.", mend)
        if today and max(view.asked_on, view.approved_on or view.asked_on) > today:
            yield error(Place(file, key=key), "One of its days has not come yet.", "Correct the date.")
        for part, said, mend in unsafe(view.texts(), personal, rule):
            yield error(Place(file, key=f"{key}.{part}"), said, mend)
        yield from _doubts(view, Place(file, key=key), rule)


def _doubts(view: RawView, place: Place, rule: Protection) -> Iterator[Finding]:
    """Yield a warning for a view that is not published, and for words whose numbers are hidden."""
    if view.approved_by is None:
        mend = "Ask the forum to approve it, and to write `approved_by` (a role) and `approved_on`."
        yield warning(place, "This view is not published: nobody in the forum has approved it.", mend)
    if view.answers and sum(one.count for one in view.split) > view.answers:
        said = "Together, more people gave an answer than answered at all."
        yield warning(place, said, "That is right only where people could give several answers: look at `split`.")
    if view.approved_by and view.words and _is_small(view, rule):
        said = "Too few people answered to show how they feel, but the forum’s own words are published."
        yield warning(place, said, "Ask the forum whether its words give away what somebody said.")


def _is_small(view: RawView, rule: Protection) -> bool:
    return view.feeling != "not asked" and (view.answers or 0) < rule.least_denominator


def _published(
    raw: RawView,
    published: Sequence[FamiliesView],
    earlier: Sequence[Snapshot],
    older: Sequence[Snapshot],
    rule: Protection,
) -> FamiliesView | None:
    """Return a view as it may be published, or None. A new view that waits for approval leaves the one before it."""
    if raw.approved_by is None or raw.approved_on is None:
        return next((one for one in published if one.theme == raw.theme and one.asked_on != raw.asked_on), None)
    small = _is_small(raw, rule)
    counts = {one.words: one.count for one in raw.split}
    told = told_before(raw.theme, raw.asked_on, earlier, older)
    hidden = hidden_numbers(raw.answers, {} if small else counts, told, rule)
    built: Why = "built on a small number"
    why = {one.words: built if small else hidden.get(one.words) for one in raw.split}
    facts = raw.model_dump(include={"theme", "asked_on", "method", "question", "words", "approved_by", "approved_on"})
    return FamiliesView(
        **facts,
        answers=None if "" in hidden else raw.answers,
        feeling=None if small else raw.feeling,
        why=built if small else None,
        split=tuple(_answer(one, why[one.words]) for one in raw.split),
    )


def _answer(raw: RawAnswer, why: Why | None) -> Answer:
    return Answer(words=raw.words, count=None if why else raw.count, why=why)
