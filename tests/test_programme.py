"""The programme around the plan: what stands on its pages, what the clock does to them, and what is refused."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.actions import Action, Due, Evidence, Snapshot
from plugins.model.clock import Clock, start_of
from plugins.model.dates import partial_date
from plugins.model.language import Language
from plugins.model.plan import Plan
from plugins.model.programme import Consultation
from plugins.plan_progress.programme.consultations import state
from plugins.plan_progress.programme.months import days_since, month_of, month_on
from plugins.sources.drafts import begin
from plugins.sources.snapshots import canonical
from tests.small import AREA, PLAN, markdown, news, page, theme

PLANNED = {"plan/plan.toml": PLAN, "plan/themes/listening.md": theme()}
INSPECTED = (
    PLAN.replace("themes_count", "starts = '2026-05'\nmonths = 18\nthemes_count")
    + """
[inspection]
bodies = ["Ofsted", "the Care Quality Commission"]
first_day = 2025-11-10
last_day = 2025-11-14
outcome = "inconsistent experiences and outcomes"
strengths = ["Home visits are good."]
improvements = ["Waits are long."]
self_evaluation = { title = "What we said first", url = "https://papers.example/sef", date = "2025-09" }

[[inspection.priority_actions]]
slug = "late-plans"
title = "Plans are late."
words = { text = "Plans take too long.", source = "The report, page 3" }
what_we_do = "We hire *writers*."
themes = ["listening"]
actions = ["A1"]
accountable = "Head of SEND"
"""
)
BOARD = {
    "title": "Improvement Board",
    "summary": "It checks the plan.",
    "status": "published",
    "chair": "Independent chair",
    "members": "[{role: Head of SEND, organisation: The council}]",
}


def identity(number: int) -> str:
    return f"5b0a8f1e-0006-4000-8000-{number:012d}"


def board(**keys: str) -> str:
    return markdown("It looks at each action.", **{"id": identity(1), **BOARD, **keys})


def workstream(**keys: str) -> str:
    usual = {"title": "Workforce", "id": identity(2), "summary": "People.", "status": "published"}
    return markdown("We train.", **{**usual, "lead": "Head of SEND", "partners": "[The council, The NHS]", **keys})


def strategy(**keys: str) -> str:
    usual = {"title": "Our strategy", "id": identity(3), "summary": "The direction.", "status": "published"}
    more = {"main": "true", "version": '"0.2"', "state": "working draft", "ambition": "Help early."}
    return markdown("How we work.", **{**usual, **more, **keys})


def earlier(**keys: str) -> str:
    usual = {"title": "Our strategy", "id": identity(4), "version": '"0.1"', "state": "working draft"}
    return markdown("As it was.", **{**usual, "published": "2026-01-05", "replaced": "2026-06-01", **keys})


def consultation(**keys: str) -> str:
    usual = {"title": "Ask", "id": identity(5), "summary": "A question.", "status": "published"}
    more = {"opens": "2026-11-02", "closes": "2026-11-30", "take_part": "Ring us."}
    return markdown("Three questions.", **{**usual, **more, **keys})


def text(output, url: str) -> str:
    """Return the words of a page's main part."""
    found = BeautifulSoup((output / url.strip("/") / "index.html").read_bytes(), "lxml")
    assert found.main
    return " ".join(found.main.get_text(" ").split())


def messages(findings) -> list[str]:
    return [one.message for one in findings]


# ---- Inspection and findings -----------------------------------------------------------------------------------


def test_the_inspection_has_a_record_and_each_finding_with_a_slug_a_page(build):
    output = build({"plan/plan.toml": INSPECTED.replace('actions = ["A1"]\n', ""), "plan/themes/listening.md": theme()})
    record, finding = text(output, "/plan/inspection/"), text(output, "/plan/findings/late-plans/")

    for said in (
        "10 to 14 November 2025",
        "inconsistent experiences",
        "middle of three outcomes",
        "Home visits are good.",
    ):
        assert said in record.replace("10 to 14", "10 to 14")
    assert "What we said first" in record
    assert "September 2025" in record
    assert 'href="/plan/findings/late-plans/"' in (output / "plan/inspection/index.html").read_text()
    assert "Plans take too long. The report, page 3" in finding
    assert "Who answers for it: Head of SEND" in finding
    assert "We hire writers ." in finding
    assert 'href="/plan/listening/"' in (output / "plan/findings/late-plans/index.html").read_text()


