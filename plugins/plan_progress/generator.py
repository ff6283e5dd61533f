"""Puts the plan in the shared context, then lets each part of the plan's pages stage its own."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from pelican.generators import Generator

from plugins.model.feed import Feed
from plugins.model.findings import Finding, errors
from plugins.model.measures import Measures
from plugins.model.views import View, link
from plugins.plan_progress.actions.pages import stage as stage_actions
from plugins.plan_progress.changes.days import moved_days
from plugins.plan_progress.changes.pages import stage as stage_changes
from plugins.plan_progress.changes.updates import updates_items
from plugins.plan_progress.data.pages import stage as stage_data
from plugins.plan_progress.desk import Desk, Writer
from plugins.plan_progress.earlier.pages import stage as stage_earlier
from plugins.plan_progress.measures.pages import stage as stage_measures
from plugins.plan_progress.measures.shelf import Shelf, open_shelf
from plugins.plan_progress.plan_pages import stage as stage_plan
from plugins.plan_progress.programme.pages import stage as stage_programme
from plugins.plan_progress.programme.published import published_downloads
from plugins.plan_progress.progress import Board
from plugins.plan_progress.voices.book import open_book
from plugins.plan_progress.voices.pages import stage as stage_voices
from plugins.plan_progress.voices.pages import stage_comments
from plugins.sources.comments import read_comments
from plugins.sources.earlier import read_earlier
from plugins.sources.facts import Facts
from plugins.sources.measures.changed_units import changed_units
from plugins.sources.measures.definitions import check_measures, read_measures
from plugins.sources.measures.promising import changed_promises
from plugins.sources.measures.too_early import withdrawn_too_early
from plugins.sources.plan import PlanSources, read_plan
from plugins.sources.plan_facts import plan_facts
from plugins.sources.programme import read_programme
from plugins.sources.teller import Teller
from plugins.sources.workspace import Workspace

# Each stages its pages from the desk; none needs what another staged. Those of BESIDE take half of the time of a large
# plan, and are then staged by a second process.
Part = Callable[[Desk, Writer], None]
PARTS: tuple[Part, ...] = (
    stage_plan,
    stage_changes,
    stage_earlier,
    stage_programme,
    stage_voices,
    stage_measures,
)
BESIDE: tuple[Part, ...] = (stage_actions, stage_data)
LARGE = 1000


class PlanGenerator(Generator):  # type: ignore[misc]  # Pelican is untyped
    """The pages of the plan, for an area that has one."""

    def generate_context(self) -> None:
        """Read the plan; say what home, news and feeds may know of it."""
        self.workspace: Workspace = self.context["WORKSPACE"]
        self.sources, findings = read_plan(self.workspace)
        # Where the plan cannot be relied on, what names its actions is not held against it.
        self.programme, wrong = read_programme(self.workspace, None if errors(findings) else self.sources)
        self.earlier, broken = read_earlier(self.workspace)
        self.workspace.findings += [*findings, *wrong, *broken]
        if errors(findings):
            # What cannot be relied on is not shown; nor are the links to it told as mistakes too.
            self.sources = None
            self.workspace.unread |= {"/plan/", "/strategy/", "/consultations/", "/downloads/"}
        self.context.update(
            {"PLAN_LINK": None, "THEME_LINKS": {}, "PLAN_HOME": _no_plan(), "UPDATES": (), "THEMES": (), "SEALS": ()}
        )
        said, amiss = read_comments(self.workspace)
        self.workspace.findings += amiss
        self.comments = open_book(self.workspace, said, self.sources, plan_is_unread=bool(errors(findings)))
        self.context.update({"DOWNLOADS": (), "RECORDS": (), "PLACES": self.comments.places})
        self.shelf: Shelf | None = None
        if self.sources:
            self._publish(self.sources)
        measures = self.shelf.measures if self.shelf else None
        plans = plan_facts(self.sources, self.earlier, measures, self.workspace)
        self.context["FACTS"] = Facts(self.workspace, plans, said, is_unread=bool(errors(findings)))

    def _publish(self, sources: PlanSources) -> None:
        plan, board = sources.plan, Board(sources, self.workspace)
        self.board, self.shelf = board, self._measures(sources, board)
        measures = self.shelf.measures if self.shelf else None
        self.teller = Teller(board.known, plan.themes, measures, self.workspace)
        self.days = moved_days(sources, self.teller)
        here = link(plan.name, "/plan/")
        self.context["PLAN_LINK"] = here
        self.context["THEMES"] = tuple(page.theme for page in sources.themes)
        self.context["THEME_LINKS"] = {one.slug: link(one.title, f"/plan/{one.slug}/") for one in plan.themes}
        self.context["PLAN_HOME"] = {"plan": here, "progress": board.total, **board.how_new}
        self.context["SEALS"] = self._seals(sources)
        self.context["DOWNLOADS"] = published_downloads(sources.plan, self.programme)
        self.context["RECORDS"] = self.programme.records
        self.context["UPDATES"] = updates_items(self.days, sources, self.workspace)

    def _seals(self, sources: PlanSources) -> tuple[tuple[date, str, str], ...]:
        """Return day, page and seal of each snapshot, oldest first; an archived plan keeps those that were printed."""
        older = [(one.kept, archive.url) for archive in self.earlier for one in archive.history.steps]
        now = [(one.kept, f"/plan/changes/{one.kept.name}/") for one in sources.history.steps]
        ordered = sorted([*older, *now], key=lambda one: one[0].day)
        return tuple((kept.day, page, kept.seal) for kept, page in ordered)

    def _measures(self, sources: PlanSources, board: Board) -> Shelf | None:
        """Return the measures with what the latest snapshot says of them, None where there are none to show."""
        measures, findings = read_measures(self.workspace.content)
        if measures and board.snapshot:
            slugs = [theme.slug for theme in sources.plan.themes]
            refs = [action.ref for action in (*board.actions, *(one.action for one in board.gone))]
            findings += [*check_measures(measures, slugs, refs), *changed_units(measures, board.snapshot)]
            findings += self._promises(sources, measures)
        findings += withdrawn_too_early(measures, self.workspace.clock) if measures else ()
        self.workspace.findings += findings
        if errors(findings):
            self.workspace.unread.add("/measures/")
        return open_shelf(measures, board.snapshot, self.workspace.clock, self.workspace.language)

    def _promises(self, sources: PlanSources, measures: Measures) -> list[Finding]:
        """Return an error for each promise that was changed and not pulled."""
        last, known = sources.history.last, self.workspace
        latest = sources.history.latest
        return list(changed_promises(measures, latest, last.day, known.offer, known.language)) if last else []

    def generate_output(self, writer: Any) -> None:  # the writer is another feature's
        """Stage the pages of every part."""
        stage_comments(self.comments, writer)
        if not self.sources:
            return
        desk = self._desk(self.sources)
        writer.beside(partial(_stage, BESIDE, desk, writer), is_large=len(self.board.actions) >= LARGE)
        _stage(PARTS, desk, writer)

    def _desk(self, sources: PlanSources) -> Desk:
        feeds: dict[str, list[Feed]] = {}
        for feed in self.context["FEEDS"]:
            feeds.setdefault(feed.page, []).append(feed)
        return Desk(
            workspace=self.workspace,
            plan=sources,
            board=self.board,
            teller=self.teller,
            days=self.days,
            news=tuple(item for item in self.context["NEWS"] if item.record.themes),
            feeds=feeds,
            comments=self.comments,
            programme=self.programme,
            shelf=self.shelf,
            earlier=self.earlier,
        )


def _no_plan() -> View:
    return {"plan": None, "progress": None, "as_at": None, "silence": None}


def _stage(parts: Iterable[Part], desk: Desk, writer: Writer) -> None:
    for part in parts:
        part(desk, writer)
