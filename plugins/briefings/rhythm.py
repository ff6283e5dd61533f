"""Whether editions came when they were due: in an edition itself, on the page of all editions, and as findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from plugins.briefings.amends import appeared, record_of
from plugins.model.editions import EditionCalendar
from plugins.model.feed import Item
from plugins.model.findings import Finding, Place, warning
from plugins.model.language import Language
from plugins.model.schedule import Appeared, Slot, next_due, passed_over, schedule, slot_of
from plugins.model.views import View
from plugins.sources.workspace import Workspace

_PAUSE = "Holidays are written under [briefing] in area.toml before they begin: written now, they would hide it."


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How editions came by the calendar: each slot up to today, and the day on which the next edition is due."""

    slots: tuple[Slot, ...]
    next: date
    today: date
    items: tuple[Item, ...]
    language: Language

    @property
    def next_words(self) -> str:
        """When the next edition is due, or was; and before it, that the last one did not appear where it did not."""
        words, day = self.language.gettext, self.language.day(self.next)
        if self.next < self.today:
            return words("The next briefing was due on %(day)s. It is not here yet.", day=day)
        coming = words("The next briefing is due on %(day)s.", day=day)
        last = self.slots[-1] if self.slots else None
        return f"{self._missing(last)} {coming}" if last and last.missed else coming

    def told(self) -> list[View]:
        """Return a sentence for each edition that is missing or was late, newest first, with its address if it has one.

        A correction of the calendar shows here too: `area.toml` is kept in git for everybody.
        """
        return [self._sentence(slot) for slot in reversed(self.slots) if slot.missed or slot.is_late]

    def _sentence(self, slot: Slot) -> View:
        if slot.filled is None:
            return {"text": self._missing(slot), "url": None}
        number = next(record_of(one).number for one in self.items if one.url == slot.filled.key)
        late = self.language.ngettext(
            "Briefing %(number)s came %(count)s day late, on %(day)s.",
            "Briefing %(number)s came %(count)s days late, on %(day)s.",
            slot.days_late,
            number=number,
            day=self.language.day(slot.filled.day),
        )
        return {"text": late, "url": slot.filled.key}

    def _missing(self, slot: Slot) -> str:
        return self.language.gettext("The briefing of %(day)s did not appear.", day=self.language.day(slot.due))

    def findings(self) -> Iterator[Finding]:
        """Yield a warning for each edition that is missing now, and one where the newest was late.

        What the next edition has told is history: it stays public, and nobody can mend it any more.
        """
        newest = max(map(appeared, self.items), default=None)
        for slot in self.slots:
            if slot.missed and (newest is None or slot.due > newest):
                message = f"The briefing of {slot.due} has not appeared, and the site says so."
                yield warning(
                    Place("briefings", key=str(slot.due)), message, f"Publish it: it counts as late. {_PAUSE}"
                )
            elif slot.is_late and slot.filled and slot.filled.day == newest:
                item = next(one for one in self.items if one.url == slot.filled.key)
                message = f"This briefing was due on {slot.due} and came {slot.days_late} days late. The site says so."
                yield warning(Place(item.file, key="date"), message, "There is nothing to mend here.")


def read_rhythm(workspace: Workspace, items: Iterable[Item]) -> Rhythm | None:
    """Return how *items* came by the calendar of the area, None where it has none, and report what is missing now."""
    calendar = workspace.area.briefing
    if calendar is None:
        return None
    found = rhythm_of(calendar, items, workspace.clock.today(), workspace.language)
    workspace.findings += found.findings()
    return found


def rhythm_of(calendar: EditionCalendar, items: Iterable[Item], today: date, language: Language) -> Rhythm:
    """Return how the public ones of *items* came by *calendar*, up to *today*."""
    public = tuple(item for item in items if not item.draft)
    came = _came(public)
    return Rhythm(schedule(calendar, came, today), next_due(calendar, came, today), today, public, language)


def own_words(calendar: EditionCalendar, items: Sequence[Item], language: Language) -> dict[str, str]:
    """Return what each edition says of its own day and of the days before it that were missed, as HTML by address.

    No clock is asked: what an edition says of this is settled on the day it comes out.
    """
    came = _came(items)
    slots = schedule(calendar, came, max((one.day for one in came), default=calendar.first))
    return {one.key: _own(slots, one, language) for one in came}


def _own(slots: Sequence[Slot], one: Appeared, language: Language) -> str:
    slot, missed = slot_of(slots, one.key), passed_over(slots, one.key)
    said = []
    if missed:
        days = language.join([language.day(each.due) for each in missed])
        said.append(
            language.ngettext(
                "We missed the briefing of %(days)s.", "We missed the briefings of %(days)s.", len(missed), days=days
            )
        )
    if slot and slot.is_late:
        said.append(_late(slot, language))
    return "".join(f"<p>{escape(sentence)}</p>" for sentence in said)


def _late(slot: Slot, language: Language) -> str:
    return language.ngettext(
        "This briefing came %(count)s day late. It was due on %(day)s.",
        "This briefing came %(count)s days late. It was due on %(day)s.",
        slot.days_late,
        day=language.day(slot.due),
    )


def _came(items: Iterable[Item]) -> list[Appeared]:
    return [Appeared(appeared(item), item.url) for item in items]
