"""Definitions of measures: what contradicts itself or the plan is refused in words."""

from decimal import Decimal
from pathlib import Path

import pytest

from plugins.model.measures import Measures
from plugins.sources.measures.definitions import check_measures, read_measures
from tests.measures import measure

TOML = """
[protection]
threshold = 6

[[outcomes]]
id = "in-time"
title = "Help comes in time"

[[measures]]
id = "plans"
title = "Plans in time"
outcome = "in-time"
unit = "percent"
direction = "up"
definition = "Plans issued within 20 weeks."
basis = "excluding exceptions"
period = "calendar year"
decimals = 1
source_words = "Department for Education"
themes = ["timeliness"]
actions = ["1.2"]

[measures.source]
kind = "dfe"
file = "../ehcp.csv"
codes = ["825", "E10000002"]
value = "pc"
only = { breakdown = "All EHC plans" }

[measures.baseline]
period = "2023"
value = 46.7

[[measures.targets]]
by = "2026-12"
value = 60.5
"""


def read(tmp_path: Path, text: str) -> tuple[Measures | None, str]:
    (tmp_path / "content" / "plan").mkdir(parents=True, exist_ok=True)
    (tmp_path / "content" / "plan" / "measures.toml").write_text(text, "utf-8")
    measures, findings = read_measures(tmp_path / "content")
    return measures, "\n".join(map(str, findings))


def test_an_area_without_measures_has_none(tmp_path):
    assert read_measures(tmp_path) == (None, [])


def test_definitions_are_read_with_numbers_exactly_as_they_are_written(tmp_path):
    measures, said = read(tmp_path, TOML)

    assert said == ""
    assert measures
    (one,) = measures.measures
    assert one.targets[0].value == Decimal("60.5")
    assert str(one.baseline.value) == "46.7"
    assert one.begins.code == "2023"
    assert measures.protection.threshold == 6


def test_figures_of_the_department_are_public_already_without_saying_so(tmp_path):
    assert read(tmp_path, TOML)[0].measures[0].public_already
    assert not measure().public_already


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "dfe"', 'kind = "dfee"', "It can be"),
        ('value = "pc"', 'valeu = "pc"', "Did you mean `value`?"),
        ('value = "pc"', "", "needs `value`"),
        ('codes = ["825", "E10000002"]', "codes = [825]", "codes"),
        ('codes = ["825", "E10000002"]', "", "needs `codes`"),
        ("[measures.source]", "public_already = false\n[measures.source]", "public already"),
        ('value = "pc"', 'value = "pc"\nrow = "Plans"', "has no `row`"),
        ('by = "2026-12"', 'by = "2022-12"', "due before the end of its baseline"),
        ('by = "2026-12"', 'by = "2023-12"', "due before the end of its baseline"),
        ("value = 60.5", "value = 140", "below 0 or above 100"),
        ("value = 46.7", "value = nan", "value"),
        ('period = "2023"', 'period = "lately"', "baseline is not understood"),
        (
            "[measures.baseline]",
            '[[measures.breaks]]\nperiod = "x"\nwhy = "y"\n[measures.baseline]',
            "period of a break",
        ),
        ('direction = "up"', 'direction = "green"', "It can be"),
        ('outcome = "in-time"', 'outcome = "in-tim"', "which is no outcome"),
        ("decimals = 1", 'decimals = 1\nresets = "September"', "a year to date, and nothing else"),
        ('period = "calendar year"', 'period = "year to date"\nresets = "Sextember"', "not a month"),
    ],
)
def test_a_definition_that_contradicts_itself_is_refused_in_words(tmp_path, old, new, said):
    assert old in TOML

    measures, found = read(tmp_path, TOML.replace(old, new, 1))

    assert measures is None
    assert said in found
    assert "plan/measures.toml" in found


def test_a_comparator_with_another_definition_is_refused(tmp_path):
    other = '[[measures.comparators]]\nplace = "England"\ndefinition = "Plans issued, including exceptions."\n'

    assert "England is defined in another way" in read(tmp_path, TOML + other)[1]
    assert read(tmp_path, TOML + '[[measures.comparators]]\nplace = "England"\n')[0]


def test_one_id_has_one_source(tmp_path):
    twice = TOML + TOML[TOML.index("[[measures]]") :]

    assert "Two measures have the same id, plans" in read(tmp_path, twice)[1]


def test_a_wide_table_must_be_public_already_because_nothing_in_it_can_be_protected(tmp_path):
    table = TOML.replace(
        TOML[TOML.index('kind = "dfe"') : TOML.index("[measures.baseline]")],
        'kind = "table"\nfile = "x"\nrow = "Plans"\n',
    )

    assert "cannot be protected" in read(tmp_path, table)[1]
    assert read(
        tmp_path,
        table.replace("decimals = 1", "decimals = 1\npublic_already = true\nsource_url = 'https://example.org'"),
    )[0]


def test_a_theme_or_an_action_that_the_plan_does_not_have_is_named_with_the_nearest(tmp_path):
    measures, _ = read(tmp_path, TOML)

    wrong = "\n".join(map(str, check_measures(measures, ["timelines", "voice"], ["1.1", "9.9"])))

    assert "names the theme “timeliness”" in wrong
    assert "Did you mean “timelines”?" in wrong
    assert "names the action “1.2”" in wrong
    assert check_measures(measures, ["timeliness"], ["1.2"]) == []


def test_only_a_figure_that_can_be_there_can_be_shown_again(tmp_path):
    reveal = '[[reveal]]\nmeasure = "plans"\nperiod = "202425"\nwhy = "It was published by mistake as hidden."\n'
    measures, said = read(tmp_path, TOML + reveal + reveal.replace('"plans"', '"plan"').replace("202425", "2024"))

    wrong = "\n".join(map(str, check_measures(measures, ["timeliness"], ["1.2"])))

    assert said == ""
    assert "“202425” is not a period of the measure plans" in wrong
    assert "There is no measure “plan”" in wrong
    assert "Did you mean “plans”?" in wrong


def test_what_is_public_already_says_where():
    with pytest.raises(ValueError, match="does not say where its figures are public"):
        measure(public_already=True)
    assert measure(public_already=True, source_url="https://example.org").public_already


AT = {"by": "2027-12", "value": 60}
START = {"period": "2026-01", "value": 31}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"targets": [AT, AT | {"value": 70}]}, "two targets or two milestones have the same date"),
        (
            {"targets": [AT, {"by": "2028-01", "value": 50, "kind": "milestone"}]},
            "a milestone comes after the last target",
        ),
        (
            {"breaks": [{"period": "2026-01", "why": "A."}, {"period": "Jan 26", "why": "B."}]},
            "two breaks have the same period",
        ),
        ({"baseline": START, "targets": [AT], "direction": "down"}, "a target is worse than the baseline"),
        ({"unit": "weeks", "targets": [AT | {"value": -1}]}, "there cannot be fewer than 0 of it"),
    ],
)
def test_a_promise_that_contradicts_itself_is_refused(given, said):
    with pytest.raises(ValueError, match=said):
        measure(**given)
    assert measure(baseline=START, targets=[AT, {"by": "2027-01", "value": 20, "kind": "milestone"}]), "it may dip"
