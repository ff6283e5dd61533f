"""What is said of a time that has not come: a slip of the pen, or a promise told as done."""

from collections.abc import Iterable, Iterator

from plugins.model.clock import Clock, start_of
from plugins.model.figures import Series
from plugins.model.findings import Finding, Place, error
from plugins.model.measures import Measures
from plugins.sources.measures.definitions import FILE


def figures_too_early(series: Iterable[Series], clock: Clock) -> Iterator[Finding]:
    """Yield an error for each measure with figures of a period that has not begun."""
    for one in series:
        early = [each.period for each in one.figures if not clock.has_passed(start_of(each.period.first))]
        if early:
            codes = ", ".join(dict.fromkeys(period.code for period in early))
            said = f"The source of {one.measure} has figures for a time that has not begun: {codes}."
            yield error(Place(str(FILE), key=f"{one.measure}.source"), said, "Correct the period in its file.")


def withdrawn_too_early(measures: Measures, clock: Clock) -> Iterator[Finding]:
    """Yield an error for each measure that is withdrawn on a day to come: its page would say that it is gone."""
    for one in measures.measures:
        if one.withdrawn and not clock.has_passed(start_of(one.withdrawn.on)):
            said = f"The measure {one.id} is withdrawn on a day that has not come."
            mend = "Write it on that day; or correct the date."
            yield error(Place(str(FILE), key=f"{one.id}.withdrawn"), said, mend)
