"""The keys of facts: how a line of a briefing names what a snapshot says.

A key names the snapshot, and within it an action by the number that it had then. A published snapshot is sealed and
never changes, so that number means one action for ever: whatever number the action gets later, or whichever action it
goes into, the key stays right. The id of the action would be as stable, and nobody could read it.
"""

import re
from collections import Counter
from collections.abc import Mapping

from plugins.model.changes import ChangeKind
from plugins.model.figure_changes import FigureChange
from plugins.model.figures import Figure
from plugins.model.history import Step

# What an action's change is about. What it is called may become another word when the area's statuses do, or when a
# departure is explained; what it is about does not, and there is one of each for an action in a snapshot.
_ABOUT: Mapping[ChangeKind, str] = {
    "done": "status",
    "said done": "status",
    "reopened": "status",
    "started": "status",
    "worse": "status",
    "better": "status",
    "evidence": "proof",
    "evidence gone": "proof",
    "date set": "date",
    "date moved": "date",
    "date gone": "date",
    "reason": "date",
    "added": "came",
    "back": "came",
    "removed": "left",
    "merged": "left",
}
_LAST = {kind.replace(" ", "-"): what for kind, what in _ABOUT.items()}


def place_in_key(text: str) -> str:
    """Return *text* as it stands in a key.

    >>> place_in_key("A1.2 (b)")
    'a1.2--b-'
    """
    return re.sub(r"[^\w.-]", "-", text.lower())


def step_keys(step: Step) -> list[str]:
    """Return the key of each change of *step*, in the order in which ``Teller.each`` tells them; no two are the same.

    For example ``plan/2026-11-18/2.3/date-moved``.
    """
    names = [f"{place_in_key(one.action.ref)}/{one.kind.replace(' ', '-')}" for one in step.changes]
    names += [f"figures/{_figure_change(one)}/{one.kind.replace(' ', '-')}" for one in step.figures]
    names += [f"views/{one.theme}" for one in step.views]
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"plan/{step.kept.name}/{name}{f'-{seen[name]}' if seen[name] > 1 else ''}")
    return found


def same_key(key: str) -> str:
    """Return what is the same for two keys of one change, whatever it was called when each was written."""
    head, _, last = key.rpartition("/")
    return f"{head}/{_LAST.get(last, last)}"


def figure_key(measure: str, figure: Figure) -> str:
    """Return the key of a figure as it is published now, for example ``measure/calls-returned/2026-10``."""
    return f"measure/{measure}/{_figure(figure)}"


def _figure(one: Figure) -> str:
    return "/".join(place_in_key(part) for part in (one.period.code, one.group, one.place) if part)


def _figure_change(one: FigureChange) -> str:
    figure = one.after or one.before
    return f"{one.measure}/{_figure(figure)}" if figure else one.measure
