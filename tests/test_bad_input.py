"""Whatever stands in a file of the content, the answer is a finding in words, and it comes soon."""

import json
import time

import pytest

from plugins.model.actions import Action, Received, Snapshot, place_on_page
from plugins.model.clock import instant
from plugins.plan_progress.addresses import addresses
from plugins.sources.front_matter import parse
from plugins.sources.prose import Prose
from plugins.sources.snapshots import read_history, read_received
from plugins.sources.tracker.dates import understood
from tests.small import AREA, PLAN, markdown, page, theme

PLANNED = {"plan/plan.toml": PLAN, "plan/themes/listening.md": theme()}
DISK = "The file cannot be read from the disk."


def only(findings):
    errors = [finding for finding in findings if finding.severity.name == "ERROR"]
    assert len(errors) == 1, errors
    return errors[0]


def told(findings):
    return [f"{finding.place}: {finding.message}" for finding in findings]


# ---- Files that cannot be read -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("area.toml", "area.toml"),
        ("plan/plan.toml", "plan/plan.toml"),
        ("plan/themes/listening.md", "plan/themes/listening.md"),
        ("plan/history/2026-10-10.json", "plan/history/2026-10-10.json"),
        ("plan/received.json", "plan/received.json"),
        ("offer/limits.toml", "offer/limits.toml"),
    ],
)
def test_a_folder_where_a_file_should_be_is_told(build, refused, tmp_path, name, file):
    build(PLANNED)
    path = tmp_path / "content" / name
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    finding = only(refused({}))

    assert (finding.place.file, finding.message) == (file, DISK)
    assert finding.mend


@pytest.mark.parametrize("opened", ["[" * 5000, "[" * 5000 + "]" * 5000])
def test_brackets_that_lie_too_deep_are_told(refused, opened):
    assert only(refused({"area.toml": f"a = {opened}\n{AREA}"})).place.file == "area.toml"
    assert only(refused({"area.toml": AREA, "pages/help.md": page(related=opened)})).place.file == "pages/help.md"


def test_a_number_with_too_many_figures_is_told(refused):
    finding = only(refused({"plan/plan.toml": PLAN.replace("number = 1", f"number = {'9' * 5000}")}))

    assert finding.message == "A number in it has too many figures."


@pytest.mark.parametrize("key", ["? [a, b]\n: c", "? {a: b}\n: c"])
def test_a_key_that_is_a_list_is_told_in_words_with_its_line(key):
    _, (finding,) = parse(f"---\ntitle: x\n{key}\n---\n", "a.md")

    assert (finding.place.line, finding.message) == (3, "A list or a group of keys cannot be a key.")


@pytest.mark.parametrize("kept", [b"{", b"[]", b'{"a": 1}', b"\xff", b"[" * 5000, None])
def test_a_cache_of_texts_that_is_broken_is_made_again(tmp_path, kept):
    cache = tmp_path / "prose.json"
    if kept is not None:
        cache.write_bytes(kept)
    prose = Prose("", "Table", {}, cache)

    assert prose.html("Hello") == "<p>Hello</p>"
    prose.save()
    assert list(json.loads(cache.read_text()).values()) == ["<p>Hello</p>"]


# ---- Moments and months --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "0001-01-01", "9999-12-31", "1969-12-31", "2201-01-01",
        "1970-01-01T00:00+14:00", "2200-12-31T23:59-12:00",
    ],
)  # fmt: skip
def test_a_moment_outside_the_years_1970_to_2200_is_none(text):
    with pytest.raises(ValueError):
        instant(text)


@pytest.mark.parametrize("text", ["1970-01-01", "2200-12-31", "2200-12-31T23:59+00:00"])
def test_a_moment_of_those_years_is_one(text):
    assert instant(text).isoformat().startswith(text[:10])


@pytest.mark.parametrize("text", ["2026-02-31T10:00Z", "2026-13-01T10:00Z", "2026-01-01T25:00+01:00"])
def test_a_moment_in_a_tracker_that_never_was_is_not_understood(text):
    assert understood(text) is None


@pytest.mark.parametrize("months", ["0", "-3", "241", "1_000_000"])
def test_a_plan_has_1_to_240_months(refused, months):
    finding = only(refused({**PLANNED, "plan/plan.toml": f'months = {months}\nstarts = "2026-05"\n{PLAN}'}))

    assert (finding.place.key, finding.message) == ("months", "`months`: This is not between 1 and 240.")


