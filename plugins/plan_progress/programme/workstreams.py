"""Workstreams as pages: what several organisations do together, and how their actions stand."""

from plugins.model.language import Language
from plugins.model.programme import Workstream
from plugins.model.views import View, link, links
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.programme.parts import card, index, page_head, theme_links, way, write_to_us
from plugins.plan_progress.programme.promises import actions_of, promises
from plugins.sources.entries import Entry

URL = "/plan/workstreams/"
Stream = Entry[Workstream]


def workstreams_view(desk: Desk) -> View:
    """Return the view of the list of workstreams."""
    words = desk.workspace.language.gettext
    summary = words("Work that cuts across the themes of the plan, and that several organisations do together.")
    cards = [
        card(one.record.title, one.url, one.record.summary, one.record.icon, _progress(one, desk))
        for one in ordered(desk)
    ]
    return index(desk, words("Workstreams"), summary, URL, cards)


def workstream_link(one: Stream, language: Language) -> View:
    """Return a link to a workstream that says what it is."""
    return link(language.gettext("Workstream: %(title)s", title=one.record.title), one.url)


def ordered(desk: Desk) -> list[Stream]:
    """Return the workstreams in their order."""
    return sorted(desk.programme.workstreams, key=lambda one: (one.record.order, one.record.title))


def _progress(one: Stream, desk: Desk) -> str | None:
    actions = actions_of(one.record.actions, desk)
    return desk.board.progress(actions)["sentence"] if actions else None


def workstream_view(one: Stream, desk: Desk) -> View:
    """Return the view of a workstream."""
    words, record = desk.workspace.language.gettext, one.record
    boards = {board.slug: board for board in desk.programme.boards}
    board = boards.get(record.board or "")
    strategies = [other for other in desk.programme.strategies if one.slug in other.record.workstreams]
    return {
        **page_head(one, way(desk, (words("Workstreams"), URL))),
        "icon": record.icon,
        "html": one.html,
        "lead": record.lead,
        "partners": list(record.partners),
        "board": link(board.record.title, board.url) if board else None,
        "progress": _progress(one, desk),
        **desk.board.how_new,
        "actions": promises(record.actions, desk),
        "themes": theme_links(record.themes, desk),
        "strategies": [link(other.record.title, other.url) for other in strategies],
        "related": links(record.related),
        "next_step": write_to_us(desk, words("Does this work touch your family? Tell us how it goes.")),
    }
