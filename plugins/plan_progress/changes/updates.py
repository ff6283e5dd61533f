"""Programme updates: all that moved, day by day, for the list of them and for the feeds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from uuid import NAMESPACE_URL, uuid5

from plugins.model.clock import start_of
from plugins.model.dates import PartialDate
from plugins.model.dates import day as whole_day
from plugins.model.feed import FeedItem
from plugins.model.history import Step
from plugins.model.plan import ProgressEntry, Theme
from plugins.plan_progress.changes.sentences_of import Teller
from plugins.sources.plan import PlanSources
from plugins.sources.workspace import Workspace


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


def page_of(step: Step) -> str:
    """Return the address of the page of a snapshot."""
    return f"/plan/changes/{step.kept.name}/"


def updates(sources: PlanSources, teller: Teller) -> tuple[Day, ...]:
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


def updates_items(days: Sequence[Day], sources: PlanSources, workspace: Workspace) -> tuple[FeedItem, ...]:
    """Return an item for each day and theme on which something moved, newest first."""
    themes = {theme.number: theme for theme in sources.plan.themes}
    ids = {page.theme.number: page.text.id for page in sources.themes}
    items: list[FeedItem] = []
    for one in days:
        if one.milestones:
            items.append(_reached(one, sources, workspace))
        told: dict[int, str] = {number: _list(found) for number, found in one.sentences.items()}
        for theme, entry in one.entries:
            told[theme.number] = told.get(theme.number, "") + entry.html
        items += [
            _item(one, themes[number], ids[number], html, workspace)
            for number, html in sorted(told.items())
            if number in ids
        ]
    return tuple(items)


def _list(sentences: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in sentences)}</ul>"


def _reached(one: Day, sources: PlanSources, workspace: Workspace) -> FeedItem:
    language = workspace.language
    title = language.gettext("The plan: what happened, %(day)s", day=language.in_words(one.when))
    guid = str(uuid5(NAMESPACE_URL, f"{sources.plan.id}/{one.when.precision}-{one.when.first}"))
    return FeedItem(
        guid, title, "/plan/changes/", start_of(one.when.first), sources.plan.name, _list(one.milestones), ()
    )


def _item(one: Day, theme: Theme, identity: str, html: str, workspace: Workspace) -> FeedItem:
    language, when = workspace.language, one.when.first
    title = language.gettext("%(theme)s: what moved by %(day)s", theme=theme.title, day=language.day(when))
    summary = language.gettext("Changes in theme %(number)s of the plan.", number=theme.number)
    # The theme's own id and the day, both minted once, make the item's id: a new title or address does not change it.
    guid = str(uuid5(NAMESPACE_URL, f"{identity}/{when.isoformat()}"))
    url = one.pages.get(theme.number, f"/plan/{theme.slug}/")
    return FeedItem(guid, title, url, start_of(when), summary, html, (theme.slug,))
