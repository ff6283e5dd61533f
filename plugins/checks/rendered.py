"""Looks at every page that was rendered; what was found in a page that has not changed is on record."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from plugins.model.findings import Finding, Place, error
from plugins.sources.workspace import Workspace


def check_outputs(writer: Any) -> None:  # the writer is another feature's
    """Add to the workspace's findings what is wrong with the outputs of *writer*."""
    workspace: Workspace = writer.workspace
    for save_as in writer.pages:
        output = writer.outputs[save_as]
        if output.facts is None:
            # Here, because a build in which no page changed need not wait for the parser.
            from plugins.checks.facts import facts

            output.facts = dict(facts(writer.read(save_as)))
    for save_as in writer.pages:
        workspace.findings += _findings(save_as, writer, workspace)
    workspace.findings += _share_image(writer, workspace)


def _share_image(writer: Any, workspace: Workspace) -> Iterator[Finding]:
    image = workspace.area.share_image
    if image and image.removeprefix("/") not in writer.outputs:
        place = Place("area.toml", key="share_image")
        yield error(
            place, f"There is no picture {image}.", "Put it in content/images/, and write /images/ and its name."
        )


def _findings(save_as: str, writer: Any, workspace: Workspace) -> Iterator[Finding]:
    output = writer.outputs[save_as]
    source = output.source or save_as
    for message, mend, words in output.facts["problems"]:
        yield error(Place(source, _line(workspace.content / source, words)), message, mend)
    for link in output.facts["links"]:
        if reason := _dead(link, save_as, writer, workspace):
            line = _line(workspace.content / source, link.removeprefix(workspace.area.root))
            mend = "Correct the address, or publish the page it leads to."
            yield error(Place(source, line), f"A link leads to {link}, {reason}.", mend)


def _dead(link: str, here: str, writer: Any, workspace: Workspace) -> str:
    if link.startswith("{"):
        return "a file that does not exist"
    try:
        parts = urlsplit(urljoin(f"{workspace.area.root}/{here}", link))
    except ValueError:
        return "which is not an address"
    path = unquote(parts.path).removeprefix(workspace.area.root)
    target = path.removeprefix("/") + ("index.html" if path.endswith("/") else "")
    if target not in writer.outputs and path.startswith(tuple(workspace.unread)):
        return ""
    if target not in writer.outputs:
        return "which is a draft or not yet due" if path in workspace.withheld else "and there is no such page"
    facts = writer.outputs[target].facts
    if parts.fragment and facts and parts.fragment not in facts["ids"]:
        return "and that page has no such place"
    return ""


def _line(path: Path, link: str) -> int:
    """Return the line of the source where the link stands; 0 where it is not written there as it is."""
    if not path.is_file():
        return 0
    lines = path.read_text("utf-8", errors="replace").split("\n")
    return next((number for number, line in enumerate(lines, 1) if link in line), 0)
