"""Alerts: something that is closed, moved or late for some days, until when, and what to do meanwhile."""

from datetime import datetime, timedelta

from pydantic import ValidationInfo, field_validator

from plugins.model.clock import LONDON
from plugins.model.event_words import clock_words
from plugins.model.kinds import Dated
from plugins.model.language import Language
from plugins.model.values import Moment, mistake

LONGEST = timedelta(days=60)
"""What lasts longer is how things are: it belongs on a page."""


class Alert(Dated):
    """An alert from ``date``, when it appears, to ``until``. Its text says what to do meanwhile."""

    until: Moment

    @field_validator("until", mode="after")
    @classmethod
    def short(cls, until: datetime, info: ValidationInfo) -> datetime:
        """Refuse an end that is not after the start, and an alert that would last for months."""
        begins = info.data.get("date")
        if begins is None:  # it could not be read, which is told already
            return until
        if until <= begins:
            raise mistake("The alert ends before it begins.", "Check `date` and `until`.")
        if until - begins > LONGEST:
            raise mistake(
                f"The alert lasts longer than {LONGEST.days} days, and nobody reads a strip that never goes away.",
                "Give it an earlier `until`, and say on a page what lasts.",
            )
        return until


def alert_sentence(alert: Alert, language: Language, *, over: bool = False) -> str:
    """Return from when to when *alert* is shown, or was where it is *over*, as a sentence.

    Not “it lasts”: that a line will be closed on Tuesday is told on Friday.
    """
    words, period = language.gettext, _period(alert.date, alert.until, language)
    if over:
        return words("This alert is over. We showed it %(period)s.", period=period)
    return words("We show this alert %(period)s.", period=period)


def _period(starts: datetime, ends: datetime, language: Language) -> str:
    first, last = starts.astimezone(LONDON), ends.astimezone(LONDON)
    begin, end = clock_words(first.time(), language), clock_words(last.time(), language)
    day = language.weekday(first.date())
    if (last - timedelta(microseconds=1)).date() == first.date():
        return language.gettext("from %(begin)s to %(end)s on %(day)s", begin=begin, end=end, day=day)
    return language.gettext(
        "from %(begin)s on %(day)s to %(end)s on %(until)s",
        begin=begin,
        day=day,
        end=end,
        until=language.weekday(last.date()),
    )
