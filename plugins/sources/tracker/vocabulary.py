"""What the words of a tracker mean here: themes, statuses, roles and organisations, as the area defines them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.model.area import Area, Role, Status
from plugins.model.findings import Finding, Place, error
from plugins.sources.tracker.cells import key, plain

_NUMBERED = re.compile(
    r"(?:(?:theme|priority(?: (?:action|area))?|area(?: for priority action)?|apa|asw|workstream|section)\s*)?"
    r"(?P<number>\d{1,2})(?:\.0+)?(?:\s*[-\u2010-\u2015.:)]\s*(?=\D|$)|\s+(?=\D)|$)(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = r"[,;:/()|\n\u2012-\u2015]|\s[-\u2010]|[-\u2010]\s"


def theme_number(text: str, themes: Mapping[str, int]) -> int | None:
    """Return the number of the theme that *text* names by number, title or both; None where it names none.

    Where the plan lists no themes, every number is one.
    """
    titles = {key(title): number for title, number in themes.items()}
    if key(text) in titles:
        return titles[key(text)]
    found = _NUMBERED.fullmatch(text.strip())
    if not found:
        return None
    number, title = int(found["number"]), key(found["title"])
    return number if titles.get(title, number) == number and (number in titles.values() or not titles) else None


def status_words(statuses: Iterable[Status]) -> tuple[dict[str, str], list[Finding]]:
    """Return the id of the status that each word of the tracker means, and an error for each word that means two."""
    meanings: dict[str, set[str]] = {}
    for status in statuses:
        for word in (status.id, status.word, *status.tracker):
            meanings.setdefault(plain(word), set()).add(status.id)
    place, mend = Place("area.toml", key="statuses"), "Take it out of `tracker` of all but one."
    faults = [
        error(place, f"“{word}” means more than one status: {', '.join(sorted(ids))}.", mend)
        for word, ids in sorted(meanings.items())
        if len(ids) > 1
    ]
    return {word: min(ids) for word, ids in meanings.items()}, faults


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way of writing a role that may be published."""

    pattern: re.Pattern[str]
    role: Role


def spellings(roles: Iterable[Role]) -> tuple[Spelling, ...]:
    """Return every way of writing each role, the longest first, so that a deputy is not taken for the head."""
    ways = {(way, role) for role in roles for way in (role.role, *role.tracker)}
    longest_first = sorted(ways, key=lambda one: (-len(one[0]), one[0], one[1].role))
    return tuple(Spelling(_pattern(way), role) for way, role in longest_first)


def _pattern(way: str) -> re.Pattern[str]:
    """Match *way* whole: between the ends of the cell and the marks that part a role from a name."""
    said = r"[\W_]*".join(re.escape(word) for word in re.findall(r"[^\W_]+", way))
    return re.compile(rf"(?P<before>^|{_BETWEEN})\s*{said}\s*(?=$|{_BETWEEN})", re.IGNORECASE)


def roles_in(text: str, known: Iterable[Spelling]) -> tuple[list[Role], str]:
    """Return the roles that *text* names, in its order, and what is left of it: perhaps the names of people."""
    found: dict[int, Role] = {}
    for spelling in known:
        while match := spelling.pattern.search(text):
            found.setdefault(match.start(), spelling.role)
            text = f"{text[: match.start()]}{'|' * (match.end() - match.start())}{text[match.end() :]}"
    return [found[start] for start in sorted(found)], text.replace("|", "\n")


def organisation_names(area: Area) -> dict[str, str]:
    """Return the organisations that may be published as a lead, by each way of writing them."""
    roles = area.tracker.roles if area.tracker else ()
    known = {key(role.organisation): role.organisation for role in roles}
    return {key(way): known.get(key(way), one.name) for one in area.partners for way in (one.short, one.name)} | known


def organisations_in(text: str, known: Mapping[str, str]) -> list[str]:
    """Return the organisations that *text* names, in its order; none where one of them is not *known*."""
    pieces = [text] if key(text) in known else [piece for piece in re.split(r"[;/\n]|,\s", text) if key(piece)]
    names = [known.get(key(piece)) for piece in pieces]
    return list(dict.fromkeys(name for name in names if name)) if all(names) else []
