"""An attacker who kept every edition reads them all side by side.

What he knows: each published series of each edition, which groups add up, and the rule. He takes a number that was not
revised for one and the same in all editions (``one``), or every edition by itself (``each``). The code here shares
nothing with disclosure control: exact least and greatest values by integer programming.
"""

import json
import os
from datetime import date
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from plugins.model.disclosure.publishing import publish
from plugins.model.disclosure.raw import RawFigure
from plugins.model.figures import Figure, Series
from plugins.model.findings import errors
from plugins.model.measures import Measure, Protection
from plugins.model.periods import Period
from plugins.sources.snapshots import canonical
from tests import measures

MOST = 5_000
ATTACKS = int(os.environ.get("ATTACKS", "12"))
OFTEN = settings(
    max_examples=ATTACKS,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
RULES = st.builds(Protection, threshold=st.sampled_from([3, 4, 5, 5, 5, 10]))
COUNTS = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 20, 30])
GROUPS = st.integers(1, 4)
SMALL, BUILT, OTHER = "small number", "built on a small number", "would give another away"


def year(first: int) -> Period:
    code = f"{first}{(first + 1) % 100:02}"
    return Period(kind="academic year", code=code, first=date(first, 9, 1), last=date(first + 1, 8, 31))


def so_far(month: int) -> Period:
    return Period(kind="year to date", code=f"2026{month:02}", first=date(2026, 1, 1), last=date(2026, month, 28))


def measure(unit="number", **changes) -> Measure:
    base = {
        "id": "m", "title": "M", "unit": unit, "direction": "up", "definition": "D", "period": "academic year",
        "decimals": 1, "source": {"kind": "own", "file": "../m.csv"}, "source_words": "S", "adds_up": True,
    }  # fmt: skip
    return Measure.model_validate(base | changes)


NOTHING = Figure(period=year(2000), symbol="not available")
KNOWS_ALL = bool(os.environ.get("KNOWS_ALL"))  # what he then finds is in docs/disclosure.md


def series(figures, unit="number") -> Series:
    return Series(measure="m", unit=unit, source="S", figures=tuple(figures))


class Attacker:
    """Integer unknowns, what they can be, and linear facts about them."""

    def __init__(self):
        self.index, self.low, self.high, self.rows = {}, [], [], []

    def unknown(self, key, low=0, high=MOST):
        """Take note of a number, and of what it can be at most and at least."""
        if key not in self.index:
            self.index[key] = len(self.low)
            self.low.append(0)
            self.high.append(MOST)
        at = self.index[key]
        self.low[at], self.high[at] = max(self.low[at], low), min(self.high[at], high)
        return key

    def fact(self, terms, low, high):
        self.rows.append((terms, low, high))

    def none_or_many(self, key, threshold):
        many = self.unknown(("many", key, threshold), 0, 1)
        self.fact([(key, 1), (many, -threshold)], 0, np.inf)
        self.fact([(key, 1), (many, -MOST)], -np.inf, 0)

    def few(self, numerator, denominator, others, rule):
        """One of the three is few: those counted, those not counted, or all."""
        least = max(rule.threshold, rule.least_denominator)
        tests = [(numerator, rule.threshold), (others, rule.threshold), (denominator, least)]
        switches = [self.unknown(("few", number, numerator), 0, 1) for number in range(3)]
        self.fact([(switch, 1) for switch in switches], 1, 3)
        for switch, (key, below) in zip(switches, tests, strict=True):
            self.fact([(key, 1), (switch, MOST)], -np.inf, MOST + below - 1)
            self.fact([(key, 1), (switch, -1)], 0, np.inf)

    def knows(self, key):
        """Say whether the least value that the key can have is its greatest."""
        facts = np.zeros((len(self.rows), len(self.low)))
        for number, (terms, _, _) in enumerate(self.rows):
            for name, times in terms:
                facts[number, self.index[name]] += times
        within = LinearConstraint(facts, [row[1] for row in self.rows], [row[2] for row in self.rows])
        for sign in (1, -1):
            goal = np.zeros(len(self.low))
            goal[self.index[key]] = sign
            best = milp(goal, integrality=np.ones(len(goal)), bounds=Bounds(self.low, self.high), constraints=within)
            assert best.status == 0, "what the attacker takes for a fact contradicts the truth"
            if round(best.x[self.index[key]]) != self.true[key]:
                return False
        return True


