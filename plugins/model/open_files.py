"""What every data file says of itself: who, what, of which day, on what terms, and under which seal."""

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field

from plugins.model.values import Value

Seal = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Public(Value):
    """A part of a data file; the description of each field stands in the schema."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)


class PublicSource(Public):
    """Who publishes a file, and the page that shows the same to people."""

    name: str
    url: str


class PublicFile(Public):
    """What every data file says of itself."""

    schema_url: str = Field(
        description="The address of the JSON Schema that this file follows.",
        serialization_alias="$schema",
        validation_alias="$schema",
    )
    title: str
    licence: str | None = Field(
        description="On what terms the data may be used; null where the partnership does not say."
    )
    source: PublicSource
    cite: str = Field(description="How to name this file as a source.")
    as_at: date = Field(description="The day that the data describes.")
    seal: Seal = Field(
        description="The sha256 of the snapshot that the file was made from: the sealed file has exactly this digest."
    )
    sealed_file: str = Field(description="The address of that snapshot.")
