"""Puts the dates for families in the shared context, then writes their pages and calendar files."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from pelican.generators import Generator

from plugins.briefings.events.calendar import made
from plugins.briefings.events.entries import ALL, calendar_view, kept_in_calendar
from plugins.briefings.events.pages import event_view, events_view, past_view, year_of, year_view
from plugins.model.views import View, save_as
from plugins.sources.entries import unknown_names
from plugins.sources.events import Dates, read_events
from plugins.sources.workspace import Workspace


class EventsGenerator(Generator):  # type: ignore[misc]  # Pelican is untyped
    """Dates for families, for an area that has any."""

    def generate_context(self) -> None:
        """Read the events; what is wrong with them goes to the workspace."""
        self.workspace: Workspace = self.context["WORKSPACE"]
        self.events, findings = read_events(self.workspace)
        self.workspace.findings += findings
        self.context["EVENTS"] = self.events

    def generate_output(self, writer: Any) -> None:  # the writer is another feature's
        """Stage the list, the past ones by year, each event with its own calendar file, and the calendar of all."""
        if not self.events:
            return
        themes: dict[str, View] = self.context["THEME_LINKS"]
        self._unknown_themes(list(themes))
        for template, view in self._pages(themes):
            writer.stage(save_as(view["url"]), template, view)
        for one in self.events:
            self._calendar(writer, f"events/{one.slug}.ics", (one,))
        self._calendar(writer, ALL, kept_in_calendar(self.events, self.workspace.clock))

    def _pages(self, themes: dict[str, View]) -> Iterator[tuple[str, View]]:
        clock = self.workspace.clock
        past = [one for one in reversed(self.events) if clock.has_passed(one.record.over)]
        coming = [one for one in self.events if one not in past]
        years = [(year, tuple(found)) for year, found in groupby(past, key=year_of)]
        yield "events", events_view(coming, self.workspace)
        yield "events_past", past_view([year for year, _found in years], self.workspace)
        yield from (("events_year", year_view(year, found, self.workspace)) for year, found in years)
        yield from (("event", event_view(one, themes, self.workspace)) for one in self.events)

    def _calendar(self, writer: Any, path: str, events: Dates) -> None:
        view = calendar_view(path, events, self.context["THEME_LINKS"], self.workspace)
        writer.stage_data(path, view, partial(made, view))

    def _unknown_themes(self, known: list[str]) -> None:
        if "/plan/" in self.workspace.unread:
            return
        for one in self.events:
            self.workspace.findings += unknown_names(one.record.themes, known, "theme", partial(one.place, "themes"))
