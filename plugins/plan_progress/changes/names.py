"""What a snapshot is called in titles and links: the day its data is as at, and which of that day it is."""

from plugins.model.history import History, Step
from plugins.model.language import Language


def label(step: Step, history: History, language: Language) -> str:
    """Return for example “6 November 2026”, or “6 November 2026 (update 2)” for the second of that day."""
    day = language.day(step.kept.as_at)
    same = [one.kept.name for one in history.steps if one.kept.as_at == step.kept.as_at]
    number = same.index(step.kept.name) + 1
    return day if number == 1 else language.gettext("%(day)s (update %(number)s)", day=day, number=number)
