"""Stages the pages of the plans that came before this one."""

from plugins.model.views import save_as
from plugins.plan_progress.desk import Desk, Writer
from plugins.plan_progress.earlier.onward import onward
from plugins.plan_progress.earlier.plan_view import Archive, plan_then
from plugins.plan_progress.earlier.theme_view import theme_then


def stage(desk: Desk, writer: Writer) -> None:
    """Stage ``/plan/earlier/<slug>/`` and ``/plan/earlier/<slug>/<theme>/`` for each earlier plan that is kept."""
    on = onward(desk) if desk.earlier else {}
    for sources in desk.earlier:
        archive = Archive(sources, desk.workspace, on)
        writer.stage(save_as(archive.url), "earlier_plan", plan_then(archive, desk))
        for page in sources.themes:
            view = theme_then(page, archive, desk)
            writer.stage(save_as(view["url"]), "earlier_theme", view)
