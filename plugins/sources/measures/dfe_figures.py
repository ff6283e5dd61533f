"""Rows of a tidy file as figures: of the area and of those it is compared with."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from plugins.model.disclosure.raw import RawFigure
from plugins.model.figures import Doubt, Symbol
from plugins.model.findings import Finding, error, warning
from plugins.model.measures import Comparator, Measure
from plugins.model.periods import Period
from plugins.sources.measures.dfe_periods import dfe_period
from plugins.sources.measures.dfe_rows import Columns, Pick, TidyRow, all_codes, authority, nation, region
from plugins.sources.measures.numbers import count, is_share, number, places, symbol
from plugins.sources.measures.reading import Key, key_of
from plugins.sources.measures.tables import Table

_SAY_WHICH = 'Say which rows are meant with `only`, for example only = { breakdown = "All EHC plans" }.'


@dataclass(slots=True, repr=False)
class TidyReader:
    """Makes figures of rows; what is wrong or odd gathers in ``findings`` and ``doubts``."""

    table: Table
    measure: Measure
    findings: list[Finding] = field(default_factory=list)
    doubts: dict[Key, Doubt] = field(default_factory=dict)
    places: int = 0

    def figures(self, place: str, rows: Sequence[TidyRow]) -> list[RawFigure]:
        """Return the figure of each period. Two rows for one period must say the same."""
        known: dict[Period, list[tuple[TidyRow, RawFigure]]] = defaultdict(list)
        for row in rows:
            if found := self._figure(place, row):
                known[found.period].append((row, found))
        for span, (first, *others) in known.items():
            for row, found in others:
                if found != first[1]:
                    who = place or ", ".join(sorted(row.codes))
                    said = (
                        f"Two rows for {span.code} ({who}) differ: this one, and the one on line {first[0].row.line}."
                    )
                    self.findings.append(error(self.table.place(row.row), said, _SAY_WHICH))
        return [same[0][1] for same in known.values()]

    def compared(
        self,
        one: Comparator,
        rows: Sequence[TidyRow],
        own: Sequence[TidyRow],
        columns: Columns,
        spans: set[Period],
    ) -> list[RawFigure]:
        """Return a comparator's figures at the periods *spans* of ours; another period cannot be compared."""
        place, pick = self._who(one, own, columns)
        found = [figure for figure in self.figures(place, [row for row in rows if pick(row)]) if figure.period in spans]
        lacking = sorted(span.code for span in spans - {figure.period for figure in found})
        if not found:
            said = (
                f"{self.measure.id} cannot be compared with {place}: the file has no figure of it for the same periods."
            )
            mend = "Take the comparator out, correct its `place`, or give its `codes`."
            self.findings.append(error(self.table.place(), said, mend))
        elif lacking:
            said = f"{place} has no figure of {self.measure.id} for {', '.join(lacking)}."
            self.findings.append(warning(self.table.place(), said, "Nothing is compared at these periods."))
        return found

    def _who(self, one: Comparator, own: Sequence[TidyRow], columns: Columns) -> tuple[str, Pick]:
        """Return the name of a comparator and the choice of its rows: by codes, England, or the area's own region."""
        if one.codes:
            return one.place, authority(all_codes(self.table, columns, one.codes))
        if one.place.casefold() == "england":
            return "England", nation
        names = {row.cell("region_code"): row.cell("region_name") for row in own}
        if one.place.casefold() in {"region", *(name.casefold() for name in names.values())} and len(names) == 1:
            code, name = names.popitem()
            return name, region(code)
        return one.place, lambda _: False

    def _figure(self, place: str, row: TidyRow) -> RawFigure | None:
        try:
            span = dfe_period(row.cell("time_period"), row.cell("time_identifier"))
        except ValueError:
            span = None
        if span is None or span.kind != self.measure.period:
            said = f"{row.cell('time_identifier')} {row.cell('time_period')} is no {self.measure.period}."
            mend = f"Correct `period` of {self.measure.id} in plan/measures.toml, or pick other rows with `only`."
            self.findings.append(error(self.table.place(row.row, "time_identifier"), said, mend))
            return None
        value, missing, raw = self._value(row)
        numerator, denominator = self._count(row, "numerator"), self._count(row, "denominator")
        figure = RawFigure(span, "", place, value, numerator, denominator, missing, raw)
        if value is not None and self.measure.unit == "percent" and not 0 <= value <= 100:
            self.doubts[key_of(figure)] = "out of range"
            where = self.table.place(row.row, self.measure.source.value or "")
            said = f"“{value}” is no percentage of a group. It is marked, and not corrected."
            self.findings.append(warning(where, said, "Tell the Department."))
        return figure

    def _value(self, row: TidyRow) -> tuple[Decimal | None, Symbol | None, str | None]:
        """Return the value, or what stands in its place and means it, with the text as the file has it."""
        column = self.measure.source.value or ""
        text = row.cell(column)
        if missing := symbol(text):
            return None, missing, text
        value = number(text)
        if value is None:
            said = (
                f"“{text}” is neither a number nor a symbol." if text else "This cell is empty, and nothing says why."
            )
            self.findings.append(warning(self.table.place(row.row, column), said, "It is published as not understood."))
            return None, "not understood" if text else "none reported", text or None
        self.places = max(self.places, places(str(value)))
        return value, None, None

    def _count(self, row: TidyRow, what: str) -> int | None:
        column = getattr(self.measure.source, what)
        return count(row.cell(column)) if column else None

    def not_shares(self, figures: Sequence[RawFigure]) -> list[Finding]:
        """Return a warning where the value is not its numerator out of its denominator: perhaps of other columns."""
        if self.measure.unit != "percent":
            return []
        off = [one for one in figures if not self._is_share(one)]
        if not off:
            return []
        said = f"For {len(off)} of {len(figures)} figures the value is not its numerator out of its denominator."
        mend = f"Look whether `numerator` and `denominator` of {self.measure.id} are the columns of the same basis."
        return [warning(self.table.place(column=self.measure.source.value or ""), said, mend)]

    def _is_share(self, one: RawFigure) -> bool:
        if one.value is None or one.numerator is None or not one.denominator:
            return True
        return is_share(one.value, one.numerator, one.denominator, self.places)
