"""The view of one measure: its sentence, chart and table, what it means, what was promised, and what is not shown."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta

from plugins.model.clock import start_of
from plugins.model.comparison_words import direction_words
from plugins.model.figure_changes import Key, figure_key
from plugins.model.figure_words import hidden_note
from plugins.model.figures import Series
from plugins.model.language import Language
from plugins.model.measures import Measure, Protection
from plugins.model.periods import period_words
from plugins.model.readings import breaks, main_figures
from plugins.model.views import View, head, link
from plugins.plan_progress.data.files import cite
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.measures.bars import bar_chart
from plugins.plan_progress.measures.chart import line_chart
from plugins.plan_progress.measures.promises import promises
from plugins.plan_progress.measures.shelf import Shelf
from plugins.plan_progress.measures.tables import figure_table, published_table

FILE = "plan/measures.toml"


def measure_view(measure: Measure, shelf: Shelf, desk: Desk, revised: Collection[Key] = ()) -> View:
    """Return the view of ``/measures/<id>/``; *revised* are the figures that were published with another value."""
    language, words = desk.workspace.language, desk.workspace.language.gettext
    series, sentence = shelf.series.get(measure.id), shelf.sentences[measure.id]
    url = f"/measures/{measure.id}/"
    return {
        **head(
            title=measure.title,
            summary=sentence,
            url=url,
            section="plan",
            crumbs=[(words("Home"), "/"), (desk.plan.plan.name, "/plan/"), (words("Measures"), "/measures/")],
            feeds=desk.feeds_of(url),
            source=FILE,
        ),
        "lead": shelf.lead(measure),
        **desk.board.how_new,
        "charts": _charts(measure, shelf, series, desk),
        "table": _table(measure, shelf, series, revised, desk) if series and series.figures else None,
        "published": published_table(series, language) if series else [],
        "definition_html": desk.workspace.html(measure.definition),
        "direction": direction_words(measure, language),
        "basis": measure.basis,
        "source_words": measure.source_words,
        "source_url": measure.source_url,
        "licence": measure.licence or desk.workspace.area.licence,
        "promises": promises(measure, series.figures if series else (), is_over(desk), language),
        "breaks": _breaks(measure, series, language),
        "withdrawn": measure.withdrawn is not None,
        "protection": _protection(measure, series, shelf.measures.protection, language),
        **_related(measure, desk),
        **_files(measure, desk),
    }


def is_over(desk: Desk) -> Callable[[date], bool]:
    """Return the clock's answer to whether a day has ended."""
    return lambda day: desk.workspace.clock.has_passed(start_of(day + timedelta(days=1)))


def _charts(measure: Measure, shelf: Shelf, series: Series | None, desk: Desk) -> list[View]:
    if series is None or measure.withdrawn:
        return []
    language, own = desk.workspace.language, desk.workspace.area.names.short
    words, sentence = language.gettext, shelf.sentences[measure.id]
    found = []
    if over_time := line_chart(shelf.readings[measure.id], series.figures, own, language):
        title = words("Chart over time: %(title)s", title=measure.title)
        found.append({"id": "chart-time", "title": title, "desc": sentence, **over_time})
    if side_by_side := bar_chart(measure, series.figures, own, language):
        title = words("Chart of %(period)s: %(title)s", period=side_by_side["period"], title=measure.title)
        found.append({"id": "chart-groups", "title": title, "desc": sentence, **side_by_side})
    return found


def _table(measure: Measure, shelf: Shelf, series: Series, revised: Collection[Key], desk: Desk) -> View:
    language = desk.workspace.language
    caption = language.gettext("All published figures: %(title)s", title=measure.title)
    table = figure_table(
        measure, series, shelf.measures.protection, revised, language, area=desk.workspace.area.names.short
    )
    return {"caption": caption, **table}


def revisions(desk: Desk) -> dict[str, set[Key]]:
    """Return the figures that were published with another value before, by their measure."""
    found: dict[str, set[Key]] = {}
    for step in desk.plan.history.steps:
        for change in step.figures:
            if change.kind == "revised" and change.after:
                found.setdefault(change.measure, set()).add(figure_key(change.after))
    return found


def _breaks(measure: Measure, series: Series | None, language: Language) -> list[str]:
    own = main_figures(series.figures) if series else ()
    named = {one.period.first: period_words(one.period, language) for one in own}
    named |= {one.first: period_words(one, language) for one, _why in measure.breaks_at}
    return [
        language.gettext("From %(period)s: %(why)s", period=named.get(day, language.day(day)), why=why)
        for day, why in breaks(measure, own)
    ]


def _protection(measure: Measure, series: Series | None, rule: Protection, language: Language) -> View:
    """Return how far the figures are protected: a sentence, and how many are hidden by each rule."""
    figures = series.figures if series else ()
    counts = Counter(one.why for one in figures if one.symbol == "hidden")
    return {
        "public_already": measure.public_already,
        "about_people": measure.about_people,
        "hidden": [
            {"count": count, "why": hidden_note(why, language, rule.threshold, rule.least_denominator)}
            for why, count in sorted(counts.items(), key=lambda one: str(one[0]))
        ],
    }


def _related(measure: Measure, desk: Desk) -> View:
    themes = {one.slug: one for one in desk.plan.plan.themes}
    return {
        "themes": [
            link(f"{one.number}. {one.title}", f"/plan/{one.slug}/")
            for slug in measure.themes
            if (one := themes.get(slug))
        ],
        "actions": list(_actions(measure, desk)),
    }


def _actions(measure: Measure, desk: Desk) -> Iterator[View]:
    """Yield a link for each action that *measure* names, also for one that has left the plan."""
    board, words = desk.board, desk.workspace.language.gettext
    gone = {one.action.id: one.action for one in board.gone}
    for ref in measure.actions:
        if one := board.find(ref):
            text = one.text.rstrip(".")
            yield link(words("Action %(ref)s: %(text)s", ref=ref, text=text), board.url(one))
        elif one := gone.get(board.id_of(ref) or ""):
            text = one.text.rstrip(".")
            yield link(words("Action %(ref)s, no longer in the plan: %(text)s", ref=ref, text=text), board.url(one))


def _files(measure: Measure, desk: Desk) -> View:
    """Return the links to the data files and how to cite the measure; before the first snapshot there are none."""
    kept, words = desk.plan.history.last, desk.workspace.language.gettext
    if kept is None:
        return {"downloads": [], "cite": None}
    return {
        "downloads": [
            link(words("%(title)s (CSV)", title=measure.title), f"/data/measures/{measure.id}.csv"),
            link(words("%(title)s (JSON)", title=measure.title), f"/data/measures/{measure.id}.json"),
        ],
        "cite": cite(desk, kept, measure.title, f"/measures/{measure.id}/"),
    }
