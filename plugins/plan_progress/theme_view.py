"""The view of a theme: the same sections in the same order on every page."""

from collections.abc import Sequence

from plugins.model.actions import Action
from plugins.model.due_words import due_words
from plugins.model.kinds import Quotation
from plugins.model.plan import SECTIONS, ThemePage
from plugins.model.views import View, day, head, link, links
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.long import ROWS, page_links, page_title, page_url, pages_of, part
from plugins.plan_progress.programme.pages import about_theme
from plugins.plan_progress.progress import Board
from plugins.plan_progress.standing_words import late_words
from plugins.plan_progress.voices.families import families_view

# From here on the actions are told in a table: as cards they would make the page too heavy.
MANY = 40


def theme_view(number: int, desk: Desk) -> View:
    """Return the view of the theme at place *number* in the plan."""
    sources, board, workspace = desk.plan, desk.board, desk.workspace
    page, words = sources.themes[number], workspace.language.gettext
    plan, theme = sources.plan, page.theme
    actions = board.of_theme(theme.number)
    feeds = desk.feeds_of(f"/plan/{theme.slug}/")
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
        **board.how_new,
        "sections": [
            {"key": key, "heading": getattr(plan.sections, key), "html": page.sections.get(key, "")} for key in SECTIONS
        ],
        "quotations": {
            "families": _quotations(page.quotations("family")),
            "young_people": _quotations(page.quotations("young person")),
        },
        "withheld": sum(bool(quote.why_not) for quote in page.text.quotations),
        "actions": [action_view(action, board) for action in actions] if len(actions) <= MANY else [],
        "rows": [row_view(action, board) for action in actions[:ROWS]] if len(actions) > MANY else [],
        "pages": page_links(f"/plan/{theme.slug}/", 0, pages_of(len(actions)), workspace.language),
        "gone": gone_links(theme.number, board),
        "entries": [
            {"date": day(entry.date, workspace.language), "period": entry.period, "html": entry.html}
            for entry in page.progress
        ],
        "previous": _beside(sources.themes, number - 1),
        "next": _beside(sources.themes, number + 1),
        "related": [*links(page.text.related), *about_theme(desk, theme.slug), *_measures(desk, theme.slug)],
        "comments": desk.comments.links(theme=theme.slug),
        "families_view": families_view(desk, theme.number),
        "feed": feeds[0].link if feeds else None,
        "write_to": plan.comments or workspace.area.contact.plan_comments,
        "talk": {"telephone": workspace.area.contact.telephone, "hours": workspace.area.contact.hours},
    }


def further_views(number: int, desk: Desk) -> list[View]:
    """Return the views of the further pages of a theme that has more actions than one page holds."""
    theme, board, language = desk.plan.themes[number].theme, desk.board, desk.workspace.language
    actions, url, words = board.of_theme(theme.number), f"/plan/{theme.slug}/", language.gettext
    pages = pages_of(len(actions))
    return [
        {
            **head(
                title=page_title(theme.title, page, language),
                summary=words("More actions of this theme."),
                url=page_url(url, page),
                section="plan",
                crumbs=[(words("Home"), "/"), (desk.plan.plan.name, "/plan/"), (theme.title, url)],
            ),
            **board.how_new,
            "rows": [row_view(action, board) for action in part(actions, page, ROWS)],
            "pages": page_links(url, page, pages, language),
        }
        for page in range(1, pages)
    ]


def gone_links(number: int, board: Board) -> list[View]:
    """Return the way to each action that left a theme, the last to leave first."""
    language = board.language
    return [
        link(
            language.gettext(
                "Action %(ref)s, since %(day)s: %(text)s",
                ref=one.action.ref,
                day=language.day(one.kept.as_at),
                text=one.action.text.rstrip("."),
            ),
            board.url(one.action),
        )
        for one in board.gone
        if one.action.theme == number
    ][:ROWS]


def _measures(desk: Desk, slug: str) -> list[View]:
    words, found = desk.workspace.language.gettext, desk.shelf.by_theme.get(slug, ()) if desk.shelf else ()
    return [link(words("Measure: %(title)s", title=one.title), f"/measures/{one.id}/") for one in found]


def _quotations(given: Sequence[Quotation]) -> list[View]:
    return [{"text": quote.text, "who": quote.who} for quote in given]


def _beside(themes: Sequence[ThemePage], number: int) -> View | None:
    if not 0 <= number < len(themes):
        return None
    theme = themes[number].theme
    return link(f"{theme.number}. {theme.title}", f"/plan/{theme.slug}/")


def action_view(action: Action, board: Board) -> View:
    """Return an action as its theme shows it."""
    language, stands = board.language, board.standing(action)
    return {
        "ref": action.ref,
        "anchor": board.anchor(action),
        "url": board.url(action),
        "text": action.text,
        "status": board.status(action),
        "late": late_words(stands, language),
        "due": due_words(action.holds, language) if action.holds else None,
        "due_raw": action.holds is not None and action.holds.date is None,
        "first_date": due_words(action.due, language) if board.promises[action.id].is_moved else None,
        "completed": day(action.completed, language),
        "lead": action.lead,
        "organisation": action.organisation,
        "update": action.update,
        "updated": day(action.updated, language),
        "effect": action.effect if stands.is_done else None,
    }


def row_view(action: Action, board: Board) -> View:
    """Return an action as a theme with many of them shows it: one row of a table."""
    moved = board.promises[action.id].is_moved
    return {
        "ref": action.ref,
        "anchor": board.anchor(action),
        "url": board.url(action),
        "text": action.text,
        "status": board.status(action),
        "late": late_words(board.standing(action), board.language),
        "due": due_words(action.holds, board.language),
        "first_date": due_words(action.due, board.language) if moved else None,
    }
