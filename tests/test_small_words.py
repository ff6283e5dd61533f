"""Small words that would mislead an officer or a reader, each with the case in which it once did."""

import re
import subprocess
from pathlib import Path

import pytest

import tasks
from plugins.delivery.pulling import pull_tracker
from plugins.model.figure_change_words import figure_sentence
from plugins.model.figure_changes import figure_changes
from plugins.model.figures import Figure, Series
from plugins.model.findings import errors
from plugins.model.language import Language
from plugins.model.measures import Measure
from plugins.model.periods import period
from plugins.plan_progress.measures.tables import _details as details
from plugins.site.generator import strays
from plugins.sources.drafts import BODIES
from plugins.sources.identities import HEAD
from plugins.sources.measures.definitions import read_measures
from plugins.sources.tracker.links import missing_in
from tests.conftest import ROOT, write
from tests.measures import HEAD as COLUMNS
from tests.measures import OWN, Office, count, measure, snapshot
from tests.small import AREA, page
from tests.test_plan_pages import DONE, FILES, RING, history

ENGLISH = Language("en-GB")


# ---- Pulling where nobody sees our files ------------------------------------------------------------------------


MEASURES = """
[[measures]]
id = "plans"
title = "Plans in time"
unit = "percent"
direction = "up"
definition = "Plans issued within 20 weeks."
period = "month"
source = { kind = "own", file = "%s" }
source_words = "Our case system"
"""


def area(*sections: str) -> str:
    return "\n".join([AREA, *sections])


def unattended(folder: Path, area_toml: str, measures: str = "") -> str:
    """Pull as the workflow does and return what it says."""
    write(folder / "content", {"area.toml": area_toml, **({"plan/measures.toml": measures} if measures else {})})
    locales = ROOT / "theme" / "locales"
    return pull_tracker(folder / "content", folder / "state", locales, None, dry_run=False, ask=None, addresses=True)


def test_a_pull_that_nobody_attends_reads_nothing_where_one_source_is_a_file(tmp_path):
    """The tracker is at an address and the figures are not: that is no refusal, and nothing is noted."""
    said = unattended(tmp_path, area('[tracker]\nsource = "https://t.example/t.csv"'), MEASURES % "../measures.csv")

    assert said.startswith("Nothing was read, because these are no addresses: plans in plan/measures.toml.")
    assert not (tmp_path / "content/plan/received.json").exists()


def test_a_pull_that_nobody_attends_names_every_file_and_no_path(tmp_path):
    said = unattended(
        tmp_path,
        area(
            '[tracker]\nsource = "../secret/t.csv"',
            '[forum]\nname = "Voice"\nsource = "../secret/v.toml"',
            '[comments]\nsource = "https://x.example/r.csv"',
        ),
    )

    assert ": [tracker] in area.toml; [forum] in area.toml." in said
    assert "secret" not in said


@pytest.mark.parametrize("name", [".github/workflows/site.yml", ".gitlab-ci.yml"])
def test_the_workflow_installs_only_where_something_is_at_an_address_and_lets_the_pull_decide(tmp_path, name):
    text = (ROOT / name).read_text()
    (looks,) = re.findall(r"grep -Eqs .*?measures\.toml", text)

    def finds(files: dict[str, str]) -> bool:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        write(folder, files)
        return subprocess.run(looks, shell=True, cwd=folder, check=False).returncode == 0

    assert "invoke pull --yes --addresses ||" in text
    assert not finds({"content/area.toml": area('[tracker]\nsource = "../t.csv"')})
    assert not finds({"content/area.toml": area('# source = "https://t.example/t.csv"')})
    assert finds({"content/area.toml": area('[tracker]\nsource = "https://t.example/t.csv"')})
    assert finds({"content/area.toml": AREA, "content/plan/measures.toml": MEASURES % "https://t.example/m.csv"})


# ---- What changes in a measure ----------------------------------------------------------------------------------


def test_a_new_break_is_told_with_its_reason():
    def series(why: str | None) -> Series:
        one = Figure.model_validate({"period": period("month", "2025-10"), "value": 70, "break_before": why})
        return Series(measure="plans", unit="percent", source="Us", figures=(one,))

    (change,) = figure_changes(snapshot(series(None)), snapshot(series("A new system.")))

    assert figure_sentence(change, None, ENGLISH) == (
        "“plans”: the figure for October 2025 cannot be compared with those before it. Why: A new system."
    )


def test_a_figure_for_a_time_after_next_due_reminds_of_the_next_date(tmp_path):
    one = Office(tmp_path, measure(next_due="2025-12-18"))
    one.put("measures.csv", COLUMNS + "plans,2025-11,,,,70,100,,,\n")
    assert "next_due" not in str(one.propose()[1])

    one.put("measures.csv", COLUMNS + "plans,2026-01,,,,70,100,,,\n")
    (said,) = one.propose()[1]
    assert str(said).startswith("warning: plan/measures.toml, key plans.next_due: ")


# ---- Measures that count no people ------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["pounds", "score", "number"])
def test_a_measure_that_counts_no_people_is_given_without_any_and_nothing_of_it_is_hidden(tmp_path, unit):
    spent = measure(unit=unit, decimals=0, about_people=False)
    one = Office(tmp_path, spent)
    one.put("measures.csv", COLUMNS + "plans,2025-10,,,3,,,,,\n")

    assert [(figure.value, figure.symbol) for figure in one.figures()] == [(3, None)]


