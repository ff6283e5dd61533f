"""What changed in the plan, as the lines of a draft: by theme, each bound to its fact, long lists cut short."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.model.facts import Fact
from plugins.model.history import Step
from plugins.model.language import Language
from plugins.sources.facts import Facts
from plugins.sources.plan import PlanSources
from plugins.sources.plan_facts import CHANGES, themes_of
from plugins.sources.teller import WHOLE_PLAN

MOST = 12
_SIGNS = re.compile(r"([\\`*_\[\]<])")


@dataclass(frozen=True, slots=True)
class Changes:
    """The text, the slugs of the themes in it, how many changes there were, and how many of them have a line."""

    text: str
    themes: tuple[str, ...] = ()
    told: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class _One:
    """A change: its snapshot, its key, and whether it is news that moves nothing."""

    step: Step
    key: str
    is_update: bool


def bound(fact: Fact, *, is_markdown: bool = False, after: str = "") -> str:
    """Return the sentence of *fact* as Markdown, what comes *after* it, and the marker that binds the line."""
    said = fact.sentence if is_markdown else as_markdown(fact.sentence)
    return f"{said}{after} {{fact {fact.key}}}"


def as_markdown(text: str) -> str:
    """Return plain *text* on one line of Markdown, in which no sign of it becomes a mark."""
    plain = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return plain.replace("{", "&#123;").replace("}", "&#125;")


def changes_text(steps: Iterable[Step], plan: PlanSources | None, facts: Facts, *, is_first: bool) -> Changes:
    """Return what *steps* changed, or the honest sentence that nothing did; not so in an edition that *is_first*."""
    language = facts.workspace.language
    if plan is None or plan.history.last is None:
        return Changes("")
    now = facts.of(f"plan/{plan.history.last.name}/progress")
    groups = _groups(steps, facts)
    titles = {theme.number: theme.title for theme in plan.plan.themes} | {
        WHOLE_PLAN: language.gettext("The whole plan")
    }
    parts = [bound(now)] if now and groups else []
    count = 0
    for number in sorted(groups, key=lambda one: (one == WHOLE_PLAN, one)):
        lines = list(_lines(number, groups[number], facts, language))
        count += min(MOST, len(groups[number]))
        parts.append(f"### {as_markdown(titles[number])}\n\n" + "\n".join(lines))
    if not groups and now:
        nothing = language.gettext("Nothing has changed in the plan data that we publish since the last briefing.")
        parts.append(bound(now) if is_first else f"{nothing} {bound(now)}")
    slugs = tuple(theme.slug for theme in plan.plan.themes if theme.number in groups)
    return Changes("\n\n".join(parts), slugs, sum(map(len, groups.values())), count)


def _groups(steps: Iterable[Step], facts: Facts) -> dict[int, list[_One]]:
    found: dict[int, dict[str, _One]] = {}
    for step in steps:
        for number, changed in themes_of(step, facts.plans[0]).items():
            for key, is_update in changed:
                found.setdefault(number, {})[key] = _One(step, key, is_update)
    return {number: list(known.values()) for number, known in found.items()}


def _lines(number: int, changed: list[_One], facts: Facts, language: Language) -> Iterator[str]:
    """Yield a line for each change, of a long list for those that move something and the newest; then what is left."""
    newest = {id(one.step): place for place, one in enumerate(changed)}
    weight = {one.key: (one.is_update, -newest[id(one.step)], place) for place, one in enumerate(changed)}
    kept = set(sorted(weight, key=weight.__getitem__)[:MOST])
    yield from (f"- {bound(fact)}" for one in changed if one.key in kept and (fact := facts.of(one.key)))
    told = Counter(one.step.kept.name for one in changed if one.key in kept)
    for name in dict.fromkeys(one.step.kept.name for one in changed):
        if fact := facts.of(f"plan/{name}/theme-{number}/more/{told[name]}"):
            page = language.gettext("see [what has changed](%(url)s).", url=f"{CHANGES}{name}/")
            yield f"- {bound(fact, after=f': {page}')}"
