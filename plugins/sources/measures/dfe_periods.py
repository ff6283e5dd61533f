"""Periods as the tidy files of the Department for Education name them: ``time_period`` and ``time_identifier``.

Source: Department for Education, analysts' guide, "Open data standards": 4 figures for calendar and reporting years,
months and weeks; 6 consecutive ones (``202425``) for academic and financial years and for terms.
"""

import re

from plugins.model.periods import Period, PeriodKind, period

_YEARS: dict[str, PeriodKind] = {
    "calendar year": "calendar year",
    "reporting year": "calendar year",
    "academic year": "academic year",
    "financial year": "financial year",
}
_TERMS = {
    "autumn term": "autumn term",
    "spring term": "spring term",
    "summer term": "summer term",
    "autumn and spring term": "autumn and spring terms",
}


def dfe_period(time_period: str, identifier: str) -> Period:
    """Return the period of a row. Raises ``ValueError`` where it is none of a kind that this site knows."""
    name = " ".join(identifier.casefold().split())
    if not re.fullmatch(r"\d{4}|\d{6}", time_period):
        raise ValueError(time_period)
    if name in _YEARS:
        return period(_YEARS[name], time_period)
    if name in _TERMS:
        return period("term", f"{_TERMS[name]} {time_period}")
    if found := re.fullmatch(r"(?:financial|calendar) year q([1-4])", name):
        return period("quarter", f"Q{found[1]} {time_period}")
    return period("month", f"{name} {time_period}")
