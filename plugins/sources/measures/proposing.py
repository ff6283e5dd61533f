"""What the sources say of all measures, made public: read, checked, and through disclosure control. Writes nothing."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from plugins.model.actions import Snapshot
from plugins.model.disclosure.publishing import publish
from plugins.model.figures import Series
from plugins.model.findings import ContentError, Finding, errors
from plugins.model.language import Language
from plugins.model.measures import Measure, Measures
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
from plugins.sources.measures.promising import promise_of
from plugins.sources.measures.reading import Kinds, Reading
from plugins.sources.offer import read_offer

ENGLISH = Language("en-GB")


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
    for measure in measures.measures:
        before = [one for snapshot in (*older, *earlier) for one in snapshot.series if one.measure == measure.id]
        last = next((one for one in earlier[-1].series if one.measure == measure.id), None) if earlier else None
        series, found = _series(measure, shelf, before, last)
        if series:
            promise = promise_of(measure, offer, language)
            proposed.append(series.model_copy(update={"promise": promise}))
        findings += found
    return tuple(proposed), list(dict.fromkeys([*findings, *shelf.strangers]))


def _series(
    measure: Measure, shelf: Shelf, before: Sequence[Series], last: Series | None
) -> tuple[Series | None, list[Finding]]:
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
    return _published(measure, shelf.measures, reading, before, last), findings


def _published(
    measure: Measure, measures: Measures, reading: Reading, before: Sequence[Series], last: Series | None
) -> Series:
    order = figure_order(measure)
    # However long ago and in whichever plan: a group spelt in another way must not come out of hiding.
    known = before[-1] if before else None
    figures = spelt_as_before(compared_only(reading.figures), known)
    raw = sorted(with_breaks(figures, measure), key=order)
    shown = publish(raw, measure, measures.protection, before, frozenset(_revealed(measure, measures)))
    told = with_steady_reasons((marked(one, reading) for one in shown), known)
    series = Series(
        measure=measure.id,
        unit=measure.unit,
        source=measure.source_words,
        figures=tuple(sorted(told, key=order)),
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
