"""The ways letters can go, by what ``--via`` says."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from plugins.delivery.sending.backend import Backend
from plugins.delivery.sending.places import why_not_there
from plugins.delivery.sending.smtp import SmtpBackend, server_of
from plugins.model.mailing import Mailing

_WAYS = "Write --via smtp://user@host:587, --via folder:PATH or --via notify:TEMPLATE."


def way(
    via: str, mailing: Mailing, environment: Mapping[str, str], forbidden: Iterable[Path], *, plain: bool
) -> Backend:
    """Return the back end that *via* names; passwords and keys come from *environment*.

    Raises ``ValueError`` in words where it cannot be set up.
    """
    kind, _colon, rest = via.partition(":")
    if kind in {"smtp", "smtps"}:
        return _smtp(via, mailing, environment, plain=plain)
    if kind == "folder" and rest:
        from plugins.delivery.sending.folder import FolderBackend

        if why := why_not_there(Path(rest).expanduser(), forbidden):
            raise ValueError(f"Letters hold addresses and cannot be written there: {why}.")
        return FolderBackend(Path(rest).expanduser())
    if kind == "notify" and rest:
        from plugins.delivery.sending.notify import NotifyBackend

        backend: Backend = NotifyBackend(rest, environment)
        return backend
    # What stands behind the first colon may hold a password.
    raise ValueError(f"{f'“{kind}”' if kind else 'Nothing'} is no way to send. {_WAYS}")


def _smtp(via: str, mailing: Mailing, environment: Mapping[str, str], *, plain: bool) -> Backend:
    try:
        address = urlsplit(via)
        port = address.port
    except ValueError:
        raise ValueError(f"{via.rpartition('@')[2]} is no address of a mail server. {_WAYS}") from None
    if port == 0 or address.path.strip("/"):
        raise ValueError(f"Only a host and a port can stand in --via. {_WAYS}")
    return SmtpBackend(server_of(address, environment, plain=plain), mailing.from_address)
