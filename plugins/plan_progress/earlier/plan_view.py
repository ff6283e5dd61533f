"""The view of an earlier plan: what it was, how it ended, and the ways to its themes. Nothing in it is late now."""

from plugins.model.actions import Action
from plugins.model.language import Language
from plugins.model.views import View, head, link
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.inspection_view import inspection_view
from plugins.plan_progress.plan_parts import horizon, in_order_of_time, milestone_view
from plugins.plan_progress.progress import Board
from plugins.sources.earlier import EarlierSources
from plugins.sources.plan import PlanSources
from plugins.sources.workspace import Workspace


class Archive:
    """An earlier plan, read as it last stood."""

    def __init__(self, sources: EarlierSources, workspace: Workspace) -> None:
        """Stand before the last snapshot of *sources*; the plan may have none."""
        self.sources, self.workspace = sources, workspace
        self.board = Board(PlanSources(sources.plan, sources.themes, sources.history, None), workspace)

    @property
    def url(self) -> str:
        """The address of the plan's page."""
        return self.sources.url

    def progress(self, actions: tuple[Action, ...]) -> View | None:
        """Return the counts of *actions* and the sentence about them, told of that day; None where there are none."""
        found = [self.board.standing(action) for action in actions]
        return self.board.counted(found, then=True) if found else None


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
        "milestones": [milestone_view(one, plan, language) for one in in_order_of_time(plan.milestones)],
        "themes": [
            {
                **link(f"{page.theme.number}. {page.theme.title}", f"{archive.url}{page.theme.slug}/"),
                "progress": archive.progress(archive.board.of_theme(page.theme.number)),
            }
            for page in archive.sources.themes
        ],
    }


def archive_link(sources: EarlierSources, language: Language) -> View:
    """Return the way to an earlier plan, with what it was and when."""
    parts = [sources.plan.type, horizon(sources.plan, language)]
    return {**link(sources.plan.name, sources.url), "note": ", ".join(part for part in parts if part)}
