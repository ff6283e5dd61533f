"""What the page of the plan says first: how far it has come, what is late, what moved, and how long it was silent."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from plugins.model.actions import Action
from plugins.model.clock import start_of
from plugins.model.history import Promise, Slippage
from plugins.model.language import Language
from plugins.model.plan import Plan
from plugins.model.sentences import due_words
from plugins.model.silence import passed_since
from plugins.model.views import View, link
from plugins.plan_progress.progress import Board
from plugins.sources.workspace import Workspace

MOST = 8

Told = Sequence[tuple[Action, str]]


def overview(plan: Plan, board: Board, workspace: Workspace) -> View:
    """Return what is late, what moved, what is only said to be done, and what silence hides."""
    language = workspace.language
    return {
        "progress": board.total,
        "as_at": board.as_at,
        "silence": silence_view(plan, board, workspace),
        "late": pointed(board.late(), plan, board),
        "said": pointed([(action, "") for action in board.only_said()], plan, board),
        "moved": pointed([(one, _moved(promise, language)) for one, promise in board.moved()], plan, board),
        "slipped": slipped_words(board.slipped, language),
    }


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


def silence_view(plan: Plan, board: Board, workspace: Workspace) -> View | None:
    """Return for how long there was no update, and which dates have passed since; None while that is not long."""
    if board.day is None:
        return None
    clock, language = workspace.clock, workspace.language
    # Only then is the day asked for: until it is long, no midnight changes the page.
    if not clock.has_passed(start_of(board.day + timedelta(days=plan.patience_days + 1))):
        return None
    today = clock.today()
    passed = passed_since(board.actions, board.statuses, board.day, today)
    quiet = language.ngettext(
        "There has been no update for %(count)s day",
        "There has been no update for %(count)s days",
        (today - board.day).days,
    )
    since = language.ngettext(
        "%(count)s more action has passed its date since",
        "%(count)s more actions have passed their date since",
        len(passed),
    )
    due = language.gettext
    told = [(one, due("due %(date)s", date=due_words(one.holds, language))) for one in passed]
    return {"sentence": f"{quiet}; {since}." if passed else f"{quiet}.", "passed": pointed(told, plan, board)}
