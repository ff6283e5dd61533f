"""Stages the list of all that moved, a page for each old year and for each snapshot, and the plan as it stood then."""

from collections import Counter
from functools import cache, partial

from plugins.model.views import View, save_as
from plugins.plan_progress.changes.list_view import list_view, year_views
from plugins.plan_progress.changes.snapshot_view import snapshot_key, snapshot_view
from plugins.plan_progress.changes.stood import Then, words_of_area
from plugins.plan_progress.changes.stood_view import stood_key, stood_view
from plugins.plan_progress.changes.tally import theme_counts
from plugins.plan_progress.desk import Desk, Writer
from plugins.plan_progress.long import pages_of


def stage(desk: Desk, writer: Writer) -> None:
    """Stage ``/plan/changes/``, ``/plan/changes/<year>/``, ``/plan/changes/<name>/`` and its page for each theme.

    What is told of an old snapshot is only made again where the snapshot, or the words it is told in, have changed.
    """
    writer.stage(save_as("/plan/changes/"), "changes", list_view(desk))
    for view in year_views(desk):
        writer.stage(save_as(view["url"]), "changes_year", view)
    words = words_of_area(desk)
    for number, counts in enumerate(theme_counts(desk.plan.history)):
        _stage_snapshot(number, counts, words, desk, writer)


def _stage_snapshot(number: int, counts: Counter[int], words: str, desk: Desk, writer: Writer) -> None:
    step, history = desk.plan.history.steps[number], desk.plan.history
    # Only the pages that must be rendered ask for it; one snapshot at a time is open.
    then = cache(lambda: Then(step.kept, history.open(step.kept.name), desk.board))
    told = desk.teller.told(step, updates=True)

    def staged(template: str, key: View, make: partial[View]) -> None:
        writer.stage_lazily(save_as(key["url"]), template, {**key, "words": words}, make)

    key = snapshot_key(number, desk)
    staged("snapshot", key, partial(lambda key: snapshot_view(key, then()), key))
    for theme in desk.plan.plan.themes:
        actions = counts[theme.number]
        for page in range(pages_of(actions, len(told.get(theme.number, [])))):
            key = stood_key(number, theme, page, actions, desk)
            staged("stood", key, partial(lambda key, theme: stood_view(key, theme, then()), key, theme))
