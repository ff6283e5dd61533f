"""Tidy files of the Department for Education: real figures of every authority, and what can go wrong with a file."""

import csv
import random
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.model.findings import errors
from plugins.model.measures import Measure
from plugins.sources.measures.dfe import read_dfe
from plugins.sources.measures.dfe_periods import dfe_period
from plugins.sources.measures.tables import Table
from tests.conftest import SHARED
from tests.measures import OWN, Office, snapshot

NAME = "ehcp2025_timeliness_20_week_totals.csv"
COLUMNS = {
    "value": "PC_plans_issued_20_weeks_ex",
    "numerator": "plans_issued_20_weeks_ex",
    "denominator": "plans_issued_den_ex",
}


def shared(name: str) -> str:
    path = SHARED / "data" / "dfe" / name
    if not path.exists():
        pytest.skip(f"there is no {name} beside this checkout")
    return path.read_text("utf-8")


@cache
def timeliness() -> Table:
    return Table(NAME, shared(NAME))


@cache
def rows(name: str = NAME) -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(StringIO(shared(name))))


def authorities() -> list[tuple[str, str]]:
    return sorted({(row["old_la_code"], row["la_name"]) for row in rows() if row["la_name"]})


def dfe(codes: object, **changes: object) -> Measure:
    """Return the timeliness of the authority with *codes*, with *changes*; those of its source are merged."""
    source = {"kind": "dfe", "file": "../dfe.csv", "codes": codes, **COLUMNS, **changes.pop("source", {})}
    return Measure.model_validate({**OWN, "period": "calendar year", "source": source, **changes})


def as_read(row: dict[str, str]) -> tuple[object, ...]:
    return tuple(row[COLUMNS[part]] for part in ("numerator", "denominator", "value"))


def test_for_every_authority_and_year_the_percentage_is_its_numerator_out_of_its_denominator():
    """961 rows of the release have numbers: each is read as it stands, and is 100 · n / d to one decimal place."""
    usable, seen = 0, set()
    every = {
        (row["new_la_code"], row["time_period"]): row for row in rows() if row["geographic_level"] == "Local authority"
    }
    for old, name in authorities():
        reading = read_dfe(timeliness(), dfe([old]))
        assert not errors(reading.findings), name
        for figure in reading.figures:
            row = next(
                row for (_, year), row in every.items() if year == figure.period.code and row["old_la_code"] == old
            )
            seen.add((row["new_la_code"], row["time_period"]))
            usable += _agrees(row, figure)
    assert seen == set(every)
    current = csv.DictReader(StringIO((SHARED / "data/la/england_las_153_from_dfe_ehcp2025.csv").read_text("utf-8")))
    assert {row["old_la_code"] for row in current} <= {old for old, _ in authorities()}
    nations = [row for row in rows() if row["geographic_level"] != "Local authority"]
    usable += sum(_is_share(*map(Decimal, as_read(row))) for row in nations)
    assert usable == 961


def _agrees(row, figure) -> bool:
    """Check a figure against its row by another way than the reader's, and say whether it has numbers."""
    numerator, denominator, value = as_read(row)
    if value == "x":
        assert (figure.value, figure.symbol, figure.raw) == (None, "not available", "x")
        assert denominator in {"0", "x"}
        return False
    assert (figure.numerator, figure.denominator, figure.value) == (int(numerator), int(denominator), Decimal(value))
    return _is_share(Decimal(numerator), Decimal(denominator), Decimal(value))


