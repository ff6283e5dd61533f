"""Which counts of a table must not be shown.

What is hidden for what it is comes first (``labels``). Then, as long as a hidden count could be worked out, the
cheapest other counts are hidden that make it uncertain again: the fewest, rather parts than totals, rather small than
large. Large and small are steps of twice as much, so that the choice does not tell which of two counts was smaller.
"""

from collections.abc import Sequence

from plugins.model.disclosure.ground import ground
from plugins.model.disclosure.islands import islands
from plugins.model.disclosure.labels import Labels, Whys
from plugins.model.disclosure.openings import Openings
from plugins.model.disclosure.tables import Earlier, Key, Table
from plugins.model.disclosure.worlds import Search, Worlds
from plugins.model.figures import Why
from plugins.model.measures import Protection

_STEPS = 600
_MANY_STEPS = 8000


def hide(
    table: Table, rule: Protection, earlier: Sequence[Earlier] = (), reveal: frozenset[Key] = frozenset()
) -> dict[Key, Why]:
    """Return every key of *table* that must not be shown, counts and ratios, each with the reason.

    A ratio is hidden with its numerator, and whenever its denominator is. ``earlier`` are the editions already
    public, oldest first: what the last of them hid stays hidden unless it is in ``reveal``, which never shows what is
    small today. Every hidden count keeps at least two possible values (three, if it is small and three can be had),
    given all that is shown, the reasons, the rule and what earlier editions showed. What earlier editions alone give
    away already, hiding cannot mend.
    """
    whys: dict[Key, Why] = {}
    for part in islands(ground(table, earlier, reveal)):
        whys |= _Hiding(Labels(part, rule)).whys()
    return dict(sorted(whys.items(), key=lambda item: repr(item[0])))


class _Hiding:
    """The work on one part of a table that nothing connects with the rest."""

    def __init__(self, labels: Labels) -> None:
        self._labels, self._ground = labels, labels.ground
        self._openings = Openings(labels)
        self._first = labels.first()
        self._wanted: dict[Key, int] = {}
        self._seen: dict[Key, set[int]] = {}

    def whys(self) -> dict[Key, Why]:
        """Return what is hidden here, ratios too."""
        whys = dict(self._first)
        while more := self._more(whys):
            whys = self._openings.added(whys, more)
        whys = self._blurred(self._thinned(whys))
        return whys | {one.key: whys[one.numerator] for one in self._ground.ratios if one.numerator in whys}

    def _blurred(self, whys: dict[Key, Why]) -> dict[Key, Why]:
        """Return *whys*; where the reasons alone give a small count away, hide all for one reason that tells less."""
        counts = self._ground.counts
        lost = [key for key, wanted in self._wanted.items() if wanted < 2 and self._labels.is_small(counts[key])]
        if not lost or self._ground.ratios:
            return whys
        same: dict[Key, Why] = dict.fromkeys(filter(self._labels.can_hide, counts), "built on a small number")
        worlds = Worlds(self._labels, same)
        return same if all(_distinct(key, worlds, _MANY_STEPS, 2) > 1 for key in lost) else whys

    def _thinned(self, whys: dict[Key, Why]) -> dict[Key, Why]:
        """Return *whys* without what turned out not to be needed, once more was hidden for other reasons."""
        extra = sorted(whys.keys() - self._first.keys(), key=self._openings.cost_of_one, reverse=True)
        for key in extra if len(extra) > 1 else ():
            self._seen.clear()
            fewer = self._openings.added(self._first, frozenset(whys.keys() - self._first.keys() - {key}))
            if len(fewer) < len(whys) and not self._more(fewer):
                whys = fewer
        return whys

    def _more(self, whys: Whys) -> frozenset[Key]:
        """Return the counts to hide next, none if all is safe."""
        worlds = Worlds(self._labels, whys)
        for key in self._to_protect(worlds):
            if self._possible(key, worlds) < self._enough(key) and (more := self._remedy(key, whys)):
                return more
        return self._openings.of_small_rest(whys)

    def _to_protect(self, worlds: Worlds) -> list[Key]:
        counts, labels = self._ground.counts, self._labels
        return [key for key in counts if worlds.is_free(key) and (labels.can_hide(key) or labels.is_small(counts[key]))]

    def _enough(self, key: Key) -> int:
        is_first = self._first.get(key) in {"small number", "built on a small number"}
        usual = min(3, self._labels.rule.threshold - 1) if is_first or not self._labels.can_hide(key) else 2
        return self._wanted.get(key, usual)

    def _possible(self, key: Key, worlds: Worlds, steps: int = _STEPS) -> int:
        """Return how many values of the key are possible, counted until they are enough.

        What is found about other counts on the way is remembered: a world that fits a pattern fits every larger one.
        """
        seen = self._seen.setdefault(key, {self._ground.counts[key]})
        if len(seen) < self._enough(key):
            for world in worlds.others(key, Search(steps)):
                for moved, value in world.items():
                    self._seen.setdefault(moved, {self._ground.counts[moved]}).add(value)
                if len(seen) >= self._enough(key):
                    break
        return len(seen)

    def _remedy(self, key: Key, whys: Whys) -> frozenset[Key]:
        """Return the cheapest counts to hide so that *key* gets enough values; none where nothing can help.

        Where nothing is found all is hidden, but not for the sake of a third value.
        """
        everything = self._openings.everything(whys)
        if key not in self._wanted:
            best = Worlds(self._labels, self._openings.added(whys, everything))
            self._wanted[key] = _distinct(key, best, _MANY_STEPS, self._enough(key))
        if len(self._seen[key]) >= self._wanted[key]:
            return frozenset()
        proposals = self._openings.proposals(key, whys, frozenset(self._seen[key]))
        for trial in proposals:
            worlds = Worlds(self._labels, self._openings.added(whys, trial))
            if _distinct(key, worlds, _STEPS, self._wanted[key]) >= self._wanted[key]:
                return trial
        if not proposals and len(self._seen[key]) > 1:
            self._wanted[key] = len(self._seen[key])
            return frozenset()
        return proposals[0] if proposals else everything


def _distinct(key: Key, worlds: Worlds, steps: int, enough: int) -> int:
    """Return how many values of *key* there are, the true one too, counted until they are *enough*."""
    seen: set[int] = set()
    for world in worlds.others(key, Search(steps)):
        seen.add(world[key])
        if len(seen) + 1 >= enough:
            break
    return len(seen) + 1
