"""School years, school days and when a first step is due."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import msgspec

from storage.domain.errors import Refused

AUGUST = 8
JUNE = 6
MONTHS = (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6)
"""The year wheel's months, August to June."""
SATURDAY = 5
FIRST_STEP_DAYS = 3
"""A first step is proposed within this many school days."""
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""Days a person can mean: a case's code names its school year by two digits, and every day's neighbours exist."""


class Term(StrEnum):
    """Half a school year: autumn from 1 August, spring from 1 January."""

    AUTUMN = "autumn"
    SPRING = "spring"


class SchoolYear(msgspec.Struct, frozen=True, order=True):
    """The year from 1 August of `start` to 31 July."""

    start: int

    @property
    def name(self) -> str:
        """Such as `2026-27`; the year's file is named so."""
        return f"{self.start}-{(self.start + 1) % 100:02d}"

    @property
    def first(self) -> date:
        """1 August."""
        return date(self.start, AUGUST, 1)

    @property
    def last(self) -> date:
        """31 July."""
        return date(self.start + 1, AUGUST, 1) - timedelta(days=1)

    def month(self, number: int) -> date:
        """Return the first day of a month as it falls in this school year."""
        return date(self.start + (number < AUGUST), number, 1)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def school_year(day: date) -> SchoolYear:
    """Return the school year a day lies in."""
    return SchoolYear(day.year if day.month >= AUGUST else day.year - 1)


def term_of(day: date) -> Term:
    """Return the term a day lies in."""
    return Term.AUTUMN if day.month >= AUGUST else Term.SPRING


def year_of_code(code: str) -> SchoolYear:
    """Return the school year a case code belongs to."""
    return SchoolYear(2000 + int(code[:2]))


def checked_day(day: date) -> date:
    """Return a day that a team's work can lie on; raises `day-too-early` or `day-too-late`."""
    if day < EARLIEST:
        raise Refused("day-too-early", earliest=EARLIEST)
    if day > LATEST:
        raise Refused("day-too-late", latest=LATEST)
    return day


@lru_cache(maxsize=16)
def public_holidays(year: int) -> frozenset[date]:
    """Return Norway's public holidays in a calendar year."""
    easter = _easter(year)
    moving = (-3, -2, 0, 1, 39, 49, 50)
    fixed = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
    return frozenset(easter + timedelta(days=days) for days in moving) | {date(year, *day) for day in fixed}


def _easter(year: int) -> date:
    """Return Easter Sunday (the anonymous Gregorian rule, Nature 1876)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def is_school_day(day: date, free: Collection[date] = ()) -> bool:
    """Tell whether pupils and teachers meet that day, as far as calendar and team know."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year) and day not in free


def school_days_after(day: date, count: int, free: Collection[date] = ()) -> date:
    """Return the `count`-th school day after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_school_day(day, free)
    return day


def proposed_due(today: date, free: Collection[date] = ()) -> date:
    """Return when a first step should be done: the third school day from today."""
    return school_days_after(today, FIRST_STEP_DAYS, free)


def proposed_review(due: date, free: Collection[date] = ()) -> date:
    """Return when to ask whether it helped: the first school day a week after it is due."""
    return school_days_after(due + timedelta(days=6), 1, free)
