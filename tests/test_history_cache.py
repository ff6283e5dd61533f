"""What is kept of the history saves time and changes nothing: not one word, whatever is kept or broken."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.model.actions import Action, Snapshot
from plugins.model.area import Status
from plugins.model.changes import Known
from plugins.model.findings import Place
from plugins.model.identity import Entry
from plugins.sources import snapshot_text
from plugins.sources.history import Shelf, read_shelf
from plugins.sources.snapshot_text import Reader, read_json
from plugins.sources.snapshots import canonical, digest, read_history

STATUSES = {
    one: Status(id=one, word=one.title(), kind=one, definition="So.", tracker=())
    for one in ("done", "on-track", "delayed")
}
FIRST = date(2026, 1, 7)
PLACE = Place("plan/history/x.json")


def identity(number: int) -> str:
    return f"5b0a8f1e-2000-4000-8000-{number:012}"


def due(day: date) -> dict[str, Any]:
    return {"text": f"{day:%d/%m/%Y}", "date": {"precision": "day", "first": str(day), "last": str(day)}}


def action(number: int, **facts: Any) -> dict[str, Any]:
    given = {"id": identity(number), "ref": f"1.{number}", "theme": 1, "text": "Open a line", "status": "on-track"}
    return {**given, **facts}


def keep(folder: Path, snapshots: Sequence[Sequence[dict[str, Any]]]) -> None:
    """Write a history of *snapshots*, two weeks apart, in place of the one that is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    before = None
    for number, actions in enumerate(snapshots):
        day = FIRST + timedelta(days=14 * number)
        data = canonical(Snapshot.model_validate({"as_at": day, "previous": before, "actions": actions}))
        (folder / f"{day}.json").write_bytes(data)
        before = digest(data)


def known(*entries: Entry) -> Known:
    return Known(STATUSES, {one.id: one for one in entries})


