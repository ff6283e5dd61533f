"""Raw figures: numbers before disclosure control. They live only while ``invoke pull`` runs."""

from dataclasses import dataclass
from decimal import Decimal

from plugins.model.figures import Symbol
from plugins.model.periods import Period


@dataclass(frozen=True, slots=True, repr=False)
class RawFigure:
    """One figure as its source gave it, with nothing hidden. Field for field what ``Figure`` is, without ``why``.

    No template, chart, file or feed takes one. Its repr names period, group and place only, so that a raw number
    cannot reach a log or a traceback.
    """

    period: Period
    group: str = ""
    place: str = ""
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    symbol: Symbol | None = None
    raw: str | None = None
    provisional: bool = False
    break_before: str | None = None
    note: str | None = None

    def __repr__(self) -> str:
        """Return the figure's place in its measure, and none of its numbers."""
        return f"RawFigure({self.period.code!r}, {self.group!r}, {self.place!r})"
