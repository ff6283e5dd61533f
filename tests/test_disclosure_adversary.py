"""An attacker who knows the rules reads everything that is published, and works out what he can.

The code here shares nothing with disclosure control: exact least and greatest values by integer programming.
"""

import os
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy import inf
from scipy.optimize import Bounds, LinearConstraint, milp

from plugins.model.disclosure.hiding import hide
from plugins.model.disclosure.publishing import publish
from plugins.model.disclosure.raw import RawFigure
from plugins.model.disclosure.tables import Earlier, Ratio, Sum, Table
from plugins.model.measures import Measure, Protection
from plugins.model.periods import Period

MOST = 10_000
SMALL = ("small number", "built on a small number")
ATTACKS = int(os.environ.get("ATTACKS", "25"))  # many more were run by hand; see docs/disclosure.md
OFTEN = settings(max_examples=ATTACKS, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RULES = st.builds(Protection, threshold=st.sampled_from([3, 4, 5, 5, 5, 10]))
COUNTS = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 4, 5, 5, 6, 7, 9, 12, 20, 30])


@dataclass
class Public:
    """All that can be read: shown counts, reasons for hidden ones, and which counts add up."""

    shown: dict
    hidden: dict
    sums: tuple
    ratios: tuple = ()
    unprinted: tuple = ()
    older: list = field(default_factory=list)  # (terms, what they add up to)


class Attacker:
    """Integer unknowns and linear facts about them."""

    def __init__(self, public: Public, rule: Protection):
        self.index, self.low, self.high, self.rows = {}, [], [], []
        self.rule, self.public = rule, public
        self.below = self.parts_of_small_totals()
        for key, count in public.shown.items():
            self.unknown(key, count, count)
        for key, why in public.hidden.items():
            self.counted(key, why)
        for key in public.unprinted:
            self.unknown(key)
        for one in public.sums:
            self.fact([(one.total, -1), *((part, 1) for part in one.parts)], 0, 0)
        for one in public.ratios:
            self.ratio(one)
        for terms, total in public.older:
            self.fact(terms, total, total)

    def unknown(self, key, low=0, high=MOST):
        self.index[key] = len(self.low)
        self.low.append(low)
        self.high.append(high)
        return key

    def fact(self, terms, low, high):
        self.rows.append((terms, low, high))

    def switch(self, key):
        return self.unknown(key, 0, 1)

    def parts_of_small_totals(self):
        found, size = set(), -1
        small = {key for key, why in self.public.hidden.items() if why in SMALL}
        while size != len(found):
            size = len(found)
            found |= {p for s in self.public.sums if s.total in small | found and len(s.parts) > 1 for p in s.parts}
        return found

    def counted(self, key, why):
        threshold = self.rule.threshold
        if why == "small number":
            self.unknown(key, 1, threshold - 1)
        elif why in {"built on a small number", "no reason given"}:
            self.unknown(key)
        else:
            self.none_or_many(self.unknown(key))

    def none_or_many(self, key):
        many = self.switch(("many", key))
        self.fact([(key, 1), (many, -self.rule.threshold)], 0, inf)
        self.fact([(key, 1), (many, -MOST)], -inf, 0)

    def ratio(self, one):
        threshold, least = self.rule.threshold, max(self.rule.least_denominator, self.rule.threshold)
        rest, why = self.unknown(("rest", one.key)), self.public.hidden.get(one.numerator)
        self.fact([(one.numerator, 1), (rest, 1), (one.denominator, -1)], 0, 0)
        if why == "built on a small number" and one.numerator not in self.below:
            few = [self.switch(("few", number, one.key)) for number in range(3)]
            self.fact([(each, 1) for each in few], 1, 3)
            for switch, key in zip(few, (one.numerator, rest), strict=False):
                self.fact([(key, 1), (switch, MOST)], -inf, MOST + threshold - 1)
                self.fact([(key, 1), (switch, -1)], 0, inf)
            self.fact([(one.denominator, 1), (few[2], MOST)], -inf, MOST + least - 1)
            self.fact([(one.denominator, 1), (few[2], -1)], 0, inf)
        elif why is not None and why not in SMALL:
            self.none_or_many(rest)

    def range(self, key):
        """Return the least and the greatest value the key can have."""
        facts = np.zeros((len(self.rows), len(self.low)))
        for number, (terms, _, _) in enumerate(self.rows):
            for name, times in terms:
                facts[number, self.index[name]] += times
        within = LinearConstraint(facts, [row[1] for row in self.rows], [row[2] for row in self.rows])
        ends = []
        for sign in (1, -1):
            goal = np.zeros(len(self.low))
            goal[self.index[key]] = sign
            found = milp(goal, integrality=np.ones(len(goal)), bounds=Bounds(self.low, self.high), constraints=within)
            assert found.status == 0, "the attacker's facts contradict the truth"
            ends.append(round(found.x[self.index[key]]))
        return tuple(ends)


