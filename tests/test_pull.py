"""The plan, pulled: what becomes public, what is written, and that a refusal leaves the last good copy as it was.

The trackers are real files and the addresses are a real server on the loopback address (``tests/office.py``).
"""

import json
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.model.actions import Received
from plugins.model.clock import Clock, instant
from plugins.model.findings import ContentError
from plugins.model.language import Language
from plugins.sources import pull
from plugins.sources.identities import read_identities
from plugins.sources.snapshots import canonical, read_history, read_received
from tests.office import (
    HEADINGS,
    NOON,
    ROWS,
    an_office,  # noqa: F401  # a fixture
    as_csv,
    changed,
    facts,
    forget_last,
    snapshots_of,
    warnings,
)
from tests.small import AREA

# ---- What becomes public ---------------------------------------------------------------------------------------------


def test_a_pull_publishes_the_public_columns_and_no_other(office):
    snapshot = snapshots_of(office)[-1]
    one, two, three = snapshot.actions

    assert (one.ref, one.theme, one.text, one.status, one.update) == (
        "1.1",
        1,
        "Open a helpline",
        "done",
        "It is open.",
    )
    assert one.due.text == "May 25"
    assert str(one.due.date.last) == "2025-05-31"
    assert (two.lead, two.organisation, two.status) == ("Designated Clinical Officer", "NHS Small ICB", "on-track")
    assert (three.theme, three.lead, three.due.text, three.due.date) == (2, "Head of SEND", "Ongoing", None)
    assert snapshot.as_at == date(2026, 11, 4)


def test_the_same_tracker_is_the_same_plan_as_excel_csv_and_json(office):
    excel = facts(office.pull())
    office.file("tracker.csv", as_csv([HEADINGS, *ROWS]))
    comma = facts(office.pull())
    office.file("tracker.json", json.dumps([dict(zip(HEADINGS, row, strict=True)) for row in ROWS]))

    assert excel == comma == facts(office.pull())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_rows_and_columns_does_not_change_one_byte_of_the_snapshot(office, data):
    before = canonical(office.pull("2026-11-04T12:00").snapshot)
    columns = data.draw(st.permutations(range(len(HEADINGS))))
    rows = [HEADINGS, *data.draw(st.permutations(ROWS))]
    office.file("tracker.csv", as_csv([[row[column] for column in columns] for row in rows]))

    assert canonical(office.pull("2026-11-04T12:00").snapshot) == before


def test_markup_in_a_cell_stays_text(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Action", "Open a helpline <script>alert(1)</script> & more")])

    assert office.pull().snapshot.actions[0].text == "Open a helpline <script>alert(1)</script> & more"


def test_what_cannot_be_seen_is_taken_out_of_a_cell(office):
    text = "One\u200b\ud800\u00a0 two\r\n\r\n\r\n\r\nthree\u202e _x000D_\x0bfour\t five "
    office.file("tracker.json", json.dumps([{**dict(zip(HEADINGS, ROWS[0], strict=True)), "Progress update": text}]))
    office.tracker["max_lost"] = 1

    assert office.pull().snapshot.actions[0].update == "One two\n\nthree\nfour five"


# ---- The day it is as at ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "titles",
    [
        [["Tracker"], ["As at", datetime(2026, 10, 30)]],
        [["As at 30/10/2026"]],
        [[None, "Date of update:", None, "30 October 2026"]],
        [["Position as at: 30 Oct 26"], []],
    ],
)
def test_the_day_is_the_one_over_the_headings(office, titles):
    office.excel([*titles, HEADINGS, *ROWS])

    assert office.pull().snapshot.as_at == date(2026, 10, 30)


def test_json_says_its_day_beside_its_actions(office):
    records = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
    office.file("tracker.json", json.dumps({"as_at": "2026-10-30", "version": 4, "actions": records}))

    assert office.pull().snapshot.as_at == date(2026, 10, 30)


def test_without_a_day_it_is_the_day_of_the_pull_in_london(office):
    assert office.pull("2026-11-06T00:30+00:00").snapshot.as_at == date(2026, 11, 6)
    assert office.pull("2027-06-30T23:30+00:00").snapshot.as_at == date(2027, 7, 1)


def test_a_day_that_has_not_come_is_refused_and_one_not_understood_is_a_warning(office):
    office.excel([["As at 07/11/2026"], HEADINGS, *ROWS])
    assert office.refuse() == ["tracker.xlsx, sheet Actions, row 1: The day the tracker is as at has not come yet."]

    office.excel([["As at", "last Board, Zeb says"], HEADINGS, *ROWS])
    proposal = office.pull()
    assert proposal.snapshot.as_at == date(2026, 11, 6)
    assert warnings(proposal) == [
        "tracker.xlsx, sheet Actions, row 1: The day the tracker is as at is not understood, so the day of this pull is taken."
    ]


