"""A baseline stands in public as it is written, so it must not say what disclosure control keeps back."""

from collections.abc import Iterator, Sequence

from plugins.model.figures import Figure
from plugins.model.findings import Finding, Place, error
from plugins.model.measures import Measure, Protection
from plugins.sources.measures.definitions import FILE


def unsafe_baseline(measure: Measure, shown: Sequence[Figure], rule: Protection) -> Iterator[Finding]:
    """Yield an error where the baseline of a protected measure is a small count, or the figure of its period is hidden.

    *shown* are its figures as they will be published.
    """
    if not measure.is_protected or measure.baseline is None:
        return
    place = Place(str(FILE), key=f"{measure.id}.baseline")
    mend = "Take the `baseline` out, or begin from a period whose figure is public."
    own = [one for one in shown if one.period == measure.begins and not (one.group or one.place)]
    if any(one.symbol == "hidden" for one in own):
        yield error(place, "The figure of this period is hidden to protect children, and the baseline tells it.", mend)
    elif measure.unit == "number" and 0 < measure.baseline.value < rule.threshold:
        yield error(place, f"The baseline is a count below {rule.threshold}: it could point to a child.", mend)
