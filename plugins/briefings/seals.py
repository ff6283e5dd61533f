"""The seal of the plan data an edition is based on: once it is in everybody's mailbox, history cannot be rewritten."""

from collections.abc import Iterable
from datetime import date, datetime
from html import escape

from plugins.model.clock import LONDON
from plugins.model.language import Language

Seals = Iterable[tuple[date, str, str]]
"""The day, the page and the seal of each public snapshot of the plan and of the plans before it, oldest first."""


def seal_html(edition: datetime, seals: Seals, root: str, language: Language) -> str:
    """Return the line that names the latest plan data from before the day of *edition*, nothing where there was none.

    Not of the day itself: a pull in the afternoon would change what was sent in the morning, and no pull is ever of an
    earlier day than the last. *root* is the path the site lives under. The page and the feed print the same line.
    """
    by_then = [one for one in seals if one[0] < edition.astimezone(LONDON).date()]
    if not by_then:
        return ""
    day, page, seal = by_then[-1]
    told = language.gettext("The plan data this briefing is based on: %(day)s", day=language.day(day))
    why = language.gettext("With this seal anybody can check that nobody changed it since:")
    return f'<p><a href="{root}{page}">{escape(told)}</a>. {escape(why)} sha256 <code>{seal}</code></p>'
