"""The page of the plan is short: what it is, how it goes and its themes first; all else is one tap away and on paper."""

import pytest

from tests.test_pages import TAGS
from tests.test_plan_pages import FILES, Site, spoken

FOLDS = (
    "What is late",
    "Said to be done; evidence not yet published",
    "Dates that moved",
    "What the status words mean",
)
STEPS = "".join(
    f'\n[[milestones]]\nwhat = "Step {number}"\ndate = 2026-0{number}-01\nstate = "done"\n' for number in range(1, 6)
)


@pytest.fixture
def told(build) -> Site:
    return Site(build(FILES))


def titles(site: Site, url: str = "/plan/") -> list[str]:
    return [spoken(one.find(["h2", "h3"])) for one in site.soup(url).main.find_all("summary")]


def test_how_it_goes_and_the_themes_stand_before_all_else(told):
    found = [spoken(one) for one in told.soup("/plan/").main.find_all(["h1", "h2"])]

    assert found[:3] == ["Smallshire SEND Plan", "How far we have come", "The 2 themes of the plan"]


def test_what_an_inspector_asks_for_is_one_tap_away_and_its_total_needs_none(told):
    """The sentence on done, said to be done and late, and the total of moved dates, can be read without opening."""
    main = told.soup("/plan/").main
    assert set(FOLDS) <= set(titles(told))
    for one in main.find_all("details"):
        assert not one.has_attr("open")
        one.div.extract()

    closed = spoken(main)
    assert "1 of 7 actions is done and shows its evidence; 1 more is said to be done; 1 is late." in closed
    assert "2 dates have moved, by 122 days together; for 1 of them no reason is given." in closed
    assert "What is late 1 action" in closed


def test_the_sentence_about_a_silence_needs_no_tap_and_what_passed_since_is_one_away(build):
    site = Site(build(FILES, at="2027-01-02"))
    text = site.part("/plan/", "What has passed its date since")
    main = site.soup("/plan/").main
    for one in main.find_all("details"):
        one.extract()

    assert "There has been no update for 59 days; in the whole plan, 3 more actions" in spoken(main)
    assert text.startswith("3 actions")
    assert "Hire nurses due autumn term 2026" in text


def test_of_many_steps_that_are_done_the_first_ones_are_one_tap_away_and_none_is_lost(build):
    site = Site(build({**FILES, "plan/plan.toml": FILES["plan/plan.toml"] + STEPS}))
    section = site.soup("/plan/").main.find("h2", id="milestones").parent

    assert [spoken(one.find_all("p")[1]) for one in section.find_all("li")] == [f"Step {n}" for n in range(1, 6)]
    assert len(section.details.find_all("li")) == 4


def test_a_few_steps_that_are_done_all_stand_on_the_page(build):
    some = STEPS[: STEPS.index('[[milestones]]\nwhat = "Step 4"')]
    site = Site(build({**FILES, "plan/plan.toml": FILES["plan/plan.toml"] + some}))

    assert site.soup("/plan/").main.find("h2", id="milestones").parent.details is None


@pytest.mark.browser
def test_what_a_tap_opens_is_open_on_paper_and_for_a_link_to_it(told, page, serve):
    address = f"{serve(told.output)}/plan/"
    seen = "[...document.querySelectorAll('details > div')].map(one => one.checkVisibility())"

    page.goto(address)
    assert not any(page.evaluate(seen))
    page.emulate_media(media="print")
    assert all(page.evaluate(seen))
    page.emulate_media(media="screen")
    page.goto(f"{address}#moved")
    assert page.evaluate("document.getElementById('moved').parentElement.open")


@pytest.mark.browser
def test_a_keyboard_opens_a_fold_and_what_it_holds_has_no_barrier(told, page, serve, axe):
    page.goto(f"{serve(told.output)}/plan/")
    for one in page.query_selector_all("summary"):
        one.focus()
        page.keyboard.press("Enter")

    assert page.evaluate("[...document.querySelectorAll('details')].every(one => one.open)")
    found = axe.run(page, options={"runOnly": TAGS})
    assert found.violations_count == 0, found.generate_report()
