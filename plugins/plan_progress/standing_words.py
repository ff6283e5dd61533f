"""How actions stand, in words: the status, how late, how many. Done is never said where nothing published shows it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from plugins.model.actions import Action, Due, Progress, Standing
from plugins.model.area import Status
from plugins.model.due_words import due_words
from plugins.model.language import Language
from plugins.model.views import View


def status_view(status: Status) -> View:
    """Return a status as a template shows it."""
    return {"word": status.word, "kind": status.kind, "definition": status.definition}


def said_view(language: Language) -> View:
    """Return what is shown for an action that is said to be done, and whose evidence is not published."""
    return {
        "word": language.gettext("Said to be done; evidence not yet published"),
        "kind": "said-done",
        "definition": language.gettext(
            "We are told that the work is finished. What shows it, or what it changed for families, "
            "is not yet published, so we do not count it as done."
        ),
    }


def standing_status(standing: Standing, language: Language) -> View:
    """Return the status of an action as a template shows it."""
    return said_view(language) if standing.is_only_said else status_view(standing.status)


def counts_view(standings: Sequence[Standing], statuses: Iterable[Status], language: Language) -> list[View]:
    """Return how many of *standings* each status has; those only said to be done are counted apart."""
    found: list[View] = []
    for status in statuses:
        having = [one for one in standings if one.status.id == status.id]
        found.append({"status": status_view(status), "count": sum(not one.is_only_said for one in having)})
        if said := sum(one.is_only_said for one in having):
            found.append({"status": said_view(language), "count": said})
    return found


def progress_sentence(counted: Progress, language: Language) -> str:
    """Return the one honest sentence about how far actions have come.

    For example “14 of 42 actions are done and show their evidence; 3 more are said to be done; 5 are late.”.
    """
    done = language.ngettext(
        "%(count)s of %(total)s actions is done and shows its evidence",
        "%(count)s of %(total)s actions are done and show their evidence",
        counted.done,
        total=counted.total,
    )
    said = language.ngettext(
        "%(count)s more is said to be done", "%(count)s more are said to be done", counted.only_said
    )
    late = language.ngettext("%(count)s is late", "%(count)s are late", counted.late)
    parts = [done, said] if counted.only_said else [done]
    return "; ".join([*parts, late if counted.late else language.gettext("none is late")]) + "."


def late_words(standing: Standing, language: Language) -> str | None:
    """Return how late an action is or was, or None where it is in time. It stays when the action is done."""
    if not standing.days_late:
        return None
    if standing.is_done:
        return language.ngettext("Done, %(count)s day late", "Done, %(count)s days late", standing.days_late)
    if standing.is_only_said:
        return language.ngettext(
            "Said to be done, %(count)s day late", "Said to be done, %(count)s days late", standing.days_late
        )
    return language.ngettext(
        "Late: %(count)s day past its date", "Late: %(count)s days past its date", standing.days_late
    )


def late_since_words(action: Action, standing: Standing, language: Language) -> str | None:
    """Return since when an action is late, in words that do not change from day to day; None where it is in time.

    Of one that is done, by how many days it was late.
    """
    if standing.is_late and action.deadline:
        first_day = language.day(action.deadline.last + timedelta(days=1))
        return language.gettext("Late since %(day)s", day=first_day)
    return late_words(standing, language)


def past_first_words(action: Action, standing: Standing, language: Language) -> str | None:
    """Return that the first date has passed, where a later date was set since; else None."""
    if standing.days_past_first <= standing.days_late or action.due is None:
        return None
    if standing.status.kind == "done":
        return language.ngettext(
            "%(count)s day after its first date",
            "%(count)s days after its first date",
            standing.days_past_first,
        )
    return language.gettext("Its first date, %(date)s, has passed", date=due_words(action.due, language))


def due_to_the_day(due: Due | None, language: Language) -> str:
    """Return a due date in words; one that is not known to the day says which day is its last.

    For example “autumn term 2026 (by 31 December 2026)”.
    """
    told = due_words(due, language)
    if due is None or due.date is None or due.date.precision == "day":
        return told
    return language.gettext("%(date)s (by %(last)s)", date=told, last=language.day(due.date.last))
