"""Where the tracker is: a file, the newest file of a synced folder, or an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.model.area import Tracker
from plugins.model.findings import ContentError, Place, error
from plugins.sources.tracker.cells import refusal

ENDINGS = (".xlsx", ".csv", ".json")
MEGABYTE = 1_000_000
_NO_HOME = "The home folder that its path begins with, ~, is not known."


@dataclass(frozen=True, slots=True)
class Document:
    """What was received: its name for findings, its bytes, and what its name or its sender says that it is.

    ``marks`` are the sender's ETag and date of change, to ask next time whether there is anything new.
    """

    name: str
    data: bytes
    claim: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)


def is_address(source: str) -> bool:
    """Say whether *source* is an http or https address."""
    return source.lower().startswith(("http://", "https://"))


def refuse_unknown(source: str) -> None:
    """Refuse an address of another kind than http and https, without repeating it: it may hold a password."""
    if not is_address(source) and re.match(r"[a-z][a-z0-9+.-]+://", source, re.IGNORECASE):
        place = Place("area.toml", key="tracker.source")
        said = "Only addresses that begin with https:// or http:// are known, and files."
        raise ContentError([error(place, said, "Write such an address, or the path of a file or a folder.")])


def public_name(address: str) -> str:
    """Return *address* without what may be secret in it: a name with a password, a query, a fragment."""
    return re.sub(r"//[^/?#]*@", "//", re.sub(r"[?#].*", "", address))


def read_local(settings: Tracker, content: Path) -> Document:
    """Return the tracker on this computer. Raises ``ContentError`` where it cannot or must not be read."""
    name = Path(settings.source).name
    try:
        path = _file(settings, content)
        name = path.name
        if path.stat().st_size > settings.max_megabytes * MEGABYTE:
            raise too_large(path.name, settings)
        return Document(path.name, path.read_bytes(), claim=path.suffix.lower())
    except OSError:
        raise refusal(
            name, "The file cannot be read.", "Close it in Excel, or ask who may read it, and pull again."
        ) from None
    except RuntimeError:  # of `resolve` where links lead in a circle, of `expanduser` where no home folder is known
        circle = "It is a link that leads back to itself."
        said = _NO_HOME if settings.source.startswith("~") else circle
        raise refusal(name, said, "Write the whole path in `source` under [tracker] in area.toml.") from None


def too_large(name: str, settings: Tracker) -> BaseException:
    """Return the refusal of a tracker that is larger than the area allows."""
    return refusal(
        name,
        f"It is larger than {settings.max_megabytes:g} MB, the most that is read.",
        "Take pictures and old sheets out of the tracker, or raise `max_megabytes` under [tracker] in area.toml.",
    )


def _file(settings: Tracker, content: Path) -> Path:
    path = (content / Path(settings.source).expanduser()).resolve()
    if path.is_relative_to(content.resolve()):
        raise refusal(
            path.name,
            "The tracker lies inside the content folder, and all that lies there becomes public for ever.",
            "Move it out of the content folder, correct `source` under [tracker] in area.toml, and pull again.",
        )
    if path.is_dir():
        return _newest(path)
    if not path.is_file():
        raise refusal(path.name, "There is no such file.", "Correct `source` under [tracker] in area.toml.")
    return path


def _newest(folder: Path) -> Path:
    """Return the newest tracker in *folder*; files that Excel keeps while it is open do not count."""
    files = [path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.name[0] not in "~."]
    if not files:
        raise refusal(
            folder.name, "The folder has no .xlsx, .csv or .json file in it.", "Put the tracker there, and pull again."
        )
    return max(files, key=lambda path: (path.stat().st_mtime_ns, path.name))
