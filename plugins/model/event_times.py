"""When an event is: a day, or a moment that a clock in London shows once. The hour that comes twice is refused."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import BeforeValidator

from plugins.model.clock import LONDON
from plugins.model.values import mistake, written_moment

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ANOTHER = "Give a time before 1am or after 2am."


def _when(value: object) -> date | datetime:
    moment = written_moment(value)
    if (isinstance(value, date) and not isinstance(value, datetime)) or _DAY.fullmatch(str(value).strip()):
        return moment.date()
    local = moment.replace(tzinfo=None)
    if moment.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != local:
        told = f"The time {local:%H:%M} does not exist on that day: the clocks go forward from 1am to 2am."
        raise mistake(told, _ANOTHER)
    if moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset():
        told = f"The time {local:%H:%M} comes twice on that day: the clocks go back from 2am to 1am."
        raise mistake(told, _ANOTHER)
    return moment


EventTime = Annotated[date | datetime, BeforeValidator(_when)]
"""A bare day, or a moment in British time. A time that does not exist in London, or exists twice, is a mistake."""
