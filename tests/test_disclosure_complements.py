"""Who is not in a group is a group too: “20 children, 17 of them girls” tells of three boys."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.disclosure.publishing import publish
from plugins.model.disclosure.raw import RawFigure
from tests.test_disclosure import BUILT, OTHER, RULE, measure, people, percent, so_far, whys, year
from tests.test_disclosure import series as told
from tests.test_disclosure_editions import OFTEN, RULES, Editions

LOOSE = {"adds_up": False}


def mean(weeks: int, of: int, group: str = "", period=None) -> RawFigure:
    return RawFigure(period=period or year(2024), group=group, value=Decimal(weeks), denominator=of)


@pytest.mark.parametrize(("total", "girls", "hidden"), [(20, 17, {"girls": OTHER}), (20, 15, {}), (20, 20, {})])
def test_a_group_is_hidden_where_a_few_are_not_in_it(total, girls, hidden):
    assert whys(publish(people(_=total, girls=girls), measure(**LOOSE), RULE)) == hidden


def test_nought_of_a_few_is_hidden_too():
    """Of three children, none is a girl: the three are boys."""
    assert whys(publish(people(_=3, girls=0), measure(**LOOSE), RULE)).keys() == {"", "girls"}


def test_each_of_several_groups_that_overlap_is_looked_at():
    figures = publish(people(_=40, waiting=38, seen=36, moved=20), measure(**LOOSE), RULE)

    assert whys(figures) == {"waiting": OTHER, "seen": OTHER}


def test_a_share_is_hidden_where_few_others_are_in_it():
    """50 of 100 in time, 48 of them of 80 girls: two of 20 boys."""
    figures = publish([percent(50, 100), percent(48, 80, "girls")], measure("percent", **LOOSE), RULE)

    assert whys(figures) == {"girls": OTHER}


def test_a_share_is_hidden_where_few_others_are_not_in_it():
    """Of 20 boys 18 were in time, so two were late."""
    figures = publish([percent(58, 100), percent(40, 80, "girls")], measure("percent", **LOOSE), RULE)

    assert whys(figures) == {"girls": OTHER}


def test_an_older_total_beside_a_group_of_today_tells_no_small_number():
    before = publish(people(_=20), measure(**LOOSE), RULE)
    after = publish(people(girls=17), measure(**LOOSE), RULE, [told(before)])

    assert whys(after) == {"girls": OTHER}


def test_the_mean_of_few_others_cannot_be_worked_out():
    figures = publish([mean(10, 50), mean(9, 43, "girls"), mean(11, 20, "boys")], measure("weeks", **LOOSE), RULE)

    assert whys(figures) == {"girls": OTHER}


def test_the_mean_of_those_who_came_since_cannot_be_worked_out():
    """Ten weeks for twelve children and eleven for eighteen tell of the six who came; of 22 more they tell no one."""
    raw = [mean(weeks, of, period=so_far(weeks)) for weeks, of in ((10, 12), (11, 18), (12, 40))]
    figures = publish(raw, measure("weeks", period="year to date", resets="September"), RULE)

    assert [one.why for one in figures] == [None, OTHER, None]


def test_a_mean_of_few_is_still_built_on_few():
    raw = [mean(10, 4, period=so_far(10)), mean(11, 40, period=so_far(11))]
    figures = publish(raw, measure("weeks", period="year to date", resets="September"), RULE)

    assert [one.why for one in figures] == [BUILT, None]


class Loose(Editions):
    """Editions of a measure whose groups overlap: the total is each group, and those who are not in it."""

    def adds_up(self, attacker, number):
        truth = self.truths[number]
        for at in truth:
            parts = {kind: self.key(number, kind, at) for kind in self.parts(truth[at])}
            if len(parts) > 1:
                attacker.fact([(parts["in"], 1), (parts["rest"], 1), (parts["of"], -1)], 0, 0)
            if at[1]:
                self.splits(attacker, number, at, parts)

    def splits(self, attacker, number, at, parts):
        total, others = (at[0], ""), {}
        for kind, true in self.parts(self.truths[number][total]).items():
            whole = self.key(number, kind, total)
            others[kind] = attacker.unknown(("since", parts[kind], whole))
            attacker.true[others[kind]] = true - attacker.true[parts[kind]]
            attacker.fact([(parts[kind], 1), (others[kind], 1), (whole, -1)], 0, 0)
            if 0 < attacker.true[others[kind]] < self.rule.threshold:
                self.secret.add(others[kind])
        if len(others) > 1:
            attacker.fact([(others["in"], 1), (others["rest"], 1), (others["of"], -1)], 0, 0)


@st.composite
def overlapping(draw, *, pairs: bool):
    """Return one to three editions: a total, in time and late, and groups that are each a part of it; some revised."""
    sizes = st.sampled_from([0, 1, 3, 4, 5, 9, 12, 20, 40])
    total = [draw(sizes), draw(sizes) if pairs else 0]
    left = {
        f"g{number}": [draw(st.integers(0, 8)), draw(st.integers(0, 8))] for number in range(draw(st.integers(1, 3)))
    }
    editions = []
    for number in range(draw(st.integers(1, 3))):
        for counts in (total, *left.values()) if number else ():
            if draw(st.booleans()):
                counts[0] = max(0, counts[0] + draw(st.integers(-3, 3)))
        truth = {
            group: [max(0, all_ - out) for all_, out in zip(total, outs, strict=True)] for group, outs in left.items()
        }
        editions.append(
            {(year(2024), group): told_as(counts, pairs) for group, counts in (truth | {"": total}).items()}
        )
    return editions


def told_as(counts, pairs):
    """Return a count, or how many of how many."""
    return (counts[0], sum(counts)) if pairs else counts[0]


@OFTEN
@given(overlapping(pairs=False), RULES, st.booleans())
def test_who_is_not_in_a_group_follows_from_no_edition(editions, rule, one):
    public = Loose(rule, one, measured=measure(**LOOSE))
    for truth in editions:
        public.add(truth)

        assert not public.exposed()


@OFTEN
@given(overlapping(pairs=True), RULES, st.booleans())
def test_the_share_of_who_is_not_in_a_group_follows_from_no_edition(editions, rule, one):
    public = Loose(rule, one, measured=measure("percent", **LOOSE))
    for truth in editions:
        public.add(truth)

        assert not public.exposed()
