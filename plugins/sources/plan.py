"""The plan of ``content/plan/``: what it says of itself, its themes and the history of its actions."""

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.model.actions import Received
from plugins.model.changes import Known
from plugins.model.clock import start_of
from plugins.model.findings import Finding, Place, error, errors, warning
from plugins.model.history import History
from plugins.model.plan import Keys, Milestone, Plan, ThemePage
from plugins.sources.first_dates import rewritten
from plugins.sources.history import Shelf, read_shelf
from plugins.sources.identities import FILE, read_identities
from plugins.sources.public_words import unsafe_reasons
from plugins.sources.roles import named_in_roles
from plugins.sources.safe_words import read_protection
from plugins.sources.snapshots import broken_seal, read_received
from plugins.sources.themes import read_themes
from plugins.sources.toml_files import read_toml
from plugins.sources.vanished import without_entries, without_forum
from plugins.sources.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PlanSources:
    """All that the plan's pages are made from. ``history`` is oldest first."""

    plan: Plan
    themes: tuple[ThemePage, ...]
    history: History
    received: Received | None


def read_plan(workspace: Workspace) -> tuple[PlanSources | None, list[Finding]]:
    """Return the plan, or None where the area has none, and what is wrong with it."""
    folder = workspace.content / "plan"
    if not (folder / "plan.toml").exists():
        return None, []
    plan, findings = read_toml(folder / "plan.toml", Plan, "plan")
    if plan is None:
        workspace.unread.add("/plan/")
        return None, findings
    early = [*_early(plan, workspace), *named_in_roles(plan.roles, place_in_plan, workspace.area)]
    plan = plan.model_copy(update={"milestones": tuple(_honest(one, workspace) for one in plan.milestones)})
    themes, wrong = read_themes(folder / "themes", plan, workspace)
    workspace.unread |= {f"/plan/{one.slug}/" for one in plan.themes} - {f"/plan/{one.theme.slug}/" for one in themes}
    shelf = read_shelf(folder / "history", workspace.state)
    received, unread = read_received(folder / "received.json")
    unknown = unknown_words(shelf, plan, workspace)
    identities, unclear = read_identities(workspace.content / FILE, workspace.state)
    known = Known({one.id: one for one in workspace.area.statuses}, {one.id: one for one in identities.actions})
    unclear += unsafe_reasons(identities, workspace.area, read_protection(workspace.content))
    is_sound = not (shelf.findings or unknown)
    told = shelf.told(known, lambda one: workspace.clock.has_passed(start_of(one.day))) if is_sound else History()
    changed = broken_seal(received, [one.seal for one in shelf.kept]) if is_sound else ()
    found = [*findings, *early, *wrong, *shelf.findings, *unread, *unclear, *unknown, *rewritten(told), *changed]
    found += without_forum(told.latest, workspace.area)
    found += [] if errors(unclear) else without_entries(told, identities)
    return PlanSources(plan, tuple(themes), told, received), found


def place_in_plan(keys: Keys) -> Place:
    """Return where *keys* stand in plan.toml."""
    return Place("plan/plan.toml", key=".".join(map(str, keys)))


def _honest(one: Milestone, workspace: Workspace) -> Milestone:
    """Return a milestone as it may be told now: what is said to be done is only expected until its day has come."""
    if one.state != "done" or one.date is None or workspace.clock.has_passed(start_of(one.date.first)):
        return one
    return one.model_copy(update={"state": "expected"})


def _early(plan: Plan, workspace: Workspace) -> Iterator[Finding]:
    """Yield a warning for each milestone that is said to be done and whose day has not come."""
    for number, one in enumerate(plan.milestones):
        if _honest(one, workspace) != one:
            said = f"The milestone “{one.what}” is said to be done, and its day has not come: it is told as expected."
            yield warning(
                place_in_plan(("milestones", number)), said, 'Say `state = "expected"`, or correct its `date`.'
            )


def unknown_words(shelf: Shelf, plan: Plan, workspace: Workspace) -> list[Finding]:
    """Return a finding for each status or theme that a snapshot uses and the area does not define."""
    statuses = {status.id for status in workspace.area.statuses}
    numbers = {theme.number for theme in plan.themes}
    used, themes = {(one, "status") for one in shelf.statuses - statuses}, shelf.themes - numbers
    found = [
        error(
            Place("plan/history"),
            f"The {what} “{name}” is used in the plan's history and is not defined.",
            "Define it in area.toml under [[statuses]].",
        )
        for name, what in sorted(used)
    ]
    return found + [
        error(
            Place("plan/history"),
            f"Theme {number} is used in the plan's history and is not in plan.toml.",
            "Add it under [[themes]].",
        )
        for number in sorted(themes)
    ]
