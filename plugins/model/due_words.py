"""Due dates in words."""

from plugins.model.actions import Due
from plugins.model.language import Language


def due_words(due: Due | None, language: Language) -> str:
    """Return a due date in words: as precise as it is known, or as the tracker wrote it."""
    if due is None:
        return language.gettext("no date")
    return language.in_words(due.date) if due.date else due.text
