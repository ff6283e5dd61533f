"""Where the words of a chart stand, so that none lies on another or on a line. All numbers are units of the drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plugins.model.views import View

LETTER, LINE = 10.0, 18.0
"""The room that a letter and a line of text take at the size of a phone, where they are largest."""
_HIGH, _DEEP = 15.0, 6.0
"""How far letters reach above and below their line, with the rim that keeps them apart from what lies behind."""
Point = tuple[float, float]
_ABOVE, _BELOW = (-10.0, -28.0, -46.0), (25.0, 43.0, 61.0)


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    right: float
    foot: float

    def meets(self, other: "_Box") -> bool:
        across = self.left <= other.right and other.left <= self.right
        return across and abs(self.foot - other.foot) < LINE

    def is_crossed(self, one: Point, other: Point) -> bool:
        """Say whether the straight line from *one* point to the *other* runs through the words."""
        begin, end = 0.0, 1.0
        sides = ((self.left, self.right), (self.foot - _HIGH, self.foot + _DEEP))
        for at, to, (low, high) in zip(one, other, sides, strict=True):
            if at == to:
                if not low <= at <= high:
                    return False
                continue
            near, far = sorted(((low - at) / (to - at), (high - at) / (to - at)))
            begin, end = max(begin, near), min(end, far)
        return begin <= end


@dataclass(slots=True)
class Words:
    """The words placed so far in a drawing of *width*, between *top* and *bottom*."""

    width: float
    top: float
    bottom: float
    views: list[View] = field(default_factory=list)
    _taken: list[_Box] = field(default_factory=list)
    _lines: list[tuple[Point, Point]] = field(default_factory=list)

    def keep_off(self, lines: Iterable[Sequence[Point]]) -> None:
        """Let no words lie on *lines*, each the points that a stroke goes through."""
        for line in lines:
            self._lines += pairwise(line)

    def beside(  # where the words stand is told apart by name
        self, text: str, x: float, y: float, kind: str, *, above: bool = True, onward: bool = False
    ) -> None:
        """Place *text* near the point (*x*, *y*), *above* it rather than below; where there is no room, leave it out.

        With *onward* the words begin at the point, else it is their middle. What is left out stands in the key and
        in the table all the same.
        """
        pairs = zip(_ABOVE, _BELOW, strict=True)
        for offset in (one for pair in pairs for one in (pair if above else reversed(pair))):
            if self.at(text, x, y + offset, kind, onward=onward):
                return

    def at(self, text: str, x: float, foot: float, kind: str, *, onward: bool = False) -> bool:
        """Place *text* around *x* on the line *foot*, or from *x* *onward*; return whether there was room."""
        anchor, place, box = self._box(text, x, foot, onward=onward)
        if not self.top <= foot - LINE * 0.75 or foot > self.bottom or self._is_taken(box):
            return False
        self._taken.append(box)
        self.views.append({"x": tidy(place), "y": tidy(foot), "anchor": anchor, "text": text, "kind": kind})
        return True

    def _is_taken(self, box: _Box) -> bool:
        return any(box.meets(one) for one in self._taken) or any(box.is_crossed(*one) for one in self._lines)

    def _box(self, text: str, x: float, foot: float, *, onward: bool) -> tuple[str, float, _Box]:
        room = len(text) * LETTER
        if onward and x + room <= self.width:
            return "start", x, _Box(x, x + room, foot)
        if x + room / 2 > self.width:
            return "end", self.width, _Box(self.width - room, self.width, foot)
        if x - room / 2 < 0:
            return "start", 0.0, _Box(0, room, foot)
        return "middle", x, _Box(x - room / 2, x + room / 2, foot)


def tidy(number: float) -> float | int:
    """Return *number* to one decimal, as a whole number where it is one: a page needs no more."""
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded
