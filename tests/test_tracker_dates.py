"""The real ways of writing a date in a tracker (domain.md 2.4) mean what people mean by them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.language import Language
from plugins.sources.tracker.dates import is_month_first, understood

ENGLISH = Language("en-GB")


def said(text: str) -> str:
    """Return the date *text* means, in words."""
    due = understood(text)
    assert due, text
    assert due.date, text
    return ENGLISH.in_words(due.date)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("31/03/2026", "31 March 2026"),
        ("31/3/26", "31 March 2026"),
        ("31.03.2026", "31 March 2026"),
        ("31-03-26", "31 March 2026"),
        ("31 / 03 / 2026", "31 March 2026"),
        ("2026-03-31", "31 March 2026"),
        ("2026/03/31", "31 March 2026"),
        ("2026-03-31 00:00:00", "31 March 2026"),
        ("31/03/2026 00:00", "31 March 2026"),
        ("31 March 2026", "31 March 2026"),
        ("31st March 2026", "31 March 2026"),
        ("31st of March, 2026", "31 March 2026"),
        ("31-Mar-26", "31 March 2026"),
        ("31 MAR 2026.", "31 March 2026"),
        ("Tuesday 31 March 2026", "31 March 2026"),
        ("Tue, 31 Mar 26", "31 March 2026"),
        ("March 31, 2026", "31 March 2026"),
        ("by 31 March 2026", "31 March 2026"),
        ("1\u00a0May\u00a02026", "1 May 2026"),
    ],
)
def test_a_day_is_understood_with_the_day_first(text: str, meaning: str) -> None:
    assert said(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("May 25", "May 2025"),
        ("May-25", "May 2025"),
        ("May '25", "May 2025"),
        ("May \u201925", "May 2025"),
        ("Sept 2025", "September 2025"),
        ("Sep 25", "September 2025"),
        ("Sept. 2025", "September 2025"),
        ("september 2025", "September 2025"),
        ("03/2026", "March 2026"),
        ("2026-03", "March 2026"),
        ("End of March 2026", "March 2026"),
        ("by end March 26", "March 2026"),
        ("by the end of June 2026", "June 2026"),
    ],
)
def test_a_month_is_understood_and_its_two_figures_are_the_year(text: str, meaning: str) -> None:
    assert said(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Q3 25/26", "October to December 2025"),
        ("Q3 2025/26", "October to December 2025"),
        ("Q3 2025-26", "October to December 2025"),
        ("Q3 2025\u201326", "October to December 2025"),
        ("Quarter 4 2025/2026", "January to March 2026"),
        ("Q1 FY26/27", "April to June 2026"),
        ("25/26 Q2", "July to September 2025"),
        ("Q3 99/00", "October to December 2099"),
        ("Spring term 2026", "spring term 2026"),
        ("spring 2026 term", "spring term 2026"),
        ("Summer Term 26", "summer term 2026"),
        ("Autumn term 2025/26", "autumn term 2025"),
        ("Spring term 2025/26", "spring term 2026"),
        ("Spring 2026", "spring 2026"),
        ("Winter 2025/26", "winter 2025"),
        ("2026", "2026"),
        ("End of 2026", "2026"),
    ],
)
def test_a_quarter_a_term_a_season_and_a_year_are_understood(text: str, meaning: str) -> None:
    assert said(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [("2026-03-31T23:00:00Z", "1 April 2026"), ("2026-01-31T00:00:00+00:00", "31 January 2026")],
)
def test_a_moment_with_its_zone_is_the_day_it_was_in_london(text: str, meaning: str) -> None:
    """Lists on the web give midnight in London in summer as 23:00 of the day before."""
    assert said(text) == meaning


@pytest.mark.parametrize(
    "text", ["Ongoing", "on-going", "ONGOING ", "Immediate", "immediately", "TBC", "To be confirmed"]
)
def test_a_word_for_no_date_is_kept_as_it_is(text: str) -> None:
    due = understood(text)

    assert due
    assert due.text == text
    assert due.date is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/02/2026",
        "03/31/2026",
        "13/2026",
        "25 May",
        "Q3 2025",
        "Q5 25/26",
        "Q3 25/27",
        "2025/26",
        "mid March 2026",
        "Spring term",
        "Autumn 2025/26",
        "31/03/1926",
        "46112",
        "31/03/2026 - waiting for the ICB",
        "when the new post starts",
        "32 March 2026",
        "Term 3",
    ],
)
def test_what_can_mean_more_than_one_thing_or_nothing_is_not_understood(text: str) -> None:
    assert understood(text) is None


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("03/31/2026", True), ("3.31.26", True), ("31/03/2026", False), ("03/04/2026", False), ("13/31/2026", False)],
)
def test_a_month_in_the_first_place_is_seen(text: str, is_so: bool) -> None:  # noqa: FBT001
    assert is_month_first(text) is is_so


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_understood_however_it_is_written(day) -> None:
    for pattern in ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%y", "%A %d %B %Y"):
        due = understood(day.strftime(pattern))
        assert due
        assert due.date
        assert (due.date.first, due.date.last) == (day, day)


@given(st.text())
def test_no_text_makes_reading_a_date_fail(text: str) -> None:
    due = understood(text)

    assert due is None or due.text == text
