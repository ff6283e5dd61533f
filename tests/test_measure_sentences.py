"""Figures, measures and their changes in words."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.figure_change_words import figure_sentence
from plugins.model.figure_changes import figure_changes
from plugins.model.figure_words import figure_words, note_of, number_words, short_period_words, value_words
from plugins.model.measure_sentences import measure_sentence
from plugins.model.periods import period
from plugins.model.readings import read
from tests.figures import ENGLISH, figure, hidden, measure, measures, series, snapshot


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "said"),
    [
        ("46.4", "percent", 1, "46.4%"),
        ("46", "percent", 1, "46.0%"),
        ("57.900000000000", "percent", 0, "57.9%"),
        ("1213", "number", 0, "1,213"),
        ("12", "weeks", 0, "12 weeks"),
        ("1", "weeks", 0, "1 week"),
        ("1.5", "weeks", 1, "1.5 weeks"),
        ("1", "days", 0, "1 day"),
        ("2", "months", 0, "2 months"),
        ("1", "points", 0, "1 point"),
        ("28.92", "rate", 1, "28.92"),
        ("7", "score", 0, "7"),
        ("30", "pounds", 0, "£30"),
        ("0", "number", 0, "0"),
        ("-0", "number", 0, "0"),
    ],
)
def test_a_value_is_said_with_its_unit_and_never_rounded(value, unit, decimals, said):
    assert value_words(Decimal(value), unit, decimals, ENGLISH) == said


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=3), st.integers(0, 4))
def test_the_words_of_a_number_give_the_number_back(value, decimals):
    assert Decimal(number_words(value, decimals, ENGLISH).replace(",", "")) == value


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"symbol": "not applicable"}, "does not apply"),
        ({"symbol": "not available"}, "not available"),
        ({"symbol": "confidential at source"}, "kept private by the source"),
        ({"symbol": "rounds to zero"}, "rounds to 0 but is not 0"),
        ({"symbol": "low reliability"}, "not reliable"),
        ({"symbol": "low reliability", "value": "12"}, "12% (not reliable)"),
        ({"symbol": "none reported"}, "none reported"),
        ({"symbol": "not understood", "raw": "c. 3 in 10"}, "c. 3 in 10"),
        ({"symbol": "hidden", "why": "small number"}, "hidden: a small number"),
        ({"symbol": "hidden", "why": "built on a small number"}, "hidden: small numbers"),
        ({"symbol": "hidden", "why": "would give another away"}, "hidden: protects another figure"),
        ({"symbol": "hidden", "why": "was hidden before"}, "hidden, as before"),
        ({"value": "0"}, "0%"),
    ],
)
def test_every_symbol_keeps_its_meaning_in_words_and_missing_is_never_nought(given_, said):
    one = figure("2024", **given_)

    assert figure_words(one, "percent", 0, ENGLISH) == said
    assert (note_of(one, ENGLISH) is None) == (one.symbol is None)


@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [
        ("month", "2026-09", "Sept 2026"),
        ("quarter", "Q2 2026/27", "Jul–Sept 2026"),
        ("calendar year", "2024", "2024"),
        ("academic year", "202425", "2024/25"),
        ("rolling year", "2026-09", "to Sept 2026"),
        ("year to date", "2026-10", "to Oct 2026"),
        ("day", "2026-11-18", "18 Nov 2026"),
    ],
)
def test_a_period_is_short_in_a_chart(kind, code, said):
    assert short_period_words(period(kind, code, 9 if kind == "year to date" else None), ENGLISH) == said


def told(one, *figures, today="2026-11-22", **more):
    day = date.fromisoformat(today)
    return measure_sentence(read(one, series(one, figures, **more), lambda last: last < day), ENGLISH)


BASE = {"baseline": {"period": "2023", "value": 31}}


def test_a_measure_says_where_it_stands_since_when_and_whether_it_is_on_the_way():
    one = measure(**BASE, targets=[{"by": "2027-12", "value": 60}])

    assert told(one, figure("2024", 40), figure("2025", 52)) == (
        "Plans on time: 52%, 2025. That is better than where we started: 31%, 2023. Higher is better. "
        "The target is 60% by December 2027: we are on the way."
    )
    assert told(one, figure("2024", 30), figure("2025", 31)) == (
        "Plans on time: 31%, 2025. That is the same as where we started: 31%, 2023. Higher is better. "
        "The target is 60% by December 2027: we are not on the way yet."
    )
    assert "That is worse than where we started" in told(one, figure("2025", 12))


def test_lower_can_be_better():
    one = measure(**BASE, direction="down", targets=[{"by": "2027-12", "value": 10}])

    assert told(one, figure("2025", 25)) == (
        "Plans on time: 25%, 2025. That is better than where we started: 31%, 2023. Lower is better. "
        "The target is 10% by December 2027: we are not on the way yet."
    )


def test_a_neutral_measure_is_never_called_better_or_worse_or_judged():
    one = measure(**BASE, direction="neutral", targets=[{"by": "2025-12", "value": 60}])
    words = told(one, figure("2025", 52))

    assert words == (
        "Plans on time: 52%, 2025. That is more than where we started: 31%, 2023. "
        "Neither higher nor lower is better by itself. The target was 60% by December 2025."
    )
    assert "That is less than" in told(one, figure("2025", 2))


@pytest.mark.parametrize(
    ("figures", "today", "said"),
    [
        ([("2025", 61)], "2026-01-02", "The target is 60% by December 2026: it is met."),
        ([("2026", 59)], "2027-01-02", "The target was 60% by December 2026: we missed it."),
        ([("2025", 59)], "2027-01-02", "The target was 60% by December 2026: there is no figure for that date yet."),
    ],
)
def test_a_target_is_met_missed_or_waits_for_its_figure(figures, today, said):
    one = measure(targets=[{"by": "2026-12", "value": 60}])

    assert said in told(one, *(figure(*pair) for pair in figures), today=today)


def test_a_milestone_that_is_due_decides_whether_a_measure_is_on_the_way():
    targets = [{"by": "2025-12", "value": 50, "kind": "milestone"}, {"by": "2027-12", "value": 60}]
    one = measure(targets=targets)

    assert "we are on the way" in told(one, figure("2025", 50))
    assert "we are not on the way yet" in told(one, figure("2025", 49))


def test_without_a_start_or_a_milestone_nothing_is_judged():
    one = measure(targets=[{"by": "2027-12", "value": 60}])

    assert told(one, figure("2025", 20)).endswith("The target is 60% by December 2027.")


CALLS = {
    "period": "month",
    "baseline": {"period": "2026-06", "value": 56},
    "targets": [{"by": "2026-12", "value": 75, "kind": "milestone"}, {"by": "2027-05", "value": 90}],
}
MONTH = {"kind": "month"}
STALE = (
    "The target is 90% by May 2027. On the way there we promised 75% by December 2026: "
    "there is no figure for that date yet."
)


@pytest.mark.parametrize("value", [70, 57])
def test_an_old_figure_is_not_judged_once_a_milestone_is_over_without_a_figure(value):
    one = measure(**CALLS)
    october = figure("2026-10", value, **MONTH)

    assert STALE not in told(one, october, today="2026-12-31"), "the day of the milestone is not over"
    assert STALE in told(one, october, today="2027-01-01")
    assert "on the way yet" not in told(one, october, today="2027-01-01")
    assert "we are not on the way yet" in told(one, october, figure("2026-12", value, **MONTH), today="2027-01-01")


def test_a_figure_as_good_as_the_target_needs_no_newer_one_and_a_target_that_is_over_counts_before_its_milestones():
    one = measure(**CALLS)

    assert "it is met" in told(one, figure("2026-10", 91, **MONTH), today="2027-02-01")
    assert "by May 2027: there is no figure for that date yet" in told(
        one, figure("2026-10", 70, **MONTH), today="2027-06-01"
    )


@pytest.mark.parametrize(("today", "verb"), [("2027-02-01", "is"), ("2027-06-01", "was")])
def test_a_figure_that_is_there_and_hidden_forbids_to_judge_and_is_not_called_missing(today, verb):
    words = told(measure(**CALLS), figure("2026-10", 70, **MONTH), hidden("2027-05", "month"), today=today)

    assert "no figure for that date" not in words
    assert "on the way" not in words
    assert f"The target {verb} 90% by May 2027. 1 figure" in words


def test_a_neutral_measure_is_told_of_no_milestone_that_waits():
    assert "On the way there" not in told(
        measure(**CALLS, direction="neutral"), figure("2026-10", 70, **MONTH), today="2027-02-01"
    )


def test_a_figure_that_has_not_come_by_its_day_is_called_late_wherever_the_measure_is_told():
    one, gone = {"next_due": "2026-12-18"}, {"withdrawn": {"on": "2026-07-08", "why": "Few."}}
    late = "A new figure was due by 18 December 2026 and has not come, so we do not know how it is now."

    assert late not in told(measure(**one), figure("2025", 40), today="2026-12-18")
    assert told(measure(**one), figure("2025", 40), today="2026-12-19").startswith(f"Plans on time: 40%, 2025. {late}")
    assert late in told(measure(**one), figure("2025", 40, group="Primary"), today="2026-12-19")
    assert "due by" not in told(measure(**one), figure("2027", 40), today="2027-12-19"), "it has come"
    assert "The first figure was due by 18 December 2026" in told(measure(**one), today="2026-12-19")
    assert "due by" not in told(measure(**one, **gone), today="2026-12-19")


LATE = {**BASE, "targets": [{"by": "2027-12", "value": 60}], "next_due": "2026-12-18"}


@pytest.mark.parametrize(
    ("value", "in_time", "late"),
    [
        (70, "The target is 60% by December 2027: it is met.", "The target is 60% by December 2027."),
        (52, "The target is 60% by December 2027: we are on the way.", "The target is 60% by December 2027."),
        (
            31,
            "The target is 60% by December 2027: we are not on the way yet.",
            "The target is 60% by December 2027: by the last figure, we were not on the way.",
        ),
    ],
)
def test_where_a_figure_is_late_the_old_one_says_nothing_good_of_today(value, in_time, late):
    one = measure(**LATE)

    assert told(one, figure("2025", value), today="2026-12-18").endswith(in_time)
    assert told(one, figure("2025", value), today="2026-12-19").endswith(late)


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (61, 62, "The target is 60% by December 2024: it is met."),
        (61, 50, "The target was 60% by December 2024: we met it then. The latest figure is not as good."),
        (50, 61, "The target was 60% by December 2024: we missed it then. The latest figure reaches it."),
        (50, 51, "The target was 60% by December 2024: we missed it."),
    ],
)
def test_what_was_reached_on_the_day_of_a_target_is_said_whatever_came_later(then, now, said):
    one = measure(targets=[{"by": "2024-12", "value": 60}])

    assert told(one, figure("2024", then), figure("2025", now)).endswith(said)


def test_a_target_whose_day_is_over_without_any_figure_says_so():
    one = measure(targets=[{"by": "2024-12", "value": 60}])
    said = "The target was 60% by December 2024: there is no figure for that date yet."

    assert said in told(one)
    assert said in told(one, hidden("2023"))
    assert said in told(one, figure("2023", 61)), "a figure of before says nothing of that day"
    assert said not in told(one, hidden("2024"))
    assert said not in told(one, figure("2024", 3, group="Girls")), "there is one, for a group"


@pytest.mark.parametrize("odd", [{"doubt": "out of range"}, {"symbol": "low reliability"}])
def test_a_figure_that_may_be_a_slip_keeps_no_promise_and_is_compared_with_nothing(odd):
    one = measure(**BASE, targets=[{"by": "2025-12", "value": 60}])
    said = told(one, figure("2025", 140, **odd))

    assert "it is met" not in said
    assert "where we started" not in said


def test_a_figure_that_may_be_a_slip_is_never_told_without_saying_so():
    said = "Plans on time: 140%, 2025. A percentage of a group cannot be below 0 or above 100."

    assert told(measure(), figure("2025", 140, doubt="out of range")).startswith(said)


def test_what_was_counted_in_one_term_is_not_set_beside_two():
    one = measure(unit="number", direction="down", period="term")
    both, spring, autumn = (
        figure(code, value, kind="term")
        for code, value in (("2024-autumn-spring", 90), ("2025-spring", 50), ("2025-autumn", 40))
    )

    assert "before:" not in told(one, both, autumn)
    assert "better than before: 50, spring term" in told(one, spring, autumn)


@pytest.mark.parametrize(
    ("direction", "value", "said"),
    [
        ("up", "31", "31.0%, 2025. That is worse than before: 38.4%, 2024."),
        ("up", "40", "40.0%, 2025. That is better than before: 38.4%, 2024."),
        ("down", "31", "31.0%, 2025. That is better than before: 38.4%, 2024."),
        ("neutral", "31", "31.0%, 2025. That is less than before: 38.4%, 2024."),
        ("neutral", "40", "40.0%, 2025. That is more than before: 38.4%, 2024."),
        ("up", "38.4", "38.4%, 2025. That is the same as before: 38.4%, 2024."),
    ],
)
def test_without_a_start_a_measure_is_told_beside_the_figure_before(direction, value, said):
    one = measure(direction=direction, decimals=1)

    assert said in told(one, figure("2023", 99), figure("2024", "38.4"), figure("2025", value))


def test_the_figure_before_is_one_that_can_be_compared():
    year = {"unit": "rate", "direction": "down", "period": "year to date", "resets": "September", "decimals": 1}
    dates = [("2025-10", 2), ("2026-07", 9), ("2026-10", "1.5")]
    same = told(measure(**year), *(figure(*pair, kind="year to date") for pair in dates))

    assert "better than before: 2.0, September 2025 to October 2025 (so far)" in same, "not than the July before it"
    assert "before: 38%, 2023" in told(measure(), figure("2023", 38), hidden("2024"), figure("2025", 40))
    for broken in (
        told(measure(breaks=[{"period": "2025", "why": "New."}]), figure("2024", 38), figure("2025", 40)),
        told(measure(), figure("2024", 38), figure("2025", 40, doubt="far from the others")),
        told(measure(), figure("2024", 38, symbol="low reliability"), figure("2025", 40)),
        told(measure(**BASE), figure("2024", 38), figure("2025", 40)),
    ):
        assert "before:" not in broken


def test_a_school_year_counted_up_to_july_is_judged_as_a_whole_year():
    given_ = {"unit": "rate", "direction": "down", "period": "year to date", "resets": "September"}
    one = measure(**given_, targets=[{"by": "2026-08", "value": 5}])
    july = figure("2026-07", 9, kind="year to date")

    assert "The target was 5 by August 2026: we missed it." in told(one, july)
    assert "missed" not in told(one, figure("2026-06", 9, kind="year to date"))


def test_a_break_between_start_and_now_forbids_the_comparison():
    one = measure(**BASE, breaks=[{"period": "2024", "why": "A new form."}], targets=[{"by": "2027-12", "value": 60}])

    assert told(one, figure("2023", 31), figure("2025", 40)) == (
        "Plans on time: 40%, 2025. "
        "It cannot be compared with where we started (31%, 2023): it is counted in another way now. "
        "Higher is better. The target is 60% by December 2027."
    )


def test_a_count_so_far_is_only_compared_with_the_same_stretch_of_a_year():
    given_ = {"unit": "rate", "direction": "down", "period": "year to date", "resets": "September", "decimals": 1}
    one = measure(**given_, baseline={"period": "2025-10", "value": 2}, targets=[{"by": "2027-08", "value": 1}])
    kind = {"kind": "year to date"}

    assert "better than where we started" in told(one, figure("2026-10", "1.5", **kind))
    assert "where we started" not in told(one, figure("2026-07", "9.5", **kind))
    assert "on the way" not in told(one, figure("2026-10", "1.5", **kind))


def test_provisional_and_hidden_are_said():
    one = measure()

    assert told(one, figure("2025", 40, provisional=True)) == (
        "Plans on time: 40%, 2025. Higher is better. The latest figure is provisional: it may still change."
    )
    assert told(one, figure("2024", 40), hidden("2025")) == (
        "Plans on time: the latest figure (2025) is hidden, so that nobody can be recognised. "
        "The last figure we can show is 40%, 2024. Higher is better. "
        "1 figure of this measure is hidden, so that nobody can be recognised."
    )
    assert told(one, hidden("2024"), hidden("2025")).count("hidden") == 2
    assert "no number for 2025 (not available)" in told(one, figure("2025", symbol="not available"))


def test_a_measure_without_figures_says_so():
    assert told(measure()) == "Plans on time: there are no figures yet. Higher is better."


def test_a_measure_of_groups_alone_tells_the_groups():
    figures = [
        figure("2025", 3, group="Primary"),
        hidden("2025", group="Secondary"),
        figure("2024", 9, group="Primary"),
    ]

    assert told(measure(), *figures).startswith("Plans on time: Primary 3%; Secondary hidden: a small number, 2025.")
    assert "figures for 6 groups, 2025" in told(measure(), *(figure("2025", 3, group=f"G{n}") for n in range(6)))


def test_a_withdrawn_measure_says_since_when_and_why():
    one = measure(withdrawn={"on": "2026-07-08", "why": "Too few people answered."})

    assert told(one, figure("2025", 40)) == (
        "“Plans on time” is no longer published, since 8 July 2026. Why: Too few people answered."
    )


ONE = measure()


def changed(before, after, one=ONE):
    found = figure_changes(snapshot(series(one, before)), snapshot(series(one, after)))
    return [figure_sentence(change, measures(one), ENGLISH) for change in found]


def test_each_kind_of_change_in_figures_has_its_sentence():
    old = [figure("2021", 10), figure("2022", 49), hidden("2023"), figure("2024", 7), figure("2020", 1)]
    new = [
        figure("2021", 10),
        figure("2022", 50),
        figure("2023", 30),
        hidden("2024"),
        figure("2025", 52, provisional=True),
        figure("2025", 46, place="England"),
        hidden("2025", group="Girls"),
    ]

    assert changed(old, new) == [
        "The figure for “Plans on time”, 2020, is no longer published.",
        "The figure for “Plans on time”, 2022, was revised from 49% to 50%.",
        "The figure for “Plans on time”, 2023, was hidden and is shown now.",
        "The figure for “Plans on time”, 2024, is hidden now, so that nobody can be recognised.",
        "A new figure for “Plans on time”: 52% (provisional), 2025.",
        "A new figure for “Plans on time, Girls”, 2025, is hidden, so that nobody can be recognised.",
        "A new figure for “Plans on time, England”: 46%, 2025.",
    ]


def test_a_new_figure_names_the_one_before_where_the_two_can_be_compared():
    old = [figure("2024", 49)]

    assert changed(old, [*old, figure("2025", 52)]) == [
        "A new figure for “Plans on time”: 52%, 2025; before, 49%, 2024."
    ]
    assert changed(old, [*old, figure("2025", 52, break_before="A new form.")]) == [
        "A new figure for “Plans on time”: 52%, 2025."
    ]


def test_the_same_percentage_of_other_people_is_told_as_revised():
    old, new = figure("2025", 50, numerator=10, denominator=20), figure("2025", 50, numerator=20, denominator=40)

    assert changed([old], [new]) == [
        "The figure for “Plans on time”, 2025, was revised from 50% (10 of 20) to 50% (20 of 40)."
    ]
    assert changed([figure("2025", 50)], [new]) == [], "numbers that are told for the first time revise nothing"


def test_a_break_that_is_taken_away_is_told_and_one_that_moves_is_no_end_of_it():
    one, other = figure("2023", 10), figure("2025", 52)
    broken = figure("2025", 52, break_before="A new form.")

    assert changed([one, broken], [one, other]) == [
        "“Plans on time”: the figure for 2025 can be compared with those before it again."
    ]
    late = figure("2024", 20, break_before="A new form.")
    assert changed([one, broken], [one, late, other]) == ["A new figure for “Plans on time”: 20%, 2024."]


def test_a_figure_that_goes_into_hiding_takes_its_number_with_it():
    change = figure_changes(snapshot(series(ONE, [figure("2025", 77)])), snapshot(series(ONE, [hidden("2025")])))[0]

    assert "77" not in change.model_dump_json()


def test_provisional_figures_become_final():
    assert changed([figure("2025", 52, provisional=True)], [figure("2025", 52)]) == [
        "The figure for “Plans on time”, 2025, is final now; it has not changed."
    ]


def test_measures_come_and_go_with_a_sentence():
    other = measure(id="calls", title="Calls")
    first, second = snapshot(series(ONE, [])), snapshot(series(ONE, []), series(other, []))
    ended = series(other, [figure("2025", 3)]).model_copy(update={"withdrawn": "A bad sample."})
    third = snapshot(series(ONE, []), ended)

    def say(before, after, known):
        return [figure_sentence(one, known, ENGLISH) for one in figure_changes(before, after)]

    assert say(first, second, measures(other)) == ["A new measure: “Calls”."]
    assert say(second, third, measures(other)) == ["The measure “Calls” is no longer published. Why: A bad sample."]
    assert say(third, third, measures(other)) == []
    assert say(third, second.model_copy(update={"series": third.series[:1]}), measures(other)) == [
        "The measure “Calls” is no longer published. No reason is given."
    ]
    assert say(third, second, measures(other))[0] == "The measure “Calls” is published again."
    assert say(second, first, measures(other)) == ["The measure “Calls” is no longer published. No reason is given."]
    assert say(second, first, None) == ["The measure “calls” is no longer published. No reason is given."]


def test_a_unit_that_changes_is_said_and_compares_nothing():
    old, new = measure(unit="number"), measure()
    found = figure_changes(snapshot(series(old, [figure("2025", 3)])), snapshot(series(new, [figure("2025", 30)])))

    assert [figure_sentence(one, measures(new), ENGLISH) for one in found] == [
        "“Plans on time” is counted in another unit now: older figures cannot be compared."
    ]


def test_the_first_snapshot_changes_nothing_and_equal_ones_neither():
    one = snapshot(series(ONE, [figure("2025", 3)]))

    assert figure_changes(None, one) == figure_changes(one, one) == ()


def test_the_order_of_figures_does_not_matter():
    figures = [figure("2024", 1), figure("2025", 2), hidden("2025", group="Girls")]
    after = [changed([], list(order)) for order in permutations(figures)]

    assert all(one == after[0] for one in after)
