"""The view of an earlier plan: what it was, how it ended, and the ways to its themes. Nothing in it is late now."""

from plugins.model.actions import Action
from plugins.model.history import unfinished
from plugins.model.language import Language
from plugins.model.views import View, head, link
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.earlier.onward import Onward
from plugins.plan_progress.inspection_view import inspection_view
from plugins.plan_progress.plan_parts import horizon, in_order_of_time, milestone_view
from plugins.plan_progress.progress import Board
from plugins.sources.earlier import EarlierSources
from plugins.sources.plan import PlanSources
from plugins.sources.workspace import Workspace


class Archive:
    """An earlier plan, read as it last stood."""

    def __init__(self, sources: EarlierSources, workspace: Workspace, onward: Onward) -> None:
        """Stand before the last snapshot of *sources*, if it has one; *onward* is where its actions went on."""
        self.sources, self.workspace, self.onward = sources, workspace, onward
        self.board = Board(PlanSources(sources.plan, sources.themes, sources.history, None), workspace)

    @property
    def url(self) -> str:
        """The address of the plan's page."""
        return self.sources.url

    def progress(self, actions: tuple[Action, ...]) -> View | None:
        """Return the counts of *actions* and the sentence about them, told of that day; None where there are none."""
        found = [self.board.standing(action) for action in actions]
        return self.board.counted(found, then=True) if found else None

    @property
    def undone(self) -> tuple[Action, ...]:
        """The actions that were not done when the plan ended, nor said to be."""
        return unfinished(self.sources.history, self.board.statuses)


def plan_then(archive: Archive, desk: Desk) -> View:
    """Return the view of ``/plan/earlier/<slug>/``."""
    plan, language = archive.sources.plan, desk.workspace.language
    words = language.gettext
    return {
        **head(
            title=plan.name,
            summary=words("A plan that came before the one we have now, as it last stood."),
            url=archive.url,
            section="plan",
            crumbs=[(words("Home"), "/"), (desk.plan.plan.name, "/plan/")],
            source=f"plan/earlier/{archive.sources.slug}/plan.toml",
        ),
        "now": link(desk.plan.plan.name, "/plan/"),
        "type": plan.type,
        "horizon": horizon(plan, language),
        "summary_html": desk.workspace.html(plan.summary),
        "inspection": inspection_view(plan.inspection, desk.workspace) if plan.inspection else None,
        "as_at": archive.board.as_at,
        "progress": archive.progress(archive.board.actions),
        "undone": _undone(archive, desk),
        "milestones": [milestone_view(one, plan, language) for one in in_order_of_time(plan.milestones)],
        "themes": [
            {
                **link(f"{page.theme.number}. {page.theme.title}", f"{archive.url}{page.theme.slug}/"),
                "progress": archive.progress(archive.board.of_theme(page.theme.number)),
            }
            for page in archive.sources.themes
        ],
    }


def _undone(archive: Archive, desk: Desk) -> str | None:
    """Return how many actions were not done when the plan ended, and how many of those went on; None where all were."""
    left, language = archive.undone, desk.workspace.language
    if not left:
        return None
    said = language.ngettext(
        "%(count)s of its %(total)s actions was not done when it ended",
        "%(count)s of its %(total)s actions were not done when it ended",
        len(left),
        total=len(archive.board.actions),
    )
    # Before the first data of the plan of today nobody knows what goes on in it.
    return f"{said}; {_went_on(archive, language)}." if desk.board.snapshot else f"{said}."


def _went_on(archive: Archive, language: Language) -> str:
    left = len(archive.undone)
    count = sum(action.id in archive.onward for action in archive.undone)
    if not count:
        return language.ngettext(
            "it did not go on in the plan we have now", "none of these went on in the plan we have now", left
        )
    if count == left:
        return language.ngettext(
            "it went on in the plan we have now", "all of these went on in the plan we have now", left
        )
    return language.ngettext(
        "%(count)s of these went on in the plan we have now",
        "%(count)s of these went on in the plan we have now",
        count,
    )


def archive_link(sources: EarlierSources, language: Language) -> View:
    """Return the way to an earlier plan, with what it was and when."""
    parts = [sources.plan.type, horizon(sources.plan, language)]
    return {**link(sources.plan.name, sources.url), "note": ", ".join(part for part in parts if part)}
