"""What changed in the figures from one snapshot to the next, as values; ``figure_change_words`` puts them in words.

What is hidden now is not named again: a figure that goes into hiding takes its number with it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from plugins.model.figures import Figure, Series, Unit
from plugins.model.promise_changes import PromiseChange, new_targets, promise_changes
from plugins.model.values import Value

if TYPE_CHECKING:
    from plugins.model.actions import Snapshot

FigureChangeKind = Literal[
    "new",
    "revised",
    "hidden",
    "shown",
    "gone",
    "settled",
    "break",
    "no break",
    "measure new",
    "measure gone",
    "withdrawn",
    "back",
    "unit",
    "target",
    "definition",
]
Key = tuple[str, str, str, str]


class FigureChange(Value):
    """One change in a measure. ``previous`` is the figure of the period before a new one, where it has a value.

    ``why`` is the reason for which the measure was withdrawn. ``promised`` is what changed in its promise: a target or
    milestone (``target``), or what it means (``definition``).
    """

    kind: FigureChangeKind
    measure: str
    unit: Unit
    before: Figure | None = None
    after: Figure | None = None
    previous: Figure | None = None
    old_unit: Unit | None = None
    why: str | None = None
    promised: PromiseChange | None = None


def figure_changes(before: "Snapshot | None", after: "Snapshot") -> tuple[FigureChange, ...]:
    """Return what changed in the series from *before* to *after*, measure by measure; nothing for the first snapshot.

    The order of series and figures within a snapshot does not matter.
    """
    if before is None:
        return ()
    old, new = ({one.measure: one for one in snapshot.series} for snapshot in (before, after))
    return tuple(
        change
        for measure in sorted({*old, *new})
        if old.get(measure) != new.get(measure)
        for change in _of_series(old.get(measure), new.get(measure))
    )


def _of_series(old: Series | None, new: Series | None) -> list[FigureChange]:
    """Return what changed in the figures, then what changed in the promise: of a measure that ends it counts too."""
    return [*_of_figures(old, new), *(_of_promise(old, new) if new else ())]


def _of_promise(old: Series | None, new: Series) -> Iterator[FigureChange]:
    found = promise_changes(old.promise, new.promise) if old else new_targets(new.promise)
    before = old.unit if old and old.unit != new.unit else None
    for one in found:
        kind: FigureChangeKind = "target" if one.fact == "target" else "definition"
        yield FigureChange(kind=kind, measure=new.measure, unit=new.unit, old_unit=before, promised=one)


def _of_figures(old: Series | None, new: Series | None) -> list[FigureChange]:
    if new is None:
        return [FigureChange(kind="measure gone", measure=old.measure, unit=old.unit)] if old else []
    if old is None:
        return [FigureChange(kind="measure new", measure=new.measure, unit=new.unit)]
    if new.withdrawn and new.withdrawn != old.withdrawn:
        return [FigureChange(kind="withdrawn", measure=new.measure, unit=new.unit, why=new.withdrawn)]
    if old.unit != new.unit:
        return [FigureChange(kind="unit", measure=new.measure, unit=new.unit, old_unit=old.unit)]
    was, now = ({figure_key(one): one for one in series.figures} for series in (old, new))
    keys = sorted({*was, *now}, key=str)
    is_back = bool(old.withdrawn and not new.withdrawn)
    back = [FigureChange(kind="back", measure=new.measure, unit=new.unit)] if is_back else []
    return back + [
        change
        for key in sorted(keys, key=lambda one: _order(now.get(one) or was[one]))
        if (change := _of_figure(was.get(key), now.get(key), new))
    ]


def figure_key(one: Figure) -> Key:
    """Return what a figure is about, whatever its value: its period, group and place."""
    return (one.period.code, one.period.kind, one.group, one.place)


def _order(one: Figure) -> tuple[object, ...]:
    return (one.place, one.group, one.period.first, one.period.last, str(figure_key(one)))


def _of_figure(old: Figure | None, new: Figure | None, series: Series) -> FigureChange | None:
    kind = _kind(old, new)
    if kind is None or (kind == "no break" and old and _still_breaks(old, series)):
        return None
    previous = figure_before(new, series) if kind == "new" and new else None
    before = None if kind == "hidden" else old
    return FigureChange(
        kind=kind, measure=series.measure, unit=series.unit, before=before, after=new, previous=previous
    )


def _still_breaks(old: Figure, series: Series) -> bool:
    """Say whether the break that stood before *old* stands before another figure now, which came after it did."""
    line = (one for one in series.figures if figure_key(one)[2:] == figure_key(old)[2:])
    return any(one.break_before == old.break_before for one in line)


def _kind(old: Figure | None, new: Figure | None) -> FigureChangeKind | None:
    if new is None:
        return "gone"
    if old is None:
        return "new"
    if "hidden" in {old.symbol, new.symbol}:
        return None if old.symbol == new.symbol else "hidden" if new.symbol == "hidden" else "shown"
    if _said(old) != _said(new) or _is_of_others(old, new):
        return "revised"
    return _mark(old, new)


def _said(one: Figure) -> tuple[object, ...]:
    """Return what a figure says; the text of a cell counts only where no value could be read from it."""
    return one.value, one.symbol, one.raw if one.value is None else None


def _is_of_others(old: Figure, new: Figure) -> bool:
    """Say whether the same value is now worked out from other numbers."""
    pairs = ((old.numerator, new.numerator), (old.denominator, new.denominator))
    return any(was is not None and now is not None and was != now for was, now in pairs)


def _mark(old: Figure, new: Figure) -> FigureChangeKind | None:
    """Return what changed beside a value that stays."""
    if old.provisional and not new.provisional:
        return "settled"
    if new.break_before == old.break_before:
        return None
    return "break" if new.break_before else "no break"


def figure_before(figure: Figure, series: Series) -> Figure | None:
    """Return the figure of the period before, unless the two cannot be compared."""
    beside = [
        one
        for one in series.figures
        if figure_key(one)[1:] == figure_key(figure)[1:]
        and one.period.last < figure.period.last
        and _joins(one, figure)
    ]
    found = max(beside, key=lambda one: one.period.last, default=None)
    return found if found and found.value is not None and figure.break_before is None else None


def _joins(one: Figure, other: Figure) -> bool:
    """Say whether two figures may stand side by side: counts that begin anew each year only within one year."""
    return one.period.kind != "year to date" or one.period.first == other.period.first
