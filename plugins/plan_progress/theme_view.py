"""The view of a theme: the same sections in the same order on every page."""

from collections.abc import Sequence

from plugins.model.actions import Action
from plugins.model.changes import due_words
from plugins.model.feed import Feed
from plugins.model.kinds import Quotation
from plugins.model.plan import SECTIONS, ThemePage
from plugins.model.views import View, day, head, link, links
from plugins.plan_progress.progress import Board, anchor, late_words, status_view
from plugins.sources.plan import PlanSources
from plugins.sources.workspace import Workspace


def theme_view(number: int, sources: PlanSources, board: Board, feeds: Sequence[Feed], workspace: Workspace) -> View:
    """Return the view of the theme at place *number* in the plan."""
    page, words = sources.themes[number], workspace.language.gettext
    plan, theme = sources.plan, page.theme
    actions = board.of_theme(theme.number)
    return {
        **head(
            title=theme.title,
            summary=page.text.summary,
            url=f"/plan/{theme.slug}/",
            section="plan",
            crumbs=[(words("Home"), "/"), (plan.name, "/plan/")],
            feeds=feeds,
            source=f"plan/themes/{theme.slug}.md",
        ),
        "number": theme.number,
        "plan": link(plan.name, "/plan/"),
        "lead": page.text.lead,
        "partners": workspace.language.join(list(theme.partners)),
        "icon": page.text.icon,
        "progress": board.progress(actions) if actions else None,
        "as_at": board.as_at,
        "sections": [
            {"key": key, "heading": getattr(plan.sections, key), "html": page.sections.get(key, "")} for key in SECTIONS
        ],
        "quotations": {
            "families": _quotations(page.quotations("family")),
            "young_people": _quotations(page.quotations("young person")),
        },
        "withheld": sum(bool(quote.why_not) for quote in page.text.quotations),
        "actions": [action_view(action, board, workspace) for action in actions],
        "entries": [
            {"date": day(entry.date, workspace.language), "period": entry.period, "html": entry.html}
            for entry in page.progress
        ],
        "previous": _beside(sources.themes, number - 1),
        "next": _beside(sources.themes, number + 1),
        "related": links(page.text.related),
        "feed": feeds[0].link if feeds else None,
        "comments": plan.comments or workspace.area.contact.plan_comments,
        "talk": {"telephone": workspace.area.contact.telephone, "hours": workspace.area.contact.hours},
    }


def _quotations(given: Sequence[Quotation]) -> list[View]:
    return [{"text": quote.text, "who": quote.who} for quote in given]


def _beside(themes: Sequence[ThemePage], number: int) -> View | None:
    if not 0 <= number < len(themes):
        return None
    theme = themes[number].theme
    return link(f"{theme.number}. {theme.title}", f"/plan/{theme.slug}/")


def action_view(action: Action, board: Board, workspace: Workspace) -> View:
    """Return an action as its theme shows it."""
    language, stands = workspace.language, board.standing(action)
    moved = action.revised is not None and action.due is not None
    return {
        "ref": action.ref,
        "anchor": anchor(action),
        "text": action.text,
        "status": status_view(stands.status),
        "late": late_words(stands, language),
        "due": due_words(action.revised or action.due, language),
        "due_raw": action.deadline is None,
        "first_date": due_words(action.due, language) if moved else None,
        "completed": day(action.completed, language),
        "lead": action.lead,
        "organisation": action.organisation,
        "update": action.update,
        "updated": day(action.updated, language),
    }
