"""The view of a theme as it stood on the day of a snapshot, and what that snapshot changed in it."""

from plugins.model.plan import Theme
from plugins.model.views import View, head, link
from plugins.plan_progress.changes.days import page_of
from plugins.plan_progress.changes.snapshot_view import beside
from plugins.plan_progress.changes.stood import Then
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.long import ROWS, SENTENCES, page_links, page_title, page_url, pages_of, part


def stood_key(number: int, theme: Theme, page: int, actions: int, desk: Desk) -> View:
    """Return all of *page* (counted from 0) of a theme with so many actions that needs no old snapshot to be opened."""
    language = desk.workspace.language
    step, words = desk.plan.history.steps[number], language.gettext
    on, url = desk.board.names[step.kept.name], f"{page_of(step)}{theme.slug}/"
    sentences = desk.teller.told(step, updates=True).get(theme.number, [])
    title = words("%(theme)s, as it stood on %(day)s", theme=theme.title, day=on)
    return {
        **head(
            title=page_title(title, page, language),
            summary=words("The actions of this theme with their dates, as they stood then."),
            url=page_url(url, page),
            section="plan",
            crumbs=[
                (words("Home"), "/"),
                (desk.plan.plan.name, "/plan/"),
                (words("What has changed in the plan"), "/plan/changes/"),
                (on, page_of(step)),
            ],
        ),
        "theme": link(f"{theme.number}. {theme.title}", f"/plan/{theme.slug}/"),
        "snapshot": link(on, page_of(step)),
        "sentences": part(sentences, page, SENTENCES),
        "page": page,
        "pages": page_links(url, page, pages_of(actions, len(sentences)), language),
        "seal": step.kept.seal,
        # Only the way back: a way on would change the pages of every theme with each new snapshot.
        "previous": _beside(number - 1, theme, desk),
    }


def _beside(number: int, theme: Theme, desk: Desk) -> View | None:
    there = beside(number, desk)
    return link(there["title"], f"{there['url']}{theme.slug}/") if there else None


def stood_view(key: View, theme: Theme, then: Then) -> View:
    """Return the whole view: *key*, and the actions of the theme as they stood."""
    actions = then.of_theme(theme.number)
    return {
        **key,
        "as_at": then.as_at,
        "progress": then.progress(actions) if actions else None,
        "rows": [then.row(action) for action in part(actions, key["page"], ROWS)],
    }
