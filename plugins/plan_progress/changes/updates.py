"""Programme updates: all that moved, day by day, as the items of feeds."""

from collections.abc import Sequence
from html import escape
from uuid import NAMESPACE_URL, uuid5

from plugins.model.clock import start_of
from plugins.model.feed import FeedItem
from plugins.model.plan import Theme
from plugins.plan_progress.changes.days import Day, by_year, list_url
from plugins.sources.plan import PlanSources
from plugins.sources.teller import WHOLE_PLAN
from plugins.sources.workspace import Workspace


def updates_items(days: Sequence[Day], sources: PlanSources, workspace: Workspace) -> tuple[FeedItem, ...]:
    """Return an item for each day and theme on which something moved, newest first.

    What belongs to no theme, such as a figure of a measure without one, is told in an item of the whole plan.
    """
    themes = {theme.number: theme for theme in sources.plan.themes}
    ids = {page.theme.number: page.text.id for page in sources.themes}
    items: list[FeedItem] = []
    years = list(by_year(days))
    for one in days:
        if one.milestones or one.sentences.get(WHOLE_PLAN):
            items.append(_of_plan(one, list_url(one.year, years), sources, workspace))
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


def _of_plan(one: Day, url: str, sources: PlanSources, workspace: Workspace) -> FeedItem:
    language = workspace.language
    title = language.gettext("The plan: what happened, %(day)s", day=language.in_words(one.when))
    guid = str(uuid5(NAMESPACE_URL, f"{sources.plan.id}/{one.when.precision}-{one.when.first}"))
    told = [*one.milestones, *one.sentences.get(WHOLE_PLAN, ())]
    page = url if one.milestones else one.pages[WHOLE_PLAN]
    return FeedItem(guid, title, page, start_of(one.when.first), sources.plan.name, _list(told), ())


def _item(one: Day, theme: Theme, identity: str, html: str, workspace: Workspace) -> FeedItem:
    language, when = workspace.language, one.when.first
    title = language.gettext("%(theme)s: what moved by %(day)s", theme=theme.title, day=language.day(when))
    summary = language.gettext("Changes in theme %(number)s of the plan.", number=theme.number)
    # The theme's own id and the day, both minted once, make the item's id: a new title or address does not change it.
    guid = str(uuid5(NAMESPACE_URL, f"{identity}/{when.isoformat()}"))
    url = one.pages.get(theme.number, f"/plan/{theme.slug}/")
    return FeedItem(guid, title, url, start_of(when), summary, html, (theme.slug,))