def test_a_finding_written_as_text_alone_stays_text(build):
    output = build({"plan/plan.toml": INSPECTED.replace('actions = ["A1"]\n', ""), "plan/themes/listening.md": theme()})

    assert "Waits are long." in text(output, "/plan/inspection/")
    assert [path.name for path in (output / "plan/findings").iterdir()] == ["late-plans"]


def test_a_finding_says_the_role_with_its_organisation(build):
    roles = '\n[tracker]\nsource = "x.csv"\n[[tracker.roles]]\nrole = "Head of SEND"\norganisation = "The council"\n'
    plan = INSPECTED.replace('actions = ["A1"]\n', "")
    output = build({**PLANNED, "plan/plan.toml": plan, "area.toml": AREA + roles})

    assert "Head of SEND, The council" in text(output, "/plan/findings/late-plans/")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("words = {", "# words = {", "`inspection.priority_actions.0`: The page of this finding has no `words`."),
        (
            'accountable = "Head',
            '# "Head',
            "`inspection.priority_actions.0`: The page of this finding has no `accountable`.",
        ),
        ('slug = "late-plans"\n', "", "`inspection.priority_actions.0`: This finding has an answer and no page."),
        ('themes = ["listening"]', 'themes = ["listing"]', "There is no theme “listing”."),
        ('actions = ["A1"]', 'actions = ["Z9"]', "There is no action “Z9”."),
        ("what_we_do", "what_we_did", "`inspection.priority_actions.0.what_we_did` is not a key of a plan."),
    ],
)
def test_a_finding_that_cannot_be_a_page_is_told(refused, old, new, said):
    plan = INSPECTED.replace('actions = ["A1"]\n', "") if "actions" not in old else INSPECTED
    found = refused({"plan/plan.toml": plan.replace(old, new), "plan/themes/listening.md": theme()})

    assert said in messages(found)


def test_two_findings_with_one_slug_are_told(refused):
    again = INSPECTED[INSPECTED.index("[[inspection.priority") :].replace("priority_actions", "improvements")
    plan = INSPECTED.replace('improvements = ["Waits are long."]\n', "") + again

    assert any("the same slug: late-plans" in one for one in messages(refused({**PLANNED, "plan/plan.toml": plan})))


@pytest.mark.parametrize("slug", ["inspection", "findings", "boards", "workstreams"])
def test_a_theme_cannot_take_the_place_of_a_page_of_the_programme(refused, slug):
    found = refused({**PLANNED, "plan/plan.toml": PLAN.replace('slug = "listening"', f'slug = "{slug}"')})

    assert any(f"/plan/{slug}/ is a page of its own." in one for one in messages(found))


# ---- Boards ----------------------------------------------------------------------------------------------------

MEETINGS = (
    "[{date: 2026-11-20}, {date: 2026-12-16}, {date: 2027-01-20}, "
    '{date: 2026-10-21, notes: {agreed: "A **new** date.", families: "You wait longer."}, papers: "https://p.example/"}]'
)


def test_a_board_says_its_next_meeting_by_the_clock(build):
    files = {**PLANNED, "plan/boards/main.md": board(meetings=MEETINGS)}

    assert "Next meeting 16 December 2026 After that 20 January 2027" in text(build(files), "/plan/boards/main/")
    assert "Next meeting 20 November 2026" in text(build({}, at="2026-11-20T23:00"), "/plan/boards/main/")
    assert "Next meeting 20 January 2027" in text(build({}, at="2026-12-17"), "/plan/boards/main/")


def test_a_past_meeting_says_what_was_agreed_and_what_it_means_or_that_nothing_is_published(build):
    told = text(build({**PLANNED, "plan/boards/main.md": board(meetings=MEETINGS)}), "/plan/boards/main/")

    assert "21 October 2026 What was agreed A new date. What this means for families You wait longer." in told
    assert "20 November 2026 We have not published notes of this meeting yet." in told