def published(table: Table, whys: dict, earlier=()) -> Public:
    printed = {key: count for key, count in table.counts.items() if key not in table.unprinted}
    public = Public(
        shown={key: count for key, count in printed.items() if key not in whys},
        hidden={key: whys[key] for key in printed if key in whys},
        sums=table.sums,
        ratios=table.ratios,
        unprinted=tuple(table.unprinted),
    )
    public.older = [fact for edition in earlier for fact in still_true(edition, table.counts)]
    return public


def still_true(edition: Earlier, counts):
    """Yield what an earlier edition said and what is still so; nobody can tell that it has been revised."""
    for one in edition.sums:
        terms = [(one.total, -1), *((part, 1) for part in one.parts)]
        unseen = [term for term in terms if term[0] not in edition.shown]
        total = -sum(times * edition.shown[key] for key, times in terms if key in edition.shown)
        if unseen and sum(times * counts[key] for key, times in unseen) == total:
            yield unseen, total
    for key, shown in edition.shown.items():
        if counts.get(key) == shown:
            yield [(key, 1)], shown


def exposed(table: Table, whys: dict, rule: Protection, earlier=()) -> list:
    """Return the hidden counts that the attacker knows."""
    attacker = Attacker(published(table, whys, earlier), rule)
    known = {key for one in earlier for key, shown in one.shown.items() if table.counts.get(key) == shown}
    secret = [key for key in table.counts if key in whys and key not in known]
    secret += [key for key in table.unprinted if 0 < table.counts[key] < rule.threshold]
    nobody = plainly_nobody(table, attacker.public.shown)
    return [key for key in secret if key not in nobody and len(set(attacker.range(key))) == 1]


def plainly_nobody(table: Table, shown) -> set:
    """Return what is nought because its whole is nought in public: there is nobody to protect."""
    found = {key for key, count in shown.items() if count == 0}
    for _ in range(3):
        found |= {part for one in table.sums for part in one.parts if one.total in found}
        found |= {one.numerator for one in table.ratios if one.denominator in found}
    return found


def beyond_help(table: Table, whys, rule: Protection, earlier) -> set:
    """Return what earlier editions give away even with every count of today hidden."""
    return set(exposed(table, dict.fromkeys(table.counts, "would give another away") | whys, rule, earlier))


def edition(table: Table, whys: dict) -> Earlier:
    shown = {key: count for key, count in table.counts.items() if key not in whys}
    shown |= {one.key: one.shows(shown[one.numerator], shown[one.denominator]) for one in table.ratios
              if one.key not in whys and shown[one.denominator]}  # fmt: skip
    return Earlier(shown, frozenset(whys), table.sums, table.ratios)


def one_way(parts) -> Table:
    return Table({"all": sum(parts), **dict(enumerate(parts))}, (Sum("all", tuple(range(len(parts)))),))


def two_way(rows) -> Table:
    counts, sums = {}, []
    for r, row in enumerate(rows):
        counts |= {(r, c): count for c, count in enumerate(row)}
    height, width = len(rows), len(rows[0])
    for r in range(height):
        counts[r, "all"] = sum(rows[r])
        sums.append(Sum((r, "all"), tuple((r, c) for c in range(width))))
    for c in range(width):
        counts["all", c] = sum(row[c] for row in rows)
        sums.append(Sum(("all", c), tuple((r, c) for r in range(height))))
    counts["all", "all"] = sum(map(sum, rows))
    sums.append(Sum(("all", "all"), tuple((r, "all") for r in range(height))))
    sums.append(Sum(("all", "all"), tuple(("all", c) for c in range(width))))
    return Table(counts, tuple(sums))


