"""Editions of the fortnightly briefing, the feeds by which people follow the site, dates for families, and alerts."""

from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.briefings.alerts.generator import AlertsGenerator
from plugins.briefings.catalogue import catalogue
from plugins.briefings.edition import assemble
from plugins.briefings.events.generator import EventsGenerator
from plugins.briefings.generator import BriefingsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
    signals.all_generators_finalized.connect(feeds)


def generators(_pelican: object) -> tuple[type[Generator], ...]:
    """Return the generators of editions and feeds, of dates for families, and of alerts."""
    return BriefingsGenerator, EventsGenerator, AlertsGenerator


def feeds(generators: list[Any]) -> None:
    """Assemble the editions and say which feeds there are, now that everything they hold has been read."""
    context = generators[0].context
    assemble(context)
    context["FEEDS"] = catalogue(context)
