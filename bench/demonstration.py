"""Building the demonstration: time and memory of whole processes, best of five, and the weight of its pages."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import brotli

RUNS = 5
EDITED = "pages/local-offer/travel.md"


@dataclass(frozen=True, slots=True)
class Run:
    """One whole process: seconds on the clock, seconds of the processor, and the most memory it held, in MB.

    On a busy machine the processor's seconds say more.
    """

    seconds: float
    processor: float
    megabytes: float


def timed(command: list[str], root: Path) -> Run:
    """Run *command* and return what it took, by the operating system's own account."""
    # As anybody's Python does: what was compiled is kept beside its source.
    kept = {"PYTHONDONTWRITEBYTECODE": ""}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=root, env={**os.environ, **kept}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed; run it by hand to see why.")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def best(make_ready: Callable[[], None], command: list[str], root: Path) -> Run:
    """Return the best time and the highest memory of five runs, each after *make_ready*."""
    runs = []
    for _number in range(RUNS):
        make_ready()
        runs.append(timed(command, root))
    least = min(runs, key=lambda one: one.seconds)
    return Run(least.seconds, least.processor, max(one.megabytes for one in runs))


def measure(root: Path) -> str:
    """Return a table: cold, one edited file, nothing changed, and the heaviest page and stylesheet after brotli."""
    with tempfile.TemporaryDirectory() as folder:
        content, output = Path(folder) / "content", Path(folder) / "output"
        shutil.copytree(root / "content", content)
        shutil.copytree(root / "demonstration", Path(folder) / "demonstration")
        os.environ["OPEN_LOCAL_OFFER_STATE"] = str(Path(folder) / "state")
        command = [sys.executable, "-m", "invoke", "build", "--content", str(content), "--output", str(output)]
        stock = [sys.executable, "-c", "import pelican"]

        def cold() -> None:
            # Everything a build makes: output, records, compiled templates, kept HTML and the compiled stylesheet.
            shutil.rmtree(output, ignore_errors=True)
            shutil.rmtree(os.environ["OPEN_LOCAL_OFFER_STATE"], ignore_errors=True)

        def edit() -> None:
            with (content / EDITED).open("a", encoding="utf-8") as file:
                file.write(f"\nEdited {time.time_ns()}.\n")

        rows = [
            ("cold, nothing kept", best(cold, command, root), "3.0"),
            ("one edited file", best(edit, command, root), "1.2"),
            ("nothing changed", best(lambda: None, command, root), "0.4"),
            ("import pelican alone", best(lambda: None, stock, root), ""),
        ]
        what = f"Best of {RUNS} on {os.cpu_count()} cores; memory: the highest (at most 200)."
        return "\n".join([table(what, rows), _weights(output)])


def table(what: str, rows: list[tuple[str, Run, str]]) -> str:
    """Return *rows* under *what*, each with its goal in seconds; the last is what the others are compared with."""
    head = f"{'':24}{'seconds':>9}{'at most':>9}{'CPU s':>8}{'MB':>7}{'/ import':>10}"
    base = rows[-1][1].processor
    lines = [
        f"{name:24}{run.seconds:9.2f}{goal:>9}{run.processor:8.2f}{run.megabytes:7.0f}{run.processor / base:10.1f}"
        for name, run, goal in rows
    ]
    return "\n".join([what, head, *lines])


def _weights(output: Path) -> str:
    sizes = {
        path: len(brotli.compress(path.read_bytes())) for path in output.rglob("*") if path.suffix in {".html", ".css"}
    }
    heaviest = {
        kind: max((path for path in sizes if path.suffix == kind), key=sizes.__getitem__) for kind in (".html", ".css")
    }
    said = [f"{sizes[path]:,} bytes: {path.relative_to(output)}" for path in heaviest.values()]
    return "Heaviest after brotli (at most 14,000 and 11,000): " + "; ".join(said)
