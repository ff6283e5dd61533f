"""Whether a number still stands for the same action: offices reword actions, and give old numbers to new ones."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

from plugins.model.actions import Action
from plugins.model.findings import Finding, Place, error
from plugins.sources.identities import FILE
from plugins.sources.tracker.promises import Promised

_ALIKE = 0.6
"""How much of two texts is the same, letter by letter, where only the spelling changed."""
_SHARED, _MUST_SHARE = 0.25, 0.5
"""More of the telling words than this two texts share where one is the other reworded; where theme or lead changed too.

Of two actions of one plan, nine in ten pairs share a quarter or less.
"""
_TELLING = re.compile(r"[^\W\d_]{4,}")
_STEM = 5


def reused(told: Action, place: Place, was: Promised, since: date, today: date) -> Iterator[Finding]:
    """Yield an error where *told* says something quite different from what was public under its number.

    Who looked at it says so with the day, ``reworded``, which counts once: for the pull that follows, where it is not
    before *since*, the day of the last snapshot.
    """
    before, entry = was.before, was.entry
    if (
        before is None
        or entry is None
        or is_the_same(before, told)
        or (entry.reworded and since <= entry.reworded <= today)
    ):
        return
    said = f"Action {told.ref} now says something quite different: “{told.text}” It was: “{before.text}”"
    mend = (
        f"In {FILE}, under the entry of {told.ref}: did another action take the number, set it free with "
        f'`ref = "{told.ref} until {today}"`; the new action then gets an id of its own. Was it only reworded, '
        f"write `reworded = {today}`."
    )
    yield error(place, said, mend)


def is_the_same(before: Action, after: Action) -> bool:
    """Say whether two texts can be one action: alike letter by letter, or with enough telling words in common."""
    old, new = before.text.casefold(), after.text.casefold()
    if old == new or SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE:
        return True
    stays = (before.theme, before.lead) == (after.theme, after.lead)
    return shared(old, new) > (_SHARED if stays else _MUST_SHARE)


def shared(old: str, new: str) -> float:
    """Return how many of the telling words of the shorter text the other has too, from 0 to 1."""
    one, other = _stems(old), _stems(new)
    return len(one & other) / (min(len(one), len(other)) or 1)


def _stems(text: str) -> set[str]:
    """Return how the telling words of *text* begin: endings change when a text is reworded."""
    return {word[:_STEM] for word in _TELLING.findall(text)}
