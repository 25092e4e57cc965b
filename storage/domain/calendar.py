"""School years, school days and when a first step is due."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

import msgspec

from storage.domain.errors import Refused
from storage.domain.holidays import public_holidays, usual_free_days

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


def local_moment(moment: datetime) -> datetime:
    """Return a moment on the clock of those who read it: moments are kept in UTC, days are lived at home."""
    try:
        return moment.astimezone()
    except (OverflowError, ValueError):  # at the calendar's ends, where no clock goes on
        return moment


def local_day(moment: datetime) -> date:
    """Return the day a moment falls on where people read it."""
    return local_moment(moment).date()


def beginning_of(day: date) -> datetime:
    """Return the moment a day begins where people live it."""
    try:
        return datetime.combine(day, time()).astimezone()
    except (OverflowError, ValueError):
        return datetime.combine(day, time(), UTC)


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


def is_school_day(day: date, free: Collection[date] = ()) -> bool:
    """Tell whether pupils and teachers meet that day, as far as the usual school year and the team know."""
    if day.weekday() >= SATURDAY or day in free or day in public_holidays(day.year):
        return False
    return day not in usual_free_days(school_year(day).start, frozenset(free))


def school_days_after(day: date, count: int, free: Collection[date] = ()) -> date:
    """Return the `count`-th school day after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_school_day(day, free)
    return day


def school_day_by(day: date, free: Collection[date] = ()) -> date:
    """Return the last school day until `day`, that day included."""
    while not is_school_day(day, free):
        day -= timedelta(days=1)
    return day


def proposed_due(today: date, free: Collection[date] = ()) -> date:
    """Return when a first step should be done: the third school day from today."""
    return school_days_after(today, FIRST_STEP_DAYS, free)


def proposed_review(due: date, free: Collection[date] = ()) -> date:
    """Return when to ask whether it helped: the first school day a week after it is due."""
    return school_days_after(due + timedelta(days=6), 1, free)
