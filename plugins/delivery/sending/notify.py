"""Sending through GOV.UK Notify by its official client: one call for each person.

Notify's ``reference`` is a label: it does not keep a letter from going twice, so a letter whose answer got lost is
unknown.
"""

import logging
import re
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from plugins.delivery.sending.backend import Fate, Letter, Outcome
from plugins.delivery.sending.smtp import is_loopback
from plugins.model.message import personal
from plugins.model.notify import MOST_BYTES, markdown_address

KEY, SERVICE = "NOTIFY_API_KEY", "NOTIFY_API_URL"
# https://docs.notifications.service.gov.uk/python.html, “Limits”.
MOST_A_MINUTE, MOST_A_DAY, MOST_A_DAY_ON_TRIAL = 3000, 250_000, 50
_API = "https://api.notifications.service.gov.uk"
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
# The limit is counted over sixty seconds: whoever waited longer in all is held up by something else.
_WAITS, _PATIENCE = (1.0, 5.0, 20.0, 40.0), Outcome(Fate.LATER, "429 RateLimitError")
_SECONDS = 60.0
# What so many letters in a row meet is no hiccup.
_MOST_FAULTS = 5


class NotifyBackend:
    """Letters through GOV.UK Notify, by a template that holds only ``((subject))`` and ``((body))``."""

    def __init__(
        self,
        template: str,
        environment: Mapping[str, str],
        wait: Callable[[float], None] = time.sleep,
        seconds: float = _SECONDS,
    ) -> None:
        """Set the back end up without connecting. Raises ``ValueError`` in words where it cannot be."""
        self.template, self._key = template, environment.get(KEY, "")
        self._service = environment.get(SERVICE, _API)
        if not re.fullmatch(_UUID, template):
            raise ValueError("Write --via notify:TEMPLATE with the ID that Notify shows below the template.")
        if not re.fullmatch(rf".*{_UUID}-{_UUID}", self._key):
            raise ValueError(f"There is no key of GOV.UK Notify: set {KEY} to the whole key, as Notify showed it once.")
        where = urlsplit(self._service)
        if not where.hostname or (where.scheme != "https" and not is_loopback(where.hostname)):
            raise ValueError(f"{SERVICE} must begin with https://: the key and the addresses could be read.")
        self._wait, self._seconds = wait, seconds
        self._client: Any = None
        self._is_checked, self._faults = False, 0

    @property
    def says(self) -> str:
        """Return how letters go, in words."""
        return (
            f"through GOV.UK Notify (at most {MOST_A_MINUTE:,} a minute and {MOST_A_DAY:,} a day; "
            f"a service on trial {MOST_A_DAY_ON_TRIAL} a day, to its own team only)"
        )

    def in_the_way(self, letters: int, per_second: float) -> list[str]:
        """Return which limits of Notify so many *letters* at that pace would break, in words."""
        too_fast = per_second * 60 > MOST_A_MINUTE
        too_many = letters > MOST_A_DAY
        return [
            *([f"Notify takes {MOST_A_MINUTE:,} letters a minute: say --per-second 50 or less"] if too_fast else []),
            *([f"Notify takes {MOST_A_DAY:,} letters a day, and these are {letters:,}"] if too_many else []),
        ]

    def deliver(self, letter: Letter) -> Outcome:
        """Hand *letter* over and return what became of it."""
        told = self._told(letter)
        if why := self._why_not(letter, told):
            return Outcome(Fate.STOP, why)
        outcome = self._post(letter, told)
        self._faults = self._faults + 1 if outcome.fate is Fate.LATER else 0
        if self._faults >= _MOST_FAULTS:
            return Outcome(Fate.STOP, f"{outcome.reason}, {_MOST_FAULTS} times in a row: Notify has a fault")
        return outcome

    def close(self) -> None:
        """Close the connection."""
        client, self._client, self._is_checked = self._client, None, False
        if client is not None:
            client.request_session.close()

    def _told(self, letter: Letter) -> dict[str, str]:
        general, own = letter.prepared.mailing.unsubscribe or "", letter.unsubscribe or ""
        body = personal(letter.notify, markdown_address(general), markdown_address(own))
        return {"subject": letter.prepared.subject, "body": body}

    def _why_not(self, letter: Letter, told: Mapping[str, str]) -> str:
        """Return why it cannot go, in words: there is no body, it is too large, or the template is not ours."""
        if not letter.notify:
            return f"there is no notify.md: say invoke email.build {letter.prepared.edition}"
        size = len("".join(told.values()).encode())
        if size > MOST_BYTES:
            return f"the letter has {size:,} bytes, and Notify takes {MOST_BYTES:,}"
        if not self._is_checked and (why := self._why_not_this_template()):
            return why
        self._is_checked = True
        return ""

    def _why_not_this_template(self) -> str:
        """Return what is wrong with the template: Notify would send without a word a mail that has no body."""
        from notifications_python_client.errors import APIError

        from plugins.delivery.sending.notify_answers import meaning

        try:
            found = self._connected().get_template(self.template)
        except APIError as problem:
            return meaning(problem, [self._key]).reason
        if not isinstance(found, dict) or found.get("type") != "email":
            return "the template of Notify is not one for e-mails"
        missing = [one for one in ("subject", "body") if not _has_place(str(found.get(one, "")), one)]
        return f"the template of Notify lacks (({missing[0]})) in its {missing[0]}" if missing else ""

    def _post(self, letter: Letter, told: dict[str, str]) -> Outcome:
        """Post the letter, and again where Notify asks for patience: it did not take it then."""
        outcome = self._posted(letter, told)
        for seconds in _WAITS:
            if outcome != _PATIENCE:
                break
            self._wait(seconds)
            outcome = self._posted(letter, told)
        return outcome

    def _posted(self, letter: Letter, told: dict[str, str]) -> Outcome:
        from notifications_python_client.errors import APIError

        from plugins.delivery.sending.notify_answers import meaning

        try:
            answer = self._connected().send_email_notification(
                email_address=letter.to,
                template_id=self.template,
                personalisation=told,
                reference=f"{letter.prepared.id}-{letter.reference}",
                one_click_unsubscribe_url=letter.unsubscribe or letter.prepared.mailing.unsubscribe,
            )
        except APIError as problem:
            return meaning(problem, [letter.to, self._key])
        is_taken = isinstance(answer, dict) and bool(answer.get("id"))
        return Outcome(Fate.SENT) if is_taken else Outcome(Fate.UNKNOWN, "Notify did not say that it took the letter")

    def _connected(self) -> Any:
        from notifications_python_client.notifications import NotificationsAPIClient

        if self._client is None:
            # It would write each refusal to the terminal, beside our own report.
            logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)
            make: Any = NotificationsAPIClient
            self._client = make(self._key, base_url=self._service, timeout=self._seconds)
        return self._client


def _has_place(text: str, name: str) -> bool:
    return re.search(rf"\(\(\s*{name}\s*\)\)", text, re.IGNORECASE) is not None
