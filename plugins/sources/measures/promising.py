"""What the definitions promise now, as a pull seals it, and whether it is what was published."""

from collections.abc import Iterator
from datetime import date

from plugins.model.actions import Snapshot
from plugins.model.findings import Finding, Place, error
from plugins.model.language import Language
from plugins.model.measures import Measure, Measures
from plugins.model.offer import Offer
from plugins.model.promise_changes import Fact, promise_changes
from plugins.model.promised import Goal, Promise, Start
from plugins.sources.measures.definitions import FILE
from plugins.sources.offer import fill_limits

_CALLED: dict[Fact, str] = {
    "target": "The targets of the measure {id} differ",
    "direction": "The direction of the measure {id} differs",
    "definition": "The definition of the measure {id} (with the time limits it names) differs",
    "basis": "The basis of the measure {id} differs",
    "baseline": "The baseline of the measure {id} differs",
}
_MEND = "Run `invoke pull`, which tells everybody that it changed; or write back what was published."


def promise_of(measure: Measure, offer: Offer, language: Language) -> Promise:
    """Return what is promised of *measure*, with the legal limits of *offer* in words; line ends say nothing."""
    text = fill_limits(measure.definition, offer, language.gettext("a time you can check with us"))
    goals = [Goal(by=one.by, value=one.value, kind=one.kind) for one in measure.targets]
    begins = measure.begins
    return Promise(
        direction=measure.direction,
        definition=" ".join(text.split()),
        basis=measure.basis,
        baseline=Start(period=begins, value=measure.baseline.value) if measure.baseline and begins else None,
        targets=tuple(sorted(goals, key=lambda one: (one.by.last, one.by.first, one.kind, one.value))),
    )


def changed_promises(
    measures: Measures, latest: Snapshot | None, day: date, offer: Offer, language: Language
) -> Iterator[Finding]:
    """Yield an error for each fact that is promised otherwise than in *latest*, the snapshot published on *day*.

    Pages show what the definitions say, so nobody could see that a promise changed before a pull has told it.
    """
    sealed = {one.measure: one.promise for one in latest.series} if latest else {}
    for measure in measures.measures:
        found = promise_changes(sealed.get(measure.id), promise_of(measure, offer, language))
        for fact in dict.fromkeys(one.fact for one in found):
            said = f"{_CALLED[fact].format(id=measure.id)} from what was published on {language.day(day)}."
            key = f"{measure.id}.{'targets' if fact == 'target' else fact}"
            yield error(Place(str(FILE), key=key), said, _MEND)
