"""Dates as people type and say them, in any of fredstid's languages: `fre`, `om en uke`, `før jul`, `tirsdag 8/12`.

What fredstid itself prints is understood as well, with weekday, shortened month and clock.
"""

import re
from collections.abc import Callable, Collection
from datetime import date, timedelta

import msgspec

from storage.domain.calendar import (
    FRIDAY,
    SATURDAY,
    DaySpan,
    checked_day,
    holiday,
    school_day_by,
    school_days_after,
    school_year,
)
from storage.domain.errors import Refused
from storage.domain.text import pattern
from storage.domain.written_days import (
    AFTER,
    AT,
    BEFORE,
    BY,
    COMING,
    COUNTED,
    COUNTS,
    DAY_WORDS,
    DAYS_OF_UNIT,
    HOLIDAYS,
    MONTHS,
    NEXT,
    NUMBERED_WEEK,
    WEEKDAYS,
    WEEKENDS,
    WEEKS,
    CalendarDay,
    plainly,
    shorter_and_shorter,
    written_days,
)

YEARS_AHEAD = 9
"""As far as the next 29 February can lie."""
HALF_A_YEAR = timedelta(days=182)
JUST_BEHIND = timedelta(days=60)
ALMOST_A_YEAR = timedelta(days=364)
SHORTEST_WEEKDAY = 2
FULL_YEAR = pattern(r"\b\d{4}\b")
MONTHS_IN_YEAR = 12


class Now(msgspec.Struct, frozen=True):
    """What a day is understood from."""

    typed: str
    today: date
    free: tuple[date, ...]
    is_ahead: bool = False  # a day just behind is then no next year's without a word


class Meant(msgspec.Struct, frozen=True):
    """The days somebody speaks of, and the one that is meant; none where only what lies before or after can be."""

    span: DaySpan
    day: date | None
    is_off: bool = False
    """A weekend or a holiday: what is to be done by then is done before."""


def typed_date(typed: str, today: date, free: Collection[date] = ()) -> date:
    """Return the day a person meant; raises `unknown-date`, `which-day` or `which-year`, and what `checked_day` raises.

    A weekday is the next one, never today; a day without a year is the next such day, but just behind it is asked
    about; a week is its Friday. By a holiday it is the nearest school day, as far as the team's `free` days tell.
    """
    now = Now(typed, today, tuple(free), is_ahead=True)
    for text in shorter_and_shorter(plainly(typed)):
        try:
            day = _day(text, now)
        except ValueError:
            continue
        except OverflowError:  # past the calendar's end
            day = date.max
        if day:
            return checked_day(day)
    raise Refused("unknown-date", typed=typed)


def dated(typed: str) -> date | None:
    """Return a day of the calendar that is written with its whole year, of whatever age; None for anything else."""
    found = written_days(plainly(typed), date.min) if FULL_YEAR.search(typed) else ()
    return next((_existing(each.year, each.month, each.day) for each in found if each.year is not None), None)


def names_day(typed: str, day: date) -> bool:
    """Tell whether a day of the calendar, such as `16.11` or `man. 16. nov. 14:15`, is that day."""
    return _written_from(typed, day) == day


def is_day(typed: str) -> bool:
    """Tell whether it is a day of the calendar at all, such as `24.12` or `2026-12-24`."""
    return _written_from(typed, date(2024, 1, 1)) is not None  # a leap year, so that every day is one


def last_such_day(typed: str, today: date) -> date | None:
    """Return the day of the calendar that is named, the last one there was where no year is; None for anything else."""
    day = _written_from(typed, today - ALMOST_A_YEAR)
    return day if day and day <= today else None


def _written_from(typed: str, first: date) -> date | None:
    for text in shorter_and_shorter(plainly(typed)):
        try:
            meant = _written(text, Now(typed, first, ()))
        except (Refused, ValueError):
            continue
        if meant:
            return meant.day
    return None


