"""The improvement plan as pages: what was promised, how it stands, and what has moved."""

from pelican import signals
from pelican.generators import Generator

from plugins.plan_progress.generator import PlanGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)


def generators(_pelican: object) -> type[Generator]:
    """Return the generator of the plan's pages."""
    return PlanGenerator
