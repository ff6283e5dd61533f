"""What the public is told plainly and the office could mend first: no evidence for done, no reason for a new date."""

from collections.abc import Iterator, Mapping, Sequence

from plugins.model.actions import Action, Snapshot
from plugins.model.area import Status
from plugins.model.changes import Known, changes, meaning
from plugins.model.findings import Finding, warning
from plugins.sources.tracker.cells import Row
from plugins.sources.tracker.table import Table

_COLUMNS = "“Public evidence”, “Evidence date”, “Evidence link” and “Effect for families”"
_FILL = f"Fill {_COLUMNS}."
_ADD = f"Add the columns {_COLUMNS}; docs/partnership.md says what belongs in them."
_MOST_LISTED = 10

Rows = Mapping[str, Row]


def unshown(actions: Sequence[Action], statuses: Mapping[str, Status], table: Table, rows: Rows) -> Iterator[Finding]:
    """Yield a warning for each action that is said to be done without evidence or effect; *rows* are by reference."""
    only_said = [one for one in actions if statuses[one.status].kind == "done" and not one.is_shown]
    if only_said and not {"evidence", "effect"} & table.columns.keys():
        refs = ", ".join(one.ref for one in only_said[:_MOST_LISTED])
        listed = refs + (" and others" if len(only_said) > _MOST_LISTED else "")
        said = f"The tracker has no columns for evidence, so these actions are only said to be done: {listed}."
        yield warning(table.place(), said, _ADD)
        return
    for one in only_said:
        parts = (("evidence", one.evidence), ("the effect for families", one.effect))
        missing = [what for what, given in parts if given is None]
        lacking = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
        said = f"For action {one.ref} {lacking}: everybody is told that it is only said to be done."
        yield warning(table.place(rows[one.ref], "evidence" if one.evidence is None else "effect"), said, _FILL)


def unexplained(
    last: Snapshot | None, actions: Sequence[Action], known: Known, table: Table, rows: Rows
) -> Iterator[Finding]:
    """Yield a warning for each date that moves without a reason, or with the one that an earlier move had."""
    now = {one.id: one for one in actions}
    for action in _moved(last, now, known):
        field = "moved_why" if "moved_why" in table.columns else "revised" if "revised" in table.columns else "due"
        why = "the reason is the one that stood there before" if action.moved_why else "no reason is given"
        said = f"The date of action {action.ref} moves and {why}: everybody is told that no reason is given."
        mend = "Write the reason in the column for it, for example “Reason for change of date”."
        yield warning(table.place(rows[action.ref], field), said, mend)


def _moved(last: Snapshot | None, now: Mapping[str, Action], known: Known) -> Iterator[Action]:
    """Yield each action whose date moves without a reason; one that comes with a date other than its first, too."""
    before = {one.id for one in last.actions} if last else set()
    for one in now.values():
        if one.id not in before and one.revised and meaning(one.revised) != meaning(one.due) and not one.moved_why:
            yield one
    if last:
        new = last.model_copy(update={"actions": tuple(now.values())})
        for change in changes(last, new, known):
            if change.kind in {"date moved", "date gone"} and change.why is None and change.after:
                yield change.after
