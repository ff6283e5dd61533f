"""What a person asked of ``invoke email.send``, and what every part of it needs to know first."""

import os
import sys
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path

from plugins.delivery.sending.backend import Backend
from plugins.delivery.sending.places import ledger_of, why_not_there
from plugins.delivery.sending.ready import Ready
from plugins.delivery.sending.recipients import Recipient, read_recipients
from plugins.delivery.sending.ways import way
from plugins.model.clock import LONDON
from plugins.model.findings import errors, report

VIA = "OPEN_LOCAL_OFFER_VIA"


class Exit(IntEnum):
    """How the command ends: all went, it was refused, some are left, or another run is on."""

    ALL = 0
    REFUSED = 1
    LEFT = 3
    BUSY = 75


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person asked for on the command line, and the folders concerned."""

    edition: str
    to: str
    root: Path
    content: Path
    mail: Path
    site: Path
    site_path: str
    via: str = ""
    test: str = ""
    go: bool = False
    confirm: str = ""
    ledger: str = ""
    per_second: float = 0
    plain: bool = False
    resolve_unknown: str = ""
    retry_failed: bool = False
    rows: str = ""

    @property
    def forbidden(self) -> tuple[Path, ...]:
        """Return the folders in which nothing with addresses may lie."""
        return (self.root, self.content, self.mail, self.site)

    @property
    def ledger_file(self) -> Path:
        """Return where the ledger lies. Raises ``ValueError`` where it may not lie there."""
        path = ledger_of(self.ledger, os.environ)
        if why := why_not_there(path, self.forbidden):
            raise ValueError(f"The ledger cannot lie there: {why}. Name another place with --ledger.")
        return path

    @property
    def way(self) -> str:
        """Return the way to send that was named, on the command line or once for all; empty where none was."""
        return self.via or os.environ.get(VIA, "")

    @property
    def kind(self) -> str:
        """Return what a test-send is good for: SMTP, a folder or one template of Notify: letters differ."""
        scheme = self.way.partition(":")[0]
        return self.way if scheme == "notify" else scheme.removesuffix("s")


def people_of(asked: Asked) -> tuple[Recipient, ...]:
    """Return the people of the list; say what is wrong with it. Raises ``ValueError`` where nothing may be sent."""
    if not asked.to:
        raise ValueError("Say to whom: --to list.csv, or --to - for standard input.")
    if asked.to != "-" and (why := why_not_there(Path(asked.to), asked.forbidden)):
        raise ValueError(f"The list cannot be used: {why}. Addresses never go where they could be published: move it.")
    people, findings = read_recipients(asked.to, datetime.now(LONDON).date())
    if findings:
        print(report(findings))
    if errors(findings):
        raise ValueError("Nothing was sent: put the list right first.")
    return people


def backend_of(asked: Asked, ready: Ready) -> Backend:
    """Return the back end that was named. Raises ``ValueError`` in words where it cannot be set up."""
    return way(asked.way, ready.prepared.mailing, os.environ, asked.forbidden, plain=asked.plain)


def confirm(asked: Asked, ready: Ready, what: str) -> None:
    """Return where the number of the edition was typed. Raises ``ValueError`` where it was not."""
    typed, number = asked.confirm, ready.prepared.number
    if not typed and (asked.to == "-" or not sys.stdin.isatty()):
        raise ValueError(f"Nobody is here to type the number of the edition: say --confirm {number}. Nothing was done.")
    if not typed:
        typed = input(f"Type the number of the edition to {what}: ")
    if typed.strip() != str(number):
        raise ValueError(f"That is not the number of this edition ({number}). Nothing was done.")
