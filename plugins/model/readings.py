"""What a measure's published figures say: where it stands, since when, and what it may be compared with."""

from dataclasses import dataclass
from datetime import date

from plugins.model.figures import Figure, Series
from plugins.model.measures import Measure, Target
from plugins.model.periods import Period
from plugins.model.verdicts import IsOver, Standing, Verdict, current_target, is_sound, verdict, waiting_milestone

# What grows with the time it is counted over; a rate of events does too.
_COUNTED = {"number", "pounds", "rate"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure, read: ``latest`` is its latest figure, hidden or not, and ``shown`` the latest one with a value.

    ``groups`` are the latest figures of a measure that has no figure for everybody. ``broken`` says why the latest
    figure cannot be compared with the baseline. ``is_comparable`` is False where the two are of two kinds.
    ``before`` is the figure that ``shown`` can be compared with where there is no baseline. ``unmeasured`` is a
    milestone that is over and has no figure. ``is_late`` says that the next figure should be there.
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


def read(measure: Measure, series: Series | None, is_over: IsOver) -> Reading:
    """Return what *series* says of *measure* by the clock."""
    figures = series.figures if series else ()
    own = main_figures(figures)
    shown = next((one for one in reversed(own) if one.value is not None), None)
    has_start = _has_start(measure, shown)
    broken = _broken(measure, own, shown) if has_start else None
    is_comparable = has_start and broken is None
    groups = () if own else _latest_groups(figures)
    is_late = _is_late(measure, own[-1:] or groups[:1], is_over)
    target = current_target(measure, shown.period.through if shown else None)
    reaches = max((one.period.through for one in own or groups), default=None)
    standing = Standing(measure, own, reaches, shown, is_over, is_comparable, is_late)
    milestone = waiting_milestone(standing, target)
    return Reading(
        measure=measure,
        latest=own[-1] if own else None,
        shown=shown,
        before=_before(measure, own, shown) if measure.baseline is None else None,
        groups=groups,
        is_comparable=is_comparable,
        broken=broken,
        target=target,
        unmeasured=milestone,
        verdict=verdict(standing, target, milestone),
        hidden=sum(one.symbol == "hidden" for one in figures),
        is_late=is_late,
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
    """Say whether figures of two periods may be compared: what is counted only over stretches of much the same length.

    One term may be set beside another, but not beside two.
    """
    lengths = sorted((one.through - one.first).days + 1 for one in (start, now))
    if "year to date" in {start.kind, now.kind}:
        return lengths[1] - lengths[0] <= 3
    return measure.unit not in _COUNTED or (start.kind == now.kind and lengths[1] < 1.6 * lengths[0])


def _is_late(measure: Measure, newest: tuple[Figure, ...], is_over: IsOver) -> bool:
    """Say whether the day of the next figure is over; a figure of a time after that day shows that it has come."""
    due = measure.next_due
    if due is None or measure.withdrawn or any(one.period.first > due.last for one in newest):
        return False
    return is_over(due.last)


def _has_start(measure: Measure, shown: Figure | None) -> bool:
    """Say whether there is a start that the figure *shown* may be set beside, breaks apart."""
    if shown is None or measure.begins is None:
        return False
    return is_sound(shown) and _are_alike(measure, measure.begins, shown.period)


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
    if shown is None or not is_sound(shown):
        return None
    earlier = [one for one in own if one.period.last < shown.period.last and is_sound(one)]
    found = next((one for one in reversed(earlier) if _are_alike(measure, one.period, shown.period)), None)
    if found is None or any(found.period.first < day <= shown.period.first for day, _why in breaks(measure, own)):
        return None
    return found
