"""Looks at every page that was rendered; what was found in a page that has not changed is on record."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from plugins.checks.balance import Problem
from plugins.checks.facts import facts
from plugins.checks.quick import Quick
from plugins.model.findings import Finding, Place, error
from plugins.sources.workspace import Workspace


def check_outputs(writer: Any) -> None:  # the writer is another feature's
    """Add to the workspace's findings what is wrong with the outputs of *writer*."""
    workspace: Workspace = writer.workspace
    quick = Quick()
    for save_as in writer.pages:
        output = writer.outputs[save_as]
        # The same bytes keep their facts, but not when the checks may have changed.
        if output.facts is None or output.facts.get("code") != writer.renderer.code:
            page = writer.read(save_as)
            output.facts = {**(quick.facts(page) or facts(page)), "code": writer.renderer.code}
    dead = Dead(writer, workspace)
    told: set[Problem] = set()
    # Pages with a file of their own first: what stands in it is not told again of a page made of many files.
    for save_as in sorted(writer.pages, key=lambda name: not writer.outputs[name].source):
        source = writer.outputs[save_as].source
        problems = [one for one in _problems(save_as, writer, dead, workspace) if source or one not in told]
        told.update(problems)
        workspace.findings += [_finding(one, source, save_as, workspace) for one in problems]
    workspace.findings += _share_image(writer, workspace)


def _share_image(writer: Any, workspace: Workspace) -> Iterator[Finding]:
    image = workspace.area.share_image
    if image and image.removeprefix("/") not in writer.outputs:
        place = Place("area.toml", key="share_image")
        yield error(
            place, f"There is no picture {image}.", "Put it in content/images/, and write /images/ and its name."
        )


def _problems(save_as: str, writer: Any, dead: "Dead", workspace: Workspace) -> Iterator[Problem]:
    facts_of_page = writer.outputs[save_as].facts
    yield from map(tuple, facts_of_page["problems"])
    ids = {f"#{one}" for one in facts_of_page["ids"]}
    for link in facts_of_page["links"]:
        if link not in dead.alive and link not in ids and (reason := dead.why(link, save_as)):
            yield f"A link leads to {link}, {reason}.", _CORRECT, link.removeprefix(workspace.area.root)


def _finding(problem: Problem, source: str, save_as: str, workspace: Workspace) -> Finding:
    message, mend, words = problem
    # What has no file of its own is most often made of the area's.
    file = source or "area.toml"
    line = _line(workspace.content / file, words)
    # A page made of data has a source that does not hold its words: the page itself says of what they are.
    is_written = line or source.endswith(".md")
    place = Place(file, line) if is_written else Place(save_as)
    return error(place, message, f"{mend} {_CAME}" if mend == _CORRECT and not line else mend)


_CORRECT = "Correct the address, or publish the page it leads to."
_CAME = (
    "If it stands in no file, it came with the tracker: pull a corrected one, "
    "or list the address under `redirect_from` of the page that moved."
)


class Dead:
    """Knows which links lead nowhere, and why. What many pages lead to is looked for once: it is then in ``alive``."""

    def __init__(self, writer: Any, workspace: Workspace) -> None:
        self.writer, self.workspace = writer, workspace
        self.alive: set[str] = set()

    def why(self, link: str, here: str) -> str:
        """Return why *link* on the page *here* leads nowhere; nothing where it leads somewhere."""
        plain = _PLAIN.fullmatch(link) and link.startswith(f"{self.workspace.area.root}/")
        if plain and (file_of(link.removeprefix(self.workspace.area.root)) in self.writer.outputs):
            reason = ""
        else:
            reason = _dead(link, here, self.writer, self.workspace)
        if link.startswith("/") and not reason:
            self.alive.add(link)
        return reason


# Neither a place on a page nor anything that must be decoded, and no step upwards.
_PLAIN = re.compile(r"(?:/[\w-]+(?:\.[\w-]+)*)*/?", re.ASCII)


def _dead(link: str, here: str, writer: Any, workspace: Workspace) -> str:
    if link.startswith("{"):
        return "a file that does not exist"
    try:
        parts = urlsplit(urljoin(f"{workspace.area.root}/{here}", link))
    except ValueError:
        return "which is not an address"
    if not parts.path.startswith(f"{workspace.area.root}/"):
        return f"which is outside {workspace.area.root}/, where the site lives"
    return _missing(unquote(parts.path).removeprefix(workspace.area.root), parts.fragment, writer, workspace)


def file_of(path: str) -> str:
    """Return the output that the address *path* below the site's root is served from."""
    return path.removeprefix("/") + ("index.html" if path.endswith("/") else "")


def _missing(path: str, fragment: str, writer: Any, workspace: Workspace) -> str:
    target = file_of(path)
    if target not in writer.outputs and path.startswith(tuple(workspace.unread)):
        return ""
    if target not in writer.outputs:
        return "which is a draft or not yet due" if path in workspace.withheld else "and there is no such page"
    facts = writer.outputs[target].facts
    if fragment and facts and fragment not in facts["ids"]:
        return "and that page has no such place"
    return ""


def _line(path: Path, words: str) -> int:
    """Return the line of the source that holds the first of *words* that is there (one a line); 0 where none is."""
    if not path.is_file():
        return 0
    lines = path.read_text("utf-8", errors="replace").split("\n")
    known = (number for one in words.split("\n") if one for number, line in enumerate(lines, 1) if one in line)
    return next(known, 0)
