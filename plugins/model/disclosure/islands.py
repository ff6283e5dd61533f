"""Parts of a table that nothing connects: each is protected by itself, which keeps the work small."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from plugins.model.disclosure.ground import Ground
from plugins.model.disclosure.tables import Key


def islands(whole: Ground) -> Iterator[Ground]:
    """Yield the parts of a ground, in an order that depends on its keys only."""
    parent: dict[Key, Key] = {key: key for key in whole.counts}
    for group in _together(whole):
        ours = [key for key in group if key in parent]
        for key in ours[1:]:
            parent[_root(key, parent)] = _root(ours[0], parent)
    members: dict[Key, set[Key]] = {}
    for key in whole.counts:
        members.setdefault(_root(key, parent), set()).add(key)
    for keys in sorted(members.values(), key=lambda keys: min(map(repr, keys))):
        yield _cut(whole, keys)


def _together(whole: Ground) -> Iterator[list[Key]]:
    yield from ([key for key, _ in terms] for terms in whole.equations)
    yield from ([one.total, *one.parts] for one in whole.sums)
    yield from ([one.numerator, one.denominator] for one in whole.ratios)
    yield from ([one.ratio.numerator, one.ratio.denominator] for one in whole.rounded)


def _root(key: Key, parent: dict[Key, Key]) -> Key:
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def _cut(whole: Ground, keys: set[Key]) -> Ground:
    ratios = tuple(one for one in whole.ratios if one.numerator in keys)
    here = keys | {one.key for one in ratios}
    return replace(
        whole,
        counts={key: whole.counts[key] for key in sorted(keys, key=repr)},
        sums=tuple(one for one in whole.sums if one.total in keys),
        ratios=ratios,
        equations=tuple(terms for terms in whole.equations if _any(keys, (key for key, _ in terms))),
        rounded=tuple(one for one in whole.rounded if one.ratio.numerator in keys),
        known=whole.known & keys,
        before=whole.before & here,
        unprinted=whole.unprinted & keys,
    )


def _any(keys: set[Key], others: Iterable[Key]) -> bool:
    return next(iter(others)) in keys
