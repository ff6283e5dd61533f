"""A measure as a table: each own figure of it becomes one or two counts of people, with what holds between them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from plugins.model.disclosure.ground import Rest
from plugins.model.disclosure.raw import RawFigure
from plugins.model.disclosure.tables import Earlier, Key, Ratio, Sum, Table
from plugins.model.figures import Figure, Series, Unit, Why
from plugins.model.measures import Measure
from plugins.model.periods import Period

Where = tuple[str, str]
COUNT, NUMERATOR, DENOMINATOR, VALUE = KINDS = ("count", "numerator", "denominator", "value")


def table(raw: Sequence[RawFigure], measure: Measure) -> Table:
    """Return the counts behind the own figures of a measure.

    Where some groups have no figure, what the total leaves for them is a count that nobody prints. Where groups need
    not add up, those of the total who are not in a group are one.
    """
    counts = {key: count for one in raw for key, count in _counts(one, measure).items()}
    counts |= dict.fromkeys(_nobody(raw, counts, measure), 0) if measure.adds_up else {}
    sums = list(_sums(counts, {where(one) for one in raw}, counts)) if measure.adds_up else list(splits(counts))
    growth = list(growth_of({where(one): one.period for one in raw}, counts))
    unprinted: dict[Key, int] = {}
    for one in (*sums, *growth):
        unprinted |= {key: _left(one, counts | unprinted) for key in one.parts if key not in counts | unprinted}
    return Table(counts | unprinted, (*sums, *growth), tuple(_ratios(raw, counts, measure)), frozenset(unprinted))


def earlier_edition(series: Series, measure: Measure) -> Earlier:
    """Return what an edition that is already public showed and hid of the area's own figures."""
    own = [one for one in series.figures if not one.place]
    shown: dict[Key, int | Decimal] = {key: number for one in own for key, number in printed(one, series.unit).items()}
    hidden = frozenset(key for one in own if one.symbol == "hidden" for key in _keys(one)) - shown.keys()
    everywhere = {where(one) for one in own}
    counted = {where(one) for one in own if one.value is not None or one.symbol == "hidden" or is_nobody(one)}
    every = dict.fromkeys([*shown, *hidden], 0)
    sums = tuple(_sums(every, counted) if measure.adds_up else splits(every))
    ratios = tuple(
        Ratio((VALUE, *at), (NUMERATOR, *at), (DENOMINATOR, *at), _decimals(Decimal(shown[VALUE, *at])))
        for at in sorted(everywhere)
        if series.unit == "percent" and (VALUE, *at) in shown
    )
    return Earlier(shown, hidden, sums, ratios)


def reasons(earlier: Sequence[Series]) -> Mapping[Where, Why]:
    """Return why each own figure is hidden, as the last edition that has it says."""
    last = {where(one): one for series in earlier for one in series.figures if not one.place}
    return {at: one.why for at, one in last.items() if one.why}


def where(one: RawFigure | Figure) -> Where:
    """Return where in its measure a figure stands: period and group."""
    return (one.period.code, one.group)


def numerator(one: RawFigure) -> int | None:
    """Return the people a percentage counts, worked out from the percentage where they are not given."""
    if one.numerator is None and one.value is not None and one.denominator is not None:
        return round(one.value * one.denominator / 100)
    return one.numerator


def is_ratio(one: RawFigure, measure: Measure) -> bool:
    """Say whether a figure is people of people: a percentage, or a rate whose people are given."""
    if measure.unit == "percent":
        return numerator(one) is not None and one.denominator is not None
    return measure.unit == "rate" and one.numerator is not None and one.denominator is not None


def _counts(one: RawFigure, measure: Measure) -> dict[Key, int]:
    at = where(one)
    if one.value is None and one.symbol:
        return {}
    if measure.unit == "number":
        is_whole = one.value is not None and one.value >= 0 and one.value == int(one.value)
        return {(COUNT, *at): int(one.value)} if is_whole and one.value is not None else {}
    people = {(DENOMINATOR, *at): one.denominator}
    if is_ratio(one, measure):
        people[NUMERATOR, *at] = numerator(one)
    return {key: count for key, count in people.items() if count is not None}


def _nobody(raw: Sequence[RawFigure], counts: Mapping[Key, int], measure: Measure) -> Iterator[Key]:
    """Yield the counts of groups to which a figure does not apply, where the others are the whole: there is nobody."""
    kinds = (COUNT,) if measure.unit == "number" else (NUMERATOR, DENOMINATOR)
    for one in raw:
        code, group = where(one)
        if is_nobody(one) and group:
            ours = {
                kind: sum(counts.get((kind, *where(each)), 0) for each in raw if where(each)[0] == code and each.group)
                for kind in kinds
            }
            if all(counts.get((kind, code, "")) == ours[kind] for kind in kinds):
                yield from ((kind, code, group) for kind in kinds)


def is_nobody(one: RawFigure | Figure) -> bool:
    """Say whether a figure does not apply, as a share of nobody does not."""
    return one.value is None and one.symbol == "not applicable"


