"""Stages a page for each action, for each that left the plan, and a way from each old number."""

from functools import partial

from plugins.model.views import link, save_as
from plugins.plan_progress.actions.action_view import action_view, gone_view
from plugins.plan_progress.actions.keys import Keys
from plugins.plan_progress.actions.related import related
from plugins.plan_progress.desk import Desk, Writer


def stage(desk: Desk, writer: Writer) -> None:
    """Stage ``/plan/actions/<number>/`` for each action that is or was in the plan."""
    themes = {theme.number: theme for theme in desk.plan.plan.themes}
    found = related(desk)
    keys = Keys(desk, found)
    for action in desk.board.actions:
        make = partial(action_view, action, themes[action.theme], found, desk)
        writer.stage_lazily(save_as(desk.board.url(action)), "action", keys.living(action), make)
    for gone in desk.board.gone:
        make = partial(gone_view, gone, themes[gone.action.theme], found, desk)
        writer.stage_lazily(save_as(desk.board.url(gone.action)), "action", keys.gone(gone), make)
    _stage_old_numbers(desk, writer)


def _stage_old_numbers(desk: Desk, writer: Writer) -> None:
    words = desk.workspace.language.gettext
    summary = words("This action has another number now.")
    for old, url in desk.board.old_urls.items():
        view = {**link(words("This action has another number now"), old), "section": "redirect", "target": url}
        writer.stage(save_as(old), "redirect", {**view, "summary": summary})
