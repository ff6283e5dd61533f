"""Measures for tests: small definitions, files beside a content folder, and what a pull would publish of them."""

from pathlib import Path

from plugins.model.actions import Snapshot
from plugins.model.figures import Figure, Series
from plugins.model.findings import ContentError, Finding, errors
from plugins.model.measures import Measure, Measures
from plugins.sources.measures.proposing import propose_series

OWN = {
    "id": "plans",
    "title": "Plans in time",
    "unit": "percent",
    "direction": "up",
    "definition": "Plans issued within 20 weeks, out of all plans issued.",
    "period": "month",
    "decimals": 1,
    "source": {"kind": "own", "file": "../measures.csv"},
    "source_words": "Our case system",
}
HEAD = "measure,period,group,place,value,numerator,denominator,provisional,note,break\n"


def measure(**changes: object) -> Measure:
    """Return a measure of our own that is right, with *changes*."""
    return Measure.model_validate({**OWN, **changes})


def count(**changes: object) -> Measure:
    """Return a count of our own that is right, with *changes*."""
    return measure(**{"id": "requests", "unit": "number", "decimals": 0, **changes})


def snapshot(*series: Series) -> Snapshot:
    """Return a snapshot of an earlier day that holds *series*."""
    return Snapshot.model_validate({"as_at": "2026-01-01", "series": series})


class Office:
    """A content folder in *folder* and the files beside it."""

    def __init__(self, folder: Path, *measures: Measure, **rest: object) -> None:
        self.content = folder / "content"
        self.content.mkdir(exist_ok=True)
        self.measures = Measures.model_validate({"measures": measures, **rest})
        self.said: list[str] = []

    def put(self, name: str, text: str | bytes) -> None:
        """Write a file beside the content folder."""
        path = self.content.parent / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def propose(self, *earlier: Snapshot) -> tuple[tuple[Series, ...], list[Finding]]:
        """Return what a pull would publish, and everything that is wrong."""
        return propose_series(self.measures, self.content, earlier, self.said.append)

    def figures(self, *earlier: Snapshot) -> tuple[Figure, ...]:
        """Return the figures of the first measure. Fails where something is wrong."""
        series, findings = self.propose(*earlier)
        assert not errors(findings), ContentError(findings)
        return series[0].figures

    def faults(self, *earlier: Snapshot) -> str:
        """Return everything that is wrong, as a person would read it; there must be something."""
        _, findings = self.propose(*earlier)
        assert errors(findings), findings
        return "\n".join(map(str, errors(findings)))
