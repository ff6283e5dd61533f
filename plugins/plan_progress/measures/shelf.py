"""Every measure with its published figures and what they say, read once for a whole build."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from plugins.model.actions import Snapshot
from plugins.model.clock import Clock, start_of
from plugins.model.figures import Series
from plugins.model.language import Language
from plugins.model.measure_sentences import measure_sentence
from plugins.model.measures import Measure, Measures
from plugins.model.readings import Reading, read


@dataclass(frozen=True, slots=True)
class Shelf:
    """The measures in the order of their file; ``by_theme`` are those of a theme, by its slug."""

    measures: Measures
    series: Mapping[str, Series]
    readings: Mapping[str, Reading]
    sentences: Mapping[str, str]
    by_theme: Mapping[str, tuple[Measure, ...]]

    def lead(self, measure: Measure) -> str:
        """Return the sentence of *measure* without its name, which stands in the heading above it."""
        told = self.sentences[measure.id].removeprefix(f"{measure.title}: ")
        return told[:1].upper() + told[1:]

    def named(self, name: str) -> Measure | None:
        """Return the measure with the id *name*, None where there is none."""
        reading = self.readings.get(name)
        return reading.measure if reading else None


def open_shelf(measures: Measures | None, latest: Snapshot | None, clock: Clock, language: Language) -> Shelf | None:
    """Return the shelf of the *latest* snapshot, None for an area that has no measures."""
    if measures is None or not measures.measures:
        return None
    units = {one.id: one.unit for one in measures.measures}
    # Figures in another unit than the definition's would be told wrongly: they wait for the next pull.
    series = {one.measure: one for one in latest.series if units.get(one.measure) == one.unit} if latest else {}

    def is_over(day: date) -> bool:
        return clock.has_passed(start_of(day + timedelta(days=1)))

    readings = {one.id: read(one, series.get(one.id), is_over) for one in measures.measures}
    return Shelf(
        measures=measures,
        series=series,
        readings=readings,
        sentences={name: measure_sentence(one, language) for name, one in readings.items()},
        by_theme=_by_theme(measures),
    )


def _by_theme(measures: Measures) -> dict[str, tuple[Measure, ...]]:
    found: dict[str, list[Measure]] = {}
    for one in measures.measures:
        for slug in dict.fromkeys(one.themes):
            found.setdefault(slug, []).append(one)
    return {slug: tuple(known) for slug, known in found.items()}
