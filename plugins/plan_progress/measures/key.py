"""The key of a chart: what each line and mark means, in words beside the drawing."""

from collections.abc import Iterable, Sequence

from plugins.model.language import Language
from plugins.model.measures import Measure
from plugins.model.views import View
from plugins.plan_progress.measures.lines import Line


def key_of(lines: Sequence[Line], drawn: View, measure: Measure, language: Language) -> list[View]:
    """Return what the key says: only what is *drawn*, each with the kind of its sample."""
    marks = {one["kind"] for one in drawn["marks"]}
    return [
        *({"kind": line.kind, "text": line.name} for line in lines if line.last),
        *_told(marks, bool(drawn["target"]), bool(drawn["cuts"]), measure, language),
    ]


def more_key(language: Language) -> list[View]:
    """Return what the key says where there is more than a chart can hold."""
    return [{"kind": "none", "text": language.gettext("There is more in the table below than a chart can hold.")}]


def _told(marks: Iterable[str], target: object, cuts: object, measure: Measure, language: Language) -> Iterable[View]:
    words, known = language.gettext, set(marks)
    told = {
        "target": (bool(target), words("The target")),
        "milestone": ("milestone" in known, words("A milestone on the way")),
        "start": ("start" in known, words("Where we started")),
        "own-open": (any(one.endswith("-open") for one in known), words("Hollow: provisional, may still change")),
        "doubt": ("doubt" in known, words("May be a slip; drawn as it was published")),
        "cut": (bool(cuts), words("Counted in another way from here")),
        "hidden": ("hidden" in known, words("Hidden; the place of the cross says nothing of its size")),
    }
    yield from ({"kind": kind, "text": text} for kind, (there, text) in told.items() if there)
    if measure.period == "year to date":
        yield {"kind": "none", "text": words("Each line is one year: the count begins again from 0.")}
