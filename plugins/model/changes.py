"""What changed between two snapshots, as values and as sentences.

The same sentences serve the page, the feed and the question that ``invoke pull`` asks.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from plugins.model.actions import Action, Due, Snapshot, standing
from plugins.model.area import Status
from plugins.model.language import Language
from plugins.model.values import Value

ChangeKind = Literal[
    "done",
    "reopened",
    "started",
    "worse",
    "better",
    "newly late",
    "date moved",
    "added",
    "removed",
    "wording",
    "update",
]

RANK = {"off-track": 0, "delayed": 1, "not-started": 2, "on-track": 3, "done": 4}


class Change(Value):
    """One thing that changed in one action. ``before`` is None where it is new, ``after`` where it went."""

    kind: ChangeKind
    before: Action | None
    after: Action | None

    @property
    def action(self) -> Action:
        """The action as it is known last."""
        found = self.after or self.before
        assert found is not None
        return found


def changes(before: Snapshot | None, after: Snapshot, statuses: Mapping[str, Status]) -> tuple[Change, ...]:
    """Return what changed from *before* to *after*, in the order of the actions of *after*, removals last."""
    if before is None:
        return ()
    old = {action.id: action for action in before.actions}
    new = {action.id for action in after.actions}
    found = [
        change for action in after.actions for change in _of_action(old.get(action.id), action, before, after, statuses)
    ]
    gone = [Change(kind="removed", before=action, after=None) for action in before.actions if action.id not in new]
    return tuple(found + gone)


def _of_action(
    old: Action | None, new: Action, before: Snapshot, after: Snapshot, statuses: Mapping[str, Status]
) -> Iterator[Change]:
    if old is None:
        yield Change(kind="added", before=None, after=new)
        return
    if old.status != new.status:
        yield Change(kind=_movement(statuses[old.status], statuses[new.status]), before=old, after=new)
    was_late = standing(old, statuses[old.status], before.as_at).is_late
    if not was_late and standing(new, statuses[new.status], after.as_at).is_late:
        yield Change(kind="newly late", before=old, after=new)
    if _promised(old) != _promised(new):
        yield Change(kind="date moved", before=old, after=new)
    if old.text != new.text:
        yield Change(kind="wording", before=old, after=new)
    if new.update and old.update != new.update:
        yield Change(kind="update", before=old, after=new)


def _promised(action: Action) -> str:
    due: Due | None = action.revised or action.due
    return due.text if due and not due.date else str(action.deadline)


def _movement(old: Status, new: Status) -> ChangeKind:
    if new.kind == "done":
        return "done"
    if old.kind == "done":
        return "reopened"
    if old.kind == "not-started" and new.kind == "on-track":
        return "started"
    return "better" if RANK[new.kind] > RANK[old.kind] else "worse"


def due_words(due: Due | None, language: Language) -> str:
    """Return a due date in words: as precise as it is known, or as the tracker wrote it."""
    if due is None:
        return language.gettext("no date")
    return language.in_words(due.date) if due.date else due.text


def sentence(change: Change, statuses: Mapping[str, Status], language: Language) -> str:
    """Return one sentence that says what changed, for anybody to read."""
    action = change.action
    values = {"ref": action.ref, "text": action.text.rstrip(".")}
    return _SENTENCES[change.kind](change, statuses, language, values)


_Sentence = Callable[[Change, Mapping[str, Status], Language, dict[str, str]], str]


def _plain(message: Callable[[Language], str]) -> _Sentence:
    return lambda _change, _statuses, language, values: message(language) % values


def _status_words(change: Change, statuses: Mapping[str, Status], language: Language, values: dict[str, str]) -> str:
    assert change.before
    assert change.after
    old, new = statuses[change.before.status].word, statuses[change.after.status].word
    return language.gettext("Action %(ref)s went from “%(old)s” to “%(new)s”: %(text)s.", old=old, new=new, **values)


def _moved(change: Change, _statuses: Mapping[str, Status], language: Language, values: dict[str, str]) -> str:
    assert change.before
    assert change.after
    old = due_words(change.before.revised or change.before.due, language)
    new = due_words(change.after.revised or change.after.due, language)
    return language.gettext(
        "The date of action %(ref)s moved from %(old)s to %(new)s: %(text)s.", old=old, new=new, **values
    )


def _late(change: Change, _statuses: Mapping[str, Status], language: Language, values: dict[str, str]) -> str:
    assert change.after
    due = due_words(change.after.revised or change.after.due, language)
    return language.gettext("Action %(ref)s is now late; it was due %(due)s: %(text)s.", due=due, **values)


def _update(change: Change, _statuses: Mapping[str, Status], language: Language, values: dict[str, str]) -> str:
    assert change.after
    news = (change.after.update or "").strip()
    return language.gettext("New on action %(ref)s, %(text)s: %(news)s", news=news, **values)


_SENTENCES: dict[ChangeKind, _Sentence] = {
    "done": _plain(lambda language: language.gettext("Action %(ref)s is done: %(text)s.")),
    "reopened": _plain(
        lambda language: language.gettext("Action %(ref)s was said to be done and is open again: %(text)s.")
    ),
    "started": _plain(lambda language: language.gettext("Work has started on action %(ref)s: %(text)s.")),
    "worse": _status_words,
    "better": _status_words,
    "newly late": _late,
    "date moved": _moved,
    "added": _plain(lambda language: language.gettext("Action %(ref)s is new: %(text)s.")),
    "removed": _plain(lambda language: language.gettext("Action %(ref)s is no longer in the plan: %(text)s.")),
    "wording": _plain(lambda language: language.gettext("The words of action %(ref)s changed; it now says: %(text)s.")),
    "update": _update,
}