def _day(text: str, now: Now) -> date | None:
    meant = _meant(text, now)
    if meant:
        return meant.day
    word, _, rest = text.partition(" ")
    of = _meant(rest, now) if rest else None
    if of is None:
        return None
    if word in AFTER:
        return school_days_after(of.span.last, 1, now.free)
    if word in BEFORE or (word in BY and of.is_off):
        before = school_day_by(of.span.first - timedelta(days=1), now.free)
        return before if before >= now.today else None
    return of.day if word in BY else None


def _meant(text: str, now: Now) -> Meant | None:
    """Return what a text means, small words such as `på` before it passed over."""
    found = next((meant for reading in READINGS if (meant := reading(text, now))), None)
    word, _, rest = text.partition(" ")
    return found or (_meant(rest, now) if rest and word in AT else None)


def _alone(day: date | None) -> Meant | None:
    return Meant(DaySpan(day, day), day) if day else None


def _day_word(text: str, now: Now) -> Meant | None:
    return _alone(now.today + timedelta(days=DAY_WORDS[text])) if text in DAY_WORDS else None


def _counted(text: str, now: Now) -> Meant | None:
    found = COUNTED.fullmatch(text)
    if not found or not (found["ahead"] or found["later"]):
        return None
    count, unit = found["count"], found["unit"] or ""
    if not unit and not count.isdecimal():
        return None
    number = COUNTS[count] if count in COUNTS else int(count)
    if unit.startswith("m"):
        return _alone(_months_later(now.today, number))
    return _alone(now.today + timedelta(days=number * DAYS_OF_UNIT[unit[:1] or "d"]))


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, MONTHS_IN_YEAR)
    if day.year + years > date.max.year:
        raise OverflowError
    ends = (_existing(day.year + years, month + 1, each) for each in range(day.day, 0, -1))
    return next(end for end in ends if end)


def _weekday_number(word: str) -> int | None:
    """Return the number of a weekday, Monday 0, by its name or how that begins."""
    short = word.rstrip(".,")
    if len(short) < SHORTEST_WEEKDAY:
        return None
    numbers = {
        number
        for number, names in enumerate(WEEKDAYS)
        for name in names
        if name.startswith(short) or f"{name}en" == short
    }
    return numbers.pop() if len(numbers) == 1 else None


def _coming(weekday: int, day: date) -> date:
    """Return the first such weekday after a day."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def _weekday(text: str, now: Now) -> Meant | None:
    """Return the next such weekday; `neste tirsdag` may be this week's or the next's, and is asked about."""
    words = text.split(" ")
    before, number = " ".join(words[:-1]), _weekday_number(words[-1])
    if number is None or (before and before not in {*NEXT, *COMING}):
        return None
    first = _coming(number, now.today)
    of_next_week = _monday(now.today) + timedelta(days=7 + number)
    if before in NEXT and first != of_next_week:
        raise Refused("which-day", typed=now.typed, days=(first, of_next_week))
    return _alone(first)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _written(text: str, now: Now) -> Meant | None:
    """Return a day of the calendar, which a weekday before it must fit."""
    found = written_days(text, now.today)
    weekday = None
    if not found:
        word, _, rest = text.partition(" ")
        weekday = None if word in AT else _weekday_number(word)
        small, _, after = rest.partition(" ")
        found = written_days(after if small in AT else rest, now.today) if weekday is not None else ()
    if not found:
        return None
    days = dict.fromkeys(day for each in found if (day := _resolved(each, weekday, now)))
    if len(days) > 1:
        raise Refused("which-day", typed=now.typed, days=tuple(days))
    return _alone(next(iter(days), None))


def _resolved(written: CalendarDay, weekday: int | None, now: Now) -> date | None:
    """Return the day that is written; raises `which-day` where weekday and number differ, `which-year` just behind."""
    if written.year is not None:
        day = _existing(written.year, written.month, written.day)
    else:
        ahead = (_existing(now.today.year + years, written.month, written.day) for years in range(YEARS_AHEAD))
        day = next((each for each in ahead if each and each >= now.today), None)
    if day is None or weekday is None or day.weekday() == weekday:
        behind = _existing(day.year - 1, written.month, written.day) if day and weekday is None else None
        if behind and now.is_ahead and written.year is None and now.today - behind <= JUST_BEHIND:
            raise Refused("which-year", typed=now.typed, days=(behind, day))
        return day
    past = _existing(now.today.year, written.month, written.day) or _existing(day.year - 1, written.month, written.day)
    for each in (past, _existing(now.today.year - 1, written.month, written.day)):
        if written.year is None and each and each.weekday() == weekday and _is_just_past(each, now.today):
            return each
    nearest = day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)
    raise Refused("which-day", typed=now.typed, days=(day, nearest))


def _is_just_past(day: date, today: date) -> bool:
    return timedelta() <= today - day <= HALF_A_YEAR


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _week(text: str, now: Now) -> Meant | None:
    """Return a week, by its number or by how far it is, as its Friday."""
    if text in WEEKS:
        monday = _monday(now.today) + timedelta(days=7 * WEEKS[text])
        return _whole_week(monday) if monday + timedelta(days=FRIDAY) >= now.today else None
    found = NUMBERED_WEEK.fullmatch(text)
    if not found:
        return None
    if found[2]:
        return _whole_week(date.fromisocalendar(int(found[2]), int(found[1]), 1))
    years = range(now.today.isocalendar().year, now.today.isocalendar().year + YEARS_AHEAD)
    mondays = (_monday_of(year, int(found[1])) for year in years)
    return next((_whole_week(each) for each in mondays if each and each + timedelta(days=FRIDAY) >= now.today), None)


def _monday_of(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def _whole_week(monday: date) -> Meant:
    return Meant(DaySpan(monday, monday + timedelta(days=6)), monday + timedelta(days=FRIDAY))


def _day_of_week(text: str, now: Now) -> Meant | None:
    """Return a weekday of a week that is named beside it: `fredag i uke 50`, `neste uke på tirsdag`."""
    words = text.split(" ")
    for weekday, beside in ((words[0], words[1:]), (words[-1], words[:-1])):
        number = _weekday_number(weekday)
        if number is None:
            continue
        rest = " ".join(beside)
        bare = re.sub(rf"^(?:til |(?:{'|'.join(AT)}) )| (?:{'|'.join(AT)})$", "", rest)
        week = _week(bare, now)
        if week:
            return _alone(week.span.first + timedelta(days=number))
        counted = _counted(rest, now)
        if counted and counted.day and (counted.day - now.today).days % 7 == 0:
            return _alone(_coming(number, now.today) + (counted.day - now.today))
    return None


def _weekend(text: str, now: Now) -> Meant | None:
    if text not in WEEKENDS:
        return None
    saturday = _monday(now.today) + timedelta(days=SATURDAY)
    return Meant(DaySpan(saturday, saturday + timedelta(days=1)), saturday, is_off=True)


def _holiday(text: str, now: Now) -> Meant | None:
    """Return the holiday that goes on or comes next; one that goes on has only an after."""
    start = school_year(now.today).start
    named = HOLIDAYS.get(text, ())
    spans = sorted(
        (holiday(which, year, now.free) for which in named for year in range(start - 1, start + 2)),
        key=lambda span: span.first,
    )
    ahead = next((span for span in spans if span.last >= now.today), None)
    return Meant(ahead, None, is_off=True) if ahead else None


def _month(text: str, now: Now) -> Meant | None:
    """Return a whole month that goes on or comes next, as its last school day: `innen utgangen av november`."""
    number = next((number for number, names in enumerate(MONTHS, 1) if text in names), 0)
    if not number:
        return None
    first = date(now.today.year + (number < now.today.month), number, 1)
    last = _months_later(first, 1) - timedelta(days=1)
    return Meant(DaySpan(first, last), max(school_day_by(last, now.free), now.today))


READINGS: tuple[Callable[[str, Now], Meant | None], ...] = (
    _day_word, _counted, _written, _week, _day_of_week, _weekend, _holiday, _weekday, _month,
)  # fmt: skip