class Editions:
    """What is public after each edition, and the truth behind it, by (edition, kind, period, group)."""

    def __init__(self, rule, one, *, measured, drops=frozenset(), knows_all=KNOWS_ALL):
        self.knows_all = knows_all
        self.rule, self.one, self.measure, self.drops = rule, one, measured, drops
        self.series, self.truths, self.told = [], [], []

    def add(self, truth, rule=None):
        """Publish *truth*: by period and group a count, or how many of how many."""
        self.rule = rule or self.rule
        number = len(self.series)
        raw = [self.raw(at, count) for at, count in truth.items() if (number, at) not in self.drops]
        figures = publish(raw, self.measure, self.rule, self.series)
        self.series.append(series(figures, self.measure.unit))
        self.truths.append(truth)
        self.told.append((self.rule, {(fig.period, fig.group): fig for fig in figures}))

    @staticmethod
    def raw(at, count):
        if isinstance(count, int):
            return RawFigure(period=at[0], group=at[1], value=Decimal(count))
        numerator, whole = count
        value, symbol = (Decimal(100 * numerator) / whole, None) if whole else (None, "not applicable")
        return RawFigure(period=at[0], group=at[1], value=value, numerator=numerator, denominator=whole, symbol=symbol)

    def key(self, number, kind, at):
        """Return the unknown of a number: the first edition since which it is as it is now, or the edition."""
        while self.one and number and self.is_still(number, kind, at):
            number -= 1
        return (number, kind, at[0].code, at[1])

    def is_still(self, number, kind, at):
        """Say whether a number is taken for the one of the edition before, because nobody revised it.

        Of a hidden one nobody can tell where another hidden number of the same period was revised, unless ``knows_all``.
        """
        before, now = self.truths[number - 1], self.truths[number]
        of_both = [count if kind == "rest" else self.parts(count).get(kind) for count in (before.get(at), now.get(at))]
        if of_both[0] != of_both[1]:
            return False
        dark = [one for one in now if one[0] == at[0] and self.told[number][1].get(one, NOTHING).value is None]
        return self.knows_all or at not in dark or all(now[one] == before.get(one) for one in dark)

    @staticmethod
    def parts(count):
        if count is None:
            return {}
        if isinstance(count, int):
            return {"count": count}
        return {"in": count[0], "of": count[1], "rest": count[1] - count[0]}

    def attacker(self, *, blind=False):
        """Return the attacker after the last edition; a *blind* one reads no number of the last edition."""
        attacker = Attacker()
        attacker.true, hidden_before, self.secret, self.public = {}, set(), set(), set()
        for number, (rule, figures) in enumerate(self.told):
            unread = blind and number == len(self.told) - 1
            for at, count in self.truths[number].items():
                for kind, true in self.parts(count).items():
                    attacker.true[attacker.unknown(self.key(number, kind, at))] = true
            self.adds_up(attacker, number)
            if self.measure.period == "year to date":
                self.grows(attacker, number)
            for at, figure in figures.items():
                self.read(attacker, number, at, figure, rule, new=at not in hidden_before, unread=unread)
            hidden_before = {at for at in hidden_before if at not in figures} | {
                at for at, figure in figures.items() if figure.symbol == "hidden"
            }
        return attacker

    def adds_up(self, attacker, number):
        truth = self.truths[number]
        for period in {at[0] for at in truth}:
            groups = [at for at in truth if at[0] == period and at[1]]
            for kind in self.parts(truth[period, ""]):
                terms = [(self.key(number, kind, at), 1) for at in groups]
                attacker.fact([(self.key(number, kind, (period, "")), -1), *terms], 0, 0) if groups else None
        for at, count in truth.items():
            if not isinstance(count, int):
                keys = [self.key(number, kind, at) for kind in ("in", "rest", "of")]
                attacker.fact([(keys[0], 1), (keys[1], 1), (keys[2], -1)], 0, 0)

    def grows(self, attacker, number):
        """Say that a year to date grows, and that who came since is a count of people too."""
        truth = self.truths[number]
        for group in {at[1] for at in truth}:
            line = sorted((at for at in truth if at[1] == group), key=lambda at: at[0].last)
            for before, now in pairwise(line):
                if self.is_forgotten(number, before) or self.is_forgotten(number, now):
                    continue
                for kind, true in self.parts(truth[now]).items():
                    keys = self.key(number, kind, before), self.key(number, kind, now)
                    since = attacker.unknown(("since", *keys))
                    attacker.true[since] = true - self.parts(truth[before])[kind]
                    attacker.fact([(keys[0], 1), (since, 1), (keys[1], -1)], 0, 0)
                    printed = (number, before) not in self.drops and (number, now) not in self.drops
                    if 0 < attacker.true[since] < self.rule.threshold and (printed or self.one):
                        self.secret.add(since)

    def is_forgotten(self, number, at):
        """Say whether a month was hidden and is not given any more: nobody holds its number against today's.

        What then follows is in docs/disclosure.md: it is at most what the next month shows.
        """
        was = (told[1].get(at, NOTHING).symbol for told in self.told[: number + 1])
        return (number, at) in self.drops and "hidden" in was

    def read(self, attacker, number, at, figure, rule, *, new, unread):
        count, why = self.truths[number][at], figure.why
        keys = {kind: self.key(number, kind, at) for kind in self.parts(count)}
        if why is None and not unread:
            for key in keys.values():
                attacker.unknown(key, attacker.true[key], attacker.true[key])
                self.public.add(key)
            return
        if not isinstance(count, int) and figure.denominator is not None and not unread:
            attacker.unknown(keys["of"], count[1], count[1])
            self.public.add(keys["of"])
        is_few = "rest" in keys and 0 < attacker.true[keys["rest"]] < rule.threshold
        least = max(rule.threshold, rule.least_denominator)
        is_built = is_few or (not isinstance(count, int) and (0 < count[0] < rule.threshold or count[1] < least))
        for kind, key in keys.items():
            # Of shares, what is hidden only because it was is no secret: docs/disclosure.md.
            is_old = (
                kind in {"in", "of"} and not new and not (is_built if kind == "in" else 0 < count[1] < rule.threshold)
            )
            if not is_old and (kind != "rest" or is_few):
                self.secret.add(key)
        if not new:  # a reason that stays tells what the number was, and not what it is
            return
        if isinstance(count, int):
            self.of_count(attacker, keys["count"], why, rule)
        elif why == BUILT and not self.is_below(number, at):
            attacker.few(keys["in"], keys["of"], keys["rest"], rule)
        elif why == OTHER:
            attacker.none_or_many(keys["in"], rule.threshold)
            attacker.none_or_many(keys["rest"], rule.threshold)

    @staticmethod
    def of_count(attacker, key, why, rule):
        if why == SMALL:
            attacker.unknown(key, 1, rule.threshold - 1)
        elif why == OTHER:
            attacker.none_or_many(key, rule.threshold)

    def is_below(self, number, at):
        """Say whether a figure may be hidden only because the total above it is; its reason may be of an older edition."""
        totals = [told[1].get((at[0], ""), NOTHING) for told in self.told[: number + 1]]
        is_old = len(totals) > 1 and totals[-2].symbol == totals[-1].symbol == "hidden"
        return bool(at[1]) and (is_old or totals[-1].why in {SMALL, BUILT})

    def exposed(self):
        """Return the hidden numbers that follow now, and did not before the last edition was read.

        A nought that follows from a nought is no secret, and who was shown once is known.
        """
        attacker = self.attacker()
        nobody = {key for key in self.secret if attacker.true[key] == 0} | set(self.all_of_them())
        public = {(*key[1:], attacker.true[key]) for key in self.public}  # also where it was hidden later on
        secret = [key for key in self.secret - nobody if (*key[1:], attacker.true[key]) not in public]
        found = [key for key in secret if attacker.knows(key)]
        if not found or len(self.told) == 1:
            return found
        return [key for key in found if key not in self.known_before(found)]

    def all_of_them(self):
        """Yield who were counted where nobody was not: if nobody was late by April, nobody was in January.

        So it is where 100 % of everybody stood in an older edition only: hiding takes that back no more.
        """
        for number, truth in enumerate(self.truths):
            for at, count in truth.items():
                total = (at[0], "")
                is_left_out = (number, total) in self.drops and self.parts(truth[total]).get("rest") == 0
                if (self.measure.period == "year to date" or is_left_out) and self.parts(count).get("rest") == 0:
                    yield self.key(number, "in", at)

    def known_before(self, found):
        """Return what was lost before: hiding a number protects nothing where older editions show it as it still is."""
        mine, self.one = self.one, True
        blind, keys = self.attacker(blind=True), {key: key for key in found}
        for number, truth in enumerate(self.truths):
            for at, count in truth.items():
                keys |= {(number, kind, at[0].code, at[1]): self.key(number, kind, at) for kind in self.parts(count)}
        self.one = mine
        same = {key: keys[key] if key[0] != "since" else ("since", *(keys[one] for one in key[1:])) for key in found}
        return {key for key in found if same[key] in blind.true and blind.knows(same[key])}


