"""``/data/changes.json``: all that has changed in the plan, in the sentences that the pages say."""

from collections.abc import Iterator

from plugins.model.changes import Change
from plugins.model.figure_change_words import figure_sentence
from plugins.model.figure_changes import FigureChange
from plugins.model.forum import ViewChange, view_sentence
from plugins.model.history import Kept, Step
from plugins.model.open_data import PublicChange, PublicChanges, PublicEdition
from plugins.model.sentences import sentence
from plugins.plan_progress.data.files import base, file_facts, json_bytes, plan_path, sealed_path
from plugins.plan_progress.desk import Desk

PATH = "/data/changes.json"


def changes_json(desk: Desk, latest: Kept) -> bytes:
    """Return every edition and what it changed, oldest first."""
    title = desk.workspace.language.gettext("%(plan)s: what has changed", plan=desk.plan.plan.name)
    steps = desk.plan.history.steps
    befores: list[Kept | None] = [None, *(step.kept for step in steps[:-1])]
    return json_bytes(
        PublicChanges(
            **file_facts(desk, latest, "changes", title, PATH, page="/plan/changes/"),
            plan=desk.plan.plan.name,
            editions=tuple(_edition(step, before, desk) for step, before in zip(steps, befores, strict=True)),
        )
    )


def _edition(step: Step, before: Kept | None, desk: Desk) -> PublicEdition:
    kept, site = step.kept, base(desk)
    files = (plan_path(kept, "json"), plan_path(kept, "csv"), sealed_path(kept))
    return PublicEdition(
        name=kept.name,
        day=kept.day,
        as_at=kept.as_at,
        seal=kept.seal,
        previous=before.seal if before else None,
        url=f"{site}/plan/changes/{kept.name}/",
        files=tuple(site + path for path in files),
        changes=tuple(_changes(step, desk)),
    )


def _changes(step: Step, desk: Desk) -> Iterator[PublicChange]:
    for one in step.changes:
        yield _of_action(one, desk)
    for figure in step.figures:
        yield _of_figure(figure, desk)
    for view in step.views:
        yield _of_view(view, desk)


def _of_action(one: Change, desk: Desk) -> PublicChange:
    return PublicChange(
        about="action",
        kind=one.kind,
        id=one.action.id,
        ref=one.action.ref,
        theme=one.action.theme,
        sentence=sentence(one, desk.board.known, desk.workspace.language),
        why=one.why,
    )


def _of_figure(one: FigureChange, desk: Desk) -> PublicChange:
    told = figure_sentence(one, desk.shelf.measures if desk.shelf else None, desk.workspace.language)
    return PublicChange(about="measure", kind=one.kind, id=one.measure, ref=None, theme=None, sentence=told, why=None)


def _of_view(one: ViewChange, desk: Desk) -> PublicChange:
    area, language = desk.workspace.area, desk.workspace.language
    forum = area.forum.name if area.forum else language.gettext("The parent carer forum")
    told = view_sentence(one, forum, language)
    return PublicChange(
        about="families' view", kind=one.kind, id=None, ref=None, theme=one.theme, sentence=told, why=None
    )
