"""The measures as pages and files: real builds of small plans."""

import csv
import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.model.actions import Snapshot
from plugins.model.clock import Clock, instant
from plugins.model.figures import Cell
from plugins.plan_progress.measures.dashboard import card
from plugins.plan_progress.measures.shelf import open_shelf
from plugins.sources.measures.definitions import read_measures
from plugins.sources.measures.proposing import propose_series
from plugins.sources.snapshots import canonical, digest
from tests.conftest import SHARED, tree, write
from tests.figures import ENGLISH, figure, files, hidden, measure, measures, series, snapshot

TOML = """
[[outcomes]]
id = "time"
title = "Plans come on time"

[[outcomes]]
id = "money"
title = "You see what is spent"

[[measures]]
id = "on-time"
title = "Plans on time"
outcome = "time"
unit = "percent"
direction = "up"
definition = "How many plans came within {limit:ehc-final}."
basis = "Exceptions are left out."
period = "calendar year"
source = { kind = "own", file = "../measures.csv" }
source_words = "Our records"
source_url = "https://example.org/records"
baseline = { period = "2023", value = 31 }
targets = [{ by = "2026-06", value = 45, kind = "milestone" }, { by = "2026-12", value = 60 }]
breaks = [{ period = "2024", why = "A new form." }]
comparators = [{ place = "England" }]
themes = ["listening"]
actions = ["1.1"]
next_due = 2026-11-30

[[measures]]
id = "calls"
title = "Calls"
unit = "number"
direction = "neutral"
definition = "Calls we had."
period = "calendar year"
source = { kind = "own", file = "../measures.csv" }
source_words = "Our records"

[[measures]]
id = "useful"
title = "Useful"
unit = "percent"
direction = "up"
definition = "Who found it useful."
period = "calendar year"
source = { kind = "own", file = "../measures.csv" }
source_words = "A survey"
withdrawn = { on = 2026-07-08, why = "Too few people answered." }
"""
FIGURES = (
    figure("2023", 31, numerator=31, denominator=100),
    hidden("2024", why="built on a small number"),
    figure("2025", 47, numerator=47, denominator=100, provisional=True, note="Records still come in."),
    figure("2024", 46, place="England"),
    figure("2025", symbol="not available", place="England"),
    hidden("2025", group="Girls"),
    figure("2025", symbol="rounds to zero", group="=HYPERLINK(1)"),
)


def on_time(*more):
    return series(measure(), [*FIGURES, *more])


def soup(output: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((output / name / "index.html").read_bytes(), "lxml")


def words(output: Path, name: str) -> str:
    return " ".join(soup(output, name).find(id="main").get_text(" ").split())


SENTENCE = (
    "Plans on time: 47%, 2025. "
    "It cannot be compared with where we started (31%, 2023): it is counted in another way now. "
    "Higher is better. The target is 60% by December 2026. On the way there we promised 45% by June 2026: "
    "there is no figure for that date yet. The latest figure is provisional: it may still change. "
    "2 figures of this measure are hidden, so that nobody can be recognised."
)


def test_one_sentence_is_lead_description_of_the_chart_and_text_of_the_dashboard(build):
    output = build(files(TOML, on_time(figure("2025", 52, group="Boys"))))
    page = soup(output, "measures/on-time")

    assert page.find(class_="app-lead").get_text() == SENTENCE.removeprefix("Plans on time: "), "the heading names it"
    assert page.find("meta", attrs={"name": "description"})["content"] == SENTENCE
    assert [one.get_text() for one in page.find_all("desc")] == [SENTENCE, SENTENCE]
    assert SENTENCE.removeprefix("Plans on time: ") in words(output, "measures")


def test_a_chart_names_itself_and_has_no_style(build):
    page = soup(build(files(TOML, on_time(figure("2025", 52, group="Boys")))), "measures/on-time")
    drawing = page.find("svg", role="img")
    title, description = (page.find(id=name) for name in drawing["aria-labelledby"].split())

    assert title.get_text() == "Chart over time: Plans on time"
    assert description.name == "desc"
    assert not page.find_all(style=True)
    assert len(page.find_all("svg", role="img")) == 2, "one over time, one of the groups"


def test_the_table_holds_every_figure_and_says_why_one_is_missing(build):
    page = soup(build(files(TOML, on_time())), "measures/on-time")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in page.table.find_all("tr")
    ]

    assert rows == [
        ["Period", "All", "Girls", "=HYPERLINK(1)", "England"],
        ["2025", "47% 47 of 100, provisional", "hidden: a small number", "rounds to 0 but is not 0", "not available"],
        ["2024", "hidden: small numbers", "not published", "not published", "46%"],
        ["2023", "31% 31 of 100", "not published", "not published", "not published"],
    ]


