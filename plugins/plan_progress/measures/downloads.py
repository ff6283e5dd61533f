"""The figures as files: one CSV and one JSON for each measure, and one CSV with all of them."""

from collections.abc import Iterable, Iterator

from plugins.model.figures import Figure, Series
from plugins.model.history import Kept
from plugins.model.language import Language
from plugins.model.measures import Measure
from plugins.model.open_figures import PublicDefinition, PublicMeasure, public_series
from plugins.model.periods import period_words
from plugins.plan_progress.data.csv_text import Cell, csv_row, join_rows
from plugins.plan_progress.data.files import common, file_facts, json_bytes
from plugins.plan_progress.desk import Desk, Writer
from plugins.plan_progress.measures.shelf import Shelf
from plugins.sources.offer import fill_limits

HEADER = (
    "measure",
    "title",
    "unit",
    "direction",
    "period",
    "period_first",
    "period_last",
    "group",
    "place",
    "value",
    "numerator",
    "denominator",
    "symbol",
    "why",
    "provisional",
    "raw",
    "note",
)


def stage_downloads(shelf: Shelf, desk: Desk, writer: Writer) -> None:
    """Stage the files of every measure, and the one with all of them. Before the first snapshot there is none."""
    kept = desk.plan.history.last
    if kept is None:
        return
    shared = common(desk)
    for one in shelf.measures.measures:
        view = {**shared, "seal": kept.seal, "measure": one.model_dump(mode="json"), "said": shelf.sentences[one.id]}
        path = f"data/measures/{one.id}"
        writer.stage_data(f"{path}.csv", view, lambda one=one: _csv([one], shelf, desk))  # type: ignore[misc]
        writer.stage_data(f"{path}.json", view, lambda one=one: _json(one, shelf, desk, kept))  # type: ignore[misc]
    every = [one.model_dump(mode="json") for one in shelf.measures.measures]
    view = {**shared, "seal": kept.seal, "measures": every}
    writer.stage_data("data/measures.csv", view, lambda: _csv(shelf.measures.measures, shelf, desk))


def _csv(measures: Iterable[Measure], shelf: Shelf, desk: Desk) -> bytes:
    language = desk.workspace.language
    return join_rows(
        [csv_row(HEADER), *(row for one in measures for row in rows_of(one, shelf.series.get(one.id), language))]
    )


def _json(measure: Measure, shelf: Shelf, desk: Desk, kept: Kept) -> bytes:
    series = shelf.series.get(measure.id)
    public, path = public_series(series) if series else None, f"/data/measures/{measure.id}.json"
    definition = {key: value for key, value in measure.model_dump().items() if key in PublicDefinition.model_fields}
    return json_bytes(
        PublicMeasure(
            **file_facts(desk, kept, "measure", measure.title, path, page=f"/measures/{measure.id}/"),
            measure=PublicDefinition.model_validate({**definition, "definition": _plain(measure.definition, desk)}),
            sentence=shelf.sentences[measure.id],
            figures=public.figures if public else (),
            cells=public.cells if public else (),
        )
    )


def _plain(text: str, desk: Desk) -> str:
    """Return *text* with the legal limits it names filled in."""
    return fill_limits(text, desk.workspace.offer, desk.workspace.language.gettext("a time you can check with us"))


def rows_of(measure: Measure, series: Series | None, language: Language) -> Iterator[str]:
    """Yield a row of CSV for each figure; an empty value has its reason in ``symbol`` and ``why``."""
    for one in series.figures if series else ():
        yield csv_row(_row(measure, one, language))


def _row(measure: Measure, one: Figure, language: Language) -> list[Cell]:
    notes = (one.break_before, one.note, one.doubt)
    return [
        measure.id,
        measure.title,
        measure.unit,
        measure.direction,
        period_words(one.period, language),
        one.period.first,
        one.period.last,
        one.group,
        one.place,
        one.value,
        one.numerator,
        one.denominator,
        one.symbol,
        one.why,
        one.provisional,
        one.raw,
        " ".join(part for part in notes if part) or None,
    ]
