"""One row of our measures CSV, read by the unit of its measure. No finding repeats what stands in a cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from plugins.model.disclosure.raw import RawFigure
from plugins.model.disclosure.wording import small_groups
from plugins.model.figures import Symbol
from plugins.model.findings import Finding, error, errors, warning
from plugins.model.measures import Measure
from plugins.model.periods import EXAMPLES, Period, period
from plugins.model.values import is_unseen
from plugins.sources.measures.numbers import SYMBOLS, count, is_share, number, places, share, symbol
from plugins.sources.measures.reading import Kinds
from plugins.sources.measures.tables import Row, Table

_YES = {"yes", "y", "true", "1", "p", "provisional"}
_NO = {"", "no", "n", "false", "0", "final"}
_EVERYBODY = {"", "all", "total", "everybody", "everyone"}
_MOST = 300
_SYMBOLS = ", ".join(dict.fromkeys(SYMBOLS))


@dataclass(slots=True, repr=False)
class OwnRow:
    """Reads one row. What is wrong with it gathers in ``findings``."""

    table: Table
    columns: Mapping[str, int]
    row: Row
    measure: Measure
    threshold: int
    kinds: Kinds
    width: int
    findings: list[Finding] = field(default_factory=list)

    def figure(self) -> RawFigure | None:
        """Return the raw figure of the row, None where something is wrong with it or it is of no place we compare."""
        if any(self.row.cells[self.width :]):
            self._wrong("", "This row has more cells than there are headings.", "Look for a comma without quotes.")
        place = self._place()
        if place is None:
            return None
        span = self._period()
        value, missing = self._value(is_ours=not place)
        parts = self._parts(is_ours=not place, value=value, missing=missing)
        words = [self._words(column) for column in ("group", "note", "break")]
        provisional = self._is_provisional()
        if span is None or errors(self.findings):
            return None
        group, note, broken = words
        if parts and missing is None and self.measure.unit == "percent":
            value, missing = self._worked_out(*parts)
        return RawFigure(
            period=span,
            group="" if group.casefold() in _EVERYBODY else group,
            place=place,
            value=value,
            numerator=parts[0] if parts and not missing else None,
            denominator=parts[1] if parts and not missing else None,
            symbol=missing,
            provisional=provisional,
            break_before=broken or None,
            note=note or None,
        )

    def _cell(self, column: str) -> str:
        return self.row.cell(self.columns[column]) if column in self.columns else ""

    def _wrong(self, column: str, said: str, mend: str) -> None:
        self.findings.append(error(self.table.place(self.row, column), said, mend))

    def _period(self) -> Period | None:
        try:
            return period(self.measure.period, self._cell("period"), self.measure.resets_month)
        except ValueError:
            said = (
                f"This is not a period of the measure {self.measure.id}, which has one for each {self.measure.period}."
            )
            self._wrong("period", said, f"Write it like this: {EXAMPLES[self.measure.period]}.")
            return None

    def _place(self) -> str | None:
        """Return "" for the area itself, the comparator's place as it was defined, None where it is no comparator."""
        written = self._cell("place").casefold()
        if not written:
            return ""
        for one in self.measure.comparators:
            if one.place.casefold() == written:
                return one.place
        said = f"The measure {self.measure.id} is not compared with this place, so the row is not read."
        mend = "Add the place under `comparators` of the measure; leave it empty for the area itself."
        self.findings.append(warning(self.table.place(self.row, "place"), said, mend))
        return None

    def _words(self, column: str) -> str:
        """Return the words of a cell that become public, after a look for what must not."""
        text = " ".join(self._cell(column).split())
        if len(text) > _MOST or any(is_unseen(mark) for mark in text):
            self._wrong(
                column, f"These words are longer than {_MOST} characters or cannot be shown.", "Write them again."
            )
        for kind in self.kinds(text):
            self._wrong(column, f"There is {kind} in it, and it would become public.", "Take it out.")
        if column != "group" and self.measure.is_protected and small_groups(text, self.threshold):
            said = "It tells of a group of people so small that one of them could be known."
            self._wrong(column, said, "Say it without the number.")
        return text

    def _is_provisional(self) -> bool:
        word = self._cell("provisional").casefold()
        if word not in _YES | _NO:
            self._wrong("provisional", "This is neither yes nor no.", "Write yes for a figure that may still change.")
        return word in _YES

    def _value(self, *, is_ours: bool) -> tuple[Decimal | None, Symbol | None]:
        """Return the value as it was given, or what its symbol means; neither where it is worked out from its parts."""
        text = self._cell("value")
        if missing := symbol(text):
            return None, missing
        if not text:
            if self.measure.unit != "percent" or not (self._cell("numerator") and self._cell("denominator")):
                self._wrong("value", "This is empty, and missing is never nought.", f"Write a symbol: {_SYMBOLS}.")
            return None, None
        sign = {"percent": "%", "pounds": "£"}.get(self.measure.unit)
        value = number(text.strip(sign).strip() if sign else text)
        if value is None:
            mend = f"Write figures with a point (not a comma) before decimals, or a symbol: {_SYMBOLS}."
            self._wrong("value", "This is neither a number nor a symbol.", mend)
        elif fault := self._impossible(value, is_ours=is_ours):
            self._wrong("value", fault, "Correct it in the file, and pull again.")
        elif self._places() > self.measure.decimals and not self._cell("numerator"):
            said = f"This has more decimals than the {self.measure.decimals} that {self.measure.id} is published with."
            self._wrong("value", said, "Round it, or raise `decimals` in plan/measures.toml.")
        return value, None

    def _impossible(self, value: Decimal, *, is_ours: bool) -> str:
        """Return why no measure of this unit can have *value*, an empty string where one can."""
        match self.measure.unit:
            case "percent" if not 0 <= value <= 100:
                return "A percentage cannot be below 0 or above 100."
            case "number" if value < 0 or (is_ours and value != value.to_integral_value()):
                return "A count is a whole number, 0 or more."
            case "rate" | "weeks" | "days" | "months" if value < 0:
                return "This cannot be less than 0."
        return ""

    def _parts(self, *, is_ours: bool, value: Decimal | None, missing: Symbol | None) -> tuple[int | None, int] | None:
        """Return numerator and denominator, None where the row has none and needs none."""
        numerator, denominator = self._count("numerator"), self._count("denominator")
        known = len(self.findings)
        if is_ours and not missing and self.measure.is_protected:
            self._needed(numerator, denominator)
        if len(self.findings) > known or denominator is None:
            if numerator is not None and denominator is None and len(self.findings) == known:
                self._wrong("denominator", "There is a numerator and no denominator.", "Add the number of people.")
            return None
        if self.measure.unit == "percent" and numerator is not None:
            self._agrees(value, numerator, denominator)
        return numerator, denominator

    def _needed(self, numerator: int | None, denominator: int | None) -> None:
        """Refuse a figure of our own that could not be protected, because nobody knows how many people it is about."""
        mend = (
            "Add it; or say in plan/measures.toml `public_already = true` if these figures have been published, "
            "`about_people = false` if they count no people."
        )
        if self.measure.unit == "number":
            for column, given in (("numerator", numerator), ("denominator", denominator)):
                if given is not None:
                    self._wrong(column, f"A count has no {column}.", "Leave this cell empty.")
        elif denominator is None and not self._cell("denominator"):
            self._wrong("denominator", "The number of people it is about is missing.", mend)
        elif self.measure.unit in {"percent", "rate"} and numerator is None and not self._cell("numerator"):
            self._wrong("numerator", "The number of people that it counts is missing.", mend)

    def _count(self, column: str) -> int | None:
        text = self._cell(column)
        found = count(text)
        if text and found is None and not symbol(text):
            self._wrong(column, "This is not a whole number, 0 or more.", "Write figures only, or leave it empty.")
        return found

    def _agrees(self, value: Decimal | None, numerator: int, denominator: int) -> None:
        if numerator > denominator:
            self._wrong("numerator", "The numerator is larger than the denominator.", "Correct one of the two.")
        elif denominator == 0 and value is not None:
            self._wrong("value", "There is a percentage of nobody.", "Write z: it does not apply.")
        elif value is not None and not is_share(value, numerator, denominator, self._places()):
            said = "The percentage is not its numerator out of its denominator, also when it is rounded."
            self._wrong("value", said, "Correct one of the three, or leave the value empty: it is worked out.")

    def _places(self) -> int:
        return places(self._cell("value").strip("% "))

    def _worked_out(self, numerator: int | None, denominator: int) -> tuple[Decimal | None, Symbol | None]:
        """Return the percentage, or that there is none where there is nobody to take a share of."""
        if not denominator or numerator is None:
            return None, "not applicable"  # there is no share of nobody
        return share(numerator, denominator, self.measure.decimals), None
