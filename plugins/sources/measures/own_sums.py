"""What must add up in our own figures: the parts of each period and their total."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from plugins.model.disclosure.raw import RawFigure
from plugins.model.findings import Finding, Place, error
from plugins.model.measures import Measure
from plugins.model.periods import Period

Amount = Callable[[RawFigure], Decimal | int | None]


def _numerator(one: RawFigure) -> int | None:
    return one.numerator


def _denominator(one: RawFigure) -> int | None:
    return one.denominator


_AMOUNTS: dict[str, tuple[Amount, ...]] = {
    "number": (lambda one: one.value,),
    "percent": (_numerator, _denominator),
    "rate": (_numerator, _denominator),
}


def check_sums(figures: Sequence[RawFigure], measure: Measure, place: Place) -> Iterator[Finding]:
    """Yield an error for each period whose total is not the sum of its parts, or is smaller than the parts known.

    Also where totals always are the sum of the parts and the definition does not say so: then a hidden part would
    follow from the others, and disclosure control would not know.
    """
    totals = {one.period: one for one in figures if not one.place and not one.group}
    parts: dict[Period, list[RawFigure]] = defaultdict(list)
    for one in figures:
        if not one.place and one.group:
            parts[one.period].append(one)
    both = [(totals[span], known) for span, known in parts.items() if span in totals]
    if measure.adds_up:
        for total, known in both:
            yield from _fault(total, known, measure, place)
    elif measure.is_protected and _always_sums(both, measure):
        said = f"The groups of {measure.id} add up to its total, and its definition does not say so."
        mend = "Write `adds_up = true` for it in plan/measures.toml, so that no hidden figure follows from the others."
        yield error(place, said, mend)


def _fault(total: RawFigure, parts: Sequence[RawFigure], measure: Measure, place: Place) -> Iterator[Finding]:
    for amount in _AMOUNTS.get(measure.unit, ()):
        whole = amount(total)
        if whole is None:
            continue
        known = [amount(one) for one in parts]
        rest = whole - sum(one for one in known if one is not None)
        if rest < 0 or (rest > 0 and None not in known):
            what = "smaller than its groups together" if rest < 0 else "not the sum of its groups"
            said = f"The total of {measure.id} for {total.period.code} is {what}."
            mend = "Correct the rows of this period, or take `adds_up` out of the definition if groups overlap."
            yield error(place, said, mend)
            return


def _always_sums(both: Sequence[tuple[RawFigure, Sequence[RawFigure]]], measure: Measure) -> bool:
    """Say whether wherever total and parts are all known, and there are two parts or more, the parts make the total."""
    amounts = _AMOUNTS.get(measure.unit, ())
    tables = [[(amount(total), [amount(one) for one in parts]) for amount in amounts] for total, parts in both]
    known = [
        amount
        for table in tables
        for amount in table
        if amount[0] is not None and None not in amount[1] and len(amount[1]) > 1
    ]
    return bool(known) and all(whole == sum(one for one in parts if one is not None) for whole, parts in known)
