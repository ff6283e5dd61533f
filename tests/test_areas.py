"""Four real areas, as facts, in one code base: other plans, other numbers of themes, dates that are hardly known.

The names of the tests are the rows of ``domain.md``, section 5, that issue 2 covers. Left out on purpose:

- for later issues: replies to an e-mail and its plain text (0-20, 0-21), size and date of a document (0-22), the pages of
  workstreams with their data (1-08 to 1-12; here they are only named), versions of a strategy (1-13), withdrawn actions
  (1-14), consultations (1-15), downloads and titles of documents (1-16, 1-17), boards (2-11; here one is only named),
  deliverables (2-16), measures and audits (3-06, 3-08), "you said, we did" (3-07), spelling (3-14), comments and answers
  (4-12), the calendar of briefings (4-15), import (4-19);
- inspectors' words word for word (0-05) and quotations (0-13, 2-04): these areas quote nobody, the demonstration does;
- the rows of the design card (C-01 to C-08): other files of tests.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup, Tag

from plugins.model.dates import PartialDate, partial_date
from plugins.model.findings import ContentError
from plugins.model.language import Language
from tests.conftest import ROOT, data, run

AREAS = ROOT / "tests" / "areas"
MOMENTS = {"slough": "2026-01-15", "bcp": "2024-04-15", "oxfordshire": "2024-01-15", "dudley": "2025-02-15"}
NAMES = {
    "slough": ("Slough",),
    "bcp": ("Bournemouth", "Christchurch", "Poole"),
    "oxfordshire": ("Oxfordshire",),
    "dudley": ("Dudley",),
}
LANGUAGE = Language("en-GB")
INSPECTION, MILESTONES = "What inspectors found", "The way so far, and what comes next"
RECORD = "/plan/inspection/"
WRITTEN_WITH, EARLIER = "Who wrote this with us", "What came before"


class Site:
    """A built area: its pages by address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parsed: dict[str, BeautifulSoup] = {}

    def soup(self, url: str = "/") -> BeautifulSoup:
        if url not in self.parsed:
            self.parsed[url] = BeautifulSoup((self.folder / url[1:] / "index.html").read_bytes(), "lxml")
        return self.parsed[url]

    def text(self, url: str = "/", heading: str = "") -> str:
        """Return the words of a page's main part, or of the part of it under *heading*."""
        return words(self.part(url, heading) if heading else self.soup(url).main)

    def part(self, url: str, heading: str) -> Tag:
        """Return the part of a page that *heading* stands over."""
        found = [one for one in self.soup(url).main.find_all(["h2", "h3"]) if words(one) == heading]
        assert len(found) == 1, (url, heading)
        return found[0].find_parent("details") or found[0].parent

    @cached_property
    def urls(self) -> list[str]:
        """Every page that a person reads."""
        found = [path.parent.relative_to(self.folder).as_posix() for path in self.folder.rglob("index.html")]
        return sorted("/" if one == "." else f"/{one}/" for one in found)

    @cached_property
    def everything(self) -> str:
        """The words of every page, in small letters."""
        return "\n".join(words(self.soup(url).body) for url in self.urls).casefold()

    @cached_property
    def timeline(self) -> list[tuple[str, str, str]]:
        """Each milestone: when, how it stands, and all its words."""
        items = self.part("/plan/", MILESTONES).find_all("li")
        return [(words(item.p.b), words(item.p.span), words(item)) for item in items]

    def milestone(self, said: str) -> tuple[str, str]:
        """Return when the milestone is that says *said*, and how it stands."""
        found = [(when, state) for when, state, text in self.timeline if said in text]
        assert len(found) == 1, (said, found)
        return found[0]

    @cached_property
    def facts(self) -> dict[str, str]:
        """The short facts that the plan's page tells of the plan."""
        facts = self.soup("/plan/").main.find("h2", id="about").parent.dl
        return {words(one.dt): words(one.dd) for one in facts.find_all("div")}


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def headings(soup: Tag, level: str) -> list[str]:
    return [words(one) for one in soup.find_all(level)]


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One state for all builds: the stylesheet is compiled once."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, state: Path) -> dict[str, Site]:
    folder = tmp_path_factory.mktemp("areas")
    for name, moment in MOMENTS.items():
        run(AREAS / name, folder / name, at=moment, state=state)
    return {name: Site(folder / name) for name in MOMENTS}


