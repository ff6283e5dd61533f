"""Stages the pages of the programme, and says where they are for those who lead to them."""

from collections.abc import Iterator

from plugins.model.views import View, link, save_as
from plugins.plan_progress.desk import Desk, Writer
from plugins.plan_progress.inspection_view import finding_link
from plugins.plan_progress.programme import boards, consultations, inspections, strategies, workstreams
from plugins.plan_progress.programme.parts import card


def stage(desk: Desk, writer: Writer) -> None:
    """Stage every page of the programme that there is something to say on."""
    desk.workspace.findings += inspections.unknown_measures(desk)
    for template, view in _pages(desk):
        writer.stage(save_as(view["url"]), template, view)


def _pages(desk: Desk) -> Iterator[tuple[str, View]]:
    yield from _inspections(desk)
    yield from _lists(desk)
    programme = desk.programme
    yield from (("board", boards.board_view(one, desk)) for one in programme.boards)
    yield from (("workstream", workstreams.workstream_view(one, desk)) for one in programme.workstreams)
    yield from (("consultation", consultations.consultation_view(one, desk)) for one in programme.consultations)
    for one in programme.strategies:
        yield "strategy", strategies.strategy_view(one, desk)
        for version in programme.versions.get(one.slug, ()):
            yield "strategy_version", strategies.version_view(version, one, desk)


def _inspections(desk: Desk) -> Iterator[tuple[str, View]]:
    if inspections.inspections(desk):
        yield "inspection", inspections.inspection_page(desk)
    yield from (("finding", view) for view in inspections.finding_pages(desk))


def _lists(desk: Desk) -> Iterator[tuple[str, View]]:
    programme = desk.programme
    if programme.boards:
        yield "programme_list", boards.boards_view(desk)
    if programme.workstreams:
        yield "programme_list", workstreams.workstreams_view(desk)
    if programme.consultations:
        yield "programme_list", consultations.consultations_view(desk)


def programme_links(desk: Desk) -> list[View]:
    """Return the ways from the plan to what stands around it, as cards: the inspection has a part of its own."""
    programme = desk.programme
    main = [one for one in programme.strategies if one.record.main]
    return [
        *(card(one.record.title, one.url, one.record.summary, "map") for one in main),
        *([_card(workstreams.workstreams_view(desk), "people")] if programme.workstreams else []),
        *([_card(boards.boards_view(desk), "shield")] if programme.boards else []),
        *([_card(consultations.consultations_view(desk), "talk")] if programme.consultations else []),
    ]


def _card(view: View, icon: str) -> View:
    return card(view["title"], view["url"], view["summary"], icon)


def about_theme(desk: Desk, slug: str) -> list[View]:
    """Return links to what the programme says about the theme *slug*: findings, workstreams, consultations."""
    language, programme = desk.workspace.language, desk.programme
    found = (
        finding_link(one, language)
        for inspection in inspections.inspections(desk)
        for one in (*inspection.priority_actions, *inspection.improvements)
        if slug in one.themes
    )
    return [
        *(one for one in found if one),
        *(workstreams.workstream_link(one, language) for one in programme.workstreams if slug in one.record.themes),
        *(
            link(language.gettext("Consultation: %(title)s", title=one.record.title), one.url)
            for one in programme.consultations
            if slug in one.record.themes
        ),
    ]
