"""Consultations as pages: from when to when, how to take part, and what came of it."""

from typing import Literal

from plugins.model.clock import Clock, start_of
from plugins.model.download_views import downloads_view
from plugins.model.language import Language
from plugins.model.programme import Consultation
from plugins.model.views import View, day, head, link, links
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.programme.months import days_since, is_over
from plugins.plan_progress.programme.parts import card, page_head, theme_links, way
from plugins.sources.entries import Entry

URL = "/consultations/"
State = Literal["open", "coming", "closed"]
Asked = Entry[Consultation]


def state(record: Consultation, clock: Clock) -> State:
    """Return how a consultation stands; its last day is open until it ends."""
    if is_over(record.closes, clock):
        return "closed"
    return "open" if clock.has_passed(start_of(record.opens)) else "coming"


def is_open(record: Consultation, clock: Clock) -> bool:
    """Say whether people can take part now."""
    return state(record, clock) == "open"


def consultations_view(desk: Desk) -> View:
    """Return the view of all consultations: those that are open, those to come, those that have closed."""
    words, clock = desk.workspace.language.gettext, desk.workspace.clock
    headings: list[tuple[State, str]] = [
        ("open", words("Open now")),
        ("coming", words("Coming soon")),
        ("closed", words("Closed")),
    ]
    groups = []
    for wanted, heading in headings:
        found = sorted(
            (one for one in desk.programme.consultations if state(one.record, clock) == wanted),
            key=lambda one: one.record.closes,
            reverse=wanted == "closed",
        )
        if found or wanted == "open":
            groups.append({"heading": heading, "cards": [_card(one, desk) for one in found]})
    summary = words("What we are asking families now, until when, and what came of what we asked before.")
    return {
        **head(title=words("Consultations"), summary=summary, url=URL, section="plan", crumbs=way(desk)),
        "groups": groups,
    }


def _card(one: Asked, desk: Desk) -> View:
    return card(one.record.title, one.url, one.record.summary, "talk", stands(one, desk))


def stands(one: Asked, desk: Desk) -> str:
    """Return in words how a consultation stands."""
    language, clock, record = desk.workspace.language, desk.workspace.clock, one.record
    match state(record, clock):
        case "open":
            return language.gettext("Open until %(day)s", day=language.day(record.closes))
        case "coming":
            return language.gettext("Opens on %(day)s", day=language.day(record.opens))
    told = _told(record, clock)
    closed = language.gettext("Closed on %(day)s.", day=language.day(record.closes))
    return (
        f"{closed} {language.gettext('We have said what came of it.') if told else _silence(record, clock, language)}"
    )


def _told(record: Consultation, clock: Clock) -> bool:
    return record.came_of_it is not None and clock.has_passed(start_of(record.came_of_it.date))


def _silence(record: Consultation, clock: Clock, language: Language) -> str:
    return language.ngettext(
        "We have not said yet what came of this. It closed %(count)s day ago.",
        "We have not said yet what came of this. It closed %(count)s days ago.",
        days_since(record.closes, clock),
    )


def consultation_view(one: Asked, desk: Desk) -> View:
    """Return the view of a consultation."""
    workspace, record = desk.workspace, one.record
    language, words = workspace.language, workspace.language.gettext
    now = state(record, workspace.clock)
    told = record.came_of_it if _told(record, workspace.clock) else None
    strategies = {other.slug: other for other in desk.programme.strategies}
    strategy = strategies.get(record.strategy or "")
    return {
        **page_head(one, way(desk, (words("Consultations"), URL))),
        "html": one.html,
        "state": now,
        "stands": stands(one, desk) if now != "closed" else None,
        "opens": day(record.opens, language),
        "closes": day(record.closes, language),
        "take_part_html": workspace.html(record.take_part) if now == "open" else None,
        "came_of_it_html": workspace.html(told.text) if told else None,
        "told_on": day(told.date, language) if told else None,
        "silence": _silence(record, workspace.clock, language) if now == "closed" and not told else None,
        "about": [
            *([link(strategy.record.title, strategy.url)] if strategy else []),
            *theme_links(record.themes, desk),
        ],
        "downloads": downloads_view(one.downloads, language),
        "related": links(record.related),
        "next_step": _next_step(one, now, desk),
    }


def _next_step(one: Asked, now: State, desk: Desk) -> View:
    words, contact = desk.workspace.language.gettext, desk.workspace.area.contact
    if now != "open":
        opens = words("This one opens on %(day)s.", day=desk.workspace.language.day(one.record.opens))
        told = opens if now == "coming" else words("This one has closed.")
        more = words("There may be another that you can answer.")
        return {"title": words("All consultations"), "url": URL, "text": f"{told} {more}"}
    if one.record.next_step:
        return one.record.next_step.model_dump()
    told = words("Write to %(email)s or ring %(telephone)s.", email=contact.email, telephone=contact.telephone)
    return {"title": words("Write to us"), "url": f"mailto:{contact.email}", "text": told}
