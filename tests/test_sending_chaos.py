"""Chaos: a real process that sends to 600 people is killed again and again, and nobody gets a letter twice."""

import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest

from plugins.delivery.preview import server
from tests.conftest import ROOT
from tests.letters import PAGE_PATH, a_list, accepted, command, environment, lay_out, press, states

PEOPLE, KILLS = 600, 40


@pytest.fixture
def mail_server(tmp_path):
    log = tmp_path / "accepted.jsonl"
    badly = ["--greylist", "15", "--refuse", "4", "--drop", "2", "--slow", "0.002"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.mail_server", str(log), *badly], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    yield f"smtp://127.0.0.1:{process.stdout.readline().strip()}", log
    process.kill()
    process.wait()


@pytest.fixture
def folder(tmp_path):
    """The edition, laid out, and its page live on the loopback address."""
    live = server(tmp_path / "site", 0)
    threading.Thread(target=live.serve_forever, daemon=True).start()
    lay_out(tmp_path, page=f"http://127.0.0.1:{live.server_port}{PAGE_PATH}")
    yield tmp_path
    live.shutdown()


def sent(folder):
    return sum(states(folder)[state] for state in ("sent", "failed", "unknown", "deferred"))


def killed_in_the_middle(folder, words, least, chance):
    """Start a run, kill it after it has sent *least* more letters, and say whether it was killed while running."""
    before = sent(folder)
    process = subprocess.Popen(
        command(folder, *words), cwd=ROOT, env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while process.poll() is None and sent(folder) < before + least:
        time.sleep(0.005)
    time.sleep(chance.random() * 0.02)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


@pytest.mark.slow
def test_forty_kills_and_nobody_gets_two(folder, mail_server):
    via, log = mail_server
    people = a_list(folder / "people.csv", [f"person{number}@example.org" for number in range(PEOPLE)])
    words = ("--to", str(people), "--via", via, "--go", "--confirm", "14", "--per-second", "200")
    assert press(folder, "--via", via, "--test", "officer@example.org").returncode == 0
    log.write_text("")
    chance = random.Random(14)
    press(folder, "--to", str(people), "--via", "smtp://127.0.0.1:9", "--go", "--confirm", "14")
    assert states(folder) == {"queued": PEOPLE}

    kills = sum(killed_in_the_middle(folder, words, 6, chance) for _number in range(KILLS))
    second = press(folder, *words)
    after_second = states(folder)
    third = press(folder, *words)

    got = Counter(one["to"] for one in accepted(log))
    counts = states(folder)
    assert kills == KILLS
    assert max(got.values()) == 1, "somebody got two letters"
    assert set(counts) <= {"sent", "failed", "unknown"}, counts
    assert counts == after_second, "the second press finished all but what is unknown"
    assert counts["sent"] <= len(got) <= counts["sent"] + counts["unknown"]
    assert counts["unknown"] > 0
    assert 0 < counts["failed"] < PEOPLE / 10
    assert sum(counts.values()) == PEOPLE
    assert re.search(rf"\b{counts['unknown']} unknown", second.stdout)
    assert (second.returncode, third.returncode) == (3, 3)
    assert "example.org" not in second.stdout
    print(f"\n{KILLS} kills: {dict(counts)}; {len(got)} accepted, 0 twice")
