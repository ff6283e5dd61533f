"""A measure in a few plain sentences, made from what was published: nobody types them.

The same words are the lead of the measure's page, the description of its chart, and the text of the dashboard, of
feeds and of e-mail.
"""

from decimal import Decimal

from plugins.model.comparison_words import change_words, direction_words, target_words
from plugins.model.figure_words import figure_words, group_words, number_words, value_words
from plugins.model.figures import Figure, doubt_words
from plugins.model.language import Language
from plugins.model.measures import Measure
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
        _doubt(reading, language),
        change_words(reading, language),
        _late(reading, language),
        direction_words(measure, language),
        target_words(reading, language),
        _provisional(reading, language),
        _hidden(reading, language),
    ]
    return " ".join(part for part in parts if part)


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


def _doubt(reading: Reading, language: Language) -> str | None:
    return doubt_words(reading.shown.doubt, language) if reading.shown and reading.shown.doubt else None


def _late(reading: Reading, language: Language) -> str | None:
    """Return that a promised figure has not come by its day, so that all that is said here is of the past."""
    due = reading.measure.next_due
    if not reading.is_late or due is None:
        return None
    day = language.in_words(due)
    if reading.latest is None and not reading.groups:
        return language.gettext("The first figure was due by %(date)s and has not come.", date=day)
    return language.gettext(
        "A new figure was due by %(date)s and has not come, so we do not know how it is now.", date=day
    )


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
