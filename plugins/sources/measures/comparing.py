"""What a pull would change in a measure that nobody should change unseen."""

from collections.abc import Iterator

from plugins.model.figures import Series
from plugins.model.findings import Finding, Place, error, errors, warning
from plugins.model.measures import Measure
from plugins.sources.measures.assembling import labels
from plugins.sources.measures.definitions import FILE
from plugins.sources.measures.reading import Reading, key_of


def differences(measure: Measure, reading: Reading, last: Series | None) -> list[Finding]:
    """Return what is wrong or odd beside the *last* published series, and in the comparison with other places."""
    found = [*_uncompared(measure, reading), *_overdue(measure, reading)]
    if last:
        found += [*_unit(measure, last), *_gone(measure, reading, last), *_promises(measure, reading, last)]
    elif not reading.figures and not errors(reading.findings):
        said = f"There is no figure of {measure.id} yet: its page says so."
        found.append(warning(_place(measure), said, "If there should be one, look at its source."))
    return found


def _place(measure: Measure, key: str = "source") -> Place:
    return Place(str(FILE), key=f"{measure.id}.{key}")


def _overdue(measure: Measure, reading: Reading) -> Iterator[Finding]:
    """Yield a warning where a figure is of a time after `next_due`: what was due then must be out."""
    newest = max((one.period.first for one in reading.figures if not one.place and one.value is not None), default=None)
    if measure.next_due and newest and newest > measure.next_due.last:
        said = (
            f"{measure.id} has a figure for a time after its `next_due`, so nobody is told when the next one is late."
        )
        yield warning(_place(measure, "next_due"), said, "Write when the next figure must be out.")


def _unit(measure: Measure, last: Series) -> Iterator[Finding]:
    """Yield an error where the unit changed; a break after the last published period says that it was meant."""
    published = [one.period.first for one in last.figures if not one.place]
    is_meant = any(not published or span.first > max(published) for span, _ in measure.breaks_at)
    if measure.unit != last.unit and not is_meant:
        said = f"The unit of {measure.id} was {last.unit} and is now {measure.unit}, so old and new cannot be compared."
        mend = "Begin a new measure with an id of its own, or add a break from the first period in the new unit."
        yield error(_place(measure, "unit"), said, mend)


def _gone(measure: Measure, reading: Reading, last: Series) -> Iterator[Finding]:
    """Yield an error where every figure went, a warning where some did; older columns of a table's row are kept."""
    if measure.source.kind == "table" and labels(last.cells) == labels(reading.cells):
        return
    if last.figures and not reading.figures:
        said = f"Figures of {measure.id} were published, and its source has none any more."
        yield error(_place(measure), said, "Look at the source. If it has ended, say `withdrawn` with the reason.")
        return
    now = {key_of(one) for one in reading.figures}
    gone = sorted({one.period.code for one in last.figures if key_of(one) not in now})
    if gone:
        said = f"Figures of {measure.id} for {', '.join(gone)} were published, and its source does not have them now."
        yield warning(_place(measure), said, "They stay in the earlier snapshots. Put them back if that is a slip.")


def _promises(measure: Measure, reading: Reading, last: Series) -> Iterator[Finding]:
    """Yield a warning for each baseline, target or milestone of a table that its owner changed."""
    before = {one.heading: one for one in last.cells if one.role in {"baseline", "target", "milestone"}}
    for cell in reading.cells:
        old = before.get(cell.heading)
        if old and old.raw != cell.raw:
            said = f"“{cell.heading}” of {measure.id} was “{old.raw}” and is now “{cell.raw}”."
            yield warning(
                _place(measure), said, "The table's owner changed it. Look whether measures.toml must follow."
            )


def _uncompared(measure: Measure, reading: Reading) -> Iterator[Finding]:
    """Yield an error for a place whose figures share no period with ours, a warning for one without any."""
    if measure.source.kind != "own":
        return
    ours = {one.period for one in reading.figures if not one.place}
    for other in measure.comparators:
        theirs = {one.period for one in reading.figures if one.place == other.place}
        key = "comparators"
        if not theirs:
            said = f"The file has no figure of {other.place} for {measure.id}, so nothing is compared."
            yield warning(_place(measure, key), said, "Add rows with its name under “place”, or take it out.")
        elif not ours & theirs:
            said = f"{measure.id} cannot be compared with {other.place}: no period is the same."
            yield error(_place(measure, key), said, "Give figures for the same periods, or take the comparator out.")
