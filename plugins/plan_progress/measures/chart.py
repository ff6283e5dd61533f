"""The chart of a measure over time, as plain numbers for a template that draws it.

Only published figures exist here, so no height, scale or word can tell what is hidden. The mark for a hidden figure
stands below the axis, in the same place whatever the figure is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from plugins.model.figure_words import number_words, short_period_words, value_words
from plugins.model.figures import Figure
from plugins.model.language import Language
from plugins.model.measures import Measure, Target
from plugins.model.readings import Reading, breaks
from plugins.model.views import View
from plugins.plan_progress.measures.key import key_of, more_key
from plugins.plan_progress.measures.lines import MOST_OTHERS, Line, chart_lines, runs
from plugins.plan_progress.measures.placing import LETTER, Point, Words, tidy
from plugins.plan_progress.measures.scale import Scale, Stretch, scale

WIDTH, HEIGHT = 320, 244
TOP, RIGHT, FOOT = 24, 14, 206
HIDDEN = FOOT + 13
FAR = timedelta(days=731)
"""How far ahead a target may lie and still be drawn at its own date, however few figures there are yet."""


@dataclass(frozen=True, slots=True)
class Plot:
    """The part of the drawing in which figures stand."""

    left: float
    across: Stretch
    up: Scale

    def x(self, day: date) -> float:
        """Return where *day* lies."""
        return self.left + self.across.share(day) * (WIDTH - RIGHT - self.left)

    def y(self, value: Decimal) -> float:
        """Return how high *value* lies; 0 is the top of the drawing."""
        return FOOT - self.up.share(value) * (FOOT - TOP)

    def point(self, figure: Figure) -> tuple[float, float]:
        """Return where the figure lies: at the end of its period."""
        assert figure.value is not None
        return self.x(figure.period.last), self.y(figure.value)


def line_chart(reading: Reading, figures: Sequence[Figure], own: str, language: Language) -> View | None:
    """Return the chart of *figures* over time, or None where the area has fewer than two periods to draw.

    *own* is what the area is called.
    """
    measure, lines = reading.measure, chart_lines(figures, own)
    if len({one.period.last for one in lines[0].figures}) < 2 or not lines[0].last:
        return None
    plot = _plot(reading, lines, language)
    known = breaks(measure, lines[0].figures)
    marks = [mark for line in lines for mark in _marks(line, plot)] + _promised(reading, plot)
    drawn: View = {
        "width": WIDTH,
        "height": HEIGHT,
        "left": tidy(plot.left),
        "right": WIDTH - RIGHT,
        "numbers": tidy(plot.left - 8),
        "ticks": [
            {"y": tidy(plot.y(one)), "text": _tick(one, measure, language), "base": one == 0} for one in plot.up.ticks
        ],
        "lines": [
            {"kind": line.kind, "path": path}
            for line in reversed(lines)
            for path in _paths(line, plot, [day for day, _ in known])
        ],
        "marks": marks,
        "target": _target(reading.target, plot),
        "cuts": _cuts(known, lines[0].figures, plot),
        "bars": [],
    }
    strokes = [stroke for line in lines for stroke in _strokes(line, plot, [day for day, _ in known])]
    drawn["labels"] = _labels(reading, lines, plot, [*strokes, *_others_drawn(drawn)], language)
    more = len({one.place for one in figures if one.place}) > MOST_OTHERS
    return {**drawn, "key": key_of(lines, drawn, measure, language) + (more_key(language) if more else [])}


def _plot(reading: Reading, lines: Sequence[Line], language: Language) -> Plot:
    measure = reading.measure
    values = [one.value for line in lines for one in line.figures if one.value is not None]
    up = scale([*values, *_promised_values(reading)], measure.unit)
    longest = max(len(_tick(one, measure, language)) for one in up.ticks)
    return Plot(longest * LETTER + 16, _stretch(reading, lines), up)


def _promised_values(reading: Reading) -> list[Decimal]:
    measure, target = reading.measure, reading.target
    start = [measure.baseline.value] if measure.baseline else []
    return start + ([target.value] if target else []) + [one.value for one in _milestones(measure)]


def _milestones(measure: Measure) -> list[Target]:
    return [one for one in measure.targets if one.kind == "milestone"]


def _stretch(reading: Reading, lines: Sequence[Line]) -> Stretch:
    """Return the time that the chart shows: all figures, the start, and the target unless it is too far ahead."""
    days = [one.period.last for line in lines for one in line.figures]
    if reading.measure.begins:
        days.append(reading.measure.begins.last)
    first, last = min(days), max(days)
    goal = reading.target.by.last if reading.target else last
    return Stretch(first, goal if last < goal <= last + max(last - first, FAR) else last)


def _tick(value: Decimal, measure: Measure, language: Language) -> str:
    return value_words(value, "percent", 0, language) if measure.unit == "percent" else number_words(value, 0, language)


def _paths(line: Line, plot: Plot, days: Sequence[date]) -> list[str]:
    return ["M" + "L".join(f"{tidy(x)} {tidy(y)}" for x, y in run) for run in _strokes(line, plot, days)]


def _strokes(line: Line, plot: Plot, days: Sequence[date]) -> list[list[Point]]:
    return [[plot.point(one) for one in run] for run in runs(line.figures, days) if len(run) > 1]


def _marks(line: Line, plot: Plot) -> list[View]:
    found = []
    for one in line.figures:
        if one.value is not None:
            x, y = plot.point(one)
            found.append({"kind": _kind(one, line), "x": tidy(x), "y": tidy(y)})
        elif one.symbol == "hidden" and line.kind == "own":
            found.append({"kind": "hidden", "x": tidy(plot.x(one.period.last)), "y": HIDDEN})
    return found


def _kind(figure: Figure, line: Line) -> str:
    if figure.doubt:
        return "doubt"
    return f"{line.kind}-open" if figure.provisional else line.kind


def _promised(reading: Reading, plot: Plot) -> list[View]:
    measure = reading.measure
    found = [("milestone", one.by.last, one.value) for one in _milestones(measure) if one.by.last <= plot.across.last]
    if measure.baseline and measure.begins:
        found.append(("start", measure.begins.last, measure.baseline.value))
    return [{"kind": kind, "x": tidy(plot.x(day)), "y": tidy(plot.y(value))} for kind, day, value in found]


def _target(target: Target | None, plot: Plot) -> View | None:
    if target is None:
        return None
    end = plot.x(min(target.by.last, plot.across.last)) if target.by.last >= plot.across.first else WIDTH - RIGHT
    return {"y": tidy(plot.y(target.value)), "x": tidy(end)}


def _cuts(known: Sequence[tuple[date, str]], figures: Sequence[Figure], plot: Plot) -> list[float | int]:
    """Return where a way of counting ends: half-way between the last figure before and the first after."""
    found = []
    for day, _why in known:
        before = [one.period.last for one in figures if one.period.first < day]
        after = [one.period.last for one in figures if one.period.first >= day]
        if before and after:
            found.append(tidy((plot.x(before[-1]) + plot.x(after[0])) / 2))
    return found


def _others_drawn(drawn: View) -> list[list[Point]]:
    """Return what else words must not lie on: the marks, the line of the target, and where a way of counting ends."""
    goal = drawn["target"]
    return [
        *([(one["x"] - 5, one["y"]), (one["x"] + 5, one["y"])] for one in drawn["marks"]),
        *([(x, TOP), (x, FOOT)] for x in drawn["cuts"]),
        *([[(drawn["left"], goal["y"]), (goal["x"], goal["y"])]] if goal else []),
    ]


def _labels(
    reading: Reading, lines: Sequence[Line], plot: Plot, strokes: Sequence[Sequence[Point]], language: Language
) -> list[View]:
    measure, words = reading.measure, Words(WIDTH, 0, FOOT)
    words.keep_off(strokes)
    for line in lines:
        if line.last and line.last.value is not None:
            value = value_words(line.last.value, measure.unit, measure.decimals, language)
            named = language.gettext("%(place)s %(value)s", place=line.name, value=value)
            above = all(line.last.value >= other.last.value for other in lines if other.last and other.last.value)
            words.beside(value if line.kind == "own" else named, *plot.point(line.last), line.kind, above=above)
    if reading.target:
        goal = value_words(reading.target.value, measure.unit, measure.decimals, language)
        text = language.gettext("Target %(value)s", value=goal)
        words.beside(text, plot.left, plot.y(reading.target.value), "target", onward=True)
    return words.views + _days(reading, lines, plot, language)


def _days(reading: Reading, lines: Sequence[Line], plot: Plot, language: Language) -> list[View]:
    """Return the words below the axis: the first and the last period, and the target's date where it is further on."""
    words, own = Words(WIDTH, 0, HEIGHT), lines[0].figures
    if reading.target and plot.across.last == reading.target.by.last > own[-1].period.last:
        words.at(language.in_words(reading.target.by), WIDTH, HEIGHT - 8, "day")
    for one in (own[0], own[-1]):
        words.at(short_period_words(one.period, language), plot.x(one.period.last), HEIGHT - 8, "day")
    return words.views
