"""The plan and its changes as data files: the build writes them by these classes, and the schemas are made from them.

Only published values have a place here. A class of raw numbers has none, so no file can hold one.
"""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from plugins.model.area import StatusKind
from plugins.model.comments import Register
from plugins.model.dates import Precision
from plugins.model.forum import FamiliesView
from plugins.model.open_figures import PublicMeasure, PublicSeries
from plugins.model.open_files import Public, PublicFile, Seal

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class PublicDate(Public):
    """A date as exactly as it is known."""

    text: str
    """The date as the partnership wrote it."""
    precision: Precision | None
    """How exactly it is known; null where the text is no date that can be read."""
    first: date | None
    """The first day it can mean."""
    last: date | None
    """The last day it can mean: an action is late from the day after it."""


class PublicMove(Public):
    """That a date was moved."""

    on: date
    """The day that the data describes in which the new date first stood."""
    snapshot: str
    before: PublicDate = Field(serialization_alias="from", validation_alias="from")
    after: PublicDate | None = Field(serialization_alias="to", validation_alias="to")
    days: int
    """By how many days it was put off; 0 where one of the dates is not known to the day."""
    why: str | None
    """The public reason; null where none is given."""


class PublicCorrection(Public):
    """That the first date had been wrong from the start."""

    first: PublicDate
    on: date
    why: str


class PublicEvidence(Public):
    """What shows that an action is done."""

    title: str
    date: date
    url: str


class PublicTheme(Public):
    """A theme of the plan."""

    number: int
    title: str


class PublicStatus(Public):
    """The status of an action as the partnership words it, and its kind, which is the same for every area."""

    word: str
    kind: StatusKind


class PublicAction(Public):
    """One promise of the plan, as it stood."""

    id: str
    """Made once; it stays when the number changes."""
    ref: str
    """The number that the office gives it."""
    url: str
    """Its page. The page shows how the action stands now."""
    theme: PublicTheme
    text: str
    status: PublicStatus
    said_done: bool
    """True where it is said to be done, and the evidence and the effect on families are not published."""
    first_date: PublicDate | None
    """The date first promised: it is never changed, only corrected with a public reason."""
    date_now: PublicDate | None
    """The date that holds now."""
    moves: tuple[PublicMove, ...]
    corrections: tuple[PublicCorrection, ...]
    carried: bool
    """True where the first date was promised in an earlier plan."""
    days_late: int
    """Days past the date that held, on the day that the data describes or when it was done; 0 where it was in time."""
    days_past_first: int
    """The same for the date first promised."""
    completed: date | None
    evidence: PublicEvidence | None
    effect: str | None
    """What it changed for families, in a sentence."""
    lead: str | None
    """The role that leads it."""
    organisation: str | None
    update: str | None
    updated: date | None


class PublicPlan(PublicFile):
    """The plan on one day: every action, the figures of the measures, families' views, the counts of comments."""

    edition: str
    """The name of the snapshot: the day on which it was published, and its number where that day has several."""
    plan: str
    previous: str | None
    """The file of the edition before this one."""
    series: tuple[PublicSeries, ...]
    views: tuple[FamiliesView, ...]
    registers: tuple[Register, ...]
    actions: tuple[PublicAction, ...]


class PublicChange(Public):
    """One thing that changed, in the sentence that the pages and feeds say."""

    about: Literal["action", "families' view", "measure"]
    kind: str
    id: str | None
    """The id of the action or the measure."""
    ref: str | None
    theme: int | None
    sentence: str
    why: str | None


class PublicEdition(Public):
    """One snapshot and what it changed."""

    name: str
    day: date
    """The day on which it was published."""
    as_at: date
    seal: Seal
    previous: Seal | None
    url: str
    files: tuple[str, ...]
    changes: tuple[PublicChange, ...]


class PublicChanges(PublicFile):
    """All that has changed in the plan, edition by edition, oldest first."""

    plan: str
    editions: tuple[PublicEdition, ...]


SCHEMAS: dict[str, type[PublicFile]] = {"plan": PublicPlan, "changes": PublicChanges, "measure": PublicMeasure}
"""The data files by the name of their schema."""


def schema(name: str, base: str) -> dict[str, Any]:
    """Return the JSON Schema of the data file *name*; *base* is the address under which schemas lie.

    Raises ``KeyError`` where there is no such file.
    """
    made = SCHEMAS[name].model_json_schema(mode="serialization", by_alias=True)
    return {"$schema": DIALECT, "$id": schema_url(name, base), **made}


def schema_url(name: str, base: str) -> str:
    """Return the address of the schema of the data file *name*."""
    return f"{base}/data/schemas/{name}.schema.json"
