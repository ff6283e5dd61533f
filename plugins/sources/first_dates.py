"""First dates never change: what the history itself must hold, whoever wrote it."""

from collections.abc import Iterator

from plugins.model.actions import Action
from plugins.model.changes import Change, meaning
from plugins.model.findings import Finding, Place, error
from plugins.model.history import History, Kept
from plugins.sources.identities import FILE
from plugins.sources.snapshots import HISTORY

_MEND = (
    f"Bring the file back from git. Was the first date wrong from the start? Add a line under `corrections` in {FILE}: "
    "its head tells how."
)


def rewritten(history: History) -> Iterator[Finding]:
    """Yield an error for each first date that differs from one snapshot to a later one, and that nothing corrects."""
    gone: dict[str, Action] = {}
    for step in history.steps:
        for change in step.changes:
            if change.after is None:
                gone[change.action.id] = change.action
            elif _is_rewritten(change) or _came_back_changed(gone.get(change.action.id), change, history):
                yield _rewritten(step.kept, change.action)


def _is_rewritten(change: Change) -> bool:
    return change.kind == "first date corrected" and change.why is None


def _came_back_changed(before: Action | None, change: Change, history: History) -> bool:
    """Say whether an action that had left the plan is in it again with another first date, uncorrected."""
    if change.before or not (before and before.due and before.due.date and change.after):
        return False
    due, entry = change.after.due, history.entries.get(before.id)
    is_corrected = entry and due and any(one.first == due.date for one in entry.corrections)
    return meaning(before.due) != meaning(due) and not is_corrected


def _rewritten(kept: Kept, action: Action) -> Finding:
    said = f"The first date of action {action.ref} is another one than before. A first date never changes."
    return error(Place(f"{HISTORY}/{kept.name}.json"), said, _MEND)
