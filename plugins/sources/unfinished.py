"""What the plan before this one left undone: each action goes on, or everybody is told why it does not."""

from collections.abc import Collection, Iterator, Mapping

from plugins.model.area import Status
from plugins.model.findings import Finding, Place, warning
from plugins.model.history import History, unfinished
from plugins.sources.identities import FILE

_MOST_LISTED = 5


def unanswered(
    name: str, history: History, carried: Collection[str | None], statuses: Mapping[str, Status]
) -> Iterator[Finding]:
    """Yield a warning where actions of the earlier plan *name* were not done and nobody says what became of them.

    *carried* are the ids that the actions of later plans come from.
    """
    left = unfinished(history, statuses)
    gone = {one.id for one in history.entries.values() if one.removed or one.merged_into}
    silent = [one.ref for one in left if one.id not in gone and one.id not in carried]
    if not silent:
        return
    refs = ", ".join(silent[:_MOST_LISTED]) + (" and others" if len(silent) > _MOST_LISTED else "")
    said = (
        f"Of the actions of the plan before, “{name}”, {len(left)} were not done when it ended. "
        f"{len(silent)} of these neither go on nor say why they do not: {refs}."
    )
    mend = (
        "One that goes on needs its entry with `carried_from` in plan/actions.toml before its first pull "
        "(docs/partnership.md, part 8). Under the entry of one that does not, say why here: `removed`."
    )
    yield warning(Place(str(FILE)), said, mend)