@pytest.mark.parametrize(
    ("start", "right"), [("0001", False), ("1969", False), ("2200", True), ("2201", False), ("9999-12", False)]
)
def test_the_dates_of_a_plan_lie_in_the_years_1970_to_2200(build, refused, start, right):
    files = {**PLANNED, "plan/plan.toml": f'months = 240\nstarts = "{start}"\n{PLAN}'}
    if right:
        assert build(files)
    else:
        assert only(refused(files)).message == "`starts`: This is not in the years 1970 to 2200."


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-10T09:00:00", "“2026-11-10 09:00:00” does not say its time zone."),
        ("0001-01-01T00:00:00+14:00", "“0001-01-01 00:00:00+14:00” is not in the years 1970 to 2200."),
        ("9999-12-31T23:59:00-12:00", "“9999-12-31 23:59:00-12:00” is not in the years 1970 to 2200."),
    ],
)
@pytest.mark.parametrize("key", ["received", "refused_since"])
def test_a_moment_of_receipt_says_its_zone_and_lies_near(refused, key, moment, said):
    facts = {"received": "2026-11-10T09:00:00Z", key: moment}
    finding = only(refused({**PLANNED, "plan/received.json": json.dumps(facts)}))

    assert (finding.place.file, finding.place.key) == ("plan/received.json", key)
    assert finding.message == f"`{key}`: {said}"


def test_a_refusal_before_the_last_receipt_is_not_told(build):
    kept = '{"received": "2026-11-10T09:00:00Z", "refused_since": "2026-11-03T09:00:00Z"}'
    text = (build({**PLANNED, "plan/received.json": kept}) / "plan/index.html").read_text()

    assert "3 November 2026" not in text


# ---- The history of the plan ---------------------------------------------------------------------------------------


def action(ref="1.1", **facts):
    return {"id": f"id-{ref}", "ref": ref, "theme": 1, "text": "Open", "status": "done", **facts}


def history(folder, *actions, text=""):
    (folder / "2026-11-06.json").write_text(text or json.dumps({"as_at": "2026-11-06", "actions": actions}))
    return told(read_history(folder)[1])


def test_two_actions_of_a_snapshot_with_one_id_or_one_reference_are_told(tmp_path):
    assert history(tmp_path, action("A1"), action("A2", id="id-A1"), action("a1")) == [
        "plan/history/2026-11-06.json, key actions.1.id: Two actions have the same `id`, id-a1.",
        "plan/history/2026-11-06.json, key actions.2.id: Two actions have the same `id`, id-a1.",
        "plan/history/2026-11-06.json, key actions.2.ref: Two actions have the same `ref`, a1.",
    ]


@pytest.mark.parametrize("hidden", ["\ud800", "\x07", "\x85", "\uffff"])
def test_a_character_of_a_snapshot_that_cannot_be_shown_is_told(tmp_path, hidden):
    said = "There is a character in it that cannot be shown."
    file = "plan/history/2026-11-06.json"

    assert history(tmp_path, action(text=f"Open{hidden}")) == [f"{file}, key actions.0.text: {said}"]
    assert history(tmp_path, action(due={"text": hidden})) == [f"{file}, key actions.0.due.text: {said}"]
    assert history(tmp_path, action(**{f"odd{hidden}": 1})) == [f"{file}, key actions.0: {said}"]
    assert history(tmp_path, action(text="One\n\ntwo\tthree")) == []


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_no_json(tmp_path, number):
    said = "plan/history/2026-11-06.json: This is not JSON, so it is not a snapshot."

    assert history(tmp_path, text=f'{{"as_at": {number}, "actions": []}}') == [said]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_day_of_a_snapshot_lies_near(tmp_path, day):
    (said,) = history(tmp_path, text=f'{{"as_at": "{day}", "actions": []}}')

    assert said.startswith("plan/history/2026-11-06.json, key as_at: ")


def test_a_snapshot_that_is_a_folder_is_told(tmp_path):
    (tmp_path / "2026-11-06.json").mkdir()

    assert told(read_history(tmp_path)[1]) == [f"plan/history/2026-11-06.json: {DISK}"]
    assert told(read_received(tmp_path)[1]) == [f"plan/received.json: {DISK}"]


@pytest.mark.parametrize("ref", ["1.1", "1-1", "A 1/b", "É.2", "1 (a)"])
def test_the_place_of_a_reference_is_the_one_in_its_address(ref):
    one = Action.model_validate(action(ref))

    assert addresses([one], []) == {one.id: f"/plan/actions/{place_on_page(ref)}/"}


def test_a_value_of_the_model_is_checked_too():
    for kind, facts in ((Snapshot, {"as_at": "0001-01-01", "actions": []}), (Received, {"received": "2026-11-06"})):
        with pytest.raises(ValueError):
            kind.model_validate(facts)


# ---- Themes, milestones and limits ---------------------------------------------------------------------------------


def test_words_before_the_first_section_are_told_with_their_line(refused):
    finding = only(refused({**PLANNED, "plan/themes/listening.md": theme().replace("---\n##", "---\n\nHello.\n\n##")}))

    assert (finding.place.line, finding.message) == (
        7,
        "These words stand before the first section, so they would be lost.",
    )


REACHED = '\n[[milestones]]\nwhat = "The review"\ndate = "%s"\n'


