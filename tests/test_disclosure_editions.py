"""An attacker who kept every edition reads them all side by side.

What he knows: each published series of each edition, which groups add up, and the rule. He takes a number that was not
revised for one and the same in all editions (``one``), or every edition by itself (``each``). The code here shares
nothing with disclosure control: exact least and greatest values by integer programming.
"""

import os
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from plugins.model.disclosure.publishing import publish
from plugins.model.disclosure.raw import RawFigure
from plugins.model.figures import Series
from plugins.model.measures import Measure, Protection
from plugins.model.periods import Period

MOST = 5_000
ATTACKS = int(os.environ.get("ATTACKS", "30"))
OFTEN = settings(max_examples=ATTACKS, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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

    def __init__(self, rule, one, *, measured, drops=frozenset()):
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
        if self.one:
            truth = [one.get(at) if kind == "rest" else self.parts(one.get(at)).get(kind) for one in self.truths]
            while number and truth[number - 1] == truth[number]:
                number -= 1
        return (number, kind, at[0].code, at[1])

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
            for before, now in zip(line, line[1:], strict=False):
                for kind, true in self.parts(truth[now]).items():
                    keys = self.key(number, kind, before), self.key(number, kind, now)
                    since = attacker.unknown(("since", *keys))
                    attacker.true[since] = true - self.parts(truth[before])[kind]
                    attacker.fact([(keys[0], 1), (since, 1), (keys[1], -1)], 0, 0)
                    printed = (number, before) not in self.drops and (number, now) not in self.drops
                    if 0 < attacker.true[since] < self.rule.threshold and (printed or self.one):
                        self.secret.add(since)

    def read(self, attacker, number, at, figure, rule, *, new, unread):  # noqa: PLR0913  # all that is read
        count, why = self.truths[number][at], figure.why
        keys = {kind: self.key(number, kind, at) for kind in self.parts(count)}
        if why is None and not unread:
            for kind, key in keys.items():
                attacker.unknown(key, attacker.true[key], attacker.true[key])
                self.public.add(key)
            return
        if not isinstance(count, int) and figure.denominator is not None and not unread:
            attacker.unknown(keys["of"], count[1], count[1])
            self.public.add(keys["of"])
        self.secret |= set(keys.values())
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
        """Say whether a figure may be hidden only because the total above it is."""
        total = self.told[number][1].get((at[0], ""))
        return bool(at[1]) and total is not None and total.why in {SMALL, BUILT}

    def exposed(self):
        """Return the hidden numbers that follow now, and did not before the last edition was read.

        A nought that follows from a nought is no secret, and who was shown once is known.
        """
        attacker = self.attacker()
        nobody = {key for key in self.secret if attacker.true[key] == 0}
        public = {(*key[1:], attacker.true[key]) for key in self.public}  # also where it was hidden later on
        secret = [key for key in self.secret - nobody if (*key[1:], attacker.true[key]) not in public]
        found = [key for key in secret if attacker.knows(key)]
        if not found or len(self.told) == 1:
            return found
        blind = self.attacker(blind=True)
        return [key for key in found if key in blind.true and not blind.knows(key)]


@st.composite
def tables(draw, pairs=False):
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
    whole = st.sampled_from([0, 1, 3, 5, 7, 9, 10, 12, 20, 40, 100])
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
@given(tables(), RULES, st.data())
def test_what_was_dropped_is_not_forgotten(editions, rule, data):
    """A total of one edition and the groups of another are one table: an office's file may hold what is new only."""
    every = [(number, at) for number, truth in enumerate(editions) for at in sorted(truth, key=repr)]
    drops = frozenset(data.draw(st.lists(st.sampled_from(every), max_size=6)))
    public = Editions(rule, data.draw(st.booleans()), measured=measure(), drops=drops)
    for truth in editions:
        public.add(truth)

        assert not public.exposed()


@st.composite
def growing(draw, pairs=False):
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
