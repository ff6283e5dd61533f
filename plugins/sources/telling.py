"""In words, everything that a pull would change in public: the question that is asked before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plugins.model.actions import Action, Snapshot
from plugins.model.changes import Change, Known, changes, meaning
from plugins.model.figure_change_words import figure_sentence
from plugins.model.figure_changes import figure_changes
from plugins.model.forum import view_changes, view_sentence
from plugins.model.language import Language
from plugins.model.measures import Measures
from plugins.model.sentences import sentence


@dataclass(frozen=True, slots=True)
class Words:
    """What the sentences need to know: statuses and identities, the measures, the forum's name, the language."""

    known: Known
    measures: Measures | None
    forum: str
    language: Language

    def told(self, last: Snapshot | None, new: Snapshot) -> tuple[str, ...]:
        """Return what changes from *last* to *new*: actions, figures, views, counts, and the day."""
        if last is None:
            return tuple(_first(new, self.language))
        found = changes(last, new, self.known)
        told = [
            *(sentence(change, self.known, self.language) for change in found),
            *_untold(last, new, found, self.language),
            *(figure_sentence(one, self.measures, self.language) for one in figure_changes(last, new)),
            *(view_sentence(one, self.forum, self.language) for one in view_changes(last, new)),
            *_counts(last, new, self.language),
        ]
        if not told and _facts_of(last) != _facts_of(new):
            told.append(self.language.gettext("What changes can be seen in the data files only."))
        if last.as_at != new.as_at:
            told.append(self.language.gettext("The plan is then as at %(day)s.", day=self.language.day(new.as_at)))
        return tuple(told)


def _first(new: Snapshot, language: Language) -> Iterator[str]:
    if new.actions or not new.series:
        yield language.ngettext(
            "This is the first plan data: %(count)s action.",
            "This is the first plan data: %(count)s actions.",
            len(new.actions),
        )
    if new.series:
        yield language.ngettext(
            "It brings the figures of %(count)s measure.",
            "It brings the figures of %(count)s measures.",
            len(new.series),
        )
    if new.views:
        yield language.ngettext(
            "It brings families’ views of %(count)s theme.",
            "It brings families’ views of %(count)s themes.",
            len(new.views),
        )


def _counts(last: Snapshot, new: Snapshot, language: Language) -> Iterator[str]:
    """Yield a sentence for each year whose counts of comments change; the counts themselves stand on its page."""
    old, now = ({one.year: one for one in snapshot.registers} for snapshot in (last, new))
    for year in sorted({*old, *now}):
        if year not in now:
            yield language.gettext("The counts of comments of %(year)s are no longer published.", year=year)
        elif old.get(year) != now[year]:
            yield language.gettext("There are new counts of comments of %(year)s.", year=year)


def _facts_of(snapshot: Snapshot) -> Snapshot:
    return snapshot.model_copy(update={"previous": None, "as_at": snapshot.as_at.min})


def _untold(last: Snapshot, new: Snapshot, found: Sequence[Change], language: Language) -> Iterator[str]:
    """Yield a sentence for each action with changes that the public record of changes has no words for."""
    kinds: dict[str, set[str]] = {}
    for change in found:
        kinds.setdefault(change.action.id, set()).add(change.kind)
    old = {action.id: action for action in last.actions}
    for action in new.actions:
        before = old.get(action.id)
        if before and before != action and (facts := _names(before, action, kinds.get(action.id, set()), language)):
            yield language.gettext(
                "Of action %(ref)s this changes too: %(facts)s.", ref=action.ref, facts=language.join(facts)
            )


def _names(before: Action, after: Action, kinds: set[str], language: Language) -> list[str]:
    """Return the names of the facts that differ and that no sentence of *kinds* tells of."""
    shows = [(one.evidence, one.effect) for one in (before, after)]
    differs: Mapping[str, bool] = {
        language.gettext("the day of its update"): before.update == after.update and before.updated != after.updated,
        language.gettext("its update is taken away"): bool(before.update) and not after.update,
        language.gettext("its evidence, or what it means for families"): shows[0] != shows[1]
        and not kinds & {"done", "evidence", "evidence gone", "effect"},
        language.gettext("the reason for its date"): before.moved_why != after.moved_why
        and not kinds & {"date moved", "date gone", "reason"},
        language.gettext("its first date"): meaning(before.due) != meaning(after.due)
        and not kinds & {"first date corrected", "date set"},
        language.gettext("the day it was completed"): before.completed != after.completed
        and not kinds & {"completed", "done", "said done", "reopened"},
    }
    return [name for name, is_so in differs.items() if is_so]
