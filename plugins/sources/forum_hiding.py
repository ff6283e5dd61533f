"""Which numbers of a view are hidden: small ones, those that would give them away, and those hidden before."""

from collections.abc import Mapping, Sequence
from datetime import date

from plugins.model.actions import Snapshot
from plugins.model.disclosure.hiding import hide
from plugins.model.disclosure.tables import Earlier, Key, Sum, Table
from plugins.model.figures import Why
from plugins.model.forum import FamiliesView
from plugins.model.measures import Protection
from plugins.sources.steady import steady

TOTAL = ""


def told_before(
    theme: int, asked_on: date, earlier: Sequence[Snapshot], older: Sequence[Snapshot]
) -> list[FamiliesView]:
    """Return what was told of the same theme and the same asking, oldest first: another asking heard other people.

    In *older*, the snapshots of earlier plans, any theme counts, because themes had other numbers there. The one that
    hid most comes last, so that what any of them hid stays hidden.
    """
    then = [one for snapshot in older for one in snapshot.views if one.asked_on == asked_on]
    now = [one for snapshot in earlier for one in snapshot.views if (one.theme, one.asked_on) == (theme, asked_on)]
    return [one for one in [*sorted(then, key=_gaps), *now] if one.feeling != "not asked"]


def _gaps(view: FamiliesView) -> int:
    return [view.answers, *(one.count for one in view.split)].count(None)


def hidden_numbers(
    answers: int | None, split: Mapping[str, int], told: Sequence[FamiliesView], rule: Protection
) -> Mapping[str, Why]:
    """Return which numbers are hidden and why, by the words of the answer; ``""`` is how many people answered.

    *told* is what earlier editions told of the same asking, oldest first.
    """
    if answers is None:
        return {}
    keys = {_key(words): words for words in (TOTAL, *split)}
    counts: dict[Key, int] = {_key(words): count for words, count in {TOTAL: answers, **split}.items()}
    adds_up = bool(split) and sum(split.values()) == answers
    sums = (Sum(total=_key(TOTAL), parts=tuple(map(_key, split))),) if adds_up else ()
    hidden = hide(Table(counts=counts, sums=sums), rule, [_earlier(one, sums) for one in told])
    last: dict[Key, Why | None] = {_key(one.words): one.why for one in told[-1].split} if told else {}
    return {keys[key]: why for key, why in steady(hidden, last).items() if isinstance(key, str) and key in keys}


def _key(words: str) -> str:
    return " ".join(words.casefold().split())


def _earlier(view: FamiliesView, sums: tuple[Sum, ...]) -> Earlier:
    """Return what an earlier edition told: where it had the same parts, they made up its total as they do now."""
    numbers = {_key(one.words): one.count for one in view.split} | {_key(TOTAL): view.answers}
    same = all(set(one.parts) | {one.total} == set(numbers) for one in sums)
    return Earlier(
        shown={key: count for key, count in numbers.items() if count is not None},
        hidden=frozenset(key for key, count in numbers.items() if count is None),
        sums=sums if same else (),
    )
