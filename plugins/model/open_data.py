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

    text: str = Field(description="The date as the partnership wrote it.")
    precision: Precision | None = Field(
        description="How exactly it is known; null where the text is no date that can be read."
    )
    first: date | None = Field(description="The first day it can mean.")
    last: date | None = Field(description="The last day it can mean: an action is late from the day after it.")


class PublicMove(Public):
    """That a date was moved."""

    on: date = Field(description="The day that the data describes in which the new date first stood.")
    snapshot: str
    before: PublicDate = Field(serialization_alias="from", validation_alias="from")
    after: PublicDate | None = Field(serialization_alias="to", validation_alias="to")
    days: int = Field(description="By how many days it was put off; 0 where one of the dates is not known to the day.")
    why: str | None = Field(description="The public reason; null where none is given.")


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

    id: str = Field(description="Made once; it stays when the number changes.")
    ref: str = Field(description="The number that the office gives it.")
    url: str = Field(description="Its page. The page shows how the action stands now.")
    theme: PublicTheme
    text: str
    status: PublicStatus
    said_done: bool = Field(
        description="True where it is said to be done, and the evidence and the effect on families are not published."
    )
    first_date: PublicDate | None = Field(
        description="The date first promised: it is never changed, only corrected with a public reason."
    )
    date_now: PublicDate | None = Field(description="The date that holds now.")
    moves: tuple[PublicMove, ...]
    corrections: tuple[PublicCorrection, ...]
    carried: bool = Field(description="True where the first date was promised in an earlier plan.")
    days_late: int = Field(
        description="Days past the date that held, when it was done or on the day of the data; 0 if in time."
    )
    days_past_first: int = Field(description="The same for the date first promised.")
    completed: date | None
    evidence: PublicEvidence | None
    effect: str | None = Field(description="What it changed for families, in a sentence.")
    lead: str | None = Field(description="The role that leads it.")
    organisation: str | None
    update: str | None
    updated: date | None


class PublicPlan(PublicFile):
    """The plan on one day: every action, the figures of the measures, families' views, the counts of comments."""

    edition: str = Field(
        description="The name of the snapshot: the day it was published, and its number where that day has several."
    )
    plan: str
    previous: str | None = Field(description="The file of the edition before this one.")
    series: tuple[PublicSeries, ...]
    views: tuple[FamiliesView, ...]
    registers: tuple[Register, ...]
    actions: tuple[PublicAction, ...]


class PublicChange(Public):
    """One thing that changed, in the sentence that the pages and feeds say."""

    about: Literal["action", "families' view", "measure"]
    kind: str
    id: str | None = Field(description="The id of the action or the measure.")
    ref: str | None
    theme: int | None
    sentence: str
    why: str | None


class PublicEdition(Public):
    """One snapshot and what it changed."""

    name: str
    day: date = Field(description="The day on which it was published.")
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
