"""The list of changes tells its newest year; each earlier year has a page of its own that is finished."""

import random
from datetime import date, timedelta

import brotli
import feedparser
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from plugins.model.dates import PartialDate, day, month, season
from plugins.model.history import Kept, Step
from plugins.plan_progress.changes.days import Day, by_year
from tests.small import theme
from tests.test_pages import HTML_LIMIT
from tests.test_plan_pages import (
    FILES,
    HEALTH,
    MEET,
    RING,
    TWO_THEMES,
    WRONG,
    Site,
    action,
    history,
    spoken,
)

AT, LIST, OLD = "2027-11-01", "/plan/changes/", "/plan/changes/2026/"
REVIEW = '\n[[milestones]]\nwhat = "Six-month review"\ndate = "2026-11"\n'


@pytest.fixture
def built(build):
    """Snapshots in, each with the day its data is as at and the day it was published, the site back."""

    def site(*days: tuple[str, str], files: dict[str, str] | None = None, at: str = AT) -> Site:
        kept = {name: text for name, text in FILES.items() if not name.startswith("plan/history/")}
        shots = [[RING, MEET | {"update": f"Meeting {number}."}, WRONG] for number in range(len(days))]
        told = history(*shots, days=tuple(one for one, _ in days), names=tuple(name for _, name in days))
        return Site(build({**kept, **told, **(files or {})}, at=at))

    return site


def same(*days: str) -> list[tuple[str, str]]:
    return [(one, one) for one in days]


def links(site: Site, url: str) -> dict[str, str]:
    return {spoken(one): one["href"] for one in site.soup(url).main.find_all("a")}


# ---- Which page tells what --------------------------------------------------------------------------------------


def test_with_one_year_the_list_is_one_page(built):
    site = built(*same("2026-11-04", "2026-11-18"))

    assert not site.has(OLD)
    assert "Earlier years" not in site.text(LIST)


def test_an_earlier_year_has_a_page_and_the_list_leads_to_it_with_its_count(built):
    """The account of progress of 1 November 2026, which both themes have, is a date too."""
    site = built(*same("2026-06-10", "2026-11-04", "2027-02-10"))

    assert links(site, LIST)["What changed in the plan in 2026 (3 dates)"] == OLD
    assert "The latest plan data: 10 February 2027" in site.text(LIST)
    for said in ("4 November 2026", "the first plan data", "We began."):
        assert said not in site.text(LIST)
        assert said in site.text(OLD)
    assert "February 2027" not in site.text(OLD)


def test_the_page_of_a_year_says_where_it_is_and_leads_back_only(built):
    site = built(*same("2025-06-10", "2026-11-04", "2027-02-10"))
    soup = site.soup(OLD)

    assert soup.h1.get_text() == "What changed in the plan in 2026"
    assert [one["href"] for one in soup.find("nav", attrs={"aria-label": "Breadcrumb"}).find_all("a")] == [
        "/",
        "/plan/",
        LIST,
    ]
    assert "/plan/changes/2025/" in links(site, OLD).values()
    assert OLD not in links(site, "/plan/changes/2025/").values()
    assert f"https://send.example.org{OLD}" in (site.output / "sitemap.xml").read_text()
    assert soup.find("link", rel="alternate")["href"].endswith("/feeds/updates.xml")


def test_a_milestone_in_a_feed_leads_to_the_page_that_tells_it(built):
    site = built(*same("2026-11-04", "2027-02-10"), files={"plan/plan.toml": TWO_THEMES + REVIEW})
    found = [one for one in feedparser.parse(site.output / "feeds/updates.xml").entries if "Six-month" in str(one)]

    assert [one.link for one in found] == [f"https://send.example.org{OLD}"]
    assert "Six-month review" in site.text(OLD)


def test_a_review_reached_is_told_on_the_list_while_its_year_is_the_newest(built):
    site = built(*same("2026-11-04"), files={"plan/plan.toml": TWO_THEMES + REVIEW})

    found = [one for one in feedparser.parse(site.output / "feeds/updates.xml").entries if "Six-month" in str(one)]
    assert [one.link for one in found] == [f"https://send.example.org{LIST}"]


