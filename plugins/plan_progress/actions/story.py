"""What was told of an action over time: its updates, and all else that changed, as dated sentences."""

from datetime import date
from itertools import groupby

from plugins.model.actions import Action
from plugins.model.changes import Change
from plugins.model.history import Kept
from plugins.model.sentences import sentence
from plugins.model.views import View, day
from plugins.plan_progress.progress import Board


def updates_view(action: Action, board: Board) -> list[View]:
    """Return each text that told what is new on *action*, newest first.

    Its day is the one that the tracker gives it; where it gives none, the day the data was as at.
    """
    told: list[tuple[date, str]] = []
    for kept, one in _states(action, board):
        text = (one.update or "").strip()
        if text and (not told or told[-1][1] != text):
            told.append((one.updated or kept.as_at, text))
    # The day of an update alone may have been put right since: its theme shows it too.
    if told and action.updated and told[-1][1] == (action.update or "").strip():
        told[-1] = (action.updated, told[-1][1])
    return [{"day": day(on, board.language), "text": text} for on, text in reversed(told)]


def _states(action: Action, board: Board) -> list[tuple[Kept, Action]]:
    """Return the action as it came and as it was after each change, oldest first."""
    told = board.told.get(action.id, [])
    born = next((change.before or change.after for _kept, change in told), None) or action
    return [(board.since(action), born), *((kept, change.after) for kept, change in told if change.after)]


def story_view(action: Action, board: Board) -> list[View]:
    """Return what changed in *action*, day by day, newest first; what is new on it is told by its updates."""
    told = [(kept, change) for kept, change in board.told.get(action.id, []) if change.kind != "update"]
    found = [
        _day(kept, [change for _kept, change in group], board) for kept, group in groupby(told, lambda one: one[0])
    ]
    first = board.since(action)
    if not told or told[0][1].kind != "added":
        words = board.language.gettext("It was in the first plan data that was published.")
        found.insert(0, {**_on(first, board), "sentences": [words]})
    return found[::-1]


def _day(kept: Kept, changes: list[Change], board: Board) -> View:
    return {
        **_on(kept, board),
        "sentences": [sentence(one, board.known, board.language, short=True) for one in changes],
    }


def _on(kept: Kept, board: Board) -> View:
    return {"day": day(kept.as_at, board.language), "url": f"/plan/changes/{kept.name}/"}
