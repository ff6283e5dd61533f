"""The plan, pulled: read every source, say what would change in public, and on a yes write one snapshot.

``propose`` writes nothing at all. ``Proposal.accept`` writes; ``record_refusal`` notes since when updates are refused.
"""

from collections.abc import Callable
from pathlib import Path

from plugins.model.actions import Snapshot
from plugins.model.area import Area
from plugins.model.changes import Known
from plugins.model.clock import LONDON, Clock
from plugins.model.findings import ContentError, Finding, Place, error, errors
from plugins.model.language import Language
from plugins.sources.gathering import Rest, gather, has_sources
from plugins.sources.ground import Ground, is_broken, read_ground
from plugins.sources.proposal import Desk, Proposal, is_same, older, refuse_the_past, target_of
from plugins.sources.snapshots import RECEIVED, canonical, read_received
from plugins.sources.telling import Words
from plugins.sources.toml_files import read_toml
from plugins.sources.tracker.locating import refuse_unknown
from plugins.sources.tracker.memory import Memory
from plugins.sources.tracker.taking import Taken, as_before, take_tracker
from plugins.sources.tracker.writing import write_all
from plugins.sources.vanished import without_history

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
    """Return what the sources would change in public; *state* remembers what an address gave last.

    Raises ``ContentError`` with every fault of all of them; then nothing was written, and the caller may record the
    refusal.
    """
    desk = Desk(area, content, state, clock, language)
    _refuse_settings(area, content)
    ground = read_ground(content, area)
    taken, wrong = _taken(desk, ground, progress)
    rest = gather(desk, ground, progress)
    begun = ground.history[0].as_at if ground.history else desk.today
    lost = [] if errors(ground.findings) else without_history(ground.identities, begun)
    findings = [*ground.findings, *lost, *wrong, *rest.findings]
    if taken is None or errors(findings):
        raise ContentError([*findings, *(taken.findings if taken else ())])
    return _proposal(desk, ground, taken, rest, (*findings, *taken.findings))


def _taken(desk: Desk, ground: Ground, progress: Progress) -> tuple[Taken | None, list[Finding]]:
    if desk.area.tracker is None:
        return as_before(ground, Memory()), []
    try:
        return take_tracker(desk, desk.area.tracker, ground, progress), []
    except ContentError as refused:
        return None, refused.findings


def _proposal(desk: Desk, ground: Ground, taken: Taken, rest: Rest, findings: tuple[Finding, ...]) -> Proposal:
    # An area that never said the day takes the day of the pull.
    snapshot = Snapshot(
        as_at=taken.as_at or desk.today,
        previous=ground.seal,
        actions=taken.actions,
        series=tuple(sorted(rest.series, key=lambda one: one.measure)),
        views=rest.views,
        registers=rest.registers,
    )
    known = Known(desk.statuses, taken.identities.entries)
    same = is_same(ground.last, snapshot, known, dated=taken.as_at is not None)
    forum = desk.area.forum.name if desk.area.forum else ""
    told = () if same else Words(known, rest.measures, forum, desk.language).told(ground.last, snapshot)
    target = None if same else target_of(desk)
    refuse_the_past(desk)
    return Proposal(
        snapshot=snapshot,
        sentences=told,
        findings=(*findings, *older(ground.last, snapshot)),
        rows_read=taken.memory.rows,
        withheld=taken.withheld,
        target=target,
        identities=taken.identities,
        memory=taken.memory,
        ground=ground,
        desk=desk,
    )


def record_refusal(content: Path, clock: Clock) -> None:
    """Note that an update was refused now; of several refusals the first counts until a pull is accepted.

    Nothing is noted where no data could have been taken in, for faults of our own settings, files or clock.
    """
    received, _ = read_received(content / RECEIVED)
    if received and received.refused_since is None and clock.now > received.received and not _is_ours(content, clock):
        refused = received.model_copy(update={"refused_since": clock.now})
        write_all({content / RECEIVED: canonical(refused)})


def _is_ours(content: Path, clock: Clock) -> bool:
    """Say whether a pull must fail whatever the sources say."""
    area, _ = read_toml(content / "area.toml", Area, "partnership")
    try:
        if area:
            _refuse_settings(area, content)
    except ContentError:
        return True
    return is_broken(content, area, clock.now.astimezone(LONDON).date())


def _refuse_settings(area: Area, content: Path) -> None:
    if not has_sources(area, content):
        place = Place("area.toml", key="tracker")
        mend = "Add [tracker] with its `source`, or the measures in plan/measures.toml."
        raise ContentError([error(place, "There is nothing to pull from.", mend)])
    if area.tracker and not area.statuses:
        place = Place("area.toml", key="statuses")
        raise ContentError([error(place, "No status is defined.", "Add [[statuses]] with the tracker's words.")])
    if area.tracker:
        refuse_unknown(area.tracker.source)
