"""Facts: a line of a briefing is held to its source, and nobody but the writer ever sees the marker."""

import string
from datetime import date

import pytest
from bs4 import BeautifulSoup
from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.model.clock import Clock, instant
from plugins.model.facts import Fact, disagreements
from plugins.model.findings import Severity
from plugins.model.quantities import quantities, unsupported
from plugins.sources.fact_keys import same_key, step_keys
from plugins.sources.markers import FACT, marked_lines, seen_facts, without_facts
from plugins.sources.plan import read_plan
from plugins.sources.plan_facts import plan_facts
from plugins.sources.workspace import open_workspace
from tests.conftest import ROOT, tree
from tests.facts import AFTER, BEFORE, SECOND, Area, action, comment, due, event, snapshot, snapshots
from tests.figures import figure, measure, series
from tests.small import news, theme

BASE = f"plan/{SECOND}"
MOVED = f"The date moved from 24 December 2026 to 1 March 2027. {{fact {BASE}/1.2/date-moved}}"


@pytest.fixture
def area(tmp_path):
    return Area(tmp_path)


# ---- Quantities ----------------------------------------------------------------------------------------------------

EVENT = "An evening: Monday 23 November 2026, 6pm to 8pm, Harbour Hall."


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("30.8 per cent", "30.8%"),
        ("30.8percent", "30.8 %"),
        ("between 30 and 38%", "30% to 38%"),
        ("twelve of 44", "12 of the 44"),
        ("twenty-one", "21"),
        ("4,100 and 4100 and 4.1 thousand", "4,100"),
        ("£3m", "£3 million"),
        ("23 November", EVENT),
        ("on Monday", EVENT),
        ("the 23rd of November", EVENT),
        ("Monday the 23rd", EVENT),
        ("Nov 23rd, 23/11/2026 or 2026-11-23", EVENT),
        ("in November, in 2026", EVENT),
        ("6 to 8pm", EVENT),
        ("6 p.m.–8 p.m.", EVENT),
        ("18:00 until 20:00", EVENT),
        ("noon", "12 noon"),
        ("11 to 1pm", "11am to 1pm"),
        ("24, 25 and 30 November", "24 November, 25 November and 30 November"),
        ("from 7 July", "7 to 11 July 2025"),
        ("summer term", "summer term 2027"),
        ("2025-26", "2025/26"),
        ("one of them, no one, this one and you owe me one.", "nothing"),
        ("we may march on", "nothing"),
        ("12 may be late", "12 are late"),
        ("a figure of −5", "-5"),
    ],
)
def test_another_way_to_write_it_is_the_same(line, source):
    assert unsupported(line, [source]) == ()


@pytest.mark.parametrize(
    ("line", "source", "wrong"),
    [
        ("38", "38%", "38"),
        ("38%", "38 schools", "38%"),
        ("1.1", "action 1.10", "1.1"),
        ("13 of the 44", "12 of the 44", "13"),
        ("one action", "2 actions", "one"),
        ("We said that thirteen are done", "12 are done", "thirteen"),
        ("That one of 44 is done", "12 of 44", "one"),
        ("24 November", EVENT, "24 November"),
        ("23 October", "23 November and 24 October", "23 October"),
        ("Tuesday 23 November", EVENT, "Tuesday 23 November"),
        ("23 November 2027", EVENT, "23 November 2027"),
        ("on Friday", EVENT, "Friday"),
        ("6am", EVENT, "6am"),
        ("6:30pm", EVENT, "6:30pm"),
        ("spring term 2027", "summer term 2027", "spring term"),
        ("in May", EVENT, "May"),
        ("2026/27", "2025/26", "2026/27"),
        ("Q3", "Q4", "Q3"),
        ("5", "-5", "5"),
        ("4 million", "4 thousand", "4 million"),
    ],
)
def test_another_number_day_or_time_is_not_the_same(line, source, wrong):
    assert unsupported(line, [source]) == (wrong,)


NUMBERS = st.integers(13, 1899)
WORDS = st.lists(
    st.sampled_from(["families", "schools", "wait", "now", "we", "help", "your", "child", "again", "late", "early"]),
    max_size=6,
)


