"""From a view to a page, and the fingerprint that says whether the page can have changed."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import Environment

from plugins.site.frame import Frame, Icons
from plugins.sources.workspace import canonical

# Templates name one another only by a literal: a test holds that.
_NAMED = re.compile(r"{%-?\s*(?:extends|include|import|from)\s+\"([^\"]+)\"")


class Renderer:
    """Renders views by the name of a template."""

    def __init__(self, env: Environment, frame: Frame, icons: Icons, code: str) -> None:
        """Render with *env*; *code* is the version of everything that is not a template, a view or a frame."""
        self.env, self.frame = env, frame
        self.code = code
        self.salt = f"{icons.version}{code}"
        self.versions: dict[str, str] = {}
        self.frames: dict[str, str] = {}

    def render(self, template: str, view: dict[str, Any]) -> bytes:
        """Return the page that *template* makes of *view*, as UTF-8."""
        found = self.env.get_template(f"{template}.html")
        return (found.render(page=view, frame=self.frame.of(view["section"])).strip() + "\n").encode()

    def fingerprint(self, template: str, view: dict[str, Any]) -> str:
        """Return a digest of all that the page depends on."""
        parts = (
            canonical(view),
            self._framed(view["section"]),
            self._version(f"{template}.html"),
            self.salt,
        )
        return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()

    def _framed(self, section: str) -> str:
        if section not in self.frames:
            frame = canonical(self.frame.of(section)).encode()
            self.frames[section] = blake2b(frame, digest_size=16).hexdigest()
        return self.frames[section]

    def _version(self, name: str) -> str:
        if name not in self.versions:
            sources = [source for _name, source in sorted(self._reached(name, set()))]
            self.versions[name] = blake2b("\0".join(sources).encode(), digest_size=16).hexdigest()
        return self.versions[name]

    def _reached(self, name: str, seen: set[str]) -> Iterator[tuple[str, str]]:
        if name in seen:
            return
        seen.add(name)
        assert self.env.loader is not None
        source, _path, _fresh = self.env.loader.get_source(self.env, name)
        yield name, source
        for other in _NAMED.findall(source):
            yield from self._reached(other, seen)


def code_version(root: Path) -> str:
    """Return a digest of our own code and of the pinned versions of all other code."""
    found = blake2b(digest_size=16)
    for path in [*sorted((root / "plugins").rglob("*.py")), root / "requirements.lock"]:
        if path.exists():
            found.update(path.read_bytes())
    return found.hexdigest()
