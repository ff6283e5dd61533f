"""The end of a build: what was rendered is looked at by whoever checks; then it is committed, or nothing is."""

import logging

from blinker import signal

from plugins.incremental.writer import StagingWriter, disk_refused
from plugins.model.findings import ContentError, errors, report

outputs_rendered = signal("outputs_rendered")
log = logging.getLogger("open_local_offer")


def finish_build(writer: StagingWriter) -> None:
    """Commit the build. Raises ``ContentError``, with nothing changed, where any finding is an error."""
    writer.join()
    outputs_rendered.send(writer)
    writer.workspace.findings += writer.faults()
    if errors(writer.workspace.findings):
        writer.abandon()
        raise ContentError(writer.workspace.findings)
    try:
        writer.commit()
    except OSError as problem:
        writer.abandon()
        raise disk_refused(writer.output, problem) from None
    finally:
        writer.lock.release()
    if writer.workspace.findings:
        log.warning("%s", report(writer.workspace.findings))
