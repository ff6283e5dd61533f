"""All that moved, day by day: for the list of changes, for its pages of earlier years and for the feeds."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from plugins.model.dates import PartialDate
from plugins.model.dates import day as whole_day
from plugins.model.history import Step
from plugins.model.plan import ProgressEntry, Theme
from plugins.sources.plan import PlanSources
from plugins.sources.teller import Teller

LIST = "/plan/changes/"


@dataclass(slots=True)
class Day:
    """What moved on one day, or in a month or season: sentences by theme, accounts of progress, milestones reached.

    ``pages`` are the addresses of the pages that tell of a theme's sentences, ``steps`` the snapshots of the day.
    """

    when: PartialDate
    steps: list[Step] = field(default_factory=list)
    sentences: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    pages: dict[int, str] = field(default_factory=dict)
    entries: list[tuple[Theme, ProgressEntry]] = field(default_factory=list)
    milestones: list[str] = field(default_factory=list)

    def tell(self, step: Step, told: dict[int, list[str]]) -> None:
        """Add a snapshot of this day and its sentences."""
        self.steps.append(step)
        for number, sentences in told.items():
            self.sentences[number] += sentences
            self.pages[number] = page_of(step)

    @property
    def year(self) -> int:
        """The year to which accounts and milestones of this day belong."""
        return self.when.first.year


def page_of(step: Step) -> str:
    """Return the address of the page of a snapshot."""
    return f"{LIST}{step.kept.name}/"


def moved_days(sources: PlanSources, teller: Teller) -> tuple[Day, ...]:
    """Return the days on which something moved or plan data came, newest first."""
    days: dict[PartialDate, Day] = {}

    def on(when: date | PartialDate) -> Day:
        known = when if isinstance(when, PartialDate) else whole_day(when)
        return days.setdefault(known, Day(known))

    for step in sources.history.steps:
        # News that moves nothing stands with its action: no feed tells it again.
        on(step.kept.as_at).tell(step, teller.told(step, updates=False))
    for page in sources.themes:
        for entry in page.progress:
            on(entry.date).entries.append((page.theme, entry))
    for one in sources.plan.milestones:
        if one.state == "done" and one.date:
            on(one.date).milestones.append(one.what)
    return tuple(sorted(days.values(), key=lambda one: (one.when.last, one.when.first), reverse=True))


def by_year(days: Sequence[Day]) -> dict[int, list[Day]]:
    """Return what each year tells, the newest year first; each keeps the order of *days*.

    A snapshot belongs to the year in which it was published, whatever day its data is as at: so an old year is
    finished, and no snapshot that comes later adds to its page.
    """
    found: dict[int, list[Day]] = defaultdict(list)
    for one in days:
        for part in _parts(one):
            found[part[0]].append(part[1])
    return dict(sorted(found.items(), reverse=True))


def _parts(one: Day) -> Iterator[tuple[int, Day]]:
    """Yield *one* for each year that tells of it, with what that year tells."""
    own = {one.year} if one.entries or one.milestones else set()
    for year in own | {step.kept.day.year for step in one.steps}:
        part = replace(one, steps=[step for step in one.steps if step.kept.day.year == year])
        yield year, part if year in own else replace(part, entries=[], milestones=[])


def list_url(year: int, years: Sequence[int]) -> str:
    """Return the address of the list that tells of *year*, where *years* are all there are, the newest first.

    No snapshot has the name of a year, so the two never take one address.
    """
    return LIST if year == years[0] else f"{LIST}{year}/"
