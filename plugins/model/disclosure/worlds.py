"""Other worlds: counts that differ from the true ones and would have been published in exactly the same way.

A hidden count is safe as long as there are such worlds in which it has other values. A world is found by changing one
count and mending the equations this breaks, one after the other; what is found is a proof, so a search that gives up
early can only hide more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.model.disclosure.ground import Terms
from plugins.model.disclosure.labels import Labels, Whys
from plugins.model.disclosure.tables import Key, Ratio

World = Mapping[Key, int]
_MOVES = (2, 4, 6, 9, 16)


@dataclass(slots=True)
class Search:
    """One search: how many more steps it may take, how many counts now shown it may change, and how many in all."""

    steps: int
    openings: int = 0
    moves: int = 0


class Worlds:
    """The worlds that fit one pattern of hidden counts."""

    def __init__(self, labels: Labels, whys: Whys) -> None:
        self._labels, self._whys, self._ground = labels, whys, labels.ground
        self._below = labels.below(whys)
        self._touching = labels.touching
        self._ratios = [one for one in self._ground.ratios if {one.numerator, one.denominator} & whys.keys()]

    def is_free(self, key: Key) -> bool:
        """Say whether the public does not know the count: it is hidden or not printed, and never was shown."""
        ground = self._ground
        return key not in ground.known and (key in self._whys or not self._labels.can_hide(key))

    def others(self, key: Key, search: Search) -> Iterator[World]:
        """Yield worlds in which *key* has another value, by the counts that differ: few changes and near values first.

        Each value has its own share of the steps.
        """
        for moves in _MOVES:
            for value in self._values(key):
                own = Search(search.steps, search.openings, moves)
                yield from self._mended({key: value}, frozenset(), own)

    def opened(self, world: World) -> frozenset[Key]:
        """Return the counts of a world that would have to be hidden for it."""
        return frozenset(key for key in world if not self.is_free(key))

    def _values(self, key: Key) -> list[int]:
        true, threshold = self._ground.counts[key], self._labels.rule.threshold
        near = [true + step * side for step in range(1, threshold + 1) for side in (1, -1)]
        few = [*range(threshold), 2 * true] if true > threshold else range(threshold)
        return [value for value in dict.fromkeys((*near, *few)) if value != true and self._allows(key, value)]

    def _allows(self, key: Key, value: int) -> bool:
        why = self._whys.get(key)
        if why is None and self._labels.can_hide(key):
            why = "would give another away"
        return self._labels.allows(value, why)

    def _mended(self, world: dict[Key, int], opened: frozenset[Key], search: Search) -> Iterator[World]:
        search.steps -= 1
        if search.steps < 0 or len(world) > search.moves:
            return
        broken = self._broken(world)
        if broken is None:
            if self._agrees(world):
                yield world
            return
        terms, gap = broken
        for key, times in terms:
            if key in world or key in self._ground.known:
                continue
            now = opened if self.is_free(key) else opened | {key}
            if len(now) > search.openings:
                continue
            for value in self._mending(key, gap, times):
                yield from self._mended({**world, key: value}, now, search)

    def _broken(self, world: World) -> tuple[Terms, int] | None:
        counts = self._ground.counts
        seen: set[Terms] = set()
        for moved in world:
            for terms in self._touching.get(moved, ()):
                if terms in seen:
                    continue
                seen.add(terms)
                gap = sum(times * (world[key] - counts[key]) for key, times in terms if key in world)
                if gap:
                    return terms, gap
        return None

    def _mending(self, key: Key, gap: int, times: int) -> Iterator[int]:
        """Yield values of *key* that close the gap, wholly or, so that others do the rest, in part."""
        true = self._ground.counts[key]
        whole, left = divmod(-gap, times)
        side = 1 if whole > 0 else -1
        parts = range(abs(whole), 0, -1) if abs(whole) <= self._labels.rule.threshold else (abs(whole), 1)
        if not left:
            yield from (true + side * part for part in parts if self._allows(key, true + side * part))

    def _agrees(self, world: World) -> bool:
        counts = {**self._ground.counts, **world} if self._ratios or self._ground.rounded else {}
        return all(self._ratio_agrees(one, counts) for one in self._ratios) and all(
            one.holds(counts[one.ratio.numerator], counts[one.ratio.denominator]) for one in self._ground.rounded
        )

    def _ratio_agrees(self, one: Ratio, counts: World) -> bool:
        return self._labels.agrees(one, counts[one.numerator], counts[one.denominator], self._whys, self._below)
