"""Words that tell of a day which has not come as if it had: refused, where they cannot be kept back by themselves.

News, accounts of progress, notes of meetings and what came of a consultation wait for their day. A strategy is one
text, and an inspection one record: what is new in them cannot be told apart from the rest, so they must not come early.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from plugins.model.clock import Clock, start_of
from plugins.model.findings import Finding, Place, error
from plugins.model.plan import Plan
from plugins.model.programme import Strategy
from plugins.sources.entries import Entry
from plugins.sources.plan import place_in_plan
from plugins.sources.versions import Version
from plugins.sources.workspace import Workspace


def early_strategy(one: Entry[Strategy], versions: Iterable[Version], workspace: Workspace) -> Iterator[Finding]:
    """Yield an error for each version of a strategy, of now or earlier, whose day has not come; a draft may wait."""
    if one.draft:
        return
    for number, entry in enumerate(one.record.change_log):
        said = f"Version {entry.version} is dated {entry.date}"
        yield from _early(entry.date, said, one.place("change_log", number, "date"), workspace.clock)
    for version in versions:
        for key, day in (("published", version.record.published), ("replaced", version.record.replaced)):
            said = f"Version {version.record.version} is said to be {key} on {day}"
            yield from _early(day, said, Place(version.file, key=key), workspace.clock)


def early_inspections(plan: Plan, workspace: Workspace) -> Iterator[Finding]:
    """Yield an error for each inspection that is told before inspectors came, or before their report came out."""
    for where, one in plan.inspections:
        days = {"first_day": one.first_day, "report_published": one.report_published and one.report_published.first}
        for key, day in days.items():
            if day:
                yield from _early(day, f"{key} is {day}", place_in_plan((*where, key)), workspace.clock)


def _early(day: date, said: str, place: Place, clock: Clock) -> Iterator[Finding]:
    if not clock.has_passed(start_of(day)):
        yield error(place, f"{said}, and that day has not come.", "Publish it on that day, or correct the date.")
