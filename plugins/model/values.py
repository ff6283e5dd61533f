"""The base of every value, and the small types that values are made of.

pydantic reads and checks them all, so that one file gives all its mistakes at once.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from plugins.model.clock import instant


class Value(BaseModel):
    """A value that cannot change and has no unknown part."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def mistake(message: str, mend: str) -> PydanticCustomError:
    """Return the exception that says in words what is wrong with a value and how to mend it."""
    return PydanticCustomError("content", "{message}", {"message": message, "mend": mend})


_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufffe\uffff]")
_SLASHES = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_LONGEST_SLUG = 100
_OUT_OF_REACH = Decimal(10) ** 15
_WRITE_A_DAY = "Write it as year, month, day: 2026-11-06. With a time: 2026-11-06T09:00."


def written_moment(value: object) -> datetime:
    """Return the moment that *value* writes. Raises a mistake where it writes none."""
    try:
        return instant(value.isoformat() if isinstance(value, date) else str(value).strip())
    except ValueError:
        if _SLASHES.fullmatch(str(value).strip()):
            raise mistake(f"“{value}” can mean two different days.", _WRITE_A_DAY) from None
        raise mistake(f"“{value}” is not a date.", _WRITE_A_DAY) from None


def _day(value: object) -> date:
    return written_moment(value).date()


def _identity(value: object) -> str:
    try:
        return str(UUID(str(value)))
    except ValueError:
        raise mistake(
            f"“{value}” is not an id.",
            "An id is made once by `invoke new` and never changed. "
            "Copy it back, or make a fresh one with `invoke new`.",
        ) from None


def _address(value: object) -> str:
    text = str(value)
    if re.fullmatch(r"(https?://[^\s/\"'<>]|mailto:|tel:)[^\s\"'<>]*|/(?!/)[^\s\"'<>]*", text):
        return text
    raise mistake(f"“{text}” is not an address.", "Write an address of this site (/plan/) or a whole one (https://…).")


def _site(value: object) -> str:
    text = str(value)
    if re.fullmatch(r"https?://[a-zA-Z0-9.-]+(:\d+)?(/[\w~-]+)*/?", text, re.ASCII):
        return text
    raise mistake(
        f"“{text}” is not the address of a site.", "Write it as https://send.example.org, with a path if it has one."
    )


def _own_address(value: object) -> str:
    text = str(value)
    if re.fullmatch(r"/|(/[^\s/\\?#%\x00-\x1f]{1,100})+/?", text) and not {".", ".."} & set(text.split("/")):
        return text
    raise mistake(f"“{text}” is not an address of this site.", "Begin with a slash, for example /old-page/.")


def _slug(value: object) -> str:
    text = str(value)
    if len(text) > _LONGEST_SLUG:
        raise mistake(f"This is longer than {_LONGEST_SLUG} letters, too long for an address.", "Make it shorter.")
    if not isinstance(value, float) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        return text
    raise mistake(f"“{text}” cannot stand in an address.", "Use small letters, figures and hyphens: my-page.")


def _email(value: object) -> str:
    text = str(value)
    if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text):
        return text
    raise mistake(f"“{text}” is not an e-mail address.", "Write it as name@place.org.")


def _printable(text: str) -> str:
    if found := _UNSEEN.search(text):
        hidden = found[0]
        raise mistake(
            f"There is a character in it that cannot be shown (U+{ord(hidden):04X}).",
            "Write the words again by hand: the character came along when they were copied.",
        )
    return text


def _without_limits(text: str) -> str:
    if "{limit" in text:
        raise mistake("A time limit cannot stand here.", "Name the limit in the text of the page.")
    return text


def is_unseen(mark: str) -> bool:
    """Say whether *mark* cannot be shown: XML 1.0 (section 2.2) or HTML cannot hold it, or it turns the words round.

    Marks that turn the words after them round (U+202A to U+202E) could show 14 where 41 is written.
    """
    return bool(_UNSEEN.match(mark))


def _within_reach(value: Decimal) -> Decimal:
    """Return *value*, where it can be put into words. Raises a mistake where it is none that anybody could mean."""
    if not value.is_finite() or abs(value) >= _OUT_OF_REACH:
        raise mistake("This number is far too large.", "Look at its figures and at the point.")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_printable)]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_printable),
    AfterValidator(_without_limits),
]
Quantity = Annotated[Decimal, AfterValidator(_within_reach)]
Moment = Annotated[datetime, BeforeValidator(written_moment)]
Day = Annotated[date, BeforeValidator(_day)]
Identity = Annotated[str, BeforeValidator(_identity)]
Address = Annotated[str, BeforeValidator(_address)]
SiteAddress = Annotated[str, BeforeValidator(_site)]
OwnAddress = Annotated[str, BeforeValidator(_own_address)]
Slug = Annotated[str, BeforeValidator(_slug)]
Email = Annotated[str, BeforeValidator(_email)]


def unchecked(by: Iterable[str]) -> str:
    """Return why words of or about a family may not be published yet: fewer than two people checked them; else "".

    *by* are the roles of those who checked; one role written in two ways is one: only letters and figures count.
    """
    if len({"".join(mark for mark in role.casefold() if mark.isalnum()) for role in by}) < 2:
        return "two different people must have checked that nobody can be identified"
    return ""


class Link(Value):
    """Words and the address they lead to."""

    title: Line
    url: Address