def percentages(pairs) -> Table:
    groups = [*range(len(pairs)), "all"]
    counts = {("in", g): pair[0] for g, pair in enumerate(pairs)} | {("of", g): pair[1] for g, pair in enumerate(pairs)}
    counts |= {("in", "all"): sum(pair[0] for pair in pairs), ("of", "all"): sum(pair[1] for pair in pairs)}
    sums = tuple(Sum((kind, "all"), tuple((kind, g) for g in groups[:-1])) for kind in ("in", "of"))
    return Table(counts, sums, tuple(Ratio(("%", g), ("in", g), ("of", g), 1) for g in groups))


ONE_WAY = st.lists(COUNTS, min_size=1, max_size=7)
PAIRS = st.lists(
    st.tuples(st.sampled_from([0, 1, 3, 5, 7, 9, 10, 12, 20, 40, 100]), st.integers(-2, 2), st.booleans()).map(
        lambda drawn: (max(0, min(drawn[0], drawn[1] if drawn[2] else drawn[0] - drawn[1])), drawn[0])
    ),
    min_size=1,
    max_size=5,
)


@st.composite
def two_way_rows(draw):
    width = draw(st.integers(1, 4))
    return draw(st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=1, max_size=4))


@OFTEN
@given(ONE_WAY, RULES)
def test_no_hidden_count_of_a_table_with_a_total_can_be_worked_out(parts, rule):
    table = one_way(parts)

    assert not exposed(table, hide(table, rule), rule)


@OFTEN
@given(two_way_rows(), RULES)
def test_no_hidden_count_of_a_table_with_both_margins_can_be_worked_out(rows, rule):
    table = two_way(rows)

    assert not exposed(table, hide(table, rule), rule)


def test_reasons_alone_give_nothing_away():
    """Three rows of at most two and two columns of at least three: with these reasons every row would be two."""
    table, rule = two_way([[1, 1], [1, 1], [1, 1]]), Protection(threshold=3)

    assert not exposed(table, hide(table, rule), rule)


@OFTEN
@given(PAIRS, RULES)
def test_no_hidden_count_behind_percentages_can_be_worked_out(pairs, rule):
    table = percentages(pairs)

    assert not exposed(table, hide(table, rule), rule)


@settings(OFTEN, max_examples=2 * ATTACKS)
@given(ONE_WAY, st.lists(st.tuples(st.integers(0, 6), st.integers(-3, 3)), max_size=3), st.booleans(), RULES)
def test_three_editions_together_give_nothing_away(parts, revisions, drops_one, rule):
    """Each edition is revised a little; the last may show a group that the ones before had only in their total."""
    tables = [one_way(parts)]
    if drops_one and len(parts) > 1:
        tables[0] = Table({key: count for key, count in tables[0].counts.items() if key != 0})
    for place, change in revisions:
        parts = [max(0, count + change) if number == place else count for number, count in enumerate(parts)]
        tables.append(one_way(parts))
    earlier, hidden = [], set()
    for table in tables:
        whys = hide(table, rule, earlier)
        assert hidden <= whys.keys(), "what was hidden is shown again"
        # A nought that was hidden before may follow from other noughts: docs/disclosure.md.
        noughts = {key for key, why in whys.items() if why == "was hidden before" and table.counts[key] == 0}
        found = set(exposed(table, whys, rule, earlier)) - noughts
        assert found <= beyond_help(table, whys, rule, earlier)
        hidden = set(whys)
        earlier.append(edition(table, whys))


@OFTEN
@given(PAIRS, PAIRS, RULES)
def test_two_editions_of_percentages_give_nothing_away(first, second, rule):
    """What both still say together gives no more away than with every count of today hidden, but for a nought.

    A nought that is hidden because it was hidden before may follow from other noughts: noughts are no secret.
    """
    before, after = percentages(first), percentages([*second, *first[len(second) :]])
    earlier = [edition(before, hide(before, rule))]
    whys = hide(after, rule, earlier)
    found = {key for key in exposed(after, whys, rule, earlier) if after.counts[key]}

    assert found <= beyond_help(after, whys, rule, earlier)


