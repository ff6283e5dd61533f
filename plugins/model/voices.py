"""Whose voices the site carries beside its own, as ``area.toml`` gives it: the forum, and those who send comments."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from plugins.model.values import Day, Line, Value, mistake


class Forum(Value):
    """The parent carer forum and its file of views; ``name`` is what it is called in sentences.

    A view that is older than ``old_after_days`` is shown as old.
    """

    name: Line
    source: Line | None = None
    token_env: Line | None = None
    token_header: Line = "Authorization"
    old_after_days: Annotated[int, Field(ge=1, le=3650)] = 180


def _yearly(value: object) -> str:
    text = str(value)
    try:
        # Of 29 February there is one in four years only.
        return date.fromisoformat(f"2025-{text}").strftime("%m-%d")
    except ValueError:
        raise mistake(f"“{text}” is not a day of every year.", 'Write month and day: "04-01" is 1 April.') from None


class Report(Value):
    """That the yearly report on comments was published, and when."""

    year: Line
    published: Day


class Comments(Value):
    """How comments are counted and answered: the office's register, the days for an answer, the yearly reports."""

    source: Line | None = None
    token_env: Line | None = None
    token_header: Line = "Authorization"
    answer_within_days: Annotated[int, Field(ge=1, le=365)] = 30
    year_starts: Annotated[str, BeforeValidator(_yearly)] = "04-01"
    reports: tuple[Report, ...] = ()

    @property
    def starts(self) -> tuple[int, int]:
        """The month and the day on which each year begins."""
        month, day = self.year_starts.split("-")
        return int(month), int(day)
