"""The actions of a theme: as cards, or, where there are many, as rows of a table that goes over several pages."""

from plugins.model.actions import Action
from plugins.model.due_words import due_words
from plugins.model.views import View, day, head, link
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.long import ROWS, page_links, page_title, page_url, pages_of, part
from plugins.plan_progress.progress import Board
from plugins.plan_progress.standing_words import late_words

# From here on the actions are told in a table: as cards they would make the page too heavy.
MANY = 40


def actions_view(number: int, url: str, desk: Desk) -> View:
    """Return the actions of the theme *number*: counts, each of them (many as rows), and those that left."""
    board = desk.board
    actions = board.of_theme(number)
    many = len(actions) > MANY
    return {
        "progress": board.progress(actions) if actions else None,
        **board.how_new,
        "actions": [] if many else [action_view(action, board) for action in actions],
        "rows": [row_view(action, board) for action in actions[:ROWS]] if many else [],
        "pages": page_links(url, 0, pages_of(len(actions)), desk.workspace.language),
        "gone": gone_links(number, board),
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