@pytest.fixture
def slough(sites: dict[str, Site]) -> Site:
    return sites["slough"]


@pytest.fixture
def bcp(sites: dict[str, Site]) -> Site:
    return sites["bcp"]


@pytest.fixture
def oxfordshire(sites: dict[str, Site]) -> Site:
    return sites["oxfordshire"]


@pytest.fixture
def dudley(sites: dict[str, Site]) -> Site:
    return sites["dudley"]


@pytest.fixture
def changed(tmp_path: Path, state: Path) -> Callable[..., Site]:
    """An area with one thing in its plan changed, built."""

    def built(name: str, old: str, new: str, at: str | None = None) -> Site:
        content = tmp_path / "content"
        shutil.copytree(AREAS / name, content)
        plan = content / "plan" / "plan.toml"
        text = plan.read_text("utf-8")
        assert text.count(old) == 1
        plan.write_text(text.replace(old, new), "utf-8")
        run(content, tmp_path / "output", at=at or MOMENTS[name], state=state)
        return Site(tmp_path / "output")

    return built


@pytest.fixture
def refused(changed: Callable[..., Site], tmp_path: Path) -> Callable[..., str]:
    """An area with one thing in its plan changed, which must stop the build: the one message."""

    def message(name: str, old: str, new: str) -> str:
        with pytest.raises(ContentError) as stopped:
            changed(name, old, new)
        assert not (tmp_path / "output").exists()
        found = [one.message for one in stopped.value.findings if one.place.file == "plan/plan.toml"]
        assert len(found) == 1, found
        return found[0]

    return message


# ---- 000: Slough announces a plan ------------------------------------------------------------------------------


def test_0_01_the_kind_of_plan_is_data(sites):
    kinds = {name: site.facts["Kind of plan"] for name, site in sites.items()}

    assert kinds == {
        "slough": "Priority Action and Impact Plan",
        "bcp": "SEND Improvement Plan",
        "oxfordshire": "Priority Action Plan",
        "dudley": "Accelerated Progress Plan",
    }


def test_0_02_an_announcement_leads_to_the_plan_and_the_plan_to_its_news(slough):
    news = slough.soup("/news/plan-announced/")

    assert news.main.find("a", href="/plan/")
    assert len(slough.part("/news/plan-announced/", "In our plan").find_all("a")) == 8
    assert slough.part("/plan/", "News about the plan").find("a", href="/news/plan-announced/")


def test_0_03_inspection_dates_are_a_range_in_words(slough):
    text = slough.text(RECORD)

    assert "Ofsted and CQC" in text
    assert "7 to 11 July 2025" in text


def test_0_03_inspection_dates_are_iso_for_machines(slough):
    times = {one["datetime"] for one in slough.soup(RECORD).main.find_all("time")}

    assert {"2025-07-07", "2025-07-11"} <= times


def test_0_03_an_inspection_that_ends_before_it_begins_stops_the_build(refused):
    assert "out of order" in refused("slough", "last_day = 2025-07-11", "last_day = 2025-07-01")


def test_0_04_the_report_has_a_date_of_its_own_and_both_are_on_the_timeline_in_order(slough):
    assert "6 November 2025" in slough.text(RECORD)
    assert [when for when, _state, _text in slough.timeline] == ["18 February 2022", "7 July 2025", "6 November 2025"]


def test_0_04_a_date_without_its_year_stops_the_build_and_is_not_guessed(refused):
    message = refused("slough", "report_published = 2025-11-06", 'report_published = "6 November"')

    assert "“6 November” is not a date this site understands." in message


def test_0_06_the_outcome_is_one_of_three_and_is_explained(slough):
    text = slough.text("/plan/", INSPECTION)

    assert "widespread and/or systemic failings" in text
    assert "This is the lowest of three outcomes." in text


def test_0_06_another_outcome_stops_the_build(refused):
    assert "outcome" in refused("slough", "widespread and/or systemic failings", "rather bad")


def test_0_07_strengths_and_priority_actions_are_lists_of_their_own(slough, oxfordshire):
    assert "What was good" in headings(slough.soup(RECORD).main, "h3")
    first = oxfordshire.soup(RECORD).main.find("h3", string="What had to change first")

    assert len(first.find_next("ul").find_all("li")) == 5


