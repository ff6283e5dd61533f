"""Documents to download: what each is called, and what a reader must know before opening it."""

import re
from pathlib import PurePosixPath
from typing import Annotated

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator

from plugins.model.values import Address, Day, Line, Value, mistake

NOT_ACCESSIBLE = frozenset({".pdf", ".doc", ".docx", ".rtf", ".ppt", ".pptx"})


def _file(value: str) -> str:
    if not re.fullmatch(r"documents/[^\\?#%]+", value) or ".." in value.split("/"):
        raise mistake(f"“{value}” is not a file of documents/.", "Write it as documents/plan.pdf.")
    return value


def _tag(value: str) -> str:
    try:
        Locale.parse(value, sep="-")
    except (ValueError, UnknownLocaleError):
        raise mistake(f"“{value}” is not a language.", "Write its short form: en, cy, pl, ur.") from None
    return value


class Download(Value):
    """A document: its title, its file, its date, its language, and where the same can be read by everybody.

    A PDF or a Word file must say where the accessible alternative is (Public Sector Bodies Accessibility Regulations
    2018): ``accessible`` is the address of a page, or of a file of another type.
    """

    title: Line
    file: Annotated[Line, AfterValidator(_file)]
    date: Day
    language: Annotated[Line, AfterValidator(_tag)] | None = None
    accessible: Address | None = None

    @property
    def suffix(self) -> str:
        """The ending of the file's name, in small letters."""
        return suffix(self.file)

    @property
    def why_not(self) -> str:
        """Return why not everybody could read this, or an empty string where everybody can."""
        if self.suffix not in NOT_ACCESSIBLE:
            return ""
        if self.accessible is None:
            return "a PDF or a Word file is not readable for everybody"
        return "its alternative is such a file too" if suffix(self.accessible) in NOT_ACCESSIBLE else ""


class Held(Value):
    """A download whose file is there: with its size in bytes."""

    download: Download
    size: int


class Offered(Value):
    """A download and the page that offers it."""

    held: Held
    page: Line
    url: Address


def suffix(address: str) -> str:
    """Return the ending of the file that *address* names, in small letters; empty for a page."""
    return PurePosixPath(re.split("[?#]", address, maxsplit=1)[0]).suffix.lower()