def told(shelf: Shelf, words: Known) -> Any:
    history = shelf.told(words, lambda _kept: True)
    return shelf.findings, shelf.statuses, history.steps, history.latest


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read by the word from now on."""
    names: list[str] = []
    look = Reader.read

    def seen(self: Reader, data: bytes, place: Place) -> Any:
        names.append(place.file.rpartition("/")[2])
        return look(self, data, place)

    monkeypatch.setattr(Reader, "read", seen)
    return names


DAYS = st.integers(0, 90).map(lambda days: due(FIRST + timedelta(days=days)))
ACTIONS = st.builds(
    action,
    st.integers(1, 5),
    status=st.sampled_from(sorted(STATUSES)),
    text=st.sampled_from(["Open a line", "Ring back"]),
    due=DAYS,
    moved_why=st.sampled_from(["Nobody could be hired.", "It snowed."]),
    completed=st.none() | st.just("2026-01-09"),
)
SNAPSHOTS = st.lists(ACTIONS, max_size=5, unique_by=lambda one: one["id"])
ENTRIES = st.builds(
    Entry,
    id=st.integers(1, 5).map(identity),
    ref=st.sampled_from(["1.1", "1.9"]),
    first_seen=st.sampled_from([date(2025, 1, 1), FIRST]),
    removed=st.none() | st.just("It is done elsewhere."),
    merged_into=st.none() | st.just(identity(9)),
)
BUILDS = st.tuples(st.lists(SNAPSHOTS, max_size=5), st.lists(ENTRIES, max_size=3, unique_by=lambda one: one.id))


@settings(max_examples=60, deadline=None)
@given(st.lists(BUILDS, min_size=1, max_size=4))
def test_a_history_that_is_told_again_is_what_it_would_be_without_anything_kept(builds):
    with TemporaryDirectory() as name:
        folder = Path(name) / "history"
        for number, (snapshots, entries) in enumerate(builds):
            keep(folder, snapshots)
            words = known(*entries)

            again = told(read_shelf(folder, Path(name) / "kept"), words)
            assert again == told(read_shelf(folder, Path(name) / f"clean{number}"), words)


def test_a_snapshot_that_was_found_good_is_not_opened_again(tmp_path, read):
    snapshots = [[action(1, due=due(FIRST)), action(2)], [action(1, due=due(FIRST))], [action(1, text="Ring back")]]
    keep(tmp_path / "history", snapshots)
    told(read_shelf(tmp_path / "history", tmp_path / "state"), known())
    read.clear()

    told(read_shelf(tmp_path / "history", tmp_path / "state"), known())
    assert read == ["2026-02-04.json"]  # the latest, which is shown

    keep(tmp_path / "history", [*snapshots, [action(1, text="Ring at once")]])
    read.clear()
    told(read_shelf(tmp_path / "history", tmp_path / "state"), known())
    assert set(read) == {"2026-02-04.json", "2026-02-18.json"}


def test_what_people_write_of_one_action_opens_only_the_snapshots_it_concerns(tmp_path, read):
    keep(tmp_path / "history", [[action(1), action(2)], [action(1)], [action(1, text="Ring back")]])
    told(read_shelf(tmp_path / "history", tmp_path / "state"), known())
    read.clear()
    gone = Entry(id=identity(2), ref="1.2", first_seen=FIRST, removed="It is done elsewhere.")

    _findings, _statuses, steps, _latest = told(read_shelf(tmp_path / "history", tmp_path / "state"), known(gone))
    assert steps[1].changes[0].why == "It is done elsewhere."
    assert set(read) == {"2026-01-07.json", "2026-01-21.json", "2026-02-04.json"}
    read.clear()
    told(
        read_shelf(tmp_path / "history", tmp_path / "state"),
        known(gone, Entry(id=identity(7), ref="9", first_seen=FIRST)),
    )
    assert read == ["2026-02-04.json"]


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"[]", b"\xff", b'{"version": 1}', b'{"version":"","steps":{"a":{}}}', None]
)
def test_a_broken_cache_is_as_good_as_none(tmp_path, broken):
    keep(tmp_path / "history", [[action(1)], [action(1, text="Ring back")]])
    first = told(read_shelf(tmp_path / "history", tmp_path / "state"), known())
    (cache,) = (tmp_path / "state" / "history").iterdir()
    whole = cache.read_bytes()
    cache.write_bytes(whole[: len(whole) // 2] if broken is None else broken)

    assert told(read_shelf(tmp_path / "history", tmp_path / "state"), known()) == first
    assert cache.read_bytes() == whole


def test_equal_actions_of_two_snapshots_are_one_object(tmp_path):
    keep(tmp_path, [[action(1), action(2)], [action(1), action(2, text="Ring back")]])
    (_kept, old), (_too, new) = read_history(tmp_path)[0]

    assert old.actions[0] is new.actions[0]
    assert old.actions[1] != new.actions[1]


TEXTS = st.sampled_from([
    "\n", "{", "}", ",", '"', "  },\n  {\n", "\n  }\n ]", '"actions": []', "\\u0001", "\x01", "1", '"id": "a"', " ", "[", "]", "\\ud800",
    '"status": 7,', "NaN", "\r\n", "é",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(SNAPSHOTS, min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 4000), TEXTS), max_size=3),
    st.booleans(),
)
def test_a_snapshot_is_read_action_by_action_as_it_is_read_whole(snapshots, pieces, windows):
    reader = Reader()
    for actions in snapshots:
        text = canonical(Snapshot.model_validate({"as_at": FIRST, "actions": actions})).decode()
        for place, piece in pieces:
            text = text[:place] + piece + text[place:]
        data = (text.replace("\n", "\r\n") if windows else text).encode()

        assert reader.read(data, PLACE) == read_json(Snapshot, data, PLACE, "snapshot")


def many(count: int) -> list[dict[str, Any]]:
    return [action(number, ref=f"{number % 50}.{number}") for number in range(count)]


def test_one_broken_action_of_five_thousand_is_named(tmp_path):
    keep(tmp_path, [many(5000)])
    (path,) = tmp_path.iterdir()
    raw = json.loads(path.read_bytes())
    raw["actions"][4321]["theme"] = "the fourth"
    path.write_text(json.dumps(raw, indent=1, sort_keys=True))
    _snapshots, findings = read_history(tmp_path)

    assert [str(one.place) for one in findings] == ["plan/history/2026-01-07.json, key actions.4321.theme"]


def test_every_number_used_twice_is_named_among_five_thousand(tmp_path):
    keep(tmp_path, [[*many(5000), action(7, ref="x"), action(6000, ref="1.51")]])
    _snapshots, findings = read_history(tmp_path)

    assert sorted(one.place.key for one in findings) == ["actions.5000.id", "actions.5001.ref"]


def test_a_thousand_snapshots_are_read_and_told(tmp_path):
    keep(tmp_path / "history", [[action(1, text=f"Open {number}"), action(2)] for number in range(1000)])
    history = read_shelf(tmp_path / "history", tmp_path / "state").told(known(), lambda _kept: True)

    assert len(history.steps) == 1000
    assert sum(len(step.changes) for step in history.steps) == 999
    assert history.open(history.steps[500].kept.name).actions[0].text == "Open 500"


def test_a_snapshot_that_is_not_there_is_not_opened(tmp_path):
    history = read_shelf(tmp_path / "history", tmp_path / "state").told(known(), lambda _kept: True)

    assert (history.steps, history.latest) == ((), None)
    with pytest.raises(KeyError):
        history.open("2026-01-07")


def test_what_is_not_public_yet_is_not_told(tmp_path):
    keep(tmp_path / "history", [[action(1)], [action(1, text="Ring back")]])
    history = read_shelf(tmp_path / "history", tmp_path / "state").told(known(), lambda kept: kept.day <= FIRST)

    assert [step.kept.name for step in history.steps] == ["2026-01-07"]
    assert history.latest == Snapshot.model_validate({"as_at": FIRST, "actions": (Action.model_validate(action(1)),)})


def test_the_sealed_bytes_have_their_seal_whatever_git_did_to_line_ends(tmp_path):
    keep(tmp_path / "history", [[action(1)]])
    (path,) = (tmp_path / "history").iterdir()
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    history = read_shelf(tmp_path / "history", tmp_path / "state").told(known(), lambda _kept: True)

    assert digest(history.sealed("2026-01-07")) == history.steps[0].kept.seal
    assert b"\r" not in history.sealed("2026-01-07")


def test_the_texts_that_say_where_an_action_ends_are_those_that_are_written():
    """Else every file would be read whole, and nobody would notice but the clock."""
    data = canonical(Snapshot.model_validate({"as_at": FIRST, "actions": [action(1), action(2)]}))

    assert Reader()._apart(data) is not None
    assert snapshot_text._BETWEEN.encode() in data
