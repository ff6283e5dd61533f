"""Personal data in words that would become public. What is found is named by its kind, never repeated."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.model.area import Area
from plugins.sources.tracker.people import Names

_EMAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
_DATE = r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)"
_NAMED_DATE = r"\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,? \d{2,4}"
_ANY_DATE = rf"(?:{_DATE}|{_NAMED_DATE}|(?:19|20)\d\d-\d\d-\d\d)"
_BORN = r"\b(?:d\.?o\.?b\b\.?|dates? of birth|born)(?:\W+\w+){0,2}?\W*"
_BIRTH = re.compile(rf"{_BORN}{_ANY_DATE}|{_ANY_DATE}\W*\(?d\.?o\.?b\b", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.])(?:(?:\+|00)44[\s().-]*(?:\(0\)[\s.-]*)?|\(?0)(?:[\s().-]*\d){9,10}(?!\d)")
_TEN_DIGITS = re.compile(r"(?<!\d)(?:\d[ \u00a0-]?){9}\d(?!\d)")
_POSTCODE = re.compile(r"\b(?:[a-z]{1,2}\d[a-z\d]?|GIR) ?\d(?:[abd-hjlnp-uw-z]{2})\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\b\w{2,4} \d(?:st|nd|rd|th)$")
_TITLE = r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Prof|Professor|Rev|MR|MRS|MS|MISS|DR|mr|mrs|ms|dr)\b\.?"
_TITLED = re.compile(rf"{_TITLE}\s+(?:[A-Z]\.?\s+)*[A-Z][\w'\u2019-]+")


@dataclass(frozen=True, slots=True)
class Personal:
    """What personal data is in this area: its own addresses and numbers are not, the names in its tracker are."""

    names: Names
    emails: frozenset[str]
    phones: frozenset[str]
    postcodes: frozenset[str]
    harmless: tuple[re.Pattern[str], ...]

    def kinds(self, text: str) -> list[str]:
        """Return the kinds of personal data in *text*, in words."""
        return list(dict.fromkeys(self._kinds(self.without_harmless(text))))

    def without_harmless(self, text: str) -> str:
        """Return *text* without the words that the area says are harmless."""
        flat = unicodedata.normalize("NFKC", text)
        for pattern in self.harmless:
            flat = pattern.sub(" ", flat)
        return flat

    def _kinds(self, text: str) -> Iterator[str]:
        if any(found.casefold() not in self.emails for found in _EMAIL.findall(text)):
            yield "an e-mail address"
        if any(number(found) not in self.phones for found in _PHONE.findall(re.sub(rf"\b{_DATE}", "|", text))):
            yield "a telephone number"
        if any(_is_nhs_number(found) for found in _TEN_DIGITS.findall(text)):
            yield "an NHS number"
        if _BIRTH.search(text):
            yield "a date of birth"
        if any(_squeezed(found) not in self.postcodes for found in _postcodes(text)):
            yield "a full postcode"
        if _TITLED.search(text):
            yield "a person's title and surname"
        if self.names.stand_in(text):
            yield "a name that also stands in a column of people"


def personal_data(area: Area, names: Names) -> Personal:
    """Return what counts as personal data in *area*, with the *names* of its tracker."""
    contact, advice = area.contact, area.advice
    phones = [contact.telephone, contact.text_number or "", advice.telephone, *(one.telephone for one in area.urgent)]
    harmless = area.tracker.harmless if area.tracker else ()
    return Personal(
        names=names,
        emails=frozenset(one.casefold() for one in (contact.email, contact.plan_comments, advice.email)),
        phones=frozenset(number(one) for one in phones),
        postcodes=frozenset(_squeezed(found) for found in _postcodes(" ".join(contact.post))),
        harmless=tuple(re.compile(rf"(?<!\w){re.escape(one)}(?!\w)", re.IGNORECASE) for one in harmless),
    )


def number(text: str) -> str:
    """Return the figures of a telephone number as they are dialled in the United Kingdom."""
    figures = re.sub(r"\D", "", text.replace("(0)", ""))
    return "0" + figures.removeprefix("00").removeprefix("44") if re.match(r"\s*(?:\+|00)44", text) else figures


def _is_nhs_number(text: str) -> bool:
    """Say whether the last of ten figures is the check digit of an NHS number (NHS Data Dictionary, modulus 11)."""
    figures = [int(figure) for figure in text if figure.isdecimal()]
    check = 11 - sum(figure * weight for figure, weight in zip(figures, range(10, 1, -1), strict=False)) % 11
    return check % 11 == figures[-1]


def _postcodes(text: str) -> Iterator[str]:
    for found in _POSTCODE.findall(text):
        if not _ORDINAL.search(found):
            yield found


def _squeezed(postcode: str) -> str:
    return "".join(postcode.split()).upper()
