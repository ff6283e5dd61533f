"""The plan, pulled: what would change in public, what is lost, and who is who."""

from datetime import datetime

import pytest

from plugins.sources.identities import read_identities
from tests.office import (
    HEADINGS,
    PLAN,
    ROWS,
    Office,
    an_office,  # noqa: F401  # a fixture
    changed,
    id_of,
    note,
    renumber,
    snapshots_of,
    warnings,
)


def test_what_would_change_in_public_is_said_in_words(office):
    rows = changed(changed(ROWS, 1, "Status", "Amber"), 1, "Due date", "30/06/2027")
    rows = changed(changed(rows, 2, "Progress update", "We met."), 0, "Lead", "DCO")
    rows = changed(rows, 2, "Theme", "1")
    office.excel([HEADINGS, *rows, ["2.2", "2", "Answer every call", "", "TBC", "Green"]])

    assert office.pull().sentences == (
        "Action 1.1 is now led by: Designated Clinical Officer, NHS Small ICB.",
        "Action 1.2 went from “On track” to “Some delay”: Publish waiting times.",
        "The date of action 1.2 moved from 31 March 2027 to 30 June 2027: Publish waiting times. No reason is given.",
        "Action 2.1 went from theme 2 to theme 1: Meet every term.",
        "New on action 2.1, Meet every term: We met.",
        "Action 2.2 is new: Answer every call.",
        "The plan is then as at 6 November 2026.",
    )


@pytest.mark.parametrize("again", [datetime(2027, 3, 31), "31 March 2027", "31st Mar 27"])
def test_a_date_written_in_another_way_changes_nothing(office, again):
    office.excel([HEADINGS, *changed(ROWS, 1, "Due date", again)])

    assert office.pull("2026-11-04T12:00").unchanged


def test_facts_that_no_sentence_of_the_public_record_tells_are_told_to_who_pulls(office):
    office.excel(
        [[*HEADINGS, "Updated on"], *[[*row, "01/11/2026"] for row in changed(ROWS, 0, "Progress update", "")]]
    )

    assert office.pull("2026-11-04T12:00").sentences == (
        "Of action 1.1 this changes too: its update is taken away.",
        "Of action 1.2 this changes too: the day of its update.",
        "Of action 2.1 this changes too: the day of its update.",
    )


def test_the_first_pull_says_how_many_actions_it_brings(tmp_path):
    office = Office(tmp_path)
    (office.content / "plan").mkdir(parents=True)
    (office.content / "plan" / "plan.toml").write_text(PLAN)
    office.excel([HEADINGS, *ROWS])
    proposal = office.accept()

    assert proposal.sentences == ("This is the first plan data: 3 actions.",)
    assert proposal.snapshot.previous is None
    assert office.heard == ["Opening tracker.xlsx…", "Reading 3 rows…"]


def test_more_lost_rows_than_the_area_allows_are_refused_with_their_references(office):
    office.excel([HEADINGS, ROWS[0]])

    assert office.refuse(max_lost=0.5) == [
        "tracker.xlsx, sheet Actions: 2 of the 3 published actions are in no row: 1.2, 2.1."
    ]
    assert office.refuse(max_lost=0) == office.refuse(max_lost=0.6)
    assert [one.ref for one in office.pull(max_lost=0.7).snapshot.actions] == ["1.1"]


def test_a_renumbered_action_keeps_its_id(office):
    before = {one.text: one.id for one in snapshots_of(office)[-1].actions}
    renumber(office, {"1.1": ("1.2", ["1.1"]), "1.2": ("1.3", ["1.2"])})
    new = [["1.1", "1", "Begin", "", "", "G"], ["1.2", *ROWS[0][1:]], ["1.3", *ROWS[1][1:]], ROWS[2]]
    office.excel([HEADINGS, *new])
    proposal = office.accept(max_lost=0)
    after = {one.text: one.id for one in proposal.snapshot.actions}

    assert proposal.sentences == (
        "Action 1.1 is new: Begin.",
        "Action 1.1 now has the number 1.2: Open a helpline.",
        "Action 1.2 now has the number 1.3: Publish waiting times.",
        "The plan is then as at 6 November 2026.",
    )
    assert after.pop("Begin") not in before.values()
    assert after == before
    assert warnings(proposal) == []


def test_numbers_that_moved_without_a_word_are_refused_with_what_may_have_happened(office):
    new = [["1.1", "1", "Begin", "", "", "G"], ["1.2", *ROWS[0][1:]], ["1.3", *ROWS[1][1:]], ROWS[2]]
    office.excel([HEADINGS, *new])

    assert office.refuse() == [
        "tracker.xlsx, sheet Actions, row 2, column C (Action): "
        "Action 1.1 now says something quite different: “Begin” It was: “Open a helpline”",
        "tracker.xlsx, sheet Actions, row 3, column C (Action): "
        "Action 1.2 now says something quite different: “Open a helpline” It was: “Publish waiting times”",
    ]
    note(office, "1.1", "reworded = 2026-11-06")
    note(office, "1.2", "reworded = 2026-11-06")
    assert [said for said in warnings(office.pull()) if "words" in said] == [
        "plan/actions.toml: Action 1.2 now has the words that action 1.1 had.",
        "plan/actions.toml: Action 1.3 now has the words that action 1.2 had.",
    ]


def test_an_action_that_became_part_of_another_is_not_lost(office):
    office.excel([HEADINGS, ROWS[0], ROWS[2]])
    assert len(office.refuse(max_lost=0)) == 1

    note(office, "1.2", f'merged_into = "{id_of(office, "1.1")}"')
    assert [one.ref for one in office.pull(max_lost=0).snapshot.actions] == ["1.1", "2.1"]


def test_what_people_wrote_in_the_list_of_actions_keeps_every_byte(office):
    path = office.content / "plan/actions.toml"
    written = path.read_bytes().replace(b'ref = "1.1"', b'ref = "1.1"   # the Board calls it "the phone one"\r\n# ours')
    path.write_bytes(written)
    office.excel([HEADINGS, *ROWS, ["2.2", "2", "Answer every call", "", "TBC", "Green"]])
    office.accept()

    assert path.read_bytes().startswith(written)
    assert b'ref = "2.2"\nfirst_seen = 2026-11-06\n' in path.read_bytes()[len(written) :]


def test_an_id_is_minted_once(office):
    first = read_identities(office.content / "plan/actions.toml")[0]
    office.excel([HEADINGS, *changed(ROWS, 0, "Action", "Open two helplines")])
    second = office.accept()

    assert read_identities(office.content / "plan/actions.toml")[0] == first
    assert second.snapshot.actions[0].id == first.ids["1.1"]
    assert len(set(first.ids.values())) == 3
