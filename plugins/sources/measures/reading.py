"""What one source says of one measure, before disclosure control."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from plugins.model.disclosure.raw import RawFigure
from plugins.model.figures import Cell, Doubt, Figure
from plugins.model.findings import Finding
from plugins.model.periods import Period

Key = tuple[Period, str, str]
"""What no two figures of a measure share: period, group and place."""

Kinds = Callable[[str], Sequence[str]]
"""Says which kinds of personal data a text holds, in words that do not repeat it."""


def key_of(figure: RawFigure | Figure) -> Key:
    """Return what tells *figure* from the others of its measure; small and capital letters are the same."""
    return figure.period, figure.group.casefold(), figure.place.casefold()


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """Raw figures, the doubts about some of them, the cells of a published table, and what is wrong or odd."""

    figures: tuple[RawFigure, ...] = ()
    findings: tuple[Finding, ...] = ()
    cells: tuple[Cell, ...] = ()
    doubts: Mapping[Key, Doubt] = field(default_factory=dict)
