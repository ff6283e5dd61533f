"""Disclosure control: what is hidden, why, and what a published figure still shows."""

import random
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.model.disclosure.hiding import hide
from plugins.model.disclosure.publishing import publish
from plugins.model.disclosure.raw import RawFigure
from plugins.model.disclosure.tables import Earlier, Sum, Table
from plugins.model.disclosure.wording import small_groups
from plugins.model.figures import Series
from plugins.model.measures import Measure, Protection
from plugins.model.periods import Period

RULE = Protection()
SMALL, BUILT, OTHER, BEFORE = (
    "small number", "built on a small number", "would give another away", "was hidden before",
)  # fmt: skip


def year(first: int) -> Period:
    code = f"{first}{(first + 1) % 100:02}"
    return Period(kind="academic year", code=code, first=date(first, 9, 1), last=date(first + 1, 8, 31))


def so_far(month: int) -> Period:
    first, last = date(2026, 9, 1), date(2026, month, 28)
    return Period(kind="year to date", code=f"2026{month}", first=first, last=last)


def measure(unit="number", **changes) -> Measure:
    base = {
        "id": "m", "title": "M", "unit": unit, "direction": "up", "definition": "D", "period": "academic year",
        "decimals": 1, "source": {"kind": "own", "file": "../m.csv"}, "source_words": "S", "adds_up": True,
    }  # fmt: skip
    return Measure.model_validate(base | changes)


def people(period=None, **groups) -> list[RawFigure]:
    period = period or year(2024)
    return [RawFigure(period=period, group=group.strip("_"), value=Decimal(count)) for group, count in groups.items()]


def percent(numerator: int, denominator: int, group="", period=None) -> RawFigure:
    value = Decimal(100 * numerator) / denominator
    return RawFigure(
        period=period or year(2024), group=group, value=value, numerator=numerator, denominator=denominator
    )


def whys(figures) -> dict:
    return {one.group: one.why for one in figures if one.symbol == "hidden"}


def table(*parts: int) -> Table:
    return Table({"all": sum(parts), **dict(enumerate(parts))}, (Sum("all", tuple(range(len(parts)))),))


def series(figures, unit="number") -> Series:
    return Series(measure="m", unit=unit, source="S", figures=tuple(figures))


def test_a_count_below_the_threshold_is_hidden_and_one_more_protects_it():
    assert hide(table(3, 9, 20), RULE) == {0: SMALL, 1: OTHER}


def test_nothing_is_hidden_where_nothing_is_small():
    assert hide(table(5, 9, 20), RULE) == {}


def test_nought_is_shown_unless_the_total_is_small():
    """Beside a total of three, the noughts would say in which group the three are."""
    assert hide(table(0, 7, 12), RULE) == {}
    assert hide(table(0, 3, 0), RULE) == {"all": SMALL, 0: BUILT, 1: BUILT, 2: BUILT}


@pytest.mark.parametrize("parts", [(1, 1, 1, 1), (1, 1, 1, 1, 1), (4, 4), (1, 5), (3,)])
def test_a_table_of_small_numbers_only_can_be_hidden_whole(parts):
    hidden = hide(table(*parts), RULE)

    assert hidden.keys() >= {"all", *(key for key, part in enumerate(parts) if part < 5)}


def test_hidden_parts_that_are_few_together_hide_one_more():
    """From 32, 30 shown, anybody reads that two children are in the other two groups."""
    assert hide(table(1, 1, 30, 40), RULE) == {0: SMALL, 1: SMALL, 2: OTHER}
    assert hide(table(2, 3, 30), RULE) == {0: SMALL, 1: SMALL}


@pytest.mark.parametrize("total", [2, 20])
def test_a_sum_that_does_not_hold_is_no_sum(total):
    """Whoever reads the table reports it; here it must neither stop anything nor show what is small."""
    broken = Table({"all": total, 0: 3, 1: 9}, (Sum("all", (0, 1)),))

    assert hide(broken, RULE)[0] == SMALL


def test_what_was_shown_already_protects_nothing():
    """The second group stands in an older edition as it is now, so the total is hidden in its place."""
    earlier = Earlier({"all": 17, 0: 8, 1: 9}, frozenset(), table(8, 9).sums)

    assert hide(table(3, 9), RULE, [earlier]) == {0: SMALL, "all": OTHER}