# ---- An old year is finished ------------------------------------------------------------------------------------


@pytest.mark.parametrize("late", ["2027-03-10", "2026-12-31"])
def test_no_new_snapshot_changes_the_page_of_an_old_year(built, late):
    """Not even one whose data is as at a day of the old year: it is told in the year in which it was published."""
    days = same("2026-06-10", "2026-11-04", "2027-02-10")
    before = (built(*days).output / "plan/changes/2026/index.html").read_bytes()
    site = built(*days, (late, "2027-03-12"))

    assert (site.output / "plan/changes/2026/index.html").read_bytes() == before
    assert "/plan/changes/2027-03-12/" in links(site, LIST).values()


def test_data_of_an_old_year_that_was_published_later_says_when(built):
    site = built(*same("2026-11-04"), ("2026-12-31", "2027-01-04"))

    assert "31 December 2026 1 update published on 4 January 2027" in site.text(LIST)
    assert "published on" not in site.text(OLD)


# ---- Weight -----------------------------------------------------------------------------------------------------


def words(count: int, chance: random.Random) -> str:
    """Return so many words that take at least as much room as English does once they are compressed."""
    return " ".join("".join(chance.choice("aeinorst") for _ in range(5)) for _ in range(count))


def accounts(chance: random.Random) -> str:
    """Return an account of progress for each half of a month of two years, each of two hundred words."""
    days = [date(2026, 1, 5) + timedelta(days=15 * number) for number in range(44)]
    return "\n\n".join(f"### {one} ({one:%B %Y})\n\n{words(200, chance)}." for one in days)


def test_the_list_and_the_page_of_a_year_stay_light_with_forty_snapshots_a_year(built):
    chance = random.Random(1)
    first = date(2026, 1, 7)
    days = same(*[str(first + timedelta(days=9 * number)) for number in range(72)])
    shots = [
        [action(str(one), f"1.{one}", f"Thing {one}", update=words(12, chance)) for one in range(1, 9)] for _ in days
    ]
    told = history(*shots, days=tuple(one for one, _ in days))
    texts = {"plan/themes/listening.md": theme(progress=accounts(chance))}
    texts["plan/themes/health.md"] = HEALTH.replace("We began.", "We began.\n\n" + accounts(chance))
    site = built(*days, files={**told, **texts})

    for url in (LIST, OLD):
        page = site.output / url.strip("/") / "index.html"
        assert len(brotli.compress(page.read_bytes())) < HTML_LIMIT, url
    assert sum("/plan/changes/2026-" in one["href"] for one in site.soup(OLD).main.find_all("a")) == 40


# ---- The law of the split ---------------------------------------------------------------------------------------


def step(as_at: date, published: date) -> Step:
    return Step(Kept(published.isoformat(), "0" * 64, as_at), ())


DATES = st.dates(date(2024, 1, 1), date(2028, 12, 31))
KNOWN: st.SearchStrategy[PartialDate] = st.one_of(
    DATES.map(day), DATES.map(lambda one: month(one.year, one.month)), DATES.map(lambda one: season("winter", one.year))
)
DAYS = st.builds(
    lambda when, delays, said: Day(
        when, [step(when.last, when.last + timedelta(days=one)) for one in delays], milestones=said
    ),
    KNOWN,
    st.lists(st.integers(0, 60), max_size=3, unique=True),
    st.lists(st.text(max_size=3), max_size=2),
)


@for_all(st.lists(DAYS, max_size=8))
def test_each_thing_that_moved_is_told_in_exactly_one_year(days):
    years = by_year(days)
    parts = [(year, part) for year, found in years.items() for part in found]
    steps = [(year, one.kept) for year, part in parts for one in part.steps]

    assert list(years) == sorted(years, reverse=True)
    assert sorted(kept.name for _, kept in steps) == sorted(one.kept.name for given in days for one in given.steps)
    assert all(kept.day.year == year for year, kept in steps)
    milestones = [(year, one) for year, part in parts for one in part.milestones]
    assert sorted(milestones) == sorted((given.year, one) for given in days for one in given.milestones)