@pytest.mark.parametrize(("name", "count"), [("slough", 7), ("bcp", 8), ("oxfordshire", 5)])
def test_0_08_the_index_lists_all_themes_in_order_and_each_has_a_page(sites, name, count):
    site = sites[name]
    links = site.part("/plan/", f"The {count} themes of the plan").find_all("a")

    assert [words(link).split(".")[0] for link in links] == [str(number) for number in range(1, count + 1)]
    for number, link in enumerate(links, 1):
        page = site.soup(link["href"]).main
        assert words(page.h1) == words(link).removeprefix(f"{number}. ")
        assert f"Theme {number} of our plan" in words(page)


@pytest.mark.parametrize(("name", "count"), [("slough", 7), ("bcp", 8), ("oxfordshire", 5)])
def test_0_08_another_number_of_themes_than_was_declared_stops_the_build(refused, name, count):
    message = refused(name, f"themes_count = {count}", f"themes_count = {count + 1}")

    assert message == f"The plan says it has {count + 1} themes, but {count} are listed."


def test_0_08_a_plan_whose_themes_nobody_knows_has_no_list_of_themes(dudley):
    assert not (dudley.folder / "feeds" / "plan").exists()
    assert {url for url in dudley.urls if url.startswith("/plan/")} == {
        "/plan/",
        "/plan/changes/",
        *(f"/plan/changes/{year}/" for year in (2019, 2020, 2021)),
        RECORD,
    }
    assert not re.search(r"\b0 themes", dudley.text("/plan/"))


def test_0_09_number_and_title_are_two_things_and_the_ampersand_is_escaped(slough):
    raw = (slough.folder / "plan" / "data-systems-and-governance" / "index.html").read_text()

    assert "<h1>Data, Systems &amp; Governance</h1>" in raw
    assert "Theme 1 of our plan" in raw
    assert "Systems & " not in raw
    assert "amp;amp" not in raw


def test_0_10_the_plan_says_what_it_is_built_on(slough):
    text = slough.text("/plan/", WRITTEN_WITH)

    assert "It is built on: The inspection Wider local analysis" in text


def test_0_11_the_plan_says_with_whom_it_was_written(slough):
    text = slough.text("/plan/", WRITTEN_WITH)
    sectors = "Education Health Social care Early years Post-16 providers Voluntary and community sector Parent carers"

    assert f"We wrote it with: {sectors} Children and young people" in text


def test_0_11_a_theme_names_its_partners(slough):
    assert "The NHS in Slough" in slough.text("/plan/data-systems-and-governance/")


def test_0_12_lived_experience_is_told(slough):
    assert "lived experience" in slough.text("/plan/", WRITTEN_WITH)


def test_0_13_who_speaks_is_told_by_role(slough):
    assert "lead member for children and lifelong learning" in slough.text("/news/plan-announced/")


def test_0_14_the_horizon_is_told_where_the_first_day_is_not_known(slough):
    assert "18 months" in slough.facts["It runs"]


@pytest.mark.parametrize(("at", "told"), [("2025-12-31", "month 1 of 18"), ("2026-11-22", "month 12 of 18")])
def test_0_14_the_month_of_the_plan_is_right_on_the_day_of_the_build(changed, at, told):
    site = changed("slough", "months = 18", 'months = 18\nstarts = "2025-12"\nends = "2027-05"', at=at)

    assert site.facts["It runs"] == f"December 2025 to May 2027now in {told}"


def test_0_15_progress_is_on_the_front_page(slough):
    said = "0 of 2 actions are done and show their evidence; 1 more is said to be done; none is late."
    assert said in slough.text("/", "Are we doing what we promised?")
    assert "This is how it stood on 9 January 2026." in slough.text("/", "Are we doing what we promised?")


def test_0_15_the_plan_says_when_its_data_came(slough):
    assert "We last received plan data on 9 January 2026 at 09:30." in slough.text("/plan/", "How far we have come")


def test_0_16_earlier_plans_and_inspections_stay_readable(slough):
    text = slough.text("/plan/", EARLIER)

    for said in ("Written Statement of Action", "18 February 2022", "Action plan", "June 2023"):
        assert said in text
    assert "27 September to 1 October 2021" in text


def test_0_17_and_1_07_plan_and_strategy_lead_to_each_other(slough):
    assert slough.soup("/plan/").main.find("a", href="/strategy/")
    assert slough.soup("/strategy/").main.find("a", href="/plan/")


