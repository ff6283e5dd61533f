"""Wide tables as councils publish them: every text is kept, what is safe is read, a slip is marked and not corrected."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.model.figures import doubt_words
from plugins.model.findings import errors
from plugins.model.language import Language
from plugins.sources.measures.wide_cells import wide_cell
from tests.conftest import SHARED
from tests.measures import Office, measure, snapshot

FILES = ("devon_kpis_as_published_jul_nov_2023.csv", "devon_kpis_as_published_mar_nov_2024.csv")
SLIP = "Total number of EHC plans as % of 0-24 population (Demand)"
RATES = ("Suspension rate", "Permanent exclusion rate")


def test_a_doubt_belongs_to_the_file_that_gives_the_figure(tmp_path):
    """The newer table mends the slip of the older one: what is mended is not marked."""
    one = Office(tmp_path, wide("Plans", also=["../older.csv"]))
    head = "Measure,Actual Jan 26,Actual Feb 26,Actual Mar 26,Actual Apr 26\n"
    one.put("table.csv", head + "Plans,3%,3.1%,3.2%,3.3%\n")
    one.put("older.csv", head + "Plans,30%,3.1%,3.2%,3.3%\n")
    (series,), _ = one.propose()

    assert (series.figures[0].raw, series.figures[0].doubt) == ("3%", None)


def test_each_pull_warns_of_what_is_taken_as_public_already(tmp_path):
    one = Office(tmp_path, wide("Children", unit="number", decimals=0))
    one.put("table.csv", "Measure,Actual Jan 26,Actual Feb 26\nChildren,3,40\n")
    series, findings = one.propose()
    again = one.propose(snapshot(*series))[1]
    said = (
        "plans is taken as public already, so nothing in it is protected: "
        "of its 2 figures from table.csv (Our case system), 1 would be hidden otherwise."
    )

    for found in (findings, again):
        assert [one.message for one in found if one.place.key == "plans.public_already"] == [said]


def devon(name: str) -> str:
    path = SHARED / "data" / "tracker" / name
    if not path.exists():
        pytest.skip(f"there is no {name} beside this checkout")
    return path.read_text("utf-8-sig")


def wide(row: str = "Plans", also: object = (), **changes: object) -> object:
    source = {"kind": "table", "file": "../table.csv", "row": row, "also": also}
    given = {
        "unit": "percent",
        "period": "month",
        "decimals": 2,
        "public_already": True,
        "source_url": "https://example.org",
        "source": source,
        **changes,
    }
    if given["period"] == "year to date":
        given = {"resets": "September", **given}
    return measure(**given)


def kpi(row: str, **changes: object) -> object:
    rate = row.startswith(RATES)
    return wide(
        row, unit="rate" if rate else "percent", period="month" if "plans" in row else "year to date", **changes
    )


@pytest.mark.parametrize("name", FILES)
def test_every_cell_of_devon_is_kept_as_it_was_published(tmp_path, name):
    text = devon(name)
    head, *body = csv.reader(StringIO(text))
    for row in body:
        one = Office(tmp_path, kpi(row[1]))
        one.put("table.csv", text)
        (series,), findings = one.propose()

        assert not errors(findings), findings
        kept = {cell.heading: cell.raw for cell in series.cells}
        assert kept == dict(zip(head, row, strict=True))
        for cell in series.cells:
            assert (
                cell.value is None or str(abs(cell.value)) in cell.raw.replace("0%", "%").replace(".0", "") + cell.raw
            )


@pytest.mark.parametrize("name", FILES)
def test_the_slip_of_devon_is_flagged_and_not_corrected(tmp_path, name):
    one = Office(tmp_path, kpi(SLIP))
    one.put("table.csv", devon(name))
    (series,), findings = one.propose()

    (slip,) = [cell for cell in series.cells if cell.doubt]

    assert (slip.heading, slip.raw, slip.value) == ("Target", "30.8% (national SEN2 2022)", Decimal("30.8"))
    assert slip.doubt == "far from the others"
    assert "“30.8% (national SEN2 2022)” is far from every other figure" in str(findings)
    assert "We show it as it was published" in doubt_words(slip.doubt, Language("en-GB"))


def test_of_all_cells_of_devon_only_the_slip_and_the_mixed_units_are_in_doubt(tmp_path):
    found = set()
    for name in FILES:
        text = devon(name)
        for row in list(csv.reader(StringIO(text)))[1:]:
            one = Office(tmp_path, kpi(row[1]))
            one.put("table.csv", text)
            found |= {(cell.raw, cell.doubt) for cell in one.propose()[0][0].cells if cell.doubt}

    assert found == {
        ("30.8% (national SEN2 2022)", "far from the others"),
        ("13.02%", "another unit"),
        ("0.16%", "another unit"),
        ("0.45%", "another unit"),
        ("0.28%", "another unit"),
    }


def test_a_year_to_date_says_when_it_was_reset_so_that_years_are_never_joined(tmp_path):
    one = Office(tmp_path, kpi("Suspension rate of children and young people with an EHC plan (Suspensions)"))
    one.put("table.csv", devon(FILES[0]))

    july, november = one.figures()

    assert (july.period.first.isoformat(), july.period.last.isoformat()) == ("2022-09-01", "2023-07-31")
    assert (november.period.first.isoformat(), november.period.last.isoformat()) == ("2023-09-01", "2023-11-30")
    assert (july.value, july.note, july.raw) == (Decimal("38.17"), "academic year 22/23", "38.17 (academic year 22/23)")
    assert (november.value, november.raw, november.doubt) == (Decimal("13.02"), "13.02%", "another unit")


def test_a_baseline_and_promises_are_cells_with_what_could_be_read_of_them(tmp_path):
    one = Office(tmp_path, kpi(SLIP))
    one.put("table.csv", devon(FILES[0]))
    cells = {cell.heading: cell for cell in one.propose()[0][0].cells}

    baseline = cells["Baseline (date)"]
    assert (baseline.role, baseline.value, baseline.note) == ("baseline", Decimal("3.99"), "SEN2 Jan 2023")
    assert (baseline.period.kind, baseline.period.code) == ("month", "2023-01")
    assert (cells["Target"].role, cells["Target"].period) == ("target", None)
    assert cells["Milestone 1 – Jul 23"].period.code == "2023-07"
    assert cells["Key Performance Indicator"].role == "label"


def test_an_empty_cell_is_not_nought(tmp_path):
    row = "Parent carers rate their lived experience"
    one = Office(tmp_path, wide(row))
    one.put("table.csv", devon(FILES[0]))
    (series,), findings = one.propose()

    assert [(figure.value, figure.symbol) for figure in series.figures] == [(None, "none reported")] * 2
    assert [cell.doubt for cell in series.cells] == [None] * 8, "8% and 90% alone cannot tell which of them is odd"
    assert "This cell is empty" in str(findings)


def test_columns_that_the_table_dropped_are_not_lost(tmp_path):
    one = Office(tmp_path, kpi(SLIP))
    one.put("table.csv", devon(FILES[0]))
    before, _ = one.propose()
    one.put("table.csv", devon(FILES[1]))

    (after,), _ = one.propose(snapshot(*before))

    assert [figure.period.code for figure in after.figures] == ["2023-07", "2023-11", "2024-03", "2024-07", "2024-11"]
    raw = {cell.heading: cell.raw for cell in after.cells}
    assert (raw["Actual Jul 23"], raw["Actual Nov 24"]) == ("4.17%", "4.63%")
    one.put("old.csv", devon(FILES[0]))
    both = Office(
        tmp_path, kpi(SLIP, source={"kind": "table", "file": "../table.csv", "also": ["../old.csv"], "row": SLIP})
    )
    assert both.propose()[0] == (after,)


def test_of_a_row_with_other_words_nothing_is_kept(tmp_path):
    one = Office(tmp_path, wide("20 weeks"))
    one.put("table.csv", TABLE)
    before, _ = one.propose()
    one.put("table.csv", TABLE.replace("Actual Jul 23", "Actual Jan 25").replace("Plans in time", "Drafts in time"))

    (after,), findings = one.propose(snapshot(*before))

    assert [figure.period.code for figure in after.figures] == ["2023-11", "2025-01"]
    assert "for 2023-07 were published" in str(findings)


TABLE = (
    "Our KPIs,,,,,,\n"
    "Section,Key Performance Indicator,Baseline (date),Target,Milestone 1 – Jul 23,Actual Jul 23,Actual Nov 23,RAG\n"
    "A,Plans in time (20 weeks),40% (May 23),60%,45%,44%,46%,Amber\n"
    "A,Plans ‘in  time’ (52 weeks),90% (May 23),95%,91%,x,about 90%\n"
)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Plans", "Several rows have the words “Plans”: lines 3, 4"),
        ("Plans in time (20 week)", "Did you mean “Plans in time (20 weeks)”?"),
        ("Boats", "No row has the words “Boats”"),
    ],
)
def test_a_row_that_cannot_be_told_is_refused(tmp_path, row, said):
    one = Office(tmp_path, wide(row))
    one.put("table.csv", TABLE)

    assert said in one.faults()


def test_a_row_is_found_by_its_words_whatever_the_quotation_marks(tmp_path):
    one = Office(tmp_path, wide("plans 'in time' (52 weeks)"))
    one.put("table.csv", TABLE)
    (series,), findings = one.propose()

    july, november = series.figures
    assert (july.symbol, july.raw) == ("not available", "x")
    assert (november.symbol, november.raw, november.value) == ("not understood", "about 90%", None)
    assert "“about 90%” is not understood as a number" in str(findings)


def test_a_column_nobody_knows_is_kept_as_text_with_a_warning(tmp_path):
    one = Office(tmp_path, wide("20 weeks"))
    one.put("table.csv", TABLE)
    (series,), findings = one.propose()

    assert [(cell.raw, cell.role) for cell in series.cells][-1] == ("Amber", "other")
    assert "It is not known what this column holds" in str(findings)


def test_a_heading_without_a_period_of_the_measure_makes_no_figure(tmp_path):
    one = Office(tmp_path, wide("20 weeks", period="academic year"))
    one.put("table.csv", TABLE)
    (series,), findings = one.propose()

    assert series.figures == ()
    assert "This heading names no academic year" in str(findings)
    assert "44%" in {cell.raw for cell in series.cells}


def test_a_period_that_stands_there_twice_and_differs_is_refused(tmp_path):
    one = Office(tmp_path, wide("20 weeks"))
    one.put("table.csv", TABLE.replace("Actual Nov 23", "Actual July 2023"))

    assert "Two columns have an actual figure for 2023-07" in one.faults()


def test_a_table_without_headings_is_refused(tmp_path):
    one = Office(tmp_path, wide())
    one.put("table.csv", "a,b\n1,2\n")

    assert "no row of headings" in one.faults()


def test_a_changed_promise_is_told(tmp_path):
    one = Office(tmp_path, wide("20 weeks"))
    one.put("table.csv", TABLE)
    before, _ = one.propose()
    one.put("table.csv", TABLE.replace("60%", "50%"))

    assert "“Target” of plans was “60%” and is now “50%”" in str(one.propose(snapshot(*before))[1])


@pytest.mark.parametrize(
    ("raw", "value", "note", "is_percent"),
    [
        ("13.02%", "13.02", None, True),
        ("28.92", "28.92", None, False),
        ("10% (England average 21/22)", "10", "England average 21/22", True),
        ("8% (May 23)", "8", "May 23", True),
        ("15.50%", "15.5", None, True),
        ("£1,250 (a plan)", "1250", "a plan", False),
        ("4.0", "4", None, False),
    ],
)
def test_what_is_safe_is_read(raw, value, note, is_percent):
    cell = wide_cell(raw)

    assert (str(cell.value), cell.note, cell.is_percent, cell.raw) == (value, note, is_percent, raw)


@pytest.mark.parametrize(
    "raw",
    [
        "<5",
        "about 10%",
        "10-12%",
        "10% / 12%",
        "1.2.3",
        "TBC",
        "10% 12%",
        "1,2",
        "10 of 12",
        "10% (a) (b)",
        "10%(",
        "%",
    ],
)
def test_nothing_is_guessed(raw):
    cell = wide_cell(raw)

    assert (cell.value, cell.symbol, cell.raw) == (None, "not understood", raw)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(others=st.permutations([3, 4, 5, 6]), times=st.sampled_from([10, 100]), data=st.data())
def test_a_slip_of_the_point_is_flagged_wherever_it_stands(tmp_path, others, times, data):
    values = [*others, 4 * times]
    order = data.draw(st.permutations(values))
    heads = [f"Actual {month} 24" for month in ("Jan", "Feb", "Mar", "Apr", "May")]
    one = Office(tmp_path, wide("Plans", unit="rate"))
    one.put("table.csv", ",".join(["KPI", *heads]) + "\n" + ",".join(["Plans", *map(str, order)]) + "\n")

    marked = [figure.value for figure in one.figures() if figure.doubt]

    assert marked == [Decimal(4 * times)]


def test_shuffled_columns_and_rows_give_the_same_figures(tmp_path):
    one = Office(tmp_path, wide("20 weeks"))
    one.put("table.csv", TABLE)
    plain = one.figures()
    title, head, first, second = [line.split(",") for line in TABLE.splitlines()]
    second += [""]
    order = [1, 0, 6, 4, 2, 7, 5, 3]
    mixed = [",".join(row[at] for at in order) for row in (head, second, first)]

    one.put("table.csv", "\n".join([",".join(title), *mixed]))

    assert one.figures() == plain