def test_notes_of_a_meeting_to_come_are_not_shown(build, caplog):
    files = {**PLANNED, "plan/boards/main.md": board(meetings=MEETINGS)}
    told = text(build(files, at="2026-10-01"), "/plan/boards/main/")

    assert "A new date" not in told
    assert "There are notes of a meeting whose day has not come" in caplog.text


def test_a_board_names_roles_its_workstreams_and_the_board_above(build):
    output = build(
        {
            **PLANNED,
            "plan/boards/main.md": board(),
            "plan/boards/young.md": board(id=identity(9), title="Young", state="in design", reports_to="main"),
            "plan/workstreams/workforce.md": workstream(board="main", themes="[listening]"),
        }
    )
    main = text(output, "/plan/boards/main/")

    assert "Head of SEND The council" in main
    assert "Work that it oversees Workforce" in main
    assert "this board has not started yet" in text(output, "/plan/boards/young/")
    assert 'href="/plan/boards/main/"' in (output / "plan/boards/young/index.html").read_text()
    assert "Improvement Board" in text(output, "/plan/boards/")
    assert "In design" in text(output, "/plan/boards/")
    assert 'href="/plan/listening/"' in (output / "plan/workstreams/workforce/index.html").read_text()
    assert "Led by: Head of SEND" in text(output, "/plan/workstreams/workforce/")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"plan/boards/a.md": board(chaired="x")}, "`chaired` is not a key of a board."),
        ({"plan/boards/a.md": board(members="[]")}, "This board works, and nobody is said to chair it or to sit on it."),
        ({"plan/boards/a.md": board(meetings="[{date: 2026-11-20}, {date: 2026-11-20}]")}, "Two meetings are on the same day."),
        ({"plan/boards/a.md": board(members="[{role: Head, organisation: X, name: Y}]")}, "`members.0.name` is not a key of a board."),
        ({"plan/workstreams/a.md": workstream(partners="[The council, the Council]")}, "A workstream joins at least two organisations."),
        ({"plan/workstreams/a.md": workstream(board="man")}, "There is no board “man”."),
        ({"plan/workstreams/a.md": workstream(themes="[listning]")}, "There is no theme “listning”."),
        ({"plan/workstreams/a.md": workstream(actions="[A9]")}, "There is no action “A9”."),
        ({"plan/strategies/a.md": strategy(main="false")}, "None of the strategies is the main one."),
        ({"plan/strategies/a.md": strategy(change_log="[{version: '0.1', date: 2026-01-01, what: x}]")}, "The change log does not tell of version 0.2."),
        ({"plan/strategies/a.md": strategy(starts="2026", ends="2025")}, "The strategy ends before it starts."),
        ({"plan/strategies/a.md": strategy(workstreams="[x]")}, "There is no workstream “x”."),
        ({"plan/strategies/a.md": strategy(), "plan/strategies/a/0-2.md": earlier(version='"0.2"')}, "Version 0.2 is the one that holds now."),
        ({"plan/consultations/a.md": consultation(closes="2026-10-01")}, "The consultation closes before it opens."),
        ({"plan/consultations/a.md": consultation(came_of_it="{text: x, date: 2026-11-30}")}, "What came of it is said before the consultation has closed."),
        ({"plan/consultations/a.md": consultation(strategy="x")}, "There is no strategy “x”."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_line(refused, files, said):
    found = [one for one in refused({**PLANNED, **files}) if one.message.endswith(said)]

    assert found
    assert found[0].place.file in files
    assert found[0].place.line
    assert found[0].mend


def test_two_main_strategies_are_told(refused):
    found = refused({**PLANNED, "plan/strategies/a.md": strategy(), "plan/strategies/b.md": strategy(id=identity(8))})

    assert "There are two main strategies." in messages(found)


def test_all_mistakes_are_told_at_once_and_none_for_what_could_not_be_read(refused):
    files = {"plan/boards/main.md": board(chair="[]"), "plan/workstreams/a.md": workstream(board="main", leads="x")}
    found = messages(refused({**PLANNED, **files}))

    assert any("chair" in one for one in found)
    assert any("leads" in one for one in found)
    assert not any("There is no board" in one for one in found)


def test_without_a_plan_nothing_of_the_programme_is_lost_in_silence(refused):
    assert messages(refused({"plan/boards/main.md": board()})) == [
        "There is no plan, so nothing in this folder would be published."
    ]


@pytest.mark.parametrize(
    "name", ["plan/board/main.md", "plan/boards/main.txt", "plan/strategies/other/0-1.md"]
)  # fmt: skip
def test_a_file_of_the_programme_that_nobody_reads_is_told(build, caplog, name):
    build({**PLANNED, "plan/strategies/ours.md": strategy(), name: board()})

    assert name in caplog.text
    assert "read" in caplog.text


def test_a_finding_of_an_earlier_inspection_keeps_its_page_when_its_plan_is_gone(build):
    finding = INSPECTED[INSPECTED.index("[[inspection.priority") :].replace("inspection.", "earlier_inspections.")
    plan = PLAN + '\n[[earlier_inspections]]\nbodies = ["Ofsted"]\nvisited = "2019-05"\n\n' + finding
    output = build({**PLANNED, "plan/plan.toml": plan.replace('themes = ["listening"]', 'themes = ["gone"]')})

    assert "Plans take too long." in text(output, "/plan/findings/late-plans/")
    assert "May 2019" in text(output, "/plan/inspection/")


def test_a_draft_is_withheld_and_a_preview_shows_it(build):
    files = {**PLANNED, "plan/boards/main.md": board(status="draft"), "plan/workstreams/w.md": workstream(board="main")}
    output = build(files)

    assert not (output / "plan/boards/main").exists()
    assert "The board that checks" not in text(output, "/plan/workstreams/w/")
    assert "Only you can see it here" in text(build({}, drafts=True), "/plan/boards/main/")


def test_an_old_address_of_a_board_leads_to_it(build):
    output = build({**PLANNED, "plan/boards/main.md": board(redirect_from="[/board/]")})

    assert "/plan/boards/main/" in (output / "board/index.html").read_text()


# ---- Strategies ------------------------------------------------------------------------------------------------


def test_a_working_draft_says_so_and_an_agreed_strategy_does_not(build):
    log = "[{version: '0.2', date: 2026-06-01, what: Belonging was added.}, {version: '0.1', date: 2026-01-05, what: First.}]"
    files = {
        **PLANNED,
        "plan/strategies/ours.md": strategy(change_log=log, starts='"2026-01"', themes="[listening]"),
        "plan/strategies/ours/0-1.md": earlier(),
    }
    output = build(files)
    told, before = text(output, "/strategy/"), text(output, "/strategy/versions/0-1/")

    assert "This is a working draft." in told
    assert "from January 2026, with no end date" in told
    assert told.index("Belonging was added.") < told.index("First.")
    assert 'href="/strategy/versions/0-1/"' in (output / "strategy/index.html").read_text()
    assert "As it was." in before
    assert "Version 0.2 has taken its place" in before
    assert 'href="/plan/listening/"' in (output / "strategy/index.html").read_text()
    assert "working draft" not in text(build({"plan/strategies/ours.md": strategy(state="agreed")}), "/strategy/")


@pytest.mark.parametrize("at", ["2026-11-22", "2099-01-01"])
def test_a_strategy_without_an_end_is_never_over(build, at):
    told = text(build({**PLANNED, "plan/strategies/a.md": strategy(starts='"2026-01"')}, at=at), "/strategy/")

    assert "no end date" in told
    assert "ran until" not in told
    assert "verdue" not in told


def test_a_strategy_whose_end_has_passed_says_so(build):
    files = {**PLANNED, "plan/strategies/a.md": strategy(ends='"2026-10"')}

    assert "This strategy ran until October 2026." in text(build(files, at="2026-11-01"), "/strategy/")
    assert "ran until" not in text(build({}, at="2026-10-31"), "/strategy/")


def test_another_strategy_links_to_its_data_with_the_licence(build):
    data = "[{title: Places, url: 'https://data.example/', licence: Open Government Licence v3.0}]"
    second = strategy(id=identity(8), main="false", title="Data", data=data)
    output = build({**PLANNED, "plan/strategies/a.md": strategy(), "plan/strategies/data.md": second})

    told = text(output, "/strategy/data/")

    assert "Licence: Open Government Licence v3.0" in told[told.index("Places") :]
    assert 'href="/strategy/data/"' in (output / "strategy/index.html").read_text()


# ---- Consultations ---------------------------------------------------------------------------------------------


def test_a_consultation_opens_and_closes_by_the_clock(build):
    files = {**PLANNED, "plan/consultations/ask.md": consultation()}
    url = "/consultations/"

    assert "Coming soon" in text(build(files, at="2026-11-01T23:59"), url)
    assert "Open until 30 November 2026" in text(build({}, at="2026-11-02"), url)
    assert "How to take part" in text(build({}, at="2026-11-30T23:59"), "/consultations/ask/")
    assert "How to take part" not in text(build({}, at="2026-12-01"), "/consultations/ask/")


def test_a_closed_consultation_without_an_outcome_says_so_with_the_days(build):
    files = {**PLANNED, "plan/consultations/ask.md": consultation()}

    assert "We have not said yet what came of this. It closed 1 day ago." in text(
        build(files, at="2026-12-01"), "/consultations/ask/"
    )
    assert "It closed 41 days ago." in text(build({}, at="2027-01-10T12:00"), "/consultations/ask/")


def test_what_came_of_it_is_told_from_its_day_on(build):
    outcome = "{text: We changed the *front*., date: 2027-01-10}"
    files = {**PLANNED, "plan/consultations/ask.md": consultation(came_of_it=outcome)}

    assert "We have not said yet" in text(build(files, at="2027-01-09"), "/consultations/ask/")
    assert "We changed the front ." in text(build({}, at="2027-01-10"), "/consultations/ask/")


def test_the_strategy_leads_to_the_consultation_that_is_open_about_it(build):
    files = {
        **PLANNED,
        "plan/strategies/ours.md": strategy(),
        "plan/consultations/ask.md": consultation(strategy="ours", title="Tell us"),
    }

    assert "We are asking what you think of this until 30 November 2026." in text(build(files), "/strategy/")
    assert "We are asking" not in text(build({}, at="2026-12-01"), "/strategy/")


ASKED = Consultation(
    title="a", id=identity(1), status="published", summary="s",
    opens=date(2026, 11, 2), closes=date(2026, 11, 30), take_part="x",
)  # fmt: skip
DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))


