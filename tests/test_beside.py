"""A large build in two processes gives what one process gives, whatever becomes of the second."""

import os
import subprocess
import sys

import pytest

from bench.plan_maker import PlanMaker
from tests.conftest import AT, ROOT, tree

BUILD = """
import sys
from pathlib import Path
from plugins.incremental import beside
from plugins.incremental.writer import StagingWriter
from plugins.plan_progress import generator
import tasks
how, content, output, at = sys.argv[1:]
generator.LARGE = 1
real, take = beside.os._exit, StagingWriter.take
StagingWriter.take = lambda self, half: (print("taken over"), take(self, half))[1]
beside._can_fork = lambda: how != "alone"
if how == "dies":
    beside._half = lambda *given: real(9)
if how == "sends nothing":
    beside._half = lambda *given: None
print(tasks._build(Path(content), Path(output), at, publish=False))
"""


@pytest.fixture(scope="module")
def area(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    maker = PlanMaker(folder / "content", 12, 3, changed=3)
    for _number in range(3):
        maker.snapshot()
    return folder


def built(area, how):
    output = area / how.replace(" ", "-")
    command = [sys.executable, "-c", BUILD, how, str(area / "content"), str(output), AT]
    env = {**os.environ, "OPEN_LOCAL_OFFER_STATE": str(area / f"state-{output.name}"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return tree(output), done


@pytest.fixture(scope="module")
def alone(area):
    return built(area, "alone")[0]


@pytest.mark.parametrize("how", ["together", "dies", "sends nothing"])
def test_two_processes_give_the_bytes_that_one_gives(area, alone, how):
    """Also where the second one dies, or ends without a word: its half is then done by the first."""
    output, done = built(area, how)

    assert output == alone
    assert ("taken over" in done.stdout) == (how == "together")
    assert any(name.startswith("plan/actions/") for name in output)


def test_what_the_second_process_finds_wrong_stops_the_build(area, tmp_path):
    """A fault in the second half is told once, in words, and nothing is written."""
    content = tmp_path / "content"
    maker = PlanMaker(content, 3, 1, changed=1)
    maker.snapshot()
    (content / "pages" / "help.md").write_text(
        (content / "pages" / "help.md").read_text().replace("---\n", "---\nredirect_from: [/plan/actions/1-1/]\n", 1)
    )
    command = [sys.executable, "-c", BUILD, "together", str(content), str(tmp_path / "output"), AT]
    env = {**os.environ, "OPEN_LOCAL_OFFER_STATE": str(tmp_path / "state"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)

    assert done.returncode != 0
    assert done.stderr.count("Two pages would be written to /plan/actions/1-1/index.html.") == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()
