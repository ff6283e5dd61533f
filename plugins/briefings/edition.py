"""An edition, assembled once: page, feeds and mail all show the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from plugins.briefings.amends import amends, as_shown, notes_html, put_right, told_html, told_in
from plugins.briefings.bound import check_facts
from plugins.briefings.rhythm import own_words, read_rhythm
from plugins.briefings.seals import seal_html
from plugins.model.feed import Enclosure, FeedItem, Item
from plugins.sources.editions import check_editions
from plugins.sources.published_editions import compare
from plugins.sources.recordings import read_recording
from plugins.sources.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as everybody gets it: the item, all of its HTML, and its recording.

    ``html`` holds addresses from the root of the host, the path of the site included. First come the notes on what was
    corrected, then its words, what earlier editions got wrong, whether it or one before it was late or missing, and the
    seal of the plan data. Of a withdrawn edition it is the notice alone. ``modified`` is the last day on which it was
    put right or withdrawn, where that is later than the day it came out.
    """

    item: Item
    html: str
    enclosure: Enclosure | None = None
    modified: datetime | None = None

    @property
    def feed_item(self) -> FeedItem:
        """The edition as a subscriber gets it, whole. Its id is the one in its file: an edit sends nothing again."""
        return replace(self.item.feed_item, html=self.html, enclosure=self.enclosure, modified=self.modified)


def assemble(context: dict[str, Any]) -> None:
    """Put the editions into the context as they may be shown, and how they came by the calendar."""
    whole = context["WHOLE_EDITIONS"] = whole_editions(context)
    context["EDITIONS"] = tuple(one.item for one in whole.values())
    context["RHYTHM"] = read_rhythm(context["WORKSPACE"], context["EDITIONS"])


def whole_editions(context: dict[str, Any]) -> dict[str, Edition]:
    """Return each edition of ``EDITIONS`` by its address, in that order, and report what is wrong with any."""
    workspace: Workspace = context["WORKSPACE"]
    workspace.findings += [*check_editions(workspace.written), *compare(workspace)]
    facts = context["FACTS"].with_events(context["EVENTS"])
    workspace.findings += check_facts(workspace.written, facts, workspace)
    sounds: dict[str, Enclosure] = {}
    for one in workspace.written:
        enclosure, findings = read_recording(one, workspace.content)
        workspace.findings += findings
        sounds |= {one.place(()).file: enclosure} if enclosure else {}
    return {one.item.url: one for one in _assembled(context, sounds)}


def _assembled(context: dict[str, Any], sounds: Mapping[str, Enclosure]) -> Iterator[Edition]:
    workspace: Workspace = context["WORKSPACE"]
    items: tuple[Item, ...] = context["EDITIONS"]
    language, root, calendar = workspace.language, workspace.area.root, workspace.area.briefing
    found = amends(items, workspace.clock, language)
    taken = {one.edition.url for one in found if one.withdraws}
    told = told_in(found, items, taken)
    own = own_words(calendar, items, language) if calendar else {}
    for item in items:
        shown = as_shown(item, found, language)
        if item.url in taken:
            yield Edition(shown, shown.html, modified=put_right(item, found))
            continue
        html = (
            notes_html(item, found, language),
            item.html,
            told_html(told.get(item.url, ()), root, language),
            own.get(item.url, ""),
            seal_html(item.record.date, context["SEALS"], root, language),
        )
        whole = "\n".join(filter(None, html))
        yield Edition(replace(shown, html=whole), whole, sounds.get(item.file), put_right(item, found))
