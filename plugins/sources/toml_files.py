"""TOML files in, typed values and findings out."""

import tomllib
from pathlib import Path
from typing import TypeVar

from plugins.model.findings import Finding, Place, error
from plugins.model.values import Value
from plugins.sources.records import read_record

T = TypeVar("T", bound=Value)


def read_toml(path: Path, kind: type[T], name: str) -> tuple[T | None, list[Finding]]:
    """Return the file as a value of *kind*, or None and what is wrong with it, each with its key."""
    file = path.name if path.parent.name in {"", "content"} else f"{path.parent.name}/{path.name}"
    try:
        data = path.read_bytes()
    except OSError as problem:
        return None, [error(Place(file), *_words(problem))]
    return parse_toml(data, file, kind, name)


def parse_toml(data: bytes, file: str, kind: type[T], name: str) -> tuple[T | None, list[Finding]]:
    """Return *data*, called *file* in findings, as a value of *kind*, or None and what is wrong with it."""
    try:
        raw = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        return None, [error(Place(file), *_words(problem))]
    return read_record(kind, raw, lambda keys: Place(file, key=".".join(map(str, keys))), name)


def _words(problem: Exception) -> tuple[str, str]:
    """Return why a file cannot be read, and how to mend it."""
    match problem:
        case FileNotFoundError():
            return "The file is missing.", "docs/partnership.md says what it holds; or copy the demonstration's."
        case OSError():
            return "The file cannot be read from the disk.", "Is it a folder, or may you not open it? Put it right."
        case UnicodeDecodeError():
            return "The file is not saved as UTF-8.", "Save it again with the encoding UTF-8."
        case RecursionError():
            return "Its lists lie too deep in each other.", "Look for a row of brackets, [[[[, and take it away."
        case tomllib.TOMLDecodeError():
            return f"The file cannot be read: {problem}.", "Look at that line: is a quotation mark or bracket missing?"
    return "A number in it has too many figures.", "Look for a very long number, and correct it."
