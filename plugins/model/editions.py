"""When editions of the briefing are due, what is put right in them, and how they are spoken."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from plugins.model.values import Day, Line, OwnAddress, Value, mistake


class Pause(Value):
    """Days on which no edition is due, both included, and why: families are told."""

    begins: Day
    ends: Day
    why: Line

    @model_validator(mode="after")
    def forwards(self) -> Self:
        """Refuse a pause that ends before it begins."""
        if self.ends < self.begins:
            raise mistake("This pause ends before it begins.", "Look at its `begins` and `ends`.")
        return self


class EditionCalendar(Value):
    """The calendar of the briefing: an edition on ``first`` and every so many days after it, pauses apart.

    An edition that comes up to ``tolerance_days`` after its day is in time.
    """

    first: Day
    every_days: Annotated[int, Field(ge=1, le=366)] = 14
    tolerance_days: Annotated[int, Field(ge=0, le=60)] = 2
    pauses: tuple[Pause, ...] = ()

    @model_validator(mode="after")
    def tellable(self) -> Self:
        """Refuse a tolerance so long that the next edition is due before it is over: nothing could be late."""
        if self.tolerance_days * 2 >= self.every_days:
            message = (
                f"`tolerance_days` is {self.tolerance_days}, too long for an edition every {self.every_days} days."
            )
            raise mistake(message, "Make it shorter than half of `every_days`.")
        return self


class Correction(Value):
    """What is put right in an edition, and since when; ``fact`` is the key of the fact concerned.

    ``text`` is plain words: what was wrong, and what is right.
    """

    on: Day
    text: Line
    fact: Line | None = None


class Withdrawal(Value):
    """That an edition was taken back, and why: its page says so in place of its words."""

    on: Day
    why: Line


class Recording(Value):
    """The edition read aloud by a person: a sound file in ``content/documents/``, and who reads."""

    file: OwnAddress
    read_by: Line
    minutes: Annotated[int, Field(ge=1, le=600)]
