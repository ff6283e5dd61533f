"""Which edition somebody asked for: its file name, its number, or “latest”."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from plugins.model.findings import ContentError, Finding
from plugins.model.kinds import Briefing
from plugins.sources.front_matter import read_document
from plugins.sources.records import read_record

LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Asked:
    """The file of a briefing, seen from the content folder, its name without ending, and what it says of itself."""

    file: str
    edition: str
    record: Briefing

    def is_public(self, now: datetime) -> bool:
        """Say whether the public can read it at *now*."""
        return self.record.status == "published" and self.record.date <= now


def asked_for(content: Path, name: str, now: datetime) -> Asked:
    """Return the edition that *name* means in *content* at *now*.

    Raises ``ValueError`` in words where there is none or where it was withdrawn, ``ContentError`` where its file has a
    mistake.
    """
    found = _found(content, name.strip(), now)
    if taken := found.record.withdrawn:
        raise ValueError(f"{found.edition} was withdrawn on {taken.on}: it is not made into a mail any more.")
    return found


def _found(content: Path, name: str, now: datetime) -> Asked:
    files = {path.stem: path for path in sorted((content / "briefings").rglob("*.md"))}
    if not files:
        raise ValueError(f"There is no briefing in {content / 'briefings'}.")
    stem = name.rpartition("/")[2].removesuffix(".md")
    if stem in files:
        return _read(content, files[stem])
    if stem.casefold() != LATEST and not stem.isdecimal():
        raise _unknown(stem, list(files))
    known = _all(content, files.values())
    return _numbered(known, int(stem)) if stem.isdecimal() else _latest(known, now)


def _latest(known: list[Asked], now: datetime) -> Asked:
    out = [one for one in known if one.is_public(now) and not one.record.withdrawn]
    if not out:
        raise ValueError("No briefing has come out yet. Name the draft: its file name without .md.")
    return max(out, key=lambda one: (one.record.date, one.record.number))


def _numbered(known: list[Asked], number: int) -> Asked:
    found = [one for one in known if one.record.number == number]
    # Somebody may be writing a draft that still has the number of one that is out.
    found = [one for one in found if one.record.status == "published"] or found
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f"Number {number} is on {' and '.join(one.file for one in found)}. Name the file.")
    numbers = sorted(one.record.number for one in known)
    there_are = f" There are {numbers[0]} to {numbers[-1]}." if numbers else ""
    raise ValueError(f"There is no briefing {number}.{there_are}")


def _unknown(stem: str, names: list[str]) -> ValueError:
    near = get_close_matches(stem, names, n=3, cutoff=0.5) or names[-3:]
    raise ValueError(
        f"There is no briefing “{stem}”. Did you mean {', '.join(near)}? A number or “latest” will do too."
    )


def _all(content: Path, paths: Iterable[Path]) -> list[Asked]:
    # One that cannot be read may be the one that is meant.
    found, findings = zip(*(_tried(content, path) for path in paths), strict=True)
    if wrong := [one for many in findings for one in many]:
        raise ContentError(wrong)
    return [one for one in found if one]


def _read(content: Path, path: Path) -> Asked:
    found, findings = _tried(content, path)
    if found is None:
        raise ContentError(findings)
    return found


def _tried(content: Path, path: Path) -> tuple[Asked | None, list[Finding]]:
    file = path.relative_to(content).as_posix()
    document, findings = read_document(path, file)
    if document is None:
        return None, findings
    record, findings = read_record(Briefing, document.data, document.place, "briefing")
    return (Asked(file, path.stem, record) if record else None), findings
