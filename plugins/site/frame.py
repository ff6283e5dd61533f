"""What every page shares: header, navigation and footer, rendered once for each section."""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from plugins.model.area import Area
from plugins.model.feed import Feed
from plugins.model.language import Language

CSP = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'"


class Frame:
    """Makes the ``frame`` that each template gets, and keeps it for the next page of the same section."""

    def __init__(self, env: Environment, area: Area, language: Language, css: str, feeds: Callable[[], Sequence[Feed]]) -> None:
        """Frame the pages of *area*; *css* is the address of the stylesheet, *feeds* gives those of the whole site."""
        self.env, self.area, self.language, self.css, self.feeds = env, area, language, css, feeds
        self.made: dict[str, dict[str, Any]] = {}

    def of(self, section: str) -> dict[str, Any]:
        """Return the frame of a page in *section*."""
        if section not in self.made:
            self.made[section] = self._make(section)
        return self.made[section]

    def _make(self, section: str) -> dict[str, Any]:
        area = self.area
        picture = area.origin + area.root + area.share_image if area.share_image else None
        parts = {"area": area, "section": section}
        return {
            "language": self.language.tag,
            "direction": self.language.direction,
            "site_name": area.names.site,
            "notice": area.notice,
            "css": self.css,
            "origin": area.origin,
            "share_image": picture,
            "header": Markup(self.env.get_template("frame/header.html").render(parts)),  # noqa: S704  # our template
            "footer": Markup(self.env.get_template("frame/footer.html").render(parts)),  # noqa: S704  # our template
            "comments_email": area.contact.email,
            "csp": CSP,
            "site_feeds": [feed.link for feed in self.feeds()],
        }


class Icons:
    """The theme's line icons, to be written into the page."""

    def __init__(self, folder: Path) -> None:
        """Take the icons from the SVG files in *folder*."""
        self.pictures = {path.stem: path.read_text("utf-8").strip() for path in sorted(folder.glob("*.svg"))}

    def __call__(self, name: str, size: int | None = None) -> Markup:
        """Return the icon *name*, hidden from screen readers: the words beside it say the same."""
        picture = self.pictures.get(name, self.pictures.get("document", "<svg></svg>"))
        measure = f' width="{size}" height="{size}"' if size else ""
        start = f'<svg class="app-icon" aria-hidden="true" focusable="false"{measure}'
        return Markup(picture.replace("<svg", start, 1))  # noqa: S704  # our own file

    @property
    def version(self) -> str:
        """A digest of all the pictures."""
        return blake2b(repr(sorted(self.pictures.items())).encode(), digest_size=12).hexdigest()
