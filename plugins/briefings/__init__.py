"""Editions of the fortnightly briefing, and the feeds by which people follow the site."""

from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.briefings.catalogue import catalogue
from plugins.briefings.generator import BriefingsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
    signals.all_generators_finalized.connect(feeds)


def generators(_pelican: object) -> type[Generator]:
    """Return the generator of editions and feeds."""
    return BriefingsGenerator


def feeds(generators: list[Any]) -> None:
    """Say which feeds there are, now that everything they hold has been read."""
    context = generators[0].context
    context["FEEDS"] = catalogue(context)
