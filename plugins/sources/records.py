"""Raw keys and values in, a typed value or its findings out, in words that an officer understands."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from plugins.model.findings import Finding, Place, error
from plugins.model.values import Value
from plugins.sources.private import says_private

T = TypeVar("T", bound=Value)
Path = tuple[int | str, ...]

_GUIDE = "docs/writing.md for files that end in .md, docs/partnership.md for the others"
_WRONG = {
    "int_parsing": ("“{input}” is not a whole number.", "Write figures only, for example 14."),
    "int_type": ("A whole number is needed here.", "Write figures only, for example 14."),
    "float_parsing": ("“{input}” is not a number.", "Write figures only, for example 0.1."),
    "bool_parsing": ("“{input}” is neither yes nor no.", "Write true or false."),
    "string_type": (
        "Words are needed here, not a list or a table.",
        "Put the words on the same line, in quotation marks.",
    ),
    "string_too_short": ("This is empty.", "Write something, or take the line away."),
    "string_too_long": ("This is longer than {max_length} characters.", "Make it shorter."),
    "tuple_type": (
        "A list is needed here.",
        "Put each item on a line of its own that starts with “- ”, or in [square brackets].",
    ),
    "model_type": ("Keys and values are needed here, not “{input}”.", f"The keys that go here: {_GUIDE}."),
}


def read_record(
    kind: type[T], raw: Mapping[str, Any], place: Callable[[Path], Place], name: str
) -> tuple[T | None, list[Finding]]:
    """Return *raw* as a value of *kind* (called *name* in findings), or None and a finding for each mistake.

    *place* gives where a path of keys stands in the source.
    """
    try:
        return kind.model_validate(raw), []
    except ValidationError as problem:
        return None, [_finding(kind, details, place, name) for details in problem.errors()]


def _finding(kind: type[Value], details: ErrorDetails, place: Callable[[Path], Place], name: str) -> Finding:
    path = tuple(details["loc"])
    message, mend = _words(kind, details, name)
    return error(place(path), message, mend)


def _words(kind: type[Value], details: ErrorDetails, name: str) -> tuple[str, str]:
    path, context = details["loc"], details.get("ctx", {})
    key = ".".join(str(part) for part in path)
    match details["type"]:
        case "missing":
            return f"`{key}` is missing from this {name}.", f"Add `{path[-1]}`."
        case "extra_forbidden":
            if private := says_private(str(path[-1]), details["input"]):
                return private
            return f"`{key}` is not a key of a {name}.", _nearest(str(path[-1]), _keys(kind, path[:-1]))
        case "literal_error":
            return f"`{key}` says “{details['input']}”.", f"It can be {context['expected']}."
        case "content":
            return (f"`{key}`: {context['message']}" if key else str(context["message"])), str(context["mend"])
    message, mend = _WRONG.get(details["type"], (details["msg"] + ".", f"What can stand here: {_GUIDE}."))
    return f"`{key}`: {message.format(input=details['input'], **context)}", mend


def _nearest(key: str, known: list[str]) -> str:
    close = get_close_matches(key, known, n=1)
    return f"Did you mean `{close[0]}`?" if close else f"It can have: {', '.join(known)}."


def _keys(kind: type[Value], path: Path) -> list[str]:
    fields = kind.model_fields
    for part in path:
        if isinstance(part, str) and part in fields:
            found = [one for one in _classes(fields[part].annotation) if issubclass(one, Value)]
            fields = found[0].model_fields if found else {}
    return sorted(fields)


def _classes(annotation: object) -> list[type]:
    inner = [found for one in getattr(annotation, "__args__", ()) for found in _classes(one)]
    return [annotation, *inner] if isinstance(annotation, type) else inner
