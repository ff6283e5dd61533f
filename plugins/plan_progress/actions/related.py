"""What else belongs to an action: milestones of the plan, measures, findings, workstreams and comments, as links."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plugins.model.views import View, link, when
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.earlier.theme_view import anchor_then
from plugins.plan_progress.inspection_view import finding_link
from plugins.plan_progress.programme.workstreams import workstream_link


@dataclass(slots=True)
class Related:
    """The pages and the milestones that name actions, by the actions' ids: gathered once for all of them."""

    pages: dict[str, list[View]] = field(default_factory=lambda: defaultdict(list))
    milestones: dict[str, list[View]] = field(default_factory=lambda: defaultdict(list))

    def of(self, identity: str) -> View:
        """Return the milestones and the links of the action with the id *identity*."""
        return {"milestones": self.milestones.get(identity, []), "related": self.pages.get(identity, [])}


def related(desk: Desk) -> Related:
    """Return what names each action; a number that an action had before counts too."""
    found = Related()
    for ref, page in (*_measures(desk), *_findings(desk), *_workstreams(desk), *_comments(desk)):
        identity = desk.board.id_of(ref)
        if identity and page not in found.pages[identity]:
            found.pages[identity].append(page)
    for identity, page in _first_promised(desk):
        found.pages[identity].append(page)
    for ref, milestone in _milestones(desk):
        if identity := desk.board.id_of(ref):
            found.milestones[identity].append(milestone)
    return found


Named = Iterator[tuple[str, View]]


def _named(refs: Iterable[str], page: View) -> Named:
    return ((ref, page) for ref in refs)


def _measures(desk: Desk) -> Named:
    words = desk.workspace.language.gettext
    for one in desk.shelf.measures.measures if desk.shelf else ():
        yield from _named(one.actions, link(words("Measure: %(title)s", title=one.title), f"/measures/{one.id}/"))


def _findings(desk: Desk) -> Named:
    plan, language = desk.plan.plan, desk.workspace.language
    given = [plan.inspection] if plan.inspection else []
    for inspection in (*given, *plan.earlier_inspections):
        for one in (*inspection.priority_actions, *inspection.improvements):
            if found := finding_link(one, language):
                yield from _named(one.actions, found)


def _workstreams(desk: Desk) -> Named:
    for one in desk.programme.workstreams:
        yield from _named(one.record.actions, workstream_link(one, desk.workspace.language))


def _comments(desk: Desk) -> Named:
    for one in desk.comments.said:
        if one.comment.action:
            yield one.comment.action, link(desk.comments.title(one), desk.comments.url(one))


def _first_promised(desk: Desk) -> Named:
    """Yield the way from each action that was carried here to its row in the earlier plan."""
    words = desk.workspace.language.gettext
    went_on = {one.carried_from: one.id for one in desk.board.known.entries.values() if one.carried_from}
    for earlier in desk.earlier if went_on else ():
        slugs = {theme.number: theme.slug for theme in earlier.plan.themes}
        for action in earlier.history.latest.actions if earlier.history.latest else ():
            if action.id in went_on:
                url = f"{earlier.url}{slugs[action.theme]}/#{anchor_then(action)}"
                yield went_on[action.id], link(words("First promised in: %(plan)s", plan=earlier.plan.name), url)


def _milestones(desk: Desk) -> Named:
    language = desk.workspace.language
    for one in desk.plan.plan.milestones:
        yield from _named(one.actions, {"what": one.what, "when": when(one.date, language)})
