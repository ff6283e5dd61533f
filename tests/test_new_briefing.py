"""The briefing that stands ready: everything that is new, each line bound to its fact."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup

from plugins.briefings.bound import check_facts
from plugins.model.clock import Clock, instant
from plugins.model.findings import ContentError
from plugins.model.kinds import Briefing
from plugins.sources import prefill
from plugins.sources.drafts import SUMMARY
from plugins.sources.editions import Written, read_editions
from plugins.sources.front_matter import parse
from plugins.sources.markers import marked_lines
from plugins.sources.prefill import ready_briefing, told
from plugins.sources.records import read_record
from plugins.sources.workspace import open_workspace
from tests.conftest import ROOT, invoke
from tests.facts import AFTER, BEFORE, FILES, ONE, SECOND, Area, action, comment, event, snapshot, snapshots
from tests.figures import figure, measure, series
from tests.small import briefing

ID = "5b0a8f1e-0003-4000-8000-0000000000{:02}"


@pytest.fixture
def area(tmp_path):
    return Area(tmp_path)


def edition(number, day, status="published", **keys):
    return briefing(id=ID.format(number), number=str(number), date=f"{day}T09:00", status=status, **keys)


def lines(text):
    return {key: line for line in text.split("\n") for key in re.findall(r"\{fact (\S+)\}", line)}


def test_each_kind_of_fact_is_filled_in_as_the_site_says_it(area):
    found = lines(area.new().text)
    base = f"plan/{SECOND}"

    assert "Action 1.1 is now late; it was due 13 November 2026: Do thing number b." in found[f"{base}/1.1/newly-late"]
    assert "moved from 24 December 2026 to 1 March 2027" in found[f"{base}/1.2/date-moved"]
    assert "Why: Two people left." in found[f"{base}/1.2/date-moved"]
    assert "“Plans on time”: 30.8%, 2025; before, 31%, 2024." in found["measure/on-time/2025"]
    assert "Parent Voice gave its view on theme 1" in found[f"{base}/views/1"]
    assert "On 18 November 2026, 0 of 2 actions were done" in found[f"{base}/progress"]
    assert "On 18 November 2026, 1 action was past its date. [Our plan](/plan/)" in found[f"{base}/late"]
    assert "We answered on 12 November 2026: From 1 December" in found["comment/nobody"]
    assert "An evening in Stannet: Monday 30 November 2026, 6pm to 8pm, Harbour Hall." in found["event/stannet"]


def test_every_line_that_is_filled_in_has_its_marker_at_the_end(area):
    body = area.new().text.split("---\n", 2)[2]
    filled = [line for line in body.split("\n") if line.strip() not in {"", "-"} and not line.startswith("#")]

    assert len(filled) == 9
    assert all(re.search(r" \{fact [^{}]+\}$", line) for line in filled)


def test_what_is_filled_in_agrees_with_its_facts_and_can_be_published(area):
    ready = area.new(at="2026-11-20T08:00")
    published = ready.text.replace("status: draft", "status: published")
    for left, written in ((": what this one is about", ": a start"), ("\n-\n", "\n- It began.\n"), (SUMMARY, "Words.")):
        published = published.replace(left, written)

    assert area.findings({ready.path.relative_to(area.content).as_posix(): published}, publish=True) == []
    page = BeautifulSoup((area.output / "briefings" / ready.path.stem / "index.html").read_text(), "lxml").get_text()
    assert "640 letters *wait* for {an answer}" in page
    assert "{fact" not in page


def test_changes_stand_under_the_headings_of_their_themes(area):
    text = area.new().text

    assert "## What has changed in the plan\n" in text
    assert "\n### Listening\n\n- " in text
    assert "\nthemes: [listening]\n" in text


def test_it_is_numbered_dated_and_a_draft(area):
    ready = area.new(at="2026-11-30")

    assert ready.path.name == "2026-12-04-briefing-2.md"
    assert "\ndate: 2026-12-04T09:00\n" in ready.text
    assert "\nnumber: 2\n" in ready.text
    assert "\nstatus: draft\n" in ready.text
    assert '\ntitle: "SEND briefing 2: what this one is about"\n' in ready.text


def test_a_title_is_taken_as_it_is(area):
    assert '\ntitle: "Say \\"yes\\""\n' in area.new(title='Say "yes"').text


@pytest.mark.parametrize(
    ("files", "at", "day"),
    [
        ({}, "2026-11-19", "2026-11-20"),
        ({}, "2026-11-20", "2026-11-20"),
        ({}, "2026-11-21", "2026-11-21"),
        ({}, "2026-11-30", "2026-12-04"),
        ({"briefings/two.md": edition(2, "2026-11-20")}, "2026-11-19", "2026-12-04"),
        ({"briefings/two.md": edition(2, "2026-11-20", "draft")}, "2026-11-19", "2026-12-04"),
        ({"briefings/two.md": edition(2, "2026-12-04", "draft")}, "2026-11-19", "2026-11-20"),
    ],
    ids=["next", "due today", "just over: today", "missed", "scheduled", "draft", "a later one is there"],
)
def test_its_day_is_the_next_due_day_that_no_edition_fills(tmp_path, files, at, day):
    assert Area(tmp_path, files).new(at=at).path.name.startswith(day)


def test_no_day_lies_in_a_pause(tmp_path):
    pause = 'tolerance_days = 2\npauses = [{ begins = 2026-11-16, ends = 2026-12-10, why = "A move" }]\n'
    one = Area(tmp_path, {"area.toml": FILES["area.toml"].replace("tolerance_days = 2\n", pause)})

    assert one.new(at="2026-11-19").path.name.startswith("2026-12-18")


def test_without_a_calendar_it_is_dated_today(tmp_path):
    plain = re.sub(r"\[briefing\]\n(.+\n)+", "", FILES["area.toml"])

    assert Area(tmp_path, {"area.toml": plain}).new().path.name.startswith("2026-11-22")


def test_what_the_last_edition_told_is_not_told_again(area):
    area.findings(
        {"briefings/two.md": edition(2, "2026-11-20").replace("Some words.", f"One. {{fact plan/{SECOND}/late}}")}
    )
    ready = area.new()

    assert "Nothing has changed in the plan data that we publish since the last briefing." in ready.text
    assert "newly-late" not in ready.text
    assert "Since briefing 2 of 20 November 2026: nothing changed in the plan." in ready.filled


def test_plan_data_that_came_before_the_edition_and_that_it_does_not_tell_is_told_in_the_next(area):
    first = "One. {fact plan/2026-11-04/progress}"
    area.findings({"briefings/two.md": edition(2, "2026-11-20").replace("Some words.", first)})

    assert "newly-late" in area.new().text


def test_an_edition_without_markers_has_told_what_came_before_its_day(area):
    area.findings({"briefings/two.md": edition(2, "2026-11-20")})

    assert "newly-late" not in area.new().text


def test_a_withdrawn_edition_has_told_nothing(area):
    gone = edition(2, "2026-11-20", withdrawn="{on: 2026-11-21, why: It was wrong.}")
    area.findings({"briefings/two.md": gone})

    assert "newly-late" in area.new().text


def test_an_answer_of_the_day_of_the_last_edition_is_told_unless_it_was(tmp_path):
    one = Area(tmp_path, {"comments/nobody.md": comment(responded="2026-11-06")})
    assert "{fact comment/nobody}" in one.new().text

    (one.content / "briefings/one.md").write_text(ONE.replace("Some words.", "Some. {fact comment/nobody}"))
    one.new(at="2026-11-23").path.unlink()
    assert "{fact comment/nobody}" not in one.new(at="2026-11-23").text


def test_a_figure_that_was_revised_since_is_filled_in_as_it_is_now(tmp_path):
    third = AFTER.model_copy(
        update={
            "as_at": date(2026, 11, 19),
            "series": (series(measure(), [figure("2024", 31), figure("2025", "29.5")]),),
        }
    )
    one = Area(tmp_path, snapshots(BEFORE, AFTER, third))
    found = lines(one.new().text)

    assert "29.5%, 2025" in found["measure/on-time/2025"]
    assert "revised from 30.8% to 29.5%" in found["plan/2026-11-19/figures/on-time/2025/revised"]


def test_long_lists_are_cut_and_say_how_many_more_there_are(tmp_path):
    many = [action(number, text=f"Do thing {number}.") for number in range(1, 44)]
    moved = [{**one, "update": f"News {one['ref']}"} for one in many]
    moved[40]["status"] = "delayed"
    one = Area(tmp_path, snapshots(snapshot("2026-11-04", many), snapshot(SECOND, moved)) | {"plan/measures.toml": ""})
    ready = one.new()
    found = lines(ready.text)
    more = found[f"plan/{SECOND}/theme-1/more/12"]

    assert sum("/update}" in line for line in found.values()) == 11
    assert "went from “On track” to “Some delay”" in found[f"plan/{SECOND}/1.41/worse"]
    assert "32 more changes" in more
    assert f"(/plan/changes/{SECOND}/)" in more
    assert "44 changes in the plan by 1 pull, told in 12 lines" in ready.filled[0]
    path = ready.path.relative_to(one.content).as_posix()
    assert one.findings({path: ready.text.replace("32 more", "31 more")})[0].message.count("“31”") == 1


def test_events_are_told_until_two_weeks_after_the_edition_that_follows(tmp_path):
    ids = [f"5b0a8f1e-0010-4000-8000-00000000000{number}" for number in range(1, 6)]
    days = {"before": "2026-12-03", "that-day": "2026-12-05", "last": "2027-01-01", "after": "2027-01-02"}
    files = {
        f"events/{name}.md": event(id=ids[number], starts=day, ends=day)
        for number, (name, day) in enumerate(days.items(), 1)
    }
    text = Area(tmp_path, files).new(at="2026-11-30").text

    assert [name for name in days if f"{{fact event/{name}}}" in text] == ["that-day", "last"]


def test_a_cancelled_event_is_told_as_cancelled(tmp_path):
    one = Area(tmp_path, {"events/stannet.md": event(cancelled="{on: 2026-11-16, why: No heating.}")})

    assert "- Cancelled: An evening in Stannet" in one.new().text


def test_an_edition_is_never_overwritten(area):
    taken = area.content / "briefings/2026-11-22-briefing-2.md"
    taken.write_text("mine")

    with pytest.raises(ContentError, match="There is a file of this name already"):
        area.new()
    assert taken.read_text() == "mine"


def test_the_office_is_told_that_nothing_was_pulled_for_long(area):
    ready = area.new(at="2026-12-08")

    assert "Nothing was pulled for 20 days, since 18 November 2026." in ready.look[0]
    assert any("Look: Nothing was pulled for 20 days" in line for line in told(ready))
    assert not area.new(at="2026-11-19").look


def test_a_plan_that_cannot_be_read_is_left_out_and_said(tmp_path):
    one = Area(tmp_path, {"plan/plan.toml": "id = 7"})
    ready = one.new()

    assert "Something could not be read and is left out." in ready.look[0]
    assert "{fact event/stannet}" in ready.text


def test_a_briefing_that_cannot_be_read_is_said_because_number_and_changes_hang_on_it(area):
    (area.content / "briefings/2026-11-21-briefing-x.md").write_text("---\nnumber: fourteen\n---\nWords.\n")

    assert any("A briefing cannot be read" in one for one in area.new().look)


def test_a_small_area_without_a_plan_gets_the_headings(tmp_path):
    gone = {name: None for name in FILES if name.startswith(("plan/", "comments/", "events/"))}
    one = Area(tmp_path)
    for name in gone:
        (one.content / name).unlink()
    text = one.new().text

    assert "{fact" not in text
    assert "## What has changed in the plan\n\n## What is late, and why\n\n## Dates for families\n" in text


def test_the_command_prints_what_it_filled_in(area):
    env = {"OPEN_LOCAL_OFFER_STATE": str(area.folder / "state")}
    done = invoke("new", "briefing", "--content", str(area.content), "--at", "2026-11-22", env=env)

    assert done.returncode == 0, done.stderr
    assert "-briefing-2.md. It is a draft" in done.stdout
    assert "Since briefing 1 of 6 November 2026: 5 changes in the plan by 1 pull, told in 5 lines." in done.stdout
    titled = invoke("new", "briefing", "Winter", "--content", str(area.content), "--at", "2026-11-22", env=env)
    assert 'title: "Winter"' in next(area.content.glob("briefings/*-3.md")).read_text(), titled.stderr
    assert invoke("new", "briefing", "--content", str(area.content), "--at", "soon", env=env).returncode == 1
    assert len(read_editions(area.content)) == 3


def test_other_kinds_still_need_a_title(area):
    assert "title" in invoke("new", "news", "--content", str(area.content)).stderr


@pytest.mark.parametrize("at", ["2026-07-10", "2026-09-20", "2026-10-22", "2026-11-19"])
def test_what_is_filled_in_of_the_demonstration_agrees_with_its_facts(tmp_path, at):
    workspace = open_workspace(
        ROOT / "content", tmp_path / "state", ROOT / "theme" / "locales", Clock(instant(at)), publish=True
    )
    desk = prefill._desk(workspace)
    marks = marked_lines(ready_briefing(workspace).text, 1, "briefings/new.md")
    document, _ = parse(ONE, "briefings/new.md")
    record, _ = read_record(Briefing, document.data, document.place, "briefing")

    assert len(marks) > 2
    assert not list(check_facts([Written(record, document.place, marks)], desk.facts, workspace))
