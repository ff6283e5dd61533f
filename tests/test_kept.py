"""What was read and found good is kept: it saves time, and never says what the file does not."""

from datetime import date
from pathlib import Path

import pytest

from plugins.sources import kept
from plugins.sources.identities import Identities, read_identities
from tests.test_snapshots import ID

ENTRY = f'[[action]]\nid = "{ID}"\nref = "1.2"\nfirst_seen = 2026-05-06\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a list of one action."""
    path = tmp_path / "plan" / "actions.toml"
    path.parent.mkdir()
    path.write_text(ENTRY)
    return path


def read(path: Path) -> Identities:
    """Return the actions as a new process reads them, with what is kept beside the file."""
    from plugins.sources import identities

    identities._parsed.cache_clear()
    known, findings = read_identities(path, path.parent / "state")
    assert findings == []
    return known


def test_a_list_that_has_not_changed_is_not_parsed_again(file, monkeypatch):
    first = read(file)
    monkeypatch.setattr("plugins.sources.identities.read_toml", lambda *_: pytest.fail("It was parsed again."))

    assert read(file) == first
    assert [one.first_seen for one in first.actions] == [date(2026, 5, 6)]


@pytest.mark.parametrize("change", ['was = ["1.1"]\n', "# A comment only.\n"])
def test_a_list_that_has_changed_is_read_as_it_is_now(file, change):
    read(file)
    file.write_text(ENTRY + change)

    assert read(file) == read_identities(file)[0]
    assert read(file).text.endswith(change)


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"key": 1}', '{"key": "x", "value": {"action": [{"id": 1}]}}'])
def test_what_was_kept_and_is_spoilt_is_as_good_as_nothing(file, broken):
    first = read(file)
    (cache,) = (file.parent / "state").rglob("*.json")
    cache.write_text(broken)

    assert read(file) == first


def test_what_other_code_kept_is_not_used(file, monkeypatch):
    read(file)
    (cache,) = (file.parent / "state").rglob("*.json")
    cache.write_text(cache.read_text().replace('"1.2"', '"9.9"'))
    assert read(file).actions[0].ref == "9.9", "The cache is not used at all, so this test would prove nothing."
    monkeypatch.setattr(kept, "version", lambda: "another")

    assert read(file).actions[0].ref == "1.2"


def test_a_list_with_a_fault_is_told_each_time(file):
    from plugins.sources import identities

    file.write_text(ENTRY + ENTRY)
    for _time in range(2):
        identities._parsed.cache_clear()
        _known, findings = read_identities(file, file.parent / "state")
        assert [one.message for one in findings] == [
            f"Two actions have the same `id`, {ID}.",
            "Two actions have the same `ref`, 1.2.",
        ]
