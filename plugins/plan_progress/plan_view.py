"""The view of the plan: how it goes, its themes, the way so far, what it is, and the ways to all that belongs to it."""

from itertools import takewhile

from plugins.model.language import Language
from plugins.model.plan import EarlierPlan, Plan, ThemePage
from plugins.model.views import View, head, item, when
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.earlier.plan_view import archive_link
from plugins.plan_progress.inspection_view import inspection_view
from plugins.plan_progress.overview import overview
from plugins.plan_progress.plan_parts import horizon, in_order_of_time, milestone_view
from plugins.plan_progress.progress import Board
from plugins.plan_progress.received import month_words, received_view
from plugins.plan_progress.standing_words import said_view, status_view
from plugins.plan_progress.ways import ways
from plugins.sources.workspace import Workspace

# So many news items, and so many steps that are done, stand on the page at once.
NEWS, FEW = 3, 3


def plan_view(desk: Desk) -> View:
    """Return the view of ``/plan/``: how it goes and the themes first, then the ways to all else, and what it is."""
    sources, board, workspace = desk.plan, desk.board, desk.workspace
    plan, language = sources.plan, workspace.language
    words = language.gettext
    return {
        **head(
            title=plan.name,
            summary=words("What went wrong, what we promised to put right, and how far we have come."),
            url="/plan/",
            section="plan",
            crumbs=[(words("Home"), "/")],
            feeds=desk.feeds_of("/plan/"),
            source="plan/plan.toml",
        ),
        **overview(plan, board),
        **received_view(sources, workspace),
        "statuses": _statuses(board, workspace),
        "changes_url": "/plan/changes/",
        "data_url": "/data/" if sources.history.steps else None,
        "themes": [_theme(page, board) for page in sources.themes],
        "ways": ways(desk),
        "milestones": _way(plan, language),
        "news": [item(one, language) for one in desk.news[:NEWS]],
        "comments": plan.comments or workspace.area.contact.plan_comments,
        **_about(desk),
    }


def _about(desk: Desk) -> View:
    """Return what the plan says of itself: its kind and time, why it is there, who wrote it, and what came before."""
    plan, workspace = desk.plan.plan, desk.workspace
    language, html = workspace.language, workspace.html
    return {
        "name": plan.name,
        "type": plan.type,
        "status": plan.status,
        "summary_html": html(plan.summary),
        "horizon": horizon(plan, language),
        "month": month_words(desk.plan, workspace),
        "document": plan.document.model_dump() if plan.document else None,
        "why_html": html(plan.why) if plan.why else None,
        "inspection": inspection_view(plan.inspection, workspace) if plan.inspection else None,
        "coproduction_html": html(plan.coproduction) if plan.coproduction else None,
        "coproduced_with": list(plan.coproduced_with),
        "sources": list(plan.sources),
        "governance_html": html(plan.governance) if plan.governance else None,
        "archive": [archive_link(one, language) for one in desk.earlier],
        "earlier_plans": [_earlier(one, language) for one in plan.earlier_plans],
        "earlier_inspections": [inspection_view(one, workspace) for one in plan.earlier_inspections],
    }


def _way(plan: Plan, language: Language) -> View | None:
    """Return the milestones: the first steps apart, where more than a few are done, then the last one done and on."""
    ordered = in_order_of_time(plan.milestones)
    done = len(list(takewhile(lambda one: one.state == "done", ordered)))
    first = done - 1 if done > FEW else 0
    shown = [milestone_view(one, plan, language) for one in ordered]
    return {"before": shown[:first], "shown": shown[first:]} if shown else None


def _earlier(one: EarlierPlan, language: Language) -> View:
    shown = when(one.date, language)
    return {
        "type": one.type,
        "name": one.name,
        "when": shown["words"] if shown else None,
        "note": one.note,
        "url": one.url,
    }


def _theme(page: ThemePage, board: Board) -> View:
    actions = board.of_theme(page.theme.number)
    return {
        "number": page.theme.number,
        "title": page.theme.title,
        "url": f"/plan/{page.theme.slug}/",
        "summary": page.text.summary,
        "icon": page.text.icon,
        "progress": board.progress(actions) if actions else None,
    }


def _statuses(board: Board, workspace: Workspace) -> list[View]:
    """Return what each status word means; what is only said to be done has its own, where there is any."""
    said = [{"status": said_view(workspace.language)}] if board.only_said() else []
    return [*({"status": status_view(one), "tracker": list(one.tracker)} for one in workspace.area.statuses), *said]
