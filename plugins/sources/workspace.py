"""All that one build has in hand: the area, the clock, the language, the offer, and what has been found wrong."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from gettext import GNUTranslations, NullTranslations
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from babel import UnknownLocaleError

from plugins.model.area import Area
from plugins.model.clock import Clock
from plugins.model.findings import ContentError, Finding, Place, error, errors
from plugins.model.language import Language
from plugins.model.offer import Offer
from plugins.sources.editions import Written
from plugins.sources.offer import fill_limits, read_offer
from plugins.sources.prose import Prose
from plugins.sources.toml_files import read_toml
from plugins.sources.unreadable import unreadable


@dataclass(frozen=True, slots=True)
class Claim:
    """A file's claim to an id and to addresses, each of which only one file may have."""

    place: Place
    id: str
    addresses: tuple[str, ...]


@dataclass(slots=True)
class Workspace:
    """One build's inputs in the order they are needed, and its findings.

    ``withheld`` are the addresses of what is not public yet; below those in ``unread`` something could not be read, so
    that links there are not told as mistakes too. ``written`` are all briefings, drafts and scheduled ones too. With
    ``drafts`` a preview shows what is not public yet. ``state`` is the folder of caches. What is in ``keep`` is called
    once the build stands: to keep what was published.
    """

    content: Path
    area: Area
    clock: Clock
    language: Language
    offer: Offer
    prose: Prose
    publish: bool
    findings: list[Finding]
    state: Path
    claims: list[Claim] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    withheld: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    drafts: bool = False
    keep: list[Callable[[], None]] = field(default_factory=list)

    def html(self, text: str) -> str:
        """Return Markdown as HTML, with the legal limits it names filled in."""
        return self.prose.html(fill_limits(text, self.offer, self.language.gettext("a time you can check with us")))

    def conflicts(self) -> Iterator[Finding]:
        """Yield a finding for each id and each address that two files claim."""
        for what, claims in (("id", _by(self.claims, "id")), ("address", _by(self.claims, "addresses"))):
            for value, places in sorted(claims.items()):
                for place in places[1:]:
                    mend = "Make a fresh id with `invoke new`." if what == "id" else "Give one of them another `slug`."
                    yield error(place, f"{places[0].file} has the same {what}, {value}.", mend)


def _by(claims: list[Claim], what: str) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.place):
        values = claim.addresses if what == "addresses" else (claim.id,)
        for value in values:
            if value:
                found[value].append(claim.place)
    return found


def open_workspace(content: Path, state: Path, locales: Path, clock: Clock, *, publish: bool) -> Workspace:
    """Return the workspace of the area in *content*; *state* keeps caches, *locales* the words of languages.

    Raises ``ContentError`` where the area or a part of the folder cannot be read: nothing can be built without it.
    """
    # Nothing else is to be believed where a part of the folder cannot be seen.
    stop_on_errors(list(unreadable(content)))
    area, findings = read_toml(content / "area.toml", Area, "partnership")
    if area is None:
        raise ContentError(findings)
    language, wrong = read_language(area.language, locales)
    offer, unverified = read_offer(content / "offer", publish=publish)
    findings = [*findings, *wrong, *unverified]
    if language is None:
        raise ContentError(findings)
    abbreviations = {term.short: term.long for term in offer.terms if term.short and term.long}
    prose = Prose(area.root, language.gettext("Table"), abbreviations, state / "prose.json")
    return Workspace(content, area, clock, language, offer, prose, publish, findings, state)


def read_language(tag: str, locales: Path) -> tuple[Language | None, list[Finding]]:
    """Return the language of *tag* with its catalogue ``<locales>/<tag>/messages.po``; English needs none."""
    try:
        catalogue = locales / tag / "messages.po"
        version = blake2b(catalogue.read_bytes(), digest_size=8).hexdigest() if catalogue.exists() else ""
        return Language(tag, _translations(catalogue), version), []
    except (ValueError, UnknownLocaleError):
        place = Place("area.toml", key="language")
        return None, [error(place, f"“{tag}” is not a language that dates can be told in.", "Write en-GB or cy.")]


def _translations(path: Path) -> NullTranslations:
    if not path.exists():
        return NullTranslations()
    from babel.messages.mofile import write_mo  # only other languages than English pay for it
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with path.open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue))
    compiled.seek(0)
    return GNUTranslations(compiled)


def stop_on_errors(findings: list[Finding]) -> None:
    """Raise ``ContentError`` with every finding where one of them is an error."""
    if errors(findings):
        raise ContentError(findings)


def canonical(view: object) -> str:
    """Return *view* as canonical JSON: the same value is always the same text."""
    return json.dumps(view, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
