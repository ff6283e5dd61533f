"""The plan, pulled: read the tracker, say what would change in public, and on a yes write the snapshot.

``propose`` writes nothing at all. ``Proposal.accept`` writes; ``record_refusal`` notes since when updates are refused.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from plugins.model.actions import Received
from plugins.model.area import Area, Tracker
from plugins.model.clock import LONDON, Clock
from plugins.model.findings import ContentError, Place, error, errors
from plugins.model.language import Language
from plugins.sources.snapshots import RECEIVED, canonical, read_received
from plugins.sources.toml_files import read_toml
from plugins.sources.tracker.comparing import lost
from plugins.sources.tracker.formats import read_sheets
from plugins.sources.tracker.ground import Ground, is_broken, read_ground
from plugins.sources.tracker.locating import Document, is_address, public_name, read_local, refuse_unknown
from plugins.sources.tracker.memory import Memory, recall
from plugins.sources.tracker.proposal import Desk, Proposal, from_reading, nothing_new
from plugins.sources.tracker.reading import Reading, find_actions, read_rows, rules_of
from plugins.sources.tracker.writing import write_all

__all__ = ["Proposal", "propose", "record_refusal"]

Progress = Callable[[str], None]


def propose(  # noqa: PLR0917  # the six things a pull depends on, and nothing hidden
    area: Area,
    content: Path,
    state: Path,
    clock: Clock,
    language: Language,
    progress: Progress = lambda _: None,
) -> Proposal:
    """Return what the tracker would change in public; *state* remembers what an address gave last.

    Raises ``ContentError`` with every fault there is; then nothing was written, and the caller may record the refusal.
    """
    desk, settings = Desk(area, content, state, clock, language), _settings(area)
    ground = read_ground(content, area)
    try:
        memory = recall(state, content, area) if ground.last else Memory()
        document = _document(desk, settings, memory, progress)
        reading = _reading(document, desk, settings, ground, progress) if document else None
    except ContentError as refused:
        raise ContentError([*ground.findings, *refused.findings]) from None
    if errors(ground.findings):
        raise ContentError(ground.findings)
    if reading and document:
        return from_reading(desk, ground, reading, document)
    assert ground.last  # only then were the marks sent that “nothing new” answers
    return nothing_new(desk, ground, ground.last, memory)


def record_refusal(content: Path, clock: Clock) -> None:
    """Note that an update was refused now; of several refusals the first counts until a pull is accepted.

    Nothing is noted where no data could have been taken in, for faults of our own settings, files or clock.
    """
    received, _ = read_received(content / RECEIVED)
    if received and received.refused_since is None and clock.now > received.received and not _is_ours(content, clock):
        refused = Received(received=received.received, refused_since=clock.now)
        write_all({content / RECEIVED: canonical(refused)})


def _is_ours(content: Path, clock: Clock) -> bool:
    """Say whether a pull must fail whatever the tracker says."""
    area, _ = read_toml(content / "area.toml", Area, "partnership")
    try:
        if area:
            _settings(area)
    except ContentError:
        return True
    return is_broken(content, area, clock.now.astimezone(LONDON).date())


def _settings(area: Area) -> Tracker:
    if area.tracker is None:
        place = Place("area.toml", key="tracker")
        raise ContentError([error(place, "There is no tracker to pull from.", "Add [tracker] with its `source`.")])
    if not area.statuses:
        place = Place("area.toml", key="statuses")
        raise ContentError([error(place, "No status is defined.", "Add [[statuses]] with the tracker's words.")])
    refuse_unknown(area.tracker.source)
    return area.tracker


def _document(desk: Desk, settings: Tracker, memory: Memory, progress: Progress) -> Document | None:
    """Return the tracker, or None where its address says that nothing is new."""
    say = desk.language.gettext
    if not is_address(settings.source):
        progress(say("Opening %(name)s…", name=Path(settings.source).name))
        return read_local(settings, desk.content)
    from plugins.sources.tracker.fetching import fetch  # httpx is slow to import, and files need none

    progress(say("Fetching %(name)s…", name=public_name(settings.source)))
    return fetch(settings, memory.marks)


def _reading(document: Document, desk: Desk, settings: Tracker, ground: Ground, progress: Progress) -> Reading:
    """Return what the tracker says. Raises ``ContentError`` with all that is wrong in it."""
    sheets, findings = read_sheets(document, settings)
    rules, wrong = rules_of(desk.area, settings, ground.themes, sheets)
    table, said = find_actions(sheets, settings)
    one, many = "Reading %(count)s row…", "Reading %(count)s rows…"
    progress(desk.language.ngettext(one, many, len(list(table.rows()))))
    reading = read_rows(table, rules, desk.today)
    found = [*findings, *wrong, *said, *reading.findings, *lost(ground, reading, settings, table.place())]
    if errors(found):
        raise ContentError(found)
    return replace(reading, findings=tuple(found))