@st.composite
def tables(draw, *, pairs=False):
    """Return two or three editions: a period more in each, and some numbers revised, now small ones, now others."""
    groups = [f"g{number}" for number in range(draw(GROUPS))]
    editions, parts = [], {}
    for number in range(draw(st.integers(2, 3))):
        for at in draw(st.lists(st.sampled_from(sorted(parts, key=repr)), max_size=3)) if parts else ():
            parts[at] = draw(people(pairs)) if draw(st.booleans()) else moved(parts[at], draw(st.integers(-2, 3)))
        if number < 2:
            parts |= {(year(2023 + number), group): draw(people(pairs)) for group in groups}
        editions.append(with_totals(parts))
    return editions


def people(pairs):
    if not pairs:
        return COUNTS
    # Nobody at all, in a group where there were a few, may follow from the rest: docs/disclosure.md.
    whole = st.sampled_from([1, 3, 5, 7, 9, 10, 12, 20, 40, 100])
    return st.tuples(whole, st.integers(0, 7), st.booleans()).map(
        lambda drawn: (min(drawn[0], drawn[1]) if drawn[2] else max(0, drawn[0] - drawn[1]), drawn[0])
    )


def moved(count, change):
    if isinstance(count, int):
        return max(0, count + change)
    return (max(0, min(count[1], count[0] + change)), count[1])