@pytest.mark.parametrize(("day", "state"), [("2026-12", "Expected"), ("2026-11", "Done"), ("2026-11-22", "Done")])
def test_a_milestone_is_done_when_its_first_day_has_come(build, capfd, day, state):
    output = build({**PLANNED, "plan/plan.toml": PLAN + REACHED % day})
    page, changes = ((output / name / "index.html").read_text() for name in ("plan", "plan/changes"))
    timeline = page[page.index('id="milestones"') :]

    assert ("Expected" in timeline, "Done" in timeline.split("</ol>")[0]) == (state == "Expected", state == "Done")
    assert ("The review" in changes) is (state == "Done")


def test_a_milestone_that_is_done_too_early_is_a_warning(build, refused, tmp_path):
    early = {**PLANNED, "plan/plan.toml": PLAN + REACHED % "2026-12-24", "pages/help.md": "no"}
    (warned,) = [
        finding for finding in refused(early) if finding.severity.name == "WARNING" and "milest" in finding.message
    ]

    assert (warned.place.file, warned.place.key) == ("plan/plan.toml", "milestones.0")
    assert (
        warned.message
        == "The milestone “The review” is said to be done, and its day has not come: it is told as expected."
    )


LIMIT = """
[[limits]]
key = "%s"
text = "%s"
what = "How long it takes."
source = "A regulation"
url = "https://law.example/"
verified = true
verified_by = "Officer"
verified_on = 2026-10-01
"""
KNOWN = {"offer/limits.toml": LIMIT % ("ehc-decide", "6 weeks")}


def test_two_limits_with_one_key_are_told(refused):
    finding = only(
        refused({"offer/limits.toml": LIMIT % ("a", "6 weeks") + LIMIT % ("b", "x") + LIMIT % ("a", "7 weeks")})
    )

    assert (finding.place.file, finding.message) == (
        "offer/limits.toml",
        "Two time limits have the same key, a.",
    )


@pytest.mark.parametrize(
    "name",
    ["{limit:EHC-Decide}", "{limit: ehc-decide}", "{limit}", "{Limit:ehc-decide}", "{ limit:ehc-decide}", "{limit:ehc-decide"],
)  # fmt: skip
def test_a_limit_that_is_named_in_another_way_is_told_with_its_line(refused, name):
    finding = only(refused({**KNOWN, "pages/help.md": page(f"It takes {{limit:ehc-decide}}.\n\nOr {name}")}))

    assert (finding.place.file, finding.place.line) == ("pages/help.md", 11)
    assert finding.message.startswith(f"“{name}” is not the way to name a time limit")
    assert "ehc-decide" in finding.mend


@pytest.mark.parametrize(
    "text", ["<b>6</b>", "6 weeks.", "[x](/y/)", "*6 weeks*", "- 6", "6_weeks", "6\\nweeks", "`6`"]
)
def test_the_words_of_a_limit_hold_no_marks(refused, text):
    finding = only(refused({"offer/limits.toml": LIMIT % ("a", text)}))

    assert finding.place.key == "limits.0.text"
    assert "has marks in it" in finding.message


@pytest.mark.parametrize("text", ["6 weeks", "20 weeks, at most", "twenty-eight days", "6 tîm"])
def test_the_words_of_a_limit_may_be_words(build, text):
    files = {"offer/limits.toml": LIMIT % ("a", text), "pages/help.md": page("Within {limit:a}.")}

    assert f"<p>Within {text}.</p>" in (build(files) / "help/index.html").read_text()


# ---- Nobody waits --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("[" * 20_000, 4, "This line is longer than 5,000 characters."),
        ("a\n" + "x" * 5_001, 5, "This line is longer than 5,000 characters."),
        (("x" * 4_999 + "\n") * 101, 4, "The text is longer than 500,000 characters."),
        (("[" * 1_000 + "\n") * 20, 0, "“[” stands here more than 5,000 times."),
        (("<a " * 1_000 + "\n") * 6, 0, "“<” stands here more than 5,000 times."),
        ("1. " * 1_000, 4, "Lists lie too deep in each other here."),
        ("- a\n" + " " * 1_200 + "- a", 5, "Lists lie too deep in each other here."),
    ],
)
def test_a_text_that_would_take_minutes_is_told_at_once(body, line, said):
    begun = time.perf_counter()
    document, findings = parse(f"---\na: b\n---\n{body}", "a.md")

    assert document is None
    assert (line, said) in [(one.place.line, one.message) for one in findings]
    assert time.perf_counter() - begun < 1


def test_the_worst_text_that_may_be_published_takes_seconds(tmp_path):
    begun = time.perf_counter()
    document, findings = parse(markdown("[" * 2_500 + "\n" + "[" * 2_499, a="b"), "a.md")

    assert findings == []
    assert Prose("", "Table", {}, tmp_path / "prose.json").html(document.body)
    assert time.perf_counter() - begun < 30
