"""Findings: what is wrong with the content, said so that a person can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum


class Severity(IntEnum):
    """How much a finding matters: only errors stop a build."""

    ERROR = 0
    WARNING = 1
    NOTICE = 2


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a finding is: a file and a line, a key, or a sheet with row and column."""

    file: str
    line: int = 0
    key: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        """Return the place as a person would say it."""
        parts = [
            f"{self.file}, line {self.line}" if self.line else self.file,
            f"sheet {self.sheet}" if self.sheet else "",
            f"row {self.row}" if self.row else "",
            f"column {self.column}" if self.column else "",
            f"key {self.key}" if self.key else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong, where it is, and how to mend it."""

    severity: Severity
    place: Place
    message: str
    mend: str = ""

    def __str__(self) -> str:
        """Return the finding as lines for a terminal."""
        head = f"{self.severity.name.lower()}: {self.place}: {self.message}"
        return f"{head}\n    {self.mend}" if self.mend else head


def error(place: Place, message: str, mend: str = "") -> Finding:
    """Return a finding that stops the build."""
    return Finding(Severity.ERROR, place, message, mend)


def warning(place: Place, message: str, mend: str = "") -> Finding:
    """Return a finding that is reported and stops nothing."""
    return Finding(Severity.WARNING, place, message, mend)


def nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return a question that names the one of *known* that *name* is nearest to, or *otherwise* where none is near."""
    close = get_close_matches(name, list(known), n=1)
    return f"Did you mean “{close[0]}”?" if close else otherwise


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop a build."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def report(findings: Iterable[Finding]) -> str:
    """Return every finding once, errors first, in the order of files and lines, then a count."""
    found = sorted(set(findings))
    counts = [
        f"{count} {name}{'' if count == 1 else 's'}"
        for severity, name in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTICE, "notice"))
        if (count := sum(finding.severity is severity for finding in found))
    ]
    return "\n".join([*map(str, found), ", ".join(counts) or "Nothing is wrong."])


class ContentError(SystemExit):
    """The content cannot be published as it is. Nothing was changed.

    A ``SystemExit``, so that the plain ``pelican`` command prints the findings and no stack trace.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep the findings, and make their report the message of the exit."""
        self.findings = sorted(set(findings))
        super().__init__(f"{report(self.findings)}\nNothing was changed: the last good copy is as it was.")
