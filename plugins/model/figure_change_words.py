"""What changed in the figures, as sentences: the same in pages, feeds, data files and before a pull is accepted.

A figure that comes out of hiding or goes into it is told as just that: neither number is named.
"""

from collections.abc import Mapping

from plugins.model.figure_changes import FigureChange
from plugins.model.figure_words import figure_words, group_words, parts_words, value_words
from plugins.model.figures import Figure
from plugins.model.language import Language
from plugins.model.measures import Measure, Measures
from plugins.model.periods import period_words
from plugins.model.promise_changes import promise_sentence


def figure_sentence(change: FigureChange, measures: Measures | None, language: Language) -> str:
    """Return one change as a sentence. A measure that is not defined any more is called by its id."""
    known: Mapping[str, Measure] = {one.id: one for one in measures.measures} if measures else {}
    measure = known.get(change.measure)
    title = measure.title if measure else change.measure
    if change.promised:
        return promise_sentence(change.promised, title, (change.old_unit or change.unit, change.unit), language)
    if change.before is None and change.after is None:
        return _of_measure(change, title, language)
    return _of_one(change, title, measure.decimals if measure else 0, language)


def _of_measure(change: FigureChange, title: str, language: Language) -> str:
    words = language.gettext
    if change.kind == "measure new":
        return words("A new measure: “%(title)s”.", title=title)
    if change.kind == "unit":
        return words("“%(title)s” is counted in another unit now: older figures cannot be compared.", title=title)
    if change.kind == "back":
        return words("The measure “%(title)s” is published again.", title=title)
    if change.why:
        return words("The measure “%(title)s” is no longer published. Why: %(why)s", title=title, why=change.why)
    return words("The measure “%(title)s” is no longer published. No reason is given.", title=title)


def _of_one(change: FigureChange, title: str, decimals: int, language: Language) -> str:
    figure = change.after or change.before
    assert figure
    told = {"title": _whose(title, figure, language), "period": period_words(figure.period, language)}
    if change.kind == "new":
        return _new(change, figure, told, decimals, language)
    if change.kind == "revised":
        return _revised(change, told, decimals, language)
    return _marked(change, figure, told, language)


def _marked(change: FigureChange, figure: Figure, told: dict[str, str], language: Language) -> str:
    """Return what changed where no value is told: it was hidden, shown or settled, has a break, or is gone."""
    words = language.gettext
    match change.kind:
        case "hidden":
            said = words("The figure for “%(title)s”, %(period)s, is hidden now, so that nobody can be recognised.")
        case "shown":
            said = words("The figure for “%(title)s”, %(period)s, was hidden and is shown now.")
        case "settled":
            said = words("The figure for “%(title)s”, %(period)s, is final now; it has not changed.")
        case "break":
            said = words("“%(title)s”: the figure for %(period)s cannot be compared with those before it. Why: %(why)s")
        case "no break":
            said = words("“%(title)s”: the figure for %(period)s can be compared with those before it again.")
        case _:
            said = words("The figure for “%(title)s”, %(period)s, is no longer published.")
    return said % {"why": figure.break_before, **told}


def _revised(change: FigureChange, told: dict[str, str], decimals: int, language: Language) -> str:
    """Return what a figure was and what it is; where both are the same, with the numbers it is worked out from."""
    both = change.before, change.after
    old, new = (figure_words(one, change.unit, decimals, language) for one in both if one)
    if old == new:
        told_parts = (parts_words(one, language) for one in both if one)
        old, new = (
            language.gettext("%(value)s (%(parts)s)", value=old, parts=parts) if parts else old for parts in told_parts
        )
    return language.gettext(
        "The figure for “%(title)s”, %(period)s, was revised from %(old)s to %(new)s.", old=old, new=new, **told
    )


def _new(change: FigureChange, figure: Figure, told: dict[str, str], decimals: int, language: Language) -> str:
    words = language.gettext
    if figure.symbol == "hidden":
        return words("A new figure for “%(title)s”, %(period)s, is hidden, so that nobody can be recognised.", **told)
    value = figure_words(figure, change.unit, decimals, language)
    if figure.provisional:
        value = words("%(value)s (provisional)", value=value)
    if change.previous is None or change.previous.value is None:
        return words("A new figure for “%(title)s”: %(value)s, %(period)s.", value=value, **told)
    before = value_words(change.previous.value, change.unit, decimals, language)
    when = period_words(change.previous.period, language)
    return words(
        "A new figure for “%(title)s”: %(value)s, %(period)s; before, %(before)s, %(when)s.",
        value=value,
        before=before,
        when=when,
        **told,
    )


def _whose(title: str, figure: Figure, language: Language) -> str:
    """Return the title, with the group and the place where the figure is not the area's own for everybody."""
    whose = group_words(figure, "")
    return language.gettext("%(title)s, %(whose)s", title=title, whose=whose) if whose else title
