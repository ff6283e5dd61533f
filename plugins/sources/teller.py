"""The sentences of a snapshot, by theme: what changed in the actions, then in the figures and the families' views."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from plugins.model.changes import Known
from plugins.model.figure_change_words import figure_sentence
from plugins.model.figure_changes import FigureChange
from plugins.model.forum import view_sentence
from plugins.model.history import Step
from plugins.model.measures import Measure, Measures
from plugins.model.plan import Theme
from plugins.model.sentences import sentence
from plugins.sources.workspace import Workspace

# No theme has this number: what belongs to the whole plan stands under it.
WHOLE_PLAN = 0


class Told(NamedTuple):
    """One change in words: the number of its theme, the sentence, and whether it is news that moves nothing."""

    theme: int
    sentence: str
    is_update: bool = False


class Teller:
    """Puts what a snapshot changed into sentences, each snapshot once."""

    def __init__(
        self, known: Known, themes: tuple[Theme, ...], measures: Measures | None, workspace: Workspace
    ) -> None:
        """Speak the language of *workspace*; *measures* say what the figures mean, and to which theme they belong."""
        self.known, self.measures, self.workspace = known, measures, workspace
        self.numbers = {theme.slug: theme.number for theme in themes}
        self.by_id: dict[str, Measure] = {one.id: one for one in measures.measures} if measures else {}
        self._told: dict[str, tuple[Told, ...]] = {}

    def told(self, step: Step, *, updates: bool) -> dict[int, list[str]]:
        """Return what *step* changed, by the number of the theme; with or without *updates*, which move nothing."""
        found = defaultdict[int, list[str]](list)
        for one in self.each(step):
            if updates or not one.is_update:
                found[one.theme].append(one.sentence)
        return dict(sorted(found.items()))

    def each(self, step: Step) -> tuple[Told, ...]:
        """Return every change of *step* in words, in the order of its actions, figures and views."""
        if step.kept.name not in self._told:
            self._told[step.kept.name] = tuple(self._tell(step))
        return self._told[step.kept.name]

    def _tell(self, step: Step) -> Iterator[Told]:
        language, area = self.workspace.language, self.workspace.area
        for change in step.changes:
            yield Told(change.action.theme, sentence(change, self.known, language), change.kind == "update")
        for figure in step.figures:
            yield Told(self._theme_of(figure), figure_sentence(figure, self.measures, language))
        forum = area.forum.name if area.forum else language.gettext("the parent carer forum")
        for view in step.views:
            yield Told(view.theme, view_sentence(view, forum, language))

    def _theme_of(self, change: FigureChange) -> int:
        """Return the first theme that the measure belongs to: what changed in it is told once."""
        measure = self.by_id.get(change.measure)
        slugs = [slug for slug in measure.themes if slug in self.numbers] if measure else []
        return self.numbers[slugs[0]] if slugs else WHOLE_PLAN
