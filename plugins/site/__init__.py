"""The partnership, the reader, home, guidance, news, redirects, sitemap and static files."""

from typing import Any

from blinker import signal
from pelican import signals
from pelican.generators import Generator

from plugins.site.generator import SiteGenerator
from plugins.site.prepare import prepare_build, prepare_rendering
from plugins.site.reader import ContentReader
from plugins.site.sitemap import stage_sitemap

outputs_rendered = signal("outputs_rendered")


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(open_build)
    signals.readers_init.connect(readers)
    signals.get_generators.connect(generators)
    signals.all_generators_finalized.connect(rendering)
    outputs_rendered.connect(list_pages)


def open_build(generator: Generator) -> None:
    """Open the workspace before the first file is read; every generator shares it."""
    prepare_build(generator)


def readers(readers: Any) -> None:  # Pelican is untyped
    """Read Markdown with our reader."""
    readers.reader_classes = dict.fromkeys(ContentReader.file_extensions, ContentReader)


def generators(_pelican: object) -> type[Generator]:
    """Return the generator of the site's own pages."""
    return SiteGenerator


def rendering(generators: list[Generator]) -> None:
    """Make ready to render, now that all is read."""
    prepare_rendering(generators[0])


def list_pages(writer: Any) -> None:  # the writer is another feature's
    """List every page there is."""
    stage_sitemap(writer)