def with_totals(parts):
    full = dict(parts)
    for period in {at[0] for at in parts}:
        ours = [count for at, count in parts.items() if at[0] == period]
        full[period, ""] = sum(ours) if isinstance(ours[0], int) else tuple(map(sum, zip(*ours, strict=True)))
    return full


@OFTEN
@given(tables(), RULES, st.booleans())
def test_no_hidden_count_follows_from_all_editions(editions, rule, one):
    public = Editions(rule, one, measured=measure())
    for truth in editions:
        public.add(truth)

        assert not public.exposed()


@OFTEN
@given(tables(pairs=True), RULES, st.booleans())
def test_no_hidden_share_follows_from_all_editions(editions, rule, one):
    public = Editions(rule, one, measured=measure("percent"))
    for truth in editions:
        public.add(truth)

        assert not public.exposed()


@OFTEN
@given(tables(), st.lists(RULES, min_size=3, max_size=3), st.booleans())
def test_a_changed_threshold_gives_nothing_away(editions, rules, one):
    public = Editions(rules[0], one, measured=measure())
    for truth, rule in zip(editions, rules, strict=False):
        public.add(truth, rule)

        assert not public.exposed()


@OFTEN
@given(st.booleans().flatmap(lambda pairs: st.tuples(st.just(pairs), tables(pairs=pairs))), RULES, st.data())
def test_what_was_dropped_is_not_forgotten(drawn, rule, data):
    """A total of one edition and the groups of another are one table: an office's file may hold what is new only."""
    pairs, editions = drawn
    measured = measure("percent" if pairs else "number")
    drops = frozenset(
        (number, at)
        for number, truth in enumerate(editions)
        for period in sorted({at[0].code for at in truth})
        for at in dropped_of(data, [at for at in truth if at[0].code == period])
    )
    public = Editions(rule, data.draw(st.booleans()), measured=measured, drops=drops)
    for truth in editions:
        public.add(truth)

        assert not public.exposed()


@pytest.mark.parametrize(
    ("groups", "total", "is_hidden"),
    [((4, 4), 8, True), ((3, 4), 7, True), ((1, 1, 1, 1, 1), 5, True), ((4, 4, 12), 20, True), ((2, 4), 6, False)],
)
def test_a_total_tells_no_small_groups_that_were_hidden_and_left_out(groups, total, is_hidden):
    """Two groups were hidden as one to four each, without a total; today the file has the total, eight, and no group."""
    before = [RawFigure(period=year(2024), group=f"g{at}", value=Decimal(one)) for at, one in enumerate(groups)]
    told = publish(before, measure(), Protection())
    (after,) = publish([RawFigure(period=year(2024), value=Decimal(total))], measure(), Protection(), [series(told)])

    assert (after.why == OTHER) is is_hidden


def test_groups_of_an_older_hundred_per_cent_do_not_tell_how_many_they_are():
    """All 14 were in time, said the last edition; each of these groups is too small for its share to be told."""
    everybody = [Editions.raw((year(2024), ""), (14, 14))]
    told = series(publish(everybody, measure("percent"), Protection()), "percent")
    groups = [Editions.raw((year(2024), group), (count, count)) for group, count in (("a", 9), ("b", 5))]

    assert [one.denominator for one in publish(groups, measure("percent"), Protection(), [told])] == [None, None]


def dropped_of(data, places):
    """Draw what is left out of one period: its total, with or without some groups, or all groups, or all of it.

    A total with some of its groups only is refused by the reader of the file.
    """
    groups = sorted(at for at in places if at[1])
    total = [at for at in places if not at[1]]
    some = data.draw(st.lists(st.sampled_from(groups), unique=True))
    return data.draw(st.sampled_from([[], [], total, total + some, groups, total + groups]))


