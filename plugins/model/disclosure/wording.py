"""Small numbers of people in words: “three children”, “a couple of families”, “pupils (2)”.

A net for mistakes, no proof: it knows the ways in which people usually write a count, and leaves alone numbers that
count no people, names of classes and ages, and proportions (“one in four children”). “People” alone is not looked for:
it is said of staff more often than of families.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_PEOPLE = {
    "children": "child|children|kid|kids",
    "young people": "young persons?|young people|young adults?|youngsters?|teenagers?|teens",
    "pupils": "pupils?|schoolchild(?:ren)?",
    "students": "students?",
    "learners": "learners?",
    "babies": "baby|babies|infants?|toddlers?",
    "boys": "boys?",
    "girls": "girls?",
    "siblings": "siblings?|brothers?|sisters?|twins",
    "families": "family|families|households?",
    "parents": "parent carers?|parents?|carers?|mothers?|fathers?|mums?|dads?|grandparents?",
    "applicants": "applicants?|complainants?|claimants?|appellants?",
    "appeals": "appeals?",
    "cases": "cases?",
}
_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_LABELS = (
    "years?|key stage|ks|stage|phase|band|tier|level|grade|class|form|set|group|cohort|wave|step|module|part|section|"
    "chapter|page|table|figure|theme|action|priority|area|term|week|day|month|room|unit|ward|zone|route|option|item|"
    "point|question|number|no\\.?|age|ages|aged|under|over|year-olds?|regulation|clause|standard"
)
_GENERAL = "every|each|any|at least|more than|up to|no|not|per|groups? of|for every|one or|pairs? of"
_NOUGHT = "0|nought|zero"
_NOT_BETWEEN = (
    "of|in|for|with|without|to|and|or|at|from|by|on|the|a|an|is|are|was|were|be|has|have|had|that|which|who|when|where|"
    "if|as|but|than|per|cent|percent|out|our|your|their|his|her|its|this|these|those|we|you|they|it|can|will|may|must|"
    "day|week|month|year|hour|minute|term|night|morning|time|plan|school|nursery|college|place|way|reason|service|team|"
    "half|third|quarter|fifth|tenth|page|form|thing|point|step|million|hundred|thousand|dozen|visit|after|before|about|"
    "how|what|so|because|while|until|since|between|among|all|some|many|no|not|letter|meeting|call|room|club"
)
_NOT_AFTER = (
    "hubs?|workers?|support|referral|forums?|centres?|group|groups|plans?|practitioners?|liaison|officers?|nurses?|"
    "psychologists?|clinics?|partnerships?|champions?|governors?|reviews?|conferences?|stud(?:y|ies)|manager|managers|"
    "management|surveys?|evenings?|meetings?|teams?|services?|hearings?|panels?|rooms?|days?|voice"
)
_NOUN = "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _PEOPLE.items())
_PEOPLE_HERE = rf"(?P<noun>{_NOUN})\b(?!['\u2019-]\w)(?! (?:{_NOT_AFTER})\b)"
_ADJECTIVES = rf"(?: (?!(?:{_NOT_BETWEEN})\b)[a-z][a-z-]*(?<!s)\b){{0,3}}?"
_USUAL = ["two", "three", "four", "five", "ten", "2", "3", "4", "5", "10"]
_FOLLOWED = re.compile(
    rf"(?: (?:out )?of(?: (?P<those>the|these|those|our|its))?(?: (?P<whole>\d[\d,]*|{'|'.join(_WORDS)}))?)?"
    rf"{_ADJECTIVES} {_PEOPLE_HERE}",
    re.IGNORECASE,
)
_PRECEDED = re.compile(
    rf"(?:[\w,.:/+£$%]|[a-z][-\u2013]|\b(?:{_LABELS}|{_GENERAL}) (?:\w+ ?(?:to|or|and|-|\u2013|,) ?)?"
    rf"|\b(?:{_NOUGHT}) ?(?:to|-|\u2013) ?|\b(?:\d+|{'|'.join(_WORDS)}) (?:in|out of) )$",
    re.IGNORECASE,
)
_RULE = re.compile(r"\b(?:1|one) ?(?:to|-|\u2013) ?$", re.IGNORECASE)

_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}} (?:{_MONTHS}|nov(?:ember)?|dec(?:ember)?)\b|(?:19|20)\d\d(?:[/\u2013-]\d\d)?\b)", re.IGNORECASE
)
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(_WORDS)}|both|single|couple|pair|twice|doubled|halved)\b", re.IGNORECASE)


def small_groups(text: str, threshold: int) -> tuple[str, ...]:
    """Return, for each place where from 1 to ``threshold - 1`` people are counted in *text*, the kind of people.

    The kind is one plural word of ours (“children”), which tells neither the number nor how it was written.
    """
    flat = " ".join(text.split())
    found = [*_before(flat, threshold), *_behind(flat, threshold)]
    return tuple(kind for _, kind in sorted(found))


def has_number(text: str) -> bool:
    """Say whether there is a number in *text*, in figures or words, besides years and days of a month."""
    return bool(_NUMBER.search(_DATE.sub(" ", text)))


def _before(text: str, threshold: int) -> Iterator[tuple[int, str]]:
    """Yield where a number stands before its people: “3 of the 40 pupils”, “a couple of disabled children”."""
    for number in _numbers(threshold).finditer(text):
        upto, people = text[: number.start()], _FOLLOWED.match(text, number.end())
        if people and not _PRECEDED.search(upto) and _counts(number[0].casefold(), upto, people, threshold):
            yield number.start(), _kind(people)


def _counts(number: str, upto: str, people: re.Match[str], threshold: int) -> bool:
    """Say whether a number counts its people: “two out of three families” and “1 to 4 children” do not."""
    last = {str(threshold - 1), _WORDS[threshold - 2] if threshold - 2 < len(_WORDS) else ""}
    if number in last and _RULE.search(upto):
        return False
    if people["whole"] and not people["those"] and people["whole"].casefold() in _USUAL:
        return False
    if number in {"both", "a single"} and _kind(people) == "parents":
        return False
    is_single = number in {"1", "one", "a single"} and not (people["whole"] or people["those"])
    return is_single == _is_one(people["noun"]) or "of" in people[0][:8]


def _behind(text: str, threshold: int) -> Iterator[tuple[int, str]]:
    """Yield where a number stands behind its people: “children: 3”, “appeals (2)”."""
    figures = "|".join(_names(threshold))
    after = rf"{_PEOPLE_HERE} ?(?:[:=] ?|\((?:n ?= ?)?)(?:{figures})(?=\)|[.,;]?$|[.,;] )"
    for found in re.finditer(rf"\b{after}", text, re.IGNORECASE):
        yield found.start(), _kind(found)


def _kind(found: re.Match[str]) -> str:
    return next(name for name in _PEOPLE if found[name.replace(" ", "_")])


def _is_one(noun: str) -> bool:
    return not noun.casefold().endswith(("s", "children", "people"))


def _names(threshold: int) -> list[str]:
    """Return how the numbers below the threshold are written."""
    return [*map(str, range(1, threshold)), *_WORDS[: threshold - 1]]


@lru_cache
def _numbers(threshold: int) -> re.Pattern[str]:
    pairs = ("both", "a couple of", "a pair of", "a couple", "a single")
    return re.compile(rf"(?<!\w)(?:{'|'.join((*pairs, *_names(threshold)))})\b(?![.,:/]\d|%|-)", re.IGNORECASE)
