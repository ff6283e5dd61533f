"""What was promised of an action: the first date for ever, the date now, every move, and every correction."""

from plugins.model.actions import Action
from plugins.model.due_words import due_words
from plugins.model.history import Move, Promise
from plugins.model.identity import Correction
from plugins.model.language import Language
from plugins.model.sentences import why_words
from plugins.model.views import View, day
from plugins.plan_progress.progress import Board
from plugins.plan_progress.standing_words import due_to_the_day


def promised_view(action: Action, board: Board) -> View:
    """Return the dates of *action*: the first one, the one that holds now, and all that lay between."""
    promise, language = board.promises[action.id], board.language
    holds = action.holds
    return {
        "first": due_to_the_day(promise.first, language) if promise.first else None,
        "now": due_to_the_day(holds, language) if holds else None,
        "now_raw": holds is not None and holds.date is None,
        "is_moved": promise.is_moved,
        "later": _later(promise, language),
        "moves": [_move(one, language) for one in promise.moves],
        "corrections": [_correction(one, language) for one in promise.corrections],
        "carried": promise.carried,
    }


def _later(promise: Promise, language: Language) -> str | None:
    if promise.days <= 0:
        return None
    return language.ngettext(
        "%(count)s day later than first promised", "%(count)s days later than first promised", promise.days
    )


def _move(move: Move, language: Language) -> View:
    return {
        "from": due_words(move.before, language),
        "to": due_words(move.after, language) if move.after else None,
        "day": day(move.kept.as_at, language),
        "url": f"/plan/changes/{move.kept.name}/",
        "why": why_words(move.why, language),
    }


def _correction(one: Correction, language: Language) -> View:
    return {
        "first": language.in_words(one.first),
        "day": day(one.on, language),
        "why": why_words(one.why, language),
    }
