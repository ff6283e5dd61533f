"""Documents to download as a page shows them: type, size, date and language in words."""

from collections.abc import Sequence

from babel import Locale
from babel.numbers import format_decimal

from plugins.model.downloads import Held
from plugins.model.language import Language
from plugins.model.views import View, day

_NAMES = {
    ".pdf": "PDF",
    ".doc": "Word",
    ".docx": "Word",
    ".odt": "OpenDocument",
    ".csv": "CSV",
    ".xlsx": "Excel",
    ".ods": "OpenDocument",
    ".pptx": "PowerPoint",
}


def size_words(size: int, language: Language) -> str:
    """Return a size in bytes in words, for example “48 KB”: in thousands, and never less than one."""
    if size < 1_000_000:
        return language.gettext("%(size)s KB", size=max(1, round(size / 1000)))
    return language.gettext("%(size)s MB", size=format_decimal(round(size / 1_000_000, 1), locale=language.locale))


def downloads_view(held: Sequence[Held], language: Language) -> list[View]:
    """Return documents as the component ``downloads`` shows them."""
    return [_view(one, language) for one in held]


def _view(held: Held, language: Language) -> View:
    one = held.download
    tag = one.language or language.tag
    return {
        "title": one.title,
        "url": f"/{one.file}",
        "type": _NAMES.get(one.suffix, one.suffix.removeprefix(".").upper()),
        "size": size_words(held.size, language),
        "date": day(one.date, language),
        "language": Locale.parse(tag, sep="-").get_language_name(language.locale),
        "tag": tag,
        "accessible": one.accessible,
    }
