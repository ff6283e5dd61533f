"""The office's register of comments: how many came in, wait and were kept back, by year, with small numbers hidden.

A CSV outside the content folder with the columns ``year``, ``what`` (received, withheld, waiting), ``reason`` (of those
withheld) and ``count``. Which words of a comment are published is in ``content/comments/``, not here.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import get_args

from plugins.model.actions import Snapshot
from plugins.model.area import Area, Tracker
from plugins.model.comments import Count, Reason, Register, What, year_of
from plugins.model.disclosure.hiding import hide
from plugins.model.disclosure.tables import Earlier, Key, Sum, Table
from plugins.model.figures import Why
from plugins.model.findings import ContentError, Finding, Place, error, errors, nearest
from plugins.model.measures import Protection
from plugins.sources.outside import read_outside
from plugins.sources.steady import steady
from plugins.sources.tracker.cells import Row, Sheet
from plugins.sources.tracker.comma import read_comma
from plugins.sources.tracker.locating import Document

COLUMNS = ("year", "what", "reason", "count")
REST = ("rest", "")
RECEIVED = ("received", "")
Named = tuple[str, str]
Counts = dict[Named, int]


def propose_registers(
    area: Area, content: Path, earlier: Sequence[Snapshot], rule: Protection, *, older: Sequence[Snapshot] = ()
) -> tuple[tuple[Register, ...], list[Finding]]:
    """Return the counts of each year as they may be published, oldest first, and what is wrong with the register.

    *earlier* are all snapshots, oldest first; without a register the counts of the last of them stay. *older* are those
    of earlier plans. No finding repeats a number.
    """
    published = earlier[-1].registers if earlier else ()
    if area.comments.source is None:
        return published, []
    document, findings = read_outside(area.comments, content, "comments")
    years, wrong = _read(document, area) if document else ({}, [])
    findings += wrong
    if errors(findings):
        return published, findings
    told = (*older, *earlier)
    return tuple(_register(year, years[year], told, rule) for year in sorted(years)), findings


def _read(document: Document, area: Area) -> tuple[dict[str, Counts], list[Finding]]:
    try:
        sheet, findings = read_comma(document, Tracker(source=document.name))
    except ContentError as refused:
        return {}, list(refused.findings)
    rows = [row for row in sheet.rows if any(cell.text for cell in row.cells)]
    heads = [cell.text.casefold() for cell in rows[0].cells] if rows else []
    if missing := [name for name in COLUMNS if name not in heads]:
        said = f"The register has no column “{missing[0]}”."
        return {}, [error(Place(sheet.file), said, f"Its first row holds: {', '.join(COLUMNS)}.")]
    years: dict[str, Counts] = {}
    for row in rows[1:]:
        findings += _take(row, heads, years, sheet, area)
    return years, findings + list(_sums(years, sheet))


def _take(row: Row, heads: list[str], years: dict[str, Counts], sheet: Sheet, area: Area) -> Iterator[Finding]:
    """Put what a row counts into *years*; yield what is wrong with it."""
    given = {name: row.cell(heads.index(name)).text for name in COLUMNS}
    found = list(_faults(given, area))
    yield from (error(Place(sheet.file, row=row.number, column=column), said, mend) for column, said, mend in found)
    if found:
        return
    key = (given["what"].casefold(), given["reason"].casefold())
    counts = years.setdefault(given["year"], {})
    if key in counts:
        yield error(Place(sheet.file, row=row.number), "This is counted in another row too.", "Keep one of the two.")
    counts[key] = int(given["count"])


def _faults(given: Mapping[str, str], area: Area) -> Iterator[tuple[str, str, str]]:
    """Yield the column, the fault and how to mend it. What stands there is never repeated: it may be a number."""
    if not _is_year(given["year"], area):
        example = year_of(date(2025, 12, 31), area.comments.starts).name
        yield "year", "This is not a year as comments are counted.", f"Write it like this: {example}."
    what, reason = given["what"].casefold(), given["reason"].casefold()
    if what not in get_args(What):
        yield "what", "This is not one of the things that are counted.", f"It can be: {', '.join(get_args(What))}."
    elif what == "withheld" and reason not in get_args(Reason):
        known = get_args(Reason)
        yield "reason", "This is not one of the reasons.", nearest(reason, known, f"It can be: {', '.join(known)}.")
    elif what != "withheld" and reason:
        yield "reason", "Only what was withheld has a reason.", "Leave this cell empty."
    count = given["count"]
    if not (count.isascii() and count.isdecimal() and len(count) <= 6):
        yield "count", "This is not a count.", "Write a whole number in figures, 0 or more."


def _is_year(text: str, area: Area) -> bool:
    if not text[:4].isdecimal() or not text[:4].isascii() or not 1970 <= int(text[:4]) <= 2200:
        return False
    return year_of(date(int(text[:4]), 12, 31), area.comments.starts).name == text


def _sums(years: Mapping[str, Counts], sheet: Sheet) -> Iterator[Finding]:
    for year, counts in sorted(years.items()):
        place = Place(sheet.file)
        if RECEIVED not in counts:
            yield error(place, f"It does not say how many comments were received in {year}.", "Add that row.")
        elif _rest(counts) < 0:
            said = f"In {year} more comments were withheld or wait than were received."
            yield error(place, said, "Count again: each comment is counted once.")


def _rest(counts: Counts) -> int:
    """Return how many were neither withheld nor wait: the ones that are published, which everybody can count."""
    return counts[RECEIVED] - sum(count for key, count in counts.items() if key != RECEIVED)


def _register(year: str, counts: Counts, earlier: Sequence[Snapshot], rule: Protection) -> Register:
    hidden = _few(counts, rule) or _hidden(year, counts, earlier, rule)
    return Register(year=year, counts=tuple(_count(key, counts[key], hidden.get(key)) for key in _in_order(counts)))


def _few(counts: Counts, rule: Protection) -> Mapping[Key, Why]:
    """Return that every count is hidden where few comments came in: what is published would tell the rest."""
    built: Why = "built on a small number"
    return dict.fromkeys(counts, built) if 0 < counts[RECEIVED] < rule.least_denominator else {}


def _hidden(year: str, counts: Counts, earlier: Sequence[Snapshot], rule: Protection) -> Mapping[Key, Why]:
    parts = tuple(key for key in counts if key != RECEIVED)
    sums = (Sum(total=RECEIVED, parts=(*parts, REST)),)
    # What is published can be counted on the page, so the rest is no secret: it is given as told already.
    rest: dict[Key, int] = {REST: _rest(counts)}
    every: dict[Key, int] = dict(counts.items()) | rest
    told = [one for snapshot in earlier for one in snapshot.registers if one.year == year]
    known = [_earlier(one, sums) for one in told]
    known.append(Earlier(shown=rest, hidden=frozenset()))
    last: dict[Key, Why | None] = {(one.what, one.reason or ""): one.why for one in told[-1].counts} if told else {}
    return steady(hide(Table(counts=every, sums=sums), rule, known), last)


def _earlier(one: Register, sums: tuple[Sum, ...]) -> Earlier:
    """Return what an earlier edition told of the year."""
    told = {(count.what, count.reason or ""): count.count for count in one.counts}
    same = {*told, REST} == {RECEIVED, *sums[0].parts}
    return Earlier(
        shown={key: count for key, count in told.items() if count is not None},
        hidden=frozenset(key for key, count in told.items() if count is None),
        sums=sums if same else (),
    )


def _in_order(counts: Counts) -> list[Named]:
    """Return the counts as a person reads them: received, withheld by reason, waiting."""
    order = [(what, reason) for what in get_args(What) for reason in ("", *get_args(Reason))]
    return sorted(counts, key=order.index)


def _count(key: Named, count: int, why: Why | None) -> Count:
    facts = {"what": key[0], "reason": key[1] or None, "count": None if why else count, "why": why}
    return Count.model_validate(facts)
