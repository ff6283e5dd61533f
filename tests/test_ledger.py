"""The ledger: what is on the disk is what holds, nobody is named in it, and what is over is forgotten."""

import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.delivery.sending.ledger import Ledger, LedgerError, State
from tests.conftest import ROOT
from tests.letters import mailing, prepared

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
EDITION = prepared()
OTHER_ID = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "ledger.sqlite3"


@pytest.fixture
def ledger(path):
    one = Ledger.open(path)
    one.enter(EDITION)
    yield one
    one.close()


def queued(ledger, *names):
    hashes = [ledger.recipient(EDITION, f"{name}@example.org") for name in names]
    ledger.queue(EDITION, hashes, NOW)
    return hashes


def states(ledger):
    return sorted(state for state, _why in ledger.states(EDITION).values())


def test_who_is_queued_twice_or_in_other_case_is_there_once(ledger):
    (one,) = queued(ledger, "Parent")
    ledger.step(EDITION, NOW, begun=[one])
    queued(ledger, "parent", "PARENT")

    assert states(ledger) == ["sending"]


def test_a_step_is_on_the_disk_for_everybody_at_once(ledger, path):
    first, second = queued(ledger, "a", "b")
    ledger.step(EDITION, NOW, begun=[first])
    ledger.step(EDITION, NOW, ended=[(first, State.SENT, "")], begun=[second])

    seen = dict(sqlite3.connect(path).execute("SELECT recipient, state FROM letters").fetchall())
    assert seen == {first: "sent", second: "sending"}


def test_it_syncs_every_commit(ledger):
    pragma = {
        name: ledger._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
    }

    assert pragma == {"journal_mode": "wal", "synchronous": 2}


def test_what_was_in_flight_becomes_unknown_and_stays_so(ledger, path):
    first, _second = queued(ledger, "a", "b")
    ledger.step(EDITION, NOW, begun=[first])
    ledger.close()
    again = Ledger.open(path)

    assert again.found_in_flight(EDITION) == 1
    assert again.found_in_flight(EDITION) == 0
    queued(again, "a", "b")
    assert states(again) == ["queued", "unknown"]


def test_a_person_decides_only_what_is_unknown(ledger):
    first, second = queued(ledger, "a", "b")
    ledger.step(EDITION, NOW, begun=[first])
    ledger.found_in_flight(EDITION)

    assert ledger.decide(EDITION, [first, second], State.UNKNOWN, State.SENT) == 1
    assert states(ledger) == ["queued", "sent"]


def test_neither_file_holds_an_address_or_its_plain_hash(ledger, path):
    from hashlib import sha256

    queued(ledger, "family.of.rosa")
    ledger.close()

    for file in path.parent.iterdir():
        data = file.read_bytes()
        assert b"rosa" not in data
        assert sha256(b"family.of.rosa@example.org").digest() not in data


def test_one_person_is_two_hashes_in_two_editions(ledger):
    assert ledger.recipient(EDITION, "a@b.de") != ledger.recipient(prepared(id=OTHER_ID), "a@b.de")


def test_only_the_owner_may_read_it(ledger, path):
    assert {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_test_counts_only_for_the_edition_and_the_seal_that_were_tried_out(ledger):
    ledger.note_test(EDITION, "seal", NOW)

    assert ledger.is_tested(EDITION, "seal")
    assert not ledger.is_tested(EDITION, "another")
    assert not ledger.is_tested(prepared(id=OTHER_ID), "seal")


# ---- Refusals --------------------------------------------------------------------------------------------------------


def key_of(path):
    return path.with_name(path.name + ".key")


def spoil(path, how):
    key = key_of(path)
    match how:
        case "no key":
            key.unlink()
        case "another key":
            key.write_bytes(b"x" * 32)
        case "half a key":
            key.write_bytes(b"x" * 16)
        case "a key for all to read":
            key.chmod(0o644)
        case "no ledger beside the key":
            path.unlink()
        case "another program's":
            path.unlink()
            sqlite3.connect(path).execute("CREATE TABLE t (x)").connection.commit()
        case "no database":
            path.write_bytes(b"no database at all " * 100)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("no key", "is missing"),
        ("another key", "another ledger's"),
        ("half a key", "32 bytes"),
        ("a key for all to read", "chmod 600"),
        ("no ledger beside the key", "not its ledger"),
        ("another program's", "no ledger of this program"),
        ("no database", "cannot be used"),
    ],
)
def test_a_ledger_that_cannot_be_trusted_is_refused_and_left_as_it_is(path, how, said):
    Ledger.open(path).close()
    spoil(path, how)
    before = {one.name: one.read_bytes() for one in path.parent.iterdir() if one.suffix in {".key", ".sqlite3"}}

    with pytest.raises(LedgerError, match=said):
        Ledger.open(path)

    assert {one.name: one.read_bytes() for one in path.parent.iterdir() if one.suffix in {".key", ".sqlite3"}} == before


