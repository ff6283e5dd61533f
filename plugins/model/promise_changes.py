"""What changed in what was promised of a measure, as values and as sentences.

A promise may change, but never unseen: each change says what it was and what it is.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Literal

from plugins.model.figure_words import value_words
from plugins.model.figures import Unit
from plugins.model.language import Language
from plugins.model.periods import period_words
from plugins.model.promised import Goal, Promise, Start
from plugins.model.values import Value

Fact = Literal["target", "direction", "definition", "basis", "baseline"]
Said = Goal | Start | str | None
_Words = dict[str, str]


class PromiseChange(Value):
    """One fact of a promise, as it was and as it is; None where it was or is not promised."""

    fact: Fact
    before: Said = None
    after: Said = None


def promise_changes(old: Promise | None, new: Promise | None) -> tuple[PromiseChange, ...]:
    """Return what differs between two promises of one measure, targets first.

    Nothing where one of them was not sealed: an older snapshot does not say what was promised then.
    """
    return () if old is None or new is None or old == new else tuple(_changes(old, new))


def new_targets(promise: Promise | None) -> tuple[PromiseChange, ...]:
    """Return the targets of a measure that is new itself."""
    return tuple(PromiseChange(fact="target", after=one) for one in promise.targets) if promise else ()


def _changes(old: Promise, new: Promise) -> Iterator[PromiseChange]:
    yield from (PromiseChange(fact="target", before=was, after=now) for was, now in _paired(old.targets, new.targets))
    facts: tuple[tuple[Fact, Said, Said], ...] = (
        ("direction", old.direction, new.direction),
        ("definition", old.definition, new.definition),
        ("basis", old.basis, new.basis),
        ("baseline", old.baseline, new.baseline),
    )
    for fact, was, now in facts:
        if was != now:
            yield PromiseChange(fact=fact, before=was, after=now)


_ALIKE: tuple[Callable[[Goal], object], ...] = (
    lambda one: one,
    lambda one: (one.kind, one.by),
    lambda one: (one.kind, one.value),
    lambda one: (one.by, one.value),
    lambda one: one.kind,
)


def _paired(old: tuple[Goal, ...], new: tuple[Goal, ...]) -> list[tuple[Goal | None, Goal | None]]:
    """Return each goal that changed beside what became of it: the one most like it; equal ones are left out."""
    was, now = list(old), list(new)
    found: list[tuple[Goal | None, Goal | None]] = []
    for alike in _ALIKE:
        for one in tuple(was):
            other = next((goal for goal in now if alike(goal) == alike(one)), None)
            if other is not None:
                was.remove(one)
                now.remove(other)
                found.append((one, other))
    changed = [(one, other) for one, other in found if one != other]
    return [*sorted(changed, key=_order), *((one, None) for one in was), *((None, one) for one in now)]


def _order(pair: tuple[Goal | None, Goal | None]) -> tuple[object, ...]:
    return tuple((one.by.last, one.value, one.kind) for one in pair if one)


def promise_sentence(change: PromiseChange, title: str, units: tuple[Unit, Unit], language: Language) -> str:
    """Return one change as a sentence; *units* are those of the figures before and now."""
    before, after = (
        _said(change.fact, change.before, units[0], language),
        _said(change.fact, change.after, units[1], language),
    )
    told = {"title": title, "before": before, "after": after}
    if change.fact == "target":
        return _of_target(change, told, language)
    forms = _FORMS[change.fact](language)
    form = forms[0] if before and after else forms[1] if after else forms[2]
    return form % told


def _of_target(change: PromiseChange, told: _Words, language: Language) -> str:
    kinds = [one.kind for one in (change.before, change.after) if isinstance(one, Goal)]
    words, is_target = language.gettext, kinds[0] == "target"
    if change.before is None:
        if is_target:
            return words("A new target for “%(title)s”: %(after)s.", **told)
        return words("A new milestone for “%(title)s”: %(after)s.", **told)
    if change.after is None:
        if is_target:
            return words("The target for “%(title)s”, %(before)s, is taken away.", **told)
        return words("The milestone for “%(title)s”, %(before)s, is taken away.", **told)
    return _changed_target(kinds[1], told, language, is_target=is_target)


def _changed_target(now: str, told: _Words, language: Language, *, is_target: bool) -> str:
    words = language.gettext
    if is_target and now == "target":
        return words("The target for “%(title)s” changed from %(before)s to %(after)s.", **told)
    if is_target:
        return words("The target for “%(title)s”, %(before)s, is only a milestone now: %(after)s.", **told)
    if now == "target":
        return words("The milestone for “%(title)s”, %(before)s, is a target now: %(after)s.", **told)
    return words("The milestone for “%(title)s” changed from %(before)s to %(after)s.", **told)


def _said(fact: Fact, one: Said, unit: Unit, language: Language) -> str:
    """Return what is said of one fact, for the middle of a sentence; "" for nothing."""
    words = language.gettext
    if isinstance(one, Goal):
        return words("%(value)s by %(date)s", value=_value(one.value, unit, language), date=language.in_words(one.by))
    if isinstance(one, Start):
        period = period_words(one.period, language)
        return words("%(value)s, %(period)s", value=_value(one.value, unit, language), period=period)
    if one and fact == "direction":
        return _DIRECTIONS[one](language)
    return words("“%(text)s”", text=one.rstrip(".")) if one else ""


def _value(value: Decimal, unit: Unit, language: Language) -> str:
    return value_words(value, unit, 0, language)


_DIRECTIONS: dict[str, Callable[[Language], str]] = {
    "up": lambda language: language.gettext("higher is better"),
    "down": lambda language: language.gettext("lower is better"),
    "neutral": lambda language: language.gettext("neither higher nor lower is better"),
}
# What is told where a fact changed, where it is promised for the first time, and where it is no longer promised.
_FORMS: dict[Fact, Callable[[Language], tuple[str, str, str]]] = {
    "direction": lambda language: (
        language.gettext("Which way is good for “%(title)s” is told anew: it was %(before)s, and is now %(after)s."),
        "",
        "",
    ),
    "definition": lambda language: (
        language.gettext("What “%(title)s” counts is told anew: it was %(before)s and is now %(after)s."),
        "",
        "",
    ),
    "basis": lambda language: (
        language.gettext(
            "What “%(title)s” counts in or leaves out is told anew: it was %(before)s and is now %(after)s."
        ),
        language.gettext("What “%(title)s” counts in or leaves out is told for the first time: %(after)s."),
        language.gettext("What “%(title)s” counts in or leaves out is no longer told; it was %(before)s."),
    ),
    "baseline": lambda language: (
        language.gettext("Where “%(title)s” started is told anew: it was %(before)s, and is now %(after)s."),
        language.gettext("Where “%(title)s” started is told for the first time: %(after)s."),
        language.gettext("Where “%(title)s” started is no longer told; it was %(before)s."),
    ),
}
