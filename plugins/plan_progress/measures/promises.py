"""What was promised of a measure, by when, and what came of it."""

from collections.abc import Sequence

from plugins.model.comparison_words import value_of
from plugins.model.figure_words import figure_words
from plugins.model.figures import Figure
from plugins.model.language import Language
from plugins.model.measures import Measure, Target
from plugins.model.periods import period_words
from plugins.model.readings import main_figures
from plugins.model.verdicts import IsOver, figure_for, is_as_good, may_judge
from plugins.model.views import View


def promises(measure: Measure, figures: Sequence[Figure], is_over: IsOver, language: Language) -> list[View]:
    """Return the start, each milestone and each target in the order of their dates, with what was reached."""
    words, own = language.gettext, main_figures(tuple(figures))
    found = []
    if measure.baseline and measure.begins:
        found.append(
            {
                "what": words("Where we started"),
                "when": period_words(measure.begins, language),
                "value": value_of(measure.baseline.value, measure, language),
                "raw": measure.baseline.raw,
                "came": "",
                "note": None,
            }
        )
    goals = sorted(measure.targets, key=lambda one: (one.by.last, one.kind))
    return found + [_goal(one, measure, own, is_over, language) for one in goals]


def _goal(one: Target, measure: Measure, own: Sequence[Figure], is_over: IsOver, language: Language) -> View:
    words = language.gettext
    return {
        "what": words("Target") if one.kind == "target" else words("Milestone"),
        "when": language.in_words(one.by),
        "value": value_of(one.value, measure, language),
        "raw": one.raw,
        "came": _came(one, measure, own, is_over, language),
        "note": one.note,
    }


def _came(goal: Target, measure: Measure, own: Sequence[Figure], is_over: IsOver, language: Language) -> str:
    words = language.gettext
    if not is_over(goal.by.last):
        return words("Not due yet.")
    figure = figure_for(goal, own)
    if figure is None:
        return words("There is no figure for that date.")
    told = words(
        "%(value)s (%(period)s)",
        value=figure_words(figure, measure.unit, measure.decimals, language),
        period=period_words(figure.period, language),
    )
    if not may_judge(figure, measure):
        return told
    if is_as_good(figure, goal, measure):
        return words("Reached: %(figure)s", figure=told)
    return words("Not reached: %(figure)s", figure=told)
