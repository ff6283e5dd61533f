"""Boards as pages: remit, seats, meetings and what came of them."""

from plugins.model.download_views import downloads_view
from plugins.model.programme import GovernanceBoard, Meeting
from plugins.model.views import View, day, links
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.programme.months import is_over
from plugins.plan_progress.programme.parts import card, index, page_head, way, write_to_us
from plugins.sources.entries import Entry
from plugins.sources.workspace import Workspace

URL = "/plan/boards/"
Board = Entry[GovernanceBoard]


def boards_view(desk: Desk) -> View:
    """Return the view of the list of boards."""
    words = desk.workspace.language.gettext
    summary = words("The boards that check whether we do what we promised, and when they meet.")
    cards = [card(one.record.title, one.url, one.record.summary, "people", _note(one, desk)) for one in ordered(desk)]
    return index(desk, words("Boards"), summary, URL, cards)


def ordered(desk: Desk) -> list[Board]:
    """Return the boards in their order."""
    return sorted(desk.programme.boards, key=lambda one: (one.record.order, one.record.title))


def _note(one: Board, desk: Desk) -> str | None:
    language = desk.workspace.language
    if one.record.state == "in design":
        return language.gettext("In design: it has not started yet.")
    coming = _split(one, desk.workspace)[0]
    return language.gettext("Next meeting: %(day)s", day=language.day(coming[0].date)) if coming else None


def _split(one: Board, workspace: Workspace) -> tuple[list[Meeting], list[Meeting]]:
    """Return the meetings to come, the next one first, and the past ones, the last one first."""
    meetings = sorted(one.record.meetings, key=lambda meeting: meeting.date)
    past = [meeting for meeting in meetings if is_over(meeting.date, workspace.clock)]
    return meetings[len(past) :], past[::-1]


def board_view(one: Board, desk: Desk) -> View:
    """Return the view of a board."""
    workspace, record = desk.workspace, one.record
    words, language = workspace.language.gettext, workspace.language
    coming, past = _split(one, workspace)
    ask = words("Is there something that you want the board to look at?")
    return {
        **page_head(one, way(desk, (words("Boards"), URL))),
        "html": one.html,
        "in_design": record.state == "in design",
        "chair": record.chair,
        "members": [member.model_dump() for member in record.members],
        "reports_to": _reports_to(record, desk),
        "next": day(coming[0].date, language) if coming else None,
        "later": [day(meeting.date, language) for meeting in coming[1:]],
        "past": [_meeting(meeting, workspace) for meeting in past],
        "workstreams": [
            {"title": other.record.title, "url": other.url}
            for other in desk.programme.workstreams
            if other.record.board == one.slug
        ],
        "downloads": downloads_view(one.downloads, language),
        "related": links(record.related),
        "members_area": workspace.area.members.model_dump() if workspace.area.members else None,
        "next_step": write_to_us(desk, ask),
    }


def _reports_to(record: GovernanceBoard, desk: Desk) -> View | None:
    if record.reports_to is None:
        return None
    boards = {one.slug: one for one in desk.programme.boards}
    above = boards.get(record.reports_to)
    return {
        "title": above.record.title if above else record.reports_to,
        "url": above.url if above else None,
    }


def _meeting(one: Meeting, workspace: Workspace) -> View:
    notes = one.notes
    return {
        "date": day(one.date, workspace.language),
        "id": f"meeting-{one.date}",
        "agreed_html": workspace.html(notes.agreed) if notes else None,
        "families_html": workspace.html(notes.families) if notes else None,
        "papers": one.papers,
    }
