"""What a measure's published figures say: where it stands, since when, and whether the promise is on its way.

The rule by which “on the way” is judged is public (``/measures/completeness/``). A measure for which neither higher nor
lower is better is never judged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from plugins.model.figures import Figure, Series
from plugins.model.measures import Measure, Target
from plugins.model.periods import Period

Verdict = Literal["met", "on the way", "behind", "missed", "no figure", "no figure for the milestone"]
_COUNTED = {"number", "pounds"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure, read: ``latest`` is its latest figure, hidden or not, and ``shown`` the latest one with a value.

    ``groups`` are the latest figures of a measure that has no figure for everybody. ``broken`` says why the latest
    figure cannot be compared with the baseline. ``is_comparable`` is False where the two are of two kinds.
    ``before`` is the figure that ``shown`` can be compared with where there is no baseline. ``unmeasured`` is a
    milestone that is over and has no figure. ``is_late`` says that the day of the next figure is over.
    """

    measure: Measure
    latest: Figure | None = None
    shown: Figure | None = None
    before: Figure | None = None
    groups: tuple[Figure, ...] = ()
    is_comparable: bool = False
    broken: str | None = None
    target: Target | None = None
    unmeasured: Target | None = None
    verdict: Verdict | None = None
    hidden: int = 0
    is_late: bool = False


def read(measure: Measure, series: Series | None, is_over: Callable[[date], bool]) -> Reading:
    """Return what *series* says of *measure*; *is_over* says whether a day has ended (the clock's answer)."""
    figures = series.figures if series else ()
    own = main_figures(figures)
    latest = own[-1] if own else None
    shown = next((one for one in reversed(own) if one.value is not None), None)
    comparable = bool(shown and measure.begins and _are_alike(measure, measure.begins, shown.period))
    broken = _broken(measure, own, shown) if comparable else None
    target = current_target(measure, shown.period.through if shown else None)
    unmeasured = _unmeasured(measure, shown, target, is_over)
    judged = _verdict(measure, shown, target, is_over, from_start=comparable and broken is None)
    return Reading(
        measure=measure,
        latest=latest,
        shown=shown,
        before=_before(measure, own, shown) if measure.baseline is None else None,
        groups=() if own else _latest_groups(figures),
        is_comparable=comparable and broken is None,
        broken=broken,
        target=target,
        unmeasured=unmeasured,
        verdict=_with_gaps(judged, latest, target, unmeasured),
        hidden=sum(one.symbol == "hidden" for one in figures),
        is_late=bool(measure.next_due and not measure.withdrawn and is_over(measure.next_due.last)),
    )


