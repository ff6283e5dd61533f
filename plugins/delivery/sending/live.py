"""Whether the page of an edition is public, and says what was built: a mail never links to what nobody can read."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx
from bs4 import BeautifulSoup

_SECONDS = 20.0


def why_not_live(page: str, site: Path, root: str) -> str:
    """Return why the *page* at its address is not the one in the built *site*, or an empty string where it is.

    *root* is the path that the site's address has. Compared is the text of ``<main>``.
    """
    path = unquote(urlsplit(page).path).removeprefix(root).lstrip("/")
    built = site / path / "index.html" if not path.endswith(".html") else site / path
    try:
        ours = main_text(built.read_bytes())
    except OSError:
        return f"{built} is not there: build the site, and name its folder with --site"
    try:
        answer = httpx.get(page, timeout=_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        return f"{page} cannot be reached from here ({type(problem).__name__}): is it published, and are you online?"
    if answer.status_code != httpx.codes.OK:
        return f"{page} answers {answer.status_code}: publish it first"
    if not ours or main_text(answer.content) != ours:
        return f"{page} does not say what was built: publish it first"
    return ""


def main_text(page: bytes) -> str:
    """Return the words in the ``<main>`` of *page*, with single spaces; an empty string where there is none."""
    main = BeautifulSoup(page, "lxml", from_encoding="utf-8").find("main")
    return " ".join(main.get_text(" ").split()) if main else ""