@given(st.lists(NUMBERS, min_size=1, max_size=4), st.lists(WORDS, min_size=5, max_size=5), st.randoms())
def test_a_line_that_only_words_its_numbers_otherwise_agrees(numbers, words, chance):
    source = " ".join(f"There were {number} letters." for number in numbers)
    told = chance.sample(numbers, k=chance.randint(0, len(numbers)))
    line = " ".join(f"{' '.join(before)} {number:,}" for before, number in zip(words, told, strict=False))

    assert disagreements(line, [Fact("a", source, "/")]) == []


@given(st.lists(NUMBERS, min_size=1, max_size=4), WORDS, NUMBERS)
def test_a_line_in_which_one_number_is_another_is_refused(numbers, words, other):
    assume(other not in numbers)
    source = " ".join(f"There were {number} letters." for number in numbers)

    assert disagreements(f"{' '.join(words)} {numbers[0]} and {other} now", [Fact("a", source, "/")])


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_a_day_is_a_part_of_itself_and_never_of_another(day, other):
    assume(day != other)
    whole = f"{day:%A} {day.day} {day:%B %Y}"

    for part in (whole, f"{day.day} {day:%B}", f"{day:%A}", f"{day:%B %Y}", day.isoformat(), f"{day:%d/%m/%Y}"):
        assert unsupported(part, [f"It is on {whole}."]) == ()
    assert unsupported(f"{other.day} {other:%B %Y}", [f"It is on {whole}."])


@given(st.text(string.printable + "–−½²٣", max_size=80))
def test_any_text_agrees_with_itself(text):
    assert unsupported(text, [text]) == ()
    assert all(one.text.strip() for one in quantities(text))


# ---- Keys ----------------------------------------------------------------------------------------------------------


def test_no_two_changes_have_one_key_and_a_key_outlives_the_name_of_its_change():
    from plugins.model.area import Status
    from plugins.model.changes import Known
    from plugins.model.history import Kept
    from plugins.sources.history import step_of

    known = Known({"on-track": Status(id="on-track", word="On track", kind="on-track", definition="x", tracker=["G"])})
    keys = step_keys(step_of(Kept(SECOND, "0" * 64, AFTER.as_at), BEFORE, AFTER, known))

    assert len(keys) == len(set(keys)) == 5
    assert f"{BASE}/1.1/newly-late" in keys
    assert same_key(f"{BASE}/1.2/removed") == same_key(f"{BASE}/1.2/merged")


def test_a_number_that_another_action_gets_later_leaves_the_key_with_the_action_it_meant(area):
    one, two = AFTER.actions
    third = snapshot("2026-11-20", []).model_copy(
        update={"actions": (two.model_copy(update={"ref": "1.1", "update": "Other words, 77."}),)}
    )
    merged = (
        f'[[action]]\nid = "{two.id}"\nref = "1.1"\nwas = ["1.2"]\nfirst_seen = 2026-11-04\n'
        f'[[action]]\nid = "{one.id}"\nref = "1.8"\nwas = ["1.1"]\nfirst_seen = 2026-11-04\nmerged_into = "{two.id}"\n'
    )
    files = {**snapshots(BEFORE, AFTER, third), "plan/actions.toml": merged}
    line = f"About 640 letters wait. {{fact {BASE}/1.1/update}}\n\n{MOVED}"

    assert area.told(line) == []
    assert area.findings(files) == []
    assert "“77”" in area.told(f"77 letters. {{fact {BASE}/1.1/update}}")[0].message


def test_an_area_s_keys_are_known_in_a_plan_that_is_over(area):
    earlier = {
        f"plan/earlier/old/{name.removeprefix('plan/')}": (area.content / name).read_bytes()
        for name in ("plan/plan.toml", "plan/themes/listening.md", "plan/actions.toml")
    }
    for name in list(earlier):
        for old, new in (("0005-", "0015-"), ("0004-", "0014-"), ("0006-", "0016-")):
            earlier[name] = earlier[name].replace(old.encode(), new.encode())
    old = [action(1, due=due("2026-01-13")) | {"id": "5b0a8f1e-0016-4000-8000-000000000001"}]
    files = snapshots(snapshot("2026-01-02", old), snapshot("2026-01-16", [{**old[0], "update": "About 99 letters."}]))
    earlier |= {f"plan/earlier/old/{name.removeprefix('plan/')}": text for name, text in files.items()}
    area.findings(earlier)

    assert area.told("99 letters. {fact plan/2026-01-16/1.1/update}") == []
    assert "“98”" in area.told("98 letters. {fact plan/2026-01-16/1.1/update}")[0].message


# ---- The check -----------------------------------------------------------------------------------------------------

