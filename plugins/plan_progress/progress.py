"""How the actions stand on the day the plan data is as at: counts and sentences, never typed by hand."""

from collections.abc import Iterable
from functools import cached_property

from plugins.model.actions import Action, Progress, Snapshot, Standing, in_order, place_on_page, progress, standing
from plugins.model.area import Status
from plugins.model.changes import due_words
from plugins.model.language import Language
from plugins.model.views import View, day
from plugins.sources.plan import PlanSources
from plugins.sources.workspace import Workspace


class Board:
    """The latest snapshot, read with the area's own words."""

    def __init__(self, sources: PlanSources, workspace: Workspace) -> None:
        """Stand before the latest snapshot of *sources*; an area may have none yet."""
        self.statuses = {status.id: status for status in workspace.area.statuses}
        self.language = workspace.language
        self.snapshot: Snapshot | None = sources.history[-1] if sources.history else None

    @cached_property
    def as_at(self) -> View | None:
        """The day the data is as at."""
        return day(self.snapshot.as_at, self.language) if self.snapshot else None

    @cached_property
    def total(self) -> View | None:
        """The progress of the whole plan, or None where no action has been published."""
        return self.progress(self.snapshot.actions) if self.snapshot else None

    def of_theme(self, number: int) -> tuple[Action, ...]:
        """Return the actions of a theme as a person counts them."""
        return in_order(action for action in self._actions if action.theme == number)

    def standing(self, action: Action) -> Standing:
        """Return how *action* stands."""
        assert self.snapshot
        return standing(action, self.statuses[action.status], self.snapshot.as_at)

    def late(self) -> list[tuple[Action, str]]:
        """Return each action that is late, with the words that say by how much."""
        found = [(action, self.standing(action)) for action in in_order(self._actions)]
        return [(action, late_words(stands, self.language) or "") for action, stands in found if stands.is_late]

    def moved(self) -> list[tuple[Action, str]]:
        """Return each action not yet done whose first date no longer holds, with both dates."""
        found = [one for one in in_order(self._actions) if one.revised and one.due and one.due != one.revised]
        return [(action, self._from_to(action)) for action in found if self.standing(action).status.kind != "done"]

    def _from_to(self, action: Action) -> str:
        first, now = due_words(action.due, self.language), due_words(action.revised, self.language)
        return self.language.gettext("first %(first)s, now %(now)s", first=first, now=now)

    @property
    def _actions(self) -> tuple[Action, ...]:
        return self.snapshot.actions if self.snapshot else ()

    def progress(self, actions: Iterable[Action]) -> View:
        """Return counts and the one honest sentence about *actions*."""
        counted = progress((self.standing(action) for action in actions), self.statuses.values())
        return {
            "total": counted.total,
            "done": counted.done,
            "late": counted.late,
            "sentence": progress_sentence(counted, self.language),
            "by_status": [{"status": status_view(status), "count": count} for status, count in counted.by_status],
        }


def anchor(action: Action) -> str:
    """Return the id of an action's place on its theme's page."""
    return f"action-{place_on_page(action.ref)}"


def status_view(status: Status) -> View:
    """Return a status as a template shows it."""
    return {"word": status.word, "kind": status.kind, "definition": status.definition}


def progress_sentence(counted: Progress, language: Language) -> str:
    """Return for example “14 of 42 actions are done; 3 are late.”."""
    done = language.ngettext(
        "%(count)s of %(total)s actions is done",
        "%(count)s of %(total)s actions are done",
        counted.done,
        total=counted.total,
    )
    late = language.ngettext("%(count)s is late", "%(count)s are late", counted.late)
    none = language.gettext("none is late")
    return language.gettext("%(done)s; %(late)s.", done=done, late=late if counted.late else none)


def late_words(standing: Standing, language: Language) -> str | None:
    """Return how late an action is or was, or None where it is in time."""
    if not standing.days_late:
        return None
    if standing.status.kind == "done":
        return language.ngettext("Done, %(count)s day late", "Done, %(count)s days late", standing.days_late)
    return language.ngettext(
        "Late: %(count)s day past its date", "Late: %(count)s days past its date", standing.days_late
    )
