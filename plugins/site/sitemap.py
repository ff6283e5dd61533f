"""``/sitemap.xml`` and ``/robots.txt``: every page that was staged, and where to find the list."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from plugins.model.area import Area

_UNLISTED = {"not-found", "redirect"}


def stage_sitemap(writer: Any) -> None:  # the writer is another feature's
    """Stage the sitemap (sitemaps.org protocol 0.9) and robots.txt."""
    area: Area = writer.workspace.area
    addresses = sorted(view["url"] for view in writer.pages.values() if view["section"] not in _UNLISTED)
    base = area.origin + area.root
    writer.stage_bytes("sitemap.xml", _sitemap([base + address for address in addresses]))
    writer.stage_bytes("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n".encode())


def _sitemap(addresses: list[str]) -> bytes:
    root = Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for address in addresses:
        SubElement(SubElement(root, "url"), "loc").text = address
    indent(root)
    return bytes(tostring(root, "utf-8", xml_declaration=True)) + b"\n"