def _sums(present: Mapping[Key, int], everywhere: set[Where], counts: Mapping[Key, int] | None = None) -> Iterator[Sum]:
    """Yield, for each period, that its groups add up; with what is left for groups that have none of this count.

    Where nothing is left, “not applicable” tells that nobody is there, so that the others are the whole.
    """
    for code in sorted({code for code, group in everywhere if not group}):
        groups = sorted(group for at, group in everywhere if at == code and group)
        for kind in (COUNT, NUMERATOR, DENOMINATOR):
            parts: list[Key] = [(kind, code, group) for group in groups if (kind, code, group) in present]
            total = (kind, code, "")
            if total not in present or not parts:
                continue
            left = counts[total] - sum(counts[key] for key in parts) if counts is not None else 0
            if len(parts) == len(groups) or (counts is not None and left == 0):
                yield Sum(total, tuple(parts))
            elif counts is not None and left > 0:
                yield Sum(total, (*parts, Rest(total)))


def splits(counts: Mapping[Key, int]) -> Iterator[Sum]:
    """Yield that a total is a group of it and those who are not in the group, wherever the group is no larger.

    “17 girls” beside “20 children” tells of three boys, whether or not there is a row for them. Of those who are not in
    the group of a percentage, the ones who are not in the numerator are a count too.
    """
    found: dict[tuple[str, str, str], Sum] = {}
    for key in sorted(counts, key=repr):
        match key:
            case ("count" | "numerator" | "denominator" as kind, str(code), str(group)) if group:
                total = (kind, code, "")
                if total in counts and counts[total] >= counts[key]:
                    found[kind, code, group] = Sum(total, (key, Rest(key)))
    yield from found.values()
    for key in found:
        whole = (DENOMINATOR, *key[1:])
        if key[0] == NUMERATOR and whole in found:
            yield Sum(Rest(whole), (Rest(key), Rest(Rest(key))))


def _left(one: Sum, counts: Mapping[Key, int]) -> int:
    return counts[one.total] - sum(counts[key] for key in one.parts if key in counts)


def growth_of(places: Mapping[Where, Period], counts: Mapping[Key, int]) -> Iterator[Sum]:
    """Yield that a year to date is the one before and what came since: that too is a count of people.

    Of what came since, those who are not in the numerator are one as well.
    """
    runs: dict[tuple[object, str], list[Period]] = {}
    for (_, group), period in places.items():
        if period.kind == "year to date":
            runs.setdefault((period.first, group), []).append(period)
    for (_, group), periods in sorted(runs.items(), key=repr):
        ordered = sorted(periods, key=lambda period: (period.last, period.code))
        for before, now in _steps(COUNT, group, ordered, counts):
            yield _since(COUNT, before, now, group)
        counted = set(_steps(NUMERATOR, group, ordered, counts))
        for before, now in sorted(counted):
            yield _since(NUMERATOR, before, now, group)
        for before, now in _steps(DENOMINATOR, group, ordered, counts):
            yield (whole := _since(DENOMINATOR, before, now, group))
            if (before, now) in counted:
                part = _since(NUMERATOR, before, now, group).parts[1]
                yield Sum(whole.parts[1], (part, ("since", "others", before, now, group)))


def _steps(kind: str, group: str, periods: Sequence[Period], counts: Mapping[Key, int]) -> Iterator[tuple[str, str]]:
    """Yield each period that has this count, with the next one that has it, where it has not shrunk."""
    having = [one.code for one in periods if (kind, one.code, group) in counts]
    return ((one, next_) for one, next_ in pairwise(having) if counts[kind, next_, group] >= counts[kind, one, group])


def _since(kind: str, before: str, now: str, group: str) -> Sum:
    return Sum((kind, now, group), ((kind, before, group), ("since", kind, before, now, group)))


def _ratios(raw: Sequence[RawFigure], counts: Mapping[Key, int], measure: Measure) -> Iterator[Ratio]:
    for one in raw:
        at = where(one)
        if (NUMERATOR, *at) in counts:
            yield Ratio((VALUE, *at), (NUMERATOR, *at), (DENOMINATOR, *at), measure.decimals)


def printed(one: Figure, unit: Unit) -> dict[tuple[str, str, str], int | Decimal]:
    """Return the numbers that a published figure shows."""
    at = where(one)
    if is_nobody(one):
        return dict.fromkeys([(kind, *at) for kind in ((COUNT,) if unit == "number" else (NUMERATOR, DENOMINATOR))], 0)
    if unit == "number":
        is_whole = one.value is not None and one.value == int(one.value)
        return {(COUNT, *at): int(one.value)} if is_whole and one.value is not None else {}
    found = {(VALUE, *at): one.value, (NUMERATOR, *at): one.numerator, (DENOMINATOR, *at): one.denominator}
    return {key: number for key, number in found.items() if number is not None}


def _keys(one: Figure) -> list[Key]:
    return [(kind, *where(one)) for kind in KINDS]


def _decimals(shown: Decimal) -> int:
    exponent = shown.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
