"""Stages the dashboard, a page for each measure, the page on what is missing, and the data files."""

from plugins.model.views import View, link, save_as
from plugins.plan_progress.desk import Desk, Writer
from plugins.plan_progress.measures.completeness import completeness_view
from plugins.plan_progress.measures.dashboard import dashboard_view
from plugins.plan_progress.measures.downloads import stage_downloads
from plugins.plan_progress.measures.measure_view import measure_view, revisions


def stage(desk: Desk, writer: Writer) -> None:
    """Stage everything about the measures; nothing for an area that has none."""
    if desk.shelf is None:
        return
    pages = [("measures", dashboard_view(desk.shelf, desk)), ("completeness", completeness_view(desk.shelf, desk))]
    revised = revisions(desk)
    pages += [
        ("measure", measure_view(one, desk.shelf, desk, revised.get(one.id, ())))
        for one in desk.shelf.measures.measures
    ]
    for template, view in pages:
        writer.stage(save_as(view["url"]), template, view)
    stage_downloads(desk.shelf, desk, writer)


def measure_link(desk: Desk, name: str) -> View | None:
    """Return the link to the measure with the id *name*, None where there is none."""
    measure = desk.shelf.named(name) if desk.shelf else None
    return link(measure.title, f"/measures/{measure.id}/") if measure else None
