"""What the page of the plan says first: how far it has come, what is late, what moved, and how long it was silent."""

from collections import Counter
from collections.abc import Sequence

from plugins.model.actions import Action
from plugins.model.due_words import due_words
from plugins.model.history import Promise, Slippage
from plugins.model.language import Language
from plugins.model.plan import Plan
from plugins.model.views import View, link
from plugins.plan_progress.progress import Board

MOST = 8

Told = Sequence[tuple[Action, str]]


def overview(plan: Plan, board: Board) -> View:
    """Return how far the plan has come, how long it was silent, and the lists that a tap opens."""
    return {
        "progress": board.total,
        "as_at": board.as_at,
        "silence": board.silence.sentence if board.silence else None,
        "folds": [
            {"id": key, "title": title, "note": note, "told": pointed(found, plan, board)}
            for key, title, note, found in _lists(board)
            if note
        ],
    }


def _lists(board: Board) -> list[tuple[str, str, str, Told]]:
    """Return id, title and a note of each list, and its actions with a few words; a list without a note is empty."""
    language, words = board.language, board.language.gettext
    passed = board.silence.passed if board.silence else ()
    since = [(one, words("due %(date)s", date=due_words(one.holds, language))) for one in passed]
    late, said = board.late(), [(one, "") for one in board.only_said()]
    moved = [(one, _moved(promise, language)) for one, promise in board.moved()]
    return [
        ("passed", words("What has passed its date since"), _count(since, language), since),
        ("late", words("What is late"), _count(late, language), late),
        ("said", words("Said to be done; evidence not yet published"), _count(said, language), said),
        ("moved", words("Dates that moved"), slipped_words(board.slipped, language) or "", moved),
    ]


def _count(found: Told, language: Language) -> str:
    return language.ngettext("%(count)s action", "%(count)s actions", len(found)) if found else ""


def pointed(told: Told, plan: Plan, board: Board) -> View | None:
    """Return the first actions of *told* with links to their pages, and how many more each theme has; None for none."""
    if not told:
        return None
    first, rest = told[:MOST], told[MOST:]
    items = [{"text": one.text.rstrip("."), "words": words, "url": board.url(one)} for one, words in first]
    return {"items": items, "more": _more([action for action, _words in rest], plan, board.language)}


def _more(actions: Sequence[Action], plan: Plan, language: Language) -> list[View]:
    counted = Counter(action.theme for action in actions)
    return [
        link(
            language.ngettext(
                "%(count)s more in theme %(number)s, %(title)s",
                "%(count)s more in theme %(number)s, %(title)s",
                counted[theme.number],
                number=theme.number,
                title=theme.title,
            ),
            f"/plan/{theme.slug}/#actions",
        )
        for theme in plan.themes
        if counted[theme.number]
    ]


def _moved(promise: Promise, language: Language) -> str:
    told = language.gettext(
        "first %(first)s, now %(now)s",
        first=due_words(promise.first, language),
        now=due_words(promise.now, language),
    )
    moves = language.ngettext("moved %(count)s time", "moved %(count)s times", len(promise.moves))
    return f"{told}; {moves}" if len(promise.moves) > 1 else told


def slipped_words(slipped: Slippage, language: Language) -> str | None:
    """Return how often dates have moved and by how many days together, None where none has.

    For example “9 dates have moved, by 412 days together; for 2 of them no reason is given.”.
    """
    if not slipped.moves:
        return None
    parts = [language.ngettext("%(count)s date has moved", "%(count)s dates have moved", slipped.moves)]
    if slipped.days:
        parts[0] += ", " + language.ngettext("by %(count)s day", "by %(count)s days together", slipped.days)
    if slipped.unexplained == slipped.moves:
        parts.append(language.gettext("no reason is given"))
    elif slipped.unexplained:
        parts.append(
            language.ngettext(
                "for %(count)s of them no reason is given",
                "for %(count)s of them no reason is given",
                slipped.unexplained,
            )
        )
    return "; ".join(parts) + "."