def test_an_older_tracker_than_the_published_one_is_a_warning(office):
    office.excel([["As at 01/11/2026"], HEADINGS, *ROWS])

    assert warnings(office.pull()) == [
        "plan: This tracker is as at 01/11/2026; what is published is newer, as at 04/11/2026."
    ]


# ---- What is written -------------------------------------------------------------------------------------------------


def test_a_proposal_writes_nothing(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Amber")])
    before = office.tree()

    assert not office.pull().unchanged
    assert office.tree() == before


def seals(office):
    """Return the seal of every snapshot, oldest first."""
    return [kept.seal for kept, _snapshot in read_history(office.content / "plan/history")[0]]


def test_a_pull_that_changes_nothing_writes_only_when_it_was_received(office):
    before = office.tree()
    assert office.accept("2026-11-05T08:00").unchanged
    after = office.tree()

    assert {name for name in after if after[name] != before.get(name)} == {"content/plan/received.json"}
    assert json.loads(after["content/plan/received.json"]) == {
        "as_at": "2026-11-05",
        "received": "2026-11-05T08:00:00Z",
        "seal": seals(office)[-1],
    }


def test_a_pull_that_changes_something_adds_one_sealed_snapshot(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Amber")])
    office.accept()
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Green")])
    office.accept()
    snapshots = snapshots_of(office)

    assert sorted(path.name for path in (office.content / "plan/history").iterdir()) == [
        "2026-11-04.json",
        "2026-11-06-2.json",
        "2026-11-06.json",
    ]
    assert [one.actions[0].status for one in snapshots] == ["done", "delayed", "on-track"]


def test_only_time_can_make_a_pull_of_the_same_tracker_a_change(office):
    """The due date of 1.2 passes on 31 March 2027."""
    assert office.pull("2027-03-31T12:00").unchanged
    proposal = office.pull("2027-04-01T12:00")

    assert proposal.sentences == (
        "Action 1.2 is now late; it was due 31 March 2027: Publish waiting times.",
        "The plan is then as at 1 April 2027.",
    )


def test_a_day_that_the_tracker_itself_gives_is_a_change(office):
    office.excel([["As at 05/11/2026"], HEADINGS, *ROWS])

    assert office.pull().sentences == ("The plan is then as at 5 November 2026.",)


def test_a_pull_on_a_day_before_the_last_snapshot_is_refused(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Amber")])

    assert office.refuse("2026-11-03T12:00") == [
        "plan/history: The history already has a snapshot of a later day than this pull."
    ]


@pytest.mark.parametrize("dies_at", range(3))
def test_a_pull_that_dies_leaves_a_whole_plan_and_the_next_one_mends_it(office, dies_at, monkeypatch):
    """Ids, then the snapshot, then the moment of receipt are put in their places; the machine stops before one of them."""
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Amber"), ["2.2", "2", "Answer", "", "TBC", "Green"]])
    proposal, replaced, replace = office.pull(), [], Path.replace

    def die(path: Path, target: Path) -> Path:
        if len(replaced) == dies_at:
            raise KeyboardInterrupt
        replaced.append(target.name)
        return replace(path, target)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "replace", die)
        proposal.accept()
    snapshots, findings = read_history(office.content / "plan/history")
    received, wrong = read_received(office.content / "plan/received.json")
    ids = read_identities(office.content / "plan/actions.toml")[0].ids

    assert replaced == ["actions.toml", "2026-11-06.json", "received.json"][:dies_at]
    assert (len(snapshots), findings, wrong) == (2 if dies_at == 2 else 1, [], [])
    assert received == Received(received=instant("2026-11-04T12:00"), as_at=date(2026, 11, 4), seal=seals(office)[0])
    assert not [name for name in office.tree() if name.endswith(".new")]
    after = office.accept()
    assert [one.status for one in snapshots_of(office)[-1].actions] == [
        "delayed",
        "on-track",
        "on-track",
        "on-track",
    ]
    assert dies_at == 0 or after.snapshot.actions[3].id == ids["2.2"]


def test_a_proposal_that_somebody_overtook_is_refused(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Amber")])
    slow, quick = office.pull(), office.pull()
    quick.accept()
    before = office.tree()
    with pytest.raises(ContentError, match="Somebody changed the plan while this pull waited for an answer"):
        slow.accept()

    assert office.tree() == before


def test_of_several_refusals_the_first_is_remembered_until_a_pull_is_accepted(office):
    path = office.content / "plan/received.json"
    pull.record_refusal(office.content, Clock(instant("2026-11-05T08:00")))
    pull.record_refusal(office.content, Clock(instant("2026-11-06T08:00")))
    day = date(2026, 11, 4)
    refused, (seal,) = instant("2026-11-05T08:00"), seals(office)
    received = Received(received=instant("2026-11-04T12:00"), as_at=day, seal=seal, refused_since=refused)
    assert read_received(path) == (received, [])

    office.accept()
    assert read_received(path) == (
        Received(received=instant(NOON), as_at=date(2026, 11, 6), seal=seals(office)[-1]),
        [],
    )


def test_a_refusal_before_anything_was_received_is_not_recorded(tmp_path):
    pull.record_refusal(tmp_path, Clock(instant(NOON)))

    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("history/2026-11-04.json", "plan/history/2026-11-04.json: This is not JSON, so it is not a snapshot."),
        ("actions.toml", "plan/actions.toml: The file cannot be read: "),
        ("plan.toml", "plan/plan.toml: The file cannot be read: "),
    ],
)
def test_a_broken_file_of_the_plan_and_the_faults_of_the_tracker_are_reported_together(office, name, said):
    (office.content / "plan" / name).write_text("{ broken")
    office.excel([HEADINGS, *changed(ROWS, 1, "Status", "")])
    refused = office.refuse()

    assert refused[0].startswith(said)
    assert "tracker.xlsx, sheet Actions, row 3, column F (Status): This row has no status." in refused
    (office.content / "plan" / "received.json").write_text("{")
    assert office.refuse() == refused


def test_a_status_that_is_published_and_no_longer_defined_is_refused(office):
    area = office.area()
    area = area.model_copy(update={"statuses": area.statuses[1:]})
    with pytest.raises(ContentError, match="The status “done” is used in the last snapshot and is not defined"):
        pull.propose(area, office.content, office.folder / "state", Clock(instant(NOON)), Language("en-GB"))


def test_an_area_without_a_tracker_or_without_statuses_is_refused(office):
    for missing, said in (("tracker", "There is nothing to pull from."), ("statuses", "No status is defined.")):
        area = office.area().model_copy(update={missing: None if missing == "tracker" else ()})
        with pytest.raises(ContentError, match=said):
            pull.propose(area, office.content, office.folder / "state", Clock(instant(NOON)), Language("en-GB"))


def test_a_clock_that_is_behind_the_last_receipt_makes_no_public_statement(office):
    """The site would say that no data could be taken in since a day before it last was."""
    path = office.content / "plan/received.json"
    before = path.read_bytes()
    said = ["plan/received.json: Plan data was already received after the moment of this pull."]
    for at in ("2026-11-04T11:59", "2026-11-03T12:00"):
        assert office.refuse(at) == said
        pull.record_refusal(office.content, Clock(instant(at)))
        assert path.read_bytes() == before

    office.excel([HEADINGS, *changed(ROWS, 0, "Status", "Amber")])
    assert office.refuse("2026-11-04T11:59") == said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan/history/2026-11-04.json", "{ broken"),
        ("plan/history/2026-11-30.json", '{"as_at": "2026-11-30", "actions": []}'),
        ("plan/actions.toml", "{ broken"),
        ("plan/plan.toml", "{ broken"),
        ("area.toml", AREA),
        ("area.toml", f'{AREA}\n[tracker]\nsource = "ftp://x.example/t.csv"\n'),
    ],
)
def test_a_fault_of_our_own_is_not_told_as_a_refusal_of_data(office, name, text):
    path = office.content / "plan/received.json"
    before = path.read_bytes()
    (office.content / name).write_text(text)
    pull.record_refusal(office.content, Clock(instant(NOON)))

    assert path.read_bytes() == before


def test_a_refusal_of_data_is_told_where_all_of_our_own_is_right(office):
    (office.content / "area.toml").write_text(f'{AREA}\n[tracker]\nsource = "../office/tracker.xlsx"\n')
    pull.record_refusal(office.content, Clock(instant(NOON)))

    assert read_received(office.content / "plan/received.json")[0].refused_since == instant(NOON)


# ---- Whatever stands in a tracker ------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.one_of(st.none(), st.text(max_size=60), st.integers(), st.booleans()), min_size=9, max_size=9))
def test_no_cell_makes_a_pull_fail_in_another_way_than_by_findings(office, cells):
    record = dict(zip(HEADINGS, cells, strict=True))
    records = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
    office.file("tracker.json", json.dumps([*records, {**record, "Theme": 1, "Status": "G"}]))
    with suppress(ContentError):
        office.accept()
    forget_last(office)

    assert read_history(office.content / "plan/history")[1] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), ending=st.sampled_from(["xlsx", "csv", "json"]))
def test_no_bytes_make_a_pull_fail_in_another_way_than_by_findings(office, data, ending):
    office.file(f"tracker.{ending}", data)

    assert office.refuse()
