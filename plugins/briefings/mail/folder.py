"""The folder of a mail: written whole or not at all."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put *files*, and nothing else, into *folder*; what was there before stays until all of it is on the disk.

    Raises ``ValueError`` in words where the disk refuses.
    """
    beside, before = (folder.with_name(f".{folder.name}.{what}{os.getpid()}") for what in ("new", "old"))
    try:
        beside.mkdir(parents=True)
        for name, data in files.items():
            (beside / name).write_bytes(data)
        if folder.exists():
            folder.replace(before)
        beside.replace(folder)
    except OSError as problem:
        if before.exists() and not folder.exists():
            before.replace(folder)
        raise ValueError(f"{folder} could not be written: {problem.strerror}. Nothing was changed.") from None
    finally:
        for left in (beside, before):
            shutil.rmtree(left, ignore_errors=True)
