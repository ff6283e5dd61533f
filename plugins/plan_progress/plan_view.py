"""The view of the plan: what it is and why, the inspection, who wrote it, the way so far, and the themes."""

from plugins.model.area import Status
from plugins.model.language import Language
from plugins.model.plan import EarlierPlan, ThemePage
from plugins.model.views import View, head, item, when
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.earlier.plan_view import archive_link
from plugins.plan_progress.inspection_view import inspection_view
from plugins.plan_progress.overview import overview
from plugins.plan_progress.plan_parts import horizon, in_order_of_time, milestone_view
from plugins.plan_progress.progress import Board
from plugins.plan_progress.received import month_words, received_view
from plugins.plan_progress.standing_words import status_view
from plugins.plan_progress.ways import ways

NEWS = 3


def plan_view(desk: Desk) -> View:
    """Return the view of ``/plan/``."""
    sources, board, workspace = desk.plan, desk.board, desk.workspace
    plan, language, html = sources.plan, workspace.language, workspace.html
    words = language.gettext
    summary = words("What went wrong, what we promised to put right, and how far we have come.")
    return {
        **head(
            title=plan.name,
            summary=summary,
            url="/plan/",
            section="plan",
            crumbs=[(words("Home"), "/")],
            feeds=desk.feeds_of("/plan/"),
            source="plan/plan.toml",
        ),
        "name": plan.name,
        "type": plan.type,
        "status": plan.status,
        "summary_html": html(plan.summary),
        "why_html": html(plan.why) if plan.why else None,
        "inspection": inspection_view(plan.inspection, workspace) if plan.inspection else None,
        "earlier_inspections": [inspection_view(one, workspace) for one in plan.earlier_inspections],
        "coproduction_html": html(plan.coproduction) if plan.coproduction else None,
        "coproduced_with": list(plan.coproduced_with),
        "sources": list(plan.sources),
        "governance_html": html(plan.governance) if plan.governance else None,
        "horizon": horizon(plan, language),
        "month": month_words(sources, workspace),
        "comments": plan.comments or workspace.area.contact.plan_comments,
        "document": plan.document.model_dump() if plan.document else None,
        "milestones": [milestone_view(one, plan, language) for one in in_order_of_time(plan.milestones)],
        "earlier_plans": [_earlier(one, language) for one in plan.earlier_plans],
        "themes": [_theme(page, board) for page in sources.themes],
        **overview(plan, board),
        **received_view(sources, workspace),
        "statuses": [_status(status) for status in workspace.area.statuses],
        "news": [item(one, language) for one in desk.news[:NEWS]],
        "changes_url": "/plan/changes/",
        "data_url": "/data/" if sources.history.steps else None,
        "ways": ways(desk),
        "archive": [archive_link(one, language) for one in desk.earlier],
    }


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


def _status(status: Status) -> View:
    return {"status": status_view(status), "tracker": list(status.tracker)}