RIGHT = {
    f"{BASE}/1.2/date-moved": "Action 1.2 was due on 24 December. It is now due on 1 March.",
    f"{BASE}/1.1/update": "We have 640 letters to answer. Ring 01632 960 120, see [more](/plan/changes/2026-11-04/) or https://a.example/99.",
    f"{BASE}/1.2": "It was first promised for 24 December 2026.",
    f"{BASE}/progress": "None of the two is done, and one action is late, on 18 November.",
    f"{BASE}/late": "One action is late.",
    f"{BASE}/views/1": "Parent Voice has told us its view.",
    "measure/on-time/2025": "30.8 per cent of plans came on time in 2025. In 2024 it was 31%.",
    "comment/nobody": "From December we ring back within 2 days.",
    "event/stannet": "**Monday 30 November:** Stannet, 6 to 8pm.",
}


@pytest.mark.parametrize("key", RIGHT)
def test_a_line_that_says_what_its_source_says_is_fine(area, key):
    assert area.told(f"- {RIGHT[key]} {{fact {key}}}", publish="yes") == []


WRONG = {
    f"{BASE}/1.2/date-moved": "It is now due on 2 March.",
    f"{BASE}/1.1/update": "We have 6**4**1 letters to answer.",
    f"{BASE}/late": "Two actions are late.",
    "measure/on-time/2025": "31.8% in 2025",
    "comment/nobody": "within three days",
    "event/stannet": "Tuesday 30 November, 6pm to 8pm",
}


@pytest.mark.parametrize("key", WRONG)
def test_a_line_that_says_something_else_stops_what_nobody_has_read(area, key):
    line = f"Fine.\n\n- {WRONG[key]} {{fact {key}}}"
    (stopped,) = area.told(line, date="2026-12-04T09:00", publish="yes")
    (preview,) = area.told(line, date="2026-12-04T09:00")
    (draft,) = area.told(line, status="draft", publish="yes")

    assert [one.severity for one in (stopped, preview, draft)] == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.WARNING,
    ]
    assert stopped.place.line == len(["---", "title", "id", "status", "summary", "date", "number", "---"]) + 3
    assert f"{key} says now: “" in stopped.message
    assert "Write what the source says" in stopped.mend


def test_an_edition_that_comes_out_today_is_stopped_and_one_that_was_read_asks_for_a_correction(area):
    line = MOVED.replace("1 March", "2 March")
    (today,) = area.told(line, date="2026-11-22T00:00", publish="yes")
    (read,) = area.told(line, date="2026-11-20T09:00", publish="yes")

    assert (today.severity, read.severity) == (Severity.ERROR, Severity.WARNING)
    assert "under `corrections` add `on: 2026-11-22`" in read.mend


def test_a_correction_that_names_the_fact_ends_the_warning(area):
    line, key = MOVED.replace("1 March", "2 March"), f"{BASE}/1.2/date-moved"

    assert area.told(line, corrections=f"[{{on: 2026-11-21, text: It is 1 March., fact: {key}}}]") == []
    assert area.told(line, corrections="[{on: 2026-11-21, text: It is 1 March.}]")


def test_a_correction_of_a_fact_that_nobody_knows_is_named(area):
    (found,) = area.told("Fine.", corrections=f"[{{on: 2026-11-21, text: It is 1 March., fact: {BASE}/1.2/date-movd}}]")

    assert "neither a line nor a source has this key" in found.message
    assert f"Did you mean “{BASE}/1.2/date-moved”?" in found.mend


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        (f"{BASE}/1.2/date-mooved", f"{BASE}/1.2/date-moved"),
        (f"{BASE}/lat", f"{BASE}/late"),
        ("plan/2026-11-19/late", f"{BASE}/late"),
        ("measure/on-time/2052", "measure/on-time/2025"),
        ("comment/nobdy", "comment/nobody"),
        ("event/stanet", "event/stannet"),
    ],
)
def test_a_key_that_nobody_knows_is_an_error_with_the_nearest_that_is(area, key, hint):
    (found,) = area.told(f"Words. {{fact {key}}}", date="2026-11-22T00:00")

    assert (found.severity, found.message) == (Severity.ERROR, f"There is no fact “{key}”.")
    assert f"Did you mean “{hint}”?" in found.mend


