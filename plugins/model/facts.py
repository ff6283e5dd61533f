"""Facts: what a line of a briefing may be bound to, and whether the line still says what its source says."""

from collections.abc import Iterable
from dataclasses import dataclass

from plugins.model.quantities import Quantity, quantities, unsupported


@dataclass(frozen=True, slots=True)
class Fact:
    """What a source says now, and the address at which the site shows it.

    ``must_say`` is a part of a word that no line may leave out: of a meeting that does not take place, “cancel”.
    """

    key: str
    sentence: str
    url: str
    must_say: str = ""

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers, days and times in it."""
        return quantities(self.sentence)


def disagreements(line: str, facts: Iterable[Fact]) -> list[str]:
    """Return what is wrong with *line*, which is bound to *facts*: nothing where it only words them otherwise."""
    known = list(facts)
    wrong = [f"it says “{text}”" for text in unsupported(line, [one.sentence for one in known])]
    left_out = [one.must_say for one in known if one.must_say.casefold() not in line.casefold()]
    return wrong + [f"it does not say “{word}…”" for word in left_out]
