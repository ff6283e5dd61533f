"""Addresses of this site in a tracker: whether the measure or the document they name is there."""

import re
from collections.abc import Callable
from pathlib import Path

from plugins.sources.measures.definitions import read_measures

_MEASURE = re.compile(r"/measures/([^/?#]+)/?(?:[?#].*)?")


def missing_in(content: Path) -> Callable[[str], str]:
    """Return what says why an address leads nowhere, an empty text where it does not or only a build can know."""
    measures, unread = read_measures(content)
    known = {one.id for one in measures.measures} if measures else set()

    def missing(address: str) -> str:
        found = _MEASURE.fullmatch(address)
        if found and found[1] not in known and not unread:
            return "There is no measure at this address."
        if address.startswith("/documents/") and not _is_document(content, address):
            return "There is no document at this address."
        return ""

    return missing


def _is_document(content: Path, address: str) -> bool:
    folder = (content / "documents").resolve()
    try:
        path = (content / re.sub(r"[?#].*", "", address).lstrip("/")).resolve()
        return path.is_relative_to(folder) and path.is_file()
    except (OSError, ValueError):
        return False
