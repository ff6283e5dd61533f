"""The catalogue of every word that the code prints: ``theme/locales/messages.pot``."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import write_po

_METHODS = [("plugins/**.py", "python"), ("theme/templates/**.html", "jinja2")]
_OPTIONS = {"theme/templates/**.html": {"trimmed": "true", "silent": "false"}}
# A function that takes many messages calls its language's `gettext` by the short name `words`.
KEYWORDS = {**DEFAULT_KEYWORDS, "words": None}


def extracted(root: Path) -> Catalog:
    """Return every message of the code and the templates below *root*, in the order of files and lines."""
    name = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["name"]
    catalogue = Catalog(
        project=name, header_comment="# Every word that Open Local Offer prints. Made by `invoke messages`."
    )
    for folder in ("plugins", "theme"):
        _extract(root, folder, catalogue)
    return catalogue


def _extract(root: Path, folder: str, catalogue: Catalog) -> None:
    found = extract_from_dir(str(root / folder), *_mapping(folder), keywords=KEYWORDS)
    for file, _line, message, _comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue.add(message, None, [(f"{folder}/{file}", 0)], context=context)


def _mapping(folder: str) -> tuple[list[tuple[str, str]], dict[str, dict[str, str]]]:
    start = f"{folder}/"
    methods = [(pattern.removeprefix(start), method) for pattern, method in _METHODS if pattern.startswith(start)]
    options = {pattern.removeprefix(start): given for pattern, given in _OPTIONS.items() if pattern.startswith(start)}
    return methods, options


def write_catalogue(root: Path) -> Path:
    """Write the catalogue and return its path. It holds no lines and no date, so that only words change it."""
    path = root / "theme" / "locales" / "messages.pot"
    catalogue = extracted(root)
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, sort_by_file=True, include_lineno=False)
    return path
