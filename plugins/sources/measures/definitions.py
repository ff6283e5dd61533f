"""What the measures mean: ``content/plan/measures.toml``, and whether it fits the plan."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from plugins.model.findings import Finding, Place, error, nearest
from plugins.model.measures import Measure, Measures, Reveal
from plugins.model.periods import EXAMPLES, period
from plugins.sources.toml_files import read_toml

FILE = Path("plan/measures.toml")


def read_measures(content: Path) -> tuple[Measures | None, list[Finding]]:
    """Return the definitions in *content*, None where there are none or they cannot be read, and what is wrong."""
    path = content / FILE
    if not path.exists():
        return None, []
    return read_toml(path, Measures, "file of measures")


def check_measures(measures: Measures, themes: Collection[str], actions: Collection[str]) -> list[Finding]:
    """Return an error for each theme (slug) or action (reference) that a measure names and the plan does not have.

    Also for each figure to be shown again that no measure could have.
    """
    found: list[Finding] = []
    for one in measures.measures:
        found += _unknown(one, "theme", one.themes, themes)
        found += _unknown(one, "action", one.actions, actions)
    known = {one.id: one for one in measures.measures}
    for number, shown in enumerate(measures.reveal):
        found += _reveal(shown, known, Place(str(FILE), key=f"reveal.{number}"))
    return found


def _unknown(measure: Measure, what: str, named: Iterable[str], known: Collection[str]) -> Iterator[Finding]:
    spelt = {one.casefold() for one in known}
    for name in named:
        if name.casefold() not in spelt:
            mend = nearest(name, known, f"Take it out, or add the {what} to the plan.")
            said = f"The measure {measure.id} names the {what} “{name}”, which the plan does not have."
            yield error(Place(str(FILE), key=f"{measure.id}.{what}s"), said, mend)


def _reveal(reveal: Reveal, known: dict[str, Measure], place: Place) -> Iterator[Finding]:
    measure = known.get(reveal.measure)
    if measure is None:
        mend = nearest(reveal.measure, known, "Take it out, or correct the id.")
        yield error(place, f"There is no measure “{reveal.measure}” to show a figure of.", mend)
        return
    try:
        period(measure.period, reveal.period, measure.resets_month)
    except ValueError:
        mend = f"This measure's periods are written like this: {EXAMPLES[measure.period]}."
        yield error(place, f"“{reveal.period}” is not a period of the measure {measure.id}.", mend)
