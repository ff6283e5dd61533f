"""The chart of one period by group, or beside others, as plain numbers for a template that draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plugins.model.figure_words import figure_words
from plugins.model.figures import Figure
from plugins.model.language import Language
from plugins.model.measures import Measure
from plugins.model.periods import period_words
from plugins.model.views import View
from plugins.plan_progress.measures.key import more_key
from plugins.plan_progress.measures.placing import LETTER, tidy
from plugins.plan_progress.measures.scale import Scale, scale

WIDTH, ROW, MOST = 320, 46, 12


@dataclass(frozen=True, slots=True)
class Frame:
    """What every bar shares: the scale and the room for the longest bar."""

    up: Scale
    room: float

    def x(self, value: Decimal) -> float:
        """Return how far from the left *value* lies."""
        return self.up.share(value) * self.room


def bar_chart(measure: Measure, figures: Sequence[Figure], own: str, language: Language) -> View | None:
    """Return bars for the latest period of the groups, or of the area, called *own*, beside others.

    The second only where the area has one period. None where there is nothing to set side by side, or no value.
    """
    every = _groups(figures) or _beside(figures)
    rows = every[:MOST]
    values = [one.value for one in rows if one.value is not None]
    if len(rows) < 2 or not values:
        return None
    said = [figure_words(one, measure.unit, measure.decimals, language) for one in rows]
    room = max((len(one) for one, row in zip(said, rows, strict=True) if row.value is not None), default=0)
    frame = Frame(scale(values, measure.unit), max(WIDTH - room * LETTER - 10, WIDTH / 4))
    return {
        "width": WIDTH,
        "height": ROW * len(rows),
        "period": period_words(rows[0].period, language),
        "bars": [_bar(one, words, y * ROW, own, frame) for y, (one, words) in enumerate(zip(rows, said, strict=True))],
        "key": more_key(language) if len(every) > MOST else [],
    }


def _groups(figures: Sequence[Figure]) -> list[Figure]:
    """Return the area's groups in the latest period that has any."""
    own = [one for one in figures if one.group and not one.place]
    last = max(((one.period.last, one.period.first) for one in own), default=None)
    return [one for one in own if (one.period.last, one.period.first) == last]


def _beside(figures: Sequence[Figure]) -> list[Figure]:
    everybody = [one for one in figures if not one.group]
    own = [one for one in everybody if not one.place]
    if len(own) != 1:
        return []
    return own + [one for one in everybody if one.place and one.period == own[0].period]


def _bar(one: Figure, words: str, top: float, own: str, frame: Frame) -> View:
    """Return a bar with its words. A figure without a value has no bar: its words stand at the axis."""
    base = frame.x(Decimal(0))
    end = frame.x(one.value) if one.value is not None else base
    return {
        "kind": "other-1" if one.place else "own",
        "name": one.place or one.group or own,
        "words": words,
        "hidden": one.symbol == "hidden",
        "open": one.provisional,
        "name_y": tidy(top + 16),
        "y": tidy(top + 22),
        "x": tidy(min(base, end)),
        "length": tidy(max(abs(end - base), 0.5)) if one.value is not None else None,
        "cross": [tidy(base + 8), tidy(top + 30)],
        "words_x": tidy(base + 20 if one.symbol == "hidden" else max(base, end) + 6),
        "words_y": tidy(top + 36),
    }
