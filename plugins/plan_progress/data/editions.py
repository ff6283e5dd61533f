"""The plan as it stood in each snapshot, as JSON and as CSV: made only where it is not there yet.

From one edition to the next few actions change, so what was made for one is used again for the next.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b

from plugins.model.actions import Action, Snapshot, in_order, place_on_page, standing
from plugins.model.changes import Change
from plugins.model.history import Kept, promise, seen_done
from plugins.model.open_data import PublicPlan, PublicTheme
from plugins.model.open_figures import public_series
from plugins.model.views import View
from plugins.plan_progress.data.csv_text import csv_row, join_rows
from plugins.plan_progress.data.files import base, common, file_facts, plan_path
from plugins.plan_progress.data.public_actions import HEADER, Stood, cells, public_action
from plugins.plan_progress.desk import Desk

_EMPTY = "[]\n}"


@dataclass(frozen=True, slots=True)
class Made:
    """An action as it was made last: what from, how much had been told of it by then, its JSON and its row."""

    stood: Stood
    told: int
    json: str
    row: str


@dataclass
class Editions:
    """All editions of a plan's data. ``number`` counts the snapshots from 0, the oldest."""

    desk: Desk
    last: dict[str, Made] = field(default_factory=dict)
    rows: tuple[int, date, list[Made]] | None = None

    @property
    def kept(self) -> list[Kept]:
        """Every snapshot that is public, oldest first."""
        return [step.kept for step in self.desk.plan.history.steps]

    def key(self, number: int, as_at: date) -> View:
        """Return all that the edition *number* depends on."""
        kept = self.kept[number]
        return {
            "name": kept.name,
            "seal": kept.seal,
            "as_at": as_at.isoformat(),
            "told": self._told[number],
            "written": self._written,
            "elsewhere": self._elsewhere,
            "common": common(self.desk),
        }

    @cached_property
    def _told(self) -> list[str]:
        """A digest for each snapshot of what was told of all actions up to then."""
        told, found = blake2b(digest_size=12), []
        for step in self.desk.plan.history.steps:
            for one in step.changes:
                told.update(f"{one.kind}\0{one.action.id}\0{one.why}\n".encode())
            found.append(told.copy().hexdigest())
        return found

    @cached_property
    def _written(self) -> dict[str, View]:
        """What people wrote of actions that the data tells again: corrections, and whether one was carried over."""
        return {
            name: entry.model_dump(mode="json", include={"corrections", "carried_from"})
            for name, entry in self.desk.plan.history.entries.items()
            if entry.corrections or entry.carried_from
        }

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        """The page of each action whose address its number does not tell: it was renumbered, or has left."""
        board = self.desk.board
        known = [*board.actions, *(one.action for one in board.gone)]
        renumbered = {
            one.action.id
            for step in self.desk.plan.history.steps
            for one in step.changes
            if one.before and one.after and one.before.ref != one.after.ref
        }
        found = (one for one in known if one.id in renumbered or board.urls[one.id] != _usual(one))
        return {one.id: board.urls[one.id] for one in found}

    def json(self, number: int, as_at: date) -> bytes:
        """Return the edition *number* as JSON, with lateness counted on *as_at*."""
        snapshot, kept = self._open(number), self.kept[number]
        facts = file_facts(self.desk, kept, "plan", self.desk.plan.plan.name, plan_path(kept, "json"))
        before = self.kept[number - 1] if number else None
        whole = PublicPlan(
            **{**facts, "as_at": as_at},
            edition=kept.name,
            plan=self.desk.plan.plan.name,
            previous=base(self.desk) + plan_path(before, "json") if before else None,
            series=tuple(public_series(one) for one in sorted(snapshot.series, key=lambda one: one.measure)),
            views=tuple(sorted(snapshot.views, key=lambda one: one.theme)),
            registers=tuple(sorted(snapshot.registers, key=lambda one: one.year)),
            actions=(),
        ).model_dump_json(by_alias=True, exclude_defaults=True, indent=1)
        # `actions` is the last field: the list is filled with what was made one by one.
        actions = ",\n  ".join(made.json for made in self._made(number, as_at))
        return (whole.removesuffix(_EMPTY) + f"[\n  {actions}\n ]\n}}\n" if actions else f"{whole}\n").encode()

    def csv(self, number: int, as_at: date) -> bytes:
        """Return the edition *number* as CSV, with lateness counted on *as_at*."""
        return join_rows([csv_row(HEADER), *(made.row for made in self._made(number, as_at))])

    def _open(self, number: int) -> Snapshot:
        history = self.desk.plan.history
        is_latest = history.latest is not None and number == len(history.steps) - 1
        return history.latest if is_latest and history.latest else history.open(self.kept[number].name)

    def _made(self, number: int, as_at: date) -> list[Made]:
        if self.rows is None or self.rows[:2] != (number, as_at):
            actions = in_order(self._open(number).actions)
            self.rows = (number, as_at, [self._one(action, number, as_at) for action in actions])
            self.last = {made.stood.action.id: made for made in self.rows[2]}
        return self.rows[2]

    def _one(self, action: Action, number: int, as_at: date) -> Made:
        told = self.desk.board.told.get(action.id, [])
        if told:
            told = [one for one in told if self._place[one[0].name] <= number]
        had = self.last.get(action.id)
        if had and had.told == len(told) and had.stood.action is action and _is_settled(had.stood, as_at):
            return had
        stood = self._stood(action, told, number, as_at)
        if had and had.stood == stood:
            return had
        public = public_action(stood)
        return Made(stood, len(told), public.model_dump_json(by_alias=True), csv_row(cells(public)))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {kept.name: number for number, kept in enumerate(self.kept)}

    @cached_property
    def _themes(self) -> dict[int, PublicTheme]:
        return {one.number: PublicTheme(number=one.number, title=one.title) for one in self.desk.plan.plan.themes}

    def _stood(self, action: Action, told: list[tuple[Kept, Change]], number: int, as_at: date) -> Stood:
        history, statuses = self.desk.plan.history, self.desk.board.statuses
        since = told[0][0] if told and told[0][1].kind == "added" else history.steps[0].kept
        promised = promise(action, told, history.entries.get(action.id), since)
        known = tuple(one for one in promised.corrections if one.on <= self.kept[number].day)
        stands = standing(action, statuses[action.status], as_at, seen_done(told) or since.as_at)
        url = self._elsewhere.get(action.id) or _usual(action)
        promised = replace(promised, corrections=known)
        return Stood(action, stands, promised, self._themes[action.theme], url, self._base)

    @cached_property
    def _base(self) -> str:
        return base(self.desk)


def _is_settled(stood: Stood, as_at: date) -> bool:
    """Say whether an action of which nothing more was told stands on *as_at* as it stood before: not later."""
    if stood.promise.corrections or stood.standing.days_late or stood.standing.days_past_first:
        return False
    dates = [due.date.last for due in (stood.action.due, stood.action.revised) if due and due.date]
    return stood.standing.status.kind == "done" or min(dates, default=as_at) >= as_at


def _usual(action: Action) -> str:
    return f"/plan/actions/{place_on_page(action.ref)}/"
