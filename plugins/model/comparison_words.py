"""What a measure is set beside, in words: which way is better, where it began, and what was promised of it."""

from decimal import Decimal

from plugins.model.figure_words import value_words
from plugins.model.language import Language
from plugins.model.measures import Measure, Target
from plugins.model.periods import period_words
from plugins.model.readings import Reading


def direction_words(measure: Measure, language: Language) -> str:
    """Return which way is better."""
    match measure.direction:
        case "up":
            return language.gettext("Higher is better.")
        case "down":
            return language.gettext("Lower is better.")
    return language.gettext("Neither higher nor lower is better by itself.")


def value_of(value: Decimal, measure: Measure, language: Language) -> str:
    """Return a value that was promised of *measure*, with its unit: as exactly as it was written, no more."""
    return value_words(value, measure.unit, 0, language)


def start_words(measure: Measure, language: Language) -> str | None:
    """Return where the measure began, for example “31%, 2025”, or None where it has no baseline."""
    if measure.baseline is None or measure.begins is None:
        return None
    period, value = period_words(measure.begins, language), value_of(measure.baseline.value, measure, language)
    return language.gettext("%(value)s, %(period)s", value=value, period=period)


def change_words(reading: Reading, language: Language) -> str | None:
    """Return how the latest figure differs from where we started or from the one before it, None where nothing can."""
    start, shown, words = start_words(reading.measure, language), reading.shown, language.gettext
    if reading.before:
        return _since_before(reading, language)
    if start is None or reading.measure.baseline is None or shown is None or shown.value is None:
        return None
    if reading.broken:
        return words(
            "It cannot be compared with where we started (%(start)s): it is counted in another way now.", start=start
        )
    if not reading.is_comparable:
        return None
    return _compared(shown.value - reading.measure.baseline.value, start, reading.measure, language)


def _since_before(reading: Reading, language: Language) -> str | None:
    """Return how the latest figure differs from the one before it: for a measure without a start to go by."""
    measure, shown, before, words = reading.measure, reading.shown, reading.before, language.gettext
    if shown is None or before is None or shown.value is None or before.value is None:
        return None
    told = {
        "value": value_words(before.value, measure.unit, measure.decimals, language),
        "period": period_words(before.period, language),
    }
    if shown.value == before.value:
        return words("That is the same as before: %(value)s, %(period)s.", **told)
    if measure.direction == "neutral":
        if shown.value > before.value:
            return words("That is more than before: %(value)s, %(period)s.", **told)
        return words("That is less than before: %(value)s, %(period)s.", **told)
    if (shown.value > before.value) == (measure.direction == "up"):
        return words("That is better than before: %(value)s, %(period)s.", **told)
    return words("That is worse than before: %(value)s, %(period)s.", **told)


def _compared(difference: Decimal, start: str, measure: Measure, language: Language) -> str:
    words = language.gettext
    if difference == 0:
        return words("That is the same as where we started: %(start)s.", start=start)
    if measure.direction == "neutral":
        if difference > 0:
            return words("That is more than where we started: %(start)s.", start=start)
        return words("That is less than where we started: %(start)s.", start=start)
    if (difference > 0) == (measure.direction == "up"):
        return words("That is better than where we started: %(start)s.", start=start)
    return words("That is worse than where we started: %(start)s.", start=start)


def target_words(reading: Reading, language: Language) -> str | None:
    """Return the target with its date and whether it is on the way, or None where there is no target."""
    target, words = reading.target, language.gettext
    if target is None:
        return None
    told = {"value": value_of(target.value, reading.measure, language), "date": language.in_words(target.by)}
    if reading.verdict == "no figure for the milestone" and reading.unmeasured:
        return _milestone_words(reading.unmeasured, told, reading.measure, language)
    sentences = {
        "met": words("The target is %(value)s by %(date)s: it is met.", **told),
        "met then": words(
            "The target was %(value)s by %(date)s: we met it then. The latest figure is not as good.", **told
        ),
        "met late": words(
            "The target was %(value)s by %(date)s: we missed it then. The latest figure reaches it.",
            **told,
        ),
        "on the way": words("The target is %(value)s by %(date)s: we are on the way.", **told),
        "behind": words("The target is %(value)s by %(date)s: we are not on the way yet.", **told),
        "was behind": words("The target is %(value)s by %(date)s: by the last figure, we were not on the way.", **told),
        "missed": words("The target was %(value)s by %(date)s: we missed it.", **told),
        "no figure": words("The target was %(value)s by %(date)s: there is no figure for that date yet.", **told),
        "not judged": words("The target was %(value)s by %(date)s.", **told),
        None: words("The target is %(value)s by %(date)s.", **told),
    }
    return sentences[reading.verdict]


def _milestone_words(milestone: Target, told: dict[str, str], measure: Measure, language: Language) -> str:
    return language.gettext(
        "The target is %(value)s by %(date)s. On the way there we promised %(step)s by %(day)s: "
        "there is no figure for that date yet.",
        **told,
        step=value_of(milestone.value, measure, language),
        day=language.in_words(milestone.by),
    )
