"""The small chart of a card: the shape of the line and no words, for the sentence beside it says them."""

from collections.abc import Sequence
from decimal import Decimal

from plugins.model.figures import Figure
from plugins.model.readings import Reading, breaks
from plugins.model.views import View
from plugins.plan_progress.measures.lines import chart_lines, runs
from plugins.plan_progress.measures.placing import tidy
from plugins.plan_progress.measures.scale import Stretch, scale

WIDTH, HEIGHT, EDGE = 240, 64, 6


def spark(reading: Reading, figures: Sequence[Figure]) -> View | None:
    """Return the area's own line with its target, or None where fewer than two figures can be drawn."""
    line = chart_lines(figures, "")[0]
    shown = [one for one in line.figures if one.value is not None]
    if len(shown) < 2 or not line.last:
        return None
    goal = [reading.target.value] if reading.target else []
    up = scale([*(one.value for one in shown if one.value is not None), *goal], reading.measure.unit)
    across = Stretch(line.figures[0].period.last, line.figures[-1].period.last)

    def height(value: Decimal) -> float:
        return HEIGHT - EDGE - up.share(value) * (HEIGHT - 2 * EDGE)

    def place(one: Figure) -> tuple[float, float]:
        assert one.value is not None
        return EDGE + across.share(one.period.last) * (WIDTH - 2 * EDGE), height(one.value)

    found = [
        [place(one) for one in run]
        for run in runs(line.figures, [day for day, _ in breaks(reading.measure, line.figures)])
    ]
    return {
        "paths": ["M" + "L".join(f"{tidy(x)} {tidy(y)}" for x, y in run) for run in found if len(run) > 1],
        "dots": [
            {"x": tidy(x), "y": tidy(y)} for x, y in [*(run[0] for run in found if len(run) == 1), place(line.last)]
        ],
        "target": tidy(height(goal[0])) if goal else None,
        "base": tidy(height(Decimal(0))),
        "width": WIDTH,
        "height": HEIGHT,
    }
