"""The files of all measures, each brought and read once, however many measures stand in it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from plugins.model.findings import ContentError, Finding, Place, errors
from plugins.model.measures import Measure, Measures
from plugins.sources.measures.assembling import together
from plugins.sources.measures.dfe import read_dfe
from plugins.sources.measures.documents import read_text
from plugins.sources.measures.own import OwnRules, read_own
from plugins.sources.measures.own_sums import check_sums
from plugins.sources.measures.reading import Kinds, Reading
from plugins.sources.measures.tables import Table
from plugins.sources.measures.wide import read_wide
from plugins.sources.tracker.locating import public_name

T = TypeVar("T")


@dataclass(slots=True, repr=False)
class Shelf:
    """The files read so far. ``strangers`` are findings about rows and columns of our own that are of no measure."""

    measures: Measures
    content: Path
    progress: Callable[[str], None]
    kinds: Kinds
    strangers: list[Finding] = field(default_factory=list)
    _tables: dict[str, Table | ContentError] = field(default_factory=dict)
    _own: dict[str, dict[str, Reading] | ContentError] = field(default_factory=dict)

    def reading(self, measure: Measure) -> Reading:
        """Return what the files of *measure* say together. Raises ``ContentError`` with the faults of all of them."""
        readings: list[Reading] = []
        faults: list[Finding] = []
        for file in measure.source.files:
            try:
                readings.append(self._one(measure, file))
            except ContentError as refused:
                faults += refused.findings
        if faults:
            raise ContentError(faults)
        return _added_up(together(readings), measure)

    def _one(self, measure: Measure, file: str) -> Reading:
        if file not in self._tables:
            self._tables[file] = _kept(lambda: Table(*read_text(measure, file, self.content, self.progress)))
        table = _given(self._tables[file])
        match measure.source.kind:
            case "own":
                return self._readings(table, file)[measure.id]
            case "dfe":
                return read_dfe(table, measure)
            case "table":
                return read_wide(table, measure)

    def _readings(self, table: Table, file: str) -> dict[str, Reading]:
        """Return what one of our own files says of each measure."""
        if file not in self._own:
            self._own[file] = _kept(lambda: self._read_own(table, file))
        return _given(self._own[file])

    def _read_own(self, table: Table, file: str) -> dict[str, Reading]:
        everything = self.measures.measures
        mine = {one.id: one for one in everything if one.source.kind == "own" and file in one.source.files}
        others = frozenset(one.id for one in everything) - set(mine)
        readings, strangers = read_own(table, OwnRules(mine, others, self.measures.protection.threshold, self.kinds))
        self.strangers += strangers
        return readings


def _added_up(reading: Reading, measure: Measure) -> Reading:
    """Return *reading* with what does not add up, which is only looked at where each figure by itself is right."""
    if measure.source.kind != "own" or errors(reading.findings):
        return reading
    place = Place(Path(public_name(measure.source.file)).name)
    return replace(reading, findings=(*reading.findings, *check_sums(reading.figures, measure, place)))


def _kept(bring: Callable[[], T]) -> T | ContentError:
    """Return what *bring* gives, or why it refuses: the next measure of the same file is refused alike."""
    try:
        return bring()
    except ContentError as refused:
        return refused


def _given(found: T | ContentError) -> T:
    if isinstance(found, ContentError):
        raise found
    return found
