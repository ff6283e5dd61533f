"""Puts the plan in the shared context, then writes the plan, a page for each theme, and the programme updates."""

from typing import Any

from pelican.generators import Generator

from plugins.model.feed import Feed, Item
from plugins.model.findings import errors
from plugins.model.views import View, link, save_as
from plugins.plan_progress.plan_view import plan_view
from plugins.plan_progress.progress import Board
from plugins.plan_progress.theme_view import theme_view
from plugins.plan_progress.updates import Day, updates, updates_items, updates_view
from plugins.sources.plan import PlanSources, read_plan
from plugins.sources.workspace import Workspace


class PlanGenerator(Generator):  # type: ignore[misc]  # Pelican is untyped
    """The pages of the plan, for an area that has one."""

    def generate_context(self) -> None:
        """Read the plan; say what home, news and feeds may know of it."""
        self.workspace: Workspace = self.context["WORKSPACE"]
        self.sources, findings = read_plan(self.workspace)
        self.workspace.findings += findings
        if errors(findings):
            # What cannot be relied on is not shown; nor are the links to it told as mistakes too.
            self.sources = None
            self.workspace.unread.add("/plan/")
        self.context.update(
            {"PLAN_LINK": None, "THEME_LINKS": {}, "PLAN_HOME": _no_plan(), "UPDATES": (), "THEMES": ()}
        )
        if self.sources:
            self._publish(self.sources)

    def _publish(self, sources: PlanSources) -> None:
        plan, board = sources.plan, Board(sources, self.workspace)
        self.board = board
        self.days: tuple[Day, ...] = updates(sources, board, self.workspace)
        here = link(plan.name, "/plan/")
        self.context["PLAN_LINK"] = here
        self.context["THEMES"] = tuple(page.theme for page in sources.themes)
        self.context["THEME_LINKS"] = {one.slug: link(one.title, f"/plan/{one.slug}/") for one in plan.themes}
        self.context["PLAN_HOME"] = {"plan": here, "progress": board.total, "as_at": board.as_at}
        self.context["UPDATES"] = updates_items(self.days, sources, self.workspace)

    def generate_output(self, writer: Any) -> None:  # the writer is another feature's
        """Stage the plan's pages."""
        if not self.sources:
            return
        feeds: dict[str, list[Feed]] = {}
        for feed in self.context["FEEDS"]:
            feeds.setdefault(feed.page, []).append(feed)
        news: tuple[Item, ...] = tuple(item for item in self.context["NEWS"] if item.record.themes)
        pages: list[tuple[str, View]] = [
            ("plan", plan_view(self.sources, self.board, news, feeds.get("/plan/", []), self.workspace)),
            ("changes", updates_view(self.days, self.sources, feeds.get("/plan/changes/", []), self.workspace)),
        ]
        for number, page in enumerate(self.sources.themes):
            own = feeds.get(f"/plan/{page.theme.slug}/", [])
            pages.append(("theme", theme_view(number, self.sources, self.board, own, self.workspace)))
        for template, view in pages:
            writer.stage(save_as(view["url"]), template, view)


def _no_plan() -> View:
    return {"plan": None, "progress": None, "as_at": None}
