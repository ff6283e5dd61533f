"""What a snapshot is called in titles and links: the day its data is as at, and which of that day it is."""

from collections import Counter
from datetime import date

from plugins.model.history import History
from plugins.model.language import Language


def snapshot_names(history: History, language: Language) -> dict[str, str]:
    """Return the words for each snapshot: “6 November 2026”, or “6 November 2026 (update 2)” for the second of it."""
    seen: Counter[date] = Counter()
    found = {}
    for kept in (step.kept for step in history.steps):
        seen[kept.as_at] += 1
        day, number = language.day(kept.as_at), seen[kept.as_at]
        numbered = language.gettext("%(day)s (update %(number)s)", day=day, number=number)
        found[kept.name] = day if number == 1 else numbered
    return found
