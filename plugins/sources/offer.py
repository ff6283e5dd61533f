"""The legal time limits and the glossary of ``content/offer/``, and the limits that a text names."""

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.model.findings import Finding, Place, error, warning
from plugins.model.offer import Glossary, Limits, Offer
from plugins.sources.markers import LIMIT
from plugins.sources.toml_files import read_toml


def read_offer(folder: Path, *, publish: bool) -> tuple[Offer, list[Finding]]:
    """Return limits and glossary; a limit nobody verified is an error when publishing and a warning before."""
    findings: list[Finding] = []
    limits, glossary = Limits(), Glossary()
    if (path := folder / "limits.toml").exists():
        found, wrong = read_toml(path, Limits, "time limit")
        limits, findings = found or limits, findings + wrong
    if (path := folder / "glossary.toml").exists():
        words, wrong = read_toml(path, Glossary, "term")
        glossary, findings = words or glossary, findings + wrong
    findings += _unverified(limits, publish=publish)
    terms = tuple(sorted(glossary.terms, key=lambda term: term.term.casefold()))
    return Offer(limits={limit.key: limit for limit in limits.limits}, terms=terms), findings


def _unverified(limits: Limits, *, publish: bool) -> Iterator[Finding]:
    say = error if publish else warning
    for limit in limits.limits:
        if not limit.verified:
            yield say(
                Place("offer/limits.toml", key=limit.key),
                f"The time limit “{limit.key}” is not verified, so pages say “check with us” in its place.",
                f"Check it against {limit.source}, then set verified = true with verified_by and verified_on.",
            )


def fill_limits(text: str, offer: Offer, otherwise: str) -> str:
    """Return *text* with each ``{limit:key}`` replaced by its words, or by *otherwise* where it is not verified."""

    def words(found: re.Match[str]) -> str:
        limit = offer.limits.get(found[1])
        return limit.text if limit and limit.verified else otherwise

    return LIMIT.exact.sub(words, text)


def unknown_limits(body: str, first_line: int, file: str, offer: Offer) -> Iterator[Finding]:
    """Yield a finding for each limit that *body* names and the data does not hold, or that is not named as it must."""
    known = f"Known: {', '.join(sorted(offer.limits)) or 'none yet'}."
    for number, line in enumerate(body.split("\n"), first_line):
        for meant, key in LIMIT.keys(line):
            if key is None:
                said = f"“{meant[:60]}” is not the way to name a time limit, so it would stand there as it is."
                yield error(Place(file, number), said, f"Write {{limit:key}}, without spaces or capitals. {known}")
            elif key not in offer.limits:
                yield error(Place(file, number), f"There is no time limit called “{key}”.", known)
