"""Tables as disclosure control sees them: whole numbers of people, and what anybody can calculate from them."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

Key = Hashable


@dataclass(frozen=True, slots=True)
class Sum:
    """That the count ``total`` is the sum of the counts ``parts``."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """That ``key`` is shown as ``per`` times numerator over denominator, rounded half up to ``decimals`` places.

    Everybody in the numerator is also in the denominator, so their difference is a count of people too.
    """

    key: Key
    numerator: Key
    denominator: Key
    decimals: int
    per: int = 100

    def shows(self, numerator: int, denominator: int) -> Decimal:
        """Return what is published for these two counts; the denominator is not nought."""
        exact = Decimal(numerator * self.per) / Decimal(denominator)
        return exact.quantize(Decimal(1).scaleb(-self.decimals), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Raw counts of people, with the sums and ratios that hold between them. It has no repr that shows a number.

    ``unprinted`` are counts that nobody prints and anybody can calculate from their neighbours, such as what a year
    to date grew by. They cannot be hidden themselves, so their neighbours are, wherever they are small.
    A key is sorted by its ``repr``, which must therefore not change from run to run.
    """

    counts: Mapping[Key, int]
    sums: tuple[Sum, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    unprinted: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Earlier:
    """An edition that is already public: what it showed, what it hid, and what held between the two."""

    shown: Mapping[Key, int | Decimal]
    hidden: frozenset[Key]
    sums: tuple[Sum, ...] = ()
    ratios: tuple[Ratio, ...] = field(default=())
