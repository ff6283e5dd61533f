"""Whether measures that are said to count the same children have no number in common, so that nothing joins them."""

from collections.abc import Iterator, Sequence

from plugins.model.disclosure.together import Known, have_counts_in_common
from plugins.model.findings import Finding, Place, warning
from plugins.model.measures import Protection
from plugins.sources.measures.definitions import FILE

_MEND = (
    "Look whether both files are of the same day and count the same children. "
    "If they do not, take the name out: each is protected by itself now."
)


def disjoint(ours: Known, beside: Sequence[Known], rule: Protection) -> Iterator[Finding]:
    """Yield a warning for each measure that ``same_children`` of *ours* names and that is not protected with it.

    A measure whose file could not be read says so itself, and has no figures here.
    """
    for other in beside:
        is_named = other.measure.id in ours.measure.same_children and (other.raw or other.measure.withdrawn)
        is_secret = ours.measure.is_protected or other.measure.is_protected
        if is_named and is_secret and not have_counts_in_common(ours, other, rule):
            said = (
                f"{ours.measure.id} and {other.measure.id} are said to count the same children, "
                "but in no period do they have as many, so they are not protected together."
            )
            yield warning(Place(str(FILE), key=f"{ours.measure.id}.same_children"), said, _MEND)
