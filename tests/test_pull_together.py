"""One pull, one snapshot: tracker, measures, forum and register come in together, are refused together, and any may be absent."""

from pathlib import Path
from typing import Any

import pytest

from plugins.model.clock import Clock, instant
from plugins.model.findings import ContentError
from plugins.model.language import Language
from plugins.sources import pull
from tests.office import (
    HEADINGS,
    PLAN,
    ROWS,
    Office,
    an_office,  # noqa: F401  # a fixture
    changed,
    snapshots_of,
)

MEASURES = """
[[measures]]
id = "plans-in-time"
title = "New plans finished in time"
unit = "percent"
direction = "up"
definition = "Of all new plans, those finished within 20 weeks."
period = "month"
source = { kind = "own", file = "../office/measures.csv" }
source_words = "Our own records"
"""
ROW = "plans-in-time,2026-09,,60,120\n"
FIGURES = "measure,period,value,numerator,denominator\n" + ROW
FORUM = {"name": "Parent Voice", "source": "../office/views.toml"}
VIEWS = """
[[view]]
theme = 1
asked_on = 2026-10-14
method = "A survey."
answers = 40
feeling = "mixed"
approved_by = "Chair"
approved_on = 2026-10-20
"""
REGISTER = "year,what,reason,count\n2026/27,received,,40\n"


@pytest.fixture(name="whole")
def a_whole_office(office: Office) -> Office:
    """An office with every source; only its tracker was pulled before."""
    (office.content / "plan/measures.toml").write_text(MEASURES)
    for name, text in (("measures.csv", FIGURES), ("views.toml", VIEWS), ("register.csv", REGISTER)):
        office.path(name).write_text(text)
    return office


def pulled(office: Office, at: str = "2026-11-06T12:00", **more: Any) -> Any:
    """Pull with every source that the area names."""
    area = office.area()
    given = {"forum": FORUM, "comments": {"source": "../office/register.csv"}, **more}
    whole = type(area).model_validate({**area.model_dump(exclude_none=True), **given})
    state = office.folder / "state"
    return pull.propose(whole, office.content, state, Clock(instant(at)), Language("en-GB"), office.heard.append)


def test_all_sources_come_in_one_snapshot_and_are_told_in_one_question(whole):
    office = whole
    office.excel([HEADINGS, *changed(ROWS, 1, "Status", "Amber")])
    proposal = pulled(office)
    proposal.accept()

    assert proposal.sentences == (
        "Action 1.2 went from “On track” to “Some delay”: Publish waiting times.",
        "A new measure: “New plans finished in time”.",
        "Parent Voice gave its view on theme 1: it works for some and not for others.",
        "There are new counts of comments of 2026/27.",
        "The plan is then as at 6 November 2026.",
    )
    last = snapshots_of(office)[-1]
    assert (len(last.actions), len(last.series), len(last.views), len(last.registers)) == (3, 1, 1, 1)
    assert pulled(office, "2026-11-07").unchanged


def test_a_new_figure_alone_is_a_change(whole):
    pulled(whole).accept()
    whole.path("measures.csv").write_text(f"{FIGURES}plans-in-time,2026-10,,70,120\n")

    assert pulled(whole, "2026-11-07").sentences[0] == (
        "A new figure for “New plans finished in time”: 58%, October 2026; before, 50%, September 2026."
    )


def test_a_view_that_is_taken_back_leaves_a_line(whole):
    pulled(whole).accept()
    whole.path("views.toml").write_text("")

    assert pulled(whole, "2026-11-07").sentences[0] == (
        "The view of Parent Voice on theme 1, given on 14 October 2026, is no longer published."
    )


def test_the_faults_of_all_sources_are_reported_at_once_and_nothing_is_written(whole):
    whole.excel([HEADINGS, *changed(ROWS, 1, "Status", "")])
    whole.path("measures.csv").write_text(f"{FIGURES}{ROW}")
    whole.path("views.toml").write_text(VIEWS.replace("theme = 1", "theme = 9"))
    whole.path("register.csv").write_text("year,what\n")
    before = whole.tree()
    with pytest.raises(ContentError) as refused:
        pulled(whole)

    files = {one.place.file for one in refused.value.findings if one.severity == 0}
    assert files == {"tracker.xlsx", "measures.csv", "views.toml", "register.csv"}
    assert whole.tree() == before


def test_an_area_with_measures_and_no_tracker_pulls_its_measures(tmp_path: Path):
    office = Office(tmp_path)
    (office.content / "plan").mkdir(parents=True)
    (office.content / "plan/plan.toml").write_text(PLAN)
    (office.content / "plan/measures.toml").write_text(MEASURES)
    office.file("measures.csv", FIGURES)
    area = office.area().model_copy(update={"tracker": None, "statuses": ()})
    proposal = pull.propose(area, office.content, tmp_path / "state", Clock(instant("2026-11-06")), Language("en-GB"))
    proposal.accept()

    assert proposal.sentences == ("It brings the figures of 1 measure.",)
    assert [len(one.series) for one in snapshots_of(office)] == [1]


def test_a_source_that_is_no_longer_named_keeps_what_was_published(whole):
    pulled(whole).accept()

    assert pulled(whole, "2026-11-07", forum=None, comments={}).unchanged


def test_what_is_published_of_one_source_stays_where_another_is_refused(whole):
    pulled(whole).accept()
    whole.path("measures.csv").write_text("measure\n")
    before = whole.tree()
    with pytest.raises(ContentError):
        pulled(whole, "2026-11-07")

    assert whole.tree() == before
