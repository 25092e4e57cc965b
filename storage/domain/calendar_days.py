"""Days of the calendar as people write them: `24.12`, `4. des. 2026`, `December 4th`, `2026-12-04`."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from storage.domain.day_words import MONTHS

SHORTEST_MONTH = 3
BETWEEN = r" ?[./ -] ?"
ISO = re.compile(r"(?P<year>\d{4})[-./ ](?P<month>\d{1,2})[-./ ](?P<day>\d{1,2})")
NUMBERS = re.compile(rf"(?P<day>\d{{1,2}}){BETWEEN}(?P<month>\d{{1,2}})(?:{BETWEEN}(?P<year>\d{{4}}|\d{{2}}))?")
TURNED = re.compile(r"(?P<year>\d{2})-(?P<month>\d{2})-(?P<day>\d{2})")
DAY_AND_MONTH = re.compile(
    r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)? ?(?:of )?(?P<name>[^\W\d]{3,})\.?(?:,? ?(?P<year>\d{4}|\d{2}))?"
)
MONTH_AND_DAY = re.compile(r"(?P<name>[^\W\d]{3,})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?")
NEAR = timedelta(days=366)
"""Two digits on either side can be the year; the one that lies near is meant."""


class CalendarDay(msgspec.Struct, frozen=True):
    """Day and month, and the year where one is written."""

    day: int
    month: int
    year: int | None


def written_days(text: str, today: date) -> tuple[CalendarDay, ...]:
    """Return the days that a text can mean: mostly one, none when it is no day, two for digits that can be turned."""
    if turned := TURNED.fullmatch(text):
        both = (_read(found) for found in (NUMBERS.fullmatch(text), turned) if found)
        return tuple(dict.fromkeys(each for each in both if each and _is_near(each, today)))
    found = next((found for shape in SHAPES if (found := shape.fullmatch(text))), None)
    day = _read(found) if found else None
    return (day,) if day else ()


SHAPES = (ISO, NUMBERS, DAY_AND_MONTH, MONTH_AND_DAY)


def _read(found: re.Match[str]) -> CalendarDay | None:
    parts = found.groupdict()
    month = _month_number(parts["name"]) if "name" in parts else int(parts["month"])
    year = parts["year"]
    if month is None:
        return None
    return CalendarDay(int(parts["day"]), month, int(year) + (2000 if len(year) == len("26") else 0) if year else None)


def _month_number(word: str) -> int | None:
    numbers = set(_months_named(word)) if len(word) >= SHORTEST_MONTH else set()
    return numbers.pop() if len(numbers) == 1 else None


def _months_named(word: str) -> Iterator[int]:
    return (number for number, names in enumerate(MONTHS, 1) for name in names if name.startswith(word))


def _is_near(written: CalendarDay, today: date) -> bool:
    try:
        return written.year is not None and abs(date(written.year, written.month, written.day) - today) <= NEAR
    except ValueError:
        return False
