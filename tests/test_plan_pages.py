"""The public pages of the plan: every promise with its first date for ever, its moves, its evidence and its silence."""

import json
import re
from collections import Counter
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import brotli
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.incremental.record import Record
from tests.conftest import run, tree, write
from tests.small import AREA, PAGE, PLAN, entries, markdown, theme

TWO_THEMES = PLAN.replace("themes_count = 1", "") + '\n[[themes]]\nnumber = 2\ntitle = "Health"\nslug = "health"\n'
HEALTH = theme().replace("5b0a8f1e-0004", "5b0a8f1e-0005")
DAYS = ("2026-06-10", "2026-09-09", "2026-11-04")


def identity(letter: str) -> str:
    """Return the id of the action that the tests know by a letter."""
    return f"5b0a8f1e-1000-4000-8000-{letter:0>12}"


def due(text: str, first: str, last: str = "", precision: str = "day") -> dict[str, Any]:
    """Return a date as the tracker wrote it."""
    return {"text": text, "date": {"precision": precision, "first": first, "last": last or first}}


def action(letter: str, ref: str, text: str, **facts: Any) -> dict[str, Any]:
    """Return an action of a snapshot."""
    return {"id": identity(letter), "ref": ref, "theme": int(ref[0]), "text": text, "status": "on-track", **facts}


PAPER = {"title": "Report to the Board", "date": "2026-08-10", "url": "/help/"}
JUNE, AUTUMN = due("30/06/2026", "2026-06-30"), due("Autumn term", "2026-09-01", "2026-12-31", "term")
RING = action("1", "1.1", "Ring families back", due=JUNE, lead="Head of SEND", organisation="Smallshire Council")
MEET = action("2", "1.2", "Meet every term", due=due("31/07/2026", "2026-07-31"))
WRITE = action("3", "1.3", "Write to every family", due=due("31/12/2026", "2026-12-31"))
TRAIN = action("4", "1.4", "Train all schools", due=due("31/12/2026", "2026-12-31"))
JOIN = action("5", "1.5", "Open a second line", due=AUTUMN)
OPEN = action("6", "1.6", "Open a helpline", due=due("31/07/2026", "2026-07-31"), update="We look for people.")
NURSE = action("7", "2.1", "Hire nurses", due=AUTUMN)
WRONG = action("8", "2.2", "Count who waits", due=due("01/01/2026", "2026-01-01"))

DONE = {"status": "done", "completed": "2026-08-10"}
MOVED = {"revised": due("30/09/2026", "2026-09-30"), "moved_why": "Nobody could be hired."}
AGAIN = {"revised": due("November 2026", "2026-11-01", "2026-11-30", "month"), "moved_why": "Nobody could be hired."}
RIGHT = {"due": due("01/01/2027", "2027-01-01")}

SNAPSHOTS = (
    [RING, MEET, WRITE, TRAIN, JOIN, OPEN, NURSE, WRONG],
    [
        RING | DONE | {"evidence": PAPER, "effect": "Most calls are answered in two days."},
        MEET | MOVED,
        WRITE,
        TRAIN,
        OPEN | {"update": "The line opens in December."},
        NURSE,
        WRONG | RIGHT,
    ],
    [
        RING | DONE | {"evidence": PAPER, "effect": "Most calls are answered in two days."},
        MEET | AGAIN,
        WRITE | {"status": "done"},
        OPEN | {"update": "The line opens in January."},
        action("9", "1.4", "Teach signing"),
        NURSE,
        WRONG | RIGHT,
    ],
)

ENTRIES = f"""
[[action]]
id = "{identity("6")}"
ref = "1.6"
first_seen = 2026-06-10

[[action]]
id = "{identity("4")}"
ref = "1.4x"
first_seen = 2026-06-10
removed = "Schools do this by law now."

[[action]]
id = "{identity("5")}"
ref = "1.5"
first_seen = 2026-06-10
merged_into = "{identity("6")}"

[[action]]
id = "{identity("7")}"
ref = "2.1"
was = ["9.9"]
first_seen = 2026-06-10

[[action]]
id = "{identity("8")}"
ref = "2.2"
first_seen = 2026-06-10
[[action.corrections]]
first = 2027-01-01
on = 2026-09-09
why = "The plan that was sent in says 2027."

[[action]]
id = "{identity("1")}"
ref = "1.1"
first_seen = 2026-06-10

[[action]]
id = "{identity("2")}"
ref = "1.2"
first_seen = 2026-06-10

[[action]]
id = "{identity("3")}"
ref = "1.3"
first_seen = 2026-06-10

[[action]]
id = "{identity("9")}"
ref = "1.4"
first_seen = 2026-11-04
"""


