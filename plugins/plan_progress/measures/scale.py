"""The scale of a chart: from what is published to places in a drawing, and the numbers on the axis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from plugins.model.figures import Unit

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
PARTS = 4


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from *low* to *high*, in steps."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> list[Decimal]:
        """The numbers on the axis, from the lowest."""
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * number for number in range(count + 1)]

    def share(self, value: Decimal) -> float:
        """Return how far along the axis *value* lies, from 0 to 1."""
        return float((value - self.low) / (self.high - self.low))


def scale(values: Iterable[Decimal], unit: Unit) -> Scale:
    """Return an axis for *values*: it always holds nought, and a percentage that fits ends at 100 at most."""
    known = [*values, Decimal(0)]
    low, high = min(known), max(known)
    if low == high:
        high = Decimal(100) if unit == "percent" else Decimal(1)
    step = _step((high - low) / PARTS, whole=unit == "number")
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    return Scale((low / step).to_integral_value(ROUND_FLOOR) * step, top, step)


def _step(size: Decimal, *, whole: bool) -> Decimal:
    """Return the least of 1, 2, 5, 10, 20, 50 … that is no smaller than *size*; counts have no halves."""
    power = Decimal(1).scaleb(size.adjusted())
    found = next(one * power for one in _STEPS if one * power >= size)
    return max(found, Decimal(1)) if whole else found


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time along a chart."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """Return how far along the stretch *day* lies, from 0 to 1; a single day lies in the middle."""
        length = (self.last - self.first).days
        return (day - self.first).days / length if length else 0.5