def test_0_18_comments_on_the_plan_go_to_the_plans_own_address(slough):
    section = slough.part("/plan/", "Tell us what you think")

    assert "plan@slough.example" in words(section)
    assert section.a["href"].startswith("mailto:plan@slough.example?subject=Slough%20Priority")
    assert "send@slough.example" in slough.text("/contact/", "About our improvement plan")


def test_0_18_an_address_that_is_none_stops_the_build(refused):
    assert "is not an e-mail address" in refused(
        "slough", 'comments = "plan@slough.example"', 'comments = "our office"'
    )


def test_0_19_and_0_22_the_plan_as_a_document_says_where_it_is_and_what_it_is(slough):
    link = slough.soup("/plan/").main.find("a", href="https://guide.slough.example/priority-action-and-impact-plan")

    assert words(link) == "Priority Action and Impact Plan, the whole document (another website)"
    assert "(PDF)" in slough.facts["The whole plan"]


def test_0_23_abbreviations_are_explained(slough):
    assert slough.part("/plan/", "Why we have a plan").find("abbr", title="Special educational needs and disabilities")
    assert slough.soup("/news/plan-announced/").main.find("abbr", title="Care Quality Commission")
    assert "Special educational needs and disabilities" in slough.text("/glossary/")


# ---- 001: Slough's strategy ------------------------------------------------------------------------------------


def test_1_01_the_skip_link_is_first_and_leads_somewhere_on_every_page(sites):
    for site in sites.values():
        for url in site.urls:
            first = site.soup(url).body.find(["a", "button", "input"])
            assert (words(first), first["href"]) == ("Skip to main content", "#main"), url
            assert site.soup(url).find(id="main"), url


def test_1_02_a_strategy_is_a_page_with_its_ages(slough):
    assert "aged 0 to 25" in slough.text("/strategy/")
    assert "overarching" in slough.text("/strategy/")


def test_1_03_every_page_has_one_heading_also_a_long_one(sites):
    for site in sites.values():
        for url in site.urls:
            assert len(headings(site.soup(url), "h1")) == 1, url
    assert len(headings(sites["slough"].soup("/strategy/"), "h1")[0]) > 150


def test_1_04_the_lead_is_the_description(slough):
    soup = slough.soup("/strategy/")
    lead = "The direction that all our plans follow, for children and young people aged 0 to 25."

    assert lead in slough.text("/strategy/")
    assert lead == soup.find("meta", attrs={"name": "description"})["content"]
    assert lead == soup.find("meta", property="og:description")["content"]


def test_1_05_challenges_are_a_list(slough):
    heading = slough.soup("/strategy/").find("h2", string="What does not work well enough")

    assert len(heading.find_next("ul").find_all("li")) == 3


def test_1_06_nothing_is_overdue_where_there_is_no_end(slough):
    text = slough.text("/strategy/").casefold()

    assert "no end date" in text
    assert not re.search(r"\b(overdue|late|ended|expired)\b", text)


def test_1_06_a_plan_with_no_end_says_so(changed):
    site = changed("slough", "months = 18", 'starts = "autumn 2025"')

    assert site.facts["It runs"] == "from autumn 2025, with no end date"


def test_1_08_the_five_workstreams_are_named(slough):
    heading = slough.soup("/strategy/").find("h2", string="Our workstreams")

    assert len(heading.find_next("ul").find_all("li")) == 5


def test_1_13_a_working_draft_says_so(slough):
    assert "This is a working draft. We expect it to evolve." in slough.text("/strategy/")


# ---- 002: a theme of Bournemouth, Christchurch and Poole -------------------------------------------------------

THEME = "/plan/leadership-management-and-governance/"
BCP_SECTIONS = [
    "What we will do",
    "Our parents and carers have said",
    "Our children and young people have said",
    "Our actions to deliver this",
    "What will be different",
    "Progress to date",
    "What still needs to improve",
]


def test_2_01_the_name_of_the_site_is_data(sites):
    titles = {name: site.soup("/").title.string for name, site in sites.items()}

    assert titles == {
        "slough": "Slough SEND Local Offer",
        "bcp": "Bournemouth, Christchurch and Poole: support for children and young people aged 0 to 25",
        "oxfordshire": "Oxfordshire SEND Local Offer",
        "dudley": "Dudley SEND Local Offer",
    }


