"""Whether figures become public without protection, because somebody said that they are public already."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from plugins.model.disclosure.publishing import publish
from plugins.model.disclosure.raw import RawFigure
from plugins.model.findings import Finding, Place, warning
from plugins.model.measures import Measure, Protection
from plugins.sources.measures.definitions import FILE
from plugins.sources.tracker.locating import public_name

_MEND = (
    "Look whether each of these figures stands at `source_url` for anybody to read. "
    "If not, take `public_already` out before you accept."
)
_MEND_DFE = "Look whether the file is as the Department published it. If not, it is no source of kind “dfe”."


def unprotected(measure: Measure, raw: Sequence[RawFigure], rule: Protection) -> Iterator[Finding]:
    """Yield a warning, at every pull, where the figures *raw* of a measure about people are taken as public already.

    It says how many of them would be hidden otherwise. Files of the Department are what they say they are: there the
    warning comes only where something would be.
    """
    if not (measure.public_already and measure.about_people):
        return
    own = [one for one in raw if not one.place]
    hidden = sum(one.symbol == "hidden" for one in publish(own, _protected(measure), rule))
    is_dfe = measure.source.kind == "dfe"
    if is_dfe and not hidden:
        return
    files = ", ".join(Path(public_name(file)).name for file in measure.source.files)
    said = (
        f"{measure.id} is taken as public already, so nothing in it is protected: "
        f"of its {len(own)} figures from {files} ({measure.source_words}), {hidden} would be hidden otherwise."
    )
    yield warning(Place(str(FILE), key=f"{measure.id}.public_already"), said, _MEND_DFE if is_dfe else _MEND)


def _protected(measure: Measure) -> Measure:
    return measure.model_copy(update={"public_already": False})
