"""The ``INCREMENTAL`` setting."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class IncrementalSettings:
    """``state``: the folder for records of outputs, outside every output."""

    state: Path

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Self:
        """Read the setting; an unknown key is a mistake, so it stops the build."""
        return cls(**settings["INCREMENTAL"])
