"""The programme around the plan: boards, workstreams, strategies and consultations of ``content/plan/``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from plugins.model.downloads import Held
from plugins.model.findings import Finding, Place, error, errors
from plugins.model.kinds import Common
from plugins.model.plan import Plan
from plugins.model.programme import Consultation, GovernanceBoard, Strategy, Workstream
from plugins.sources.downloads import read_downloads
from plugins.sources.entries import Entry, Folder, read_folder
from plugins.sources.not_yet import early_inspections, early_strategy
from plugins.sources.plan import PlanSources, place_in_plan
from plugins.sources.programme_checks import (
    early_notes,
    findings_of_inspectors,
    not_one_main,
    strays,
    unknown_in_consultations,
    unknown_in_strategies,
    unknown_in_workstreams,
)
from plugins.sources.versions import Version, read_versions
from plugins.sources.workspace import Workspace

BOARDS = Folder("plan/boards", GovernanceBoard, "board", lambda _one, slug: f"/plan/boards/{slug}/")
WORKSTREAMS = Folder("plan/workstreams", Workstream, "workstream", lambda _one, slug: f"/plan/workstreams/{slug}/")
STRATEGIES = Folder(
    "plan/strategies", Strategy, "strategy", lambda one, slug: "/strategy/" if one.main else f"/strategy/{slug}/"
)
CONSULTATIONS = Folder("plan/consultations", Consultation, "consultation", lambda _one, slug: f"/consultations/{slug}/")


@dataclass(frozen=True, slots=True)
class Programme:
    """What stands around the plan; ``versions`` are the earlier ones of each strategy by its slug, newest first."""

    boards: tuple[Entry[GovernanceBoard], ...] = ()
    workstreams: tuple[Entry[Workstream], ...] = ()
    strategies: tuple[Entry[Strategy], ...] = ()
    versions: dict[str, tuple[Version, ...]] = field(default_factory=dict)
    consultations: tuple[Entry[Consultation], ...] = ()
    downloads: tuple[Held, ...] = ()

    @property
    def records(self) -> tuple[tuple[str, Common], ...]:
        """Each address with the record of its file: for the old addresses that lead there."""
        entries: tuple[Entry[Any], ...] = (*self.boards, *self.workstreams, *self.strategies, *self.consultations)
        return tuple((one.url, one.record) for one in entries)


def read_programme(workspace: Workspace, sources: PlanSources | None) -> tuple[Programme, list[Finding]]:
    """Return what stands around the plan of *sources*, and what is wrong with it; without a plan nothing can."""
    boards, findings = read_folder(BOARDS, workspace)
    workstreams, more = read_folder(WORKSTREAMS, workspace)
    strategies, wrong = read_folder(STRATEGIES, workspace)
    consultations, faults = read_folder(CONSULTATIONS, workspace)
    findings = [*findings, *more, *wrong, *faults]
    if errors(findings):
        workspace.unread |= {"/plan/boards/", "/plan/workstreams/", "/strategy/", "/consultations/"}
    versions: dict[str, tuple[Version, ...]] = {}
    for one in strategies:
        versions[one.slug], wrong = read_versions(one, workspace)
        findings += wrong
    held, wrong = _of_plan(sources.plan, workspace) if sources else ((), [])
    programme = Programme(boards, workstreams, strategies, versions, consultations, held)
    return programme, [*findings, *wrong, *_check(programme, sources, workspace)]


def _of_plan(plan: Plan, workspace: Workspace) -> tuple[tuple[Held, ...], list[Finding]]:
    return read_downloads(plan.downloads, lambda keys: place_in_plan(("downloads", *keys)), workspace.content)


def _check(programme: Programme, sources: PlanSources | None, workspace: Workspace) -> Iterator[Finding]:
    yield from not_one_main(programme.strategies)
    yield from early_notes(programme.boards, workspace)
    for one in programme.strategies:
        yield from early_strategy(one, programme.versions[one.slug], workspace)
    yield from strays(workspace.content)
    if sources:
        plan = sources.plan
        yield from unknown_in_workstreams(programme.workstreams, _names(BOARDS, programme.boards, workspace), sources)
        yield from unknown_in_strategies(
            programme.strategies, _names(WORKSTREAMS, programme.workstreams, workspace), plan
        )
        yield from unknown_in_consultations(
            programme.consultations, _names(STRATEGIES, programme.strategies, workspace), plan
        )
        yield from findings_of_inspectors(sources, workspace)
        yield from early_inspections(plan, workspace)
    elif programme.records and not (workspace.content / "plan" / "plan.toml").exists():
        mend = "Write content/plan/plan.toml first: boards, workstreams, strategies and consultations belong to a plan."
        yield error(Place("plan/plan.toml"), "There is no plan, so nothing in this folder would be published.", mend)


def _names(folder: Folder[Any], entries: Iterable[Entry[Any]], workspace: Workspace) -> list[str]:
    """Return what may be named: what is shown, and the files that are drafts or could not be read."""
    files = (path.stem for path in sorted((workspace.content / folder.path).glob("*.md")))
    return list(dict.fromkeys([*(one.slug for one in entries), *files]))
