"""Stages the page of the plan and a page for each theme."""

from plugins.model.views import save_as
from plugins.plan_progress.desk import Desk, Writer
from plugins.plan_progress.plan_view import plan_view
from plugins.plan_progress.theme_actions import further_views
from plugins.plan_progress.theme_view import theme_view


def stage(desk: Desk, writer: Writer) -> None:
    """Stage ``/plan/`` and ``/plan/<theme>/`` for each theme."""
    writer.stage(save_as("/plan/"), "plan", plan_view(desk))
    for number in range(len(desk.plan.themes)):
        view = theme_view(number, desk)
        writer.stage(save_as(view["url"]), "theme", view)
        for further in further_views(number, desk):
            writer.stage(save_as(further["url"]), "theme_further", further)
