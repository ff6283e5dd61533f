"""Facts of the plan: what each snapshot changed, how the plan stood in it, and what figures are published now."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from types import MappingProxyType

from plugins.model.actions import Action, Snapshot, Standing, progress, standing
from plugins.model.changes import Known
from plugins.model.due_words import due_words
from plugins.model.facts import Fact
from plugins.model.figure_change_words import figure_sentence
from plugins.model.figure_changes import FigureChange, figure_before
from plugins.model.figures import Figure, Series
from plugins.model.history import History, Kept, Step
from plugins.model.measures import Measures
from plugins.model.progress_words import progress_then
from plugins.sources.earlier import EarlierSources
from plugins.sources.fact_keys import figure_key, place_in_key, same_key, step_keys
from plugins.sources.plan import PlanSources
from plugins.sources.teller import Teller
from plugins.sources.workspace import Workspace

CHANGES = "/plan/changes/"


class PlanFacts:
    """The facts of one plan. A snapshot is only looked at when a key names it."""

    def __init__(self, history: History, teller: Teller, archive: str = "") -> None:
        """Tell *history* with the words of *teller*; *archive* is the address of the page of a plan that is over."""
        self.history, self.teller, self.language, self.archive = history, teller, teller.workspace.language, archive
        self.steps = MappingProxyType({step.kept.name: step for step in history.steps})
        self.changed = lru_cache(maxsize=None)(self._changed)

    def of(self, key: str) -> Fact | None:
        """Return the fact that *key* names, None where there is none."""
        kind, _, rest = key.partition("/")
        if kind == "measure":
            return self._published(key)
        name, _, what = rest.partition("/")
        if kind != "plan" or name not in self.steps:
            return None
        return self._of_snapshot(self.steps[name].kept, what, key) or self.changed(name).get(same_key(key))

    def keys(self, near: str) -> Iterator[str]:
        """Yield the keys that one like *near* may have meant: those of its snapshot, else of any; or of its measure."""
        kind, _, rest = near.partition("/")
        name = rest.partition("/")[0]
        if kind == "measure":
            yield from (figure_key(series.measure, one) for series, one in self._figures())
        elif name in self.steps:
            yield from (f"plan/{name}/{what}" for what in ("progress", "late"))
            yield from step_keys(self.steps[name])
        else:
            yield from (near.replace(name, one, 1) for one in self.steps) if name else ()

    def _changed(self, name: str) -> dict[str, Fact]:
        """Return what a snapshot changed, by what is the same in each key of it."""
        step = self.steps[name]
        told = [one.sentence for one in self.teller.each(step)]
        count = len(step.changes)
        told[count : count + len(step.figures)] = [
            self._still(one, sentence) for one, sentence in zip(step.figures, told[count:], strict=False)
        ]
        keys = step_keys(step)
        return {
            same_key(key): Fact(key, one, self.archive or f"{CHANGES}{name}/")
            for key, one in zip(keys, told, strict=True)
        }

    def _still(self, change: FigureChange, sentence: str) -> str:
        """Return *sentence* while the figure is what *change* made it, else what is published now."""
        if change.after is None:
            return sentence
        known = figure_key(change.measure, change.after)
        now = next((one for series, one in self._figures() if figure_key(series.measure, one) == known), None)
        if now and (now.value, now.symbol) == (change.after.value, change.after.symbol):
            return sentence
        fact = self._published(known)
        gone = FigureChange(kind="gone", measure=change.measure, unit=change.unit, before=change.after)
        return fact.sentence if fact else figure_sentence(gone, self.teller.measures, self.language)

    def _figures(self) -> Iterator[tuple[Series, Figure]]:
        latest = self.history.latest
        for series in latest.series if latest else ():
            yield from ((series, one) for one in series.figures)

    def _published(self, key: str) -> Fact | None:
        for series, one in self._figures():
            if key.startswith(f"measure/{series.measure}/") and figure_key(series.measure, one) == key:
                before = figure_before(one, series)
                new = FigureChange(kind="new", measure=series.measure, unit=series.unit, after=one, previous=before)
                sentence = figure_sentence(new, self.teller.measures, self.language)
                return Fact(key, sentence, self.archive or f"/measures/{series.measure}/")
        return None

    def _of_snapshot(self, kept: Kept, what: str, key: str) -> Fact | None:
        if what.startswith("theme-"):
            sentence = self._more(self.steps[kept.name], what)
        elif "/" in what or not what:
            return None
        else:
            sentence = self._stood(kept, self.history.open(kept.name), what)
        return Fact(key, sentence, self.archive or f"{CHANGES}{kept.name}/") if sentence else None

    def _more(self, step: Step, what: str) -> str | None:
        """Return how many changes a theme has beyond those that are told: ``theme-3/more/12`` leaves out twelve."""
        theme, _, shown = what.removeprefix("theme-").partition("/more/")
        if not (theme.isdecimal() and shown.isdecimal()):
            return None
        count = sum(one.theme == int(theme) for one in self.teller.each(step)) - int(shown)
        if count < 1:
            return None
        return self.language.ngettext("%(count)s more change", "%(count)s more changes", count)

    def _stood(self, kept: Kept, snapshot: Snapshot, what: str) -> str | None:
        if what in {"progress", "late"}:
            return progress_line(snapshot, self) if what == "progress" else late_line(snapshot, self)
        found = next((one for one in snapshot.actions if place_in_key(one.ref) == what), None)
        return action_line(found, kept, self) if found else None

    def standing(self, action: Action, snapshot: Snapshot) -> Standing:
        """Return how *action* stood in *snapshot*."""
        return standing(action, self.teller.known.statuses[action.status], snapshot.as_at)


def plan_facts(
    sources: PlanSources | None, earlier: Iterable[EarlierSources], measures: Measures | None, workspace: Workspace
) -> tuple[PlanFacts, ...]:
    """Return the facts of the plan of today, if there is one, and of plans that are over: old briefings name them."""
    statuses = {status.id: status for status in workspace.area.statuses}
    found = []
    if sources:
        known = Known(statuses, sources.history.entries)
        found.append(PlanFacts(sources.history, Teller(known, sources.plan.themes, measures, workspace)))
    for one in earlier:
        teller = Teller(Known(statuses, one.history.entries), one.plan.themes, None, workspace)
        found.append(PlanFacts(one.history, teller, one.url))
    return tuple(found)


def progress_line(snapshot: Snapshot, plan: PlanFacts) -> str:
    """Return how far the plan had come on the day of *snapshot*."""
    counted = progress((plan.standing(one, snapshot) for one in snapshot.actions), ())
    told, day = progress_then(counted, plan.language), plan.language.day(snapshot.as_at)
    return plan.language.gettext("On %(day)s, %(told)s", day=day, told=told)


def late_line(snapshot: Snapshot, plan: PlanFacts) -> str:
    """Return how many actions were past their date on the day of *snapshot*."""
    count = sum(plan.standing(one, snapshot).is_late for one in snapshot.actions)
    day = plan.language.day(snapshot.as_at)
    if not count:
        return plan.language.gettext("On %(day)s, no action was past its date.", day=day)
    return plan.language.ngettext(
        "On %(day)s, %(count)s action was past its date.",
        "On %(day)s, %(count)s actions were past their date.",
        count,
        day=day,
    )


def action_line(action: Action, kept: Kept, plan: PlanFacts) -> str:
    """Return an action as it stood in the snapshot *kept*: its words, status, dates, reason and news."""
    words, status = plan.language.gettext, plan.teller.known.statuses[action.status]
    first, now = due_words(action.due, plan.language), due_words(action.holds, plan.language)
    told = [
        words("Action %(ref)s: %(text)s.", ref=action.ref, text=action.text.rstrip(".")),
        words("On %(day)s: %(status)s.", day=plan.language.day(kept.as_at), status=status.word),
        words("Its date: %(date)s.", date=now),
        words("First promised for %(date)s", date=first) + "." if first != now else "",
        action.moved_why or "",
        words("Done on %(day)s.", day=plan.language.day(action.completed)) if action.completed else "",
        action.effect or "",
        action.update or "",
    ]
    return " ".join(filter(None, told))


def themes_of(step: Step, plan: PlanFacts) -> dict[int, list[tuple[str, bool]]]:
    """Return the keys of what *step* changed by the numbers of themes, each with whether it moves nothing.

    Of a new figure it is the key of the figure as it is published now: what revises it later is then noticed.
    """
    found: dict[int, list[tuple[str, bool]]] = {}
    keys = step_keys(step)
    count = len(step.changes)
    for number, one in enumerate(step.figures, count):
        if one.kind == "new" and one.after and plan.of(figure_key(one.measure, one.after)):
            keys[number] = figure_key(one.measure, one.after)
    for key, told in zip(keys, plan.teller.each(step), strict=True):
        found.setdefault(told.theme, []).append((key, told.is_update))
    return dict(sorted(found.items()))
