"""Figures and measures as data files give them: the same published values, with numbers as numbers."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from plugins.model.figures import Cell, Figure, Series, Unit
from plugins.model.measures import Baseline, Break, Comparator, Target, Withdrawn
from plugins.model.open_files import Public, PublicFile
from plugins.model.periods import PeriodKind
from plugins.model.promised import Direction, Goal, Promise, Start

Number = Annotated[Decimal, PlainSerializer(float, return_type=float, when_used="json")]


class PublicFigure(Figure):
    """A published figure; its value is a number."""

    value: Number | None = None


class PublicCell(Cell):
    """A cell of a table as its owner published it."""

    value: Number | None = None


class PublicGoal(Goal):
    """A value promised by a date."""

    value: Number


class PublicStart(Start):
    """Where the measure stood when the promise was made."""

    value: Number


class PublicPromise(Promise):
    """What was promised of a measure on the day of this edition."""

    baseline: PublicStart | None = None
    targets: tuple[PublicGoal, ...] = ()


class PublicSeries(Series):
    """The published figures of one measure, and what was promised of it."""

    figures: tuple[PublicFigure, ...]
    cells: tuple[PublicCell, ...] = ()
    promise: PublicPromise | None = None


class PublicTarget(Target):
    """A value promised by a date."""

    value: Number


class PublicBaseline(Baseline):
    """Where the measure stood when the promise was made."""

    value: Number


class PublicDefinition(Public):
    """What a measure means and what was promised of it."""

    id: str
    title: str
    outcome: str | None
    unit: Unit
    direction: Direction = Field(description="Whether a higher or a lower figure is better, or neither.")
    definition: str
    basis: str | None
    period: PeriodKind
    resets: str | None
    decimals: int
    source_words: str
    source_url: str | None
    licence: str | None = Field(description="On what terms the figures may be used, where their owner says so.")
    baseline: PublicBaseline | None
    targets: tuple[PublicTarget, ...]
    comparators: tuple[Comparator, ...]
    breaks: tuple[Break, ...]
    themes: tuple[str, ...]
    actions: tuple[str, ...]
    withdrawn: Withdrawn | None


class PublicMeasure(PublicFile):
    """One measure with all its published figures."""

    measure: PublicDefinition
    sentence: str = Field(description="What the figures say, in a sentence.")
    figures: tuple[PublicFigure, ...]
    cells: tuple[PublicCell, ...]


def public_series(series: Series) -> PublicSeries:
    """Return *series* as a data file gives it."""
    return PublicSeries.model_validate(series.model_dump())
