"""Earlier versions of a strategy, word for word: ``content/plan/strategies/<slug>/<version>.md``."""

from dataclasses import dataclass
from pathlib import Path

from plugins.model.findings import Finding, Place, error
from plugins.model.programme import EarlierVersion, Strategy
from plugins.sources.entries import Entry
from plugins.sources.front_matter import read_document
from plugins.sources.records import read_record
from plugins.sources.workspace import Claim, Workspace


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version as it may be read: its record, its address, its text as HTML, and its file."""

    record: EarlierVersion
    url: str
    html: str
    file: str


def read_versions(one: Entry[Strategy], workspace: Workspace) -> tuple[tuple[Version, ...], list[Finding]]:
    """Return the earlier versions of a strategy, newest first, and what is wrong with them."""
    folder = Path(one.document.file).with_suffix("")
    found: list[Version] = []
    findings: list[Finding] = []
    for path in sorted((workspace.content / folder).glob("*.md")):
        version, wrong = _read(path, f"{folder.as_posix()}/{path.name}", one, workspace)
        findings += wrong
        found += [version] if version else []
    return tuple(sorted(found, key=lambda version: version.record.replaced, reverse=True)), findings


def _read(path: Path, file: str, one: Entry[Strategy], workspace: Workspace) -> tuple[Version | None, list[Finding]]:
    document, findings = read_document(path, file)
    if document is None:
        return None, findings
    record, findings = read_record(EarlierVersion, document.data, document.place, "version of a strategy")
    if record is None:
        return None, findings
    if record.version == one.record.version:
        mend = "Give the strategy its new `version`, or take this file away."
        return None, [error(document.place(("version",)), f"Version {record.version} is the one that holds now.", mend)]
    if not path.stem.replace("-", "").isalnum():
        return None, [error(Place(file), "The name of this file cannot stand in an address.", "Name it 0-1.md.")]
    url = f"{one.url}versions/{path.stem}/"
    workspace.claims.append(Claim(document.place(("id",)), record.id, (url,)))
    return Version(record, url, workspace.html(document.body), file), []
