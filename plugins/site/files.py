"""Pictures and documents: what may be published as it is, and what only looks so."""

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.model.findings import Finding, Place, error, warning

FOLDERS = ("images", "documents")
PAGES = {".html", ".htm", ".xhtml", ".js", ".mjs", ".php"}
SHEETS = {".xlsx", ".xlsm", ".xls", ".ods"}
_LEFT_BY_PROGRAMS = re.compile(r"\..*|~\$.*|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_ACTIVE = re.compile(rb"<script|<foreignObject|\son\w+\s*=|javascript:", re.IGNORECASE)


def published_files(content: Path) -> Iterator[tuple[str, Path]]:
    """Yield the address and the path of each picture and document; what programs leave behind is passed over."""
    for folder in FOLDERS:
        for path in sorted((content / folder).rglob("*")):
            name = path.relative_to(content)
            if path.is_file() and not any(_LEFT_BY_PROGRAMS.fullmatch(part) for part in name.parts):
                yield name.as_posix(), path


def faults(name: str, path: Path, content: Path) -> Iterator[Finding]:
    """Yield why a file may not be published, or what its owner should look at first."""
    place, kind = Place(name), path.suffix.lower()
    if not re.fullmatch(r"[\w ./()+,&'–-]+", name):
        yield error(place, "The name of this file cannot stand in an address.", "Use letters, figures and hyphens.")
    if content.resolve() not in path.resolve().parents:
        yield error(place, "This is a link to a file outside the folder.", "Put the file itself here.")
    if kind in PAGES:
        yield error(place, "A page that is ready-made is checked by nobody.", "Write it as Markdown in pages/.")
    elif kind == ".svg" and _ACTIVE.search(path.read_bytes()):
        yield error(place, "This picture holds a program.", "Save it again as a plain SVG or as PNG.")
    elif kind in SHEETS:
        mend = "Look at every sheet, hidden ones too, before you publish it. A tracker does not belong here."
        yield warning(place, "Everyone will be able to read all of this spreadsheet.", mend)
