"""The ``SITE`` setting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from plugins.model.clock import LONDON, Clock, instant
from plugins.model.findings import ContentError, Place, error


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """``at``: the moment to build for (now where None); ``publish``: as the public gets it; ``state``: for caches.

    ``drafts``: show what is not public yet, for a preview on one's own machine.
    """

    state: Path
    at: str | None = None
    publish: bool = False
    drafts: bool = False

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Self:
        """Read the setting; an unknown key is a mistake, so it stops the build."""
        return cls(**settings["SITE"])

    @property
    def clock(self) -> Clock:
        """The clock of this build. Raises ``ContentError`` where ``at`` is not a moment."""
        try:
            return Clock(instant(self.at) if self.at else datetime.now(LONDON))
        except ValueError:
            mend = "Write 2026-11-06 or 2026-11-06T09:00."
            raise ContentError([error(Place("--at"), f"“{self.at}” is not a moment.", mend)]) from None
