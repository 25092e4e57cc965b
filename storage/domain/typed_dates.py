"""Dates as people type them, in any of fredstid's languages: `fre`, `i morgen`, `+3`, `12.12`, `uke 50`."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from storage.domain.calendar import checked_day
from storage.domain.errors import Refused

FRIDAY = 4
DAY_WORDS = {
    **dict.fromkeys(("i dag", "idag", "today"), 0),
    **dict.fromkeys(("i morgen", "imorgen", "i morgon", "imorgon", "tomorrow"), 1),
    **dict.fromkeys(("i overmorgen", "overmorgen", "i overmorgon", "overmorgon", "day after tomorrow"), 2),
}
WEEKDAYS = (
    ("mandag", "måndag", "monday"),
    ("tirsdag", "tysdag", "tuesday"),
    ("onsdag", "wednesday"),
    ("torsdag", "thursday"),
    ("fredag", "friday"),
    ("lørdag", "laurdag", "saturday"),
    ("søndag", "sundag", "sunday"),
)
MONTH_WORDS = (
    ("jan",), ("feb",), ("mar",), ("apr",), ("mai", "may"), ("jun",),
    ("jul",), ("aug",), ("sep",), ("okt", "oct"), ("nov",), ("des", "dec"),
)  # fmt: skip
SHORTEST_WEEKDAY = 2
YEARS_AHEAD = 9
"""As far as the next 29 February can lie."""


def typed_date(typed: str, today: date) -> date:
    """Return the day a person meant; raises `unknown-date` when it cannot be told, and what `checked_day` raises.

    A weekday is the next one, never today; a day without a year is the next such day; a week is its Friday.
    """
    text = " ".join(typed.casefold().strip().rstrip(".").split())
    try:
        found = next((day for reading in READINGS if (day := reading(text, today))), None)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise Refused("unknown-date", typed=typed)
    return checked_day(found)


def _day_word(text: str, today: date) -> date | None:
    return today + timedelta(days=DAY_WORDS[text]) if text in DAY_WORDS else None


def _days_from_now(text: str, today: date) -> date | None:
    found = re.fullmatch(r"(?:\+|om |in )(\d{1,3})(?: (?:dag(?:er|ar)?|days?|(uker?|veker?|weeks?)))?", text)
    return today + timedelta(days=int(found[1]) * (7 if found[2] else 1)) if found else None


def _weekday(text: str, today: date) -> date | None:
    word = re.sub(r"^(?:på |neste |next |on )", "", text)
    if len(word) < SHORTEST_WEEKDAY:
        return None
    numbers = {number for number, names in enumerate(WEEKDAYS) for name in names if name.startswith(word)}
    if len(numbers) != 1:
        return None
    return today + timedelta(days=(numbers.pop() - today.weekday() - 1) % 7 + 1)


def _week(text: str, today: date) -> date | None:
    found = re.fullmatch(r"(?:uke|veke|week|u|v|w) ?(\d{1,2})", text)
    if not found:
        return None
    candidates = (_friday(today.isocalendar().year + ahead, int(found[1])) for ahead in range(YEARS_AHEAD))
    return next((friday for friday in candidates if friday and friday >= today), None)


def _friday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, FRIDAY + 1)
    except ValueError:
        return None


def _iso(text: str, _today: date) -> date | None:
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None


def _numbers(text: str, today: date) -> date | None:
    found = re.fullmatch(r"(\d{1,2})[./ -](\d{1,2})(?:[./ -](\d{4}|\d{2}))?", text)
    return _in_year(int(found[1]), int(found[2]), found[3], today) if found else None


def _month_word(text: str, today: date) -> date | None:
    found = re.fullmatch(r"(?P<day>\d{1,2})\.? ?(?P<month>[^\W\d]{3,})\.?(?: (?P<year>\d{4}))?", text) or re.fullmatch(
        r"(?P<month>[^\W\d]{3,}) (?P<day>\d{1,2})(?:,? (?P<year>\d{4}))?", text
    )
    if not found:
        return None
    months = [number for number, names in enumerate(MONTH_WORDS, 1) if found["month"].startswith(names)]
    return _in_year(int(found["day"]), months[0], found["year"], today) if months else None


def _in_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return date(int(year) + (2000 if len(year) == len("26") else 0), month, day)
    candidates = (_existing(today.year + ahead, month, day) for ahead in range(YEARS_AHEAD))
    return next((found for found in candidates if found and found >= today), None)


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


READINGS: tuple[Callable[[str, date], date | None], ...] = (
    _day_word, _days_from_now, _iso, _numbers, _month_word, _week, _weekday,
)  # fmt: skip
