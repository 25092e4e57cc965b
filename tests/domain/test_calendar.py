from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.calendar import (
    MONTHS,
    SchoolYear,
    is_school_day,
    proposed_due,
    proposed_review,
    public_holidays,
    school_days_after,
    school_year,
    year_of_code,
)

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
EASTER = {
    1961: (4, 2), 2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2019: (4, 21), 2024: (3, 31), 2025: (4, 20),
    2026: (4, 5), 2027: (3, 28), 2030: (4, 21), 2038: (4, 25), 2049: (4, 18), 2076: (4, 19), 2099: (4, 12),
}  # fmt: skip


@pytest.mark.parametrize(("year", "easter"), EASTER.items())
def test_easter_falls_where_the_almanac_says(year: int, easter: tuple[int, int]) -> None:
    sunday = date(year, *easter)
    moving = {sunday + timedelta(days=days) for days in (-3, -2, 0, 1, 39, 49, 50)}
    assert moving <= public_holidays(year)


def test_norways_holidays_in_a_known_year() -> None:
    expected = [(1, 1), (4, 2), (4, 3), (4, 5), (4, 6), (5, 1), (5, 14), (5, 17), (5, 24), (5, 25), (12, 25), (12, 26)]
    assert sorted(public_holidays(2026)) == [date(2026, *day) for day in expected]


def test_may_first_can_be_ascension_day_too() -> None:
    assert date(2008, 5, 1) in public_holidays(2008)
    assert len(public_holidays(2008)) == 11


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    sundays = [day for day in public_holidays(year) if day.weekday() == 6 and day.month in {3, 4}]
    assert any(date(year, 3, 22) <= day <= date(year, 4, 25) for day in sundays)


@pytest.mark.parametrize(
    ("day", "start"),
    [(date(2026, 8, 1), 2026), (date(2027, 7, 31), 2026), (date(2027, 1, 1), 2026), (date(2026, 7, 31), 2025)],
)
def test_a_school_year_turns_on_the_first_of_august(day: date, start: int) -> None:
    assert school_year(day) == SchoolYear(start)


@given(DAYS)
def test_every_day_lies_in_its_school_year_alone(day: date) -> None:
    year = school_year(day)
    assert day in year
    assert day not in SchoolYear(year.start - 1)
    assert day not in SchoolYear(year.start + 1)
    assert year.first <= day <= year.last


def test_a_school_year_is_named_as_its_file() -> None:
    assert SchoolYear(2026).name == "2026-27"
    assert SchoolYear(2099).name == "2099-00"
    assert SchoolYear(2009) < SchoolYear(2010)


def test_months_fall_within_the_school_year() -> None:
    year = SchoolYear(2026)
    assert [year.month(number) for number in (8, 12, 1, 7)] == [
        date(2026, 8, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 7, 1),
    ]
    assert all(year.month(number) in year for number in MONTHS)


def test_a_code_belongs_to_its_year() -> None:
    assert year_of_code("26-014") == SchoolYear(2026)
    assert year_of_code("05-1000") == SchoolYear(2005)


@pytest.mark.parametrize(
    ("day", "meets"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), False),
        (date(2026, 5, 12), True),
        (date(2026, 5, 14), False),
        (date(2026, 5, 15), False),
        (date(2026, 12, 25), False),
    ],
)
def test_pupils_meet_on_weekdays_that_are_no_holiday(day: date, meets: bool) -> None:
    assert is_school_day(day) is meets


def test_the_team_knows_days_the_calendar_does_not() -> None:
    free = {date(2026, 11, 24), date(2026, 11, 25)}
    assert not is_school_day(date(2026, 11, 24), free)
    assert proposed_due(date(2026, 11, 23), free) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 26)),
        (date(2026, 11, 26), date(2026, 12, 1)),
        (date(2026, 11, 28), date(2026, 12, 2)),
        (date(2026, 4, 1), date(2026, 4, 9)),
        (date(2026, 5, 13), date(2026, 5, 20)),
    ],
)
def test_a_first_step_is_due_within_three_school_days(today: date, due: date) -> None:
    assert proposed_due(today) == due


@given(DAYS)
def test_what_is_proposed_is_always_a_school_day_ahead(today: date) -> None:
    due = proposed_due(today)
    review = proposed_review(due)
    assert today < due < review
    assert is_school_day(due)
    assert is_school_day(review)
    assert review >= due + timedelta(days=7)


@given(DAYS, st.integers(0, 12))
def test_counting_school_days_counts_only_them(day: date, count: int) -> None:
    found = school_days_after(day, count)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert sum(map(is_school_day, between)) == count
