"""The inspection record, and a page for each finding of the inspectors."""

from collections.abc import Callable, Iterator, Sequence

from plugins.model.findings import Finding, Place
from plugins.model.inspection import Inspection, InspectorsFinding
from plugins.model.views import View, head
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.inspection_view import finding_url, inspection_view
from plugins.plan_progress.measures.pages import measure_link
from plugins.plan_progress.programme.parts import theme_link, theme_links, way, write_to_us
from plugins.plan_progress.programme.promises import actions_of, evidence, promises
from plugins.plan_progress.voices.families import families_view
from plugins.sources.entries import unknown_names

URL = "/plan/inspection/"


def inspections(desk: Desk) -> list[Inspection]:
    """Return the inspection that the plan answers, where there is one, then the earlier ones."""
    plan = desk.plan.plan
    return [*([plan.inspection] if plan.inspection else []), *plan.earlier_inspections]


def inspection_page(desk: Desk) -> View:
    """Return the view of the inspection record."""
    words, plan = desk.workspace.language.gettext, desk.plan.plan
    text = words("See what we promised to put right, and how far we have come.")
    return {
        **head(
            title=words("What inspectors found"),
            summary=words("Who came to look at our services, what they said, and what has to change."),
            url=URL,
            section="plan",
            crumbs=way(desk),
            source="plan/plan.toml",
        ),
        "inspection": inspection_view(plan.inspection, desk.workspace) if plan.inspection else None,
        "earlier": [inspection_view(one, desk.workspace) for one in plan.earlier_inspections],
        "next_step": {"title": plan.name, "url": "/plan/", "text": text},
    }


def finding_pages(desk: Desk) -> Iterator[View]:
    """Yield the view of each finding that has a page."""
    for inspection in inspections(desk):
        found = [*inspection.priority_actions, *inspection.improvements]
        for one in found:
            if one.slug:
                yield _finding(one, inspection, [other for other in found if other.slug], desk)


def _finding(
    one: InspectorsFinding, inspection: Inspection, all_of_it: Sequence[InspectorsFinding], desk: Desk
) -> View:
    words, workspace = desk.workspace.language.gettext, desk.workspace
    first = one in inspection.priority_actions
    actions = actions_of(one.actions, desk)
    asked = words("Has this changed for your family, or has it not? Tell us.")
    return {
        **head(
            title=one.title.rstrip("."),
            summary=words("What inspectors said about this, what we do about it, and how it is going."),
            url=finding_url(one) or "",
            section="plan",
            crumbs=way(desk, (words("What inspectors found"), URL)),
            source="plan/plan.toml",
        ),
        "eyebrow": words("Inspectors said: this had to change first")
        if first
        else words("Inspectors said: this had to get better"),
        "words": one.words.model_dump() if one.words else None,
        "what_we_do_html": workspace.html(one.what_we_do) if one.what_we_do else None,
        "accountable": _accountable(one, desk),
        "progress": desk.board.progress(actions)["sentence"] if actions else None,
        **desk.board.how_new,
        "actions": promises(one.actions, desk),
        "evidence": evidence(actions, desk),
        "measures": _measures(one, desk),
        "families": _families(one, desk),
        "themes": theme_links(one.themes, desk),
        "previous": _beside(one, all_of_it, -1),
        "next": _beside(one, all_of_it, 1),
        "next_step": write_to_us(desk, asked),
    }


def _measures(one: InspectorsFinding, desk: Desk) -> list[View]:
    """Return the measures that the finding names, each with the one sentence that its figures say."""
    shelf = desk.shelf
    found = ((name, measure_link(desk, name)) for name in one.measures)
    return [{**known, "sentence": shelf.sentences.get(name) if shelf else None} for name, known in found if known]


def _families(one: InspectorsFinding, desk: Desk) -> list[View]:
    """Return the families' view of each theme of the finding, for an area that has a forum."""
    themes = [theme for theme in desk.plan.plan.themes if theme.slug in one.themes]
    views = ((theme, families_view(desk, theme.number)) for theme in themes)
    return [{"theme": theme_link(theme), "view": {**view, "level": 4}} for theme, view in views if view]


def unknown_measures(desk: Desk) -> Iterator[Finding]:
    """Yield a finding for each measure that a finding of the inspectors names and that is not defined."""
    if "/measures/" in desk.workspace.unread:  # the file of measures cannot be read, which is told already
        return
    known = list(desk.shelf.readings) if desk.shelf else []
    for inspection in inspections(desk):
        for one in (*inspection.priority_actions, *inspection.improvements):
            place = Place("plan/plan.toml", key=f"inspection.{one.slug}.measures")
            yield from unknown_names(one.measures, known, "measure", _just(place))


def _just(place: Place) -> Callable[[int], Place]:
    return lambda _number: place


def _accountable(one: InspectorsFinding, desk: Desk) -> str | None:
    tracker = desk.workspace.area.tracker
    roles = {role.role: role.organisation for role in tracker.roles} if tracker else {}
    return ", ".join(filter(None, (one.accountable, roles.get(one.accountable or "")))) or None


def _beside(one: InspectorsFinding, found: Sequence[InspectorsFinding], step: int) -> View | None:
    place = found.index(one) + step
    if not 0 <= place < len(found):
        return None
    return {"title": found[place].title.rstrip("."), "url": finding_url(found[place])}
