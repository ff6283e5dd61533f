"""The book of comments: where each stands, what it is about, and which action of the plan it led to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from plugins.model.actions import Action, Snapshot, place_on_page
from plugins.model.comments import CommentYear, Register, year_of
from plugins.model.findings import Finding, error, nearest
from plugins.model.identity import Entry
from plugins.model.plan import Theme
from plugins.model.views import View, day, link, when
from plugins.sources.comments import HOME, Said, comment_urls
from plugins.sources.plan import PlanSources
from plugins.sources.workspace import Workspace

NEWEST, LONGEST_TITLE = 20, 90


@dataclass(frozen=True)
class Book:
    """The comments that may be shown, latest first, with what they point to. An area may have no plan.

    ``plan_is_unread`` says that there is a plan which could not be read: then links to it are not told as mistakes.
    """

    workspace: Workspace
    said: tuple[Said, ...]
    themes: Mapping[str, Theme] = field(default_factory=dict)
    latest: Snapshot | None = None
    entries: tuple[Entry, ...] = ()
    plan_is_unread: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the area publishes comments at all."""
        return bool(self.said or self.registers or self.workspace.area.comments.source)

    @property
    def places(self) -> frozenset[str]:
        """The address that the frame of every page may link to."""
        return frozenset({HOME} if self.is_open else ())

    @property
    def registers(self) -> tuple[Register, ...]:
        """The counts of comments, year by year."""
        return self.latest.registers if self.latest else ()

    @cached_property
    def years(self) -> dict[str, list[Said]]:
        """The comments of each year by its name, the latest year first; a year that was only counted is there too."""
        names = {one.year: list[Said]() for one in self.registers}
        for one in self.said:
            names.setdefault(self.year(one).name, []).append(one)
        return dict(sorted(names.items(), reverse=True))

    def year(self, one: Said) -> CommentYear:
        """Return the year in which a comment came in: the one of the last day on which it can have."""
        return year_of(one.comment.received.last, self.workspace.area.comments.starts)

    def url(self, one: Said) -> str:
        """Return where a comment stands for good: its place on the page of its year."""
        return self._urls[one.slug]

    @cached_property
    def _urls(self) -> dict[str, str]:
        return comment_urls(self.said, self.workspace.area.comments.starts)

    def action(self, ref: str) -> Action | None:
        """Return the action with this number now or before, None where it is not in the plan now."""
        entry = self._entry(ref)
        actions = self.latest.actions if self.latest else ()
        return next((one for one in actions if one.id == (entry.id if entry else "") or _same(one.ref, ref)), None)

    def _entry(self, ref: str) -> Entry | None:
        return next((one for one in self.entries if any(_same(ref, name) for name in (one.ref, *one.was))), None)

    def faults(self) -> Iterator[Finding]:
        """Yield an error for each theme and each action that a comment names and the plan never had."""
        if self.plan_is_unread:
            return
        refs = [one.ref for one in self.latest.actions] if self.latest else []
        for one in self.said:
            theme, ref = one.comment.theme, one.comment.action
            if theme and theme not in self.themes:
                mend = nearest(theme, self.themes, f"The plan has: {', '.join(self.themes) or 'no themes'}.")
                yield error(one.theme_place, f"`theme` names “{theme}”, and the plan has no such theme.", mend)
            if ref and not self._entry(ref) and not self.action(ref):
                mend = nearest(ref, refs, "Write the number as the plan does, for example 1.2.")
                yield error(one.action_place, f"`action` names “{ref}”, and the plan has no such action.", mend)

    def links(self, *, theme: str | None = None, ref: str | None = None) -> list[View]:
        """Return a link to each comment about a theme, or that led to an action, latest first."""
        found = self._of_action(ref) if ref else [one for one in self.said if one.comment.theme == theme]
        return [link(self.title(one), self.url(one)) for one in found]

    def _of_action(self, ref: str) -> list[Said]:
        wanted = self.action(ref)
        return [one for one in self.said if one.comment.action and wanted and self.action(one.comment.action) == wanted]

    def title(self, one: Said) -> str:
        """Return the beginning of a comment, as a link to it."""
        language, text = self.workspace.language, " ".join(one.comment.comment.split())
        short = text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE].rsplit(' ', 1)[0]}…"
        month = language.in_words(one.comment.received)
        return language.gettext("You said, %(month)s: %(words)s", month=month, words=short)

    def action_view(self, ref: str) -> View:
        """Return the action that a comment led to, with no address where it has left the plan."""
        found, words = self.action(ref), self.workspace.language.gettext
        if found is None:
            return {"title": words("Action %(ref)s, which is no longer in the plan", ref=ref), "url": None}
        title = words("Action %(ref)s: %(text)s", ref=found.ref, text=found.text.rstrip("."))
        return link(title, f"/plan/actions/{place_on_page(found.ref)}/")

    def received(self, one: Said) -> View | None:
        """Return when a comment came in."""
        return when(one.comment.received, self.workspace.language)

    @property
    def counted_on(self) -> View | None:
        """The day the counts are as at."""
        return day(self.latest.as_at, self.workspace.language) if self.latest and self.registers else None


def open_book(
    workspace: Workspace, said: Sequence[Said], plan: PlanSources | None, *, plan_is_unread: bool = False
) -> Book:
    """Return the book of an area, with or without a plan."""
    if plan is None:
        return Book(workspace, tuple(said), plan_is_unread=plan_is_unread)
    themes = {one.slug: one for one in plan.plan.themes}
    return Book(workspace, tuple(said), themes, plan.history.latest, tuple(plan.history.entries.values()))


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
