"""How far actions had come on a day, in words: on pages of that day, and as a fact of a briefing."""

from plugins.model.actions import Progress
from plugins.model.language import Language


def progress_then(counted: Progress, language: Language) -> str:
    """Return for example “14 of 42 actions were done and showed their evidence; 5 were late.”."""
    parts = [
        language.ngettext(
            "%(count)s of %(total)s actions was done and showed its evidence",
            "%(count)s of %(total)s actions were done and showed their evidence",
            counted.done,
            total=counted.total,
        )
    ]
    if counted.only_said:
        parts.append(
            language.ngettext(
                "%(count)s more was said to be done", "%(count)s more were said to be done", counted.only_said
            )
        )
    late = language.ngettext("%(count)s was late", "%(count)s were late", counted.late)
    return "; ".join([*parts, late if counted.late else language.gettext("none was late")]) + "."
