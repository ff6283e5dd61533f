"""Words that become public and may say too much: personal data in them, or a group that is too small.

What is found is named by its kind and never repeated.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.model.disclosure.wording import small_groups
from plugins.model.measures import Protection
from plugins.model.values import Value
from plugins.sources.toml_files import read_toml
from plugins.sources.tracker.personal import Personal

_REWRITE = "Write it again so that it could be anybody: leave the detail out, or say “some”."


class _Rule(Value, extra="ignore"):
    """What these words need of measures.toml; the rest of it is read where measures are."""

    protection: Protection = Protection()


def read_protection(content: Path) -> Protection:
    """Return the rule of disclosure control of ``plan/measures.toml``, the usual one where it gives none."""
    path = content / "plan" / "measures.toml"
    rule, _ = read_toml(path, _Rule, "measures") if path.exists() else (None, [])
    return rule.protection if rule else Protection()


def unsafe(texts: Mapping[str, str], personal: Personal, rule: Protection) -> Iterator[tuple[str, str, str]]:
    """Yield the key, the fault and how to mend it, for each of *texts* that says too much."""
    for key, text in texts.items():
        for kind in personal.kinds(text):
            yield key, f"There is {kind} in it.", "Take it out: nobody is named here."
        for kind in dict.fromkeys(small_groups(text, rule.threshold)):
            yield key, f"It counts a group ({kind}) of fewer than {rule.threshold}, who could be known.", _REWRITE
