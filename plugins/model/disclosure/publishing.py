"""From raw figures to published ones: the only way there is."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from plugins.model.disclosure.cells import (
    COUNT,
    DENOMINATOR,
    VALUE,
    Where,
    is_ratio,
    numerator,
    reasons,
    where,
)
from plugins.model.disclosure.joining import Sheet
from plugins.model.disclosure.means import few_since, hide_means, least_people
from plugins.model.disclosure.raw import RawFigure
from plugins.model.disclosure.tables import Key
from plugins.model.disclosure.together import Known, hidden, sheet
from plugins.model.disclosure.wording import has_number, small_groups
from plugins.model.figures import Figure, Series, Why
from plugins.model.measures import Measure, Protection

Whys = Mapping[Key, Why]


def publish(
    raw: Sequence[RawFigure],
    measure: Measure,
    rule: Protection,
    earlier: Sequence[Series] = (),
    reveal: frozenset[Where] = frozenset(),
    *,
    beside: Sequence[Known] = (),
) -> tuple[Figure, ...]:
    """Return the figures of *measure* as they may be shown, in the order of *raw*.

    ``earlier`` is the measure as published in all earlier snapshots, oldest first; ``reveal`` names figures (code of
    the period, group) that need not stay hidden because they were. ``beside`` are the measures that count the same
    children: no hidden figure follows from theirs, if each is published beside all the others. Figures of other places
    are their owners' and, like those of a measure that is public already or counts no people, are kept as they are,
    with the text of their cell.
    A figure that stays hidden keeps the reason it was first hidden for, whatever it is now: another reason would tell
    that it has grown, or that the threshold has passed it.
    Percentages are worked out anew from their people and rounded as the measure says: more places would tell more.
    Raises ValueError, which names no number, if the area has two figures for one period and group.
    """
    own = [one for one in raw if not one.place] if measure.is_protected else []
    if twice := [where(one) for one in own if sum(where(one) == where(other) for other in own) > 1]:
        raise ValueError(f"Two figures of {measure.id} for {twice[0]}.")
    mine = sheet(Known(measure, own, earlier, reveal), rule)
    whys = hidden(measure.id, {measure.id: mine, **{one.measure.id: sheet(one, rule) for one in beside}}, rule)
    whys |= _averages(own, measure, rule, mine)
    whys |= {(COUNT, *where(one)): "small number" for one in own if _is_small_part(one, measure, rule)}
    ours, before = set(map(id, own)), reasons(earlier)
    kept = before.keys() - reveal
    whys |= {(VALUE, *where(one)): before[where(one)] for one in own if _tells(one) and where(one) in kept}
    return tuple(_published(one, measure, rule, whys, before) if id(one) in ours else _as_it_is(one) for one in raw)


def _averages(own: Sequence[RawFigure], measure: Measure, rule: Protection, mine: Sheet) -> dict[Key, Why]:
    """Return what is hidden of the figures that are no count and no ratio of counts."""
    averages = [one for one in own if one.value is not None and measure.unit != "number" and not is_ratio(one, measure)]
    found: dict[Key, Why] = {}
    since = {where(one) for one in few_since(averages, least_people(rule))}
    for code in {one.period.code for one in averages}:
        people = {one.group: one.denominator for one in averages if one.period.code == code}
        before: dict[str, Why] = {group: "would give another away" for group in people if (code, group) in since}
        before |= {group: "was hidden before" for group in people if _was_hidden((VALUE, code, group), mine)}
        all_hidden = hide_means(people, rule, before, adds_up=measure.adds_up)
        found |= {(VALUE, code, group): why for group, why in all_hidden.items()}
    return found


def _was_hidden(key: Key, mine: Sheet) -> bool:
    having = [one for one in mine.editions if key in one.shown or key in one.hidden]
    return bool(having) and key in having[-1].hidden and key not in mine.revealed


def _tells(one: RawFigure) -> bool:
    """Say whether a figure has no number, and a symbol that tells how many there are nevertheless: none, or a few."""
    return one.value is None and one.symbol in {"not applicable", "none reported", "rounds to zero"}


def _is_small_part(one: RawFigure, measure: Measure, rule: Protection) -> bool:
    """Say whether a count that is no whole number (full-time equivalents, say) is small."""
    is_broken = measure.unit == "number" and one.value is not None and one.value != int(one.value)
    return is_broken and one.value is not None and 0 < one.value < rule.threshold


def _as_it_is(one: RawFigure) -> Figure:
    return Figure.model_validate({name: getattr(one, name) for name in RawFigure.__slots__})


def _published(one: RawFigure, measure: Measure, rule: Protection, whys: Whys, before: Mapping[Where, Why]) -> Figure:
    at = where(one)
    why = next((whys[kind, *at] for kind in (COUNT, VALUE) if (kind, *at) in whys), None)
    frame = {
        "period": one.period,
        "group": one.group,
        "provisional": one.provisional,
        "break_before": _safe(one.break_before, rule, is_hidden=why is not None),
        "note": _safe(one.note, rule, is_hidden=why is not None),
    }
    if why is not None:
        return Figure(**frame, denominator=_people(one, measure, whys), symbol="hidden", why=before.get(at, why))
    symbol = "confidential at source" if one.symbol == "hidden" else one.symbol
    value = None if one.value is None and one.symbol else _value(one, measure)
    if value is None:
        return Figure(**frame, symbol=symbol or "not available")
    counted = numerator(one) if is_ratio(one, measure) else None
    return Figure(**frame, value=value, numerator=counted, denominator=_people(one, measure, whys), symbol=symbol)


def _people(one: RawFigure, measure: Measure, whys: Whys) -> int | None:
    """Return the denominator where it is one and may be shown."""
    is_shown = measure.unit != "number" and (DENOMINATOR, *where(one)) not in whys and not _tells(one)
    return one.denominator if is_shown else None


def _value(one: RawFigure, measure: Measure) -> Decimal | None:
    if measure.unit == "number":
        return one.value
    if measure.unit == "percent" and (counted := numerator(one)) is not None and one.denominator:
        return _rounded(Decimal(100 * counted) / Decimal(one.denominator), measure)
    return None if one.value is None else _rounded(one.value, measure)


def _rounded(value: Decimal, measure: Measure) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-measure.decimals), rounding=ROUND_HALF_UP)


def _safe(text: str | None, rule: Protection, *, is_hidden: bool) -> str | None:
    """Return a note unless it counts a few people itself, or is of a hidden figure and holds a number at all."""
    if text and (small_groups(text, rule.threshold) or (is_hidden and has_number(text))):
        return None
    return text
