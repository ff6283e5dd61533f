"""Measures that count the same children in other groups (``same_children``): their tables are protected as one.

Else what one measure hides could follow from another: a group by age from the same total by school.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.model.disclosure.cells import KINDS, Where, earlier_edition, table
from plugins.model.disclosure.dropped import dropped
from plugins.model.disclosure.hiding import hide
from plugins.model.disclosure.joining import Sheet, joined, pairs_of
from plugins.model.disclosure.raw import RawFigure
from plugins.model.disclosure.tables import Earlier, Key, Table
from plugins.model.figures import Series, Why
from plugins.model.measures import Measure, Protection


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """What there is of one measure: its raw figures, what was published of it, oldest first, what is shown again."""

    measure: Measure
    raw: Sequence[RawFigure]
    earlier: Sequence[Series] = ()
    reveal: frozenset[Where] = frozenset()

    @property
    def own(self) -> list[RawFigure]:
        """The figures of the area itself."""
        return [one for one in self.raw if not one.place]


def sheet(one: Known, rule: Protection) -> Sheet:
    """Return the table of a measure. One that is public already has none: all of it is known."""
    counts = table(one.own, one.measure)
    editions = [earlier_edition(series, one.measure) for series in one.earlier]
    if not one.measure.is_protected:
        shown = {key: count for key, count in counts.counts.items() if key not in counts.unprinted}
        return Sheet(Table({}), [*editions, Earlier(shown, frozenset(), counts.sums)], frozenset())
    editions.append(dropped(one.earlier, one.own, counts.counts, one.measure, rule))
    return Sheet(counts, editions, frozenset((kind, *at) for kind in KINDS for at in one.reveal))


def hidden(mine: str, sheets: Mapping[str, Sheet], rule: Protection) -> dict[Key, Why]:
    """Return what is hidden in the sheet called *mine*, so that it follows from none of the *sheets*."""
    if len(sheets) == 1:
        return hide(sheets[mine].table, rule, sheets[mine].editions, sheets[mine].revealed)
    whole, named = joined(sheets)
    found = hide(whole.table, rule, whole.editions, whole.revealed)
    keys = [*sheets[mine].table.counts, *(one.key for one in sheets[mine].table.ratios)]
    return {key: found[named(mine, key)] for key in keys if named(mine, key) in found}


def have_counts_in_common(one: Known, other: Known, rule: Protection) -> bool:
    """Say whether two measures have a count in common, so that their tables are one."""
    return any(True for _ in pairs_of(sheet(one, rule), sheet(other, rule)))
