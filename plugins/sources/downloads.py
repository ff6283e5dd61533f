"""Downloads that front matter names: the file must be there, and everybody must be able to read what it says."""

from collections.abc import Callable, Sequence
from pathlib import Path

from plugins.model.downloads import Download, Held
from plugins.model.findings import Finding, Place, error, nearest, warning
from plugins.sources.first_bytes import other_kind

Keys = tuple[int | str, ...]


def read_downloads(
    given: Sequence[Download], place: Callable[[Keys], Place], content: Path
) -> tuple[tuple[Held, ...], list[Finding]]:
    """Return *given* with the size of each file, and a finding for each that cannot be offered.

    *place* gives where the keys of a download stand, beginning with its number.
    """
    held: list[Held] = []
    findings: list[Finding] = []
    for number, one in enumerate(given):
        path = content / one.file
        if not path.is_file():
            findings.append(error(place((number, "file")), f"There is no file {one.file}.", _where(one, content)))
            continue
        if one.why_not:
            key = "accessible" if one.accessible else "file"
            mend = "Say under `accessible` where a web page says the same, or a file such as .odt or .csv."
            findings.append(error(place((number, key)), f"“{one.title}” cannot be offered: {one.why_not}.", mend))
        if one.accessible and one.accessible.startswith("/documents/") and not (content / one.accessible[1:]).is_file():
            message = f"There is no file {one.accessible[1:]}, which should be the alternative that everybody can read."
            findings.append(error(place((number, "accessible")), message, "Put it there, or correct the address."))
        if path.stat().st_size == 0:
            mend = "Save the document again, and put it there whole."
            findings.append(error(place((number, "file")), f"The file {one.file} is empty.", mend))
        elif kind := other_kind(path):
            said = f"The name of {one.file} ends in {one.suffix}, and by its first bytes it is {kind}."
            findings.append(warning(place((number, "file")), said, "Open it and look. Save it again, or rename it."))
        held.append(Held(download=one, size=path.stat().st_size))
    return tuple(held), findings


def _where(one: Download, content: Path) -> str:
    folder = content / "documents"
    known = [path.relative_to(content).as_posix() for path in folder.rglob("*") if path.is_file()]
    return nearest(one.file, known, "Put the file in content/documents/, or take the entry away.")
