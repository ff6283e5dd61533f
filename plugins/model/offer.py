"""What the law asks of every Local Offer: time limits with their source, and the words families meet."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from plugins.model.values import Address, Day, Line, Slug, Text, Value, mistake

_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[ ,-])*")


def _plain(text: str) -> str:
    if not _PLAIN.fullmatch(text):
        raise mistake(
            f"“{text}” has marks in it that would change the text it is put into.",
            "Write it in letters, figures, spaces, commas and hyphens, for example 20 weeks.",
        )
    return text


class Limit(Value):
    """A legal time limit. Only a verified one may be stated as fact."""

    key: Slug
    text: Annotated[Line, AfterValidator(_plain)]
    what: Text
    source: Line
    url: Address
    verified: bool
    verified_by: Line | None = None
    verified_on: Day | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def signed(self) -> Self:
        """Refuse “verified” without who and when."""
        if self.verified and not (self.verified_by and self.verified_on):
            raise mistake(f"The limit “{self.key}” is verified by nobody.", "Add `verified_by` and `verified_on`.")
        return self


class Term(Value):
    """A word families meet, in plain words; ``short`` is an abbreviation and ``long`` what it stands for."""

    term: Line
    meaning: Text
    short: Line | None = None
    long: Line | None = None
    url: Address | None = None


class Limits(Value):
    """The file ``content/offer/limits.toml``."""

    limits: tuple[Limit, ...] = ()

    @model_validator(mode="after")
    def told_apart(self) -> Self:
        """Refuse two limits with one key: a page could not say which it means."""
        keys = [limit.key for limit in self.limits]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise mistake(f"Two time limits have the same key, {twice[0]}.", "Take one away, or give it another key.")
        return self


class Glossary(Value):
    """The file ``content/offer/glossary.toml``."""

    terms: tuple[Term, ...] = ()


class Offer(Value):
    """The limits by key, and the glossary in the order of the alphabet."""

    limits: dict[str, Limit]
    terms: tuple[Term, ...]
