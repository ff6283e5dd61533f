"""The body of a theme's file: its sections in their fixed order, and the dated accounts of its progress."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from plugins.model.clock import start_of
from plugins.model.findings import Finding, Place, error
from plugins.model.plan import SECTIONS, ProgressEntry, Sections
from plugins.sources.front_matter import Document
from plugins.sources.workspace import Workspace

_ENTRY = re.compile(r"### (\d{4}-\d\d-\d\d) \((.+)\)")


def read_sections(document: Document, headings: Sections) -> tuple[dict[str, tuple[str, int]], list[Finding]]:
    """Return each section's text and first line by key, and what is missing, unknown or out of order."""
    keys = {getattr(headings, key): key for key in SECTIONS}
    found: dict[str, tuple[list[str], int]] = {}
    findings = list(_lost(document))
    current: list[str] = []
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        if not line.startswith("## "):
            current.append(line)
            continue
        title, current = line[3:].strip(), []
        if title not in keys:
            known = ", ".join(f"“{name}”" for name in keys)
            findings.append(
                error(
                    Place(document.file, number),
                    f"“{title}” is not a section of a theme.",
                    f"The sections are {known}.",
                )
            )
        elif keys[title] in found:
            findings.append(
                error(Place(document.file, number), f"The section “{title}” stands here twice.", "Join the two.")
            )
        else:
            found[keys[title]] = (current, number)
    findings += _order(document, headings, {key: line for key, (_text, line) in found.items()})
    return {key: ("\n".join(text), line + 1) for key, (text, line) in found.items()}, findings


def _lost(document: Document) -> Iterator[Finding]:
    """Yield a finding where words stand before the first section: they would be on no page."""
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        if line.startswith("## "):
            return
        if line.strip():
            said = "These words stand before the first section, so they would be lost."
            yield error(Place(document.file, number), said, "Move them below one of the headings.")
            return


def _order(document: Document, headings: Sections, lines: dict[str, int]) -> Iterator[Finding]:
    for key in SECTIONS:
        if key not in lines:
            name = getattr(headings, key)
            yield error(
                Place(document.file, document.body_line),
                f"The section “{name}” is missing.",
                f"Add a line `## {name}`.",
            )
    present = [key for key in SECTIONS if key in lines]
    for before, after in pairwise(present):
        if lines[after] < lines[before]:
            first, second = getattr(headings, before), getattr(headings, after)
            yield error(
                Place(document.file, lines[after]), f"“{second}” comes before “{first}”.", f"Move it behind “{first}”."
            )


def read_entries(
    section: tuple[str, int], file: str, workspace: Workspace
) -> tuple[list[ProgressEntry], list[Finding]]:
    """Return the dated entries of “Progress to date”, newest first."""
    text, first = section
    findings: list[Finding] = []
    entries: list[tuple[date, str, list[str]]] = []
    for number, line in enumerate(text.split("\n"), first):
        if line.startswith("### "):
            entry = _entry(line)
            entries.append(entry or (date.max, "", []))
            findings += [] if entry else [_undated(file, number)]
        elif entries:
            entries[-1][2].append(line)
        elif line.strip():
            findings.append(_undated(file, number))
    due = [entry for entry in entries if workspace.clock.has_passed(start_of(entry[0]))]
    made = [ProgressEntry(date=day, period=period, html=workspace.html("\n".join(words))) for day, period, words in due]
    return sorted(made, key=lambda entry: entry.date, reverse=True), findings


def _entry(line: str) -> tuple[date, str, list[str]] | None:
    found = _ENTRY.fullmatch(line.rstrip())
    try:
        return (date.fromisoformat(found[1]), found[2], []) if found else None
    except ValueError:
        return None


def _undated(file: str, number: int) -> Finding:
    return error(
        Place(file, number),
        "Each account of progress needs its date and its period.",
        "Write `### 2026-11-06 (September to October 2026)` above it.",
    )
