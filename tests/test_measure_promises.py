"""What was promised of a measure is sealed: it may change, but never without a sentence that says from what to what."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.clock import Clock, instant
from plugins.model.dates import partial_date
from plugins.model.figure_change_words import figure_sentence
from plugins.model.figure_changes import FigureChange, figure_changes
from plugins.model.findings import ContentError, errors
from plugins.model.language import Language
from plugins.model.measures import Measures
from plugins.model.offer import Offer
from plugins.model.open_figures import public_series
from plugins.model.promise_changes import promise_changes
from plugins.model.promised import Goal, Promise, Start
from plugins.sources import pull
from plugins.sources.measures.promising import changed_promises, promise_of
from plugins.sources.offer import read_offer
from plugins.sources.snapshots import canonical, digest
from tests.conftest import write
from tests.figures import ENGLISH, figure, measure, measures, series, snapshot
from tests.figures import files as area_files
from tests.office import (
    Office,
    an_office,  # noqa: F401  # a fixture
    snapshots_of,
)

NONE = Offer(limits={}, terms=())
DAY = date(2026, 11, 6)
BASE: dict[str, Any] = {
    "baseline": {"period": "2023", "value": 31},
    "basis": "Exceptions are left out.",
    "targets": [{"by": "2026-09", "value": 50, "kind": "milestone"}, {"by": "2027-03-31", "value": 75}],
}


def promised(**given: Any) -> Any:
    return measure(**{**BASE, **given})


def sealed(one: Any, **more: Any) -> Any:
    return series(one, [figure("2025", 40)], promise=promise_of(one, NONE, ENGLISH), **more)


def told(old: Any, new: Any) -> list[str]:
    """Return the sentences of a change from one definition of a measure to another."""
    found = figure_changes(snapshot(sealed(old)), snapshot(sealed(new)))
    return [figure_sentence(one, measures(new), ENGLISH) for one in found]


STEP = {"by": "2026-09", "value": 50, "kind": "milestone"}


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        (
            [STEP, {"by": "2027-03-31", "value": 60}],
            "The target for “Plans on time” changed from 75% by 31 March 2027 to 60% by 31 March 2027.",
        ),
        (
            [STEP, {"by": "2028-03-31", "value": 75}],
            "The target for “Plans on time” changed from 75% by 31 March 2027 to 75% by 31 March 2028.",
        ),
        (
            [STEP, {"by": "2028", "value": 60}],
            "The target for “Plans on time” changed from 75% by 31 March 2027 to 60% by 2028.",
        ),
        ([STEP], "The target for “Plans on time”, 75% by 31 March 2027, is taken away."),
        (
            [{"by": "2027-03-31", "value": 75}],
            "The milestone for “Plans on time”, 50% by September 2026, is taken away.",
        ),
        (
            [{**STEP, "value": 45}, {"by": "2027-03-31", "value": 75}],
            "The milestone for “Plans on time” changed from 50% by September 2026 to 45% by September 2026.",
        ),
        (
            [STEP, {"by": "2027-03-31", "value": 75, "kind": "milestone"}],
            "The target for “Plans on time”, 75% by 31 March 2027, is only a milestone now: 75% by 31 March 2027.",
        ),
        ([*BASE["targets"], {"by": "2028", "value": 90}], "A new target for “Plans on time”: 90% by 2028."),
        (
            [*BASE["targets"], {"by": "2026-12", "value": 60, "kind": "milestone"}],
            "A new milestone for “Plans on time”: 60% by December 2026.",
        ),
    ],
)
def test_a_target_that_changes_comes_or_goes_has_a_sentence(targets, said):
    assert told(promised(), promised(targets=targets)) == [said]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"direction": "neutral"},
            "Which way is good for “Plans on time” is told anew: "
            "it was higher is better, and is now neither higher nor lower is better.",
        ),
        (
            {"definition": "How many plans came at all."},
            "What “Plans on time” counts is told anew: "
            "it was “How many plans came on time” and is now “How many plans came at all”.",
        ),
        (
            {"basis": "Hard ones are left out."},
            "What “Plans on time” counts in or leaves out is told anew: "
            "it was “Exceptions are left out” and is now “Hard ones are left out”.",
        ),
        (
            {"basis": None},
            "What “Plans on time” counts in or leaves out is no longer told; it was “Exceptions are left out”.",
        ),
        (
            {"baseline": {"period": "2022", "value": 20}},
            "Where “Plans on time” started is told anew: it was 31%, 2023, and is now 20%, 2022.",
        ),
        ({"baseline": None}, "Where “Plans on time” started is no longer told; it was 31%, 2023."),
    ],
)
def test_another_direction_definition_basis_or_start_says_what_it_was_and_is(given, said):
    assert told(promised(), promised(**given)) == [said]


def test_what_is_promised_for_the_first_time_is_told():
    assert told(promised(basis=None, baseline=None), promised()) == [
        "What “Plans on time” counts in or leaves out is told for the first time: “Exceptions are left out”.",
        "Where “Plans on time” started is told for the first time: 31%, 2023.",
    ]


def test_a_new_measure_tells_its_targets():
    """Another id is no way to lower a target unseen: the old measure ends and the new target is named."""
    new = promised(id="in-time", title="In time", targets=[{"by": "2027-03-31", "value": 60}])
    found = figure_changes(snapshot(sealed(promised())), snapshot(sealed(new)))

    assert [figure_sentence(one, measures(new), ENGLISH) for one in found] == [
        "A new measure: “In time”.",
        "A new target for “In time”: 60% by 31 March 2027.",
        "The measure “on-time” is no longer published. No reason is given.",
    ]


def test_a_promise_that_changes_with_the_unit_is_told_in_both_units():
    new = promised(unit="number", targets=[STEP, {"by": "2027-03-31", "value": 75}])
    less = promised(unit="number", targets=[STEP, {"by": "2027-03-31", "value": 60}])

    assert told(promised(), new) == [
        "“Plans on time” is counted in another unit now: older figures cannot be compared."
    ]
    assert told(promised(), less)[1:] == [
        "The target for “Plans on time” changed from 75% by 31 March 2027 to 60 by 31 March 2027."
    ]


def test_a_target_that_goes_as_its_measure_is_withdrawn_is_told():
    before, after = sealed(promised()), sealed(promised(targets=[STEP]), withdrawn="Too few answers.")
    found = figure_changes(snapshot(before), snapshot(after))

    assert [one.kind for one in found] == ["withdrawn", "target"]


def test_a_snapshot_without_promises_changes_none():
    old, new = series(promised(), [figure("2025", 40)]), sealed(promised())

    assert figure_changes(snapshot(old), snapshot(new)) == figure_changes(snapshot(new), snapshot(old)) == ()
    assert b"promise" not in canonical(snapshot(old))


def test_line_ends_spelling_of_dates_and_the_order_of_targets_change_nothing():
    same = promised(
        definition="How many plans\n  came on time.",
        baseline={"period": " 2023 ", "value": "31.0"},
        targets=[{"by": "2027-03-31", "value": "75.0", "note": "A note."}, STEP],
    )

    assert told(promised(), same) == []
    assert promise_of(promised(), NONE, ENGLISH) == promise_of(same, NONE, ENGLISH)


goals = st.builds(
    Goal,
    by=st.sampled_from(["2026-09", "2027-03-31", "2027-03", "2028"]).map(partial_date),
    value=st.sampled_from([40, 60, 75]),
    kind=st.sampled_from(["target", "milestone"]),
)
starts = st.builds(Start, period=st.just(figure("2023", 1).period), value=st.sampled_from([20, 31]))
promises = st.builds(
    Promise,
    direction=st.sampled_from(["up", "down", "neutral"]),
    definition=st.sampled_from(["A.", "up"]),
    basis=st.sampled_from([None, "C.", "{b} 5%(x)s"]),
    baseline=st.none() | starts,
    targets=st.lists(goals, max_size=4).map(
        lambda found: tuple(sorted(found, key=lambda one: (one.by.last, one.by.first, one.kind, one.value)))
    ),
)


@given(promises, promises)
def test_no_promise_ever_changes_without_a_sentence_and_none_is_told_where_none_changed(old, new):
    before, after = (series(measure(), [], promise=one) for one in (old, new))
    found = figure_changes(snapshot(before), snapshot(after))
    said = [figure_sentence(one, measures(measure()), ENGLISH) for one in found]

    assert bool(found) == (old != new)
    assert all("“Plans on time”" in one and one.endswith(".") for one in said)
    # What is kept between builds says the same.
    assert [FigureChange.model_validate_json(one.model_dump_json(exclude_defaults=True)) for one in found] == list(
        found
    )


@given(promises, promises)
def test_every_target_of_both_promises_is_accounted_for(old, new):
    found = [one for one in promise_changes(old, new) if one.fact == "target"]
    left = list(old.targets)
    for one in found:
        if one.before:
            left.remove(one.before)
    left += [one.after for one in found if one.after]

    assert sorted(map(str, left)) == sorted(map(str, new.targets))


@given(promises)
def test_what_is_sealed_is_read_again_and_given_as_open_data_with_numbers_as_numbers(promise):
    one = snapshot(series(measure(), [], promise=promise))

    assert type(one).model_validate_json(canonical(one)) == one
    given = json.loads(public_series(one.series[0]).model_dump_json())["promise"]
    assert [type(goal["value"]) for goal in given["targets"]] == [float] * len(promise.targets)
    assert given["definition"] == promise.definition


# ---- The build: nothing else than what was published -----------------------------------------------------------------


def test_the_build_refuses_a_promise_that_no_pull_has_told():
    latest = snapshot(sealed(promised()))
    edited = promised(
        direction="down",
        targets=[STEP, {"by": "2027-03-31", "value": 60}],
        definition="Any.",
        basis=None,
        baseline=None,
    )
    found = list(changed_promises(Measures(measures=(edited,)), latest, DAY, NONE, ENGLISH))

    assert [str(one.place.key) for one in found] == [
        f"on-time.{key}" for key in ("targets", "direction", "definition", "basis", "baseline")
    ]
    assert found[0].message == ("The targets of the measure on-time differ from what was published on 6 November 2026.")
    assert "invoke pull" in found[0].mend
    assert len(errors(found)) == len(found)


def test_what_was_published_is_no_fault_nor_what_was_never_sealed():
    one = promised()
    for latest in (snapshot(sealed(one)), snapshot(series(one, [])), snapshot(), None):
        assert not list(changed_promises(measures(one), latest, DAY, NONE, ENGLISH))


TOML = """
[[measures]]
id = "on-time"
title = "Plans on time"
unit = "percent"
direction = "up"
definition = "How many plans came within {limit:ehc-final}."
period = "calendar year"
source = { kind = "own", file = "../office/measures.csv" }
source_words = "Our records"
targets = [{ by = "2027-03-31", value = 75 }]
themes = ["listening"]
"""
LIMITS = """
[[limits]]
key = "ehc-final"
text = "20 weeks"
what = "A plan."
source = "The Regulations"
url = "https://example.org/law"
verified = true
verified_by = "Us"
verified_on = 2026-01-01
"""


def test_a_build_stops_at_a_lowered_target_until_it_is_pulled(build, refused, tmp_path: Path):
    write(tmp_path / "limits", {"limits.toml": LIMITS})
    offer, _ = read_offer(tmp_path / "limits", publish=False)
    one = measure(
        definition="How many plans came within {limit:ehc-final}.", targets=[{"by": "2027-03-31", "value": 75}]
    )
    kept = series(one, [figure("2025", 62)], promise=promise_of(one, offer, ENGLISH))
    given = {**area_files(TOML, kept), "offer/limits.toml": LIMITS}

    assert "The target is 75%" in (build(given) / "measures/on-time/index.html").read_text()
    lowered = refused({**given, "plan/measures.toml": TOML.replace("75", "60")})
    assert "The targets of the measure on-time differ from what was published on 6 November 2026." in str(lowered)
    longer = refused({**given, "offer/limits.toml": LIMITS.replace("20 weeks", "40 weeks")})
    assert "The definition of the measure on-time (with the time limits it names) differs" in str(longer)


# ---- The pull: it seals and tells ------------------------------------------------------------------------------------


@pytest.fixture(name="whole")
def a_whole_office(office: Office) -> Office:
    """An office with one measure, pulled once."""
    write(office.content, {"plan/measures.toml": TOML, "offer/limits.toml": LIMITS})
    office.path("measures.csv").write_text("measure,period,value,numerator,denominator\non-time,2025,,62,100\n")
    pulled(office, "2026-11-06T12:00").accept()
    return office


def pulled(office: Office, at: str) -> Any:
    return pull.propose(
        office.area(), office.content, office.folder / "state", Clock(instant(at)), Language("en-GB"), lambda _: None
    )


def edit(office: Office, old: str, new: str) -> None:
    path = office.content / "plan/measures.toml"
    path.write_text(path.read_text().replace(old, new))


def test_a_pull_seals_the_promise_with_the_legal_limit_in_words(whole):
    (one,) = snapshots_of(whole)[-1].series

    assert one.promise == Promise(
        direction="up",
        definition="How many plans came within 20 weeks.",
        targets=(Goal(by=partial_date("2027-03-31"), value=75),),
    )
    assert pulled(whole, "2026-11-07T12:00").unchanged


def test_the_question_of_a_pull_tells_a_lowered_target_and_the_seal_keeps_it(whole):
    edit(whole, "value = 75", "value = 60")
    proposal = pulled(whole, "2026-11-07T12:00")

    assert proposal.sentences[0] == (
        "The target for “Plans on time” changed from 75% by 31 March 2027 to 60% by 31 March 2027."
    )
    proposal.accept()
    assert [one.series[0].promise.targets[0].value for one in snapshots_of(whole)[-2:]] == [75, 60]


def test_a_target_cannot_be_lowered_behind_a_withdrawal(whole):
    edit(whole, "value = 75 }]", 'value = 60 }]\nwithdrawn = { on = 2026-11-07, why = "Too few." }')

    assert [one[:10] for one in pulled(whole, "2026-11-07T12:00").sentences[:2]] == ["The measur", "The target"]


def test_a_pull_that_is_refused_seals_no_promise(whole):
    edit(whole, "value = 75", "value = 60")
    whole.path("measures.csv").write_text("measure\n")
    before = whole.tree()
    with pytest.raises(ContentError):
        pulled(whole, "2026-11-07T12:00")

    assert whole.tree() == before


def test_what_changed_in_a_promise_stands_on_the_page_of_the_day_in_the_feeds_and_in_the_data(build):
    first = sealed_for(75)
    second = sealed_for(60)
    given = area_files(TOML.replace("{limit:ehc-final}", "time").replace("75", "60"), first)
    opening = given["plan/history/2026-11-06.json"]
    assert isinstance(opening, bytes)
    later = snapshot(second, as_at="2026-11-07").model_copy(update={"previous": digest(opening)})
    site = build({**given, "plan/history/2026-11-07.json": canonical(later)})
    said = "changed from 75% by 31 March 2027 to 60% by 31 March 2027."

    for page in ("plan/changes/2026-11-07/index.html", "data/changes.json"):
        assert said in (site / page).read_text(), page
    assert any(said in one.read_text() for one in (site / "feeds").rglob("*.xml"))


def sealed_for(value: int) -> Any:
    one = measure(definition="How many plans came within time.", targets=[{"by": "2027-03-31", "value": value}])
    return sealed(one)