def test_what_was_hidden_stays_hidden_unless_it_is_revealed():
    earlier = [Earlier({"all": 32, 2: 20}, frozenset({0, 1}), table(3, 9, 20).sums)]

    assert hide(table(6, 9, 20), RULE, earlier) == {0: BEFORE, 1: BEFORE}
    assert hide(table(6, 9, 20), RULE, earlier, frozenset({0, 1})) == {}
    assert hide(table(3, 9, 20), RULE, earlier, frozenset({0, 1})).keys() >= {0}


def test_a_total_that_an_older_edition_showed_is_reckoned_with():
    """The total of today is another one, but last time's still tells what the two hidden parts are together."""
    earlier = Earlier({"all": 32, 2: 20}, frozenset({0, 1}), table(3, 9, 20).sums)
    newer = Table({"all": 33, 0: 3, 1: 9, 2: 21}, table(3, 9, 21).sums)

    assert hide(newer, RULE, [earlier], frozenset({1})) == {0: SMALL, 1: OTHER}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=6), st.randoms())
def test_order_does_not_matter(parts, chance):
    ordered = table(*parts)
    counts, groups = list(ordered.counts.items()), list(range(len(parts)))
    chance.shuffle(counts)
    chance.shuffle(groups)

    assert list(hide(Table(dict(counts), (Sum("all", tuple(groups)),)), RULE).items()) == list(
        hide(ordered, RULE).items()
    )


def test_forty_periods_of_twelve_groups_take_less_than_a_second():
    chance, counts, sums = random.Random(1), {}, []
    for period in range(40):
        parts = {(period, group): chance.choice([0, 1, 2, 3, 5, 8, 12, 20, 30, 50]) for group in range(12)}
        counts |= parts | {(period, "all"): sum(parts.values())}
        sums.append(Sum((period, "all"), tuple(parts)))
    begun = time.perf_counter()
    hidden = hide(Table(counts, tuple(sums)), RULE)

    assert time.perf_counter() - begun < 1
    assert {key for key, count in counts.items() if 0 < count < 5} <= hidden.keys()


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 100), (97, 100), (0, 7), (7, 7), (5, 9), (2, 3)])
def test_a_percentage_built_on_few_is_hidden_with_what_it_is_made_of(numerator, denominator):
    """97 of 100 in time tells that three were not; of seven, none or all tells of each one."""
    (figure,) = publish([percent(numerator, denominator)], measure("percent"), RULE)

    assert (figure.symbol, figure.why) == ("hidden", BUILT)
    assert (figure.value, figure.numerator) == (None, None)
    assert figure.denominator == (denominator if denominator >= 5 else None)


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 40), (40, 40), (38, 100)])
def test_none_and_all_of_many_are_shown(numerator, denominator):
    (figure,) = publish([percent(numerator, denominator)], measure("percent"), RULE)

    assert (figure.numerator, figure.denominator) == (numerator, denominator)


def test_a_percentage_shows_no_more_places_than_the_measure_says():
    raw = RawFigure(period=year(2024), value=Decimal("33.333333"), numerator=40, denominator=120)

    assert publish([raw], measure("percent"), RULE)[0].value == Decimal("33.3")


def test_a_mean_of_few_people_is_hidden_and_cannot_be_worked_out_from_the_others():
    """All 52 waited 10 weeks on average and 50 of them 9: that would tell how long the other two waited."""
    raw = [
        RawFigure(period=year(2024), group=group, value=Decimal(10), denominator=count)
        for group, count in (("", 82), ("few", 2), ("some", 30), ("many", 50))
    ]

    assert whys(publish(raw, measure("weeks"), RULE)) == {"few": BUILT, "some": OTHER}


def test_what_came_since_the_last_month_is_a_count_too():
    """Twelve by October and fourteen by November tell of two in November."""
    raw = [RawFigure(period=so_far(month), value=Decimal(count)) for month, count in ((10, 12), (11, 14), (12, 30))]

    hidden = [one.period.code for one in publish(raw, measure(), RULE) if one.symbol == "hidden"]

    assert hidden in (["202610"], ["202611"])


def test_a_number_its_source_keeps_back_does_not_follow_from_our_total():
    kept = RawFigure(period=year(2024), group="a", symbol="confidential at source")
    figures = publish([*people(_=20, b=9, c=8), kept], measure(), RULE)

    assert len(whys(figures)) == 1
    assert figures[-1].symbol == "confidential at source"


def test_data_that_is_public_already_and_other_places_are_left_alone():
    ours = RawFigure(period=year(2024), value=Decimal(3), raw="3")
    theirs = RawFigure(period=year(2024), place="England", value=Decimal(2), raw="2")

    assert [
        one.raw for one in publish([ours, theirs], measure(public_already=True, source_url="https://example.org"), RULE)
    ] == ["3", "2"]
    assert [one.value for one in publish([ours, theirs], measure(), RULE)] == [None, 2]


