"""The dashboard: each outcome with the measures that show it, and the small cards that other pages use too."""

from plugins.model.measures import Measure
from plugins.model.views import View, head, link
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.measures.measure_view import FILE
from plugins.plan_progress.measures.shelf import Shelf
from plugins.plan_progress.measures.spark import spark


def dashboard_view(shelf: Shelf, desk: Desk) -> View:
    """Return the view of ``/measures/``."""
    words = desk.workspace.language.gettext
    live = [one for one in shelf.measures.measures if not one.withdrawn]
    groups = [
        {
            "id": one.id,
            "title": one.title,
            "text": one.text,
            "cards": [card(measure, shelf) for measure in live if measure.outcome == one.id],
        }
        for one in shelf.measures.outcomes
    ]
    if others := [one for one in live if one.outcome is None]:
        title = words("Other measures") if groups else words("The measures")
        groups.append({"id": "others", "title": title, "text": None, "cards": [card(one, shelf) for one in others]})
    return {
        **head(
            title=words("Measures: the plan in figures"),
            summary=words(
                "What is changing for families, in numbers we explain: "
                "what we promised, how it goes, and what is missing."
            ),
            url="/measures/",
            section="plan",
            crumbs=[(words("Home"), "/"), (desk.plan.plan.name, "/plan/")],
            feeds=desk.feeds_of("/measures/"),
            source=FILE,
        ),
        **desk.board.how_new,
        "groups": groups,
        "withdrawn": [link(one.title, f"/measures/{one.id}/") for one in shelf.measures.measures if one.withdrawn],
        "completeness": completeness_link(desk),
        "download": link(words("All figures of all measures (CSV)"), "/data/measures.csv")
        if desk.plan.history.last
        else None,
    }


def completeness_link(desk: Desk) -> View:
    """Return the link to the page that says what is missing and how numbers are protected."""
    words = desk.workspace.language.gettext
    return link(words("What is complete, late or hidden in our measures"), "/measures/completeness/")


def card(measure: Measure, shelf: Shelf) -> View:
    """Return the card of a measure: its name, address, sentence, and small chart or None."""
    series = shelf.series.get(measure.id)
    drawn = spark(shelf.readings[measure.id], series.figures) if series and not measure.withdrawn else None
    return {
        "title": measure.title,
        "url": f"/measures/{measure.id}/",
        "text": shelf.lead(measure),
        "spark": drawn,
    }
