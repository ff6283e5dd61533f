"""What else could be hidden, and what that would cost: fewest first, rather parts than totals, rather small ones."""

from plugins.model.disclosure.labels import Labels, Whys
from plugins.model.disclosure.tables import Key
from plugins.model.disclosure.worlds import Search, Worlds
from plugins.model.figures import Why

_STEPS = 400
_MOST_OPENED = 5
_MOST_TRIED = 12
Cost = tuple[int, int, int, int, list[str]]


class Openings:
    """The choice of counts to hide besides those that are hidden for what they are."""

    def __init__(self, labels: Labels) -> None:
        self._labels, self._ground = labels, labels.ground

    def added(self, whys: Whys, more: frozenset[Key]) -> dict[Key, Why]:
        """Return *whys* with *more* hidden, and what is hidden with it."""
        new: dict[Key, Why] = dict.fromkeys(sorted(more - whys.keys(), key=repr), "would give another away")
        return dict(whys) | self._labels.closed(new, whys)

    def everything(self, whys: Whys) -> frozenset[Key]:
        """Return all that is still shown and not known from earlier."""
        return frozenset(key for key in self._ground.counts if self._is_open(key, whys))

    def proposals(self, key: Key, whys: Whys, seen: frozenset[int]) -> list[frozenset[Key]]:
        """Return the smallest sets of counts that would give *key* a value not yet *seen*, the cheapest first."""
        for openings in range(1, _MOST_OPENED + 1):
            if found := self._found(key, whys, seen, openings):
                return sorted(found, key=self.cost)[:_MOST_TRIED]
        return []

    def of_small_rest(self, whys: Whys) -> frozenset[Key]:
        """Return one more count of a sum whose hidden parts together are few people, none if there is no such sum.

        What is shown of a sum tells what its hidden parts add up to, and that too is a count of people.
        """
        counts = self._ground.counts
        for one in self._ground.sums:
            rest = sum(counts[key] for key in one.parts if self._is_closed(key, whys))
            if self._labels.is_small(rest) and not self._is_closed(one.total, whys):
                choice = [key for key in {*one.parts, one.total} if self._is_open(key, whys) and counts[key]]
                if choice:
                    return frozenset([min(choice, key=self.cost_of_one)])
        return frozenset()

    def cost(self, keys: frozenset[Key]) -> Cost:
        """Return what it costs to hide these: how many, how many totals, noughts (which help least), and how large."""
        whole = [self._labels.cost(key) for key in self.added({}, keys)]
        totals, noughts = sum(one[1] for one in whole), sum(one[2] for one in whole)
        return (len(whole), totals, noughts, sum(one[3] for one in whole), sorted(one[4] for one in whole))

    def cost_of_one(self, key: Key) -> Cost:
        """Return what it costs to hide this one."""
        return self.cost(frozenset([key]))

    def _found(self, key: Key, whys: Whys, seen: frozenset[int], openings: int) -> set[frozenset[Key]]:
        worlds = Worlds(self._labels, whys)
        search = Search(_STEPS * openings, openings)
        found = {worlds.opened(one) for one in worlds.others(key, search) if one[key] not in seen}
        return {one for one in found if len(one) == openings}

    def _is_open(self, key: Key, whys: Whys) -> bool:
        return self._labels.can_hide(key) and key not in whys and key not in self._ground.known

    def _is_closed(self, key: Key, whys: Whys) -> bool:
        return key not in self._ground.known and (key in whys or not self._labels.can_hide(key))
