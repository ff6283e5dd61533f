"""The downloads of the plan and of what stands around it, for the list of all downloads."""

from typing import Any

from plugins.model.downloads import Offered
from plugins.model.plan import Plan
from plugins.sources.entries import Entry
from plugins.sources.programme import Programme


def published_downloads(plan: Plan, programme: Programme) -> tuple[Offered, ...]:
    """Return each document that a page of the plan offers, with the title and the address of that page."""
    entries: tuple[Entry[Any], ...] = (*programme.boards, *programme.strategies, *programme.consultations)
    return (
        *(Offered(held=one, page=plan.name, url="/plan/") for one in programme.downloads),
        *(Offered(held=held, page=one.record.title, url=one.url) for one in entries for held in one.downloads),
    )
