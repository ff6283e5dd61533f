"""The headings of wide tables: “Baseline (date)”, “Target”, “Milestone 1 – Jul 23”, “Actual Jul 23”."""

import re
from dataclasses import dataclass
from typing import Literal

from plugins.model.measures import Measure
from plugins.model.periods import Period, period, spoken_period
from plugins.sources.measures.tables import Row

Role = Literal["label", "baseline", "target", "milestone", "actual", "other"]
_ROLES: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"baseline\b.*"), "baseline"),
    (re.compile(r"(?:final |end )?target\b(?P<when>.*)"), "target"),
    (re.compile(r"(?:\d+[ -]months? )?milestone\b *\d* *-?(?P<when>.*)"), "milestone"),
    (re.compile(r"actual\b *-?(?P<when>.*)"), "actual"),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column holds, and the period it names where that is understood."""

    column: int
    text: str
    role: Role
    period: Period | None = None


def plain(text: str) -> str:
    """Return *text* in small letters with one kind of dash, quotation mark and space, to compare what people wrote."""
    flat = re.sub(r"[\u2010-\u2015\u2212]", "-", text.casefold())
    return " ".join(re.sub(r"[\u2018\u2019\u201c\u201d\"']", "'", flat).split())


def is_head(row: Row) -> bool:
    """Say whether a row is the one of the headings: it has a column of actual figures."""
    return any(_role(cell)[0] == "actual" for cell in row.cells)


def headings(row: Row, measure: Measure) -> list[Heading]:
    """Return what each column of *row* holds; all before the first one known are labels."""
    roles = [_role(cell) for cell in row.cells]
    first = next((index for index, (role, _) in enumerate(roles) if role != "other"), len(roles))
    return [
        Heading(index, row.cells[index], "label" if index < first else role, _when(role, when, measure))
        for index, (role, when) in enumerate(roles)
    ]


def _role(heading: str) -> tuple[Role, str]:
    for pattern, role in _ROLES:
        if found := pattern.fullmatch(plain(heading)):
            return role, (found.groupdict().get("when") or "").strip(" ():-")
    return "other", ""


def _when(role: Role, text: str, measure: Measure) -> Period | None:
    """Return the period a heading names. What was measured must be a period of the measure; a promise may be any."""
    try:
        if role == "actual":
            return period(measure.period, text, measure.resets_month)
        return spoken_period(text, measure.period, measure.resets_month) if text else None
    except ValueError:
        return None
