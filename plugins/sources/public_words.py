"""The words that people write in ``plan/actions.toml`` and everybody reads: they may name nobody either."""

from collections.abc import Iterator

from plugins.model.area import Area
from plugins.model.findings import Finding, Place, error
from plugins.model.identity import Entry
from plugins.model.measures import Protection
from plugins.sources.identities import FILE, Identities
from plugins.sources.safe_words import unsafe
from plugins.sources.tracker.people import Names
from plugins.sources.tracker.personal import personal_data


def unsafe_reasons(known: Identities, area: Area, rule: Protection) -> Iterator[Finding]:
    """Yield an error for each public reason that holds personal data or counts a group that is too small."""
    personal = personal_data(area, Names())
    for index, entry in enumerate(known.actions):
        for key, said, mend in unsafe(_reasons(entry), personal, rule):
            yield error(Place(str(FILE), key=f"action.{index}.{key}"), said, mend)


def _reasons(entry: Entry) -> dict[str, str]:
    removed = {"removed": entry.removed} if entry.removed else {}
    return removed | {f"corrections.{number}.why": one.why for number, one in enumerate(entry.corrections)}
