"""A measure in a few plain sentences, made from what was published: nobody types them.

The same words are the lead of the measure's page, the description of its chart, and the text of the dashboard, of
feeds and of e-mail.
"""

from decimal import Decimal

from plugins.model.figure_words import figure_words, group_words, number_words, value_words
from plugins.model.figures import Figure
from plugins.model.language import Language
from plugins.model.measures import Measure, Target
from plugins.model.periods import period_words
from plugins.model.readings import Reading

MOST_GROUPS = 4


def measure_sentence(reading: Reading, language: Language) -> str:
    """Return what a measure says: the latest figure, the change, the direction, the target, and what is not shown."""
    measure, words = reading.measure, language.gettext
    if measure.withdrawn:
        told = words(
            "“%(title)s” is no longer published, since %(day)s.",
            title=measure.title,
            day=language.day(measure.withdrawn.on),
        )
        return f"{told} {words('Why: %(why)s', why=measure.withdrawn.why)}"
    parts = [
        _latest(reading, language),
        _change(reading, language),
        direction_words(measure, language),
        target_words(reading, language),
        late_words(reading, language),
        _provisional(reading, language),
        _hidden(reading, language),
    ]
    return " ".join(part for part in parts if part)


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


def _latest(reading: Reading, language: Language) -> str:
    measure, words, latest = reading.measure, language.gettext, reading.latest
    if latest is None:
        return _groups(reading, language)
    period = period_words(latest.period, language)
    if latest.value is not None:
        told = figure_words(latest, measure.unit, measure.decimals, language)
        return words("%(title)s: %(value)s, %(period)s.", title=measure.title, value=told, period=period)
    told = _missing(latest, period, measure, language)
    if reading.shown is None or reading.shown.value is None:
        return told
    last = value_words(reading.shown.value, measure.unit, measure.decimals, language)
    known = words(
        "The last figure we can show is %(value)s, %(period)s.",
        value=last,
        period=period_words(reading.shown.period, language),
    )
    return f"{told} {known}"


def _missing(latest: Figure, period: str, measure: Measure, language: Language) -> str:
    words = language.gettext
    if latest.symbol == "hidden":
        return words(
            "%(title)s: the latest figure (%(period)s) is hidden, so that nobody can be recognised.",
            title=measure.title,
            period=period,
        )
    why = figure_words(latest, measure.unit, measure.decimals, language)
    return words("%(title)s: no number for %(period)s (%(why)s).", title=measure.title, period=period, why=why)


def _groups(reading: Reading, language: Language) -> str:
    measure, words = reading.measure, language.gettext
    if not reading.groups:
        return words("%(title)s: there are no figures yet.", title=measure.title)
    period = period_words(reading.groups[0].period, language)
    if len(reading.groups) > MOST_GROUPS:
        count = len(reading.groups)
        return words(
            "%(title)s: figures for %(count)s groups, %(period)s.", title=measure.title, count=count, period=period
        )
    told = [
        words(
            "%(group)s %(value)s",
            group=group_words(one, measure.title),
            value=figure_words(one, measure.unit, measure.decimals, language),
        )
        for one in reading.groups
    ]
    return words("%(title)s: %(groups)s, %(period)s.", title=measure.title, groups="; ".join(told), period=period)


def _change(reading: Reading, language: Language) -> str | None:
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
        "on the way": words("The target is %(value)s by %(date)s: we are on the way.", **told),
        "behind": words("The target is %(value)s by %(date)s: we are not on the way yet.", **told),
        "missed": words("The target was %(value)s by %(date)s: we missed it.", **told),
        "no figure": words("The target was %(value)s by %(date)s: there is no figure for that date yet.", **told),
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


def late_words(reading: Reading, language: Language) -> str | None:
    """Return that a promised figure has not come by its day, or None where it is not late."""
    due = reading.measure.next_due
    if not reading.is_late or due is None:
        return None
    day = language.in_words(due)
    if reading.latest is None and not reading.groups:
        return language.gettext("The first figure was due by %(date)s and has not come.", date=day)
    return language.gettext("A new figure was due by %(date)s and has not come.", date=day)


def _provisional(reading: Reading, language: Language) -> str | None:
    latest = reading.latest
    if latest is None or not latest.provisional or latest.value is None:
        return None
    return language.gettext("The latest figure is provisional: it may still change.")


def _hidden(reading: Reading, language: Language) -> str | None:
    if not reading.hidden:
        return None
    return language.ngettext(
        "%(number)s figure of this measure is hidden, so that nobody can be recognised.",
        "%(number)s figures of this measure are hidden, so that nobody can be recognised.",
        reading.hidden,
        number=number_words(Decimal(reading.hidden), 0, language),
    )
