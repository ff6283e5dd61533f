"""One table of several: where measures count the same children, the same count has one key in all of them.

So it is hidden in all of them or in none, and what one of them shows is known of the others.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import NamedTuple

from plugins.model.disclosure.ground import Rest
from plugins.model.disclosure.tables import Earlier, Key, Ratio, Sum, Table

Column = dict[str, tuple[Key, object]]  # by group: the key of a count, and the count
Naming = Callable[[str, Key], Key]
_WHOLE, _IN, _REST = "whole", "in", "rest"
_PARTS = ((_WHOLE, _IN), (_WHOLE, _REST), (_IN, _WHOLE), (_REST, _WHOLE))


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """A table, the editions of it that are public, oldest first, and the keys that need not stay hidden."""

    table: Table
    editions: Sequence[Earlier]
    revealed: frozenset[Key]


class Pair(NamedTuple):
    """Two keys of the same count; ``is_one`` where they can be one key: all children, or the same share of them."""

    ours: Key
    theirs: Key
    is_one: bool


def joined(sheets: Mapping[str, Sheet]) -> tuple[Sheet, Naming]:
    """Return one sheet of all *sheets*, by the id of their measure, and what a key of one of them is called in it."""
    names: dict[Key, Key] = {}
    links: list[tuple[str, Key, str, Key]] = []
    for one, other in combinations(sorted(sheets), 2):
        for pair in pairs_of(sheets[one], sheets[other]):
            if pair.is_one:
                names.setdefault((other, pair.theirs), names.get((one, pair.ours), (one, pair.ours)))
            else:
                links.append((one, pair.ours, other, pair.theirs))

    def named(name: str, key: Key) -> Key:
        match key:
            case Rest(("value", *_) as share):  # made from the key of its share, when the ground is laid
                return Rest((name, share))
            case _:
                return names.get((name, key), (name, key))

    tables = [_named_table(one.table, name, named) for name, one in sheets.items()]
    editions = [_named_edition(each, name, named) for name, one in sheets.items() for each in one.editions]
    # Each measure has editions of its own, so which is the last one must be asked of each.
    stay = frozenset(named(name, key) for name, one in sheets.items() for key in _stays_hidden(one.editions))
    return Sheet(
        Table(
            {key: count for one in tables for key, count in one.counts.items()},
            (
                *(each for one in tables for each in one.sums),
                *(Sum(named(*link[:2]), (named(*link[2:]),)) for link in links),
            ),
            tuple(each for one in tables for each in one.ratios),
            frozenset(key for one in tables for key in one.unprinted),
        ),
        [*editions, Earlier({}, stay)],
        frozenset(named(name, key) for name, one in sheets.items() for key in one.revealed),
    ), named


def pairs_of(ours: Sheet, theirs: Sheet) -> Iterator[Pair]:
    """Yield what is the same in two tables, or in one table and what was shown of the other."""
    for (old, one), (older, other) in product(enumerate(_known(ours)), enumerate(_known(theirs))):
        if not (old and older):
            for code in sorted(one.keys() & other.keys()):
                yield from _pairs(one[code], other[code])


def _pairs(one: Mapping[str, Column], other: Mapping[str, Column]) -> Iterator[Pair]:
    """Yield what is the same in one period: all children, and then who of them; else some children are all the others.

    Of shares of the same children, those who are counted in one may be those who are not in the other: in time, late.
    """
    if whole := _alike(one, other, _WHOLE, _WHOLE):
        yield from (Pair(*keys, is_one=True) for keys in whole.values())
        counted, left = (
            {group: keys for group, keys in _alike(one, other, _IN, kind).items() if group in whole}
            for kind in (_IN, _REST)
        )
        best = counted if len(counted) >= len(left) else left
        yield from (Pair(*keys, is_one=best is counted) for keys in best.values())
        return
    found = (_alike(one, other, *kinds) for kinds in _PARTS)
    yield from (Pair(*keys, is_one=False) for keys in next(filter(None, found), {}).values())


def _alike(
    one: Mapping[str, Column], other: Mapping[str, Column], ours: str, theirs: str
) -> dict[str, tuple[Key, Key]]:
    """Return by group where two kinds of count are as many; nowhere if they differ in everybody."""
    left, right = one.get(ours, {}), other.get(theirs, {})
    both = sorted(left.keys() & right.keys())
    same = {group: (left[group][0], right[group][0]) for group in both if left[group][1] == right[group][1]}
    return {} if "" in both and "" not in same else same


def _known(one: Sheet) -> list[dict[str, dict[str, Column]]]:
    """Return by period and kind what the table counts, and then what each edition showed and the table has no more."""
    rest = {Rest(each.key): one.table.counts[each.denominator] - one.table.counts[each.numerator]
            for each in one.table.ratios}  # fmt: skip
    now = one.table.counts
    older = [{key: count for key, count in then.shown.items() if key not in now} for then in one.editions]
    return [_columns([*now.items(), *rest.items()]), *(_columns(each.items()) for each in older)]


def _columns(counts: Iterable[tuple[Key, object]]) -> dict[str, dict[str, Column]]:
    found: dict[str, dict[str, Column]] = {}
    for key, count in counts:
        match key:
            case ("count" | "denominator", str(code), str(group)):
                kind = _WHOLE
            case ("numerator", str(code), str(group)):
                kind = _IN
            case Rest(("value", str(code), str(group))):
                kind = _REST
            case _:
                continue
        found.setdefault(code, {}).setdefault(kind, {})[group.casefold()] = (key, count)
    return found


def _stays_hidden(editions: Sequence[Earlier]) -> Iterator[Key]:
    """Yield what the last edition that has it hides."""
    last = {key: key in one.hidden for one in editions for key in (*one.shown, *one.hidden)}
    yield from (key for key, is_hidden in last.items() if is_hidden)


def _named_table(one: Table, name: str, named: Naming) -> Table:
    return Table(
        {named(name, key): count for key, count in one.counts.items()},
        tuple(_sum(each, name, named) for each in one.sums),
        tuple(_ratio(each, name, named) for each in one.ratios),
        frozenset(named(name, key) for key in one.unprinted),
    )


def _named_edition(one: Earlier, name: str, named: Naming) -> Earlier:
    return Earlier(
        {named(name, key): number for key, number in one.shown.items()},
        frozenset(named(name, key) for key in one.hidden),
        tuple(_sum(each, name, named) for each in one.sums),
        tuple(_ratio(each, name, named) for each in one.ratios),
    )


def _sum(one: Sum, name: str, named: Naming) -> Sum:
    return Sum(named(name, one.total), tuple(named(name, part) for part in one.parts))


def _ratio(one: Ratio, name: str, named: Naming) -> Ratio:
    return replace(
        one, key=named(name, one.key), numerator=named(name, one.numerator), denominator=named(name, one.denominator)
    )