@st.composite
def growing(draw, *, pairs=False):
    """Return two or three editions of a year to date: each a month more, what came in a month revised now and then."""
    groups = [f"g{number}" for number in range(draw(st.integers(0, 2)))] or [""]
    came = {(month, group): draw(people(pairs)) for month in range(1, 5) for group in groups}
    editions = []
    for number in range(draw(st.integers(2, 3))):
        for at in draw(st.lists(st.sampled_from(sorted(came)), max_size=2)) if number else ():
            came[at] = draw(people(pairs))
        truth = {}
        for group in groups:
            for month in range(1, number + 3):
                ours = [came[one, group] for one in range(1, month + 1)]
                truth[so_far(month), group] = tuple(map(sum, zip(*ours, strict=True))) if pairs else sum(ours)
        editions.append(truth if groups == [""] else with_totals(truth))
    return editions


@OFTEN
@given(st.booleans().flatmap(lambda pairs: st.tuples(st.just(pairs), growing(pairs=pairs))), RULES, st.data())
def test_what_came_since_the_last_month_follows_from_no_edition(drawn, rule, data):
    """An office may give all months again, or only the last one."""
    pairs, editions = drawn
    older = [(number, at) for number, truth in enumerate(editions) for at in truth if at[0] != so_far(number + 2)]
    drops = frozenset(older if data.draw(st.booleans()) else ())
    measured = measure("percent" if pairs else "number", period="year to date", resets="January")
    public = Editions(rule, data.draw(st.booleans()), measured=measured, drops=drops)
    for truth in editions:
        public.add(truth)

        assert not public.exposed()


SECOND = "requests,2025-10,,,{},,,,,\nrequests,2025-10,Zqalder,,{},,,,,\nrequests,2025-10,Zqbirch,,{},,,,,\nrequests,2025-10,Zqoak,,{},,,,,\n"


@settings(OFTEN, max_examples=10)
@given(small=st.integers(1, 4), later=st.integers(0, 40), other=st.integers(5, 40))
def test_two_pulls_of_a_file_leave_no_small_number_in_a_byte(tmp_path_factory, small, later, other):
    """And what the second says of a number that was hidden is the same, whatever became of it."""
    office = measures.Office(tmp_path_factory.mktemp("pulls"), measures.count(adds_up=True))
    pulled, told = [], []
    for first in (small, later):
        office.put("measures.csv", measures.HEAD + SECOND.format(first + other + 600, first, other, 600))
        (one,), findings = office.propose(*pulled)
        assert not errors(findings)
        pulled.append(measures.snapshot(one))
        told.append({figure.group: (figure.value, figure.why) for figure in one.figures})
    for text in map(canonical, pulled):
        figures = json.loads(text)["series"][0]["figures"]
        assert {"Zqalder", "Zqbirch"} <= {figure.get("group") for figure in figures}
        assert not {key for one in figures for key, held in one.items() if str(held) in map(str, range(1, 5))}

    assert told[0]["Zqalder"] == (None, "small number")
    assert told[1]["Zqalder"] == told[0]["Zqalder"]
    assert all(told[1][group] == (None, why) for group, (_, why) in told[0].items() if why)


def test_what_an_older_edition_hid_is_not_told_by_a_symbol():
    """“Not applicable” where a small number was would tell that nobody is left."""
    before = publish([RawFigure(period=year(2024), group="a", value=Decimal(3))], measure(), Protection())
    gone = [RawFigure(period=year(2024), group="a", symbol="not applicable")]
    (after,) = publish(gone, measure(), Protection(), [series(before)])

    assert (after.symbol, after.why) == ("hidden", SMALL)


def test_a_note_of_a_hidden_figure_holds_no_number():
    notes = {"It was 3 until May.": None, "Three of them moved.": None, "As counted on 3 May 2025.": "kept"}
    for note, kept in notes.items():
        raw = RawFigure(period=year(2024), value=Decimal(3), note=note, break_before=note)
        (figure,) = publish([raw], measure(), Protection())

        assert (figure.note, figure.break_before) == ((note, note) if kept else (None, None))


def test_months_that_are_missing_hide_no_small_growth():
    """Twelve in September, nothing told of October, fourteen in November: two came."""
    raw = [RawFigure(period=so_far(9), value=Decimal(12)), RawFigure(period=so_far(10), symbol="not available")]
    raw.append(RawFigure(period=so_far(11), value=Decimal(14)))

    assert "hidden" in {one.symbol for one in publish(raw, measure(), Protection())}
