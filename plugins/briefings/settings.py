"""The ``BRIEFINGS`` setting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class BriefingsSettings:
    """``feed_items``: how many items a feed holds, the newest."""

    feed_items: int = 50

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Self:
        """Read the setting; an unknown key is a mistake, so it stops the build."""
        return cls(**settings.get("BRIEFINGS", {}))
