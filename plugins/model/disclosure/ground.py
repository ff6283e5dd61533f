"""What holds between the counts of a table: the ground an attacker stands on, taken apart where nothing connects it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from plugins.model.disclosure.tables import Earlier, Key, Ratio, Sum, Table

Terms = tuple[tuple[Key, int], ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """The key of what is left of a denominator without its numerator, or of a sum without the parts still there."""

    of: Key


@dataclass(frozen=True, slots=True)
class Rounded:
    """That an earlier edition showed this ratio, so that its two counts, where hidden, are not free."""

    ratio: Ratio
    shown: Decimal

    def holds(self, numerator: int, denominator: int) -> bool:
        """Say whether these counts give what was shown. Just between two roundings is taken as no."""
        if denominator <= 0:
            return False
        away = abs(Fraction(numerator * self.ratio.per, denominator) - Fraction(self.shown))
        return away < Fraction(1, 2 * 10**self.ratio.decimals)


@dataclass(frozen=True, slots=True, repr=False)
class Ground:
    """The counts, and every equation between them that is true of them and that the public can write down.

    ``sums`` are those of this edition, ``equations`` they and the earlier ones (coefficients of what was hidden then),
    ``known`` what an earlier edition showed as it still is, ``before`` what the last edition that had it hid.
    """

    counts: Mapping[Key, int]
    sums: tuple[Sum, ...]
    ratios: tuple[Ratio, ...]
    equations: tuple[Terms, ...]
    rounded: tuple[Rounded, ...]
    known: frozenset[Key]
    before: frozenset[Key]
    unprinted: frozenset[Key]


def ground(table: Table, earlier: Sequence[Earlier], reveal: frozenset[Key]) -> Ground:
    """Return the ground of a table. A sum that does not hold is left out: whoever reads the table reports it."""
    counts = dict(table.counts) | {
        Rest(one.key): table.counts[one.denominator] - table.counts[one.numerator] for one in table.ratios
    }
    sums = [*table.sums, *(Sum(one.denominator, (one.numerator, Rest(one.key))) for one in table.ratios)]
    sums = [one for one in dict.fromkeys(sums) if _holds(one, counts)]
    older = [terms for edition in earlier for terms in _older(edition, counts)]
    keys = frozenset(table.counts) | {one.key for one in table.ratios}
    return Ground(
        counts=counts,
        sums=tuple(sorted(sums, key=repr)),
        ratios=tuple(sorted(table.ratios, key=repr)),
        equations=tuple(sorted(dict.fromkeys([*map(_terms, sums), *older]), key=repr)),
        rounded=tuple(_rounded(earlier, counts)),
        known=frozenset(key for key in table.counts if any(one.shown.get(key) == counts[key] for one in earlier)),
        before=frozenset(key for key in keys - reveal if _was_hidden(key, earlier)),
        unprinted=table.unprinted | (counts.keys() - table.counts.keys()),
    )


def _holds(one: Sum, counts: Mapping[Key, int]) -> bool:
    keys = {one.total, *one.parts}
    return keys <= counts.keys() and min(map(counts.__getitem__, keys)) >= 0 and _total(_terms(one), counts) == 0


def _terms(one: Sum) -> Terms:
    coefficients = Counter(one.parts)
    coefficients.subtract([one.total])
    return tuple(sorted(((key, times) for key, times in coefficients.items() if times), key=repr))


def _total(terms: Terms, counts: Mapping[Key, int]) -> int:
    return sum(times * counts[key] for key, times in terms)


def _older(edition: Earlier, counts: dict[Key, int]) -> Iterator[Terms]:
    """Yield the sums of an earlier edition that the counts of today satisfy: nobody can tell that they are older.

    One hidden part that is no longer in the table is what the sum leaves for it, and joins the counts.
    """
    ratios = [Sum(one.denominator, (one.numerator, Rest(one.key))) for one in edition.ratios]
    for one in (*edition.sums, *ratios):
        unseen = tuple((key, times) for key, times in _terms(one) if key not in edition.shown)
        seen = sum(times * int(edition.shown[key]) for key, times in _terms(one) if key in edition.shown)
        gone = [(key, times) for key, times in unseen if key not in counts]
        if len(gone) == 1:
            key, times = gone[0]
            left = -(seen + _total(tuple(term for term in unseen if term[0] != key), counts))
            if left % times == 0 and left // times >= 0:
                counts[key] = left // times
        if len(unseen) > 0 and all(key in counts for key, _ in unseen) and seen + _total(unseen, counts) == 0:
            yield unseen


def _rounded(earlier: Sequence[Earlier], counts: Mapping[Key, int]) -> Iterator[Rounded]:
    for edition in earlier:
        for one in sorted(edition.ratios, key=repr):
            shown = edition.shown.get(one.key)
            unseen = {one.numerator, one.denominator} - edition.shown.keys()
            if shown is not None and unseen and {one.numerator, one.denominator} <= counts.keys():
                rule = Rounded(one, Decimal(shown))
                if rule.holds(counts[one.numerator], counts[one.denominator]):
                    yield rule


def _was_hidden(key: Key, earlier: Sequence[Earlier]) -> bool:
    editions = [one for one in earlier if key in one.hidden or key in one.shown]
    return bool(editions) and key in editions[-1].hidden
