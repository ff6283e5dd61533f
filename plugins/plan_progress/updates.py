"""Programme updates: all that moved, day by day, for the page and for the feeds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import groupby, pairwise
from uuid import NAMESPACE_URL, uuid5

from plugins.model.changes import changes, sentence
from plugins.model.clock import start_of
from plugins.model.dates import PartialDate
from plugins.model.dates import day as whole_day
from plugins.model.feed import Feed, FeedItem
from plugins.model.plan import ProgressEntry, Theme
from plugins.model.views import View, head, link, when
from plugins.plan_progress.progress import Board
from plugins.sources.plan import PlanSources
from plugins.sources.workspace import Workspace


@dataclass(slots=True)
class Day:
    """What moved on one day, or in a month or season: sentences by theme, accounts of progress, milestones reached."""

    when: PartialDate
    sentences: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    entries: list[tuple[Theme, ProgressEntry]] = field(default_factory=list)
    milestones: list[str] = field(default_factory=list)


def updates(sources: PlanSources, board: Board, workspace: Workspace) -> tuple[Day, ...]:
    """Return the days on which something moved, newest first."""
    days: dict[PartialDate, Day] = {}

    def on(when: date | PartialDate) -> Day:
        known = when if isinstance(when, PartialDate) else whole_day(when)
        return days.setdefault(known, Day(known))

    history = sources.history
    for before, after in pairwise(history):
        for change in changes(before, after, board.statuses):
            # News that moves nothing stands with its action, on the theme's page.
            if change.kind != "update":
                told = sentence(change, board.statuses, workspace.language)
                on(after.as_at).sentences[change.action.theme].append(told)
    for page in sources.themes:
        for entry in page.progress:
            on(entry.date).entries.append((page.theme, entry))
    for one in sources.plan.milestones:
        if one.state == "done" and one.date:
            on(one.date).milestones.append(one.what)
    return tuple(sorted(days.values(), key=lambda one: (one.when.last, one.when.first), reverse=True))


def updates_view(days: Sequence[Day], sources: PlanSources, feeds: Sequence[Feed], workspace: Workspace) -> View:
    """Return the view of ``/plan/changes/``."""
    words = workspace.language.gettext
    crumbs = [(words("Home"), "/"), (sources.plan.name, "/plan/")]
    summary = words(
        "Everything that has moved in the plan, newest first: what got done, what slipped and what was added."
    )
    years = groupby(days, key=lambda one: one.when.last.year)
    return {
        **head(
            title=words("Programme updates"),
            summary=summary,
            url="/plan/changes/",
            section="plan",
            crumbs=crumbs,
            feeds=feeds,
        ),
        "plan": link(sources.plan.name, "/plan/"),
        "years": [
            {"year": str(year), "days": [_day(one, sources, workspace) for one in found]} for year, found in years
        ],
        "feed": feeds[0].link if feeds else None,
    }


def _day(one: Day, sources: PlanSources, workspace: Workspace) -> View:
    themes = {theme.number: theme for theme in sources.plan.themes}
    return {
        "id": f"{one.when.precision}-{one.when.first}",
        "date": when(one.when, workspace.language),
        "milestones": one.milestones,
        "groups": [
            {"theme": _link(themes[number]), "sentences": found} for number, found in sorted(one.sentences.items())
        ],
        "entries": [
            {"theme": _link(theme), "period": entry.period, "html": entry.html} for theme, entry in one.entries
        ],
    }


def _link(theme: Theme) -> View:
    return link(f"{theme.number}. {theme.title}", f"/plan/{theme.slug}/")


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
            _item(one.when.first, themes[number], ids[number], html, workspace)
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


def _item(when: date, theme: Theme, identity: str, html: str, workspace: Workspace) -> FeedItem:
    language = workspace.language
    title = language.gettext("%(theme)s: what moved by %(day)s", theme=theme.title, day=language.day(when))
    summary = language.gettext("Changes in theme %(number)s of the plan.", number=theme.number)
    # The theme's own id and the day, both minted once, make the item's id: a new title or address does not change it.
    guid = str(uuid5(NAMESPACE_URL, f"{identity}/{when.isoformat()}"))
    return FeedItem(guid, title, f"/plan/{theme.slug}/", start_of(when), summary, html, (theme.slug,))
