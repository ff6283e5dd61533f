"""What changed in the figures from one snapshot to the next, as values and as sentences.

A figure that comes out of hiding or goes into it is told as just that: neither number is named.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from plugins.model.figure_words import figure_words, value_words
from plugins.model.figures import Figure, Series, Unit
from plugins.model.language import Language
from plugins.model.measures import Measure, Measures
from plugins.model.periods import period_words
from plugins.model.promise_changes import PromiseChange, new_targets, promise_changes, promise_sentence
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
    if kind is None:
        return None
    previous = _previous(new, series) if kind == "new" and new else None
    # What is hidden now is not said again, though an old edition shows it.
    before = None if kind == "hidden" else old
    return FigureChange(
        kind=kind, measure=series.measure, unit=series.unit, before=before, after=new, previous=previous
    )


def _kind(old: Figure | None, new: Figure | None) -> FigureChangeKind | None:
    if new is None:
        return "gone"
    if old is None:
        return "new"
    if "hidden" in {old.symbol, new.symbol}:
        return None if old.symbol == new.symbol else "hidden" if new.symbol == "hidden" else "shown"
    if (old.value, old.symbol, old.raw) != (new.value, new.symbol, new.raw):
        return "revised"
    return _mark(old, new)


def _mark(old: Figure, new: Figure) -> FigureChangeKind | None:
    """Return what changed beside a value that stays."""
    if old.provisional and not new.provisional:
        return "settled"
    return "break" if new.break_before and new.break_before != old.break_before else None


def _previous(figure: Figure, series: Series) -> Figure | None:
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


def figure_sentence(change: FigureChange, measures: Measures | None, language: Language) -> str:
    """Return one change as a sentence. A measure that is not defined any more is called by its id."""
    known: Mapping[str, Measure] = {one.id: one for one in measures.measures} if measures else {}
    measure = known.get(change.measure)
    title = measure.title if measure else change.measure
    if change.promised:
        return promise_sentence(change.promised, title, (change.old_unit or change.unit, change.unit), language)
    if change.before is None and change.after is None:
        return _of_measure(change, title, language)
    return _of_one(change, title, measure.decimals if measure else 0, language)


def _of_measure(change: FigureChange, title: str, language: Language) -> str:
    words = language.gettext
    if change.kind == "measure new":
        return words("A new measure: “%(title)s”.", title=title)
    if change.kind == "unit":
        return words("“%(title)s” is counted in another unit now: older figures cannot be compared.", title=title)
    if change.kind == "back":
        return words("The measure “%(title)s” is published again.", title=title)
    if change.why:
        return words("The measure “%(title)s” is no longer published. Why: %(why)s", title=title, why=change.why)
    return words("The measure “%(title)s” is no longer published. No reason is given.", title=title)


def _of_one(change: FigureChange, title: str, decimals: int, language: Language) -> str:
    figure = change.after or change.before
    assert figure
    words, told = (
        language.gettext,
        {"title": _whose(title, figure, language), "period": period_words(figure.period, language)},
    )
    if change.kind in {"new", "revised"}:
        return (_new if change.kind == "new" else _revised)(change, figure, told, decimals, language)
    match change.kind:
        case "hidden":
            return words(
                "The figure for “%(title)s”, %(period)s, is hidden now, so that nobody can be recognised.", **told
            )
        case "shown":
            return words("The figure for “%(title)s”, %(period)s, was hidden and is shown now.", **told)
        case "settled":
            return words("The figure for “%(title)s”, %(period)s, is final now; it has not changed.", **told)
        case "break":
            return words(
                "“%(title)s”: the figure for %(period)s cannot be compared with those before it. Why: %(why)s",
                why=figure.break_before,
                **told,
            )
    return words("The figure for “%(title)s”, %(period)s, is no longer published.", **told)


def _revised(change: FigureChange, _figure: Figure, told: dict[str, str], decimals: int, language: Language) -> str:
    old, new = (_value(one, change.unit, decimals, language) for one in (change.before, change.after))
    return language.gettext(
        "The figure for “%(title)s”, %(period)s, was revised from %(old)s to %(new)s.", old=old, new=new, **told
    )


def _new(change: FigureChange, figure: Figure, told: dict[str, str], decimals: int, language: Language) -> str:
    words = language.gettext
    if figure.symbol == "hidden":
        return words("A new figure for “%(title)s”, %(period)s, is hidden, so that nobody can be recognised.", **told)
    value = _value(figure, change.unit, decimals, language)
    if figure.provisional:
        value = words("%(value)s (provisional)", value=value)
    if change.previous is None or change.previous.value is None:
        return words("A new figure for “%(title)s”: %(value)s, %(period)s.", value=value, **told)
    before = value_words(change.previous.value, change.unit, decimals, language)
    when = period_words(change.previous.period, language)
    return words(
        "A new figure for “%(title)s”: %(value)s, %(period)s; before, %(before)s, %(when)s.",
        value=value,
        before=before,
        when=when,
        **told,
    )


def _value(figure: Figure | None, unit: Unit, decimals: int, language: Language) -> str:
    return figure_words(figure, unit, decimals, language) if figure else language.gettext("nothing")


def _whose(title: str, figure: Figure, language: Language) -> str:
    """Return the title, with the group and the place where the figure is not the area's own for everybody."""
    parts = ", ".join(one for one in (figure.place, figure.group) if one)
    return language.gettext("%(title)s, %(whose)s", title=title, whose=parts) if parts else title
