"""Whether figures that are published are still told in the unit they were published in."""

from collections.abc import Iterator

from plugins.model.actions import Snapshot
from plugins.model.findings import Finding, Place, error
from plugins.model.measures import Measures
from plugins.sources.measures.definitions import FILE


def changed_units(measures: Measures, latest: Snapshot | None) -> Iterator[Finding]:
    """Yield an error for each measure whose published figures are in another unit: they would vanish from its page."""
    units = {one.measure: one.unit for one in latest.series} if latest else {}
    for one in measures.measures:
        was = units.get(one.id, one.unit)
        if was != one.unit:
            said = f"The unit of the measure {one.id} is “{one.unit}” here, and its figures were published as “{was}”."
            mend = "Begin a new measure with an id of its own; or say under `breaks` since when it is so, and pull."
            yield error(Place(str(FILE), key=f"{one.id}.unit"), said, mend)