def main_figures(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return the area's own figures for everybody, in the order of time."""
    own = (one for one in figures if not one.group and not one.place)
    return tuple(sorted(own, key=lambda one: (one.period.last, one.period.first)))


def _latest_groups(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    own = [one for one in figures if not one.place]
    last = max((one.period.last for one in own), default=None)
    return tuple(one for one in own if one.period.last == last)


def _are_alike(measure: Measure, start: Period, now: Period) -> bool:
    """Say whether figures of two periods may be compared: counts only over stretches of one length."""
    if "year to date" in {start.kind, now.kind}:
        return abs((start.through - start.first) - (now.through - now.first)).days <= 3
    return start.kind == now.kind or measure.unit not in _COUNTED


def breaks(measure: Measure, figures: tuple[Figure, ...]) -> tuple[tuple[date, str], ...]:
    """Return the first day of each period that cannot be compared with those before it, and why, in order of time."""
    told = {period.first: why for period, why in measure.breaks_at}
    return tuple(
        sorted({**{one.period.first: one.break_before for one in figures if one.break_before}, **told}.items())
    )


def _broken(measure: Measure, own: tuple[Figure, ...], shown: Figure | None) -> str | None:
    if measure.begins is None or shown is None:
        return None
    begin, end = measure.begins.first, shown.period.first
    return next((why for day, why in reversed(breaks(measure, own)) if begin < day <= end), None)


def _before(measure: Measure, own: tuple[Figure, ...], shown: Figure | None) -> Figure | None:
    """Return the last figure before *shown* that it can be compared with: of a like period, and with no break between.

    A figure that is in doubt or not reliable is compared with nothing.
    """
    if shown is None or not _is_sound(shown):
        return None
    earlier = [one for one in own if one.period.last < shown.period.last and _is_sound(one)]
    found = next((one for one in reversed(earlier) if _are_alike(measure, one.period, shown.period)), None)
    if found is None or any(found.period.first < day <= shown.period.first for day, _why in breaks(measure, own)):
        return None
    return found


def _is_sound(one: Figure) -> bool:
    return one.value is not None and one.symbol is None and one.doubt is None


def current_target(measure: Measure, as_of: date | None) -> Target | None:
    """Return the target that counts: the first whose date is not behind the latest figure, or else the last one."""
    targets = sorted((one for one in measure.targets if one.kind == "target"), key=lambda one: one.by.last)
    ahead = [one for one in targets if as_of is None or one.by.last > as_of]
    return ahead[0] if ahead else targets[-1] if targets else None


def _unmeasured(
    measure: Measure, shown: Figure | None, target: Target | None, is_over: Callable[[date], bool]
) -> Target | None:
    """Return the last milestone on the way to *target* that is over by the clock while *shown* is older than it."""
    if shown is None or target is None or measure.direction == "neutral":
        return None
    ahead = [
        one
        for one in measure.targets
        if one.kind == "milestone" and shown.period.through < one.by.last <= target.by.last and is_over(one.by.last)
    ]
    return max(ahead, key=lambda one: one.by.last, default=None)


def _with_gaps(
    judged: Verdict | None, latest: Figure | None, target: Target | None, unmeasured: Target | None
) -> Verdict | None:
    """Return what may be said where the figure that decides is not there: an old figure says nothing of today.

    A figure that is there and has no value, being hidden for example, forbids to judge, and is not called missing.
    """
    waits = judged not in {"met", "missed"} and (target if judged == "no figure" else unmeasured)
    if not waits or latest is None:
        return judged
    if latest.period.through >= waits.by.last:
        return None
    return "no figure" if waits is target else "no figure for the milestone"


def _verdict(
    measure: Measure,
    shown: Figure | None,
    target: Target | None,
    is_over: Callable[[date], bool],
    *,
    from_start: bool,
) -> Verdict | None:
    """Judge by the latest figure; *from_start* says whether it may be compared with the baseline."""
    if target is None or measure.direction == "neutral" or shown is None or shown.value is None:
        return None
    if measure.period == "year to date" and not shown.period.is_whole_year:
        return None  # what counts up through a year says nothing of its end
    if is_as_good(shown.value, target.value, measure):
        return "met"
    if shown.period.through >= target.by.last:
        return "missed"
    if is_over(target.by.last):
        return "no figure"
    expected = _expected(measure, shown.period.through, target, from_start=from_start)
    return None if expected is None else "on the way" if is_as_good(shown.value, expected, measure) else "behind"


def is_as_good(value: Decimal, goal: Decimal, measure: Measure) -> bool:
    """Say whether *value* is at least as good as *goal*, in the direction that is better."""
    return value >= goal if measure.direction == "up" else value <= goal


def _expected(measure: Measure, day: date, target: Target, *, from_start: bool) -> Decimal | None:
    """Return where the measure should stand on *day* to arrive in time, or None where nothing says it.

    The last milestone whose date has come counts. Before the first, it is the straight line from the baseline to the
    next milestone or target.
    """
    goals = sorted((one for one in measure.targets if one.by.last <= target.by.last), key=lambda one: one.by.last)
    if due := [one for one in goals if one.by.last <= day]:
        return due[-1].value
    if not from_start or measure.baseline is None or measure.begins is None:
        return None
    begin, goal = measure.begins.last, goals[0]
    gone = Decimal(max((day - begin).days, 0)) / (goal.by.last - begin).days
    return measure.baseline.value + (goal.value - measure.baseline.value) * gone
