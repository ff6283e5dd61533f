"""The names of people that stand in a tracker's columns of people, so that no public cell repeats one.

A column of people also holds roles and organisations. What is left when roles are taken away, and does not sound like a
job or a body, is taken for a name: it is better to ask once too often, and `harmless` in area.toml ends the question.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.model.area import Area
from plugins.sources.tracker.ordinary import EVERYDAY, NO_NAMES, NOBODY
from plugins.sources.tracker.vocabulary import Spelling, roles_in

_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|cllr|sir|dame|rev)\b\.?\s+", re.IGNORECASE)
_APART = re.compile(r"[,;:/|()\[\]\n&+\d]|\s[-\u2010-\u2015]+|[-\u2010-\u2015]+\s|\s(?:and|with|for)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_SHORTEST, _MOST_WORDS = 3, 4

Piece = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Names that must not be published: ``whole`` ones in small letters, ``proper`` ones and ``parts`` as written."""

    whole: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()

    def stand_in(self, text: str) -> bool:
        """Say whether one of the names stands in *text*."""
        said = [word.removesuffix("'s").strip("'-") for word in _WORD.findall(text.replace("\u2019", "'"))]
        flat = f" {' '.join(said)} "
        return (
            any(word in self.parts for word in said)
            or any(f" {name} " in flat for name in self.proper)
            or any(f" {name} " in flat.casefold() for name in self.whole)
        )


def names_in(cells: Iterable[str], area: Area, known: tuple[Spelling, ...]) -> Names:
    """Return the names that *cells* of columns of people hold beside the *known* roles."""
    local = _vocabulary(area)
    people = {
        piece
        for cell in set(cells)
        for piece in _pieces(roles_in(cell, known)[1])
        if not _low(piece) & NO_NAMES and not _low(piece) <= local
    }
    ordinary = EVERYDAY | local
    parts = {word for piece in people for word in piece if _tells(word) and word.casefold() not in ordinary}
    many = [piece for piece in people if len(piece) > 1]
    return Names(
        whole=frozenset(name.casefold() for piece in many if not _low(piece) <= ordinary for name in _ways(piece)),
        proper=frozenset(name for piece in many if _low(piece) <= ordinary for name in _ways(piece)),
        parts=frozenset(way for part in parts for way in (part, part.title(), part.upper())),
    )


def _tells(part: str) -> bool:
    return len(part) >= _SHORTEST and part[0].isupper()


def _low(piece: Piece) -> set[str]:
    return {word.casefold() for word in piece}


def _pieces(text: str) -> Iterator[Piece]:
    """Yield what may be a name in a cell of people, one for each person."""
    flat = text.replace("\u2019", "'")
    spelled = re.sub(r"([\w.+-]+)@[\w.-]+", lambda found: re.sub(r"[._+]", " ", found[1]).title(), flat)
    for part in _APART.split(_TITLE.sub("", spelled)):
        said = part.replace(".", ". ").split()
        piece = tuple(word.strip(".'-") for word in said)
        if 0 < len(piece) <= _MOST_WORDS and all(_WORD.fullmatch(word) for word in piece) and _may_be_name(piece):
            yield _with_capitals(piece)


def _may_be_name(piece: Piece) -> bool:
    """Say whether the capitals are those of a name: not of initials alone, and not of “see above”."""
    if all(word.islower() for word in piece):
        return len(piece) == 2 and not NOBODY & set(piece)  # first name and surname
    if all(word.isupper() for word in piece):
        return len(piece) > 1 and all(len(word) >= _SHORTEST for word in piece)
    return piece[-1][0].isupper()


def _with_capitals(piece: Piece) -> Piece:
    """Return JANE SMITH and jane smith as Jane Smith; a name in mixed letters is left as it is: Ria van Dam."""
    said = " ".join(piece)
    return tuple(said.title().split()) if said.isupper() or said.islower() else piece


def _ways(piece: Piece) -> Iterator[str]:
    """Yield the ways of writing a whole name: Jane Smith, Smith Jane, J Smith."""
    first, last = piece[0], piece[-1]
    if len(first) > 1:
        yield from (" ".join(piece), f"{first} {last}", f"{last} {first}")
    if first[0].casefold() not in "ai":  # “a green rating” is not Anna Green
        yield f"{first[0]} {last}"


def _vocabulary(area: Area) -> set[str]:
    """Return the words of the area's own names, bodies, roles and statuses."""
    roles = area.tracker.roles if area.tracker else ()
    said = [area.names.short, area.names.full, area.advice.name, *(status.word for status in area.statuses)]
    said += [way for one in area.partners for way in (one.name, one.short)]
    said += [way for one in roles for way in (one.role, one.organisation, *one.tracker)]
    return {word.casefold() for text in said for word in _WORD.findall(text.replace("\u2019", "'"))}
