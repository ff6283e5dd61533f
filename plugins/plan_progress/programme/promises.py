"""Actions of the plan as other pages name them: one line each, how it stands, and where to read more."""

from collections.abc import Sequence

from plugins.model.actions import Action
from plugins.model.due_words import due_words
from plugins.model.identity import Entry
from plugins.model.sentences import sentence, why_words
from plugins.model.views import View, day
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.standing_words import late_words


def promises(refs: Sequence[str], desk: Desk) -> list[View]:
    """Return the actions that *refs* name, each once, in that order; a number from before counts too."""
    found: dict[str, View] = {}
    for ref in refs:
        action, note = _follow(ref, desk)
        if action:
            found.setdefault(action.id, _line(action, desk))
        elif note:
            found.setdefault(ref, note)
    return list(found.values())


def actions_of(refs: Sequence[str], desk: Desk) -> list[Action]:
    """Return the actions of the plan as it stands that *refs* name, each once."""
    given = (_follow(ref, desk)[0] for ref in refs)
    return list({action.id: action for action in given if action}.values())


def _follow(ref: str, desk: Desk) -> tuple[Action | None, View | None]:
    """Return the action that *ref* means now, or a line that says what became of it."""
    if action := desk.board.find(ref):
        return action, None
    entry = _entry(ref, desk)
    if entry is None:
        return None, None
    by_id = {one.id: one for one in desk.board.actions}
    if action := by_id.get(entry.id) or by_id.get(entry.merged_into or ""):
        return action, None
    return None, _gone(ref, entry, desk)


def _entry(ref: str, desk: Desk) -> Entry | None:
    entries = desk.plan.history.entries.values()
    now = (one for one in entries if one.ref.casefold() == ref.casefold())
    before = (one for one in entries if ref.casefold() in {old.casefold() for old in one.was})
    return next(now, None) or next(before, None)


def _gone(ref: str, entry: Entry, desk: Desk) -> View:
    """Return the sentence that pages and feeds told when the action left: what became of it, and why."""
    left, language = desk.board.left(entry.id), desk.workspace.language
    if left:
        told = sentence(left.change, desk.board.known, language)
    else:  # it left before the history that is kept began
        told = language.gettext("Action %(ref)s is no longer in the plan", ref=ref)
        told = f"{told}. {why_words(entry.removed, language)}"
    return {"ref": ref, "text": told, "url": desk.board.urls.get(entry.id), "status": None}


def _line(action: Action, desk: Desk) -> View:
    language, stands = desk.workspace.language, desk.board.standing(action)
    return {
        "ref": action.ref,
        "text": action.text.rstrip("."),
        "url": desk.board.url(action),
        "status": desk.board.status(action),
        "late": late_words(stands, language),
        "due": due_words(action.holds, language) if stands.status.kind != "done" else None,
        "completed": day(action.completed, language) if stands.status.kind == "done" else None,
    }


def evidence(actions: Sequence[Action], desk: Desk) -> list[View]:
    """Return the published evidence of *actions*: what it is, its day, and what it changed for families."""
    return [
        {
            "ref": action.ref,
            "title": action.evidence.title,
            "url": action.evidence.url,
            "date": day(action.evidence.date, desk.workspace.language),
            "effect": action.effect,
        }
        for action in actions
        if action.evidence
    ]
