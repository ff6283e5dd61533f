"""The view of the plan: what it is and why, the inspection, who wrote it, the way so far, and the themes."""

from collections.abc import Sequence

from plugins.model.actions import Action
from plugins.model.area import Status
from plugins.model.feed import Feed, Item
from plugins.model.language import Language
from plugins.model.plan import EarlierPlan, Milestone, Plan, ThemePage
from plugins.model.views import View, head, item, when
from plugins.plan_progress.inspection_view import inspection_view
from plugins.plan_progress.progress import Board, anchor, status_view
from plugins.plan_progress.received import month_words, received_view
from plugins.sources.plan import PlanSources
from plugins.sources.workspace import Workspace

NEWS = 3


def plan_view(
    sources: PlanSources, board: Board, news: Sequence[Item], feeds: Sequence[Feed], workspace: Workspace
) -> View:
    """Return the view of ``/plan/``."""
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
            feeds=feeds,
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
        "horizon": _horizon(plan, language),
        "month": month_words(sources, workspace),
        "comments": plan.comments or workspace.area.contact.plan_comments,
        "document": plan.document.model_dump() if plan.document else None,
        "milestones": [_milestone(one, language) for one in _in_order(plan.milestones)],
        "earlier_plans": [_earlier(one, language) for one in plan.earlier_plans],
        "themes": [_theme(page, board) for page in sources.themes],
        "progress": board.total,
        "late": _pointed(board.late(), sources),
        "moved": _pointed(board.moved(), sources),
        "as_at": board.as_at,
        **received_view(sources, workspace),
        "statuses": [_status(status) for status in workspace.area.statuses],
        "news": [item(one, language) for one in news[:NEWS]],
        "changes_url": "/plan/changes/",
    }


def _pointed(told: Sequence[tuple[Action, str]], sources: PlanSources) -> list[View]:
    slugs = {theme.number: theme.slug for theme in sources.plan.themes}
    return [
        {"text": action.text.rstrip("."), "words": words, "url": f"/plan/{slugs[action.theme]}/#{anchor(action)}"}
        for action, words in told
    ]


def _horizon(plan: Plan, language: Language) -> str | None:
    starts, ends = plan.starts, plan.ends
    if starts is None:
        return language.ngettext("%(count)s month", "%(count)s months", plan.months) if plan.months else None
    if ends is None:
        return language.gettext("from %(start)s, with no end date", start=language.in_words(starts))
    return language.gettext("%(first)s to %(last)s", first=language.in_words(starts), last=language.in_words(ends))


def _in_order(milestones: Sequence[Milestone]) -> list[Milestone]:
    dated = sorted((one for one in milestones if one.date), key=lambda one: one.date.first if one.date else None)  # type: ignore[arg-type, return-value]  # all have dates
    return [*dated, *(one for one in milestones if not one.date)]


def _milestone(one: Milestone, language: Language) -> View:
    states = {
        "done": language.gettext("Done"),
        "expected": language.gettext("Expected"),
        "in design": language.gettext("In design"),
    }
    shown = when(one.date, language) or {"iso": None, "words": language.gettext("No date yet")}
    return {
        "what": one.what,
        "when": shown["words"],
        "iso": shown["iso"],
        "state": one.state,
        "state_words": states[one.state],
        "body": one.body,
        "note": one.note,
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
