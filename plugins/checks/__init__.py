"""What must hold before anything is published: every link leads somewhere, every picture has words, no script."""

from typing import Any

from blinker import signal

from plugins.checks.rendered import check_outputs

outputs_rendered = signal("outputs_rendered")


def register() -> None:
    """Connect to the end of rendering."""
    outputs_rendered.connect(check)


def check(writer: Any) -> None:  # the writer is another feature's
    """Report what is wrong with what was rendered."""
    check_outputs(writer)
