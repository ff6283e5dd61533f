"""What a snapshot changed, as counts: “4 done, 2 dates moved, 1 newly late”."""

from collections import Counter
from collections.abc import Callable, Iterable

from plugins.model.changes import Change
from plugins.model.history import History, Step
from plugins.model.language import Language

_Words = Callable[[Language, int], str]

# What matters most comes first; the kinds that are not here are small, and are counted together at the end.
_WORDS: dict[str, _Words] = {
    "done": lambda say, n: say.ngettext("%(count)s done", "%(count)s done", n),
    "said done": lambda say, n: say.ngettext("%(count)s said to be done", "%(count)s said to be done", n),
    "newly late": lambda say, n: say.ngettext("%(count)s newly late", "%(count)s newly late", n),
    "date moved": lambda say, n: say.ngettext("%(count)s date moved", "%(count)s dates moved", n),
    "date gone": lambda say, n: say.ngettext("%(count)s date taken away", "%(count)s dates taken away", n),
    "worse": lambda say, n: say.ngettext("%(count)s going worse", "%(count)s going worse", n),
    "better": lambda say, n: say.ngettext("%(count)s going better", "%(count)s going better", n),
    "started": lambda say, n: say.ngettext("%(count)s started", "%(count)s started", n),
    "reopened": lambda say, n: say.ngettext("%(count)s open again", "%(count)s open again", n),
    "evidence": lambda say, n: say.ngettext("evidence for %(count)s", "evidence for %(count)s", n),
    "evidence gone": lambda say, n: say.ngettext(
        "evidence of %(count)s taken away", "evidence of %(count)s taken away", n
    ),
    "added": lambda say, n: say.ngettext("%(count)s new", "%(count)s new", n),
    "back": lambda say, n: say.ngettext("%(count)s back in the plan", "%(count)s back in the plan", n),
    "removed": lambda say, n: say.ngettext("%(count)s no longer in the plan", "%(count)s no longer in the plan", n),
    "merged": lambda say, n: say.ngettext("%(count)s went into another", "%(count)s went into another", n),
    "first date corrected": lambda say, n: say.ngettext(
        "%(count)s first date corrected", "%(count)s first dates corrected", n
    ),
    "update": lambda say, n: say.ngettext("%(count)s update", "%(count)s updates", n),
}


def tally(changes: Iterable[Change], language: Language) -> list[str]:
    """Return a few words for each kind of change, the weightiest first; empty where nothing changed."""
    counted: Counter[str] = Counter(change.kind for change in changes)
    found = [words(language, counted[kind]) for kind, words in _WORDS.items() if counted[kind]]
    if rest := sum(count for kind, count in counted.items() if kind not in _WORDS):
        found.append(language.ngettext("%(count)s smaller change", "%(count)s smaller changes", rest))
    return found


def tally_words(step: Step, history: History, language: Language) -> str:
    """Return one line on all that *step* changed; of the first one, how many actions it had."""
    if step is history.steps[0]:
        count = first_count(history)
        return language.ngettext(
            "the first plan data: %(count)s action", "the first plan data: %(count)s actions", count
        )
    told = tally(step.changes, language)
    promised = sum(one.promised is not None for one in step.figures)
    if count := len(step.figures) - promised:
        told.append(language.ngettext("%(count)s change in figures", "%(count)s changes in figures", count))
    if promised:
        told.append(
            language.ngettext(
                "%(count)s change in what measures promise", "%(count)s changes in what measures promise", promised
            )
        )
    if step.views:
        count = len(step.views)
        told.append(language.ngettext("%(count)s view of families", "%(count)s views of families", count))
    return ", ".join(told) or language.gettext("nothing changed")


_CAME, _WENT = {"added", "back"}, {"removed", "merged"}


def first_count(history: History) -> int:
    """Return how many actions the first snapshot had."""
    return theme_counts(history)[0].total()


def theme_counts(history: History) -> list[Counter[int]]:
    """Return how many actions each theme had in each snapshot, oldest first.

    Worked out from the latest one and what changed before it: no old snapshot is opened.
    """
    now: Counter[int] = Counter(action.theme for action in history.latest.actions) if history.latest else Counter()
    found = []
    for step in reversed(history.steps):
        found.append(+now)
        for change in step.changes:
            if change.after and change.kind in _CAME | {"theme"}:
                now[change.after.theme] -= 1
            if change.before and change.kind in _WENT | {"theme"}:
                now[change.before.theme] += 1
    return found[::-1]
