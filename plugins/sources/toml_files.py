"""TOML files in, typed values and findings out."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from plugins.model.findings import Finding, Place, error
from plugins.model.values import Value
from plugins.sources.markers import misplaced_facts
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
        text = data.decode("utf-8-sig")
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        return None, [error(Place(file), *_words(problem))]
    value, findings = read_record(kind, raw, lambda keys: Place(file, key=".".join(map(str, keys))), name)
    misread = [_no_number(file, key, said) for key, said in _yes_or_no(raw, value)] if value else []
    return (None if misread else value), [*findings, *misread, *misplaced_facts(text.split("\n"), 1, file)]


def _yes_or_no(raw: object, value: object, key: str = "") -> Iterator[tuple[str, bool]]:
    """Yield the key of each true or false of *raw* that *value* takes for a number: pydantic counts true as 1."""
    if isinstance(raw, bool) and isinstance(value, int | float) and not isinstance(value, bool):
        yield key, raw
    elif isinstance(raw, dict) and isinstance(value, Value):
        for name, one in raw.items():
            yield from _yes_or_no(one, getattr(value, name, None), f"{key}.{name}".lstrip("."))
    elif isinstance(raw, list) and isinstance(value, tuple):
        for number, (one, made) in enumerate(zip(raw, value, strict=False)):
            yield from _yes_or_no(one, made, f"{key}.{number}")


def _no_number(file: str, key: str, said: bool) -> Finding:  # noqa: FBT001  # it is what stands there
    message = f"`{key}`: A number is needed here, not {str(said).lower()}."
    return error(Place(file, key=key), message, "Write figures only, for example 14.")


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