def test_a_line_may_be_bound_to_two_facts_and_to_none(area):
    line = f"640 letters, and 24 December. {{fact {BASE}/1.1/update}} {{fact {BASE}/1.2/date-moved}}"

    assert area.told(line) == []
    assert area.told("99 letters on 98 days.") == []


def test_the_law_s_time_limits_are_no_business_of_a_fact(area):
    limit = '[[limits]]\nkey = "x"\ntext = "6 weeks"\nwhat = "A limit."\nsource = "A rule"\nurl = "https://example.org/"\nverified = true\nverified_by = "Officer"\nverified_on = 2026-10-01\n'
    area.findings({"offer/limits.toml": limit})

    assert area.told(f"640 letters within {{limit:x}}. {{fact {BASE}/1.1/update}}") == []


def test_a_withdrawn_edition_is_not_checked(area):
    assert area.told(MOVED.replace("1 March", "2 March"), withdrawn="{on: 2026-11-21, why: It was wrong.}") == []


# ---- What changes later --------------------------------------------------------------------------------------------


def test_another_day_of_an_event_names_the_line(area):
    line = f"- {RIGHT['event/stannet']} {{fact event/stannet}}"
    assert area.told(line) == []
    (found,) = area.findings({"events/stannet.md": event(starts="2026-12-01T18:00", ends="2026-12-01T20:00")})

    assert found.place.file == "briefings/two.md"
    assert "“Monday 30 November”" in found.message
    assert "Tuesday 1 December 2026, 6pm to 8pm" in found.message


def test_a_cancelled_event_must_be_said_to_be(area):
    line = f"- {RIGHT['event/stannet']} {{fact event/stannet}}"
    area.told(line)
    (found,) = area.findings({"events/stannet.md": event(cancelled="{on: 2026-11-21, why: No heating.}")})

    assert "it does not say “Cancel…”" in found.message
    assert area.told(line.replace("Stannet", "Stannet (cancelled)")) == []


def test_a_figure_that_is_revised_or_hidden_names_the_line(area):
    area.told("30.8% in 2025 {fact measure/on-time/2025}")

    def with_third(one):
        third = AFTER.model_copy(update={"as_at": date(2026, 11, 20), "series": (one,)})
        return area.findings(snapshots(BEFORE, AFTER, third))

    (revised,) = with_third(series(measure(), [figure("2024", 31), figure("2025", "29.5")]))
    (hidden,) = with_third(series(measure(), [figure("2024", 31), figure("2025", symbol="hidden", why="small number")]))

    assert "“30.8%”" in revised.message
    assert "29.5%" in revised.message
    assert "is hidden, so that nobody can be recognised" in hidden.message


def test_a_source_that_had_to_go_is_a_warning_to_those_who_read_it_and_an_error_before(area):
    area.told("Within 2 days. {fact comment/nobody}")
    (found,) = area.findings({"comments/nobody.md": None})

    assert (found.severity, found.message) == (
        Severity.WARNING,
        "The source of this line, comment/nobody, is no longer there.",
    )
    assert area.told("Within 2 days. {fact comment/nobody}", date="2026-12-04T09:00")[0].severity is Severity.ERROR


def test_an_answer_that_changes_names_the_line(area):
    area.told("Within 2 days. {fact comment/nobody}")

    assert area.findings({"comments/nobody.md": comment(response="From 1 December within three days.")})


def test_a_plan_that_cannot_be_read_is_not_told_as_mistakes_of_briefings(area):
    area.told(MOVED)
    found = area.findings({"plan/plan.toml": "id = 7"})

    assert found
    assert not [one for one in found if "fact" in one.message or "briefings" in one.place.file]


def test_an_event_with_a_mistake_is_not_told_as_a_mistake_of_the_briefing(area):
    area.told("A meeting. {fact event/meeting}")
    found = area.findings({"events/meeting.md": "---\ntitle: A meeting\n---\nWords.\n"})

    assert [one for one in found if "events/" in one.place.file]
    assert not [one for one in found if "fact" in one.message or "briefings" in one.place.file]


# ---- Markers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "{fact}",
        "{Fact plan/x}",
        "{ fact plan/x}",
        "{fact:plan/x}",
        "{fact plan/x",
        "{fact  plan/x}",
        "{fact plan x}",
        "`{fact}`",
        "\\{FACT x}",
    ],
)
def test_a_marker_that_is_not_written_as_it_must_be_is_an_error(area, text):
    (found,) = [one for one in area.told(f"Words {text}") if one.severity is Severity.ERROR]

    assert "is not the way to name a fact" in found.message
    assert found.place.line == 9


