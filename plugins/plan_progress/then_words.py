"""How actions stood once, in words: nothing of an earlier day is ever late now."""

from plugins.model.actions import Action, Progress, Standing
from plugins.model.due_words import due_words
from plugins.model.language import Language
from plugins.model.views import View
from plugins.plan_progress.standing_words import standing_status


def progress_then(counted: Progress, language: Language) -> str:
    """Return for example “14 of 42 actions were done and showed their evidence; 5 were late.”."""
    parts = [
        language.ngettext(
            "%(count)s of %(total)s actions was done and showed its evidence",
            "%(count)s of %(total)s actions were done and showed their evidence",
            counted.done,
            total=counted.total,
        )
    ]
    if counted.only_said:
        parts.append(
            language.ngettext(
                "%(count)s more was said to be done", "%(count)s more were said to be done", counted.only_said
            )
        )
    late = language.ngettext("%(count)s was late", "%(count)s were late", counted.late)
    return "; ".join([*parts, late if counted.late else language.gettext("none was late")]) + "."


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
