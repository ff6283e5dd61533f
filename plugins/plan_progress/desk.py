"""What the parts of the plan's pages share: what was read, how it stands, and what other features published."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from plugins.model.feed import Feed, Item
from plugins.model.views import View
from plugins.plan_progress.changes.days import Day
from plugins.plan_progress.measures.shelf import Shelf
from plugins.plan_progress.progress import Board
from plugins.plan_progress.voices.book import Book
from plugins.sources.earlier import EarlierSources
from plugins.sources.plan import PlanSources
from plugins.sources.programme import Programme
from plugins.sources.teller import Teller
from plugins.sources.workspace import Workspace


class Writer(Protocol):
    """The writer, as far as the parts need it."""

    def stage(self, save_as: str, template: str, view: View) -> None:
        """Stage a page."""

    def stage_lazily(self, save_as: str, template: str, key: View, make: Callable[[], View]) -> None:
        """Stage a page whose view is made only where *key* or our code has changed."""

    def stage_data(self, save_as: str, view: object, make: Callable[[], bytes]) -> None:
        """Stage a data file that is made only where *view* or our code has changed."""

    def stage_bytes(self, save_as: str, data: bytes) -> None:
        """Stage a file as it is."""

    def beside(self, work: Callable[[], None], *, is_large: bool) -> None:
        """Let *work* stage its part beside all that is staged from now on."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One build's plan: each part of it stages its own pages from here."""

    workspace: Workspace
    plan: PlanSources
    board: Board
    teller: Teller
    days: tuple[Day, ...]
    news: tuple[Item, ...]
    feeds: Mapping[str, Sequence[Feed]]
    comments: Book
    programme: Programme = field(default_factory=Programme)
    shelf: Shelf | None = None
    earlier: tuple[EarlierSources, ...] = ()

    def feeds_of(self, url: str) -> Sequence[Feed]:
        """Return the feeds that belong to the page at *url*."""
        return self.feeds.get(url, ())
