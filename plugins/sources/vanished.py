"""What somebody took away and the history still speaks of: entries of actions, old snapshots, the forum."""

from collections.abc import Iterable, Iterator
from datetime import date

from plugins.model.actions import Action, Snapshot
from plugins.model.area import Area
from plugins.model.findings import Finding, Place, error
from plugins.model.history import History
from plugins.sources.identities import FILE, Identities
from plugins.sources.snapshots import HISTORY

_BRING_BACK = "Bring the file back from git, and pull again."


def without_entry(actions: Iterable[Action], known: Identities) -> Iterator[Finding]:
    """Yield an error for each of *actions*, all that ever were public, that ``actions.toml`` no longer knows.

    Without its entry an action would begin anew: with another first date, and without what was late.
    """
    ids = {one.id for one in known.actions}
    for ref, _id in sorted({(action.ref, action.id) for action in actions if action.id not in ids}):
        said = f"Action {ref} is in the plan's history, and its entry is not here, or has another id."
        yield error(Place(str(FILE)), said, _BRING_BACK)


def without_entries(history: History, known: Identities) -> Iterator[Finding]:
    """Yield an error for each action that *history* tells of and ``actions.toml`` no longer knows."""
    told = {change.action.id: change.action for step in history.steps for change in step.changes}
    now = {action.id: action for action in history.latest.actions} if history.latest else {}
    yield from without_entry((told | now).values(), known)


def without_history(known: Identities, begun: date) -> Iterator[Finding]:
    """Yield an error where actions were public before *begun*: the day of the oldest snapshot, or today without any.

    Those of an earlier plan may be written down before their first pull.
    """
    older = [one.first_seen for one in known.actions if not one.carried_from and one.first_seen < begun]
    if older:
        said = f"{FILE} knows actions since {min(older):%d/%m/%Y}, and the history holds no snapshot of that day."
        yield error(Place(str(HISTORY)), said, "Bring the snapshots back from git. They are never taken away.")


def without_forum(latest: Snapshot | None, area: Area) -> Iterator[Finding]:
    """Yield an error where the forum's views are public, and the area no longer says that there is a forum."""
    if latest and latest.views and area.forum is None:
        said = "Views of the parent carer forum are published, and there is no [forum] any more."
        mend = (
            "Bring [forum] back. To take a view back, take it out of the forum's file, and pull: a line then says so."
        )
        yield error(Place("area.toml", key="forum"), said, mend)
