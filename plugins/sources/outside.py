"""Files with raw numbers, which lie outside the content folder: read as the tracker is, under another name."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from plugins.model.area import Tracker
from plugins.model.findings import ContentError, Finding, Place, error
from plugins.sources.tracker.locating import Document, is_address, read_local, refuse_unknown

MOST_MEGABYTES = 1.0


class Outside(Protocol):
    """Where such a file is, and how its address is opened."""

    @property
    def source(self) -> str | None:
        """A path seen from the content folder, or an http(s) address."""

    @property
    def token_env(self) -> str | None:
        """The variable of the environment that holds the token."""

    @property
    def token_header(self) -> str:
        """The header that the token is sent in."""


def read_outside(settings: Outside, content: Path, section: str) -> tuple[Document | None, list[Finding]]:
    """Return the file that ``[section]`` of area.toml names, or None and what is wrong with it."""
    assert settings.source
    asked = Tracker(
        source=settings.source,
        token_env=settings.token_env,
        token_header=settings.token_header,
        max_megabytes=MOST_MEGABYTES,
    )
    try:
        refuse_unknown(settings.source)
        return _document(asked, content), []
    except ContentError as refused:
        return None, list(_renamed(refused.findings, section))


def _document(asked: Tracker, content: Path) -> Document:
    if not is_address(asked.source):
        with suppress(RuntimeError):  # a home folder that is not known: `read_local` says so
            if (content / Path(asked.source).expanduser()).is_dir():
                said = "This is a folder, and a file is needed."
                raise ContentError([error(Place(Path(asked.source).name), said, "Name the file in `source`.")])
        return read_local(asked, content)
    from plugins.sources.tracker.fetching import fetch  # httpx is slow to import, and files need none

    found = fetch(asked, {})
    assert found  # None only answers marks, and none were sent
    return found


def _renamed(findings: list[Finding], section: str) -> Iterator[Finding]:
    """Yield what the tracker's reader said, as it is for this file."""
    for one in findings:
        key = one.place.key.replace("tracker.", f"{section}.")
        yield replace(
            one,
            place=replace(one.place, key=key),
            message=one.message.replace("The tracker", "The file").replace("the tracker", "the file"),
            mend=one.mend.replace("[tracker]", f"[{section}]").replace("the tracker", "the file"),
        )
