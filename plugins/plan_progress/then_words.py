"""How actions stood once, in words: nothing of an earlier day is ever late now."""

from plugins.model.actions import Action, Standing
from plugins.model.due_words import due_words
from plugins.model.language import Language
from plugins.model.views import View
from plugins.plan_progress.standing_words import standing_status


def late_then(standing: Standing, language: Language) -> str | None:
    """Return how late an action was on that day, or None where it was in time."""
    if not standing.days_late:
        return None
    if standing.is_done:
        return language.ngettext("Done, %(count)s day late", "Done, %(count)s days late", standing.days_late)
    if standing.is_only_said:
        return language.ngettext("%(count)s day late", "%(count)s days late", standing.days_late)
    return language.ngettext(
        "%(count)s day past its date then", "%(count)s days past its date then", standing.days_late
    )


def row_then(action: Action, stood: Standing, language: Language) -> View:
    """Return an action as it stood: one row of a table, in whole sentences, so that long tables are quickly made."""
    first, now = due_words(action.due, language), due_words(action.holds, language)
    how = [standing_status(stood, language)["word"], late_then(stood, language)]
    if action.evidence:
        how.append(language.gettext("Evidence: %(title)s", title=action.evidence.title))
    due = [now] if first == now else [now, language.gettext("First promised for %(date)s", date=first)]
    return {"what": f"{action.ref} {action.text}", "how": ". ".join(filter(None, how)), "due": ". ".join(due)}
