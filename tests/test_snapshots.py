"""The history of the plan: canonical files, each sealed by the next, read without the network."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.actions import Action, Due, Received, Snapshot
from plugins.model.dates import month, quarter
from plugins.model.findings import Finding, Severity
from plugins.sources.identities import read_identities
from plugins.sources.snapshots import canonical, digest, history_files, next_file, read_history, read_received

ID = "3f0f1c52-6a0d-4f6e-9d53-1b8a2f3c4d5e"

CANONICAL = """\
{
 "actions": [
  {
   "due": {
    "date": {
     "first": "2025-05-01",
     "last": "2025-05-31",
     "precision": "month"
    },
    "text": "May 25"
   },
   "id": "3f0f1c52-6a0d-4f6e-9d53-1b8a2f3c4d5e",
   "lead": "Head of SEND",
   "ref": "1.10",
   "revised": {
    "text": "when the café opens"
   },
   "status": "on-track",
   "text": "Open a café “for us”",
   "theme": 1
  }
 ],
 "as_at": "2026-11-06"
}
"""


def action(ref: str = "1.1", **facts: object) -> Action:
    return Action.model_validate({"id": ID, "ref": ref, "theme": 1, "text": "Open", "status": "done", **facts})


def save(folder: Path, *days: str) -> None:
    """Write a whole history, each snapshot sealing the one before it."""
    folder.mkdir(parents=True, exist_ok=True)
    before = None
    for number, name in enumerate(days):
        data = canonical(Snapshot(as_at=date(2026, 11, 6), previous=before, actions=(action(text=f"Open {number}"),)))
        (folder / f"{name}.json").write_bytes(data)
        before = digest(data)


def messages(findings: list[Finding]) -> list[str]:
    return [f"{finding.place}: {finding.message}" for finding in findings]


def test_a_snapshot_has_one_value_a_line_sorted_keys_and_nothing_for_what_is_not_there():
    due, revised = Due(text="May 25", date=month(2025, 5)), Due(text="when the café opens")
    one = action("1.10", text="Open a café “for us”", status="on-track", due=due, revised=revised, lead="Head of SEND")

    assert canonical(Snapshot(as_at=date(2026, 11, 6), actions=(one,))) == CANONICAL.encode()


@given(
    st.builds(
        action,
        ref=st.from_regex(r"[A-Z]?\d\.\d{1,2}", fullmatch=True),
        text=st.text(min_size=1).filter(str.isprintable),
        due=st.none() | st.just(Due(text="Q3 25/26", date=quarter(2025, 3))) | st.builds(Due, text=st.text()),
        completed=st.none() | st.dates(),
        update=st.none() | st.text(min_size=1),
    )
)
def test_a_snapshot_read_back_is_the_same_and_is_written_the_same(one):
    snapshot = Snapshot(as_at=date(2026, 11, 6), previous="0" * 64, actions=(one,))
    again = Snapshot.model_validate(json.loads(canonical(snapshot)))

    assert again == snapshot
    assert canonical(again) == canonical(snapshot)
    assert b"\r" not in canonical(snapshot)


def test_the_history_is_read_in_the_order_it_was_made(tmp_path):
    save(tmp_path, "2026-11-06", "2026-11-06-2", *(f"2026-11-06-{number}" for number in range(3, 12)), "2026-11-07")
    kept, findings = read_history(tmp_path)

    assert findings == []
    assert [snapshot.actions[0].text for _, snapshot in kept] == [f"Open {number}" for number in range(12)]


def test_no_history_yet_is_no_fault(tmp_path):
    assert read_history(tmp_path / "history") == ([], [])
    assert read_received(tmp_path / "received.json") == (None, [])


def test_line_ends_that_git_changed_do_not_break_the_chain(tmp_path):
    save(tmp_path, "2026-11-06", "2026-11-07")
    for path in history_files(tmp_path):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert read_history(tmp_path)[1] == []


def test_a_snapshot_that_was_changed_or_taken_away_breaks_the_chain(tmp_path):
    save(tmp_path, "2026-11-06", "2026-11-07", "2026-11-08")
    said = (
        "plan/history/2026-11-08.json, key previous: `previous` is not the sha256 of the snapshot before this one: "
        "one was changed, is missing or was put between."
    )
    middle = tmp_path / "2026-11-07.json"
    whole = middle.read_bytes()

    middle.write_bytes(whole.replace(b"Open 1", b"Shut 1"))
    snapshots, findings = read_history(tmp_path)
    assert (len(snapshots), messages(findings)) == (3, [said])
    assert findings[0].severity is Severity.ERROR

    middle.unlink()
    assert messages(read_history(tmp_path)[1]) == [said]


def test_a_first_snapshot_that_names_one_before_it_is_a_finding(tmp_path):
    save(tmp_path, "2026-11-06", "2026-11-07")
    (tmp_path / "2026-11-06.json").unlink()

    assert [finding.place.key for finding in read_history(tmp_path)[1]] == ["previous"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<<<<<<< HEAD", "plan/history/2026-11-06.json: This is not JSON, so it is not a snapshot."),
        ("[]", "plan/history/2026-11-06.json: This is not a snapshot."),
        (
            '{"as_at": "2026-11-06", "actions": [], "internal_notes": "x"}',
            "plan/history/2026-11-06.json, key internal_notes: `internal_notes` is not a key of a snapshot.",
        ),
        ('{"actions": []}', "plan/history/2026-11-06.json, key as_at: `as_at` is missing from this snapshot."),
        (
            '{"as_at": "2026-11-06", "actions": [{"id": "a", "ref": "1", "theme": 1, "text": "b", "status": "c", "sro": "d"}]}',
            "plan/history/2026-11-06.json, key actions.0.sro: `actions.0.sro` is not a key of a snapshot.",
        ),
    ],
)
def test_a_file_that_is_not_a_snapshot_is_a_finding_with_its_key(tmp_path, text, said):
    (tmp_path / "2026-11-06.json").write_text(text)

    assert messages(read_history(tmp_path)[1]) == [said]


def test_a_file_with_another_name_in_the_history_is_a_finding(tmp_path):
    save(tmp_path, "2026-11-06")
    for name in ("2026-11-06-1.json", "2026-13-01.json", "tracker.xlsx", ".DS_Store"):
        (tmp_path / name).write_bytes(b"")

    assert messages(read_history(tmp_path)[1]) == [
        f"plan/history/{name}: This is not the name of a snapshot, such as 2026-11-06.json."
        for name in ("2026-11-06-1.json", "2026-13-01.json", "tracker.xlsx")
    ]


def test_a_second_snapshot_on_a_day_gets_a_number_and_none_goes_before_the_last(tmp_path):
    today = date(2026, 11, 6)
    assert next_file(tmp_path, today) == tmp_path / "2026-11-06.json"
    save(tmp_path, "2026-11-06")
    assert next_file(tmp_path, today) == tmp_path / "2026-11-06-2.json"
    save(tmp_path, "2026-11-06", *(f"2026-11-06-{number}" for number in range(2, 11)))
    assert next_file(tmp_path, today) == tmp_path / "2026-11-06-11.json"
    assert next_file(tmp_path, date(2026, 11, 5)) is None


def test_when_data_was_received_is_read_back(tmp_path):
    received = Received(received=datetime(2026, 11, 6, 9, tzinfo=UTC))
    (tmp_path / "received.json").write_bytes(canonical(received))

    assert read_received(tmp_path / "received.json") == (received, [])
    assert canonical(received) == b'{\n "received": "2026-11-06T09:00:00Z"\n}\n'


def test_a_broken_moment_of_receipt_is_a_finding(tmp_path):
    (tmp_path / "received.json").write_text("{")

    assert messages(read_received(tmp_path / "received.json")[1]) == [
        "plan/received.json: This is not JSON, so it is not a record of receipt."
    ]


def test_reading_the_history_loads_no_network_and_no_spreadsheet_library():
    code = (
        "import sys, plugins.sources.snapshots, plugins.sources.identities, plugins.sources.pull;"
        "print(sorted({'httpx', 'openpyxl', 'asyncio', 'pelican', 'jinja2'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[1]
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"


def test_new_actions_are_added_at_the_end_and_every_byte_before_them_stays(tmp_path):
    path = tmp_path / "actions.toml"
    written = (
        f'\ufeff# ours: keep\r\n[[action]]\r\nid = "{ID}"   # minted in May\r\nref = "1.2"\r\nfirst_seen = 2026-05-06'
    )
    path.write_bytes(written.encode())
    known, findings = read_identities(path)
    more = known.with_new(["1.2", '2.1"\\', "A1"], date(2026, 11, 6))

    assert findings == []
    assert known.with_new(["1.2"], date(2026, 11, 6)) is known
    assert more.text.startswith(written)
    path.write_bytes(more.text.encode())
    again, findings = read_identities(path)
    assert findings == []
    assert again.ids == more.ids
    assert list(again.ids) == ["1.2", '2.1"\\', "a1"]
    assert again.ids["1.2"] == ID


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[action]\n", "plan/actions.toml: The file cannot be read: "),
        ('[[action]]\nid = "1"\nref = "1.1"\nfirst_seen = 2026-05-06', "plan/actions.toml, key action.0.id: "),
        (f'[[action]]\nid = "{ID}"\nref = 1.1\nfirst_seen = 2026-05-06', "plan/actions.toml, key action.0.ref: "),
        (
            f'[[action]]\nid = "{ID}"\nfirst_seen = 2026-05-06',
            "plan/actions.toml, key action.0.ref: `action.0.ref` is missing",
        ),
        (
            f'[[action]]\nid = "{ID}"\nref = "1"\nfirst_seen = 2026-05-06\nlead = "x"',
            "plan/actions.toml, key action.0.lead: ",
        ),
        (
            f'[[action]]\nid = "{ID}"\nref = "1"\nfirst_seen = 2026-05-06\n[[action]]\nid = "{ID}"\nref = "2"\nfirst_seen = 2026-05-06',
            f"plan/actions.toml, key action.1.id: Two actions have the same `id`, {ID}.",
        ),
        (
            f'[[action]]\nid = "{ID}"\nref = "A1"\nfirst_seen = 2026-05-06\n'
            f'[[action]]\nid = "{ID[:-1]}0"\nref = "a1"\nfirst_seen = 2026-05-06',
            "plan/actions.toml, key action.1.ref: Two actions have the same `ref`, a1.",
        ),
    ],
)
def test_a_fault_in_the_list_of_actions_is_a_finding(tmp_path, text, said):
    path = tmp_path / "plan" / "actions.toml"
    path.parent.mkdir()
    path.write_text(text)
    _, findings = read_identities(path)

    assert len(findings) == 1
    assert messages(findings)[0].startswith(said)
