"""The view of a theme of an earlier plan: its words, and its actions as they last stood."""

from plugins.model.actions import Action, place_on_page
from plugins.model.plan import SECTIONS, ThemePage
from plugins.model.views import View, day, head, link
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.earlier.plan_view import Archive
from plugins.plan_progress.then_words import row_then


def theme_then(page: ThemePage, archive: Archive, desk: Desk) -> View:
    """Return the view of ``/plan/earlier/<slug>/<theme>/``."""
    words, plan, slug = desk.workspace.language.gettext, archive.sources.plan, archive.sources.slug
    actions = archive.board.of_theme(page.theme.number)
    return {
        **head(
            title=words("%(theme)s – %(plan)s", theme=page.theme.title, plan=plan.name),
            summary=page.text.summary,
            url=f"{archive.url}{page.theme.slug}/",
            section="plan",
            crumbs=[(words("Home"), "/"), (desk.plan.plan.name, "/plan/"), (plan.name, archive.url)],
            source=f"plan/earlier/{slug}/themes/{page.theme.slug}.md",
        ),
        "name": page.theme.title,
        "number": page.theme.number,
        "plan": link(plan.name, archive.url),
        "now": link(desk.plan.plan.name, "/plan/"),
        "as_at": archive.board.as_at,
        "progress": archive.progress(actions),
        "sections": [
            {"key": key, "heading": getattr(plan.sections, key), "html": page.sections.get(key, "")} for key in SECTIONS
        ],
        "rows": [_row(action, archive) for action in actions],
        "entries": [
            {"date": day(entry.date, desk.workspace.language), "period": entry.period, "html": entry.html}
            for entry in page.progress
        ],
    }


def _row(action: Action, archive: Archive) -> View:
    language, on = archive.workspace.language, archive.onward.get(action.id)
    row = row_then(action, archive.board.standing(action), language)
    entry = archive.board.known.entries.get(action.id)
    ended = language.gettext("It did not go on. Why: %(why)s", why=entry.removed) if entry and entry.removed else None
    return {**row, "on": on, "anchor": anchor_then(action) if on else None, "ended": None if on else ended}


def anchor_then(action: Action) -> str:
    """Return the id of the row of an action that went on in a later plan."""
    return f"action-{place_on_page(action.ref)}"
