"""Published figures in words: numbers with their unit, what each symbol means, and what was hidden.

Missing is never nought: a figure without a value is told by its reason. The same words stand in pages, charts, files,
feeds and e-mail.
"""

from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from plugins.model.figures import Figure, Unit, Why
from plugins.model.language import Language
from plugins.model.periods import Period, period_words

MOST_DECIMALS = 6


def number_words(value: Decimal, decimals: int, language: Language) -> str:
    """Return a number as the language writes it, with at least *decimals* places: what was published is never rounded.

    Places beyond the sixth are rounded, half away from nought.
    """
    own = -int(value.normalize().as_tuple().exponent)
    places = min(MOST_DECIMALS, max(decimals, own, 0))
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    form = f"#,##0.{'0' * places}" if places else "#,##0"
    return format_decimal(rounded + 0, form, language.locale, decimal_quantization=False)


def value_words(value: Decimal, unit: Unit, decimals: int, language: Language) -> str:
    """Return a value with its unit, for example “46.4%”, “1,213”, “12 weeks” or “£30”."""
    number, words = number_words(value, decimals, language), language.gettext
    match unit:
        case "percent":
            return words("%(number)s%%", number=number)
        case "pounds":
            return words("£%(number)s", number=number)
        case "number" | "rate" | "score":
            return number
    return _with_unit(value, number, unit, language)


def _with_unit(value: Decimal, number: str, unit: Unit, language: Language) -> str:
    """Return a number and the word for its unit; only a whole number can be the one of the singular."""
    count = int(value) if value == value.to_integral_value() else 2
    count = abs(count)
    match unit:
        case "weeks":
            return language.ngettext("%(number)s week", "%(number)s weeks", count, number=number)
        case "days":
            return language.ngettext("%(number)s day", "%(number)s days", count, number=number)
        case "months":
            return language.ngettext("%(number)s month", "%(number)s months", count, number=number)
        case _:
            return language.ngettext("%(number)s point", "%(number)s points", count, number=number)


def figure_words(figure: Figure, unit: Unit, decimals: int, language: Language) -> str:
    """Return a figure as a cell or a sentence tells it; where it has no value, why."""
    if figure.value is None:
        return symbol_words(figure, language)
    told = value_words(figure.value, unit, decimals, language)
    if figure.symbol == "low reliability":
        return language.gettext("%(value)s (not reliable)", value=told)
    return told


def symbol_words(figure: Figure, language: Language) -> str:
    """Return why a figure has no value, short enough for a cell."""
    words = language.gettext
    if figure.symbol == "hidden":
        return hidden_words(figure.why, language)
    told = {
        "not applicable": words("does not apply"),
        "not available": words("not available"),
        "confidential at source": words("kept private by the source"),
        "rounds to zero": words("rounds to 0 but is not 0"),
        "low reliability": words("not reliable"),
        "none reported": words("none reported"),
        "not understood": figure.raw or words("not understood"),
    }
    return told[figure.symbol or "not available"]


def hidden_words(why: Why | None, language: Language) -> str:
    """Return by which rule a number is hidden, short enough for a cell."""
    words = language.gettext
    match why:
        case "small number":
            return words("hidden: a small number")
        case "built on a small number":
            return words("hidden: small numbers")
        case "was hidden before":
            return words("hidden, as before")
    return words("hidden: protects another figure")


def note_of(figure: Figure, language: Language, threshold: int = 5, least: int = 10) -> str | None:
    """Return the sentence that explains a figure without a value, to stand below its table; None where it has one.

    *threshold* and *least* are the rule of protection: the smallest count and the smallest denominator that are shown.
    """
    words = language.gettext
    if figure.symbol == "hidden":
        return hidden_note(figure.why, language, threshold, least)
    notes = {
        "not applicable": words("“Does not apply”: there could be no figure here, so none is missing."),
        "not available": words("“Not available”: there should be a figure, and we do not have it. It is not nought."),
        "confidential at source": words(
            "“Kept private by the source”: its makers did not publish it, so that nobody can be recognised."
        ),
        "rounds to zero": words("“Rounds to 0 but is not 0”: there were some, but too few to show after rounding."),
        "low reliability": words("“Not reliable”: the figure stands on few or doubtful records. Use it with care."),
        "none reported": words("“None reported”: the source has no entry here, or says that there was none to report."),
        "not understood": words(
            "A published cell that could not be read as a number stands as it was published. No chart shows it."
        ),
    }
    return notes[figure.symbol] if figure.symbol else None


def hidden_note(why: Why | None, language: Language, threshold: int = 5, least: int = 10) -> str:
    """Return the sentence that explains why a number is hidden, to stand below its table."""
    words = language.gettext
    match why:
        case "small number":
            return words(
                "“Hidden: a small number”: so few people, now or when we first hid it, "
                "that somebody could be recognised."
            )
        case "built on a small number":
            return words(
                "“Hidden: small numbers”: worked out from fewer than %(count)s people of one kind, "
                "or from fewer than %(least)s people together.",
                count=threshold,
                least=least,
            )
        case "was hidden before":
            return words("“Hidden, as before”: we hid it in an earlier edition, and showing it now would undo that.")
    return words("“Hidden: protects another figure”: with it, somebody could work out a figure that we hide.")


def group_words(figure: Figure, own: str) -> str:
    """Return what a figure is about: a group, a place, both, or else *own*, the words for the whole area."""
    return ", ".join(one for one in (figure.place, figure.group) if one) or own


def parts_words(figure: Figure, language: Language) -> str | None:
    """Return the numbers behind a figure, such as “47 of 100” or “based on 100”, None where none are shown."""
    if figure.denominator is None or figure.symbol == "hidden":
        return None
    whole = number_words(Decimal(figure.denominator), 0, language)
    if figure.numerator is None:
        return language.gettext("based on %(whole)s", whole=whole)
    part = number_words(Decimal(figure.numerator), 0, language)
    return language.gettext("%(part)s of %(whole)s", part=part, whole=whole)


def short_period_words(one: Period, language: Language) -> str:
    """Return a period in as few letters as a chart has room for, for example “Sep 2026” or “to Sep 2026”."""
    end = format_date(one.last, "MMM y", language.locale)
    match one.kind:
        case "day":
            return format_date(one.last, "d MMM y", language.locale)
        case "month":
            return end
        case "quarter":
            first = format_date(one.first, "MMM", language.locale)
            return language.gettext("%(first)s–%(last)s", first=first, last=end)
        case "rolling year" | "year to date":
            return language.gettext("to %(end)s", end=end)
    return period_words(one, language)
