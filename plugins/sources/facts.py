"""The facts that a line of a briefing may be bound to, found by their keys.

``plan/<snapshot>/<number>/<change>`` and ``plan/<snapshot>/figures/…`` what a snapshot changed,
``plan/<snapshot>/<number>`` an action as it stood, ``plan/<snapshot>/progress`` and ``…/late`` counts of the plan,
``measure/<id>/<period>`` a figure as it is published now, ``comment/<slug>`` and ``event/<slug>``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from plugins.model.comments import Comment
from plugins.model.events import event_sentence
from plugins.model.facts import Fact
from plugins.model.findings import nearest
from plugins.model.language import Language
from plugins.sources.comments import Said, comment_urls
from plugins.sources.events import Dates
from plugins.sources.plan_facts import PlanFacts
from plugins.sources.workspace import Workspace

_STAYS = "plan/"
_KINDS = "Keys begin with plan/, measure/, comment/ or event/. `invoke new briefing` writes them."


@dataclass(frozen=True)
class Facts:
    """All facts of one build, those of the plan of today first.

    ``is_unread`` says that there is a plan which cannot be read: its keys are then not judged.
    """

    workspace: Workspace
    plans: tuple[PlanFacts, ...] = ()
    said: tuple[Said, ...] = ()
    events: Dates = ()
    is_unread: bool = False

    def with_events(self, events: Dates) -> "Facts":
        """Return the same facts and those of *events*, which another part of the build reads."""
        return replace(self, events=events)

    def of(self, key: str) -> Fact | None:
        """Return what the source of *key* says now, None where there is none."""
        kind, _, slug = key.partition("/")
        if kind == "comment":
            return self._comment(slug)
        if kind == "event":
            return self._event(slug)
        return next((found for plan in self.plans if (found := plan.of(key))), None)

    def judges(self, key: str) -> bool:
        """Say whether it can be told at all if *key* is right."""
        unread = ("plan/", "measure/") if self.is_unread else ()
        # An event whose file has a mistake is told of there: its key is not wrong.
        return not key.startswith((*unread, *(("event/",) if "/events/" in self.workspace.unread else ())))

    def may_go(self, key: str) -> bool:
        """Say whether the source of *key* can vanish by rights: a snapshot never does, a comment may have to."""
        return not key.startswith(_STAYS)

    def hint(self, key: str) -> str:
        """Return the key that somebody who wrote *key* may have meant, as a question."""
        return nearest(key, self._keys(key), _KINDS)

    def _keys(self, near: str) -> Iterator[str]:
        yield from (f"comment/{one.slug}" for one in self.said)
        yield from (f"event/{one.slug}" for one in self.events)
        for plan in self.plans:
            yield from plan.keys(near)

    @cached_property
    def _urls(self) -> dict[str, str]:
        return comment_urls(self.said, self.workspace.area.comments.starts)

    def _comment(self, slug: str) -> Fact | None:
        found = next((one for one in self.said if one.slug == slug), None)
        if found is None:
            return None
        return Fact(f"comment/{slug}", comment_line(found.comment, self.workspace.language), self._urls[slug])

    def _event(self, slug: str) -> Fact | None:
        found = next((one for one in self.events if one.slug == slug), None)
        if found is None:
            return None
        language = self.workspace.language
        cancelled = language.gettext("Cancelled: %(event)s", event="").rstrip(" :")[: len("cancel")]
        must_say = cancelled if found.record.cancelled else ""
        return Fact(f"event/{slug}", event_sentence(found.record, language), found.url, must_say)


def comment_line(comment: Comment, language: Language) -> str:
    """Return a comment, our answer and what came of it, on one line of Markdown."""
    words = language.gettext
    told = [words("You said, %(month)s: %(words)s", month=language.in_words(comment.received), words=comment.comment)]
    if comment.response and comment.responded:
        day = language.day(comment.responded)
        told.append(words("We answered on %(day)s: %(words)s", day=day, words=comment.response))
    if comment.result and comment.result_on:
        day = language.day(comment.result_on)
        told.append(words("What came of it, %(day)s: %(words)s", day=day, words=comment.result))
    return " ".join(" ".join(told).split())
