"""A preview of the built site, on this machine only."""

import tomllib
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the output as a host would, with the site's own page for a wrong address."""

    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".xml": "application/rss+xml; charset=utf-8",
        ".opml": "text/x-opml; charset=utf-8",
    }

    root = ""

    def translate_path(self, path: str) -> str:
        """Find a file as the host would, where the site's address has a path."""
        return super().translate_path(path.removeprefix(self.root) or "/")

    def log_message(self, *_: object) -> None:
        """Say nothing for each request."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where there is one."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():  # the number is the name
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def server(folder: Path, port: int, root: str = "") -> ThreadingHTTPServer:
    """Return a server of *folder*, at the path *root*, on the loopback address; port 0 takes a free one."""
    handler = type("Handler", (_Quiet,), {"root": root})
    return ThreadingHTTPServer(("127.0.0.1", port), partial(handler, directory=str(folder)))


def root_of(content: Path) -> str:
    """Return the path of the address that the area in *content* has; an empty string where it has none."""
    try:
        address = tomllib.loads((content / "area.toml").read_text("utf-8")).get("address", "")
    except (OSError, ValueError):
        return ""
    return urlsplit(str(address)).path.rstrip("/")