def test_2_02_title_and_breadcrumb_show_theme_and_plan(bcp):
    soup = bcp.soup(THEME)

    assert soup.title.string.startswith("Leadership, management and governance – SEND Improvement Plan – ")
    assert words(soup.find("nav", attrs={"aria-label": "Breadcrumb"})) == "Home SEND Improvement Plan"


def test_2_03_to_2_09_every_theme_has_the_same_sections_in_the_areas_own_words(bcp):
    themes = [f"/plan/{path.stem}/" for path in (Path(__file__).parent / "areas/bcp/plan/themes").glob("*.md")]

    assert len(themes) == 8
    assert set(themes) <= set(bcp.urls)
    for url in themes:
        assert [one for one in headings(bcp.soup(url).main, "h2") if one in BCP_SECTIONS] == BCP_SECTIONS, url
        assert not set(headings(bcp.soup(url).main, "h2")) & {"What families told us", "Our actions"}


def test_2_04_what_was_said_is_told_and_names_nobody(bcp):
    assert "leaders to act on what they hear" in bcp.text(THEME, "Our parents and carers have said")


def test_2_05_actions_come_from_data_with_status_and_lead_role(bcp):
    section = bcp.part(THEME, "Our actions to deliver this")
    actions = [words(one) for one in section.find_all("li") if one.h3]
    said = "Said to be done; evidence not yet published"
    states = ["Moving", said, "Moving", "Slower than we said", "Moving"]

    for number, (action, state) in enumerate(zip(actions, states, strict=True), 1):
        assert action.startswith(f"Action 1.{number} {state}")
        assert action.endswith("Director of SEND, The council")
    meaning = bcp.text("/plan/", "What the status words mean")
    assert "Done and part of daily work The action is finished and has become the usual way of working." in meaning


def test_2_06_what_will_be_different_speaks_to_you(bcp):
    assert "You will see" in bcp.text(THEME, "What will be different")


def test_2_07_and_2_12_progress_is_dated_and_has_its_period(bcp):
    section = bcp.part(THEME, "Progress to date")

    assert headings(section, "h3") == ["January to March 2024"]
    assert section.find("time", datetime="2024-03-31")


def test_2_08_the_way_back_names_the_plan(sites):
    for name, theme in (("slough", "theme-7"), ("bcp", "theme-8"), ("oxfordshire", "views")):
        site = sites[name]
        plan = words(site.soup("/plan/").h1)
        back = [words(one) for one in site.soup(f"/plan/{theme}/").main.find_all("a", href="/plan/")]
        assert back == [f"Back to the {plan}"]


def test_2_09_a_section_that_is_missing_or_out_of_order_is_told_with_file_and_line(tmp_path, state):
    content = tmp_path / "content"
    shutil.copytree(AREAS / "bcp", content)
    file = content / "plan" / "themes" / "theme-8.md"
    head, first, second, *others, _last = re.split(r"(?m)^(?=## )", file.read_text("utf-8"))
    file.write_text("".join([head, second, first, *others]), "utf-8")
    with pytest.raises(ContentError) as stopped:
        run(content, tmp_path / "output", at=MOMENTS["bcp"], state=state)

    start = len(head.split("\n"))
    assert [(one.place.file, one.place.line, one.message) for one in stopped.value.findings] == [
        ("plan/themes/theme-8.md", start, "The section “What still needs to improve” is missing."),
        ("plan/themes/theme-8.md", start, "“Our parents and carers have said” comes before “What we will do”."),
    ]


def test_2_10_lists_keep_their_words_and_marks(bcp):
    items = [words(one) for one in bcp.part(THEME, "What we will do").find_all("li")]

    assert items == ["partners share what they know;", "everyone checks the quality of the work."]


def test_2_11_the_new_board_is_named(bcp):
    assert "SEND Improvement Board" in bcp.text(THEME, "Progress to date")


def test_2_13_parent_groups_have_a_name_and_a_short_name(bcp):
    cards = {words(one.h2): words(one) for one in bcp.soup("/partners/").main.find_all("li") if one.h2}

    assert "“PCT”" in cards["Parent Carers Together"]
    assert "“PCF”" in cards["Parent Carer Foundation"]


def test_2_14_what_is_not_good_yet_is_said(bcp):
    assert "a lot is left to do" in bcp.text(THEME, "What still needs to improve")


def test_2_15_interim_roles_and_the_new_forum_are_told(bcp):
    text = bcp.text(THEME, "Progress to date")

    for said in ("school inclusion", "quality assurance", "transformation", "SEND health forum"):
        assert said in text


