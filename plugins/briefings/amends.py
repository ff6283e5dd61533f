"""What was put right in an edition after it came out, said on its own page and in the next edition."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from html import escape

from plugins.model.clock import LONDON, Clock, start_of
from plugins.model.feed import Item
from plugins.model.kinds import Briefing
from plugins.model.language import Language


@dataclass(frozen=True, slots=True)
class Amend:
    """One thing put right in *edition*: the day, what families are told, and whether all of it was taken back."""

    edition: Item
    on: date
    text: str
    withdraws: bool = False


def appeared(item: Item) -> date:
    """Return the day in London on which an edition came out."""
    return item.record.date.astimezone(LONDON).date()


def record_of(item: Item) -> Briefing:
    """Return the record of an edition."""
    assert isinstance(item.record, Briefing)
    return item.record


def amends(items: Iterable[Item], clock: Clock, language: Language) -> tuple[Amend, ...]:
    """Return all that was put right in *items*, in the order of its days; what is of a later day waits for it."""
    found = [one for item in items for one in _of(item, clock, language)]
    return tuple(sorted(found, key=lambda one: (one.on, one.edition.record.date, one.edition.url, one.withdraws)))


def _of(item: Item, clock: Clock, language: Language) -> list[Amend]:
    record, words = record_of(item), language.gettext
    come = [one for one in record.corrections if clock.has_passed(start_of(one.on))]
    taken = record.withdrawn
    if not taken or not clock.has_passed(start_of(taken.on)):
        return [Amend(item, one.on, one.text) for one in come]
    # What was put right may be the very thing for which all of it was taken back.
    gone = words("It was taken back later, so what it said is no longer here.")
    return [*(Amend(item, one.on, gone) for one in come), Amend(item, taken.on, taken.why, withdraws=True)]


def as_shown(item: Item, found: Iterable[Amend], language: Language) -> Item:
    """Return *item* as it may be shown: of one that was taken back only its number, its day and the notice are left.

    Its id, its address and its themes stay, so that whoever follows it finds the notice and nobody gets it again.
    """
    taken = next((one for one in found if one.withdraws and one.edition.url == item.url), None)
    if taken is None:
        return item
    record, words = record_of(item), language.gettext
    given = {
        "title": words("Briefing %(number)s (withdrawn)", number=record.number),
        "summary": words("We have taken this briefing back, so its words are no longer here."),
        "related": (),
        "corrections": (),
        "recording": None,
    }
    notice = note_html(words("Withdrawn on %(day)s:", day=language.day(taken.on)), taken.text)
    return replace(item, record=record.model_copy(update=given), html=notice)


def put_right(item: Item, found: Iterable[Amend]) -> datetime | None:
    """Return when *item* was last put right, None where that was never, or on the very day it came out."""
    moments = [start_of(one.on) for one in found if one.edition.url == item.url]
    return max((moment for moment in moments if moment > item.record.date), default=None)


def notes_html(item: Item, found: Iterable[Amend], language: Language) -> str:
    """Return the dated notes that stand first in a corrected edition."""
    own = [one for one in found if one.edition.url == item.url]
    return "".join(
        note_html(language.gettext("Corrected on %(day)s:", day=language.day(one.on)), one.text) for one in own
    )


def note_html(head: str, text: str) -> str:
    """Return a note as HTML: its *head* stands out."""
    return f'<p class="app-panel"><strong>{escape(head)}</strong> {escape(text)}</p>'


def told_in(found: Iterable[Amend], items: Sequence[Item], taken: Collection[str]) -> dict[str, list[Amend]]:
    """Return what each edition tells of earlier ones, by its address: the first after that day tells it.

    *taken* are the addresses of editions that were withdrawn: they tell nothing any more.
    """
    tellers = sorted((item for item in items if item.url not in taken), key=lambda item: (item.record.date, item.url))
    told: dict[str, list[Amend]] = {}
    for one in found:
        teller = next((item.url for item in tellers if appeared(item) > one.on), None)
        if teller:
            told.setdefault(teller, []).append(one)
    return told


def told_html(told: Sequence[Amend], root: str, language: Language) -> str:
    """Return the section of an edition that says what earlier ones got wrong; *root* is the site's path."""
    if not told:
        return ""
    heading = language.gettext("What we have put right")
    return f"<h2>{escape(heading)}</h2><ul>{''.join(_line(one, root, language) for one in told)}</ul>"


def _line(one: Amend, root: str, language: Language) -> str:
    words, day = language.gettext, language.day(one.on)
    number = record_of(one.edition).number
    if one.withdraws:
        name = words("Briefing %(number)s, withdrawn on %(day)s", number=number, day=day)
    else:
        name = words("Briefing %(number)s, corrected on %(day)s", number=number, day=day)
    return f'<li><a href="{root}{escape(one.edition.url)}">{escape(name)}</a>: {escape(one.text)}</li>'
