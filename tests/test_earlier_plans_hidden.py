"""What an earlier plan hid stays hidden in the next one: archiving a plan makes disclosure control forget nothing."""

from pathlib import Path
from typing import Any

import pytest

from plugins.model.clock import Clock, instant
from plugins.model.language import Language
from plugins.sources import pull
from tests.office import PLAN, Office, area_of

MEASURES = """
[[measures]]
id = "requests"
title = "Requests"
unit = "number"
direction = "neutral"
definition = "New requests."
period = "month"
source = { kind = "own", file = "../office/measures.csv" }
source_words = "Our own records"
"""
HEAD = "measure,period,group,value\n"
VIEW = """
[[view]]
theme = {theme}
asked_on = 2026-10-14
method = "A survey."
answers = {answers}
feeling = "mixed"
split = [{{ words = "Yes", count = {yes} }}, {{ words = "No", count = {no} }}]
approved_by = "Chair"
approved_on = 2026-10-20
"""


def put(office: Office, name: str, text: str) -> None:
    office.path(name).parent.mkdir(exist_ok=True)
    office.path(name).write_text(text)


def pulled(office: Office, at: str) -> Any:
    area = area_of(source="none.csv").model_copy(update={"tracker": None})
    given = {
        "forum": {"name": "Parent Voice", "source": "../office/views.toml"},
        "comments": {"source": "../office/register.csv"},
    }
    area = type(area).model_validate({**area.model_dump(exclude_none=True), **given})
    clock = Clock(instant(at))
    proposal = pull.propose(area, office.content, office.folder / "state", clock, Language("en-GB"))
    proposal.accept()
    return proposal.snapshot


@pytest.fixture(name="archived")
def an_archived_plan(tmp_path: Path) -> Office:
    """An office whose plan hid a figure, an answer and a count, and is now an earlier plan; all three have grown."""
    office = Office(tmp_path)
    (office.content / "plan").mkdir(parents=True)
    (office.content / "plan/plan.toml").write_text(PLAN)
    (office.content / "plan/measures.toml").write_text(MEASURES)
    put(office, "measures.csv", HEAD + "requests,2026-09,Boys,3\nrequests,2026-09,Girls,40\n")
    put(office, "views.toml", VIEW.format(theme=2, answers=43, yes=3, no=40))
    put(office, "register.csv", "year,what,reason,count\n2026/27,received,,60\n2026/27,waiting,,3\n")
    pulled(office, "2026-11-04T12:00")
    earlier = office.content / "plan/earlier/2021-to-2026"
    earlier.mkdir(parents=True)
    (office.content / "plan/history").rename(earlier / "history")
    (office.content / "plan/received.json").unlink()
    put(office, "measures.csv", HEAD + "requests,2026-09,boys,30\nrequests,2026-09,Girls,40\n")
    put(office, "views.toml", VIEW.format(theme=1, answers=73, yes=33, no=40))
    put(office, "register.csv", "year,what,reason,count\n2026/27,received,,60\n2026/27,waiting,,30\n")
    return office


def test_what_an_earlier_plan_hid_stays_hidden_in_the_first_pull_of_the_next(archived):
    new = pulled(archived, "2026-11-06T12:00")

    assert [(one.group, one.symbol) for one in new.series[0].figures] == [("Boys", "hidden"), ("Girls", None)]
    assert [one.count for one in new.views[0].split if one.words == "Yes"] == [None]
    assert [one.count for one in new.registers[0].counts if one.what == "waiting"] == [None]


def test_a_new_plan_without_sources_takes_nothing_over_from_the_earlier_one(archived):
    (archived.content / "plan/measures.toml").unlink()
    archived.excel([["Ref", "Theme", "Action", "Status"], ["1.1", "Theme 1", "Open a helpline", "Blue"]])
    new = archived.pull("2026-11-06T12:00").snapshot

    assert (new.series, new.views, new.registers) == ((), (), ())
