"""Where the figures of a measure are read from."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from plugins.model.values import Line, Value, mistake


class Source(Value):
    """Where the figures are read from by ``invoke pull``.

    ``own`` is our measures CSV; ``dfe`` a tidy file of the Department for Education, picked by ``codes`` (any of the
    area's codes, old or new) and by ``only`` (column = value); ``table`` a wide table as councils publish them, picked
    by the words of ``row``. ``file`` is a path seen from the content folder, or an address; ``also`` are further files
    of the same shape, such as the table of the year before: where two give the same figure, ``file`` counts.
    """

    kind: Literal["own", "dfe", "table"]
    file: Line
    also: tuple[Line, ...] = ()
    codes: tuple[Line, ...] = ()
    value: Line | None = None
    numerator: Line | None = None
    denominator: Line | None = None
    only: dict[str, Line] = {}
    row: Line | None = None
    max_megabytes: Annotated[float, Field(gt=0, le=100)] = 20
    token_env: Line | None = None
    token_header: Line = "Authorization"

    @property
    def files(self) -> tuple[str, ...]:
        """Every file or address, the one that counts first."""
        return (self.file, *self.also)

    @model_validator(mode="after")
    def fits(self) -> Self:
        """Refuse a key that this kind of source does not have, and one that it needs and lacks."""
        needs = {"own": (), "dfe": ("codes", "value"), "table": ("row",)}[self.kind]
        extra = ("numerator", "denominator", "only") if self.kind == "dfe" else ()
        for key in ("codes", "value", "numerator", "denominator", "only", "row"):
            given = bool(getattr(self, key))
            if given and key not in (*needs, *extra):
                raise mistake(f"A source of kind “{self.kind}” has no `{key}`.", "Take it out, or correct `kind`.")
            if key in needs and not given:
                mend = "Add it: docs/partnership.md, part 5, says what it means."
                raise mistake(f"A source of kind “{self.kind}” needs `{key}`.", mend)
        return self