def test_3_04_another_areas_way_so_far_is_known_to_the_month_too(bcp):
    assert [when for when, _state, _text in bcp.timeline] == [
        "January 2022",
        "July 2023",
        "February 2024",
        "February 2024",
    ]
    assert bcp.milestone("Statutory direction") == ("February 2024", "Done")
    assert bcp.milestone("New plan approved") == ("February 2024", "Done")


# ---- 003: Oxfordshire's news -----------------------------------------------------------------------------------


def test_3_01_the_plan_is_announced_on_a_day(oxfordshire):
    assert oxfordshire.milestone("Plan announced") == ("18 December 2023", "Done")
    assert oxfordshire.soup("/news/plan-announced/").main.find("time", datetime="2023-12-18")


def test_3_02_a_draft_is_submitted_to_a_body(oxfordshire):
    assert oxfordshire.milestone("Draft submitted (Department for Education)") == ("24 October 2023", "Done")


def test_3_03_milestones_are_in_order_and_month_only_stays_month_only(oxfordshire):
    assert [(when, state) for when, state, _text in oxfordshire.timeline] == [
        ("July 2023", "Done"),
        ("24 October 2023", "Done"),
        ("16 November 2023", "Done"),
        ("12 December 2023", "Done"),
        ("18 December 2023", "Done"),
        ("February 2025", "Expected"),
    ]
    times = [one["datetime"] for one in oxfordshire.part("/plan/", MILESTONES).find_all("time")]
    assert times == ["2023-07", "2023-10-24", "2023-11-16", "2023-12-12", "2023-12-18", "2025-02"]


def test_3_03_a_plan_approved_before_it_was_submitted_stops_the_build(refused):
    message = refused("oxfordshire", "date = 2023-12-12", "date = 2023-10-12")

    assert message == "The plan was approved before it was submitted."


def test_3_04_a_report_known_to_the_month_is_told_by_the_month(oxfordshire):
    text = oxfordshire.text(RECORD)

    assert "Their report came out" in text
    assert "July 2023" in text
    assert not re.search(r"\d July 2023", oxfordshire.everything, re.IGNORECASE)


def test_3_05_five_areas_and_four_more_are_told(oxfordshire):
    assert "five areas for priority action and four areas for improvement" in oxfordshire.text(
        "/plan/", "Why we have a plan"
    )


def test_3_09_several_people_speak_by_role_and_organisation(oxfordshire):
    text = oxfordshire.text("/news/plan-announced/")

    assert "cabinet member for SEND improvement, for the council" in text
    assert "chief nursing officer, for the integrated care board" in text


def test_3_10_partners_are_named_with_what_each_does(oxfordshire):
    cards = {words(one.h2): words(one) for one in oxfordshire.soup("/partners/").main.find_all("li") if one.h2}

    assert list(cards) == [
        "Oxfordshire County Council",
        "NHS Buckinghamshire, Oxfordshire and Berkshire West Integrated Care Board",
        "Parent carer forum",
    ]
    assert "The official body for the voice of parent carers." in cards["Parent carer forum"]


def test_3_11_what_comes_next_is_marked_as_expected(oxfordshire):
    assert oxfordshire.milestone("Improvement required") == ("February 2025", "Expected")


def test_3_12_related_links_stand_outside_the_prose(oxfordshire):
    main = oxfordshire.soup("/news/plan-announced/").main
    related = oxfordshire.part("/news/plan-announced/", "Related pages").find_all("a")

    assert len(related) == 2
    for link in related:
        assert not link.find_parent(class_="app-prose")
        assert len(main.find_all("a", href=link["href"])) == 1


def test_3_13_the_press_has_a_summary_notes_and_one_address(oxfordshire):
    text = oxfordshire.text("/news/plan-announced/", "For newspapers and newsletters")
    canonical = oxfordshire.soup("/news/plan-announced/").find("link", rel="canonical")

    assert "was approved by Ofsted on 12 December 2023." in text
    assert "Notes to editors" in text
    assert "24 October 2023" in text
    assert "01632 960 309" in text
    assert canonical["href"] == "https://send.oxfordshire.example/news/plan-announced/"


# ---- 004: Dudley's programme -----------------------------------------------------------------------------------


