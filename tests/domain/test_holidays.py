"""The usual free days of a Norwegian school year, and what a team's own days make of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.calendar import (
    DaySpan,
    Holiday,
    holiday,
    is_school_day,
    proposed_due,
    proposed_review,
    school_year,
    usual_free_days,
)
from storage.domain.homes.conversation_round import proposed_midpoint, proposed_round

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
STARTS = st.integers(2000, 2098)


def days(first: date, count: int) -> tuple[date, ...]:
    return tuple(first + timedelta(days=number) for number in range(count))


@pytest.mark.parametrize(
    ("which", "start", "first", "last"),
    [
        (Holiday.AUTUMN, 2026, (2026, 9, 28), (2026, 10, 2)),
        (Holiday.WINTER, 2026, (2027, 2, 22), (2027, 2, 26)),
        (Holiday.EASTER, 2026, (2027, 3, 22), (2027, 3, 29)),
        (Holiday.CHRISTMAS, 2026, (2026, 12, 21), (2027, 1, 2)),
        (Holiday.CHRISTMAS, 2025, (2025, 12, 22), (2026, 1, 2)),
        (Holiday.CHRISTMAS, 2024, (2024, 12, 22), (2025, 1, 3)),
        (Holiday.CHRISTMAS, 2021, (2021, 12, 22), (2022, 1, 2)),
        (Holiday.SUMMER, 2025, (2026, 6, 20), (2026, 8, 16)),
        (Holiday.SUMMER, 2024, (2025, 6, 21), (2025, 8, 17)),
        (Holiday.SUMMER, 2023, (2024, 6, 22), (2024, 8, 18)),
    ],
)
def test_a_holiday_lies_where_most_schools_have_it(
    which: Holiday, start: int, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert holiday(which, start) == DaySpan(date(*first), date(*last))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 9, 30),
        date(2026, 12, 28),
        date(2026, 12, 23),
        date(2027, 1, 1),
        date(2027, 2, 24),
        date(2027, 3, 23),
        date(2027, 3, 30) - timedelta(days=1),
        date(2027, 5, 7),
        date(2027, 5, 17),
        date(2028, 5, 1),
        date(2026, 6, 22),
        date(2026, 7, 15),
        date(2026, 8, 14),
    ],
)
def test_nobody_is_at_school_in_the_holidays(day: date) -> None:
    assert not is_school_day(day)


@pytest.mark.parametrize(
    "day",
    [date(2026, 8, 17), date(2026, 10, 5), date(2026, 12, 18), date(2027, 1, 4), date(2027, 3, 30), date(2027, 6, 18)],
)
def test_the_days_beside_the_holidays_are_school_days(day: date) -> None:
    assert is_school_day(day)


def test_a_team_whose_autumn_week_is_another_says_so_with_its_own_days() -> None:
    week_41 = days(date(2026, 10, 5), 5)
    assert holiday(Holiday.AUTUMN, 2026, week_41) == DaySpan(date(2026, 10, 5), date(2026, 10, 9))
    assert is_school_day(date(2026, 9, 30), week_41)
    assert not any(is_school_day(day, week_41) for day in week_41)
    assert not is_school_day(date(2027, 10, 6), week_41)


def test_a_team_whose_winter_week_is_another_says_so_with_its_own_days() -> None:
    week_9 = days(date(2027, 3, 1), 5)
    assert is_school_day(date(2027, 2, 24), week_9)
    assert not is_school_day(date(2027, 3, 3), week_9)


def test_a_planning_day_moves_no_holiday() -> None:
    planning = days(date(2026, 10, 8), 2)
    assert not is_school_day(date(2026, 10, 8), planning)
    assert not is_school_day(date(2026, 9, 30), planning)


def test_what_would_be_followed_up_between_christmas_and_new_year_waits_until_school_begins() -> None:
    assert proposed_review(date(2026, 12, 18)) == date(2027, 1, 4)
    assert proposed_due(date(2026, 12, 17)) == date(2027, 1, 5)
    assert proposed_due(date(2026, 6, 19)) == date(2026, 8, 19)


@given(DAYS)
def test_no_day_that_is_proposed_is_free(today: date) -> None:
    due = proposed_due(today)
    talks = proposed_round("r", today)
    for day in (due, proposed_review(due), talks.ends, talks.midpoint, proposed_midpoint(today)):
        assert is_school_day(day)
        assert day not in usual_free_days(school_year(day).start)


@given(STARTS)
def test_a_school_year_has_about_as_many_days_as_the_law_says(start: int) -> None:
    every = DaySpan(date(start, 8, 1), date(start + 1, 7, 31))
    assert 189 <= sum(is_school_day(day) for day in every.days()) <= 196


@given(STARTS)
def test_free_days_lie_in_their_own_school_year(start: int) -> None:
    year = school_year(date(start, 8, 1))
    assert {day for day in usual_free_days(start) if school_year(day) != year} <= {
        day for day in holiday(Holiday.SUMMER, start).days() if day.month == 8
    }


@given(STARTS, st.sampled_from(Holiday))
def test_a_holiday_ends_after_it_begins(start: int, which: Holiday) -> None:
    span = holiday(which, start)
    assert span.first <= span.last
    assert not any(is_school_day(day) for day in span.days())