def test_a_page_says_what_it_hides_and_why_and_what_is_promised(build):
    said = words(build(files(TOML, on_time())), "measures/on-time")

    assert (
        "1 figure. “Hidden: a small number”: so few people, now or when we first hid it, that somebody could be recognised."
        in said
    )
    assert "All, 2025: Records still come in." in said
    assert "From 2024: A new form." in said
    assert "Where we started 2023 31%" in said
    assert "Milestone June 2026 45% There is no figure for that date." in said
    assert "Target December 2026 60% Not due yet." in said
    assert "within 20 weeks" in said or "a time you can check" in said
    assert "Exceptions are left out." in said


def test_a_measure_leads_to_its_theme_and_its_actions_and_its_files(build):
    page = soup(build(files(TOML, on_time())), "measures/on-time")
    links = {one["href"] for one in page.find(id="main").find_all("a")}

    assert {
        "/plan/listening/",
        "/plan/actions/1-1/",
        "/data/measures/on-time.csv",
        "/data/measures/on-time.json",
    } <= links
    assert {"/measures/", "/measures/completeness/#protected", "https://example.org/records"} <= links


def test_a_measure_leads_to_an_action_that_has_left_the_plan_too(build):
    told = files(TOML, on_time())
    last = told["plan/history/2026-11-06.json"]
    gone = snapshot(on_time(), as_at="2026-11-13").model_copy(update={"actions": (), "previous": digest(last)})
    output = build({**told, "plan/history/2026-11-13.json": canonical(gone)})

    assert "Action 1.1, no longer in the plan: Ring back" in words(output, "measures/on-time")


def test_a_revised_figure_says_so_for_ever(build):
    values = [
        [figure("2023", 30), figure("2024", 40)],
        [figure("2023", 31, provisional=True), figure("2024", 40)],
        [figure("2023", 31), figure("2024", 40)],
    ]
    told, previous = files(TOML), None
    for day, figures in zip(("2026-11-06", "2026-11-13", "2026-11-20"), values, strict=True):
        one = snapshot(series(measure(), figures), as_at=day).model_copy(update={"previous": previous})
        told[f"plan/history/{day}.json"] = canonical(one)
        previous = digest(canonical(one))
    output = build(told)

    assert "2023 31% revised" in words(output, "measures/on-time")
    assert "2024 40% revised" not in words(output, "measures/on-time")


def test_the_dashboard_is_grouped_by_outcome_and_honest_about_an_empty_one(build):
    said = words(build(files(TOML, on_time())), "measures")

    assert said.index("Plans come on time") < said.index("Plans on time") < said.index("You see what is spent")
    assert "You see what is spent No measure shows this yet. Other measures Calls There are no figures yet." in said
    assert "No longer published Useful" in said


def test_completeness_tells_what_is_published_late_withdrawn_or_without_figures(build):
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in soup(build(files(TOML, on_time())), "measures/completeness").table.find_all("tr")[1:]
    ]

    assert rows == [
        ["Plans on time", "Published", "2025", "30 November 2026", "2"],
        ["Calls", "No figures yet", "no figures yet", "no date set", "none"],
        ["Useful", "Withdrawn on 8 July 2026: Too few people answered.", "no figures yet", "no date set", "none"],
    ]


def test_a_figure_becomes_late_by_itself_when_its_day_is_over(build):
    output = build(files(TOML, on_time()), at="2026-11-30T23:59")
    assert "Plans on time Published" in words(output, "measures/completeness")

    output = build(at="2026-12-01")
    assert "Plans on time Late: it was due 30 November 2026" in words(output, "measures/completeness")
    assert "Late: 1." in words(output, "measures/completeness")


def test_a_late_measure_is_late_on_its_page_and_its_card_too(build):
    late = "A new figure was due by 30 November 2026 and has not come, so we do not know how it is now."
    output = build(files(TOML, on_time()), at="2026-11-30T23:59")
    assert not any(late in words(output, name) for name in ("measures", "measures/on-time"))

    output = build(at="2026-12-01")
    assert all(late in words(output, name) for name in ("measures", "measures/on-time"))


def test_silence_stands_beside_the_day_on_every_page_of_measures(build):
    output = build(files(TOML, on_time()), at="2026-12-20")

    for name in ("measures", "measures/on-time", "measures/completeness"):
        assert "There has been no update for 44 days." in words(output, name), name


