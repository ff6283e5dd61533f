"""What every page shares: header, navigation and footer, rendered once for each section."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from plugins.model.feed import Feed
from plugins.sources.workspace import Workspace

CSP = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'"

_EVERYWHERE = ("/", "/briefings/")
ALWAYS = ("/news/", "/briefings/", "/contact/")


class Frame:
    """Makes the ``frame`` that each template gets, and keeps it for the next page of the same section."""

    def __init__(self, env: Environment, workspace: Workspace, css: str, context: Mapping[str, Any]) -> None:
        """Frame the pages of *workspace*; *css* is the address of the stylesheet, *context* knows pages and feeds."""
        self.env, self.area, self.language = env, workspace.area, workspace.language
        self.css, self.context = css, context
        self.made: dict[str, dict[str, Any]] = {}

    def of(self, section: str) -> dict[str, Any]:
        """Return the frame of a page in *section*."""
        if section not in self.made:
            self.made[section] = self._make(section)
        return self.made[section]

    def _make(self, section: str) -> dict[str, Any]:
        area = self.area
        picture = area.origin + area.root + area.share_image if area.share_image else None
        parts = {"area": area, "section": section, "exists": self._exists}
        feeds: Sequence[Feed] = self.context["FEEDS"]
        return {
            "language": self.language.tag,
            "direction": self.language.direction,
            "site_name": area.names.site,
            "notice": area.notice,
            "alerts": self.context["STRIP"],
            "css": self.css,
            "origin": area.origin,
            "share_image": picture,
            "header": Markup(self.env.get_template("frame/header.html").render(parts)),  # noqa: S704  # our template
            "footer": Markup(self.env.get_template("frame/footer.html").render(parts)),  # noqa: S704  # our template
            "comments_email": area.contact.email,
            "csp": CSP,
            "site_feeds": [feed.link for feed in feeds if feed.page in _EVERYWHERE],
        }

    def _exists(self, address: str) -> bool:
        """Say whether an area has a page that another area may not have."""
        return (
            address in ALWAYS
            or address in self.context["PAGES"]
            or address in self.context["PLACES"]
            or (address == "/plan/" and self.context["PLAN_LINK"])
            or (address == "/events/" and bool(self.context["EVENTS"]))
        )


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