def _is_share(numerator: Decimal, denominator: Decimal, value: Decimal) -> bool:
    assert value == (100 * numerator / denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return True


def test_regions_sum_to_england_in_every_year():
    regions = {row["region_name"]: row["region_code"] for row in rows() if row["geographic_level"] == "Regional"}
    years = {year: {row["la_name"] for row in rows() if row["time_period"] == year} for year in ("2019", "2024")}
    lasting = years["2019"] & years["2024"] - {""}
    some = {row["region_name"]: row["old_la_code"] for row in rows() if row["la_name"] in lasting}
    sums: dict[tuple[str, str], int] = {}
    england: dict[tuple[str, str], int] = {}
    for name in regions:
        both = dfe([some[name]], comparators=[{"place": "England"}, {"place": "region"}])
        for figure in read_dfe(timeliness(), both).figures:
            for part in ("numerator", "denominator"):
                key = (figure.period.code, part)
                if figure.place == name:
                    sums[key] = sums.get(key, 0) + getattr(figure, part)
                if figure.place == "England":
                    england[key] = getattr(figure, part)

    assert len(regions) == 9
    assert len(england) == 2 * 6
    assert sums == england


@pytest.mark.parametrize(
    "codes",
    [["825"], ["E10000002"], ["E06000060"], ["E06000060", "E10000002", "825"]],
)
def test_buckinghamshire_is_the_same_by_any_of_its_codes(codes):
    reading = read_dfe(timeliness(), dfe(codes))

    assert [figure.period.code for figure in reading.figures] == ["2019", "2020", "2021", "2022", "2023", "2024"]
    assert [str(figure.value) for figure in reading.figures] == ["40", "74.7", "82", "67.1", "49", "32.1"]


def test_dorset_is_the_same_by_either_code_and_told_where_it_had_another():
    by_old, by_new = (read_dfe(timeliness(), dfe([code])) for code in ("838", "E06000059"))
    assert by_old.figures == by_new.figures
    assert len(by_old.figures) == 6

    caseload = Table("caseload.csv", shared("ehcp2025_caseload_totals.csv"))
    count = {"value": "ehcplans", "numerator": None, "denominator": None}
    plans = {"unit": "number", "period": "academic year"}
    after = read_dfe(caseload, dfe(["838"], source=count, **plans))
    whole = read_dfe(caseload, dfe(["838", "835"], source=count, **plans))

    assert "Dorset also stands in the file under 835, E10000009" in str(after.findings)
    assert whole.findings == ()
    assert len(whole.figures) == len(after.figures) + 1
    assert whole.figures[0].period.code == "201819"


def test_the_smallest_authorities_have_symbols_where_there_is_nobody():
    city = {one.period.code: one for one in read_dfe(timeliness(), dfe(["201"])).figures}
    scilly = {one.period.code: one for one in read_dfe(timeliness(), dfe(["420"])).figures}

    assert (city["2024"].value, city["2024"].symbol, city["2024"].denominator) == (None, "not available", 0)
    assert (scilly["2019"].value, scilly["2019"].symbol) == (None, "not available")
    assert scilly["2023"].value == 0


def test_an_authority_with_no_data_at_all_has_an_empty_series_and_a_warning(tmp_path):
    one = Office(tmp_path, dfe(["E06000999"]))
    one.put("dfe.csv", shared(NAME))

    (series,), findings = one.propose()

    assert series.figures == ()
    assert not errors(findings)
    assert "no row for the codes E06000999" in str(findings)


TIDY = (
    "time_period,time_identifier,geographic_level,region_code,region_name,new_la_code,old_la_code,la_name,breakdown,d,n,pc\n"
    "2023,Calendar year,National,,,,,,All,1000,500,50\n"
    "2023,Calendar year,Regional,E12000008,South East,,,,All,100,40,40\n"
    "2023,Calendar year,Local authority,E12000008,South East,E06000001,001,Hale,All,40,23,57.500000000000\n"
    "2024,Calendar year,National,,,,,,All,1000,600,60\n"
    "2024,Calendar year,Regional,E12000008,South East,,,,All,100,50,50\n"
    "2024,Calendar year,Local authority,E12000008,South East,E06000001,001,Hale,All,0,0,x\n"
    "2024,Calendar year,Local authority,E12000008,South East,E06000002,002,Moor,All,10,5,50\n"
)
SOURCE = {"value": "pc", "numerator": "n", "denominator": "d"}


@pytest.fixture
def tidy(tmp_path):
    def opened(text: str = TIDY, codes: object = ("001",), **changes: object) -> Office:
        source = {**SOURCE, **changes.pop("source", {})}
        one = Office(tmp_path, dfe(list(codes), source=source, **changes))
        one.put("dfe.csv", text)
        return one

    return opened


def test_numbers_are_exact_and_without_spare_noughts(tidy):
    first, second = tidy().figures()

    assert str(first.value) == "57.5"
    assert (second.value, second.symbol, second.raw, second.denominator) == (None, "not available", "x", 0)


@pytest.mark.parametrize(
    "spelling",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        lambda text: "\n".join(f"{line},{line.split(',')[-2]}" for line in text.splitlines()).encode(),
    ],
)
def test_marks_line_ends_and_a_column_that_stands_there_twice_change_nothing(tidy, spelling):
    plain = tidy().figures()
    one = tidy()
    one.put("dfe.csv", spelling(TIDY))

    assert one.figures() == plain


def test_a_wanted_column_that_stands_there_twice_and_differs_is_refused(tidy):
    twice = "\n".join(f"{line},{'pc' if at == 0 else at}" for at, line in enumerate(TIDY.splitlines()))

    assert "Two columns are called “pc” and do not say the same" in tidy(twice).faults()


def test_a_real_column_that_stands_there_twice_is_read_because_it_says_the_same():
    table = Table("reviews.csv", shared("ehcp2025_annual_reviews_totals.csv"))
    source = {"value": "review_meeting_prior_24", "numerator": None, "denominator": None}

    reading = read_dfe(table, dfe(["825"], unit="number", source=source))

    assert reading.findings == ()
    assert len(reading.figures) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"source": {"value": "pcc"}}, "Did you mean “pc”?"),
        ({"source": {"numerator": "N"}}, "The file has no column “N”"),
        ({"source": {"only": {"breakdwn": "All"}}}, "Did you mean “breakdown”?"),
        ({"source": {"only": {"breakdown": "ALL"}}}, "It can be: All"),
        ({"period": "academic year"}, "Calendar year 2023 is no academic year"),
        ({"comparators": [{"place": "Wales"}]}, "cannot be compared with Wales"),
        ({"comparators": [{"place": "London"}]}, "cannot be compared with London"),
        ({"comparators": [{"place": "Moor", "codes": ["999"]}]}, "cannot be compared with Moor"),
    ],
)
def test_a_definition_that_does_not_fit_the_file_is_refused_in_words(tidy, changes, said):
    assert said in tidy(**changes).faults()


