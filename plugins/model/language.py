"""A language: the words the code prints, and how it writes dates and lists."""

from datetime import date, datetime
from gettext import NullTranslations

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list

from plugins.model.clock import LONDON
from plugins.model.dates import PartialDate


class Language:
    """The words of one language. English is the language the messages are written in."""

    def __init__(self, tag: str, translations: NullTranslations | None = None) -> None:
        """Speak the language of *tag*, for example ``en-GB``, with the catalogue *translations*."""
        self.tag = tag
        self.locale = Locale.parse(tag, sep="-")
        self.translations = translations or NullTranslations()

    @property
    def direction(self) -> str:
        """Return ``ltr`` or ``rtl``."""
        return str(self.locale.text_direction)

    def gettext(self, message: str, **values: object) -> str:
        """Return *message* in this language, with *values* in place of ``%(name)s``."""
        words = self.translations.gettext(message)
        return words % values if values else words

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """Return the message for *count* in this language; ``%(count)s`` is the number."""
        return self.translations.ngettext(one, many, count) % {"count": count, **values}

    def day(self, value: date) -> str:
        """Return a day in words, for example “6 November 2026”; a moment is told in London time."""
        day = value.astimezone(LONDON).date() if isinstance(value, datetime) else value
        return format_date(day, "d MMMM y", self.locale)

    def moment(self, value: datetime) -> str:
        """Return a moment in words, for example “6 November 2026 at 09:00”, in London time."""
        local = value.astimezone(LONDON)
        time = format_time(local.time(), "HH:mm", locale=self.locale)
        return self.gettext("%(day)s at %(time)s", day=self.day(local), time=time)

    def days(self, first: date, last: date) -> str:
        """Return a range of days in words, for example “7 to 11 July 2025”."""
        if first == last:
            return self.day(first)
        return self.gettext("%(first)s to %(last)s", first=self.begin(first, last), last=self.day(last))

    def begin(self, first: date, last: date) -> str:
        """Return the first day of a range with no more than the last one does not say: “7” of “7 to 11 July 2025”."""
        start = "d MMMM y" if first.year != last.year else "d MMMM" if first.month != last.month else "d"
        return format_date(first, start, self.locale)

    def in_words(self, value: PartialDate) -> str:
        """Return a date in words, exactly as precise as it is known."""
        first, last = value.first, value.last
        match value.precision:
            case "day":
                return self.day(first)
            case "month":
                return format_date(first, "LLLL y", self.locale)
            case "year":
                return format_date(first, "y", self.locale)
            case "quarter":
                begin, end = (format_date(first, "LLLL", self.locale), format_date(last, "LLLL y", self.locale))
                return self.gettext("%(first)s to %(last)s", first=begin, last=end)
            case "season":
                return self._season(first)
            case "term":
                return self._term(first)

    def _season(self, first: date) -> str:
        words = {
            3: self.gettext("spring %(year)s"),
            6: self.gettext("summer %(year)s"),
            9: self.gettext("autumn %(year)s"),
            12: self.gettext("winter %(year)s"),
        }
        return words[first.month] % {"year": first.year}

    def _term(self, first: date) -> str:
        words = {
            1: self.gettext("spring term %(year)s"),
            4: self.gettext("summer term %(year)s"),
            9: self.gettext("autumn term %(year)s"),
        }
        return words[first.month] % {"year": first.year}

    def join(self, words: list[str]) -> str:
        """Return a list in words, for example “a, b and c”."""
        return format_list(words, locale=self.locale) if words else ""
