"""Published figures. A figure of this type may be shown to anybody: it has been through disclosure control.

Raw figures have another type (``plugins.model.disclosure``), live only while ``invoke pull`` runs, and no template,
chart, file or feed takes one.
"""

from typing import Literal, Self

from pydantic import model_validator

from plugins.model.language import Language
from plugins.model.periods import Period
from plugins.model.promised import Promise
from plugins.model.values import Line, Quantity, Slug, Text, Value, mistake

Symbol = Literal[
    "not applicable",  # z
    "not available",  # x, : and ..
    "confidential at source",  # c as the source gave it
    "rounds to zero",  # low, k and ~: not nought, but rounds to it
    "low reliability",  # u
    "none reported",  # - and an empty cell that the source explains
    "hidden",  # by our own disclosure control: `why` says which rule
    "not understood",  # a cell of a published table that could not be read: `raw` keeps it
]
Why = Literal[
    "small number",  # a count below the threshold
    "built on a small number",  # a percentage, mean or rate on such a count, or on too few people
    "would give another away",  # secondary: totals, complements or an earlier edition would tell
    "was hidden before",  # the pattern only grows
]
Doubt = Literal[
    "far from the others",  # about an order of magnitude away from everything beside it: perhaps a slip
    "another unit",  # 13.02% in a row of plain rates, or a plain number in a row of percentages
    "out of range",  # a percentage below 0 or above 100
]
Unit = Literal["number", "percent", "rate", "weeks", "days", "months", "score", "pounds", "points"]


class Figure(Value):
    """One figure of one measure: for a period, a group ("" is everybody) and a place ("" is the area itself).

    ``value`` is None exactly where ``symbol`` says why (a value of low reliability has both). ``raw`` is the text of a
    table that its owner had already published, kept as it was. ``doubt`` says that such a figure looks like a slip:
    it is shown as it was published and never corrected (``doubt_words`` gives the sentence).
    """

    period: Period
    group: str = ""
    place: str = ""
    value: Quantity | None = None
    numerator: int | None = None
    denominator: int | None = None
    symbol: Symbol | None = None
    why: Why | None = None
    raw: str | None = None
    provisional: bool = False
    break_before: Text | None = None
    note: Text | None = None
    doubt: Doubt | None = None

    @model_validator(mode="after")
    def whole(self) -> Self:
        """Refuse a gap without a reason, and a hidden figure that still shows something it is made of."""
        if self.value is None and self.symbol is None:
            raise mistake(
                "A figure has neither a value nor a reason.", "Missing is never nought: say why it is missing."
            )
        shown = (self.value, self.numerator, self.raw)
        if self.symbol == "hidden" and (self.why is None or any(one is not None for one in shown)):
            raise mistake("A hidden figure shows something.", "Bring the file back from git, and pull again.")
        return self


class Cell(Value):
    """One cell of a wide table as its owner published it: ``raw`` is its text, whatever it is, kept as it was.

    ``value``, ``note`` (the words in brackets) and ``period`` are what could be read safely: None where nothing could.
    What was promised stands in ``measures.toml``: a table that changes must not change a promise unseen.
    """

    heading: str
    raw: str
    role: Literal["label", "baseline", "target", "milestone", "actual", "other"]
    period: Period | None = None
    value: Quantity | None = None
    symbol: Symbol | None = None
    note: Text | None = None
    doubt: Doubt | None = None


class Series(Value):
    """The published figures of one measure, in the unit they were published in.

    ``cells`` are the row of a wide table, cell by cell, for a page that shows it as it was; other sources have none.
    ``withdrawn`` is the public reason why the figures of a measure end here. ``promise`` is None in snapshots that are
    older than sealed promises.
    """

    measure: Slug
    unit: Unit
    source: Line
    figures: tuple[Figure, ...]
    cells: tuple[Cell, ...] = ()
    withdrawn: Text | None = None
    promise: Promise | None = None


def doubt_words(doubt: Doubt, language: Language) -> str:
    """Return the sentence that tells readers why a published figure looks like a slip."""
    return {
        "far from the others": language.gettext(
            "This is very different from the figures beside it, so it may be a slip. We show it as it was published."
        ),
        "another unit": language.gettext(
            "This is written in another unit than the figures beside it. We show it as it was published."
        ),
        "out of range": language.gettext(
            "A percentage of a group cannot be below 0 or above 100. We show it as it was published."
        ),
    }[doubt]