PERIODS = [
    Period(kind="academic year", code=f"{year}{year % 100 + 1}", first=date(year, 9, 1), last=date(year + 1, 8, 31))
    for year in (2023, 2024)
]


def measure(**changes) -> Measure:
    base = {
        "id": "m", "title": "M", "unit": "percent", "direction": "up", "definition": "D", "period": "academic year",
        "decimals": 1, "source": {"kind": "own", "file": "../m.csv"}, "source_words": "S", "adds_up": True,
    }  # fmt: skip
    return Measure.model_validate(base | changes)


def raw_percentages(pairs, period=PERIODS[0]):
    everybody = (sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs))
    return [
        RawFigure(
            period=period, group=group, numerator=n, denominator=d, value=Decimal(100 * n) / d if d else Decimal(0)
        )
        for group, (n, d) in [("", everybody), *((f"g{number}", pair) for number, pair in enumerate(pairs))]
    ]


@OFTEN
@given(PAIRS, RULES)
def test_published_figures_alone_tell_no_hidden_number(pairs, rule):
    """What an attacker reads here is the figures, as any file of ours has them."""
    raw = raw_percentages(pairs)
    figures = publish(raw, measure(), rule)
    shown, hidden, sums, ratios = {}, {}, [], []
    for one, truth in zip(figures, raw, strict=True):
        ratios.append(Ratio(("%", one.group), ("in", one.group), ("of", one.group), 1))
        of_shown = one.denominator is not None or (one.symbol == "not applicable")
        shown |= {("of", one.group): truth.denominator} if of_shown else {}
        hidden |= {} if of_shown else {("of", one.group): "no reason given"}
        if one.symbol == "hidden":
            hidden["in", one.group] = one.why
        else:
            shown["in", one.group] = truth.numerator
            assert one.numerator is None or (one.numerator, one.denominator) == (truth.numerator, truth.denominator)
    groups = [one.group for one in figures if one.group]
    sums = tuple(Sum((kind, ""), tuple((kind, group) for group in groups)) for kind in ("in", "of"))
    attacker = Attacker(Public(shown, hidden, sums, tuple(ratios)), rule)
    # Of 0 % of everybody it follows that nobody is in it in any group: docs/disclosure.md, “None or all”.
    secret = hidden.keys() - plainly_nobody(attacker.public, shown)

    assert not [key for key in secret if len(set(attacker.range(key))) == 1]


CLASSIC = [
    one_way([3, 9, 20]), one_way([1, 1, 20, 30]), one_way([2, 3, 9]), one_way([4, 4]), one_way([0, 3, 12]),
    one_way([1, 5, 20]), one_way([2, 50, 60, 70]), one_way([1, 1, 1, 1, 1]), one_way([3, 0, 9, 0, 14]),
    two_way([[3, 9], [10, 20]]), two_way([[1, 30], [40, 2]]),
]  # fmt: skip


def is_safe(table, hidden, rule):
    first = {key for key, count in table.counts.items() if 0 < count < rule.threshold}
    whys = {key: "small number" if key in first else "would give another away" for key in hidden}
    for one in table.sums:
        rest = sum(table.counts[part] for part in one.parts if part in hidden)
        if one.total not in hidden and 0 < rest < rule.threshold:
            return False
    return not exposed(table, whys, rule)


@pytest.mark.parametrize("table", CLASSIC, ids=lambda table: " ".join(map(str, table.counts.values())))
def test_as_little_as_possible_is_lost(table):
    """Beside all ways to hide more, tried one after the other, never more than one count more is hidden."""
    rule = Protection()
    first = {key for key, count in table.counts.items() if 0 < count < rule.threshold}
    others = [key for key in table.counts if key not in first]
    least = next(
        size for size in range(len(others) + 1)
        if any(is_safe(table, first | set(more), rule) for more in combinations(others, size))
    )  # fmt: skip

    assert len(hide(table, rule)) - len(first) <= least + (1 if least else 0)


def test_the_attacker_of_these_tests_finds_what_is_not_protected():
    table = one_way([3, 9, 20])

    assert exposed(table, {0: "small number"}, Protection()) == [0]
    assert exposed(one_way([1, 5]), {0: "small number", 1: "would give another away"}, Protection())
