"""Where lists, ledgers and letters may lie: never where they could be committed or published."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

LEDGER = "OPEN_LOCAL_OFFER_LEDGER"


def why_not_there(path: Path, forbidden: Iterable[Path]) -> str:
    """Return why nothing with addresses may lie at *path*, or an empty string where it may.

    It may not below one of the folders *forbidden*, nor in any work tree of git. Links are followed first.
    """
    try:
        whole = path.resolve()
    except (RuntimeError, OSError):
        return "it is a link that leads to itself"
    for folder in forbidden:
        if whole.is_relative_to(folder.resolve()):
            return f"it lies in {folder.resolve()}"
    tree = next((one for one in (whole, *whole.parents) if (one / ".git").exists()), None)
    return f"it lies in {tree}, which git looks after" if tree else ""


def ledger_of(said: str, environment: Mapping[str, str]) -> Path:
    """Return where the ledger lies: where *said*, or as the environment says, or in the user's data folder."""
    if named := said or environment.get(LEDGER, ""):
        # Links are followed: the key and the lock lie beside the ledger itself, by whatever name it is called.
        return Path(os.path.realpath(Path(named).expanduser()))
    data = environment.get("XDG_DATA_HOME") or os.path.join("~", ".local", "share")  # noqa: PTH118  # not yet a path
    return Path(data).expanduser() / "open-local-offer" / "ledger.sqlite3"
