"""Two halves of a large build at the same time: a second process stages one half while this one stages the other.

The second process is a copy of this one (``fork``), so it has read everything already. It sends back what it staged.
Where there is no such thing, only one core or another thread, or where it dies, its half is staged here afterwards.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from plugins.incremental.record import Output
from plugins.model.findings import Finding
from plugins.model.views import View

Work = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Half:
    """What a second process staged, what it found wrong, and which moments it asked the clock about."""

    outputs: dict[str, Output]
    staged: dict[str, Path]
    pages: dict[str, View]
    findings: list[Finding]
    asked: set[datetime]


class Beside:
    """Part of a build that is staged beside the rest, until ``join`` is called."""

    def __init__(
        self, writer: Any, work: Work, *, is_large: bool
    ) -> None:  # a StagingWriter, which imports this module
        """Begin to do *work*, which stages with *writer*, in a second process.

        Where it is not large it is not worth a process: ``join`` does it, as where there can be none.
        """
        self.writer, self.work = writer, work
        self.process: BaseProcess | None = None
        self.theirs: Connection | None = None
        if is_large and _can_fork():
            self.process, self.theirs = _begun(writer, work)

    def join(self) -> None:
        """Take over what the second process staged; where there is none, or it died, stage it here."""
        half = _received(self.theirs) if self.theirs else None
        if self.process:
            self.process.join()
        if half is None or (self.process and self.process.exitcode):
            self.work()
        else:
            self.writer.take(half)

    def stop(self) -> None:
        """End the second process: what it stages is not wanted any more."""
        if self.process:
            self.process.kill()
            self.process.join()


def _begun(writer: Any, work: Work) -> tuple[BaseProcess, Connection]:
    theirs, ours = multiprocessing.Pipe(duplex=False)
    # It must not outlive a build that stopped for another reason.
    process = multiprocessing.get_context("fork").Process(target=_half, args=(writer, work, ours), daemon=True)
    process.start()
    ours.close()
    return process, theirs


def _can_fork() -> bool:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return cores > 1 and threading.active_count() == 1


def _half(writer: Any, work: Work, out: Connection) -> None:
    """Do *work* in the second process, and send back what is new."""
    outputs, staged, pages = set(writer.outputs), set(writer.staged), set(writer.pages)
    findings, asked = len(writer.workspace.findings), set(writer.workspace.clock.asked)
    writer.series = "b"
    work()
    out.send(
        Half(
            outputs={name: one for name, one in writer.outputs.items() if name not in outputs},
            staged={name: one for name, one in writer.staged.items() if name not in staged},
            pages={name: one for name, one in writer.pages.items() if name not in pages},
            findings=writer.workspace.findings[findings:],
            asked=writer.workspace.clock.asked - asked,
        )
    )


def _received(pipe: Connection) -> Half | None:
    try:
        found = pipe.recv()
    except EOFError:
        return None
    return found if isinstance(found, Half) else None
