"""Whatever stands in a file, a pull of measures ends in findings, never in a stack trace, and loses nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.model.clock import Clock, instant
from plugins.model.findings import errors
from plugins.sources.measures.too_early import figures_too_early, withdrawn_too_early
from tests.measures import HEAD, Office, count, measure, snapshot

TOKENS = st.sampled_from(
    [
        *'0123,;"\n\t%£-.~:zxck',
        *("\r\n", "plans", "requests", "2025-10", "202425", "England", "Actual Jul 23", "Target", "Plans"),
        *("Calendar year", "Local authority", "825", "9" * 400, "1e999", "NaN", "-0", "\ufeff", "=1+1", "½", "٣"),
    ]
)
TEXT = st.lists(TOKENS | st.text(max_size=3), max_size=40).map("".join)
KINDS = {
    "own": (HEAD, {"kind": "own", "file": "../f.csv"}),
    "dfe": (
        "time_period,time_identifier,geographic_level,new_la_code,n,d,pc\n2024,Calendar year,Local authority,825,",
        {"kind": "dfe", "file": "../f.csv", "codes": ["825"], "value": "pc", "numerator": "n", "denominator": "d"},
    ),
    "table": ("KPI,Target,Actual Jul 23,Actual Nov 23\nPlans,", {"kind": "table", "file": "../f.csv", "row": "Plans"}),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120, deadline=None)
@given(text=TEXT, headed=st.booleans())
def test_any_text_ends_in_findings_and_figures_that_are_whole(tmp_path, kind, text, headed):
    head, source = KINDS[kind]
    period = {"own": "month", "dfe": "calendar year", "table": "month"}[kind]
    one = Office(
        tmp_path, measure(period=period, source=source, public_already=kind != "own", source_url="https://example.org")
    )
    one.put("f.csv", ((head if headed else "") + text).encode("utf-8", "replace"))

    series, findings = one.propose()

    assert series or errors(findings)
    for figure in (figure for one in series for figure in one.figures):
        assert figure.value is None or figure.value.is_finite()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_end_in_findings(tmp_path, data):
    one = Office(tmp_path, count())
    one.put("measures.csv", data)

    assert errors(one.propose()[1])


def test_one_measure_that_cannot_be_read_keeps_its_series_and_leaves_the_others_alone(tmp_path):
    own = {"kind": "own", "file": "../other.csv"}
    one = Office(tmp_path, measure(), count(source=own))
    one.put("measures.csv", HEAD + "plans,2025-10,,,,70,100,,,\n")
    one.put("other.csv", HEAD + "requests,2025-10,,,600,,,,,\n")
    before, _ = one.propose()
    one.put("measures.csv", HEAD + "plans,2025-10,,,,80,100,,,\n")
    one.put("other.csv", b"\0")

    (plans, requests), findings = one.propose(snapshot(*before))

    assert plans.figures[0].value == 80
    assert requests == before[1]
    assert len(errors(findings)) == 1


def test_the_series_stand_in_the_order_of_the_definitions(tmp_path):
    text = HEAD + "plans,2025-10,,,,70,100,,,\nrequests,2025-10,,,600,,,,,\n"
    for measures in ((measure(), count()), (count(), measure())):
        one = Office(tmp_path, *measures)
        one.put("measures.csv", text)

        assert [series.measure for series in one.propose()[0]] == [measure.id for measure in measures]


def test_a_figure_of_a_time_that_has_not_begun_is_refused(tmp_path):
    one = Office(tmp_path, measure())
    one.put("measures.csv", HEAD + "plans,2026-11,,,50,20,40,,,\nplans,2062-01,,,50,20,40,,,\n")
    series, _ = one.propose()
    said = "The source of plans has figures for a time that has not begun: {}."

    def found(at):
        return [one.message for one in figures_too_early(series, Clock(instant(at)))]

    assert found("2026-11-22") == [said.format("2062-01")]
    assert found("2026-10-31T23:59") == [said.format("2026-11, 2062-01")]


def test_a_measure_is_not_withdrawn_before_its_day(tmp_path):
    one = Office(tmp_path, measure(withdrawn={"on": "2026-11-23", "why": "Few answered."}))

    assert "has not come" in str(*withdrawn_too_early(one.measures, Clock(instant("2026-11-22"))))
    assert not list(withdrawn_too_early(one.measures, Clock(instant("2026-11-23"))))


def test_of_a_file_with_faults_nobody_is_told_that_it_has_no_figures(tmp_path):
    one = Office(tmp_path, measure())
    one.put("measures.csv", HEAD + "plans,2026-13,,,50,20,40,,,\n")
    _, findings = one.propose()

    assert [finding.place.column for finding in findings] == ["period"]


@pytest.mark.parametrize(
    ("rows", "baseline", "said"),
    [
        ("requests,2025-10,,,20,,,,,\n", 3, "The baseline is a count below 5: it could point to a child."),
        ("requests,2025-09,,,3,,,,,\nrequests,2025-10,,,20,,,,,\n", 3, "is hidden to protect children, and the"),
        ("requests,2025-09,,,0,,,,,\nrequests,2025-10,,,20,,,,,\n", 0, None),
        ("requests,2025-09,,,12,,,,,\nrequests,2025-10,,,20,,,,,\n", 12, None),
    ],
)
def test_a_baseline_that_tells_a_small_number_is_refused(tmp_path, rows, baseline, said):
    one = Office(tmp_path, count(baseline={"period": "2025-09", "value": baseline}))
    one.put("measures.csv", HEAD + rows)
    series, findings = one.propose()

    assert [str(one) for one in errors(findings) if "baseline" in str(one)] == [
        str(one) for one in errors(findings) if said and said in str(one)
    ]
    assert bool(errors(findings)) is bool(said)
    assert bool(series) is not bool(said)


def test_the_baseline_of_a_measure_that_counts_no_people_may_be_small(tmp_path):
    one = Office(tmp_path, count(about_people=False, baseline={"period": "2025-09", "value": 3}))
    one.put("measures.csv", HEAD + "requests,2025-09,,,3,,,,,\n")

    assert one.figures()[0].value == 3
