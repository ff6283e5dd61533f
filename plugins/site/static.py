"""Files that are copied as they are, and pages that lead from an old address to the new one."""

from pathlib import Path
from typing import Any

from plugins.model.kinds import Common
from plugins.model.views import save_as
from plugins.site.information import not_found
from plugins.sources.workspace import Workspace

FOLDERS = ("images", "documents")


def stage_static(writer: Any, settings: dict[str, Any], workspace: Workspace, style: tuple[str, bytes]) -> None:
    """Stage the stylesheet, the theme's files, the area's pictures and documents, and the page for a wrong address."""
    address, sheet = style
    writer.stage_bytes(address.removeprefix("/"), sheet)
    for folder, below in (
        (Path(settings["THEME"]) / "static", "theme"),
        *((workspace.content / one, one) for one in FOLDERS),
    ):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                writer.stage_bytes(f"{below}/{path.relative_to(folder).as_posix()}", path.read_bytes())
    writer.stage("404.html", "not_found", not_found(workspace))


def stage_redirects(writer: Any, records: list[tuple[str, Common]]) -> None:
    """Stage a page at every old address that a file lists; it leads to where the file is now."""
    for url, record in records:
        for old in record.redirect_from:
            is_file = "." in old.rsplit("/", 1)[-1]
            target = old.removeprefix("/") if is_file else save_as(f"{old.rstrip('/')}/")
            view = {"title": record.title, "url": old, "section": "redirect", "target": url, "summary": record.summary}
            writer.stage(target, "redirect", view)