def test_a_figure_of_a_measure_without_a_theme_is_told_in_the_feed_of_the_plan(build):
    known = [series(measure(), [figure("2025", 47)]), series(measure(id="calls", unit="number"), [figure("2024", 31)])]
    one = canonical(snapshot(*known))
    known[1] = series(measure(id="calls", unit="number"), [figure("2024", 31), figure("2025", 77)])
    other = snapshot(*known, as_at="2026-11-13").model_copy(update={"previous": digest(one)})
    output = build(
        {**files(TOML), "plan/history/2026-11-06.json": one, "plan/history/2026-11-13.json": canonical(other)}
    )
    told = "A new figure for “Calls”: 77, 2025; before, 31, 2024."

    for name in ("updates", "all"):
        assert (output / f"feeds/{name}.xml").read_text().count(told) == 1, name
    assert told not in (output / "feeds/plan/listening.xml").read_text()


def test_figures_that_were_public_already_say_so_and_where(build):
    public = TOML.replace("comparators", "public_already = true\ncomparators")
    page = soup(build(files(public, on_time())), "measures/on-time")
    said = page.find(id="protected").find_next("p")

    assert said.get_text().startswith(
        "These figures were public before we used them, so we hide none of them. They were published here: Our records"
    )
    assert said.a["href"] == "https://example.org/records"


def test_a_promise_is_judged_by_the_figure_of_its_date_and_never_by_half_a_year(build):
    """Of rolling years that all hold the date, the one that ends with it counts."""
    rolling = TOML.replace('period = "calendar year"', 'period = "rolling year"', 1)
    rolling = rolling.replace('period = "2023", value', 'period = "2024-12", value').replace(
        'period = "2024", why', 'period = "2024-12", why'
    )
    figures = [
        figure(code, value, kind="rolling year") for code, value in (("2026-05", 1), ("2026-06", 46), ("2026-10", 40))
    ]
    said = words(build(files(rolling, series(measure(), figures))), "measures/on-time")

    assert "Milestone June 2026 45% Reached: 46% (12 months to June 2026)" in said


def test_a_column_of_no_group_is_the_areas_own_or_all_and_never_everybody(build):
    def column(*figures):
        output = build(files(TOML, series(measure(), figures)))
        return soup(output, "measures/on-time").table.find_all("th")[1].get_text()

    assert column(figure("2025", 4), figure("2025", 5, group="Girls")) == "All"
    assert column(figure("2025", 4), figure("2025", 5, place="England")) == "Smallshire"


def test_every_cell_hidden_is_a_page_that_says_so_and_draws_nothing(build):
    output = build(files(TOML, series(measure(), [hidden("2024"), hidden("2025")])))

    assert "The latest figure (2025) is hidden" in words(output, "measures/on-time")
    assert not soup(output, "measures/on-time").find("svg", role="img")


def test_an_area_without_measures_has_no_pages_of_them(build):
    output = build({**files(TOML), "plan/measures.toml": "", "plan/history/2026-11-06.json": canonical(snapshot())})

    assert not (output / "measures").exists()
    assert not (output / "data" / "measures.csv").exists()


def test_measures_without_a_snapshot_have_pages_and_no_files(build):
    told = files(TOML)
    del told["plan/history/2026-11-06.json"]
    output = build(told)

    assert "There are no figures yet." in words(output, "measures")
    assert not (output / "data" / "measures").exists()


def test_a_theme_or_action_that_is_not_there_is_refused(refused):
    wrong = TOML.replace('themes = ["listening"]', 'themes = ["listning"]').replace('["1.1"]', '["1.9"]')
    found = [one.message for one in refused(files(wrong, on_time())) if one.severity.name == "ERROR"]

    assert any("listning" in message for message in found)
    assert any("1.9" in message for message in found)


