"""Puts the alerts in the shared context, then writes their pages."""

from functools import partial
from typing import Any

from pelican.generators import Generator

from plugins.briefings.alerts.pages import alert_view, alerts_view, strip_view
from plugins.model.feed import Feed
from plugins.model.views import View, save_as
from plugins.sources.alerts import HOME, Alerts, read_alerts
from plugins.sources.entries import unknown_names
from plugins.sources.workspace import Workspace


class AlertsGenerator(Generator):  # type: ignore[misc]  # Pelican is untyped
    """Alerts, the list of them, and the strip that every page shows while one lasts."""

    def generate_context(self) -> None:
        """Read the alerts; what is wrong with them goes to the workspace."""
        self.workspace: Workspace = self.context["WORKSPACE"]
        self.alerts, findings = read_alerts(self.workspace)
        self.workspace.findings += findings
        self.context["ALERTS"] = self.alerts
        self.context["STRIP"] = strip_view(self.alerts, self.workspace)

    def generate_output(self, writer: Any) -> None:  # the writer is another feature's
        """Stage the list and a page for each alert, over or not."""
        themes: dict[str, View] = self.context["THEME_LINKS"]
        feeds: list[Feed] = [feed for feed in self.context["FEEDS"] if feed.page == HOME]
        alerts: Alerts = self.alerts
        self._unknown_themes(list(themes))
        writer.stage(save_as(HOME), "alerts", alerts_view(alerts, feeds, self.workspace))
        for one in alerts:
            writer.stage(save_as(one.url), "alert", alert_view(one, themes, feeds, self.workspace))

    def _unknown_themes(self, known: list[str]) -> None:
        if "/plan/" in self.workspace.unread:
            return
        for one in self.alerts:
            self.workspace.findings += unknown_names(one.record.themes, known, "theme", partial(one.place, "themes"))
