"""Where a build may read and write: an output never lies in what is read, nor around it."""

from collections.abc import Iterator
from pathlib import Path

from plugins.model.findings import Finding, Place, error
from plugins.site.assets import ROOT

SOURCES = ("plugins", "theme", "tests", "docs", ".git", "demonstration")


def misplaced(content: Path, output: Path) -> Iterator[Finding]:
    """Yield what is wrong with building *content* into *output*; both are whole paths."""
    place = Place(str(output), key="--output")
    mend = "Name a folder of its own, for example output."
    if output.is_file() or any(folder.is_file() for folder in output.parents):
        yield error(place, "There is a file where the site should be built.", mend)
    if output == content or content in output.parents:
        yield error(place, "The site would be built among the files it is made from.", mend)
    elif any(output in path.parents or output == path for path in (content, *(ROOT / name for name in SOURCES))):
        yield error(place, "The site would be built around the files it is made from.", mend)
    elif any(ROOT / name in output.parents for name in SOURCES):
        yield error(place, "The site would be built among the program's own files.", mend)
