"""What an answer of GOV.UK Notify means for one letter, or that none came.

The errors are those of https://docs.notifications.service.gov.uk/python.html (“Error codes”). Their words may change at
any time, it says there; so only the status, the error's name and the field that it names decide. Where that leaves a
doubt, it is not this person's fault, and the letter may have gone.
"""

import ssl
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from notifications_python_client.errors import APIError, InvalidResponse
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ProxyError

from plugins.delivery.sending.backend import Fate, Outcome

# Raised while a connection is made: not a letter of ours has left.
_BEFORE = (NewConnectionError, ConnectTimeoutError, ProxyError, ssl.SSLCertVerificationError)
# The two parts of a letter that are one person's: all else is the same in every letter.
_THEIRS = {"email_address": "the address", "one_click_unsubscribe_url": "the address to stop at"}


def meaning(problem: APIError, secrets: Iterable[str]) -> Outcome:
    """Return what *problem* means for the letter; its reason holds none of the *secrets*."""
    # The client says 503 where no answer came at all, whether or not the letter had left.
    if problem.response is None:
        return _unanswered(problem)
    if isinstance(problem, InvalidResponse):
        return Outcome(Fate.UNKNOWN, "no clear answer after the letter was handed over")
    status, errors = problem.status_code, _errors(problem)
    reason = _reason(status, errors, secrets)
    if status == HTTPStatus.BAD_REQUEST and (whose := _theirs(errors)):
        return Outcome(Fate.REFUSED, f"400 {errors[0][0]}: {whose}")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _too_many(errors, reason)
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Outcome(Fate.STOP, reason)
    # Notify's own words say that it did not take the letter; a gateway before it does not know.
    is_notifys_own = bool(errors) and status in {HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE}
    return Outcome(Fate.LATER, f"{status} {errors[0][0]}") if is_notifys_own else Outcome(Fate.UNKNOWN, reason)


def _unanswered(problem: APIError) -> Outcome:
    if any(isinstance(one, _BEFORE) for one in _behind(problem)):
        return Outcome(Fate.STOP, "GOV.UK Notify cannot be reached")
    return Outcome(Fate.UNKNOWN, "no answer after the letter was handed over")


def _behind(problem: BaseException) -> Iterator[BaseException]:
    """Yield *problem* and what led to it."""
    seen: set[int] = set()
    waiting: list[object] = [problem]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [one.__cause__, getattr(one, "reason", None), *one.args]


def _errors(problem: APIError) -> list[tuple[str, str]]:
    """Return the name and the words of each error in an answer; none where it is not an answer of Notify's own."""
    try:
        said = problem.response.json().get("errors") if problem.response is not None else None
    except (ValueError, AttributeError):
        return []
    found = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
    return [(str(one.get("error", "")), str(one.get("message", ""))) for one in found]


def _theirs(errors: list[tuple[str, str]]) -> str:
    """Return which part of the letter that is this person's own was refused, if no other part was."""
    parts = []
    for name, words in errors:
        field = "email_address" if name == "InvalidEmailError" else words.split(" ", 1)[0]
        if name not in {"ValidationError", "InvalidEmailError"} or field not in _THEIRS:
            return ""
        parts.append(_THEIRS[field])
    return " and ".join(dict.fromkeys(parts))


def _too_many(errors: list[tuple[str, str]], reason: str) -> Outcome:
    if any(name == "TooManyRequestsError" for name, _words in errors):
        return Outcome(Fate.STOP, f"{reason}. The rest can go tomorrow: press again then")
    return Outcome(Fate.LATER, "429 RateLimitError")


def _reason(status: int, errors: list[tuple[str, str]], secrets: Iterable[str]) -> str:
    said = "; ".join(f"{name}: {words}" for name, words in errors)
    for one in filter(None, secrets):
        said = said.replace(one, "…")
    return f"{status} {''.join(mark if mark.isprintable() else ' ' for mark in said)[:200]}".strip()
