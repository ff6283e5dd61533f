"""Measures that count the same children are protected together: nothing that one hides follows from another.

The attacker is the one of ``test_disclosure_adversary``: he reads all of them side by side.
"""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.model.disclosure.publishing import publish
from plugins.model.disclosure.raw import RawFigure
from plugins.model.disclosure.tables import Ratio, Sum
from plugins.model.disclosure.together import Known
from plugins.model.figures import Series
from plugins.model.findings import errors
from plugins.model.measures import Protection
from tests import measures
from tests.test_disclosure import OTHER, RULE, SMALL, measure, people, percent, whys
from tests.test_disclosure_adversary import COUNTS, OFTEN, RULES, Attacker, Public, plainly_nobody

PUBLIC = {"public_already": True, "source_url": "https://example.org/"}


def published(*known: Known, rule: Protection = RULE) -> list:
    """Return the figures of each measure, published beside all the others."""
    return [
        publish(one.raw, one.measure, rule, one.earlier, one.reveal, beside=[each for each in known if each is not one])
        for one in known
    ]


def known(name: str, raw, unit="number", **changes) -> Known:
    return Known(measure(unit, id=name, **changes), raw)


def test_a_total_that_one_measure_hides_is_hidden_in_the_other():
    """The first has shown its second group before, so only its total is left to protect the small one."""
    raw = people(_=12, a=3, b=9)
    first = known("first", raw)
    shown = publish(people(b=9), first.measure, RULE)
    first = replace(first, earlier=[Series(measure="first", unit="number", source="S", figures=shown)])
    ours, theirs = published(first, known("second", people(_=12, q=6, r=6)))

    assert whys(ours) == {"a": SMALL, "": OTHER}
    assert "" in whys(theirs)
    assert whys(publish(people(_=12, q=6, r=6), measure(), RULE)) == {}, "by itself it would show the total"


def test_in_time_and_late_hide_the_same_groups():
    """Alone each might hide another group beside the small one, and then the two together would tell all."""
    in_time = [percent(60, 99), percent(30, 33, "a"), percent(15, 33, "b"), percent(15, 33, "c")]
    late = [percent(39, 99), percent(3, 33, "a"), percent(18, 33, "b"), percent(18, 33, "c")]
    ours, theirs = published(known("in-time", in_time, "percent"), known("late", late, "percent"))

    assert whys(ours).keys() == whys(theirs).keys()


def test_what_another_measure_has_made_public_protects_nothing():
    alone = publish(people(_=32, a=3, b=9, c=20), measure(), RULE)
    ours, theirs = published(
        known("ours", people(_=32, a=3, b=9, c=20)), known("theirs", people(_=32, b=9, d=23), **PUBLIC)
    )

    assert whys(alone) == {"a": SMALL, "b": OTHER}
    assert whys(ours) == {"a": SMALL, "c": OTHER}
    assert whys(theirs) == {}


def test_what_a_measure_published_before_it_ended_is_reckoned_with():
    before = Series(measure="gone", unit="number", source="S", figures=publish(people(b=9), measure(), RULE))
    ours, _ = published(known("ours", people(_=32, a=3, b=9, c=20)), Known(measure(id="gone"), (), [before]))

    assert whys(ours) == {"a": SMALL, "c": OTHER}


