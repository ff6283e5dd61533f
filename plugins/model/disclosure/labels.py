"""Why a count is hidden, and what that reason alone tells about it."""

from collections.abc import Mapping
from functools import cached_property

from plugins.model.disclosure.ground import Ground, Rest, Terms
from plugins.model.disclosure.tables import Key, Ratio
from plugins.model.figures import Why
from plugins.model.measures import Protection

Whys = Mapping[Key, Why]
Cost = tuple[bool, bool, bool, int, str]


class Labels:
    """The rule for one ground: which counts are hidden for what they are, and which values a reason leaves open."""

    def __init__(self, ground: Ground, rule: Protection) -> None:
        self.ground, self.rule = ground, rule

    def is_small(self, count: int) -> bool:
        """Say whether a count is of few people: from 1 to below the threshold."""
        return 0 < count < self.rule.threshold

    def is_built_on_few(self, numerator: int, denominator: int) -> bool:
        """Say whether a ratio is built on few people: those in it, those of it who are not, or all it is about.

        Nought of nought tells of nobody.
        """
        if denominator == 0:
            return False
        few = self.is_small(numerator) or self.is_small(denominator - numerator) or self.is_small(denominator)
        return few or denominator < self.rule.least_denominator

    def first(self) -> dict[Key, Why]:
        """Return what is hidden for what it is, and what was hidden before.

        Where a total is small, all its parts are hidden with it, noughts too: they would say who the few are.
        """
        numerators, counts = self.numerators, self.ground.counts
        whys: dict[Key, Why] = {
            key: "small number"
            for key, count in counts.items()
            if self.is_small(count) and key not in numerators and key not in self.ground.unprinted
        }
        for one in self.ground.ratios:
            if self.is_built_on_few(counts[one.numerator], counts[one.denominator]):
                whys[one.numerator] = "built on a small number"
        whys.update(dict.fromkeys(self.below(whys), "built on a small number"))
        return whys | self.closed({key: "was hidden before" for key in self.ground.before if key not in whys}, whys)

    @cached_property
    def numerators(self) -> Mapping[Key, Ratio]:
        """The ratio of each count that is the numerator of one."""
        return {one.numerator: one for one in self.ground.ratios}

    @cached_property
    def totals(self) -> frozenset[Key]:
        """The counts that are a total of several printed parts, or of one and of those who are not in it."""
        return frozenset(
            one.total
            for one in self.ground.sums
            if sum(map(self.can_hide, one.parts)) > 1 or any(Rest(part) in one.parts for part in one.parts)
        )

    @cached_property
    def touching(self) -> Mapping[Key, list[Terms]]:
        """The equations of each count, in each of them the counts that are cheapest to hide first."""
        found: dict[Key, list[Terms]] = {}
        for terms in self.ground.equations:
            ordered = tuple(sorted(terms, key=lambda term: self.cost(term[0])))
            for key, _ in terms:
                found.setdefault(key, []).append(ordered)
        return found

    def cost(self, key: Key) -> Cost:
        """Return what hiding a count costs: printed, a total, a nought (which helps least), and how large it is."""
        size = self.ground.counts[key] // self.rule.threshold
        return (self.can_hide(key), key in self.totals, self.ground.counts[key] == 0, size.bit_length(), repr(key))

    def below(self, whys: Whys) -> frozenset[Key]:
        """Return the parts, and their parts, of each total that is hidden for being small or built on few."""
        small = {key for key, why in whys.items() if why in {"small number", "built on a small number"}}
        tables = [one for one in self.ground.sums if one.total in self.totals and len(one.parts) > 1]
        found: set[Key] = set()
        while more := {key for one in tables if one.total in small | found for key in one.parts} - found:
            found |= more
        return frozenset(filter(self.can_hide, found - self._plainly_nought(found)))

    def _plainly_nought(self, hidden: set[Key]) -> set[Key]:
        """Return the parts of totals that are nought in public: they are nought too, and tell of nobody."""
        counts = self.ground.counts
        return {
            key for one in self.ground.sums if counts[one.total] == 0 and one.total not in hidden for key in one.parts
        }

    def can_hide(self, key: Key) -> bool:
        """Say whether the key is a count that is printed."""
        return key in self.ground.counts and key not in self.ground.unprinted

    def closed(self, whys: Whys, others: Whys) -> dict[Key, Why]:
        """Return *whys* with the numerator of each ratio that is hidden itself or by its denominator."""
        closed = dict(whys)
        for one in self.ground.ratios:
            for key in (one.key, one.denominator):
                if key in closed and one.numerator not in others:
                    closed.setdefault(one.numerator, closed[key])
            if one.denominator in others and one.numerator not in others:
                closed.setdefault(one.numerator, "would give another away")
        return {key: why for key, why in closed.items() if self.can_hide(key)}

    def allows(self, count: int, why: Why | None) -> bool:
        """Say whether the reason *why* leaves it open that a hidden count is *count*."""
        if why == "small number":
            return self.is_small(count)
        if why in {None, "built on a small number"}:
            return count >= 0
        return count >= 0 and not self.is_small(count)

    def agrees(self, ratio: Ratio, numerator: int, denominator: int, whys: Whys, below: frozenset[Key]) -> bool:
        """Say whether the reasons given for the parts of a ratio leave it open that these are its counts."""
        why = whys.get(ratio.numerator)
        if why is None or ratio.numerator in below:
            return True
        return self.is_built_on_few(numerator, denominator) is (why == "built on a small number")