def test_the_csv_gives_one_row_a_figure_and_cannot_make_a_spreadsheet_compute(build):
    output = build(files(TOML, on_time()))
    text = (output / "data/measures/on-time.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert len(rows) == len(FIGURES)
    assert rows[0]["value"] == "31"
    assert (rows[1]["value"], rows[1]["symbol"], rows[1]["why"]) == ("", "hidden", "built on a small number")
    assert rows[2]["provisional"] == "true"
    assert {row["group"] for row in rows} == {"", "Girls", "'=HYPERLINK(1)"}
    assert (rows[0]["period"], rows[0]["period_first"], rows[0]["period_last"]) == ("2023", "2023-01-01", "2023-12-31")
    assert (output / "data/measures.csv").read_bytes().decode("utf-8-sig") == text


def test_the_json_gives_numbers_as_numbers_and_the_sentence(build):
    told = json.loads((build(files(TOML, on_time())) / "data/measures/on-time.json").read_text())

    assert told["sentence"] == SENTENCE
    assert told["figures"][0]["value"] == 31
    assert told["figures"][1] == {
        "period": {"kind": "calendar year", "code": "2024", "first": "2024-01-01", "last": "2024-12-31"},
        "symbol": "hidden",
        "why": "built on a small number",
    }
    assert "{limit" not in told["measure"]["definition"]


def test_figures_in_another_unit_than_the_definition_stop_the_build(refused):
    found = refused(files(TOML, series(measure(unit="number"), [figure("2025", 47)])))

    assert ["The unit of the measure on-time is" in one.message for one in found] == [True]


def test_the_same_figures_in_another_order_give_the_same_files(build, tmp_path):
    def made(figures):
        output = build(files(TOML, series(measure(), figures)))
        pages = {name: data for name, data in tree(output).items() if name.startswith("measures/")}
        return {name: data.split(b"Cite this")[0] for name, data in pages.items()}

    groups = [one for one in FIGURES if not one.group]
    assert made(groups) == made(sorted(groups, key=lambda one: one.period.last, reverse=True))


def test_others_find_the_measures_of_a_theme():
    one = measure(themes=["listening"], actions=["A1.1"])
    shelf = open_shelf(measures(one), snapshot(series(one, FIGURES)), Clock(instant("2026-11-22")), ENGLISH)

    assert shelf.by_theme["listening"] == (one,)
    assert shelf.named("on-time") == one
    assert shelf.named("nothing") is None
    assert card(one, shelf)["url"] == "/measures/on-time/"
    assert open_shelf(None, None, Clock(instant("2026-11-22")), ENGLISH) is None


def pulled(folder: Path, toml: str) -> Snapshot:
    """Return the snapshot that a pull of the measures in *toml* would make, with everything it says."""
    write(folder, {"plan/measures.toml": toml})
    known, wrong = read_measures(folder)
    assert not wrong
    found, _findings = propose_series(known, folder, (), lambda _words: None)
    return snapshot(*found)


def shared(name: str) -> Path:
    path = SHARED / "data" / name
    if not path.exists():
        pytest.skip(f"there is no {name} beside this checkout")
    return path


def test_a_published_table_stands_on_the_page_cell_by_cell_and_a_slip_is_flagged(build, tmp_path):
    """Devon's row of 2024 holds 30.8% beside 3.99%: it stays as it was published."""
    path = shared("tracker/devon_kpis_as_published_mar_nov_2024.csv")
    table = list(csv.reader(path.open(encoding="utf-8-sig")))
    row = next(one for one in table if any("30.8" in cell for cell in one))
    toml = f"""
[[measures]]
id = "devon"
title = "As published"
unit = "percent"
direction = "down"
definition = "As the council published it."
period = "month"
public_already = true
source_url = "https://example.org/published"
source = {{ kind = "table", file = {json.dumps(str(path))}, row = {json.dumps(row[1])} }}
source_words = "Devon County Council"
"""
    output = build({**files(toml), "plan/history/2026-11-06.json": canonical(pulled(tmp_path / "c", toml))})
    said = words(output, "measures/devon")

    assert all(" ".join(cell.split()) in said for cell in row if cell)
    assert "it may be a slip. We show it as it was published." in said


@pytest.mark.parametrize(
    ("name", "code"), [("City of London", "E09000001"), ("Isles of Scilly", "E06000053"), ("Dorset", "E06000059")]
)
def test_the_symbols_of_an_authority_survive_to_the_page_in_words(build, tmp_path, name, code):
    path = shared("dfe/ehcp2025_timeliness_20_week_totals.csv")
    toml = f"""
[[measures]]
id = "dfe"
title = "Plans in 20 weeks"
unit = "percent"
direction = "up"
decimals = 1
definition = "As the Department publishes it."
period = "calendar year"
source = {{ kind = "dfe", file = {json.dumps(str(path))}, codes = ["{code}"], value = "PC_plans_issued_20_weeks_ex" }}
source_words = "Department for Education"
comparators = [{{ place = "England" }}]
"""
    kept = pulled(tmp_path / "c", toml)
    output = build({**files(toml), "plan/history/2026-11-06.json": canonical(kept)})
    missing = [one for one in kept.series[0].figures if one.value is None]
    said = words(output, "measures/dfe")

    assert missing, name
    assert {one.symbol for one in missing} == {"not available"}
    assert said.count("not available") >= len(missing)
    assert "It is not nought." in said
    assert "46.4%" in said, "England in 2024"


def test_a_cell_that_no_one_can_read_stands_as_it_is(build):
    cells = (Cell(heading="Actual Jul 24", raw="see note <b>", role="actual", symbol="not understood"),)
    one = series(measure(), [figure("2025", symbol="not understood", raw="see note <b>")], cells=cells)
    page = soup(build(files(TOML, one)), "measures/on-time")
    said = " ".join(page.find(id="main").get_text(" ").split())

    assert "Actual Jul 24 see note <b> We could not read this as a number" in said
