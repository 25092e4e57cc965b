"""School years, school days and when a first step is due; and when Norway's schools usually have free."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

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
    def span(self) -> str:
        """Such as `2026–27`, as people read it."""
        return self.name.replace("-", "–")

    @property
    def first(self) -> date:
        """1 August, as far as calendars go."""
        return date(self.start, AUGUST, 1) if self.start >= date.min.year else date.min

    @property
    def last(self) -> date:
        """31 July, as far as calendars go."""
        if self.start >= date.max.year:
            return date.max
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


class Weeks(StrEnum):
    """In which weeks of the calendar something comes back."""

    ALL = "all"
    ODD = "odd"
    EVEN = "even"


class Series(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The year's meetings: the same weekday and hour, on school days alone."""

    weekday: Annotated[int, msgspec.Meta(ge=0, le=6)]
    """0 for Monday."""
    starts: time
    place: str = ""
    form: str = ""
    """The key of the meeting form; empty where it is chosen each time."""
    weeks: Weeks = Weeks.ALL

    @property
    def hour_and_place(self) -> str:
        """Such as `14:30, Room 2`."""
        return ", ".join(filter(None, (f"{self.starts:%H:%M}", self.place)))


LONGEST_GAP = 400
"""Days that are looked through for the days of a series: a school year and its summer."""


def days_of(series: Series, since: date, free: Collection[date] = ()) -> Iterator[date]:
    """Yield the days of a series from a day on, a school year ahead; a day without school is left out."""
    for ahead in range(min(LONGEST_GAP, (LATEST - since).days)):
        day = since + timedelta(days=ahead)
        week = day.isocalendar().week
        fits = series.weeks is Weeks.ALL or (series.weeks is Weeks.ODD) == bool(week % 2)
        if day.weekday() == series.weekday and fits and is_school_day(day, free):
            yield day


MONDAY, TUESDAY, THURSDAY, FRIDAY = 0, 1, 3, 4
SCHOOL_WEEK = 5
MOST_OF_A_WEEK = 3
"""Days of a school week that a team has free when the holiday lies there; a planning day alone moves nothing."""
LONE_DAYS = ((4, 28), (6, 10))
"""Within these a school day between a holiday and a weekend is free too."""


class Holiday(StrEnum):
    """The holidays of a school year, in their order; the summer after it closes it."""

    AUTUMN = "autumn"
    CHRISTMAS = "christmas"
    WINTER = "winter"
    EASTER = "easter"
    SUMMER = "summer"


class FreeWeek(msgspec.Struct, frozen=True):
    """A holiday of one week: the usual one, and those where some schools have it."""

    usual: int
    others: tuple[int, ...]


FREE_WEEKS = {Holiday.AUTUMN: FreeWeek(40, (39, 41)), Holiday.WINTER: FreeWeek(8, (7, 9, 10))}
CHRISTMAS = ((12, 22), (1, 2))
"""First and last free day; a lone Monday before and a lone Friday after are free too."""
LAST_FRIDAY_BY = (6, 22)
"""The last school day is the last Friday until this day."""
FIRST_MONDAY_FROM = (8, 15)
"""Lessons begin on the first Monday from this day."""


class DaySpan(msgspec.Struct, frozen=True):
    """Days without a break, the first and the last included."""

    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Yield each day."""
        return (self.first + timedelta(days=days) for days in range((self.last - self.first).days + 1))


@lru_cache(maxsize=16)
def public_holidays(year: int) -> frozenset[date]:
    """Return Norway's public holidays in a calendar year."""
    easter = easter_sunday(year)
    moving = (-3, -2, 0, 1, 39, 49, 50)
    fixed = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
    return frozenset(easter + timedelta(days=days) for days in moving) | {date(year, *day) for day in fixed}


def easter_sunday(year: int) -> date:
    """Return Easter Sunday (the anonymous Gregorian rule, Nature 1876)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def holiday(which: Holiday, start: int, free: Collection[date] = ()) -> DaySpan:
    """Return when a holiday lies in the school year that begins in `start`, the team's own days looked at."""
    match which:
        case Holiday.CHRISTMAS:
            return _christmas(start)
        case Holiday.EASTER:
            easter = easter_sunday(start + 1)
            return DaySpan(easter - timedelta(days=6), easter + timedelta(days=1))
        case Holiday.SUMMER:
            return DaySpan(
                _on_or_before(date(start + 1, *LAST_FRIDAY_BY), FRIDAY) + timedelta(days=1),
                _on_or_after(date(start + 1, *FIRST_MONDAY_FROM), MONDAY) - timedelta(days=1),
            )
    return _week_off(start + (which is Holiday.WINTER), FREE_WEEKS[which], free)


def _christmas(start: int) -> DaySpan:
    first, last = date(start, *CHRISTMAS[0]), date(start + 1, *CHRISTMAS[1])
    early, late = first.weekday() == TUESDAY, last.weekday() == THURSDAY
    return DaySpan(first - timedelta(days=early), last + timedelta(days=late))


def _on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _week_off(year: int, week: FreeWeek, free: Collection[date]) -> DaySpan:
    """Return the week of a holiday: the one of which a team has most free, else the usual one."""
    weeks = {number: _school_week(year, number) for number in (week.usual, *week.others)}
    counted = {number: sum(day in free for day in span.days()) for number, span in weeks.items()}
    most = max(counted, key=lambda number: counted[number])
    return weeks[most if counted[most] >= MOST_OF_A_WEEK else week.usual]


def _school_week(year: int, number: int) -> DaySpan:
    monday = date.fromisocalendar(year, number, 1)
    return DaySpan(monday, monday + timedelta(days=SCHOOL_WEEK - 1))


@lru_cache(maxsize=16)
def usual_free_days(start: int, free: frozenset[date] = frozenset()) -> frozenset[date]:
    """Return the days without lessons between 1 August of `start` and 31 July, as far as they can be known."""
    begins = holiday(Holiday.SUMMER, start - 1).last
    spans = (holiday(which, start, free) for which in Holiday)
    days = {day for span in spans for day in span.days()}
    return frozenset({*days, *DaySpan(date(start, 8, 1), begins).days(), *_lone_days(start + 1)})


def _lone_days(year: int) -> Iterator[date]:
    """Yield the school days of late spring that lie alone between a public holiday and a weekend."""
    first, last = (date(year, *day) for day in LONE_DAYS)
    for day in public_holidays(year):
        if first <= day <= last and day.weekday() in {TUESDAY, THURSDAY}:
            yield day + timedelta(days=1 if day.weekday() == THURSDAY else -1)
