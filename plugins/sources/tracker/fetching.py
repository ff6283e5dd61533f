"""A tracker from an http(s) address, within limits of size and time. Only this module knows httpx."""

import asyncio
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from pathlib import PurePosixPath

import httpx

from plugins.model.area import Tracker
from plugins.model.findings import ContentError, Place, error
from plugins.sources.tracker.cells import refusal
from plugins.sources.tracker.locating import ENDINGS, MEGABYTE, Document, public_name, too_large

MAX_REDIRECTS = 5
_TYPES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/csv": ".csv",
    "application/json": ".json",
}
_CORRECT = "Correct `source` under [tracker] in area.toml."
_TRY_LATER = "Try again later. If it goes on, tell whoever keeps that address."
_ANSWERS = {
    401: ("The address asks who we are (401).", "Check the token: `token_env` and `token_header` under [tracker]."),
    403: ("The address does not let us in (403).", "Check the token: `token_env` and `token_header` under [tracker]."),
    404: ("There is nothing at this address (404).", _CORRECT),
    410: ("The tracker was taken away from this address (410).", _CORRECT),
}


def fetch(settings: Tracker, marks: Mapping[str, str]) -> Document | None:
    """Return what is at the tracker's address, or None where nothing is new since *marks* were given.

    Raises ``ContentError`` where the tracker cannot be had. Neither the token nor what httpx says is ever repeated.
    """
    name = public_name(settings.source)
    secret = _token(settings)
    try:
        # In a thread of its own, because whoever pulls may have an event loop running already.
        with ThreadPoolExecutor(max_workers=1) as thread:
            return thread.submit(asyncio.run, _within_time(settings, marks, secret)).result()
    except TimeoutError:
        said = f"No whole answer came within {settings.timeout:g} seconds."
        raise refusal(name, said, _TRY_LATER) from None
    except (httpx.ConnectError, httpx.ProxyError):
        raise refusal(name, "The address cannot be reached.", "Check `source`, and the network.") from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
        raise refusal(name, "The connection broke off before the whole tracker had come.", _TRY_LATER) from None


def _token(settings: Tracker) -> dict[str, str]:
    """Return the header that opens the door, from the environment. Its value is never printed."""
    if settings.token_env is None:
        return {}
    value = os.environ.get(settings.token_env, "").strip()
    if value and value.isascii() and value.isprintable():
        return {settings.token_header: value}
    fault = "is not set" if not value else "has signs in it that cannot be sent"
    place = Place("area.toml", key="tracker.token_env")
    said = f"The variable {settings.token_env} {fault}."
    raise ContentError([error(place, said, "Set it to the whole value of the header.")])


async def _within_time(settings: Tracker, marks: Mapping[str, str], secret: Mapping[str, str]) -> Document | None:
    # httpx has a limit for each step only; asyncio keeps one for all of them together.
    async with asyncio.timeout(settings.timeout), httpx.AsyncClient(timeout=settings.timeout) as client:
        url = start = httpx.URL(settings.source)
        for _ in range(MAX_REDIRECTS + 1):
            # The token is for the tracker's own host: a redirect must not carry it to another.
            headers = {**marks, **(secret if _origin(url) == _origin(start) else {}), "Accept-Encoding": "identity"}
            async with client.stream("GET", url, headers=headers) as answer:
                if answer.status_code == httpx.codes.NOT_MODIFIED and marks:
                    return None
                if not answer.has_redirect_location:
                    return await _document(answer, settings)
                url = _next(answer, settings)
    said = f"The address leads on more than {MAX_REDIRECTS} times."
    raise refusal(public_name(settings.source), said, _CORRECT)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _next(answer: httpx.Response, settings: Tracker) -> httpx.URL:
    url = answer.url.join(answer.headers["location"])
    if answer.url.scheme == "https" and url.scheme != "https":
        said = "The address leads on to one that is not protected (http)."
        raise refusal(public_name(settings.source), said, "Ask whoever keeps that address for one with https.")
    return url


async def _document(answer: httpx.Response, settings: Tracker) -> Document:
    name = public_name(settings.source)
    if answer.status_code != httpx.codes.OK:
        raise refusal(name, *_ANSWERS.get(answer.status_code, _other(answer.status_code)))
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    marks = {ask: answer.headers[given] for given, ask in names.items() if given in answer.headers}
    return Document(name, await _body(answer, settings), _claim(answer), marks)


def _other(status: int) -> tuple[str, str]:
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return f"The address answered that something is wrong on its side ({status}).", _TRY_LATER
    return f"The address answered {status} instead of giving the tracker.", _CORRECT


async def _body(answer: httpx.Response, settings: Tracker) -> bytes:
    limit, body = settings.max_megabytes * MEGABYTE, bytearray()
    promised = answer.headers.get("content-length", "")
    if promised.isdecimal() and int(promised) > limit:
        raise too_large(public_name(settings.source), settings)
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > limit:
            raise too_large(public_name(settings.source), settings)
    return bytes(body)


def _claim(answer: httpx.Response) -> str:
    """Return what the answer says that it is: by the name it gives the file, by its address, or by its type."""
    header = Message()
    header["content-disposition"] = answer.headers.get("content-disposition", "")
    for name in (header.get_filename() or "", answer.url.path):
        if (ending := PurePosixPath(name).suffix.lower()) in ENDINGS:
            return ending
    return _TYPES.get(answer.headers.get("content-type", "").partition(";")[0].strip().lower(), "")