def test_a_number_that_went_out_with_another_id_is_refused(ledger):
    queued(ledger, "a")

    with pytest.raises(LedgerError, match="Number 14 was sent as 2026-11-20-briefing-14"):
        ledger.enter(prepared(id=OTHER_ID))


def test_a_number_that_was_only_tried_out_may_get_another_id(ledger):
    ledger.note_test(EDITION, "seal", NOW)

    ledger.enter(prepared(id=OTHER_ID))


def test_a_full_disk_leaves_all_as_it_was(ledger):
    queued(ledger, "a")
    ledger._connection.execute("PRAGMA max_page_count = 1")

    with pytest.raises(sqlite3.Error, match="full"):
        queued(ledger, *(f"person{number}" for number in range(2000)))

    assert states(ledger) == ["queued"]


# ---- Forgetting ------------------------------------------------------------------------------------------------------


def test_after_its_days_an_edition_is_forgotten_and_can_never_go_again(path):
    ledger = Ledger.open(path)
    edition = prepared(mailing=mailing(keep_days=30))
    ledger.enter(edition)
    hashes = [ledger.recipient(edition, "a@b.de")]
    ledger.queue(edition, hashes, NOW)

    assert ledger.purge(NOW + timedelta(days=29)) == []
    assert ledger.purge(NOW + timedelta(days=30)) == [edition.edition]
    assert ledger.purge(NOW + timedelta(days=31)) == []
    assert not ledger.states(edition)
    with pytest.raises(LedgerError, match="closed"):
        ledger.enter(edition)
    ledger.close()
    assert all(hashes[0] not in one.read_bytes() for one in path.parent.iterdir())


# ---- Any history -----------------------------------------------------------------------------------------------------

ENDS = st.sampled_from([State.SENT, State.FAILED, State.DEFERRED, State.QUEUED, State.UNKNOWN, None])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(runs=st.lists(st.lists(ENDS, max_size=6), min_size=1, max_size=4))
def test_whatever_is_interrupted_what_was_final_stays_final(tmp_path_factory, runs):
    """None stands for a crash in the middle of a letter."""
    ledger = Ledger.open(tmp_path_factory.mktemp("any") / "ledger.sqlite3")
    ledger.enter(EDITION)
    hashes = queued(ledger, *"abcdef")
    final: dict[bytes, State] = {}
    for ends in runs:
        ledger.found_in_flight(EDITION)
        stand = {one: state for one, (state, _why) in ledger.states(EDITION).items()}
        assert all(stand[one] is state for one, state in final.items())
        todo = [one for one in hashes if stand[one] in {State.QUEUED, State.DEFERRED}]
        for one, end in zip(todo, ends, strict=False):
            ledger.step(EDITION, NOW, begun=[one])
            if end is None:
                final[one] = State.UNKNOWN
                break
            ledger.step(EDITION, NOW, ended=[(one, end, "")])
            if end in {State.SENT, State.FAILED, State.UNKNOWN}:
                final[one] = end
    ledger.close()


def test_a_process_that_is_killed_in_the_middle_leaves_sending_on_the_disk(path):
    script = f"""
import os, signal, sys
sys.path.insert(0, {str(ROOT)!r})
from datetime import UTC, datetime
from pathlib import Path
from plugins.delivery.sending.ledger import Ledger
from tests.letters import prepared
ledger = Ledger.open(Path({str(path)!r}))
edition = prepared()
ledger.enter(edition)
one = ledger.recipient(edition, "a@b.de")
ledger.queue(edition, [one], datetime.now(UTC))
ledger.step(edition, datetime.now(UTC), begun=[one])
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", script], check=False)

    assert states(Ledger.open(path)) == ["sending"]


def test_who_moves_the_file_without_its_log_after_a_crash_takes_everything_along(ledger, path, tmp_path):
    """What was handed over must not look queued in the copy: it would be sent again."""
    first, second, third = queued(ledger, "a", "b", "c")
    ledger.step(EDITION, NOW, begun=[first])
    ledger.step(EDITION, NOW, ended=[(first, State.SENT, "")], begun=[second])
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(path.read_bytes())

    seen = dict(sqlite3.connect(copy).execute("SELECT recipient, state FROM letters").fetchall())
    assert seen == {first: "sent", second: "sending", third: "queued"}


def test_an_edition_that_is_being_sent_is_not_closed_by_a_clock_that_runs_ahead(ledger):
    (one,) = queued(ledger, "a")
    later = NOW + timedelta(days=4000)

    assert ledger.purge(later, spared=EDITION.id) == []
    assert ledger.states(EDITION)[one][0] is State.QUEUED
    assert ledger.purge(later) == [EDITION.edition]
