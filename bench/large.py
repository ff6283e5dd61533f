"""Building a large plan: 5,000 actions in 50 themes and 40 snapshots, measured as whole processes."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import brotli

from bench.demonstration import Run, table, timed
from bench.plan_maker import PlanMaker

ACTIONS, THEMES, SNAPSHOTS = 5000, 50, 40
RUNS = 3
HEAVIEST = 14_000
AT = "2026-11-22"


def measure(root: Path) -> str:
    """Return a table: cold, one changed row and sixty (a snapshot each), nothing changed, and the heaviest page."""
    with tempfile.TemporaryDirectory() as folder:
        content, output, state = (Path(folder) / name for name in ("content", "output", "state"))
        maker = PlanMaker(content, ACTIONS, THEMES)
        for _number in range(SNAPSHOTS):
            maker.snapshot()
        os.environ["OPEN_LOCAL_OFFER_STATE"] = str(state)
        command = [sys.executable, "-m", "invoke", "build", "--content", str(content), "--output", str(output)]
        command += ["--at", AT]
        stock = [sys.executable, "-c", "import pelican"]
        _compile_style(root, state)
        cold = timed(command, root)

        def pulled(changed: int) -> Run:
            maker.changed = changed
            runs = [(maker.snapshot(), timed(command, root))[1] for _run in range(RUNS)]
            return min(runs, key=lambda run: run.seconds)

        rows = [
            ("cold", cold, "20.0"),
            ("one changed row", pulled(1), "2.0"),
            ("sixty changed rows", pulled(60), ""),
            ("nothing changed", timed(command, root), "0.4"),
            (
                "import pelican alone",
                min((timed(stock, root) for _run in range(RUNS)), key=lambda run: run.seconds),
                "",
            ),
        ]
        what = f"{ACTIONS:,} actions in {THEMES} themes, {SNAPSHOTS} snapshots; memory at most 400 MB."
        return "\n".join([table(what, rows), _weight(output)])


def _compile_style(root: Path, state: Path) -> None:
    """Let the stylesheet be compiled before the clock runs: it takes the same second for a small area."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        PlanMaker(content, 1, 1).snapshot()
        build = [sys.executable, "-m", "invoke", "build", "--content", str(content), "--output", f"{folder}/output"]
        timed([*build, "--at", AT], root)
    shutil.rmtree(state / "jinja", ignore_errors=True)


def _weight(output: Path) -> str:
    sizes = {path: len(brotli.compress(path.read_bytes(), quality=9)) for path in _likely(output)}
    heaviest = max(sizes, key=sizes.__getitem__)
    whole = len(brotli.compress(heaviest.read_bytes()))
    return f"Heaviest page after brotli (at most {HEAVIEST:,}): {whole:,} bytes: {heaviest.relative_to(output)}"


def _likely(output: Path) -> list[Path]:
    """Return the largest pages of each kind: to compress all of them would take longer than to build them."""
    pages = sorted(output.rglob("*.html"), key=lambda path: path.stat().st_size, reverse=True)
    return pages[:200]
