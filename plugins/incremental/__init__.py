"""The writer that writes only what changed, the record of outputs, and the gate in front of a build."""

from typing import Any


def register() -> None:
    """Connect to Pelican."""
    # Here and not above: the gate is a part of this package and must not wait for Pelican. No handler has the name of
    # a module of this package: importing that module would take the handler's place, and Pelican only holds it weakly.
    from pelican import signals

    signals.initialized.connect(stamps)
    signals.get_writer.connect(staging_writer)
    signals.finalized.connect(check_and_commit)


def stamps(pelican: Any) -> None:  # Pelican is untyped
    """Note what the inputs are, before the first of them is read."""
    from plugins.incremental.writer import refuse_deleting, taken_stamps

    refuse_deleting(asked=pelican.delete_outputdir)
    pelican.settings["STAMPS"] = taken_stamps(pelican.path)


def staging_writer(_pelican: object) -> type:
    """Return the writer of this build."""
    from plugins.incremental.writer import StagingWriter

    return StagingWriter


def check_and_commit(pelican: Any) -> None:  # Pelican is untyped
    """Check what was rendered, then commit it or stop with every finding."""
    from plugins.incremental.finish import finish_build

    finish_build(pelican.settings["WRITER"])
