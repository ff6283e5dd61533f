"""Files that are copied as they are, and pages that lead from an old address to the new one."""

from pathlib import Path
from typing import Any

from plugins.model.findings import errors
from plugins.model.kinds import Common
from plugins.model.views import save_as
from plugins.site.files import faults, published_files
from plugins.site.information import not_found
from plugins.sources.workspace import Workspace


def stage_static(writer: Any, settings: dict[str, Any], workspace: Workspace, style: tuple[str, bytes]) -> None:
    """Stage the stylesheet, the theme's files, the area's pictures and documents, and the page for a wrong address."""
    address, sheet = style
    writer.stage_bytes(address.removeprefix("/"), sheet)
    ours = Path(settings["THEME"]) / "static"
    for path in sorted(path for path in ours.rglob("*") if path.is_file()):
        writer.stage_bytes(f"theme/{path.relative_to(ours).as_posix()}", path.read_bytes())
    for name, path in published_files(workspace.content):
        found = list(faults(name, path, workspace.content))
        workspace.findings += found
        if not errors(found):
            writer.stage_bytes(name, path.read_bytes())
    writer.stage("404.html", "not_found", not_found(workspace))


def stage_redirects(writer: Any, records: list[tuple[str, Common]]) -> None:
    """Stage a page at every old address that a file lists; it leads to where the file is now."""
    for url, record in records:
        for old in record.redirect_from:
            is_file = "." in old.rsplit("/", 1)[-1]
            target = old.removeprefix("/") if is_file else save_as(f"{old.rstrip('/')}/")
            view = {"title": record.title, "url": old, "section": "redirect", "target": url, "summary": record.summary}
            writer.stage(target, "redirect", view)
