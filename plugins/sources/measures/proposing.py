"""What the sources say of all measures, made public: read, checked, and through disclosure control. Writes nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from plugins.model.actions import Snapshot
from plugins.model.disclosure.publishing import publish
from plugins.model.disclosure.together import Known
from plugins.model.figures import Series
from plugins.model.findings import ContentError, Finding, errors
from plugins.model.language import Language
from plugins.model.measures import Measure, Measures, Protection
from plugins.model.periods import period
from plugins.sources.measures.assembling import (
    compared_only,
    figure_order,
    marked,
    spelt_as_before,
    with_breaks,
    with_older,
    with_steady_reasons,
)
from plugins.sources.measures.bringing import Shelf
from plugins.sources.measures.comparing import differences
from plugins.sources.measures.disjoint import disjoint
from plugins.sources.measures.promising import promise_of
from plugins.sources.measures.reading import Kinds, Reading
from plugins.sources.measures.starting import unsafe_baseline
from plugins.sources.measures.unprotected import unprotected
from plugins.sources.offer import read_offer

ENGLISH = Language("en-GB")
Told = Mapping[str, Sequence[Series]]  # of each measure what was published of it, oldest first


def propose_series(
    measures: Measures,
    content: Path,
    earlier: Sequence[Snapshot],
    progress: Callable[[str], None],
    *,
    older: Sequence[Snapshot] = (),
    kinds: Kinds = lambda _: (),
    language: Language = ENGLISH,
) -> tuple[tuple[Series, ...], list[Finding]]:
    """Return the series to publish, in the order of *measures*, and everything that is wrong or odd.

    *earlier* are all snapshots, oldest first, *older* those of earlier plans. A measure that cannot be read, or was
    withdrawn, keeps its last published series; the first comes with an error, the second with its reason. Each series
    says what is promised of its measure now. *kinds* finds personal data in words that would become public.
    """
    shelf = Shelf(measures, content, lambda name: progress(language.gettext("Reading %(name)s…", name=name)), kinds)
    # What is wrong with the limits is said by the build.
    offer, _ = read_offer(content / "offer", publish=False)
    proposed: list[Series] = []
    findings: list[Finding] = []
    told = {one.id: _told(one, (*older, *earlier)) for one in measures.measures}
    for measure in measures.measures:
        last = next((one for one in earlier[-1].series if one.measure == measure.id), None) if earlier else None
        series, found = _series(measure, shelf, told, last)
        if series:
            promise = promise_of(measure, offer, language)
            proposed.append(series.model_copy(update={"promise": promise}))
        findings += found
    return tuple(proposed), list(dict.fromkeys([*findings, *shelf.strangers]))


def _told(measure: Measure, snapshots: Sequence[Snapshot]) -> list[Series]:
    return [one for snapshot in snapshots for one in snapshot.series if one.measure == measure.id]


def _series(measure: Measure, shelf: Shelf, told: Told, last: Series | None) -> tuple[Series | None, list[Finding]]:
    """Return what to publish of one measure, and what is wrong with it."""
    if measure.withdrawn:
        return last and last.model_copy(update={"withdrawn": measure.withdrawn.why}), []
    try:
        reading = shelf.reading(measure)
    except ContentError as refused:
        return last, list(refused.findings)
    findings = [*reading.findings, *differences(measure, reading, last)]
    if errors(findings):
        return last, findings
    rule, ours = shelf.measures.protection, _known(measure, shelf, reading, told)
    beside = tuple(_beside(measure, shelf, told))
    series = _published(ours, beside, rule, reading, last)
    findings += [*unprotected(measure, reading.figures, rule), *unsafe_baseline(measure, series.figures, rule)]
    findings += disjoint(ours, beside, rule)
    return last if errors(findings) else series, findings


def _known(measure: Measure, shelf: Shelf, reading: Reading, told: Told) -> Known:
    """Return what disclosure control must know of a measure."""
    before = told[measure.id]
    # However long ago and in whichever plan: a group spelt in another way must not come out of hiding.
    figures = spelt_as_before(compared_only(reading.figures), before[-1] if before else None)
    raw = sorted(with_breaks(figures, measure), key=figure_order(measure))
    return Known(measure, raw, before, frozenset(_revealed(measure, shelf.measures)))


def _beside(measure: Measure, shelf: Shelf, told: Told) -> Iterator[Known]:
    """Yield what is known of each measure that counts the same children, if only what was published of it."""
    for other in shelf.measures.counted_with(measure):
        try:
            reading = Reading(()) if other.withdrawn else shelf.reading(other)
        except ContentError:  # its own turn says what is wrong
            reading = Reading(())
        yield _known(other, shelf, reading, told)


def _published(ours: Known, beside: Sequence[Known], rule: Protection, reading: Reading, last: Series | None) -> Series:
    measure = ours.measure
    order = figure_order(measure)
    shown = publish(ours.raw, measure, rule, ours.earlier, ours.reveal, beside=beside)
    steady = with_steady_reasons((marked(one, reading) for one in shown), ours.earlier[-1] if ours.earlier else None)
    series = Series(
        measure=measure.id,
        unit=measure.unit,
        source=measure.source_words,
        figures=tuple(sorted(steady, key=order)),
        cells=reading.cells,
    )
    return with_older(series, last, order) if last and measure.source.kind == "table" else series


def _revealed(measure: Measure, measures: Measures) -> Iterator[tuple[str, str]]:
    """Yield period and group of each hidden figure that may be shown again; one that is no period reveals nothing."""
    for one in measures.reveal:
        if one.measure == measure.id:
            try:
                yield period(measure.period, one.period, measure.resets_month).code, one.group
            except ValueError:
                continue  # `check_measures` says so
