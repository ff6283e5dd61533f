"""What was promised of the measures, what is published, late, withdrawn or hidden, and by which rules."""

from plugins.model.language import Language
from plugins.model.measures import Measure
from plugins.model.periods import period_words
from plugins.model.readings import Reading
from plugins.model.views import View, head
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.measures.measure_view import FILE
from plugins.plan_progress.measures.shelf import Shelf


def completeness_view(shelf: Shelf, desk: Desk) -> View:
    """Return the view of ``/measures/completeness/``."""
    language, words = desk.workspace.language, desk.workspace.language.gettext
    rows = [_row(one, shelf, desk) for one in shelf.measures.measures]
    return {
        **head(
            title=words("What is complete, late or hidden in our measures"),
            summary=words("Every measure we promised to publish, how far its figures go, and what we do not show."),
            url="/measures/completeness/",
            section="plan",
            crumbs=[(words("Home"), "/"), (desk.plan.plan.name, "/plan/"), (words("Measures"), "/measures/")],
            feeds=desk.feeds_of("/measures/completeness/"),
            source=FILE,
        ),
        **desk.board.how_new,
        "sentence": _sentence(rows, language),
        "rows": rows,
        "lost": _lost(shelf, desk),
        "threshold": shelf.measures.protection.threshold,
        "least": shelf.measures.protection.least_denominator,
        "revealed": [
            {"title": measure.title, "url": f"/measures/{measure.id}/", "why": one.why}
            for one in shelf.measures.reveal
            if (measure := shelf.named(one.measure))
        ],
    }


def _row(measure: Measure, shelf: Shelf, desk: Desk) -> View:
    language, reading = desk.workspace.language, shelf.readings[measure.id]
    series = shelf.series.get(measure.id)
    figures = series.figures if series else ()
    last = max((one.period for one in figures if not one.place), key=lambda one: one.last, default=None)
    state, told = _state(reading, has_figures=last is not None, desk=desk)
    due = measure.next_due
    return {
        "title": measure.title,
        "url": f"/measures/{measure.id}/",
        "state": state,
        "told": told,
        "until": period_words(last, language) if last else None,
        "next": language.in_words(due) if due and not measure.withdrawn else None,
        "hidden": reading.hidden,
    }


def _state(reading: Reading, *, has_figures: bool, desk: Desk) -> tuple[str, str]:
    language, words, measure = desk.workspace.language, desk.workspace.language.gettext, reading.measure
    if measure.withdrawn:
        day = language.day(measure.withdrawn.on)
        return "withdrawn", words("Withdrawn on %(day)s: %(why)s", day=day, why=measure.withdrawn.why)
    if reading.is_late and measure.next_due:
        return "late", words("Late: it was due %(date)s", date=language.in_words(measure.next_due))
    if not has_figures:
        return "none", words("No figures yet")
    return "published", words("Published")


def _sentence(rows: list[View], language: Language) -> str:
    """Return for example “Measures promised: 14. Published and not late: 10. Late: 1. …”."""
    counts = {state: sum(row["state"] == state for row in rows) for state in ("published", "late", "withdrawn", "none")}
    return language.gettext(
        "Measures promised: %(all)s. Published and not late: %(published)s. Late: %(late)s. "
        "Withdrawn: %(withdrawn)s. No figures yet: %(none)s.",
        all=len(rows),
        **counts,
    )


def _lost(shelf: Shelf, desk: Desk) -> list[str]:
    """Return the names of measures that were published once and are not promised any more: they never go unseen."""
    steps = desk.plan.history.steps
    gone = {one.measure for step in steps for one in step.figures if one.kind == "measure gone"}
    return sorted(gone - set(shelf.readings))
