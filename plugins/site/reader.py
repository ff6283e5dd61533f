"""The one reader of Markdown: front matter by the schema of its kind, body to HTML, drafts and the future kept back."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican.readers import BaseReader

from plugins.model.downloads import Held
from plugins.model.findings import Finding, Place, error
from plugins.model.kinds import FOLDERS, KINDS, Briefing, Common, Dated, Page
from plugins.model.values import is_unseen
from plugins.sources.downloads import read_downloads
from plugins.sources.editions import Written
from plugins.sources.front_matter import Document, read_document
from plugins.sources.markers import marked_lines, seen_facts, without_facts
from plugins.sources.offer import unknown_limits
from plugins.sources.records import read_record
from plugins.sources.workspace import Claim, Workspace

_ADDRESS = re.compile(r"[\w./-]+", re.ASCII)
CALLED = {"news": "news item"}
SKIP = ("", {"status": "skip"})


class ContentReader(BaseReader):  # type: ignore[misc]  # Pelican is untyped
    """Gives Pelican what may be published now, and the workspace a finding for what may not be at all."""

    enabled = True
    file_extensions = ["md"]  # Pelican's name and type

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of the file; ``status: skip`` where it is not to be shown."""
        workspace: Workspace = self.settings["WORKSPACE"]
        file = Path(source_path).relative_to(workspace.content).as_posix()
        document, findings = read_document(Path(source_path), file)
        record, wrong = _record(document, file) if document else (None, [])
        findings += [] if _ADDRESS.fullmatch(file) else [_unfit(file)]
        workspace.findings += [*findings, *wrong, *(_hidden(document) if document else ())]
        if document is None or record is None:
            workspace.unread.add(address(file, None))
            return SKIP
        return _content(document, record, workspace)


def _hidden(document: Document) -> Iterator[Finding]:
    mend = "Write that line again by hand: the character came along when it was copied."
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        if any(is_unseen(mark) for mark in line):
            yield error(Place(document.file, number), "There is a character here that cannot be shown.", mend)


def _unfit(file: str) -> Finding:
    mend = "Name it with letters, figures and hyphens, for example new-travel-leaflet.md."
    return error(Place(file), "The name of this file cannot stand in an address.", mend)


def _record(document: Document, file: str) -> tuple[Common | None, list[Finding]]:
    name = FOLDERS[file.split("/", 1)[0]]
    record, findings = read_record(KINDS[name], document.data, document.place, CALLED.get(name, name))
    assert record is None or isinstance(record, Common)
    return record, findings


def _content(document: Document, record: Common, workspace: Workspace) -> tuple[str, dict[str, Any]]:
    url = address(document.file, record.slug)
    workspace.claims.append(Claim(document.place(("id",)), record.id, (url, *record.redirect_from)))
    if isinstance(record, Briefing):
        marks = marked_lines(document.body, document.body_line, document.file)
        workspace.written.append(Written(record, document.place, marks, document.body))
    workspace.findings += unknown_limits(document.body, document.body_line, document.file, workspace.offer)
    due = _is_due(record, workspace)
    if not due and not workspace.drafts:
        workspace.withheld.add(url)
        return SKIP
    try:
        html = workspace.html(without_facts(document.body))
    except RecursionError:
        workspace.findings.append(
            error(document.place(), "The text is nested too deeply.", "Use fewer levels of lists.")
        )
        return SKIP
    held, wrong = _downloads(document, record, workspace)
    workspace.findings += [*wrong, *seen_facts(html, document.body, document.place())]
    return html, {**_metadata(document, record, url), "draft": not due, "downloads": held}


def _downloads(document: Document, record: Common, workspace: Workspace) -> tuple[tuple[Held, ...], list[Finding]]:
    given = record.downloads if isinstance(record, Page) else ()
    return read_downloads(given, lambda keys: document.place(("downloads", *keys)), workspace.content)


def _is_due(record: Common, workspace: Workspace) -> bool:
    if record.status == "draft":
        return False
    return not isinstance(record, Dated) or workspace.clock.has_passed(record.date)


def _metadata(document: Document, record: Common, url: str) -> dict[str, Any]:
    # `save_as` is empty: Pelican reads, orders and resolves links; our generators write, each page from its view.
    return {
        "title": record.title,
        "summary": record.summary,
        "status": "published",
        "url": url.removeprefix("/"),
        "save_as": "",
        "template": "page",
        "record": record,
        "file": document.file,
        **({"date": record.date, "themes_line": document.place(("themes",)).line} if isinstance(record, Dated) else {}),
    }


def address(file: str, slug: str | None) -> str:
    """Return the address of a content file: its folders and its name, or its slug where it has one.

    >>> address("pages/local-offer/travel.md", None)
    '/local-offer/travel/'
    >>> address("news/2026-05-06-plan-published.md", None)
    '/news/plan-published/'
    """
    parts = list(Path(file).with_suffix("").parts)
    folder = parts.pop(0)
    name = slug or parts[-1]
    if folder == "news" and not slug:
        name = name[11:] if name[:4].isdecimal() and name[4:5] == "-" else name
    base = [] if folder == "pages" else [folder]
    return "/" + "".join(f"{part}/" for part in [*base, *parts[:-1], *([] if name == "index" else [name])])
