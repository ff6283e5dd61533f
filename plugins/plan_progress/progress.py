"""How the actions stand on the day the plan data is as at: counts and sentences, never typed by hand."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from plugins.model.actions import Action, Snapshot, Standing, in_order, progress, standing
from plugins.model.changes import Change, Known
from plugins.model.clock import Clock
from plugins.model.history import Kept, Promise, Slippage, promise, seen_done, slippage
from plugins.model.progress_words import progress_then
from plugins.model.silence import passed_since
from plugins.model.views import View, day
from plugins.plan_progress.addresses import Gone, addresses, gone_actions, redirects
from plugins.plan_progress.received import received_by_now
from plugins.plan_progress.silent import Silence, is_long, silence_words
from plugins.plan_progress.snapshot_names import snapshot_names
from plugins.plan_progress.standing_words import (
    counts_view,
    late_words,
    progress_sentence,
    said_view,
    standing_status,
    status_view,
)
from plugins.sources.plan import PlanSources
from plugins.sources.workspace import Workspace


class Board:
    """The latest snapshot and all that was told of its actions, read with the area's own words."""

    def __init__(self, sources: PlanSources, workspace: Workspace) -> None:
        """Stand before the latest snapshot of *sources*; an area may have none yet."""
        self.statuses = {status.id: status for status in workspace.area.statuses}
        self.language = workspace.language
        self.history = sources.history
        self.snapshot: Snapshot | None = sources.history.latest
        self.known = Known(self.statuses, sources.history.entries)
        self.clock, self.patience_days = workspace.clock, sources.plan.patience_days
        self.day = _as_at(sources, workspace.clock)
        self._standings: dict[str, Standing] = {}

    @cached_property
    def as_at(self) -> View | None:
        """The day the data is as at."""
        return day(self.day, self.language)

    @cached_property
    def silence(self) -> Silence | None:
        """The silence since that day, None while it is not long."""
        if self.day is None or not is_long(self.day, self.patience_days, self.clock):
            return None
        today = self.clock.today()
        passed = passed_since(self.actions, self.statuses, self.day, today)
        return Silence(silence_words((today - self.day).days, len(passed), self.language), passed)

    @property
    def how_new(self) -> View:
        """The day the data is as at, and the sentence about a long silence since: the two stand together."""
        return {"as_at": self.as_at, "silence": self.silence.sentence if self.silence else None}

    @cached_property
    def names(self) -> dict[str, str]:
        """What each snapshot is called, by its name in addresses."""
        return snapshot_names(self.history, self.language)

    @cached_property
    def total(self) -> View | None:
        """The progress of the whole plan, or None where no action has been published."""
        return self.progress(self.snapshot.actions) if self.snapshot else None

    @cached_property
    def ordered(self) -> tuple[Action, ...]:
        """The actions of the latest snapshot as a person counts them."""
        return in_order(self.actions)

    @cached_property
    def told(self) -> dict[str, list[tuple[Kept, Change]]]:
        """What changed in each action, by its id, oldest first."""
        return self.history.by_action()

    @cached_property
    def gone(self) -> tuple[Gone, ...]:
        """The actions that are in the plan no more, the last to leave first."""
        return gone_actions(self.told, self.history)

    def left(self, identity: str) -> Gone | None:
        """Return how the action with the id *identity* left the plan, None where it is in it or never was."""
        return next((one for one in self.gone if one.action.id == identity), None)

    @cached_property
    def urls(self) -> dict[str, str]:
        """The address of the page of each action, also of those that left, by its id."""
        return addresses(self.ordered, self.gone)

    @cached_property
    def old_urls(self) -> dict[str, str]:
        """The addresses of numbers that actions had before, and where each leads now."""
        return redirects(self.known.entries, self.urls)

    @cached_property
    def by_ref(self) -> dict[str, Action]:
        """The actions that are in the plan by their numbers, in small letters."""
        return {action.ref.casefold(): action for action in self.actions}

    @cached_property
    def _ids(self) -> dict[str, str]:
        entries = self.known.entries.values()
        before = {old.casefold(): one.id for one in entries for old in one.was}
        return {
            **before,
            **{one.ref.casefold(): one.id for one in entries},
            **{a.ref.casefold(): a.id for a in self.actions},
        }

    @cached_property
    def _themes(self) -> dict[int, list[Action]]:
        found: dict[int, list[Action]] = {}
        for action in self.ordered:
            found.setdefault(action.theme, []).append(action)
        return found

    @cached_property
    def promises(self) -> dict[str, Promise]:
        """What was promised of each action, also of those that left: taking one out does not unmake its moves."""
        known = [*self.ordered, *(one.action for one in self.gone)]
        return {action.id: self._promise(action) for action in known}

    @cached_property
    def slipped(self) -> Slippage:
        """How often dates were moved in the whole plan."""
        return slippage(self.promises.values())

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions of the latest snapshot."""
        return self.snapshot.actions if self.snapshot else ()

    def find(self, ref: str) -> Action | None:
        """Return the action that has the number *ref* now."""
        return self.by_ref.get(ref.casefold())

    def id_of(self, ref: str) -> str | None:
        """Return the id of the action that has or had the number *ref*; one that has it now comes first."""
        return self._ids.get(ref.casefold())

    def url(self, action: Action) -> str:
        """Return the address of the page of *action*."""
        return self.urls[action.id]

    def anchor(self, action: Action) -> str:
        """Return the id of the place of *action* on its theme's page."""
        return f"action-{self.urls[action.id].strip('/').rsplit('/', 1)[-1]}"

    def since(self, action: Action) -> Kept:
        """Return the snapshot in which *action* first was."""
        told = self.told.get(action.id)
        return told[0][0] if told and told[0][1].kind == "added" else self.history.steps[0].kept

    def of_theme(self, number: int) -> tuple[Action, ...]:
        """Return the actions of a theme as a person counts them."""
        return tuple(self._themes.get(number, ()))

    def standing(self, action: Action) -> Standing:
        """Return how *action* stands."""
        if action.id not in self._standings:
            assert self.day
            # One that was done when it came has no day on which it became so.
            done = seen_done(self.told.get(action.id, ())) or self.since(action).as_at
            self._standings[action.id] = standing(action, self.statuses[action.status], self.day, done)
        return self._standings[action.id]

    def status(self, action: Action) -> View:
        """Return the status of *action* as a template shows it: done only where its evidence is published."""
        return standing_status(self.standing(action), self.language)

    def last_status(self, action: Action) -> View:
        """Return the status that *action* had when it left the plan."""
        status = self.statuses[action.status]
        return said_view(self.language) if status.kind == "done" and not action.is_shown else status_view(status)

    def late(self) -> list[tuple[Action, str]]:
        """Return each action that is late, with the words that say by how much."""
        found = [(action, self.standing(action)) for action in self.ordered]
        return [(action, late_words(stands, self.language) or "") for action, stands in found if stands.is_late]

    def only_said(self) -> list[Action]:
        """Return each action that is said to be done, and whose evidence is not published."""
        return [action for action in self.ordered if self.standing(action).is_only_said]

    def moved(self) -> list[tuple[Action, Promise]]:
        """Return each action whose date was moved, with what was promised."""
        return [(one, self.promises[one.id]) for one in self.ordered if self.promises[one.id].moves]

    def _promise(self, action: Action) -> Promise:
        told, entry = self.told.get(action.id, []), self.known.entries.get(action.id)
        return promise(action, told, entry, self.since(action))

    def progress(self, actions: Iterable[Action]) -> View:
        """Return counts and the one honest sentence about *actions*."""
        return self.counted([self.standing(action) for action in actions])

    def counted(self, standings: Sequence[Standing], *, then: bool = False) -> View:
        """Return counts and the one honest sentence about actions that stand so, or that stood so *then*."""
        counted = progress(standings, self.statuses.values())
        sentence = progress_then if then else progress_sentence
        return {
            "total": counted.total,
            "done": counted.done,
            "only_said": counted.only_said,
            "late": counted.late,
            "sentence": sentence(counted, self.language),
            "by_status": counts_view(standings, self.statuses.values(), self.language),
        }


def _as_at(sources: PlanSources, clock: Clock) -> date | None:
    """Return the day the data is as at: the latest of the snapshots' and of what was received unchanged since."""
    if sources.history.latest is None:
        return None
    received = received_by_now(sources, clock)
    # An older day than one that was told does not turn the clock back: what was late stays late.
    return max(
        filter(None, (*(step.kept.as_at for step in sources.history.steps), received.as_at if received else None))
    )
