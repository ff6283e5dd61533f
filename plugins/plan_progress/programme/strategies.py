"""Strategies as pages: the direction, the version, what changed in it, and how it read before."""

from plugins.model.download_views import downloads_view
from plugins.model.language import Language
from plugins.model.programme import Change, Strategy
from plugins.model.views import View, day, head, link, links
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.programme.consultations import is_open
from plugins.plan_progress.programme.months import is_over
from plugins.plan_progress.programme.parts import page_head, theme_links, way, write_to_us
from plugins.sources.entries import Entry
from plugins.sources.versions import Version


def strategy_view(one: Entry[Strategy], desk: Desk) -> View:
    """Return the view of a strategy."""
    workspace, record = desk.workspace, one.record
    language = workspace.language
    versions = desk.programme.versions.get(one.slug, ())
    return {
        **page_head(one, way(desk, *_above(one, desk))),
        "html": one.html,
        "draft_version": record.state == "working draft",
        "version": record.version,
        "horizon": _horizon(record, language),
        "over": language.in_words(record.ends) if record.ends and is_over(record.ends.last, workspace.clock) else None,
        "ambition_html": workspace.html(record.ambition),
        "challenges": list(record.challenges),
        "change_log": [_change(entry, versions, language) for entry in _newest_first(record)],
        "workstreams": [
            {**link(other.record.title, other.url), "text": other.record.summary}
            for other in desk.programme.workstreams
            if other.slug in record.workstreams
        ],
        "plan": link(desk.plan.plan.name, "/plan/"),
        "themes": theme_links(record.themes, desk),
        "data": [file.model_dump() for file in record.data],
        "others": _others(one, desk),
        "downloads": downloads_view(one.downloads, language),
        "related": links(record.related),
        "next_step": _next_step(one, desk),
    }


def _above(one: Entry[Strategy], desk: Desk) -> list[tuple[str, str]]:
    """Return the main strategy as a step on the way to another one."""
    main = [other for other in desk.programme.strategies if other.record.main and other is not one]
    return [(other.record.title, other.url) for other in main]


def _others(one: Entry[Strategy], desk: Desk) -> list[View]:
    others = sorted(desk.programme.strategies, key=lambda other: (not other.record.main, other.record.order))
    return [{**link(other.record.title, other.url), "text": other.record.summary} for other in others if other != one]


def _horizon(record: Strategy, language: Language) -> str | None:
    starts, ends = record.starts, record.ends
    if starts and ends:
        return language.gettext("%(first)s to %(last)s", first=language.in_words(starts), last=language.in_words(ends))
    if ends:
        return language.gettext("until %(last)s", last=language.in_words(ends))
    if starts:
        return language.gettext("from %(start)s, with no end date", start=language.in_words(starts))
    return None


def _newest_first(record: Strategy) -> list[Change]:
    return sorted(record.change_log, key=lambda entry: entry.date, reverse=True)


def _change(entry: Change, versions: tuple[Version, ...], language: Language) -> View:
    earlier = next((version.url for version in versions if version.record.version == entry.version), None)
    return {"version": entry.version, "date": day(entry.date, language), "what": entry.what, "url": earlier}


def _next_step(one: Entry[Strategy], desk: Desk) -> View:
    words = desk.workspace.language.gettext
    for asked in desk.programme.consultations:
        if asked.record.strategy == one.slug and is_open(asked.record, desk.workspace.clock):
            closes = desk.workspace.language.day(asked.record.closes)
            told = words("We are asking what you think of this until %(day)s.", day=closes)
            return {"title": asked.record.title, "url": asked.url, "text": told}
    return write_to_us(desk, words("Is something wrong or missing here?"))


def version_view(version: Version, one: Entry[Strategy], desk: Desk) -> View:
    """Return the view of an earlier version of a strategy: its words as they were."""
    words, language, record = desk.workspace.language.gettext, desk.workspace.language, version.record
    title = words("%(title)s, version %(version)s", title=record.title, version=record.version)
    summary = words("An earlier version, kept as it was. It held until %(day)s.", day=language.day(record.replaced))
    return {
        **head(
            title=title,
            summary=summary,
            url=version.url,
            section="plan",
            crumbs=way(desk, *_above(one, desk), (one.record.title, one.url)),
            source=version.file,
        ),
        "html": version.html,
        "draft_version": record.state == "working draft",
        "published": day(record.published, language),
        "replaced": day(record.replaced, language),
        "current": link(one.record.title, one.url),
        "current_version": one.record.version,
    }