def test_4_01_to_4_03_the_programme_says_who_helps_and_what_the_law_asks(dudley):
    text = dudley.text("/programme/")

    assert "Nurseries, schools, colleges, health and social care" in text
    assert "Children and Families Act 2014" in text
    assert "SEND Code of Practice" in text


def test_4_04_nothing_is_told_twice(dudley):
    told = [words(one) for one in dudley.soup("/programme/").main.find_all(["p", "li"])]

    assert len(told) == len(set(told))


def test_4_05_the_programme_leads_to_strategy_plan_and_updates(dudley):
    links = {
        words(one).split(" (")[0]: one["href"] for one in dudley.part("/programme/", "Related pages").find_all("a")
    }

    assert list(links) == ["SEND Strategy 2019", "Programme Updates", "Members Area"]
    assert links["Programme Updates"] == "/plan/changes/"
    assert dudley.soup("/").main.find("a", href="/programme/")


def test_4_06_a_strategy_launched_in_a_month_is_told_by_the_month(dudley):
    assert dudley.milestone("SEND strategy launched") == ("March 2019", "Done")


def test_4_07_to_4_09_one_inspection_has_the_month_of_its_visit_and_that_of_its_findings(dudley):
    text = dudley.text(RECORD, "Earlier inspections").split("Joint area SEND inspection", 1)[1]

    assert "They visited" in text
    assert "May 2019" in text
    assert "July 2019" in text
    assert "strengths" in text
    assert "weaknesses" in text
    assert "self-evaluation" in text


def test_4_08_the_kind_of_the_inspection_that_the_plan_answers_is_told(dudley):
    assert "Revisit" in dudley.text("/plan/", INSPECTION)
    assert "31 January to 3 February 2022" in dudley.text("/plan/", INSPECTION)


def test_4_10_an_expected_season_is_said_as_expected(dudley):
    assert dudley.milestone("Written Statement of Action published") == ("autumn 2019", "Expected")
    assert not dudley.part("/plan/", MILESTONES).find("time", string="autumn 2019")


def test_4_10_several_plans_in_a_row_are_all_there(dudley):
    assert "approved by the Department for Education" in dudley.facts["State of the plan"]
    assert "Written Statement of Action" in headings(dudley.part("/plan/", EARLIER), "h4")
    assert dudley.milestone("Statement of Action submitted") == ("November 2019", "Done")
    assert dudley.milestone("judged fit for purpose") == ("20 December 2019", "Done")


def test_4_11_the_timeline_goes_on_with_later_events(dudley):
    assert dudley.milestone("Road map") == ("July 2020", "Done")
    assert dudley.milestone("A new strategy") == ("September 2021", "Done")
    when, _state = dudley.milestone("from 20 to 24 January 2025")
    assert when == "20 January 2025"


def test_4_13_the_programme_office_has_a_contact_block(dudley):
    text = dudley.text("/contact/", "SEND improvement programme office")

    assert "SEND improvement programme office" in text
    assert "01632 960 400" in text
    assert "SEND improvement programme office" in words(dudley.soup("/").footer)


def test_4_14_governance_in_design_says_so_and_comes_last(dudley):
    assert dudley.timeline[-1][:2] == ("No date yet", "In design")
    assert "finalised" in dudley.text("/plan/", "Who checks that we do it")


def test_4_15_fortnightly_briefings_come_by_e_mail_or_feed(dudley):
    text = dudley.text("/briefings/")

    assert "One e-mail every two weeks." in text
    assert "The programme office holds your address." in text
    assert dudley.soup("/briefings/").find("a", href="https://lists.dudley.example/send")
    assert (dudley.folder / "feeds" / "briefings.xml").exists()


def test_4_16_programme_updates_are_by_year(dudley):
    assert headings(dudley.soup("/plan/changes/").main, "h2") == ["2025", "Earlier years"]
    assert "20 December 2019" in dudley.text("/plan/changes/2019/")


def test_4_16_programme_updates_tell_also_what_is_known_to_the_month_only(dudley):
    links = [one["href"] for one in dudley.soup("/plan/changes/").main.find_all("a")]
    years = [f"/plan/changes/{year}/" for year in (2021, 2020, 2019)]
    text = " ".join(map(dudley.text, years))

    assert [one for one in links if one in years] == years
    for said in ("November 2019", "Road map", "July 2020", "A new strategy", "September 2021"):
        assert said in text


