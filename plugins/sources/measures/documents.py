"""The text of a source: from a file outside the content folder or an address, within limits, and surely text."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from plugins.model.area import Tracker
from plugins.model.findings import ContentError, Finding, Place, error
from plugins.model.measures import Measure
from plugins.sources.measures.definitions import FILE
from plugins.sources.tracker.cells import refusal
from plugins.sources.tracker.formats import OLD_OFFICE, PDF, ZIP
from plugins.sources.tracker.locating import Document, is_address, public_name, read_local, refuse_unknown

_SAVE = "Save it in Excel as “CSV UTF-8 (comma delimited)”, and pull again."
_NO_TEXT = (
    (ZIP, "This is an Excel workbook or another packed file, not a CSV file."),
    (OLD_OFFICE, "This is an old Excel file (.xls), or one with a password, not a CSV file."),
    (PDF, "This is a PDF, not a CSV file."),
    ((b"\xff\xfe", b"\xfe\xff"), "The file is saved as UTF-16 instead of UTF-8."),
)


def read_text(measure: Measure, file: str, content: Path, progress: Callable[[str], None]) -> tuple[str, str]:
    """Return the name and the text of one of the files of *measure*.

    Raises ``ContentError`` where it cannot be had, lies inside *content* (all of which becomes public), is too large or
    is no UTF-8 text. Neither a token nor anything of what stands in the file is repeated.
    """
    try:
        document = _document(measure, file, content, progress)
    except ContentError as refused:
        raise ContentError([_said_of_a_measure(one, measure) for one in refused.findings]) from None
    return document.name, _decoded(document)


def _document(measure: Measure, file: str, content: Path, progress: Callable[[str], None]) -> Document:
    source = measure.source
    settings = Tracker(
        source=file,
        max_megabytes=source.max_megabytes,
        token_env=source.token_env,
        token_header=source.token_header,
    )
    refuse_unknown(file)
    if not is_address(file):
        progress(Path(file).name)
        return read_local(settings, content)
    from plugins.sources.tracker.fetching import fetch  # httpx is slow to import, and files need none

    progress(public_name(file))
    document = fetch(settings, {})
    assert document  # without marks of an earlier answer nobody can say that nothing is new
    return document


def _said_of_a_measure(finding: Finding, measure: Measure) -> Finding:
    """Return what the tracker's reader says of a file, said of a measure: where to mend it is another place."""
    place = finding.place
    if place.file == "area.toml":
        place = Place(str(FILE), key=f"{measure.id}.{place.key.replace('tracker', 'source')}")
    mend = f"Look at `source` of the measure {measure.id} in {FILE}, or ask whoever keeps the file. Then pull again."
    message = re.sub(r"\btracker\b", "file", finding.message)
    return replace(finding, place=place, message=message, mend=mend)


def _decoded(document: Document) -> str:
    data, name = document.data, document.name
    if not data.strip():
        raise refusal(name, "It is empty.", "Look whether the file was saved, and pull again.")
    for mark, said in _NO_TEXT:
        if data.startswith(mark):
            raise refusal(name, said, _SAVE)
    if b"\0" in data:
        raise refusal(name, "This is not a text file.", _SAVE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        place = Place(name, line=_bad_line(data))
        said = "The file is not saved as UTF-8, so its £, é and “ would be wrong."
        raise ContentError([error(place, said, _SAVE)]) from None
    if text.lstrip()[:1] == "<":
        raise refusal(name, "This is a web page, perhaps one to sign in, instead of a CSV file.", _SAVE)
    return text


def _bad_line(data: bytes) -> int:
    """Return the number of the first line that is not UTF-8."""
    lines = data.split(b"\n")
    return next((number for number, line in enumerate(lines, start=1) if not _is_utf_8(line)), 0)


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