def history(*snapshots: Any, days: tuple[str, ...] = DAYS, names: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the files of *snapshots*, each sealing the one before."""
    files, before = {}, None
    for name, day, actions in zip(names or days, days, snapshots, strict=False):
        text = json.dumps({"as_at": day, "previous": before, "actions": actions})
        files[f"plan/history/{name}.json"], before = text, sha256(text.encode()).hexdigest()
    return files


FILES = {
    "area.toml": AREA,
    "pages/help.md": PAGE,
    "plan/plan.toml": TWO_THEMES,
    "plan/actions.toml": ENTRIES,
    "plan/themes/listening.md": theme(),
    "plan/themes/health.md": HEALTH,
    **history(*SNAPSHOTS),
}


def spoken(element: Any) -> str:
    """Return the words of *element* as they are read."""
    return re.sub(r"\s+([.,:;])", r"\1", " ".join(element.get_text(" ").split()))


class Site:
    """A built site: its pages as text."""

    def __init__(self, output: Path) -> None:
        self.output = output

    def soup(self, url: str) -> BeautifulSoup:
        return BeautifulSoup((self.output / url.strip("/") / "index.html").read_bytes(), "lxml")

    def text(self, url: str) -> str:
        return spoken(self.soup(url).main)

    def part(self, url: str, heading: str) -> str:
        """Return the words of the section with *heading*."""
        found = self.soup(url).main.find(["h2", "h3"], string=heading)
        return spoken(found.find_parent("details") or found.parent).removeprefix(heading).strip()

    def has(self, url: str) -> bool:
        return (self.output / url.strip("/") / "index.html").exists()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The plan of three snapshots, built once."""
    folder = tmp_path_factory.mktemp("plan")
    write(folder / "content", FILES)
    run(folder / "content", folder / "output")
    return Site(folder / "output")


@pytest.fixture
def built(build):
    """Files in (on top of the plan of three snapshots), the site back."""

    def site(files: dict[str, Any] | None = None, **options: Any) -> Site:
        given = files or {}
        anew = any(name.startswith("plan/history/") for name in given)
        kept = {name: text for name, text in FILES.items() if not (anew and name.startswith("plan/history/"))}
        files = {**kept, **given}
        # An action that only this test knows has its entry as well.
        unknown = {name: text for name, text in files.items() if name.startswith("plan/history/")} if anew else {}
        if "plan/actions.toml" not in given:
            files["plan/actions.toml"] = entries(unknown, besides=ENTRIES)
        return Site(build(files, **options))

    return site


# ---- The page of an action --------------------------------------------------------------------------------------


def test_an_action_has_a_page_that_says_when_it_was_first_promised_and_on_what_evidence_it_is_done(told):
    text = told.text("/plan/actions/1-1/")

    assert "Action 1.1 · 1. Listening Ring families back Done" in text
    assert "Due, as first promised 30 June 2026" in text
    assert told.part("/plan/actions/1-1/", "What shows it") == (
        "Report to the Board 10 August 2026 What it changed for families Most calls are answered in two days."
    )
    assert "Led by Head of SEND, Smallshire Council" in text


def test_done_late_stays_late_for_ever(told, built):
    assert "Done, 41 days late" in told.text("/plan/actions/1-1/")
    assert "Done, 41 days late" in built(at="2030-01-01").text("/plan/actions/1-1/")
    assert "Done, 41 days late" in told.text("/plan/listening/")


def test_done_without_evidence_is_only_said_to_be_done_wherever_a_status_is_shown(told):
    for url in ("/plan/actions/1-3/", "/plan/listening/", "/plan/", "/plan/changes/2026-11-04/listening/"):
        assert "Said to be done; evidence not yet published" in told.text(url), url
    tags = told.soup("/plan/actions/1-3/").find_all(class_="app-status-tag--done")
    assert not tags
    assert "app-status-tag--said-done" in str(told.soup("/plan/actions/1-3/").main)


def test_every_move_of_a_date_is_told_with_its_reason_or_that_none_is_given(told):
    moves = told.part("/plan/actions/1-2/", "How its date changed")

    assert moves == (
        "9 September 2026: moved from 31 July 2026 to 30 September 2026. Why: Nobody could be hired. "
        "4 November 2026: moved from 30 September 2026 to November 2026. No reason is given."
    )
    text = told.text("/plan/actions/1-2/")
    assert "First promised for 31 July 2026" in text
    assert "Due now November 2026 (by 30 November 2026) 122 days later than first promised" in text


def test_that_the_first_date_has_passed_is_told_beside_a_later_date(told):
    assert "Its first date, 31 July 2026, has passed" in told.text("/plan/actions/1-2/")


def test_an_action_that_is_late_says_since_when_and_its_theme_by_how_many_days(told):
    """31 July to 4 November 2026 are 96 days."""
    assert "Late since 1 August 2026" in told.text("/plan/actions/1-6/")
    assert "Late: 96 days past its date" in told.text("/plan/listening/")


def test_a_date_known_to_the_term_says_its_last_day(told):
    assert "autumn term 2026 (by 31 December 2026)" in told.text("/plan/actions/2-1/")


def test_a_corrected_first_date_says_why(told):
    text = told.part("/plan/actions/2-2/", "How its date changed")

    assert text == (
        "9 September 2026: the first date was corrected to 1 January 2027. Why: The plan that was sent in says 2027."
    )


def test_an_action_carried_into_a_new_plan_keeps_its_first_date_and_says_so(built):
    entry = f'\n[[action]]\nid = "{identity("1")}"\nref = "1.1"\nfirst_seen = 2026-06-10\n'
    old = {
        "plan/earlier/first/plan.toml": PLAN.replace("0005-4000", "0006-4000").replace("Smallshire SEND Plan", "First"),
        "plan/earlier/first/themes/listening.md": theme().replace("5b0a8f1e-0004", "5b0a8f1e-0007"),
        "plan/earlier/first/actions.toml": f'[[action]]\nid = "{identity("a")}"\nref = "3"\nfirst_seen = 2025-01-08\n',
        **{
            name.replace("plan/history", "plan/earlier/first/history"): text
            for name, text in history([action("a", "1.3", "Ring", due=JUNE)], days=("2025-01-08",)).items()
        },
    }
    assert entry in ENTRIES
    carried = ENTRIES.replace(entry, f'{entry}carried_from = "{identity("a")}"\n')
    site = built({"plan/actions.toml": carried, **old})

    text = site.text("/plan/actions/1-1/")
    assert "This action comes from an earlier plan. The first date is the one that was promised there." in text
    assert "Due, as first promised 30 June 2026" in text


def test_what_was_said_of_an_action_stays_with_the_day_of_each_text(told):
    assert told.part("/plan/actions/1-6/", "What we have said about it") == (
        "4 November 2026 The line opens in January. 9 September 2026 The line opens in December. "
        "10 June 2026 We look for people."
    )


def test_the_whole_history_of_an_action_is_told_newest_first(told):
    assert told.part("/plan/actions/1-6/", "All that changed") == (
        "9 September 2026: Action 1.6 is now late; it was due 31 July 2026. "
        "10 June 2026: It was in the first plan data that was published."
    )


def test_an_action_that_was_removed_keeps_a_page_that_says_why(told):
    """Another action has its number now, so its address holds the day it left."""
    text = told.text("/plan/actions/1-4-2026-11-04/")

    assert "Since 4 November 2026 it is no longer in the plan. Why: Schools do this by law now." in text
    assert "When it left: On track" in text
    assert "days past" not in text


def test_an_action_that_left_without_a_reason_says_that_none_is_given(built):
    entries = ENTRIES.replace('removed = "Schools do this by law now."\n', "")

    text = built({"plan/actions.toml": entries}).text("/plan/actions/1-4-2026-11-04/")
    assert "Since 4 November 2026 it is no longer in the plan. No reason is given." in text


def test_that_an_action_left_is_told_in_the_same_words_wherever_it_is_named(built):
    """By the page of a workstream, by the list of changes and by the feed."""
    site = built({"plan/workstreams/workforce.md": STREAM.replace('["1.1"]', '["1.1", "1.4x"]')})
    said = "Action 1.4 is no longer in the plan: Train all schools. Why: Schools do this by law now."

    assert said in site.text("/plan/workstreams/workforce/")
    assert said in site.text("/plan/changes/")
    assert said in (site.output / "feeds/updates.xml").read_text()


def test_an_action_that_left_is_still_found_from_its_theme(told):
    links = [one["href"] for one in told.soup("/plan/listening/").main.find_all("a")]

    assert {"/plan/actions/1-4-2026-11-04/", "/plan/actions/1-5/"} <= set(links)


def test_an_action_that_was_merged_leads_to_the_one_it_went_into(told):
    page = told.soup("/plan/actions/1-5/").main

    assert "Since 9 September 2026 it is part of action 1.6" in spoken(page)
    assert page.find("a", string="action 1.6")["href"] == "/plan/actions/1-6/"


def test_of_two_actions_with_one_address_the_living_one_has_it(told):
    assert "Teach signing" in told.soup("/plan/actions/1-4/").h1.get_text()


def test_an_old_number_leads_to_the_action(told):
    page = (told.output / "plan/actions/9-9/index.html").read_text()

    assert 'content="0; url=/plan/actions/2-1/"' in page


def test_an_old_number_that_another_action_has_now_does_not_lead_away_from_it(built):
    """Lowercase, uppercase, dots and hyphens are one in an address."""
    site = built({"plan/actions.toml": ENTRIES.replace('was = ["9.9"]', 'was = ["9.9", "1-1"]')})

    assert "Ring families back" in site.soup("/plan/actions/1-1/").h1.get_text()


def test_two_living_actions_with_one_address_each_have_a_page(built):
    twins = [[RING, action("b", "1-1", "Ring again")]]
    site = built(history(*twins))

    assert {site.soup(url).h1.get_text() for url in ("/plan/actions/1-1/", "/plan/actions/1-1-2/")} == {
        "Ring families back",
        "Ring again",
    }


def test_one_can_ask_about_an_action(told):
    button = told.soup("/plan/actions/1-1/").find("a", class_="app-button")

    assert button["href"] == "mailto:plan@smallshire.example?subject=Action%201.1%3A%20Ring%20families%20back"


def test_a_milestone_that_names_an_action_stands_on_its_page(built):
    milestone = '\n[[milestones]]\nwhat = "Six-month review"\ndate = 2026-11-01\nactions = ["9.9"]\n'

    text = built({"plan/plan.toml": TWO_THEMES + milestone}).part("/plan/actions/2-1/", "It is part of")
    assert text == "Six-month review, 1 November 2026"


def test_the_history_of_an_action_does_not_repeat_what_it_says_and_other_pages_do(told):
    page = told.part("/plan/actions/1-3/", "All that changed")

    assert "Action 1.3 is said to be done; evidence is not yet published." in page
    assert "Write to every family" not in page
    assert "Action 1.3 is said to be done; evidence is not yet published: Write to every family." in told.text(
        "/plan/changes/2026-11-04/"
    )


def test_what_an_action_says_now_is_told_where_its_words_changed(built):
    files = history([RING], [RING | {"text": "Ring families back in two days"}])

    assert "The words of action 1.1 changed; it now says: Ring families back in two days." in built(files).part(
        "/plan/actions/1-1/", "All that changed"
    )


@pytest.mark.parametrize("shown", ["/plan/listening/", "/plan/actions/1-6/"])
def test_an_update_has_one_day_wherever_it_is_shown(built, shown):
    """The day the tracker gives it; put right later without another word, it is the right one in both places."""
    first = OPEN | {"updated": "2026-06-02"}
    second = OPEN | {"update": "The line opens in May.", "updated": "2026-09-03"}
    site = built(history([first], [second], [second | {"updated": "2026-09-05"}]))

    assert "5 September 2026" in site.text(shown)
    for wrong in ("3 September 2026", "10 June 2026 We look"):
        assert wrong not in site.text(shown)
    assert site.part("/plan/actions/1-6/", "What we have said about it") == (
        "5 September 2026 The line opens in May. 2 June 2026 We look for people."
    )


# ---- The page of the plan ---------------------------------------------------------------------------------------


def test_progress_counts_as_done_only_what_shows_its_evidence(told):
    sentence = "1 of 7 actions is done and shows its evidence; 1 more is said to be done; 1 is late."

    assert sentence in told.text("/plan/")
    assert "1 of 5 actions is done and shows its evidence; 1 more is said to be done; 1 is late." in told.text(
        "/plan/listening/"
    )


def test_moved_dates_are_counted_with_their_days_and_with_those_that_have_no_reason(told):
    text = told.part("/plan/", "Dates that moved")

    assert text == (
        "2 dates have moved, by 122 days together; for 1 of them no reason is given. "
        "Meet every term first 31 July 2026, now November 2026; moved 2 times"
    )


def test_an_action_that_is_taken_out_of_the_plan_still_counts_with_its_moves(built):
    third = [one for one in SNAPSHOTS[2] if one["id"] != identity("2")]
    files = history(*SNAPSHOTS[:2], third)

    assert "1 date has moved, by 61 days together." in built(files).part("/plan/", "Dates that moved")


def test_silence_is_told_from_the_29th_day_with_what_has_passed_its_date_since(built):
    """Data is as at 4 November 2026. On 30 November the date of 1.2 comes, on 31 December two more."""
    quiet = "There has been no update for"
    assert quiet not in built(at="2026-12-02").text("/plan/")
    assert f"{quiet} 29 days; in the whole plan, 1 more action has passed its date since." in built(
        at="2026-12-03"
    ).text("/plan/")
    text = built(at="2027-01-02").text("/plan/")
    assert f"{quiet} 59 days; in the whole plan, 3 more actions have passed their date since." in text
    assert "Hire nurses due autumn term 2026" in text


def test_silence_changes_the_page_at_midnight_and_not_before_it_is_long(build, tmp_path):
    def next_change(at: str) -> str | None:
        build(FILES, at=at)
        state = next((tmp_path / "state").glob("*/record.json")).parent
        return Record.load(state).next_change

    assert next_change("2026-11-22") == "2026-12-03T00:00:00+00:00"
    assert next_change("2026-12-03T12:00") == "2026-12-04T00:00:00+00:00"


def test_an_area_may_have_more_or_less_patience(built):
    patient = TWO_THEMES.replace("[[themes]]", "patience_days = 10\n\n[[themes]]", 1)

    assert "There has been no update for 18 days" in built({"plan/plan.toml": patient}).text("/plan/")


FINDING = """
[inspection]
bodies = ["Ofsted"]
visited = "2025-11"
improvements = []
strengths = []

[[inspection.priority_actions]]
slug = "late-plans"
title = "Plans are late."
words = { text = "Plans take too long.", source = "The report, page 3" }
what_we_do = "We hire."
themes = ["listening"]
actions = ["1.1"]
accountable = "Head of SEND"
"""
STREAM = markdown(
    "We train.",
    title="Workforce",
    id="5b0a8f1e-0006-4000-8000-000000000002",
    summary="People.",
    status="published",
    lead="Head of SEND",
    partners="[The council, The NHS]",
    actions='["1.1"]',
    themes="[listening]",
)
FORUM = '[forum]\nname = "Parent Voice"\nsource = "../office/views.toml"\n\n[accessibility]'
AROUND = {
    "area.toml": AREA.replace("[accessibility]", FORUM, 1),
    "plan/plan.toml": TWO_THEMES + FINDING,
    "plan/workstreams/workforce.md": STREAM,
}


def test_silence_is_told_wherever_the_day_of_the_data_is(built):
    """Only the page of an action does not tell that day, so that not each of thousands changes with it."""
    many = [RING | {"id": f"5b0a8f1e-2000-4000-8000-{number:012}", "ref": f"1.{number}"} for number in range(1, 102)]
    files = history(many, days=DAYS[2:])
    site = built(AROUND | files | {"plan/actions.toml": entries(files)}, at="2027-01-02")
    places = ["/", "/plan/", "/plan/listening/", "/plan/listening/page-2/", "/data/", "/plan/families-view/"]
    places += ["/plan/findings/late-plans/", "/plan/workstreams/workforce/"]

    for place in places:
        assert "4 November 2026" in site.text(place), place
        assert "There has been no update for 59 days." in site.text(place), place
    assert "no update for" not in site.text("/plan/actions/1-1/")


def test_while_silence_is_not_long_no_page_speaks_of_it(built):
    site = built(AROUND, at="2026-12-02")

    for place in ("/", "/plan/listening/", "/data/", "/plan/families-view/", "/plan/findings/late-plans/"):
        assert "no update for" not in site.text(place), place


def test_what_a_theme_leads_to_says_what_it_is_as_its_actions_do(built):
    site = built(AROUND)

    for place in ("/plan/listening/", "/plan/actions/1-1/"):
        links = {one["href"]: spoken(one) for one in site.soup(place).main.find_all("a")}
        assert links["/plan/findings/late-plans/"] == "Inspectors found: Plans are late", place
        assert links["/plan/workstreams/workforce/"] == "Workstream: Workforce", place


def test_the_plan_leads_to_its_data(built):
    assert built().soup("/plan/").main.find("a", href="/data/").get_text() == "The plan as data"


def test_a_plan_without_data_leads_to_none(build):
    site = Site(
        build({"plan/plan.toml": TWO_THEMES, "plan/themes/listening.md": theme(), "plan/themes/health.md": HEALTH})
    )

    assert not site.soup("/plan/").main.find("a", href="/data/")


def test_what_was_received_after_the_moment_of_a_build_is_not_known_in_it(built):
    received = {"received": "2026-11-18T09:00:00Z", "as_at": "2026-11-18"}
    files = {"plan/received.json": json.dumps(received)}

    before = built(files, at="2026-06-15")
    assert "This is how it stood on 10 June 2026." in before.text("/plan/")
    assert "We last received" not in before.text("/plan/")
    assert not any("18 November" in before.text(url) for url in ("/", "/plan/", "/plan/listening/"))

    after = built(files, at="2026-11-18T09:00").text("/plan/")
    assert "This is how it stood on 18 November 2026. We last received plan data on" in after


def test_data_that_was_received_unchanged_makes_lateness_go_on_and_ends_the_silence(built):
    received = {"received": "2026-12-20T09:00:00Z", "as_at": "2026-12-20"}
    site = built({"plan/received.json": json.dumps(received)}, at="2026-12-22")

    assert "This is how it stood on 20 December 2026." in site.text("/plan/")
    assert "There has been no update" not in site.text("/plan/")
    assert "Late since 1 December 2026" in site.text("/plan/actions/1-2/")
    assert "Late: 20 days past its date" in site.text("/plan/listening/")


# ---- What changed -----------------------------------------------------------------------------------------------


def test_the_list_of_changes_tells_the_latest_in_full_and_each_day_in_one_line(told):
    text = told.text("/plan/changes/")

    assert "The latest plan data: 4 November 2026 1. Listening" in text
    assert "The date of action 1.2 moved from 30 September 2026 to November 2026: Meet every term." in text
    links = {one.get_text(): one["href"] for one in told.soup("/plan/changes/").main.find_all("a")}
    assert links["1 said to be done, 1 date moved, 1 new, 1 no longer in the plan, 1 update"] == (
        "/plan/changes/2026-11-04/"
    )
    assert links["the first plan data: 8 actions"] == "/plan/changes/2026-06-10/"


def test_the_page_of_a_snapshot_tells_each_change_by_theme(told):
    changed = told.part("/plan/changes/2026-09-09/", "What changed")

    assert changed == (
        "1. Listening "
        "Action 1.1 is done, 41 days late: Ring families back. "
        "What it means for families: Most calls are answered in two days. "
        "The date of action 1.2 moved from 31 July 2026 to 30 September 2026: Meet every term. "
        "Why: Nobody could be hired. "
        "Action 1.6 is now late; it was due 31 July 2026: Open a helpline. "
        "New on action 1.6, Open a helpline: The line opens in December. "
        "Action 1.5 is now part of action 1.6: Open a second line. No reason is given. "
        "2. Health "
        "The first date of action 2.2 is corrected from 1 January 2026 to 1 January 2027: Count who waits. "
        "Why: The plan that was sent in says 2027."
    )


def test_the_first_snapshot_says_that_it_is_the_first(told):
    assert told.part("/plan/changes/2026-06-10/", "What changed") == (
        "This was the first plan data that we published: 8 actions."
    )


def test_a_snapshot_in_which_nothing_changed_says_so(built):
    """Only a seal and a day differ."""
    days = (*DAYS, "2026-11-05")
    site = built(history(*SNAPSHOTS, SNAPSHOTS[2], days=days))

    said = "Nothing changed in the actions of the plan since 4 November 2026."
    assert site.part("/plan/changes/2026-11-05/", "What changed") == said
    assert said in site.text("/plan/changes/")
    assert "nothing changed" in site.text("/plan/changes/")


def test_two_snapshots_of_one_day_each_have_a_page_and_a_title(built):
    days = ("2026-11-04", "2026-11-04")
    names = ("2026-11-04", "2026-11-04-2")
    site = built(history(*SNAPSHOTS[:2], days=days, names=names))

    assert site.soup("/plan/changes/2026-11-04/").h1.get_text() == "What changed in the plan by 4 November 2026"
    assert site.soup("/plan/changes/2026-11-04-2/").h1.get_text() == (
        "What changed in the plan by 4 November 2026 (update 2)"
    )


def test_a_snapshot_names_its_seal_and_that_of_the_one_before(told):
    seals = [sha256(text.encode()).hexdigest() for name, text in sorted(FILES.items()) if "/history/" in name]
    codes = [one.get_text() for one in told.soup("/plan/changes/2026-09-09/").find_all("code")]

    assert codes[:2] == [seals[1], seals[0]]
    assert codes[2] == "sha256sum 2026-09-09.snapshot.json"
    sealed = (told.output / "data/plan/2026-09-09.snapshot.json").read_bytes()
    assert sha256(sealed).hexdigest() == seals[1]


def rows(site: Site, url: str) -> dict[str, list[str]]:
    """Return the table of a page: the other cells by the first one."""
    found = [[spoken(one) for one in row.find_all("td")] for row in site.soup(url).find_all("tr")]
    return {one[0]: one[1:] for one in found if one}


def test_the_plan_as_it_stood_equals_what_that_snapshot_says(told):
    """Nothing that came later is in it: neither a later status, nor a later date, nor an action that came after."""
    for day, actions in zip(DAYS, SNAPSHOTS, strict=True):
        stood = rows(told, f"/plan/changes/{day}/listening/") | rows(told, f"/plan/changes/{day}/health/")
        assert set(stood) == {f"{one['ref']} {one['text']}" for one in actions}

    june = rows(told, "/plan/changes/2026-06-10/listening/")
    assert june["1.2 Meet every term"] == ["On track", "31 July 2026"]
    september = rows(told, "/plan/changes/2026-09-09/listening/")
    assert september["1.1 Ring families back"] == [
        "Done. Done, 41 days late. Evidence: Report to the Board",
        "30 June 2026",
    ]
    assert september["1.2 Meet every term"] == ["On track", "30 September 2026. First promised for 31 July 2026"]
    assert september["1.6 Open a helpline"] == ["On track. 40 days past its date then", "31 July 2026"]
    assert rows(told, "/plan/changes/2026-06-10/health/")["2.2 Count who waits"] == [
        "On track. 160 days past its date then",
        "1 January 2026",
    ]


def test_how_late_something_was_done_then_does_not_change_when_it_is_opened_and_done_again(built):
    """30 June to 9 September 2026 are 71 days; to 11 November 134."""
    done = RING | {"status": "done"}
    site = built(history([RING], [done], [RING], [done], days=(*DAYS, "2026-11-11")))

    for day, late in (("2026-09-09", 71), ("2026-11-11", 134)):
        how = rows(site, f"/plan/changes/{day}/listening/")["1.1 Ring families back"][0]
        assert how == f"Said to be done; evidence not yet published. {late} days late"
    assert rows(site, "/plan/changes/2026-11-04/listening/")["1.1 Ring families back"][0] == (
        "On track. 127 days past its date then"
    )


def test_the_counts_of_an_earlier_day_are_those_of_that_day(told):
    assert "1 of 7 actions was done and showed its evidence; 1 was late." in told.text("/plan/changes/2026-09-09/")


def test_a_new_snapshot_does_not_rewrite_how_the_plan_stood_before(build, tmp_path):
    files = {name: text for name, text in FILES.items() if "2026-11-04" not in name}
    output = build(files)
    before = {path: path.read_bytes() for path in (output / "plan/changes/2026-06-10").rglob("*.html")}
    build(FILES)

    assert len(before) == 3
    assert {path: path.read_bytes() for path in before} == before


def test_a_page_with_many_changes_leaves_them_to_the_pages_of_its_themes(built):
    old = [action(f"{number:03}", f"1.{number}", f"Do thing {number}") for number in range(61)]
    new = [one | {"text": one["text"] + " well"} for one in old]
    site = built(history(old, new))

    assert "1. Listening 61 changes, told there" in site.text("/plan/changes/2026-09-09/")
    assert "it now says: Do thing 60 well." in site.text("/plan/changes/2026-09-09/listening/page-2/")


def test_items_of_the_feed_lead_to_the_page_of_their_day_and_keep_their_ids(told):
    from uuid import NAMESPACE_URL, uuid5

    import feedparser

    entries = feedparser.parse(told.output / "feeds/plan/listening.xml").entries
    found = {one.id: one.link for one in entries}

    known = uuid5(NAMESPACE_URL, "5b0a8f1e-0004-4000-8000-000000000001/2026-11-04")
    assert found[f"urn:uuid:{known}"] == "https://send.example.org/plan/changes/2026-11-04/"


def test_how_many_actions_an_earlier_snapshot_had_is_known_without_opening_it():
    """Counted back from the latest one: what came is taken away, what left is put back."""
    from plugins.model.actions import Snapshot
    from plugins.model.area import Status
    from plugins.model.changes import Known, changes
    from plugins.model.history import History, Kept, Step
    from plugins.plan_progress.changes.tally import theme_counts

    moved = [one | {"theme": 2} if one["ref"] == "1.1" else one for one in SNAPSHOTS[2]]
    snapshots = [
        Snapshot.model_validate({"as_at": day, "actions": actions})
        for day, actions in zip((*DAYS, "2026-11-05", "2026-11-06"), (*SNAPSHOTS, moved, SNAPSHOTS[0]), strict=True)
    ]
    statuses = {
        kind: Status(id=kind, word=kind, kind=kind, definition="x", tracker=(kind,)) for kind in ("done", "on-track")
    }
    steps = [
        Step(Kept(str(new.as_at), "", new.as_at), changes(old, new, Known(statuses)))
        for old, new in zip([None, *snapshots], snapshots, strict=False)
    ]

    counted = theme_counts(History(tuple(steps), snapshots[-1]))
    assert counted == [Counter(one.theme for one in snapshot.actions) for snapshot in snapshots]


def test_what_was_skipped_is_what_a_clean_build_would_write(tmp_path):
    """Pages of actions and of earlier days are only made again where the short key they have says so."""
    content = tmp_path / "content"
    write(content, FILES)
    edits = (
        {"area.toml": AREA.replace('word = "On track"', 'word = "Going well"')},
        {"plan/actions.toml": ENTRIES.replace("by law now", "as a duty now")},
        {"plan/actions.toml": ENTRIES.replace('was = ["9.9"]', 'was = ["8.8"]')},
        {"plan/plan.toml": TWO_THEMES.replace('title = "Health"', 'title = "Health help"')},
        {"plan/received.json": json.dumps({"received": "2026-11-20T09:00:00Z", "as_at": "2026-11-20"})},
        history(*SNAPSHOTS, [one | {"status": "done"} for one in SNAPSHOTS[2]], days=(*DAYS, "2026-11-20")),
    )
    run(content, tmp_path / "output")
    for number, files in enumerate(edits):
        write(content, files)
        run(content, tmp_path / "output")
        run(content, tmp_path / f"clean-{number}", state=tmp_path / f"state-{number}")
        assert tree(tmp_path / "output") == tree(tmp_path / f"clean-{number}"), files


# ---- Many actions -----------------------------------------------------------------------------------------------


def test_a_theme_with_many_actions_is_a_table_and_stays_light(built):
    words = "We will {} with families, schools and health services in every town by the end of the year"
    many = [
        action(f"{number:03}", f"1.{number}", words.format(sha256(bytes(number)).hexdigest()[:12]), due=AUTUMN)
        for number in range(1, 101)
    ]
    files = history(many, [one | {"status": "delayed"} for one in many])
    site = built({**files, "plan/actions.toml": entries(files)})

    table = site.soup("/plan/listening/").find("table")
    assert len(table.find_all("a")) == 100
    for page in (site.output / "plan").rglob("*.html"):
        assert len(brotli.compress(page.read_bytes())) <= 14_000, page


def test_hundreds_of_actions_in_one_theme_go_over_several_light_pages_and_none_is_lost(built):
    words = "We will {} with families, schools and health services in every town by the end of the year"
    many = [
        action(f"{number:03}", f"1.{number}", words.format(sha256(str(number).encode()).hexdigest()[:12]), due=AUTUMN)
        for number in range(1, 451)
    ]
    files = history(many[:-1], [one | {"status": "delayed"} for one in many])
    site = built({**files, "plan/actions.toml": entries(files)})
    urls = ["/plan/listening/", *(f"/plan/listening/page-{page}/" for page in range(2, 6))]

    assert sum(len(site.soup(url).find_all("tr", id=True)) for url in urls) == 450
    stood = "/plan/changes/2026-06-10/listening/"
    urls = [stood, *(f"{stood}page-{page}/" for page in range(2, 6))]
    assert sum(len(rows(site, url)) for url in urls) == 449
    for page in (site.output / "plan").rglob("*.html"):
        assert len(brotli.compress(page.read_bytes(), quality=9)) <= 14_000, page


# ---- Earlier plans ----------------------------------------------------------------------------------------------


def earlier(slug: str = "first") -> dict[str, str]:
    """Return the files of an earlier plan with two actions, one of them past its date when it ended."""
    folder = f"plan/earlier/{slug}"
    late = action("d", "1.1", "Answer letters", due=due("01/03/2024", "2024-03-01"))
    done = action("e", "1.2", "Print a leaflet", **DONE | {"completed": "2024-02-01"})
    snapshots = history([late, done], days=("2024-04-10",))
    entries = "".join(
        f'\n[[action]]\nid = "{one["id"]}"\nref = "{one["ref"]}"\nfirst_seen = 2024-04-10\n' for one in (late, done)
    )
    plan = PLAN.replace("0005-4000-8000-000000000001", "0006-4000-8000-000000000001")
    return {
        f"{folder}/plan.toml": plan.replace("Smallshire SEND Plan", "Written Statement of Action")
        + '\n[[milestones]]\nwhat = "Sent in"\ndate = 2023-05-01\n',
        f"{folder}/actions.toml": entries,
        f"{folder}/themes/listening.md": theme().replace("5b0a8f1e-0004", "5b0a8f1e-0008"),
        **{name.replace("plan/history", f"{folder}/history"): text for name, text in snapshots.items()},
    }


def test_an_earlier_plan_stays_readable_and_nothing_in_it_is_late_now(built):
    site = built(earlier())
    plan, page = site.text("/plan/earlier/first/"), site.text("/plan/earlier/first/listening/")

    assert "0 of 2 actions were done and showed their evidence; 1 more was said to be done; 1 was late." in plan
    assert "This is how it last stood, on 10 April 2024." in plan
    assert "Sent in" in plan
    assert "40 days past its date then" in page
    assert "is late" not in page
    assert "Late:" not in page
    assert site.soup("/plan/").main.find("a", href="/plan/earlier/first/").get_text() == "Written Statement of Action"


def test_an_action_of_an_earlier_plan_leads_to_the_one_it_went_on_as(built):
    carried = f'ref = "1.6"\ncarried_from = "{identity("d")}"\n'
    first = {"due": due("01/03/2024", "2024-03-01"), "revised": due("31/07/2026", "2026-07-31")}
    snapshots = [[one | first if one["ref"] == "1.6" else one for one in actions] for actions in SNAPSHOTS]
    site = built({**earlier(), **history(*snapshots), "plan/actions.toml": ENTRIES.replace('ref = "1.6"\n', carried)})

    link = site.soup("/plan/earlier/first/listening/").main.find("a", string="It went on as action 1.6")
    assert link["href"] == "/plan/actions/1-6/"
    assert "First promised for 1 March 2024" in site.text("/plan/actions/1-6/")


def test_a_theme_cannot_take_the_address_of_the_earlier_plans(build, refused):
    plan = PLAN.replace('slug = "listening"', 'slug = "earlier"')

    messages = [one.message for one in refused({"plan/plan.toml": plan, "plan/themes/earlier.md": theme()})]
    assert "`themes.0.slug`: /plan/earlier/ is a page of its own." in messages


# ---- Addresses ---------------------------------------------------------------------------------------------------

REFS = st.lists(st.sampled_from(["1.1", "1-1", "1 1", "1.2", "1-1-2", "1.1-2026-11-04", "é", "..", "/"]), unique=True)


@given(living=REFS, gone=REFS)
def test_every_action_has_an_address_of_its_own_and_the_living_have_theirs_whoever_left(living, gone):
    from plugins.model.actions import Action
    from plugins.model.changes import Change
    from plugins.model.history import Kept
    from plugins.plan_progress.addresses import Gone, addresses

    def acting(ref: str, state: str) -> Action:
        return Action(id=f"{state} {ref}", ref=ref, theme=1, text="Do", status="on-track")

    here = [acting(ref, "here") for ref in living]
    left = [
        Gone(Kept(DAYS[2], "", date(2026, 11, 4)), Change(kind="removed", before=acting(one, "gone"))) for one in gone
    ]
    found = addresses(here, left)

    assert set(found) == {one.id for one in here} | {one.action.id for one in left}
    assert len(set(found.values())) == len(found)
    assert addresses(here, []) == {one.id: found[one.id] for one in here}


# ---- The words, in the model ------------------------------------------------------------------------------------


def test_dates_that_passed_before_the_silence_began_are_not_told_as_passed_since():
    from plugins.model.actions import Action, Due
    from plugins.model.area import Status
    from plugins.model.dates import day
    from plugins.model.silence import passed_since

    status = Status(id="on-track", word="On track", kind="on-track", definition="Well.", tracker=("G",))
    start = date(2026, 11, 4)

    def one(days: int) -> Action:
        when = start + timedelta(days=days)
        return Action(
            id=str(days), ref=f"1.{days + 2}", theme=1, text="Do", status="on-track", due=Due(text="x", date=day(when))
        )

    found = passed_since([one(days) for days in (-1, 0, 1, 2)], {"on-track": status}, start, start + timedelta(days=2))
    assert [one.id for one in found] == ["0", "1"]
