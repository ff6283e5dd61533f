"""Stages the families' view of the plan, and the pages of “You said, we did”."""

from collections.abc import Iterator

from plugins.model.findings import Finding, Place, error
from plugins.model.views import save_as
from plugins.plan_progress.desk import Desk, Writer
from plugins.plan_progress.voices.book import Book
from plugins.plan_progress.voices.comments_pages import newest_page, year_pages
from plugins.plan_progress.voices.families_page import families_page


def stage(desk: Desk, writer: Writer) -> None:
    """Stage ``/plan/families-view/`` where the area has a forum."""
    if desk.workspace.area.forum:
        view = families_page(desk)
        writer.stage(save_as(view["url"]), "families_view", view)


def stage_comments(book: Book, writer: Writer) -> None:
    """Stage ``/you-said-we-did/`` and a page for each year, where the area publishes comments."""
    book.workspace.findings += [*book.faults(), *_unknown_years(book)]
    if not book.is_open:
        return
    view = newest_page(book)
    writer.stage(save_as(view["url"]), "comments", view)
    for view in year_pages(book):
        writer.stage(save_as(view["url"]), "comments_year", view)


def _unknown_years(book: Book) -> Iterator[Finding]:
    """Yield an error for each yearly report of a year that has neither comments nor counts."""
    for number, one in enumerate(book.workspace.area.comments.reports):
        if one.year not in book.years:
            place = Place("area.toml", key=f"comments.reports.{number}.year")
            mend = f"There are: {', '.join(book.years) or 'none yet'}."
            yield error(place, f"There is no year {one.year} of comments to report on.", mend)