def test_two_rows_for_one_period_must_say_the_same(tidy):
    again = TIDY + "2023,Calendar year,Local authority,E12000008,South East,E10000001,001,Hale,{},40,{},57.5\n"

    assert len(tidy(again.format("All", 23)).figures()) == 2
    said = tidy(again.format("Boys", 22)).faults()
    assert "Two rows for 2023 (001, E10000001) differ" in said
    assert "Say which rows are meant with `only`" in said
    assert len(tidy(again.format("Boys", 22), source={"only": {"breakdown": "All"}}).figures()) == 2


def test_codes_are_text_and_a_lost_nought_finds_nothing(tidy):
    series, findings = tidy(codes=["1"]).propose()

    assert series[0].figures == ()
    assert "no row for the codes 1" in str(findings)


def test_comparators_stand_at_our_periods_only(tidy):
    figures = tidy(
        comparators=[{"place": "region"}, {"place": "England"}, {"place": "Moor", "codes": ["002"]}]
    ).figures()

    assert [(one.place, one.period.code, str(one.value)) for one in figures] == [
        ("", "2023", "57.5"),
        ("", "2024", "None"),
        ("South East", "2023", "40"),
        ("South East", "2024", "50"),
        ("England", "2023", "50"),
        ("England", "2024", "60"),
        ("Moor", "2024", "50"),
    ]


def test_a_comparator_that_shares_no_period_with_us_is_refused(tidy):
    ours_only_then = "\n".join(line for line in TIDY.splitlines() if "2024" not in line or "Hale" not in line)

    assert (
        "cannot be compared with Moor"
        in tidy(ours_only_then, comparators=[{"place": "Moor", "codes": ["002"]}]).faults()
    )


def test_a_percentage_that_is_none_is_marked_and_not_corrected(tidy):
    one = tidy(TIDY.replace("57.500000000000", "575"))
    (series,), findings = one.propose()

    assert (series.figures[0].value, series.figures[0].doubt) == (Decimal(575), "out of range")
    assert "“575” is no percentage" in str(findings)
    assert "not its numerator out of its denominator" in str(findings)


def test_a_cell_that_is_not_understood_is_kept_as_text(tidy):
    (series,), findings = tidy(TIDY.replace("57.500000000000", "57.5e")).propose()

    assert (series.figures[0].symbol, series.figures[0].raw) == ("not understood", "57.5e")
    assert "neither a number nor a symbol" in str(findings)


def test_figures_that_all_went_keep_what_was_published(tidy):
    before, _ = tidy().propose()

    assert tidy(codes=["999"]).propose(snapshot(*before))[0] == before
    assert "has none any more" in tidy(codes=["999"]).faults(snapshot(*before))


@pytest.mark.parametrize(
    ("time_period", "identifier", "kind", "code"),
    [
        ("2024", "Calendar year", "calendar year", "2024"),
        ("202425", "Academic year", "academic year", "202425"),
        ("202425", "Financial year", "financial year", "202425"),
        ("202526", "Autumn term", "term", "2025-autumn"),
        ("202526", "Spring term", "term", "2026-spring"),
        ("202526", "Autumn and spring term", "term", "2025-autumn-spring"),
        ("2025", "January", "month", "2025-01"),
        ("202526", "Financial year Q2", "quarter", "202526Q2"),
    ],
)
def test_periods_are_read_as_the_department_names_them(time_period, identifier, kind, code):
    one = dfe_period(time_period, identifier)

    assert (one.kind, one.code) == (kind, code)


@pytest.mark.parametrize(
    ("time_period", "identifier"),
    [("2025", "Week 12"), ("2024/25", "Academic year"), ("202426", "Academic year"), ("2024", "")],
)
def test_a_period_of_another_kind_is_not_guessed(time_period, identifier):
    with pytest.raises(ValueError):
        dfe_period(time_period, identifier)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_shuffled_columns_and_rows_give_the_same_series(tidy, seed):
    plain = tidy(comparators=[{"place": "England"}]).propose()[0]
    shuffle = random.Random(seed).sample
    head, *body = [line.split(",") for line in TIDY.splitlines()]
    order = shuffle(range(len(head)), len(head))
    lines = [[row[at] for at in order] for row in (head, *shuffle(body, len(body)))]

    assert tidy("\n".join(",".join(line) for line in lines), comparators=[{"place": "England"}]).propose()[0] == plain


def test_a_large_file_is_read_in_a_few_seconds(tidy):
    import time

    line = "2023,Calendar year,Local authority,E12000008,South East,E06000003,003,Far,Part {},40,23,57.5\n"
    one = tidy(TIDY + "".join(line.format(at) for at in range(60_000)))

    start = time.perf_counter()
    one.figures()

    assert time.perf_counter() - start < 5
