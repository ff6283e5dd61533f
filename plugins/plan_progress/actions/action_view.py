"""The view of an action: what was promised and by when, what became of it, on what evidence, and who answers for it."""

from textwrap import shorten
from urllib.parse import quote

from plugins.model.actions import Action
from plugins.model.history import Kept
from plugins.model.language import Language
from plugins.model.plan import Theme
from plugins.model.views import View, day, head, link
from plugins.plan_progress.actions.promised import promised_view
from plugins.plan_progress.actions.related import Related
from plugins.plan_progress.actions.story import story_view, updates_view
from plugins.plan_progress.addresses import Gone
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.progress import Board
from plugins.plan_progress.standing_words import late_since_words, past_first_words

# As much as a tab, a search result or a list of messages shows.
_LONGEST = 90


def action_view(action: Action, theme: Theme, related: Related, desk: Desk) -> View:
    """Return the view of an action that is in the plan."""
    board, language = desk.board, desk.workspace.language
    stands = board.standing(action)
    return {
        **_page(action, theme, _title(action, language), desk),
        "status": board.status(action),
        "late": late_since_words(action, stands, language),
        "past_first": past_first_words(action, stands, language),
        "only_said": stands.is_only_said,
        "gone": None,
        **related.of(action.id),
    }


def gone_view(gone: Gone, theme: Theme, related: Related, desk: Desk) -> View:
    """Return the view of an action that left the plan: as it last stood, when it left, and why or where to."""
    action, language = gone.action, desk.workspace.language
    left = language.gettext(
        "%(action)s – no longer in the plan since %(day)s",
        action=_title(action, language),
        day=language.day(gone.kept.as_at),
    )
    return {
        **_page(action, theme, left, desk),
        "status": desk.board.last_status(action),
        "late": None,
        "past_first": None,
        "only_said": False,
        "gone": _left(gone, desk.board),
        **related.of(action.id),
    }


def _left(gone: Gone, board: Board) -> View:
    entry = board.known.entries.get(gone.action.id)
    into = board.urls.get(entry.merged_into) if entry and entry.merged_into else None
    return {
        "day": day(gone.kept.as_at, board.language),
        "merged": gone.change.kind == "merged",
        "why": gone.change.why,
        "into": link(board.language.gettext("action %(ref)s", ref=gone.change.into), into) if into else None,
    }


def _title(action: Action, language: Language) -> str:
    text = shorten(action.text.rstrip("."), _LONGEST, placeholder="…")
    return language.gettext("Action %(ref)s: %(text)s", ref=action.ref, text=text)


def _page(action: Action, theme: Theme, title: str, desk: Desk) -> View:
    words, plan, board = desk.workspace.language.gettext, desk.plan.plan, desk.board
    summary = words("What was promised, by when, what became of it, and what shows it.")
    return {
        **head(
            title=title,
            summary=summary,
            url=board.url(action),
            section="plan",
            crumbs=[(words("Home"), "/"), (plan.name, "/plan/"), (theme.title, f"/plan/{theme.slug}/")],
        ),
        "ref": action.ref,
        "text": action.text,
        "theme": link(f"{theme.number}. {theme.title}", f"/plan/{theme.slug}/"),
        "promised": promised_view(action, board),
        "evidence": _evidence(action, board.language),
        "effect": action.effect,
        "lead": action.lead,
        "organisation": action.organisation,
        "completed": day(action.completed, board.language),
        "since": day(_last_change(action, board).as_at, board.language),
        "updates": updates_view(action, board),
        "story": story_view(action, board),
        "ask": {
            "address": plan.comments or desk.workspace.area.contact.plan_comments,
            "subject": quote(_title(action, board.language)),
        },
    }


def _last_change(action: Action, board: Board) -> Kept:
    """Return the snapshot in which something of *action* changed last. The day of the latest one is told elsewhere.

    Otherwise each new snapshot would change the page of every action.
    """
    told = board.told.get(action.id)
    return told[-1][0] if told else board.since(action)


def _evidence(action: Action, language: Language) -> View | None:
    if action.evidence is None:
        return None
    return {**link(action.evidence.title, action.evidence.url), "date": day(action.evidence.date, language)}
