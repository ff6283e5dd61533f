"""What a pull takes in beside the tracker: figures of the measures, the forum's views, the counts of comments.

Each part that has no source stays as it was published last.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plugins.model.area import Area
from plugins.model.comments import Register
from plugins.model.figures import Series
from plugins.model.findings import Finding
from plugins.model.forum import FamiliesView
from plugins.model.measures import Measures
from plugins.sources.forum import propose_views
from plugins.sources.ground import Ground
from plugins.sources.measures.definitions import FILE, read_measures
from plugins.sources.measures.proposing import propose_series
from plugins.sources.measures.too_early import figures_too_early, withdrawn_too_early
from plugins.sources.proposal import Desk
from plugins.sources.registers import propose_registers
from plugins.sources.tracker.locating import is_address
from plugins.sources.tracker.people import Names
from plugins.sources.tracker.personal import personal_data


@dataclass(frozen=True, slots=True)
class Rest:
    """The published values of the other sources, the definitions of the measures, and what is wrong with them."""

    series: tuple[Series, ...] = ()
    views: tuple[FamiliesView, ...] = ()
    registers: tuple[Register, ...] = ()
    measures: Measures | None = None
    findings: tuple[Finding, ...] = ()


def has_sources(area: Area, content: Path) -> bool:
    """Say whether there is anything that a pull could read."""
    others = (area.tracker, area.forum and area.forum.source, area.comments.source)
    return any(others) or (content / FILE).exists()


def sources_in_files(area: Area, content: Path) -> tuple[str, ...]:
    """Return by name what is in a file, and so can only be pulled on a computer that sees it; paths are not told."""
    named = {
        "[tracker] in area.toml": area.tracker and area.tracker.source,
        "[forum] in area.toml": area.forum and area.forum.source,
        "[comments] in area.toml": area.comments.source,
    }
    measures, _ = read_measures(content)
    read = [one for one in measures.measures if not one.withdrawn] if measures else []
    local = [one.id for one in read if not all(map(is_address, one.source.files))]
    found = [name for name, source in named.items() if source and not is_address(source)]
    return (*found, *([f"{', '.join(local)} in {FILE}"] if local else []))


def gather(desk: Desk, ground: Ground, progress: Callable[[str], None]) -> Rest:
    """Return what the other sources give, with every fault of all of them."""
    area, rule = desk.area, ground.protection
    measures, series, findings = _figures(desk, ground, progress)
    views, wrong = propose_views(
        area, desk.content, ground.themes, ground.history, rule, desk.today, older=ground.older
    )
    registers, faults = propose_registers(area, desk.content, ground.history, rule, older=ground.older)
    return Rest(series, views, registers, measures, (*findings, *wrong, *faults))


def _figures(
    desk: Desk, ground: Ground, progress: Callable[[str], None]
) -> tuple[Measures | None, tuple[Series, ...], list[Finding]]:
    measures, findings = read_measures(desk.content)
    last = ground.last.series if ground.last else ()
    if measures is None:
        return None, last, findings
    personal = personal_data(desk.area, Names())
    series, wrong = propose_series(
        measures,
        desk.content,
        ground.history,
        progress,
        older=ground.older,
        kinds=personal.kinds,
        language=desk.language,
    )
    early = [*figures_too_early(series, desk.clock), *withdrawn_too_early(measures, desk.clock)]
    return measures, series, findings + wrong + early
