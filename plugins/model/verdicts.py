"""Whether what was promised of a measure is kept or on its way, judged by its figures, always in the same way.

The rule is public: it stands on ``/measures/completeness/``. Nothing is judged where neither higher nor lower is
better, by a figure in doubt, or by a count that still grows through its year. Nothing good is said by an old figure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from plugins.model.figures import Figure
from plugins.model.measures import Measure, Target

Verdict = Literal[
    "met",
    "met then",  # the figure of its date was as good, the latest is not
    "met late",  # the figure of its date was not as good, the latest is
    "missed",
    "on the way",
    "behind",
    "was behind",  # by a figure after which another is late
    "no figure",
    "no figure for the milestone",
    "not judged",  # its date is over, and nothing may be said of it
]
IsOver = Callable[[date], bool]
"""The clock's answer to whether a day has ended."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a measure when it is judged: its figures for everybody in the order of time, and the clock.

    ``reaches`` is the last day that any figure of the area speaks for, a hidden one or one of a group too. ``shown`` is
    the latest of ``own`` with a value. ``from_start`` says whether it may be compared with the baseline, ``is_late``
    whether a newer one should be there.
    """

    measure: Measure
    own: Sequence[Figure]
    reaches: date | None
    shown: Figure | None
    is_over: IsOver
    from_start: bool
    is_late: bool


def current_target(measure: Measure, as_of: date | None) -> Target | None:
    """Return the target that counts: the first whose date is not behind the latest figure, or else the last one."""
    targets = sorted((one for one in measure.targets if one.kind == "target"), key=lambda one: one.by.last)
    ahead = [one for one in targets if as_of is None or one.by.last > as_of]
    return ahead[0] if ahead else targets[-1] if targets else None


def figure_for(goal: Target, own: Sequence[Figure]) -> Figure | None:
    """Return the figure that says what came of *goal*: the first that speaks for the last day of its date.

    A figure of a single day speaks for the month or term it lies in: of several the last.
    """
    days = [one for one in own if one.period.kind == "day" and goal.by.first <= one.period.last <= goal.by.last]
    return days[-1] if days else next((one for one in own if one.period.through >= goal.by.last), None)


def may_judge(one: Figure | None, measure: Measure) -> bool:
    """Say whether a promise of *measure* may be judged by *one*."""
    if one is None or measure.direction == "neutral" or not is_sound(one):
        return False
    return measure.period != "year to date" or one.period.is_whole_year


def is_sound(one: Figure) -> bool:
    """Say whether *one* has a value, and nothing speaks against it."""
    return one.value is not None and one.symbol is None and one.doubt is None


def is_as_good(one: Figure, goal: Target, measure: Measure) -> bool:
    """Say whether *one* is at least as good as *goal*, in the direction that is better."""
    return one.value is not None and _reaches(one.value, goal.value, measure)


def waiting_milestone(standing: Standing, target: Target | None) -> Target | None:
    """Return the last milestone on the way to *target* that is over by the clock, while the figure shown is older."""
    if target is None or standing.measure.direction == "neutral":
        return None
    shown = standing.shown.period.through if standing.shown else date.min
    milestones = [one for one in standing.measure.targets if one.kind == "milestone"]
    waiting = [one for one in milestones if shown < one.by.last <= target.by.last and standing.is_over(one.by.last)]
    return max(waiting, key=lambda one: one.by.last, default=None)


def verdict(standing: Standing, target: Target | None, milestone: Target | None) -> Verdict | None:
    """Return what may be said of *target*, None where nothing may; *milestone* is the one that waits for its figure."""
    if target is None:
        return None
    said = None if standing.measure.direction == "neutral" else _said(standing, target, milestone)
    return "not judged" if said is None and standing.is_over(target.by.last) else said


def _said(standing: Standing, target: Target, milestone: Target | None) -> Verdict | None:
    judged = [one for one in standing.own if may_judge(one, standing.measure)]
    deciding = figure_for(target, judged)
    if deciding and (standing.is_over(target.by.last) or deciding.period.through >= target.by.last):
        return _settled(deciding, judged[-1], target, standing.measure)
    if standing.is_over(target.by.last):
        return _waits(target, standing, "no figure")
    return _ahead(standing, target, milestone)


def _settled(then: Figure, now: Figure, target: Target, measure: Measure) -> Verdict:
    was, stays = is_as_good(then, target, measure), is_as_good(now, target, measure)
    if was:
        return "met" if stays else "met then"
    return "met late" if stays else "missed"


def _waits(goal: Target, standing: Standing, said: Verdict) -> Verdict | None:
    """Return that the figure of *goal* is not there. One that is there and hidden, say, is not called missing."""
    is_there = standing.reaches is not None and standing.reaches >= goal.by.last
    return None if is_there else said


def _ahead(standing: Standing, target: Target, milestone: Target | None) -> Verdict | None:
    """Return what may be said of a target whose date has not come."""
    shown, measure = standing.shown, standing.measure
    judged = shown if may_judge(shown, measure) else None
    if judged and is_as_good(judged, target, measure):
        return None if standing.is_late else "met"
    if milestone:
        return _waits(milestone, standing, "no figure for the milestone")
    expected = _expected(standing, judged.period.through, target) if judged else None
    if judged is None or judged.value is None or expected is None:
        return None
    if _reaches(judged.value, expected, measure):
        return None if standing.is_late else "on the way"
    return "was behind" if standing.is_late else "behind"


def _reaches(value: Decimal, goal: Decimal, measure: Measure) -> bool:
    return value >= goal if measure.direction == "up" else value <= goal


def _expected(standing: Standing, day: date, target: Target) -> Decimal | None:
    """Return where the measure should stand on *day* to arrive in time, or None where nothing says it.

    The last milestone whose date has come counts. Before the first, it is the straight line from the baseline to the
    next milestone or target.
    """
    measure = standing.measure
    goals = sorted((one for one in measure.targets if one.by.last <= target.by.last), key=lambda one: one.by.last)
    if due := [one for one in goals if one.by.last <= day]:
        return due[-1].value
    if not standing.from_start or measure.baseline is None or measure.begins is None:
        return None
    begin, goal = measure.begins.last, goals[0]
    gone = Decimal(max((day - begin).days, 0)) / (goal.by.last - begin).days
    return measure.baseline.value + (goal.value - measure.baseline.value) * gone
