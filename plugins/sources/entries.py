"""Folders of Markdown files that are not Pelican's: one record and one text a file, drafts kept back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from plugins.model.downloads import Download, Held
from plugins.model.findings import Finding, Place, error, nearest
from plugins.model.kinds import Common, Dated
from plugins.sources.downloads import read_downloads
from plugins.sources.front_matter import Document, read_document
from plugins.sources.offer import unknown_limits
from plugins.sources.records import read_record
from plugins.sources.roles import named_in_roles
from plugins.sources.workspace import Claim, Workspace

T = TypeVar("T", bound=Common)
D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A file that may be shown: its record, its slug and address, its text as HTML, and its downloads."""

    record: T
    slug: str
    url: str
    html: str
    document: Document
    downloads: tuple[Held, ...] = ()
    draft: bool = False

    def place(self, *path: int | str) -> Place:
        """Return where the keys of *path* stand in the file."""
        return self.document.place(path)


@dataclass(frozen=True, slots=True)
class Folder(Generic[T]):
    """A folder of files of one kind, what the kind is called, and the address of each by its record and slug."""

    path: str
    kind: type[T]
    name: str
    address: Callable[[T, str], str]


def read_folder(folder: Folder[T], workspace: Workspace) -> tuple[tuple[Entry[T], ...], list[Finding]]:
    """Return what of *folder* may be shown, by the names of the files, and what is wrong with the rest."""
    entries: list[Entry[T]] = []
    findings: list[Finding] = []
    for path in sorted((workspace.content / folder.path).glob("*.md")):
        entry, wrong = _read(path, folder, workspace)
        findings += wrong
        entries += [entry] if entry else []
    return tuple(entries), findings


def _read(path: Path, folder: Folder[T], workspace: Workspace) -> tuple[Entry[T] | None, list[Finding]]:
    file = f"{folder.path}/{path.name}"
    document, findings = read_document(path, file)
    if document is None:
        return None, findings
    record, wrong = read_record(folder.kind, document.data, document.place, folder.name)
    findings = [*findings, *wrong]
    if record is None:
        return None, findings
    slug = record.slug or path.stem
    url = folder.address(record, slug)
    workspace.claims.append(Claim(document.place(("id",)), record.id, (url, *record.redirect_from)))
    findings += unknown_limits(document.body, document.body_line, file, workspace.offer)
    findings += named_in_roles(getattr(record, "roles", {}), document.place, workspace.area)
    given: tuple[Download, ...] = getattr(record, "downloads", ())
    held, wrong = read_downloads(given, lambda keys: document.place(("downloads", *keys)), workspace.content)
    findings += wrong
    draft = record.status == "draft"
    if draft and not workspace.drafts:
        workspace.withheld.add(url)
        return None, findings
    return Entry(record, slug, url, workspace.html(document.body), document, held, draft), findings


def due(entry: Entry[D], workspace: Workspace) -> Entry[D] | None:
    """Return *entry*, marked as a draft where its day of publication has not come, or None where it is kept back."""
    if entry.draft or workspace.clock.has_passed(entry.record.date):
        return entry
    if workspace.drafts:
        return replace(entry, draft=True)
    workspace.withheld.add(entry.url)
    return None


def unknown_names(
    given: Iterable[str], known: Iterable[str], what: str, place: Callable[[int], Place]
) -> Iterator[Finding]:
    """Yield a finding for each of *given* that is none of *known*, with the nearest that is; *what* is their name."""
    there = list(known)
    for number, name in enumerate(given):
        if name.casefold() not in {one.casefold() for one in there}:
            mend = nearest(name, there, f"There are: {', '.join(there) or 'none'}.")
            yield error(place(number), f"There is no {what} “{name}”.", mend)