def test_the_text_of_a_cell_and_a_note_that_counts_a_few_go_no_further():
    raw = RawFigure(period=year(2024), value=Decimal(3), raw="3", note="Three children moved away.")
    shown = RawFigure(period=year(2025), value=Decimal(30), raw="30 (2 new)", note="Counted on 1 June.")

    figures = publish([raw, shown], measure(), RULE)

    assert [one.raw for one in figures] == [None, None]
    assert [one.note for one in figures] == [None, "Counted on 1 June."]


def test_editions_differ_only_where_nothing_hidden_follows():
    """A small group that grows stays hidden, in the same place, until its line in `reveal` says why not."""
    first = publish(people(_=32, a=3, b=9, c=20), measure(), RULE)
    second = publish(people(_=35, a=6, b=9, c=20), measure(), RULE, [series(first)])
    revealed = frozenset({("202425", "a"), ("202425", "b")})
    third = publish(people(_=35, a=6, b=9, c=20), measure(), RULE, [series(first), series(second)], revealed)

    assert whys(first) == {"a": SMALL, "b": OTHER}
    assert whys(second) == whys(first), "another reason would tell that it has grown"
    assert whys(third) == {}


def test_missing_stays_missing_and_is_never_nought():
    raw = [RawFigure(period=year(2024), symbol="not applicable"), RawFigure(period=year(2025))]

    assert [(one.value, one.symbol) for one in publish(raw, measure(), RULE)] == [
        (None, "not applicable"),
        (None, "not available"),
    ]


def test_two_figures_for_one_place_are_refused_without_a_number():
    with pytest.raises(ValueError, match="Two figures of m") as refused:
        publish(people(a=3) + people(a=4), measure(), RULE)

    assert not set("34") & set(str(refused.value).replace("202425", ""))


def test_a_raw_figure_has_no_number_in_its_repr():
    shown = repr(RawFigure(period=year(2024), group="a", value=Decimal(3), numerator=33, denominator=38, raw="3 of 38"))

    assert shown == "RawFigure('202425', 'a', '')"
    assert "3" not in repr(table(3, 33)).replace("0x", "").split(" at ")[0]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.integers(3, 12))
def test_no_small_number_is_ever_in_a_published_figure(counts, threshold):
    groups = {f"g{number}": count for number, count in enumerate(counts)}
    for one in publish(people(_=sum(counts), **groups), measure(), Protection(threshold=threshold)):
        assert one.value is None or one.value == 0 or one.value >= threshold


SAID = [
    "3 children", "Three disabled children were out of school", "one family", "a single child", "both pupils",
    "a couple of families", "2 young people", "two of our families", "one of the children", "3 of the 40 pupils",
    "3 out of 120 children", "only 4 appeals were heard", "one parent told us", "children (2)", "Pupils: 3.",
    "3\u20134 children", "2 or 3 families", "four very young children", "Two\nchildren", "a pair of siblings",
    "4 applicants", "one young person", "3 of 90 learners", "appeals (n = 4)",
]  # fmt: skip
NOT_SAID = [
    "Year 4 pupils", "Key Stage 2 children", "KS2 children", "4 weeks", "children aged 3", "two schools", "one plan",
    "ages 0 to 4 children", "1 in 4 children", "three quarters of families", "every one of the children", "5 children",
    "1,004 children", "2.4 children", "two schools for children", "3% of pupils", "3 per cent of pupils",
    "1 to 4 children", "two out of three families", "both parents", "a single parent", "one-to-one support for pupils",
    "two children\u2019s centres", "one family hub", "two family support workers", "at least one parent",
    "more than one child", "groups of 4 children", "4-year-old children", "under 5 children", "aged 2 to 4 children",
    "children: 3 things to know", "24 children", "one of your children", "2 weeks. Children", "a child", "2026 pupils",
    "fewer than 5 children", "one of three schools", "Two people wrote the guide",
]  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_a_few_people_in_words_are_found_and_not_repeated(text):
    (kind,) = small_groups(text, 5)

    assert not any(mark.isdigit() for mark in kind)
    assert kind.endswith(("s", "children", "people"))


@pytest.mark.parametrize("text", NOT_SAID)
def test_other_numbers_beside_people_are_left_alone(text):
    assert small_groups(text, 5) == ()


def test_the_threshold_says_which_groups_are_small():
    assert small_groups("6 children, then seven pupils", 7) == ("children",)
    assert small_groups("3 children", 3) == ()
