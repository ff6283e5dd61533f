"""The sentences of a snapshot, by theme: what changed in the actions, then in the figures and the families' views."""

from collections import defaultdict

from plugins.model.changes import Known
from plugins.model.figure_changes import FigureChange, figure_sentence
from plugins.model.forum import view_sentence
from plugins.model.history import Step
from plugins.model.measures import Measure, Measures
from plugins.model.plan import Theme
from plugins.model.sentences import sentence
from plugins.sources.workspace import Workspace

# No theme has this number: what belongs to the whole plan stands under it.
WHOLE_PLAN = 0


class Teller:
    """Puts what a snapshot changed into sentences, each snapshot once."""

    def __init__(
        self, known: Known, themes: tuple[Theme, ...], measures: Measures | None, workspace: Workspace
    ) -> None:
        """Speak the language of *workspace*; *measures* say what the figures mean, and to which theme they belong."""
        self.known, self.measures, self.workspace = known, measures, workspace
        self.numbers = {theme.slug: theme.number for theme in themes}
        self.by_id: dict[str, Measure] = {one.id: one for one in measures.measures} if measures else {}
        self._told: dict[tuple[str, bool], dict[int, list[str]]] = {}

    def told(self, step: Step, *, updates: bool) -> dict[int, list[str]]:
        """Return what *step* changed, by the number of the theme; with or without *updates*, which move nothing."""
        key = (step.kept.name, updates)
        if key not in self._told:
            self._told[key] = self._tell(step, updates=updates)
        return self._told[key]

    def _tell(self, step: Step, *, updates: bool) -> dict[int, list[str]]:
        language, found = self.workspace.language, defaultdict[int, list[str]](list)
        for change in step.changes:
            if updates or change.kind != "update":
                found[change.action.theme].append(sentence(change, self.known, language))
        for figure in step.figures:
            found[self._theme_of(figure)].append(figure_sentence(figure, self.measures, language))
        area = self.workspace.area
        forum = area.forum.name if area.forum else language.gettext("the parent carer forum")
        for view in step.views:
            found[view.theme].append(view_sentence(view, forum, language))
        return dict(sorted(found.items()))

    def _theme_of(self, change: FigureChange) -> int:
        """Return the first theme that the measure belongs to: what changed in it is told once."""
        measure = self.by_id.get(change.measure)
        slugs = [slug for slug in measure.themes if slug in self.numbers] if measure else []
        return self.numbers[slugs[0]] if slugs else WHOLE_PLAN