@st.composite
def crossed(draw) -> tuple[list[int], list[int], list[int]]:
    """Return the same children by school, by age, and how many of each school were seen in time."""
    width, height = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    cells = draw(st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=height, max_size=height))
    schools = [sum(row) for row in cells]
    seen = [draw(st.sampled_from(sorted({0, min(2, n), n // 2, max(0, n - 1), max(0, n - 3), n}))) for n in schools]
    return schools, [sum(column) for column in zip(*cells, strict=True)], seen


def groups(letter: str, counts: list[int]) -> dict[str, int]:
    return {"_": sum(counts)} | {f"{letter}{number}": count for number, count in enumerate(counts)}


def shares(seen: list[int], whole: list[int]) -> list[RawFigure]:
    pairs = {"": (sum(seen), sum(whole))} | {f"s{at}": pair for at, pair in enumerate(zip(seen, whole, strict=True))}
    return [percent(*pair, group) if pair[1] else nobody(group) for group, pair in pairs.items()]


def nobody(group: str) -> RawFigure:
    return replace(percent(0, 1, group), value=None, symbol="not applicable", numerator=0, denominator=0)


class Readers(Public):
    """What can be read of several measures, by (kind, group): the schools of two of them are the same."""

    def __init__(self) -> None:
        super().__init__({}, {}, ())

    def read(self, key, why, true) -> None:
        """Note a number that is shown, or hidden; shown anywhere is shown. Of two reasons the one that tells more."""
        if why is None:
            self.shown[key] = true
            self.hidden.pop(key, None)
        elif key not in self.shown:
            told = {SMALL: 2, OTHER: 1}
            self.hidden[key] = max(why, self.hidden.get(key, why), key=lambda one: told.get(one, 0))


@OFTEN
@given(crossed(), RULES, st.data())
def test_nothing_hidden_follows_from_measures_of_the_same_children(drawn, rule, data):
    """The numbers of some schools were published before, by one of the measures only."""
    schools, ages, seen = drawn
    known_before = {f"s{at}": one for at, one in enumerate(schools) if data.draw(st.booleans())}
    # docs/disclosure.md: of a table of nothing else the total tells all.
    assume({rule.threshold - 1} not in (set(schools), set(ages)))
    raw = [people(**groups("s", schools)), people(**groups("a", ages)), shares(seen, schools)]
    units = ["number", "number", "percent"]
    known_ = [known(f"m{at}", one, unit) for at, (one, unit) in enumerate(zip(raw, units, strict=True))]
    before = publish(people(**known_before), known_[0].measure, rule)
    if before:
        known_[0] = replace(known_[0], earlier=[Series(measure="m0", unit="number", source="S", figures=before)])
    public = Readers()
    for figure in before:
        public.read(("of", figure.group), figure.why, known_before[figure.group])
    for figures, one in zip(published(*known_, rule=rule), known_, strict=True):
        for figure, truth in zip(figures, one.raw, strict=True):
            if one.measure.unit == "number":
                public.read(("of", figure.group), figure.why, int(truth.value))
                continue
            public.read(("in", figure.group), figure.why, truth.numerator)
            if figure.denominator is not None or figure.symbol == "not applicable":
                public.read(("of", figure.group), None, truth.denominator)
            public.ratios += (Ratio(("%", figure.group), ("in", figure.group), ("of", figure.group), 1),)
    for kind, letter, size in (("of", "s", len(schools)), ("of", "a", len(ages)), ("in", "s", len(schools))):
        public.sums += (Sum((kind, ""), tuple((kind, f"{letter}{at}") for at in range(size))),)
    attacker = Attacker(public, rule)
    secret = public.hidden.keys() - plainly_nobody(public, public.shown)

    assert not [key for key in secret if len(set(attacker.range(key))) == 1]


SAME = (
    "requests,2025-10,,,32,,,,,\nrequests,2025-10,a,,3,,,,,\nrequests,2025-10,b,,9,,,,,\nrequests,2025-10,c,,20,,,,,\n"
    "calls,2025-10,,,32,,,,,\ncalls,2025-10,A,,3,,,,,\ncalls,2025-10,b,,9,,,,,\ncalls,2025-10,other,,20,,,,,\n"
)


@pytest.mark.parametrize("says", ["requests", "calls"])
def test_a_pull_protects_measures_together_whichever_says_so(tmp_path, says):
    """A measure that ended counts too: its last figures stay public, and “b” is one of them."""
    both = [measures.count(adds_up=True), measures.count(id="calls", adds_up=True, withdrawn=None)]
    other = {"requests": "calls", "calls": "requests"}[says]
    both = [one.model_copy(update={"same_children": (other,)}) if one.id == says else one for one in both]
    office = measures.Office(tmp_path, *both)
    office.put("measures.csv", measures.HEAD + SAME)
    series, findings = office.propose()

    assert not errors(findings)
    assert [whys(one.figures).keys() - {"other", "c"} for one in series] == [{"a", "b"}, {"A", "b"}]


@pytest.mark.parametrize(("total", "is_said"), [("33", True), ("32", False)])
def test_measures_that_have_no_total_in_common_are_not_taken_for_the_same_children_in_silence(tmp_path, total, is_said):
    both = [measures.count(adds_up=True, same_children=("calls",)), measures.count(id="calls", adds_up=True)]
    office = measures.Office(tmp_path, *both)
    office.put("measures.csv", measures.HEAD + SAME.replace("calls,2025-10,,,32", f"calls,2025-10,,,{total}"))
    _, findings = office.propose()
    said = [str(one) for one in findings if one.place.key == "requests.same_children"]

    assert [("requests and calls are said to count the same children" in one) for one in said] == [True] * is_said
    assert not set("0123456789") & set("".join(said))


def test_a_measure_of_the_same_children_must_be_there(tmp_path):
    with pytest.raises(ValueError, match="names the measure “call”, which is not there"):
        measures.Office(tmp_path, measures.count(same_children=("call",)), measures.count(id="calls"))


def test_measures_are_of_the_same_children_by_way_of_a_third(tmp_path):
    ours = [measures.count(id=name, same_children=same) for name, same in (("a", ("b",)), ("b", ()), ("c", ("b",)))]
    office = measures.Office(tmp_path, *ours, measures.count(id="d"))

    assert [one.id for one in office.measures.counted_with(ours[0])] == ["b", "c"]
    assert office.measures.counted_with(office.measures.measures[3]) == ()