@given(DAYS, st.integers(0, 23))
def test_on_each_day_a_consultation_is_exactly_one_thing(day, hour):
    now = start_of(day) + timedelta(hours=hour)
    expected = "coming" if now.date() < ASKED.opens else "open" if now.date() <= ASKED.closes else "closed"

    assert state(ASKED, Clock(now)) == expected


@given(DAYS, st.integers(0, 400))
def test_the_days_since_a_day_are_the_days_between_and_change_at_the_next_midnight(day, days):
    clock = Clock(start_of(day + timedelta(days=days)))

    assert days_since(day, clock) == days
    assert clock.next_change == start_of(day + timedelta(days=days + 1))


# ---- Months ----------------------------------------------------------------------------------------------------


@given(st.integers(0, 30), st.integers(0, 27))
def test_a_review_point_knows_its_month_of_the_plan(months, days):
    plan = Plan(id=identity(1), name="P", type="T", summary="S", starts="2026-05", months=18)
    day = date(2026 + (4 + months) // 12, (4 + months) % 12 + 1, 1 + days)

    assert month_on(plan, day) == (months + 1 if months < 18 else None)
    assert month_on(plan, date(2026, 4, 30)) is None


def test_a_review_says_its_month_of_the_plan_and_another_milestone_does_not(build):
    steps = """
[[milestones]]
what = "Six-month review"
kind = "review"
date = "2026-11"

[[milestones]]
what = "A new helpline"
date = 2026-09-07
"""
    plan = PLAN.replace("themes_count", "starts = '2026-05'\nmonths = 18\nthemes_count") + steps
    told = text(build({**PLANNED, "plan/plan.toml": plan}), "/plan/")

    assert "Six-month review, month 7 of 18" in told
    assert "A new helpline, month" not in told


def test_a_date_that_may_be_in_two_months_has_none():
    plan = Plan(
        id=identity(1), name="P", type="T", summary="S", starts="2026-05", months=18,
        milestones=[{"what": "six", "date": "2026-11"}, {"what": "back", "date": "summer 2027"}],
    )  # fmt: skip
    language = Language("en-GB")

    assert [month_of(plan, one.date, language) for one in plan.milestones] == ["month 7 of 18", None]


# ---- Downloads -------------------------------------------------------------------------------------------------

PDF = "[{title: The plan, file: documents/plan.pdf, date: 2026-05-06, accessible: /help/}]"


def test_a_download_says_type_size_date_language_and_its_alternative_here_and_in_the_list_of_all(build):
    output = build({"documents/plan.pdf": b"x" * 48_400, "pages/help.md": page(downloads=PDF)})

    for url in ("/help/", "/downloads/"):
        told = text(output, url)
        assert "The plan (PDF, 48 KB) 6 May 2026 · English Read “The plan” in a form that works for everybody" in told


def test_a_download_in_another_language_says_which(build):
    welsh = "[{title: Help, file: documents/help.odt, date: 2026-05-06, language: cy}]"
    output = build({"documents/help.odt": b"x" * 2_340_000, "pages/help.md": page(downloads=welsh)})

    assert "Help (OpenDocument, 2.3 MB) 6 May 2026 · Welsh" in text(output, "/help/")
    assert 'hreflang="cy"' in (output / "help/index.html").read_text()


def test_downloads_of_plan_board_strategy_and_consultation_are_in_the_list_of_all(build):
    given = "[{title: T, file: documents/a.csv, date: 2026-05-06}]"
    plan = PLAN.replace(
        "\n[[themes]]", '\n[[downloads]]\ntitle = "Whole"\nfile = "documents/a.csv"\ndate = 2026-05-06\n\n[[themes]]'
    )
    output = build(
        {
            **PLANNED,
            "plan/plan.toml": plan,
            "documents/a.csv": "a,b\n",
            "plan/boards/main.md": board(downloads=given),
            "plan/strategies/a.md": strategy(downloads=given),
            "plan/consultations/ask.md": consultation(downloads=given),
        }
    )
    told = text(output, "/downloads/")

    assert [
        one for one in ("Smallshire SEND Plan", "Improvement Board", "Our strategy", "Ask") if one not in told
    ] == []


def test_an_area_without_documents_has_no_list_of_them(build):
    assert not (build() / "downloads").exists()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{title: T, file: documents/plans.pdf, date: 2026-05-06, accessible: /help/}", "There is no file documents/plans.pdf."),
        ("{title: T, file: documents/plan.pdf, date: 2026-05-06}", "“T” cannot be offered: a PDF or a Word file is not readable for everybody."),
        ("{title: T, file: documents/PLAN.DOCX, date: 2026-05-06}", "“T” cannot be offered: a PDF or a Word file is not readable for everybody."),
        ("{title: T, file: documents/plan.pdf, date: 2026-05-06, accessible: /documents/PLAN.DOCX}", "“T” cannot be offered: its alternative is such a file too."),
        ("{title: T, file: documents/plan.pdf, date: 2026-05-06, accessible: /documents/no.odt}", "There is no file documents/no.odt, which should be the alternative that everybody can read."),
        ("{title: T, file: documents/plan.pdf, date: 2026-05-06, accessible: /nowhere/}", "A link leads to /nowhere/, and there is no such page."),
        ("{title: T, file: ../area.toml, date: 2026-05-06}", "“../area.toml” is not a file of documents/."),
        ("{title: T, file: documents/../area.toml, date: 2026-05-06}", "“documents/../area.toml” is not a file of documents/."),
        ("{title: T, file: documents/plan.pdf, date: 2026-05-06, language: welsh1}", "“welsh1” is not a language."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["pages/help.md", "plan/boards/main.md"])
def test_a_download_that_not_everybody_could_have_stops_the_build(refused, kind, entry, said):
    make = page if kind == "pages/help.md" else board
    files = {**PLANNED, "documents/plan.pdf": b"x", "documents/PLAN.DOCX": b"x", kind: make(downloads=f"[{entry}]")}
    found = [one for one in refused(files) if one.message.endswith(said)]

    assert found
    assert (found[0].place.file, found[0].place.line > 0) == (kind, True)


# ---- Private things --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["private: true", "private: yes", "audience: members", "audience: Board only"])
@pytest.mark.parametrize("kind", ["pages/x.md", "news/2026-11-01-x.md", "plan/boards/x.md", "plan/themes/listening.md"])
def test_what_says_that_it_is_private_stops_the_build_and_is_told_where_it_belongs(refused, kind, key):
    made = {"pages/x.md": page(), "news/2026-11-01-x.md": news(), "plan/boards/x.md": board()}
    files = {**PLANNED, kind: made.get(kind, theme()).replace("---\n", f"---\n{key}\n", 1)}
    found = [one for one in refused(files) if "private" in one.message]

    assert [(one.message, str(one.place)) for one in found] == [
        ("This file says that it is private, and all that is in content/ becomes public.", f"{kind}, line 2")
    ]
    assert "protected service that `members` in area.toml leads to" in found[0].mend


@pytest.mark.parametrize(
    "name", ["documents/Private/minutes.pdf", "pages/members/x.md", "plan/private/notes.txt", "members/a.csv", "images/members/a.png"]
)  # fmt: skip
def test_a_file_in_a_private_folder_stops_the_build(refused, name):
    found = [
        one for one in refused({name: page() if name.endswith(".md") else b"x"}) if "in a folder called" in one.message
    ]

    assert [one.place.file for one in found] == [name]
    assert "protected service" in found[0].mend


def test_a_document_that_says_that_it_is_private_is_not_copied_out(refused):
    found = refused({"documents/minutes.md": "---\ntitle: x\nprivate: true\n---\nWho said what.\n"})

    assert ("documents/minutes.md", 3) in [(one.place.file, one.place.line) for one in found]


def test_a_key_that_says_what_goes_without_saying_is_told_so(refused):
    found = refused({"pages/x.md": page(private="false", id=identity(7))})

    assert messages(found) == ["`private` is not needed: all that is in content/ becomes public."]


def test_the_members_area_is_a_link_to_the_protected_service(build):
    area = AREA + '\n[members]\ntitle = "Members area"\nurl = "https://members.example/"\n'
    output = build({**PLANNED, "area.toml": area, "plan/boards/main.md": board()})

    assert 'href="https://members.example/"' in (output / "plan/boards/main/index.html").read_text()


# ---- Quotations ------------------------------------------------------------------------------------------------

QUOTES = (
    "[{text: We were <b>wrong</b>., role: Interim Head of SEND, organisation: The council}, "
    "{text: We will watch., name: A. Chair, role: Chair, organisation: Parent Carers}]"
)
ROLE = '\n[tracker]\nsource = "x.csv"\n[[tracker.roles]]\nrole = "{}"\norganisation = "The council"\n'


def test_a_quotation_keeps_the_role_its_speaker_had_then(build):
    files = {"news/2026-11-01-x.md": news(quotes=QUOTES), "area.toml": AREA + ROLE.format("Interim Head of SEND")}
    before = text(build(files), "/news/x/")
    after = text(build({"area.toml": AREA + ROLE.format("Director of Inclusion")}), "/news/x/")

    assert before == after
    assert "We were <b>wrong</b>. Interim Head of SEND, The council" in after
    assert "We will watch. A. Chair, Chair, Parent Carers" in after


def test_a_quotation_is_in_the_feed_with_its_speaker(build):
    feed = (build({"news/2026-11-01-x.md": news(quotes=QUOTES)}) / "feeds/news.xml").read_text()

    assert "We were &lt;b&gt;wrong&lt;/b&gt;." in feed
    assert "Interim Head of SEND, The council" in feed


# ---- Actions of the plan ---------------------------------------------------------------------------------------


def stood(**more: object) -> bytes:
    """Return a snapshot of two actions: one said to be done, one that is late."""
    late = Due(text="Sept 2026", date=partial_date("2026-09"))
    first = Action(id=identity(21), ref="1.1", theme=1, text="Ring back", status="done", due=late, **more)
    second = Action(id=identity(22), ref="1.2", theme=1, text="Tell early", status="on-track", due=late)
    return canonical(Snapshot(as_at=date(2026, 10, 10), actions=(first, second)))


KNOWN = f"""
[[action]]
id = "{identity(21)}"
ref = "1.1"
first_seen = 2026-10-10

[[action]]
id = "{identity(22)}"
ref = "1.2"
was = ["A9"]
first_seen = 2026-10-10

[[action]]
id = "{identity(23)}"
ref = "1.3"
first_seen = 2026-05-10
removed = "The office has stopped it."

[[action]]
id = "{identity(24)}"
ref = "1.4"
first_seen = 2026-05-10
merged_into = "{identity(22)}"
"""
HISTORY = {**PLANNED, "plan/actions.toml": KNOWN, "plan/history/2026-10-10.json": stood()}
FINDING = INSPECTED.replace('actions = ["A1"]', 'actions = ["1.1", "1.2"]')


def test_a_workstream_shows_its_actions_as_they_stand_and_follows_them_by_any_number(build):
    output = build({**HISTORY, "plan/workstreams/w.md": workstream(actions='["1.1", "a9", "1.2", "1.4", "1.3"]')})
    told = text(output, "/plan/workstreams/w/")

    assert told.count("Tell early") == 1
    gone = "Action 1.3 is no longer in the plan. Why: The office has stopped it."
    assert told.index("Ring back") < told.index("Tell early") < told.index(gone)
    assert "Said to be done; evidence not yet published" in told
    assert "Late: 10 days past its date" in told


def test_a_finding_counts_its_actions_and_shows_their_evidence(build):
    evidence = Evidence(title="The audit", date=date(2026, 9, 30), url="https://papers.example/audit")
    output = build({**HISTORY, "plan/plan.toml": FINDING})
    assert "No evidence has been published yet." in text(output, "/plan/findings/late-plans/")

    output = build({"plan/history/2026-10-10.json": stood(evidence=evidence, effect="You get a call.")})
    told = text(output, "/plan/findings/late-plans/")

    assert "The audit" in told
    assert "You get a call." in told
    assert "No evidence" not in told


def test_a_measure_that_a_finding_names_must_be_there(refused):
    found = refused(
        {**HISTORY, "plan/plan.toml": FINDING.replace("accountable", 'measures = ["on-time"]\naccountable')}
    )

    assert "There is no measure “on-time”." in messages(found)


@pytest.mark.parametrize("kind", ["board", "workstream", "consultation"])
def test_invoke_new_begins_a_file_of_the_programme_that_is_right(build, tmp_path, kind):
    build(PLANNED)
    path = begin(kind, "Something new", tmp_path / "content")
    name = path.relative_to(tmp_path / "content").as_posix()
    output = build({name: path.read_text().replace("status: draft", "status: published")}, at="2100-01-01")

    assert name == f"plan/{kind}s/something-new.md"
    assert any("Something new" in one.read_text() for one in output.rglob("something-new/index.html"))


def test_invoke_new_begins_a_strategy_that_is_right(build, tmp_path):
    build({**PLANNED, "plan/strategies/main.md": strategy()})
    path = begin("strategy", "Something new", tmp_path / "content")
    output = build({"plan/strategies/something-new.md": path.read_text().replace("status: draft", "status: published")})

    assert "Something new" in text(output, "/strategy/something-new/")
