"""What the parts of the programme say of one another, and of the plan: each name must be that of something."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from plugins.model.clock import start_of
from plugins.model.findings import Finding, Place, error, nearest, warning
from plugins.model.inspection import InspectorsFinding
from plugins.model.plan import Plan
from plugins.model.programme import Consultation, GovernanceBoard, Strategy, Workstream
from plugins.sources.entries import Entry, unknown_names
from plugins.sources.plan import PlanSources
from plugins.sources.workspace import Claim, Workspace

PLAN = "plan/plan.toml"
FOLDERS = frozenset({"boards", "workstreams", "strategies", "consultations"})
READ = FOLDERS | {"themes", "history", "earlier"}


def unknown_in_workstreams(
    given: Iterable[Entry[Workstream]], boards: Iterable[str], sources: PlanSources
) -> Iterator[Finding]:
    """Yield a finding for each theme, action or board that a workstream names and that is not there."""
    for one in given:
        record = one.record
        yield from _themes(one, sources.plan)
        yield from unknown_names(record.actions, known_refs(sources), "action", _at(one, "actions"))
        if record.board:
            yield from unknown_names((record.board,), boards, "board", _just(one.place("board")))


def unknown_in_strategies(
    given: Iterable[Entry[Strategy]], workstreams: Iterable[str], plan: Plan
) -> Iterator[Finding]:
    """Yield a finding for each theme or workstream that a strategy names and that is not there."""
    for one in given:
        yield from _themes(one, plan)
        yield from unknown_names(one.record.workstreams, workstreams, "workstream", _at(one, "workstreams"))


def unknown_in_consultations(
    given: Iterable[Entry[Consultation]], strategies: Iterable[str], plan: Plan
) -> Iterator[Finding]:
    """Yield a finding for each theme or strategy that a consultation names and that is not there."""
    for one in given:
        yield from _themes(one, plan)
        if slug := one.record.strategy:
            yield from unknown_names((slug,), strategies, "strategy", _just(one.place("strategy")))


def not_one_main(strategies: tuple[Entry[Strategy], ...]) -> Iterator[Finding]:
    """Yield a finding where not exactly one strategy is the main one: it is the page ``/strategy/``."""
    main = [one for one in strategies if one.record.main]
    if strategies and not main:
        mend = "Add `main: true` to the strategy that the others follow."
        yield error(strategies[0].place(), "None of the strategies is the main one.", mend)
    for one in main[1:]:
        mend = f"Keep `main: true` in one of the two files; the other is {main[0].document.file}."
        yield error(one.place("main"), "There are two main strategies.", mend)
    for one in strategies:
        if one.slug == "versions" and not one.record.main:
            yield error(one.place(), "/strategy/versions/ is taken.", "Give this strategy another `slug`.")


def early_notes(boards: Iterable[Entry[GovernanceBoard]], workspace: Workspace) -> Iterator[Finding]:
    """Yield a warning for notes of a meeting whose day has not come: they are not shown."""
    for one in boards:
        for number, meeting in enumerate(one.record.meetings):
            if meeting.notes and not workspace.clock.has_passed(start_of(meeting.date)):
                message = "There are notes of a meeting whose day has not come: they are not shown yet."
                yield warning(one.place("meetings", number, "date"), message, "Is the date right?")


def findings_of_inspectors(sources: PlanSources, workspace: Workspace) -> Iterator[Finding]:
    """Claim the address of each page of a finding, and yield what is wrong with what it names."""
    plan = sources.plan
    for where, inspection in plan.inspections:
        for key in ("priority_actions", "improvements"):
            for number, one in enumerate(getattr(inspection, key)):
                place = ".".join(map(str, (*where, key, number)))
                if one.slug:
                    address = f"/plan/findings/{one.slug}/"
                    workspace.claims.append(Claim(Place(PLAN, key=f"{place}.slug"), "", (address,)))
                # An earlier inspection may speak of a plan that is no more: what is gone is just not linked.
                if inspection is plan.inspection:
                    yield from _finding(one, place, sources)


def _finding(one: InspectorsFinding, where: str, sources: PlanSources) -> Iterator[Finding]:
    slugs = [theme.slug for theme in sources.plan.themes]
    yield from unknown_names(one.themes, slugs, "theme", lambda number: Place(PLAN, key=f"{where}.themes.{number}"))
    refs = known_refs(sources)
    yield from unknown_names(one.actions, refs, "action", lambda number: Place(PLAN, key=f"{where}.actions.{number}"))


def strays(content: Path) -> Iterator[Finding]:
    """Yield a warning for each file of the programme that nobody reads, because its folder or its ending is another."""
    plan = content / "plan"
    for path in sorted(plan.rglob("*")):
        file = path.relative_to(plan)
        if not path.is_file() or len(file.parts) == 1 or path.name.startswith("."):
            continue
        folder, name = file.parts[0], f"plan/{file.as_posix()}"
        if path.suffix == ".md" and folder not in READ:
            mend = nearest(folder, READ, f"The folders are {', '.join(sorted(READ))}.")
            yield warning(Place(name), "This file is in no folder that is read.", mend)
        elif path.suffix == ".md" and folder == "strategies" and len(file.parts) > 2:
            if not (plan / "strategies" / f"{file.parts[1]}.md").exists():
                mend = f"Name the folder like the file of its strategy, for example strategies/{file.parts[1]}.md."
                yield warning(Place(name), "This earlier version belongs to no strategy, so it is not read.", mend)
        elif path.suffix != ".md" and folder in FOLDERS:
            yield warning(Place(name), "This file is not read, because its name does not end in .md.", "Rename it.")


def known_refs(sources: PlanSources) -> list[str]:
    """Return the number of each action there is or was: those it has now first."""
    latest = sources.history.latest
    now = [action.ref for action in latest.actions] if latest else []
    entries = sources.history.entries.values()
    return list(dict.fromkeys([*now, *(ref for entry in entries for ref in (entry.ref, *entry.was))]))


def _themes(one: Entry[Any], plan: Plan) -> Iterator[Finding]:
    slugs = [theme.slug for theme in plan.themes]
    yield from unknown_names(one.record.themes, slugs, "theme", _at(one, "themes"))


def _at(one: Entry[Any], key: str) -> Callable[[int], Place]:
    return lambda number: one.place(key, number)


def _just(place: Place) -> Callable[[int], Place]:
    return lambda _number: place
