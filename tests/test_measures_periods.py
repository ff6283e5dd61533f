"""Periods: read from what people and data files write, and told in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.language import Language
from plugins.model.periods import period, period_words, spoken_period

ENGLISH = Language("en-GB")
WRITTEN = [
    ("day", "2025-09-30", "2025-09-30", "2025-09-30", "2025-09-30", "30 September 2025"),
    ("day", "6 November 2026", "2026-11-06", "2026-11-06", "2026-11-06", "6 November 2026"),
    ("month", "2025-09", "2025-09", "2025-09-01", "2025-09-30", "September 2025"),
    ("month", "Jul 23", "2023-07", "2023-07-01", "2023-07-31", "July 2023"),
    ("month", "Sept 2025", "2025-09", "2025-09-01", "2025-09-30", "September 2025"),
    ("quarter", "Q3 2025/26", "202526Q3", "2025-10-01", "2025-12-31", "October to December 2025"),
    ("quarter", "2025 Q1", "2025Q1", "2025-01-01", "2025-03-31", "January to March 2025"),
    ("term", "autumn term 2025", "2025-autumn", "2025-09-01", "2025-12-31", "autumn term 2025"),
    ("term", "Spring term 2025/26", "2026-spring", "2026-01-01", "2026-04-15", "spring term 2026"),
    (
        "term",
        "autumn and spring terms 202526",
        "2025-autumn-spring",
        "2025-09-01",
        "2026-04-15",
        "autumn and spring terms 2025/26",
    ),
    ("calendar year", "2024", "2024", "2024-01-01", "2024-12-31", "2024"),
    ("academic year", "202425", "202425", "2024-09-01", "2025-08-31", "2024/25"),
    ("academic year", "2024–25", "202425", "2024-09-01", "2025-08-31", "2024/25"),
    ("academic year", "academic year 21/22", "202122", "2021-09-01", "2022-08-31", "2021/22"),
    ("financial year", "2024/2025", "202425", "2024-04-01", "2025-03-31", "2024/25"),
    ("rolling year", "2025-09", "2025-09", "2024-10-01", "2025-09-30", "12 months to September 2025"),
    ("rolling year", "12 months to February 2025", "2025-02", "2024-03-01", "2025-02-28", "12 months to February 2025"),
    ("rolling year", "2024-02-28", "2024-02-28", "2023-03-01", "2024-02-28", "12 months to 28 February 2024"),
    ("year to date", "2026-01", "2026-01", "2025-09-01", "2026-01-31", "September 2025 to January 2026 (so far)"),
    (
        "year to date",
        "2025-09/2026-01",
        "2026-01",
        "2025-09-01",
        "2026-01-31",
        "September 2025 to January 2026 (so far)",
    ),
    ("year to date", "2026-07", "2026-07", "2025-09-01", "2026-07-31", "September 2025 to July 2026"),
    ("year to date", "2026-08", "2026-08", "2025-09-01", "2026-08-31", "September 2025 to August 2026"),
    ("year to date", "2026-06", "2026-06", "2025-09-01", "2026-06-30", "September 2025 to June 2026 (so far)"),
    ("year to date", "Sep 25", "2025-09", "2025-09-01", "2025-09-30", "September 2025 (so far)"),
    ("year to date", "2025-08", "2025-08", "2024-09-01", "2025-08-31", "September 2024 to August 2025"),
]


@pytest.mark.parametrize("row", WRITTEN)
def test_a_period_is_read_and_told_as_statistics_name_it(row):
    kind, text, code, first, last, words = row
    one = period(kind, text, 9)

    assert (one.code, one.first, one.last) == (code, date.fromisoformat(first), date.fromisoformat(last))
    assert period_words(one, ENGLISH) == words


@pytest.mark.parametrize(("kind", "text"), [(row[0], row[2]) for row in WRITTEN])
def test_the_code_of_a_period_gives_the_same_period_again(kind, text):
    one = period(kind, text, 9)

    assert period(kind, one.code, 9) == one


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("academic year", "202426"),
        ("academic year", "2024"),
        ("academic year", "2025-09"),
        ("calendar year", "202425"),
        ("calendar year", "24"),
        ("month", "2025-13"),
        ("month", "09/10/2025"),
        ("month", "Smarch 2025"),
        ("day", "06/11/2026"),
        ("day", "2026-02-30"),
        ("term", "winter term 2025"),
        ("term", "autumn and spring terms 2025"),
        ("quarter", "Q5 2025/26"),
        ("rolling year", "last year"),
        ("year to date", "2025-10/2026-01"),
        ("calendar year", "1066"),
        ("calendar year", "9999"),
        ("calendar year", ""),
        ("month", "２０２５-09"),
    ],
)
def test_what_is_no_period_of_its_kind_is_refused(kind, text):
    with pytest.raises(ValueError):
        period(kind, text, 9)


def test_a_year_to_date_must_know_when_it_was_reset():
    with pytest.raises(ValueError):
        period("year to date", "2026-01")


@given(st.integers(1971, 2199), st.integers(1, 12), st.integers(1, 12))
def test_a_year_to_date_begins_with_its_reset_and_never_lasts_longer_than_a_year(year, month, reset):
    one = period("year to date", f"{year}-{month:02}", reset)

    assert one.first.month == reset
    assert one.first.day == 1
    assert 0 <= (one.last - one.first).days <= 366


@given(st.integers(1972, 2199), st.integers(1, 12))
def test_a_rolling_year_is_twelve_months(year, month):
    assert period("rolling year", f"{year}-{month:02}").is_whole_year


def test_years_to_date_of_different_resets_have_different_first_days():
    """That is what keeps them from being drawn as one line."""
    assert period("year to date", "2025-08", 9).first != period("year to date", "2025-09", 9).first


@pytest.mark.parametrize(
    ("text", "kind"),
    [("academic year 21/22", "academic year"), ("2024", "calendar year"), ("May 23", "year to date")],
)
def test_a_baseline_may_be_of_another_kind_of_period_if_it_says_which(text, kind):
    assert spoken_period(text, "year to date", 9).kind == kind


def test_a_pair_of_years_that_does_not_say_its_kind_is_not_guessed():
    with pytest.raises(ValueError):
        spoken_period("2021/22", "month")
