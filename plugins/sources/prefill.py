"""A briefing that stands ready: what has happened since the last one, each line bound to the fact that it tells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from plugins.model.clock import LONDON, Clock
from plugins.model.findings import errors
from plugins.model.history import Step
from plugins.model.schedule import Appeared, due_days, next_due, schedule
from plugins.sources.comments import read_comments
from plugins.sources.drafts import TO_BE_TITLED, briefing_text, keep_new, next_number
from plugins.sources.editions import Written, read_editions
from plugins.sources.events import read_events
from plugins.sources.facts import Facts
from plugins.sources.measures.definitions import read_measures
from plugins.sources.plan import PlanSources, read_plan
from plugins.sources.plan_facts import plan_facts
from plugins.sources.prefilled_changes import bound, changes_text
from plugins.sources.workspace import Workspace, open_workspace

AHEAD = timedelta(days=14)


@dataclass(slots=True)
class Ready:
    """A draft and what to tell the office of it: what was filled in, and what somebody should look at."""

    path: Path
    text: str
    filled: list[str]
    look: list[str]


@dataclass(slots=True)
class _Desk:
    """What a draft is made from. ``last`` is the last edition that came out and was not taken back."""

    workspace: Workspace
    written: list[Written]
    last: Written | None
    plan: PlanSources | None
    facts: Facts
    look: list[str] = field(default_factory=list)

    @property
    def named(self) -> set[str]:
        """The keys that the last edition told."""
        return {key for mark in self.last.marks for key in mark.keys} if self.last else set()


def begin_briefing(content: Path, state: Path, locales: Path, clock: Clock, title: str = "") -> Ready:
    """Write the draft of the next briefing and return it; no file is ever overwritten.

    Raises ``ContentError`` where the area cannot be read or a file of that name is there.
    """
    ready = ready_briefing(open_workspace(content, state, locales, clock, publish=False), title)
    keep_new(ready.path, ready.text)
    return ready


def ready_briefing(workspace: Workspace, title: str = "") -> Ready:
    """Return the draft of the next briefing as it would be written for the moment of the clock."""
    desk = _desk(workspace)
    number, day = next_number(workspace.content), _day(desk)
    moment = datetime.combine(day, time(9), LONDON)
    steps = _new_steps(desk)
    changes = changes_text(steps, desk.plan, desk.facts, is_first=desk.last is None)
    answers, dates, late = _answers(desk), _dates(desk, moment), _late(desk)
    parts = {
        "themes": ", ".join(changes.themes),
        "changes": changes.text,
        "late": late,
        "answers": f"## You said, we did\n\n{answers}" if answers else "",
        "dates": dates,
    }
    name = f"briefings/{day}-briefing-{number}.md"
    called = title or f"SEND briefing {number}{TO_BE_TITLED}"
    text = briefing_text(called, f"{moment:%Y-%m-%dT%H:%M}", number, parts)
    pulls, things = _many(len(steps), "pull"), _many(changes.told, "change")
    filled = [
        f"Since {_since_words(desk)}: {things} in the plan by {pulls}, told in {_many(changes.lines, 'line')}."
        if changes.told
        else f"Since {_since_words(desk)}: nothing changed in the plan.",
        f"{_many(_lines(answers), 'answer')} to comments. {_many(_lines(dates), 'date')} for families.",
    ]
    return Ready(workspace.content / name, text, filled, [*desk.look, *_old_data(desk, steps)])


def _desk(workspace: Workspace) -> _Desk:
    written = read_editions(workspace.content)
    out = [one for one in written if one.record.status == "published" and workspace.clock.has_passed(one.record.date)]
    kept = [one for one in out if not one.record.withdrawn]
    plan, wrong = read_plan(workspace)
    measures, unclear = read_measures(workspace.content)
    said, amiss = read_comments(workspace)
    events, odd = read_events(workspace)
    plan = None if errors(wrong) else plan
    facts = Facts(workspace, plan_facts(plan, (), measures, workspace), said, events)
    desk = _Desk(workspace, written, kept[-1] if kept else None, plan, facts)
    if found := errors([*workspace.findings, *wrong, *unclear, *amiss, *odd]):
        desk.look.append(f"Something could not be read and is left out. `invoke build` says more. First: {found[0]}")
    files = sorted((workspace.content / "briefings").rglob("*.md"))
    if len(written) < len(files):
        desk.look.append("A briefing cannot be read, so number and changes may be wrong. `invoke build` says which.")
    return desk


def _day(desk: _Desk) -> date:
    """Return the next due day that no edition fills, today where that one is just over or there is no calendar.

    Drafts and scheduled editions fill their days too.
    """
    calendar, today = desk.workspace.area.briefing, desk.workspace.clock.today()
    if calendar is None:
        return today
    came = [Appeared(one.day, one.place(()).file) for one in desk.written]
    out = [one for one in came if one.day <= today]
    filled = {slot.due for slot in schedule(calendar, came, max([today, *(one.day for one in came)])) if slot.filled}
    first = next_due(calendar, out, today)
    return max(today, next(day for day in due_days(calendar) if day >= first and day not in filled))


def _new_steps(desk: _Desk) -> list[Step]:
    """Return the snapshots that no edition has told: after the last one it names, else after the day it came out.

    Of an area whose first briefing this is, only the latest.
    """
    steps = list(desk.plan.history.steps) if desk.plan else []
    if desk.last is None:
        return steps[-1:]
    named = {key.split("/")[1] for key in desk.named if key.startswith("plan/")}
    told = [number for number, step in enumerate(steps) if step.kept.name in named]
    if told:
        return steps[told[-1] + 1 :]
    return [step for step in steps if step.kept.day > desk.last.day]


def _late(desk: _Desk) -> str:
    last = desk.plan.history.last if desk.plan else None
    fact = desk.facts.of(f"plan/{last.name}/late") if last else None
    see = desk.workspace.language.gettext("[Our plan](/plan/) names each one.")
    return bound(fact, after=f" {see}") if fact else ""


def _answers(desk: _Desk) -> str:
    """Return the comments that were answered, or whose result came, since the last edition."""
    since = desk.last.day if desk.last else desk.workspace.clock.today() - AHEAD
    lines = []
    for one in desk.facts.said:
        key = f"comment/{one.slug}"
        days = [day for day in (one.comment.responded, one.comment.result_on) if day]
        is_new = any(day > since or (day == since and key not in desk.named) for day in days)
        if is_new and (fact := desk.facts.of(key)):
            lines.append(f"- {bound(fact, is_markdown=True)}")
    return "\n".join(lines)


def _dates(desk: _Desk, moment: datetime) -> str:
    """Return the events from *moment* until two weeks after the edition that follows."""
    until = _following(desk, moment.date()) + AHEAD
    return "\n".join(
        f"- {bound(fact)}"
        for one in desk.facts.events
        if one.record.over > moment and one.record.begins.astimezone(LONDON).date() <= until
        if (fact := desk.facts.of(f"event/{one.slug}"))
    )


def _following(desk: _Desk, day: date) -> date:
    calendar = desk.workspace.area.briefing
    return next(due for due in due_days(calendar) if due > day) if calendar else day + AHEAD


def _old_data(desk: _Desk, steps: Sequence[Step]) -> Iterator[str]:
    if desk.plan is None:
        return
    now, received = desk.workspace.clock.now, desk.plan.received
    days = [step.kept.day for step in desk.plan.history.steps]
    days += [received.received.astimezone(LONDON).date()] if received and received.received <= now else []
    if not days:
        yield "No plan data has been pulled yet: `invoke pull` brings it."
        return
    age = (now.astimezone(LONDON).date() - max(days)).days
    if age >= AHEAD.days or not steps:
        said = f"Nothing was pulled for {_many(age, 'day')}, since {desk.workspace.language.day(max(days))}."
        yield f"{said} `invoke pull` brings what is new: do it first, delete this draft and make it again."


def _since_words(desk: _Desk) -> str:
    if desk.last is None:
        return "the beginning"
    return f"briefing {desk.last.record.number} of {desk.workspace.language.day(desk.last.day)}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _lines(text: str) -> int:
    return sum(line.startswith("- ") for line in text.split("\n"))


def told(ready: Ready) -> Iterable[str]:
    """Yield what to print of *ready*, line by line."""
    yield f"Made {ready.path}. It is a draft: set `status: published` when it is ready."
    yield from ready.filled
    yield "Change the words as you like. {fact …} at the end of a line holds its numbers and days to the source."
    yield from (f"Look: {one}" for one in ready.look)