def test_4_16_the_feed_of_programme_updates_tells_what_its_page_tells(dudley):
    feed = feedparser.parse((dudley.folder / "feeds" / "updates.xml").read_bytes())
    told = " ".join(one.content[0].value for one in feed.entries)

    assert "Written Statement of Action approved" in told
    assert "Area inspection" in told


def test_4_18_the_members_area_is_elsewhere_and_only_linked(dudley):
    link = dudley.soup("/").footer.find("a", href="https://members.dudley.example/send")

    assert words(link) == "Members Area"
    assert not [url for url in dudley.urls if "member" in url]


# ---- all of them -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MOMENTS)
def test_no_area_names_another(sites, name):
    others = [one for other, known in NAMES.items() if other != name for one in known] + ["Brackenshire"]
    for path in sites[name].folder.rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8")
            assert not [one for one in others if one in text], path


@pytest.mark.parametrize("name", MOMENTS)
def test_every_page_says_where_to_get_help(sites, name):
    site = sites[name]
    for url in site.urls:
        footer = words(site.soup(url).footer)
        assert "999" in footer, url
        assert "SENDIASS" in footer, url
        assert site.soup(url).footer.find("a", href="/accessibility-statement/"), url
        assert len(site.soup(url).footer.find_all("h2")) == 3, url


# What the facts say of themselves and no page has to: the kind of page they were read on, and what a later issue brings.
UNTOLD = {"kind_of_page", "reply"}
# What the facts describe, in the words of the product or of the area.
OWN_WORDS = {
    "one e-mail address for comments and suggestions": ("Tell us what you think", "plan@slough.example"),
    "a separate document to read elsewhere": ("The whole plan", "(another website)"),
    "0-25": ("0 to 25",),
    "working draft, expected to evolve": ("working draft", "We expect it to evolve"),
    "link back to the list of themes": ("Back to the SEND Improvement Plan",),
    "delays remain for some children and there is much more to do": ("Some children still wait", "a lot is left to do"),
    "plan": ("First plan",),
    "draft submitted to the Department for Education": ("Draft submitted (Department for Education)",),
    "improvement notice issued by the Department for Education": (
        "Improvement notice issued (Department for Education)",
    ),
    "approved by Ofsted": ("Plan approved (Ofsted)",),
    "announced": ("Plan announced",),
    "improvement required by": ("Improvement required by this month",),
    "parent carer forum, the official body for the voice of parent carers": (
        "Parent carer forum",
        "the official body for the voice of parent carers",
    ),
    "8 areas sufficient progress, 6 not": ("In 8 areas there was sufficient progress. In 6 there was not.",),
    "Accelerated Progress Plan approved by the Department for Education": (
        "Accelerated Progress Plan",
        "approved by the Department for Education",
    ),
    "new programme office": ("programme office",),
    "plans and structures being finalised": ("Plans and structures are still being finalised", "In design"),
    "fortnightly mail-outs": ("One e-mail every two weeks",),
}


def told(fact: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each date and name of *fact* with where it stands, in the product's own words."""
    if isinstance(fact, dict):
        for key, value in with_ranges(fact):
            yield from told(value, f"{path}.{key}")
    elif isinstance(fact, list):
        for value in fact:
            yield from told(value, path)
    elif isinstance(fact, PartialDate):
        yield path, LANGUAGE.in_words(fact)
    elif isinstance(fact, str):
        try:
            yield path, LANGUAGE.in_words(partial_date(fact))
        except ValueError:
            for said in OWN_WORDS.get(fact, fact.removesuffix(")").split(" (")):
                yield path, said


def with_ranges(fact: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield keys and values, two days that belong together as one range in words."""
    given = {key: value for key, value in fact.items() if key not in UNTOLD}
    for first, last in (("first_day", "last_day"), ("from", "to")):
        if first in given:
            yield first, days(given.pop(first), given.pop(last))
    if "after_inspection" in given:
        yield "after_inspection", days(*given.pop("after_inspection"))
    if "period" in given:
        first, last = map(partial_date, given.pop("period"))
        yield "period", PartialDate(precision="quarter", first=first.first, last=last.last)
    yield from given.items()


def days(first: str, last: str) -> str:
    return LANGUAGE.days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("name", MOMENTS)
def test_every_date_and_name_of_the_facts_stands_on_some_page(sites, name):
    found = list(told(data("areas/areas.json")[name]))
    missing = [one for one in found if one[1].casefold() not in sites[name].everything]

    assert len(found) > 20
    assert not missing
