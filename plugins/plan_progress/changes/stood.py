"""The plan as it stood on the day of a snapshot: counts, and the actions of each theme with their dates of then."""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import blake2b

from plugins.model.actions import Action, Snapshot, Standing, in_order, standing
from plugins.model.history import Kept, seen_done
from plugins.model.views import View, day
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.progress import Board
from plugins.plan_progress.then_words import row_then


class Then:
    """A snapshot read as it stood on its own day, with the area's words of today."""

    def __init__(self, kept: Kept, snapshot: Snapshot, board: Board) -> None:
        """Stand before *snapshot*, which is *kept*; *board* knows what was told of its actions up to then."""
        self.snapshot, self.board = snapshot, board
        # Every snapshot up to this one, by its name: what was told later does not count.
        names = [step.kept.name for step in board.history.steps]
        self.until = frozenset(names[: names.index(kept.name) + 1])
        self.standings = {action.id: self._standing(action) for action in snapshot.actions}
        self.by_theme: dict[int, list[Action]] = {}
        for action in snapshot.actions:
            self.by_theme.setdefault(action.theme, []).append(action)

    def _standing(self, action: Action) -> Standing:
        status = self.board.statuses[action.status]
        done = self._seen_done(action) if status.kind == "done" and not action.completed else None
        return standing(action, status, self.snapshot.as_at, done)

    def _seen_done(self, action: Action) -> date:
        told = [one for one in self.board.told.get(action.id, ()) if one[0].name in self.until]
        return seen_done(told) or self.board.since(action).as_at

    def of_theme(self, number: int) -> tuple[Action, ...]:
        """Return the actions that the theme had then, as a person counts them."""
        return in_order(self.by_theme.get(number, ()))

    def row(self, action: Action) -> View:
        """Return an action as it stood: one row of a table."""
        return row_then(action, self.standings[action.id], self.board.language)

    def progress(self, actions: Sequence[Action]) -> View:
        """Return counts and the one sentence about *actions* as they stood."""
        return self.board.counted([self.standings[action.id] for action in actions], then=True)

    @property
    def as_at(self) -> View | None:
        """The day the data was as at."""
        return day(self.snapshot.as_at, self.board.language)


def words_of_area(desk: Desk) -> str:
    """Return a digest of the words that pages of earlier days are told in: statuses, themes and the language."""
    known = (*desk.board.statuses.values(), *desk.plan.plan.themes)
    facts = [desk.workspace.language.version, *(one.model_dump(mode="json") for one in known)]
    return blake2b(json.dumps(facts, sort_keys=True).encode(), digest_size=8).hexdigest()