@pytest.mark.parametrize("unit", ["pounds", "score"])
def test_a_measure_that_does_not_say_so_is_about_people(tmp_path, unit):
    one = Office(tmp_path, measure(unit=unit, decimals=0))
    one.put("measures.csv", COLUMNS + "plans,2025-10,,,3,,,,,\n")

    assert "`about_people = false`" in one.faults()


def test_a_published_table_that_counts_no_people_needs_no_other_word():
    source = {"kind": "table", "file": "../t.csv", "row": "Spent"}

    assert not Measure.model_validate({**OWN, "unit": "pounds", "source": source, "about_people": False}).is_protected


# ---- Missing is never nought ------------------------------------------------------------------------------------


def test_nobody_out_of_nobody_stands_beside_the_symbol_as_the_source_gives_it(tmp_path):
    """The Department gives Dorset 2024 as “x” with 0 and 0: both are true, and neither is nought per cent."""
    source = {"kind": "dfe", "file": "../d.csv", "codes": ["825"], "value": "pc", "numerator": "n", "denominator": "d"}
    one = Office(tmp_path, measure(period="calendar year", source=source))
    one.put(
        "d.csv",
        "time_period,time_identifier,geographic_level,new_la_code,n,d,pc\n"
        "2024,Calendar year,Local authority,825,0,0,x\n",
    )
    (figure,) = one.figures()

    assert (figure.value, figure.symbol, figure.numerator, figure.denominator) == (None, "not available", 0, 0)
    assert details(figure, (), ENGLISH) == ["0 of 0"]


# ---- What is said of mistakes -----------------------------------------------------------------------------------


def test_a_document_in_markdown_is_said_to_be_a_download_and_no_page(tmp_path):
    write(tmp_path, {"documents/n.md": "# Hello", "notes/n.md": "# Hello"})

    assert [str(one) for one in strays(tmp_path)] == [
        "warning: documents/n.md: Everybody can download this file as it is: it does not become a page.\n"
        "    If it is meant as a page, put it in pages/.",
        "warning: notes/n.md: This file is in no folder that is read.\n    Put it in briefings/, news/, pages/.",
    ]


def test_the_help_of_new_names_every_kind():
    told = re.findall(r"[a-z]+", tasks.new.help["kind"])

    assert set(told) - {"or"} == set(BODIES)


def test_a_key_that_the_file_of_measures_does_not_have_is_said_to_be_of_the_file(tmp_path):
    write(tmp_path, {"plan/measures.toml": "[protection]\nfoo = 1\n"})

    (found,) = read_measures(tmp_path)[1]
    assert found.message == "`protection.foo` is not a key of a file of measures."


def test_a_broken_file_of_measures_makes_no_link_to_a_measure_wrong(tmp_path):
    write(tmp_path, {"plan/measures.toml": "[["})
    assert missing_in(tmp_path)("/measures/plans/") == ""

    write(tmp_path, {"plan/measures.toml": MEASURES % "../m.csv"})
    assert missing_in(tmp_path)("/measures/plan/") == "There is no measure at this address."


@pytest.mark.parametrize(("row", "column"), [(",,,600,5,,,,", "numerator"), (",,,600,,5,,,", "denominator")])
def test_a_count_with_parts_names_the_column_that_is_filled(tmp_path, row, column):
    one = Office(tmp_path, count())
    one.put("measures.csv", COLUMNS + f"requests,2025-10{row}\n")

    assert f"column {column}: A count has no {column}." in one.faults()


def test_every_mend_that_leads_to_the_docs_names_a_file_that_is_there():
    for path in (ROOT / "plugins").rglob("*.py"):
        for named in re.findall(r"docs/([\w.]*)", path.read_text()):
            assert (ROOT / "docs" / named).is_file(), (path, named)


def test_the_head_of_the_list_of_actions_says_when_to_write_where_an_action_comes_from():
    said = " ".join(HEAD.replace("#", " ").split())

    assert "Write the whole entry before the first pull of this action" in said


GONE = {"title": "News", "date": "2026-06-01", "url": "/old-help/"}
BASE = {name: text for name, text in FILES.items() if "history" not in name and "actions" not in name}
ENTRY = f'[[action]]\nid = "{RING["id"]}"\nref = "1.1"\nfirst_seen = 2026-11-04\n'
LINKED = {**BASE, "plan/actions.toml": ENTRY} | history(
    [RING | DONE | {"evidence": GONE, "effect": "It is quicker."}], days=("2026-11-04",)
)


def test_a_dead_link_that_came_with_the_tracker_is_told_of_its_action_and_says_both_ways_out(refused):
    found = errors(refused(LINKED))

    assert {one.place.file for one in found} == {"plan/actions/1-1/index.html"}
    assert "pull a corrected one, or list the address under `redirect_from` of the page that moved" in found[0].mend


def test_a_page_that_moved_and_says_so_mends_a_link_that_came_with_the_tracker(build):
    output = build({**LINKED, "pages/help.md": page(redirect_from="[/old-help/]")})

    assert 'href="/old-help/"' in (output / "plan/actions/1-1/index.html").read_text()
