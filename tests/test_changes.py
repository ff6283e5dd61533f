"""What changed from one snapshot to the next: each kind of change has its sentence, and the history keeps every promise."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.actions import Action, Due, Evidence, Snapshot, progress, standing
from plugins.model.area import Status
from plugins.model.changes import Known, changes
from plugins.model.dates import day, partial_date
from plugins.model.history import Kept, promise, seen_done, slippage
from plugins.model.identity import Entry
from plugins.model.language import Language
from plugins.model.sentences import sentence

ENGLISH = Language("en-GB")
STATUSES = {
    name: Status(id=name, word=name.replace("-", " ").capitalize(), kind=kind, definition=".", tracker=())
    for name, kind in [
        ("done", "done"),
        ("closed", "done"),
        ("on-track", "on-track"),
        ("delayed", "delayed"),
        ("off-track", "off-track"),
        ("not-started", "not-started"),
    ]
}
PROOF = {
    "evidence": Evidence(title="The helpline’s page", date=date(2026, 10, 1), url="/news/helpline/"),
    "effect": "You can ring without a letter.",
}


def uuid(number: int) -> str:
    return f"3f0f1c52-6a0d-4f6e-9d53-{number:012}"


def due(text: str) -> Due:
    return Due(text=text) if text in {"TBC", "Ongoing"} else Due(text=text, date=partial_date(text))


def action(ref: str, text: str = "", **facts: Any) -> Action:
    """Return action *ref*; its id is made from its number."""
    theme, number = ref.split(".")
    given = {name: due(value) if name in {"due", "revised"} else value for name, value in facts.items()}
    base = {"id": uuid(int(theme) * 100 + int(number)), "ref": ref, "theme": int(theme), "text": text or f"Step {ref}"}
    return Action(**{**base, "status": "on-track", **given})


def entry(of: str, **facts: Any) -> Entry:
    theme, number = of.split(".")
    base = {"id": uuid(int(theme) * 100 + int(number)), "ref": of, "first_seen": date(2026, 9, 1)}
    return Entry.model_validate({**base, **facts})


def snapshot(as_at: str, *actions: Action) -> Snapshot:
    return Snapshot(as_at=date.fromisoformat(as_at), actions=actions)


def known(*entries: Entry) -> Known:
    return Known(STATUSES, {one.id: one for one in entries})


def told(before: Snapshot | None, after: Snapshot, *entries: Entry) -> list[str]:
    """Return the sentences from one snapshot to the next."""
    knows = known(*entries)
    return [sentence(change, knows, ENGLISH) for change in changes(before, after, knows)]


# ---- Every kind of change --------------------------------------------------------------------------------------------

SEPTEMBER, NOVEMBER = "2026-09-30", "2026-11-30"
BEFORE = (
    action("1.1", "Open a helpline.", due="2026-08-31"),
    action("1.2", due=SEPTEMBER),
    action("1.3", status="done"),
    action("1.4", status="done", **PROOF),
    action("1.5", status="done", **PROOF),
    action("1.6", status="not-started"),
    action("1.7"),
    action("1.8", status="off-track"),
    action("1.9", status="done", **PROOF),
    action("2.1", due="2026-10-31"),
    action("2.2", due=SEPTEMBER),
    action("2.3", due=SEPTEMBER, revised=NOVEMBER, moved_why="No staff."),
    action("2.4", due=NOVEMBER, revised="2026-12-31", moved_why="No staff."),
    action("2.5", due=NOVEMBER, revised="2026-12-31"),
    action("2.6", due="TBC"),
    action("2.7", due=NOVEMBER),
    action("2.8", due=NOVEMBER),
    action("2.9", "Write a plan"),
    action("2.10", revised=NOVEMBER),
    action("3.1", lead="Head of SEND"),
    action("3.2", lead="Head of SEND", organisation="The council"),
    action("3.3"),
    action("3.4", status="done", completed=date(2026, 9, 1), **PROOF),
    action("3.5", status="done", completed=date(2026, 9, 1)),
    action("3.6", update="We began."),
    action("3.7", "Send letters"),
    action("3.8", "Print leaflets"),
    action("3.9", "Paint walls"),
)
AFTER = (
    action("1.1", "Open a helpline.", due="2026-08-31", status="done", completed=date(2026, 10, 11), **PROOF),
    action("1.2", due=SEPTEMBER, status="done"),
    action("1.3", status="done", **PROOF),
    action("1.4", status="done"),
    action("1.5"),
    action("1.6"),
    action("1.7", status="off-track"),
    action("1.8", status="delayed"),
    action("1.9", status="closed", **PROOF),
    action("2.1", due="2026-10-31"),
    action("2.2", due=SEPTEMBER, revised=NOVEMBER, moved_why="The post was empty."),
    action("2.3", due=SEPTEMBER, revised="2027-03-31", moved_why="No staff."),
    action("2.4", due=NOVEMBER),
    action("2.5", due=NOVEMBER, revised="2026-12-31", moved_why="A parent asked for it."),
    action("2.6", due="2027-01-31"),
    action("2.7", due=NOVEMBER, revised="TBC", moved_why="The Board has not decided."),
    action("2.8", due="2027-11-30"),
    action("2.9", "Write a plan for every school"),
    action("2.10"),
    action("3.1", lead="Head of Data", organisation="The council"),
    action("3.2"),
    action("3.3").model_copy(update={"ref": "4.1", "theme": 4}),
    action("3.4", status="done", completed=date(2026, 9, 3), **{**PROOF, "effect": "You can ring at night, too."}),
    action("3.5", status="done"),
    action("3.6", update="It is open."),
    action("5.1", "Answer every call"),
    action("5.2", "Meet in the evening"),
)
ENTRIES = (
    entry("2.8", corrections=[{"first": "2027-11-30", "on": "2026-11-06", "why": "The year was typed wrongly."}]),
    entry("3.3", ref="4.1", was=["3.3"]),
    entry("3.7", removed="Families said that letters do harm."),
    entry("3.8", merged_into=uuid(501), removed="One team does both."),
    entry("5.1", first_seen="2026-11-06"),
    entry("5.2", first_seen="2026-06-10"),
)
EXPECTED = [
    "Action 1.1 is done, 41 days late: Open a helpline. What it means for families: You can ring without a letter.",
    "Action 1.2 is said to be done; evidence is not yet published: Step 1.2.",
    "The evidence for action 1.3 is published, The helpline’s page: Step 1.3. "
    "What it means for families: You can ring without a letter.",
    "The evidence for action 1.4 is no longer published, so it is only said to be done: Step 1.4.",
    "Action 1.5 was said to be done and is open again: Step 1.5.",
    "Work has started on action 1.6: Step 1.6.",
    "Action 1.7 went from “On track” to “Off track”: Step 1.7.",
    "Action 1.8 went from “Off track” to “Delayed”: Step 1.8.",
    "Action 1.9 went from “Done” to “Closed”: Step 1.9.",
    "Action 2.1 is now late; it was due 31 October 2026: Step 2.1.",
    "The date of action 2.2 moved from 30 September 2026 to 30 November 2026: Step 2.2. Why: The post was empty.",
    "The date of action 2.3 moved from 30 November 2026 to 31 March 2027: Step 2.3. No reason is given.",
    "The date of action 2.4 moved from 31 December 2026 to 30 November 2026: Step 2.4. No reason is given.",
    "It is told now why the date of action 2.5 is another one: Step 2.5. Why: A parent asked for it.",
    "Action 2.6 now has a date, 31 January 2027: Step 2.6.",
    "The date of action 2.7 moved from 30 November 2026 to TBC: Step 2.7. Why: The Board has not decided.",
    "The first date of action 2.8 is corrected from 30 November 2026 to 30 November 2027: Step 2.8. "
    "Why: The year was typed wrongly.",
    "The words of action 2.9 changed; it now says: Write a plan for every school.",
    "Action 2.10 no longer has a date; it was 30 November 2026: Step 2.10. No reason is given.",
    "Action 3.1 is now led by: Head of Data, The council.",
    "Nobody is named any more as the lead of action 3.2: Step 3.2.",
    "The day on which action 3.4 was done is now 3 September 2026: Step 3.4.",
    "What shows that action 3.4 is done is told anew: Step 3.4.",
    "The day on which action 3.5 was done is taken away: Step 3.5.",
    "New on action 3.6, Step 3.6: It is open.",
    "Action 3.3 now has the number 4.1: Step 3.3.",
    "Action 4.1 went from theme 3 to theme 4: Step 3.3.",
    "Action 5.1 is new: Answer every call.",
    "Action 5.2 had left the plan and is in it again: Meet in the evening.",
    "Action 3.7 is no longer in the plan: Send letters. Why: Families said that letters do harm.",
    "Action 3.8 is now part of action 5.1: Print leaflets. Why: One team does both.",
    "Action 3.9 is no longer in the plan: Paint walls. No reason is given.",
]


def test_each_kind_of_change_yields_exactly_its_sentence():
    assert told(snapshot("2026-10-21", *BEFORE), snapshot("2026-11-06", *AFTER), *ENTRIES) == EXPECTED


def test_the_fixture_has_every_kind_of_change():
    from typing import get_args

    from plugins.model.changes import ChangeKind

    found = changes(snapshot("2026-10-21", *BEFORE), snapshot("2026-11-06", *AFTER), known(*ENTRIES))
    assert {one.kind for one in found} == set(get_args(ChangeKind))


@given(st.permutations(BEFORE), st.permutations(AFTER), st.permutations(ENTRIES))
def test_the_order_of_actions_and_of_entries_changes_no_sentence(before, after, entries):
    assert told(snapshot("2026-10-21", *before), snapshot("2026-11-06", *after), *entries) == EXPECTED


def test_the_first_snapshot_and_one_that_changes_nothing_have_no_sentence():
    assert told(None, snapshot("2026-10-21", *BEFORE)) == []
    assert told(snapshot("2026-10-21", *BEFORE), snapshot("2026-10-21", *BEFORE)) == []


# ---- Dates -----------------------------------------------------------------------------------------------------------


def test_a_first_date_that_is_not_there_any_more_is_told_as_a_correction_without_a_reason():
    before, after = snapshot("2026-10-21", action("1.1", due=NOVEMBER)), snapshot("2026-10-22", action("1.1"))

    assert told(before, after) == [
        "The first date of action 1.1 is corrected from 30 November 2026 to no date: Step 1.1. No reason is given."
    ]


@pytest.mark.parametrize("why", [None, "No staff."])
def test_the_words_that_explained_one_move_do_not_explain_the_next(why):
    """Moved twice: with the reason left as it was, or with no reason at all."""
    before = snapshot("2026-10-21", action("1.1", due=SEPTEMBER, revised=NOVEMBER, moved_why=why))
    after = snapshot("2026-10-21", action("1.1", due=SEPTEMBER, revised="2027-01-31", moved_why=why))

    assert told(before, after)[-1].endswith("No reason is given.")


def test_a_date_brought_forward_is_a_move_too():
    before = snapshot("2026-09-01", action("1.1", due=NOVEMBER))
    after = snapshot("2026-09-01", action("1.1", due=NOVEMBER, revised=SEPTEMBER, moved_why="It goes well."))

    assert told(before, after) == [
        "The date of action 1.1 moved from 30 November 2026 to 30 September 2026: Step 1.1. Why: It goes well."
    ]


def test_a_correction_and_a_move_at_once_are_told_apart():
    before = snapshot("2026-09-01", action("1.1", due=SEPTEMBER))
    after = snapshot("2026-09-01", action("1.1", due=NOVEMBER, revised="2027-01-31", moved_why="No staff."))
    corrected = entry("1.1", corrections=[{"first": NOVEMBER, "on": "2026-09-02", "why": "A slip."}])

    assert told(before, after, corrected) == [
        "The first date of action 1.1 is corrected from 30 September 2026 to 30 November 2026: Step 1.1. Why: A slip.",
        "The date of action 1.1 moved from 30 November 2026 to 31 January 2027: Step 1.1. Why: No staff.",
    ]


def test_a_date_that_becomes_to_be_confirmed_is_late_by_its_first_date():
    """“TBC” is no way out of being late."""
    stands = standing(action("1.1", due=SEPTEMBER, revised="TBC"), STATUSES["on-track"], date(2026, 10, 10))

    assert (stands.days_late, stands.days_past_first, stands.is_late) == (10, 10, True)


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("2026-09-30", "2026-09-30"),
        ("2026-09", "2026-09-30"),
        ("Q2 2026/27", "2026-09-30"),
        ("autumn term 2026", "2026-12-31"),
        ("autumn 2026", "2026-11-30"),
        ("winter 2026", "2027-02-28"),
        ("2026", "2026-12-31"),
    ],
)
def test_lateness_counts_from_the_last_day_a_date_can_mean(written, last):
    one, end = action("1.1", due=written), date.fromisoformat(last)

    assert standing(one, STATUSES["on-track"], end).days_late == 0
    assert standing(one, STATUSES["on-track"], date.fromordinal(end.toordinal() + 7)).days_late == 7


# ---- The evidence gate -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [{}, {"effect": PROOF["effect"]}, {"evidence": PROOF["evidence"]}])
def test_done_without_evidence_or_effect_is_only_said_to_be_done(given):
    only_said = standing(action("1.1", status="done", **given), STATUSES["done"], date(2026, 11, 6))
    shown = standing(action("1.2", status="done", **PROOF), STATUSES["done"], date(2026, 11, 6))
    counts = progress([only_said, shown], STATUSES.values())

    assert (only_said.is_done, only_said.is_only_said, shown.is_done, shown.is_only_said) == (False, True, True, False)
    assert (counts.total, counts.done, counts.only_said, counts.late) == (2, 1, 1, 0)


def test_done_and_late_stays_late_for_ever():
    late = action("1.1", status="done", due="2026-08-31", completed=date(2026, 10, 11), **PROOF)
    undated = action("1.1", status="done", due="2026-08-31", **PROOF)

    for as_at in (date(2026, 10, 21), date(2030, 1, 1)):
        assert standing(late, STATUSES["done"], as_at).days_late == 41
        assert standing(undated, STATUSES["done"], as_at, seen_done=date(2026, 10, 21)).days_late == 51


# ---- What became of a promise ----------------------------------------------------------------------------------------


def history(*snapshots: Snapshot, entries: tuple[Entry, ...] = ()) -> dict[str, list[tuple[Kept, Any]]]:
    """Return what the snapshots tell of each action, as ``History.by_action`` does."""
    found: dict[str, list[tuple[Kept, Any]]] = {}
    for before, after in zip([None, *snapshots], snapshots, strict=False):
        kept = Kept(after.as_at.isoformat(), "0" * 64, after.as_at)
        for change in changes(before, after, known(*entries)):
            found.setdefault(change.action.id, []).append((kept, change))
    return found


def moves(*versions: Action | None) -> list[tuple[str, str, int, str | None]]:
    """Return the moves of one action that had these versions, a week between each, None where it was out of the plan."""
    first = date(2026, 8, 5)
    days = [date.fromordinal(first.toordinal() + 7 * number) for number in range(len(versions))]
    known_as = entry("1.1", first_seen=first)
    pairs = zip(days, versions, strict=True)
    shots = [Snapshot(as_at=day, actions=(one,) if one else ()) for day, one in pairs]
    told_of = history(*shots, entries=(known_as,)).get(uuid(101), [])
    last = [one for one in versions if one][-1]
    promised = promise(last, told_of, known_as, Kept(days[0].isoformat(), "0" * 64, days[0]))
    return [(one.before.text, one.after.text if one.after else "", one.days, one.why) for one in promised.moves]


def test_every_move_is_kept_with_its_reason_and_its_days():
    assert moves(
        action("1.1", due="2026-09-30"),
        action("1.1", due="2026-09-30", revised="2026-10-30", moved_why="No staff."),
        action("1.1", due="2026-09-30", revised="2026-10-30"),
        action("1.1", due="2026-09-30", revised="2026-11-30", moved_why="No staff."),
        action("1.1", due="2026-09-30", revised="2026-10-31", moved_why="No staff."),
        action("1.1", due="2026-09-30"),
    ) == [
        ("2026-09-30", "2026-10-30", 30, "No staff."),
        ("2026-10-30", "2026-11-30", 31, "No staff."),
        ("2026-11-30", "2026-10-31", -30, None),
        ("2026-10-31", "2026-09-30", -31, None),
    ]


def test_a_reason_that_comes_later_explains_the_move_before_it():
    assert moves(
        action("1.1", due="2026-09-30"),
        action("1.1", due="2026-09-30", revised="2026-10-30"),
        action("1.1", due="2026-09-30", revised="2026-10-30", moved_why="No staff."),
    ) == [("2026-09-30", "2026-10-30", 30, "No staff.")]


def test_an_action_that_comes_with_a_moved_date_has_moved():
    assert moves(action("1.1", due="2026-09-30", revised="2026-10-30")) == [("2026-09-30", "2026-10-30", 30, None)]


def test_a_date_that_moved_while_the_action_was_out_of_the_plan_has_moved():
    assert moves(
        action("1.1", due="2026-09-30"), None, action("1.1", due="2026-09-30", revised="2026-10-30", moved_why="A gap.")
    ) == [("2026-09-30", "2026-10-30", 30, "A gap.")]


def test_the_total_of_moved_dates_counts_days_put_off_and_moves_without_a_reason():
    shots = [
        snapshot("2026-09-01", action("1.1", due=SEPTEMBER), action("1.2", due=NOVEMBER), action("1.3", due=NOVEMBER)),
        snapshot(
            "2026-09-02",
            action("1.1", due=SEPTEMBER, revised=NOVEMBER, moved_why="No staff."),
            action("1.2", due=NOVEMBER, revised=SEPTEMBER),
            action("1.3", due=NOVEMBER),
        ),
    ]
    told_of = history(*shots)
    since = Kept("2026-09-01", "0" * 64, date(2026, 9, 1))
    total = slippage(promise(one, told_of.get(one.id, []), None, since) for one in shots[-1].actions)

    assert (total.moves, total.actions, total.days, total.unexplained) == (2, 2, 61, 1)


def test_the_day_an_action_was_first_said_to_be_done_is_the_last_time_it_became_so():
    states = ["on-track", "done", "on-track", "done", "closed"]
    shots = [snapshot(f"2026-09-{number + 1:02}", action("1.1", status=one)) for number, one in enumerate(states)]

    assert seen_done(history(*shots)[uuid(101)]) == date(2026, 9, 4)


def test_a_day_is_written_as_people_say_it():
    assert told(
        snapshot("2026-09-01", action("1.1", due="2026-09")),
        snapshot("2026-09-01", action("1.1", due="2026-09", revised="Q3 2026/27", moved_why="x")),
    ) == ["The date of action 1.1 moved from September 2026 to October to December 2026: Step 1.1. Why: x"]
    assert day(date(2026, 9, 1)).precision == "day"


def test_an_action_that_leaves_while_it_is_late_leaves_as_a_late_one():
    """Taking a late action away lowers the count of late ones: the sentence says that it was one."""
    known, late = Known(STATUSES), action("1.1", due="2026-09-30")
    (gone,) = changes(snapshot("2026-11-04", late), snapshot("2026-11-18"), known)
    (in_time,) = changes(snapshot("2026-09-30", late), snapshot("2026-11-18"), known)

    assert sentence(gone, known, ENGLISH).endswith("Step 1.1. It was late then. No reason is given.")
    assert "late" not in sentence(in_time, known, ENGLISH)
