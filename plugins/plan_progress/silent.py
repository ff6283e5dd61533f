"""How long the plan was silent, in words: they stand wherever the public reads on which day the plan stood so."""

from dataclasses import dataclass
from datetime import date, timedelta

from plugins.model.actions import Action
from plugins.model.clock import Clock, start_of
from plugins.model.language import Language


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence that is long: one sentence about it, and the actions that passed their date since."""

    sentence: str
    passed: tuple[Action, ...]


def is_long(last: date, patience_days: int, clock: Clock) -> bool:
    """Say whether more than *patience_days* have gone by since *last*.

    The clock is only asked for that one midnight: until it is long, no other changes a page.
    """
    return clock.has_passed(start_of(last + timedelta(days=patience_days + 1)))


def silence_words(days: int, passed: int, language: Language) -> str:
    """Return how long there was no update, and how many more actions have passed their date since.

    It stands on pages of one theme too, so it says that it counts the whole plan.
    """
    quiet = language.ngettext(
        "There has been no update for %(count)s day",
        "There has been no update for %(count)s days",
        days,
    )
    since = language.ngettext(
        "in the whole plan, %(count)s more action has passed its date since",
        "in the whole plan, %(count)s more actions have passed their date since",
        passed,
    )
    return f"{quiet}; {since}." if passed else f"{quiet}."
