"""What older editions showed and this one no longer has: whoever kept them sets it beside the figures of today."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from plugins.model.disclosure.cells import (
    COUNT,
    DENOMINATOR,
    NUMERATOR,
    VALUE,
    Where,
    growth_of,
    printed,
    splits,
    where,
)
from plugins.model.disclosure.raw import RawFigure
from plugins.model.disclosure.tables import Earlier, Key, Sum
from plugins.model.figures import Series
from plugins.model.measures import Measure, Protection


def dropped(
    earlier: Sequence[Series], raw: Sequence[RawFigure], counts: Mapping[Key, int], measure: Measure, rule: Protection
) -> Earlier:
    """Return the counts that were shown last time they were there, are none of *counts*, and add up with those.

    A total of one edition and the groups of another make one table, as do two months of a year to date. Groups that
    were hidden for being small tell by that reason what they can be.
    """
    figures = {where(one): (one, series.unit) for series in earlier for one in series.figures if not one.place}
    shown: dict[Key, int] = {
        key: int(number)
        for one, unit in figures.values()
        for key, number in printed(one, unit).items()
        if key[0] != VALUE and key not in counts
    }
    few = [at for at, (one, _) in figures.items() if one.why == "small number"]
    small = frozenset((COUNT, *at) for at in few if (COUNT, *at) not in counts)
    places = {at: one.period for at, (one, _) in figures.items()} | {where(one): one.period for one in raw}
    every: dict[Key, int] = {**counts, **shown}
    sums = [*(_sums(places, every) if measure.adds_up else splits(every))]
    growth = list(growth_of(places, every))
    then = {key for one in growth if shown.keys() & {one.total, *one.parts} for key in one.parts} | shown.keys()
    sums = [one for one in [*sums, *growth] if then & {one.total, *one.parts}]
    for one, away in _near_an_end(places, every, small, rule) if measure.adds_up else ():
        sums.append(one)
        shown[one.parts[-1]] = away
    return Earlier(shown, frozenset(), tuple(sums))


def _sums(places: Iterable[Where], counts: Mapping[Key, int]) -> Iterator[Sum]:
    """Yield what adds up in each period; where groups have no such count, with what is left for them."""
    groups: dict[str, list[str]] = {}
    for code, group in sorted(places):
        groups.setdefault(code, []).extend([group] if group else [])
    for code, names in groups.items():
        for kind in (COUNT, NUMERATOR, DENOMINATOR):
            parts: list[Key] = [(kind, code, group) for group in names if (kind, code, group) in counts]
            total = (kind, code, "")
            if total in counts and parts:
                is_whole = len(parts) == len(names) or counts[total] == sum(counts[key] for key in parts)
                yield Sum(total, tuple(parts) if is_whole else (*parts, ("left", total)))


def _near_an_end(
    places: Iterable[Where], counts: Mapping[Key, int], small: frozenset[Key], rule: Protection
) -> Iterator[tuple[Sum, int]]:
    """Yield each total that leaves to groups once hidden as *small* nearly the least, or the most, that they can be.

    Two groups of one to four, and a total of eight: each is four. Of seven, each is three or four, and three values is
    what a small count should have. So what each is at that end is a count, and the last part is how far away it is.
    """
    groups: dict[str, list[Key]] = {}
    for code, group in places:
        groups.setdefault(code, []).extend([(COUNT, code, group)] if group else [])
    most = rule.threshold - 1
    for code, keys in groups.items():
        total = (COUNT, code, "")
        parts, gone = [key for key in keys if key in counts], [key for key in keys if key not in counts]
        if total not in counts or not gone or not small.issuperset(gone):
            continue
        left = counts[total] - sum(counts[key] for key in parts)
        for each in (1, most):
            away = left - each * len(gone)
            if len(gone) <= left <= most * len(gone) and abs(away) < min(3, most) - 1:
                yield Sum(total, (*parts, *[("each", each, total)] * len(gone), ("away", each, total))), away