def test_a_marker_alone_on_its_line_is_an_error(area):
    assert "stands alone on its line" in area.told(f"Words\n{{fact {BASE}/late}}")[0].message


@pytest.mark.parametrize(
    "text", ["&#123;fact x}", "{<b>fact</b> x}", "{f&#97;ct x}", "&lbrace;fact x&rbrace;", "{\u200bfa\u00adct x}"]
)
def test_a_marker_written_in_a_roundabout_way_is_an_error_too(area, text):
    for also in ("", f"\n\nNobody is late. {{fact {BASE}/late}}"):
        assert any("would stand on the page as it is" in one.message for one in area.told(f"Words {text}{also}"))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pages/help.md", None),
        ("news/a.md", news("Words {fact x}")),
        ("news/a.md", news(title="'Words {fact x}'")),
        ("briefings/two.md", news(summary="Words {fact x}")),
        ("events/b.md", event(summary="Words {fact x}", id="5b0a8f1e-0010-4000-8000-000000000009")),
        ("comments/b.md", comment(comment="Words {fact x}", id="5b0a8f1e-0011-4000-8000-000000000009")),
        ("plan/themes/listening.md", theme(extra="# {fact x}\n")),
        ("area.toml", None),
    ],
)
def test_a_marker_in_another_place_is_an_error_that_says_where_facts_are_allowed(area, file, text):
    given = text or (area.content / file).read_text() + "\n# {fact x}\n"
    (found,) = [one for one in area.findings({file: given}) if "would stand there as it is" in one.message]

    assert found.severity is Severity.ERROR
    assert "below the keys of a briefing, at the end of a line" in found.mend


def test_words_about_facts_are_no_markers():
    assert not list(FACT.keys("{facts} {factual} fact {a fact}"))
    assert not list(seen_facts("<p>{facts of life}</p>", "", None))


KEYS = st.text(
    st.characters(codec="ascii", exclude_characters="{} \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f", min_codepoint=33),
    min_size=1,
    max_size=20,
)


@given(st.lists(st.tuples(st.text("ab `*_\\#>-|", max_size=8), KEYS), min_size=1, max_size=4))
def test_nothing_of_a_marker_is_left_in_whatever_it_stands(parts):
    body = "\n".join(f"{before}{{fact {key}}}" for before, key in parts)

    assert "fact" not in without_facts(body)
    assert "{" not in without_facts(body)
    assert without_facts(body).count("\n") == body.count("\n")
    assert [key for mark in marked_lines(body, 1, "briefings/a.md") for key in mark.keys] == [key for _, key in parts]


def test_no_output_of_any_kind_holds_a_marker(area):
    line = f"`x {{fact {BASE}/late}}`\n\n    code {{fact {BASE}/late}}\n\n| a |\n|---|\n| b {{fact {BASE}/late}} |\n\nc\\{{fact {BASE}/late}}"

    assert area.told(line) == []
    files = tree(area.output)
    assert {"feeds/briefings.xml", "briefings/two/index.html"} <= files.keys()
    assert not [name for name, data in files.items() if b"fact plan" in data or b"{fact" in data]
    page = BeautifulSoup(files["briefings/two/index.html"], "lxml")
    assert [one.get_text() for one in page.select("main code")][:2] == ["x", "code\n"]
    assert page.select_one("main td").get_text() == "b"


def test_no_output_of_the_demonstration_holds_a_marker_and_its_last_briefing_is_held_to_its_facts(demonstration):
    text = (ROOT / "content/briefings/2026-11-20-briefing-14.md").read_text()
    bound = set(FACT.exact.findall(text))

    assert len(bound) >= 15
    assert {key.split("/")[0] for key in bound} == {"plan", "measure", "event"}
    assert not [name for name, data in tree(demonstration).items() if b"{fact" in data or b"{Fact" in data]


def test_only_the_snapshot_that_a_key_names_is_looked_at(tmp_path):
    workspace = open_workspace(
        ROOT / "content", tmp_path, ROOT / "theme" / "locales", Clock(instant("2026-11-22")), publish=True
    )
    sources, _ = read_plan(workspace)
    (facts,) = plan_facts(sources, (), None, workspace)

    assert facts.of("plan/2026-11-18/1.4/newly-late")
    assert set(facts.teller._told) == {"2026-11-18"}
