"""Showing a run while it goes on: a bar in a terminal, plain lines elsewhere. No line holds an address."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from plugins.delivery.sending.ledger import State

Told = Callable[[State, int], None]
_EVERY = 5.0


@contextmanager
def shown(total: int) -> Iterator[Told]:
    """Yield what is to be told of each letter; *total* are to go."""
    if sys.stdout.isatty():
        with _bar(total) as told:
            yield told
    else:
        yield _lines(total)


@contextmanager
def _bar(total: int) -> Iterator[Told]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]:.0f} a second")
    columns = (TextColumn("Sending"), BarColumn(), MofNCompleteColumn(), rate, TextColumn("time left"))
    began, done = time.monotonic(), 0
    with Progress(*columns, TimeRemainingColumn()) as progress:
        bar = progress.add_task("Sending", total=total, rate=0.0)

        def told(_state: State, tries: int) -> None:
            nonlocal done
            done += tries == 1
            progress.update(bar, completed=done, rate=done / max(time.monotonic() - began, 0.001))

        yield told


def _lines(total: int) -> Told:
    began = last = time.monotonic()
    counts: Counter[State] = Counter()

    def told(state: State, tries: int) -> None:
        nonlocal last
        counts[state] += tries == 1
        now = time.monotonic()
        if now - last >= _EVERY:
            last, done = now, counts.total()
            rate = done / (now - began)
            print(f"{done} of {total}, {rate:.0f} a second, {(total - done) / rate:.0f} s left", flush=True)

    return told
