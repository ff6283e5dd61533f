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

    def __init__(self, tag: str, translations: NullTranslations | None = None, version: str = "") -> None:
        """Speak the language of *tag*, for example ``en-GB``, with the catalogue *translations* of this *version*."""
        self.tag = tag
        self.locale = Locale.parse(tag, sep="-")
        self.translations = translations or NullTranslations()
        self.version = version
        self._written: dict[tuple[date, str], str] = {}

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
        return self._format(day, "d MMMM y")

    def weekday(self, value: date) -> str:
        """Return a day in words with its day of the week, for example “Friday 6 November 2026”."""
        return self._format(value, "EEEE d MMMM y")

    def _format(self, day: date, pattern: str) -> str:
        # A plan tells the same few hundred days many thousand times, and Babel takes its time over each.
        if (day, pattern) not in self._written:
            self._written[day, pattern] = format_date(day, pattern, self.locale)
        return self._written[day, pattern]

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
        return self._format(first, start)

    def in_words(self, value: PartialDate) -> str:
        """Return a date in words, exactly as precise as it is known."""
        first, last = value.first, value.last
        match value.precision:
            case "day":
                return self.day(first)
            case "month":
                return self._format(first, "LLLL y")
            case "year":
                return self._format(first, "y")
            case "quarter":
                begin, end = (self._format(first, "LLLL"), self._format(last, "LLLL y"))
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
