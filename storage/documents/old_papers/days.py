"""The days that old documents speak of: when a meeting was, and by when something was to be done."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from storage.documents.old_papers.signals import DUE, NAMED_WEEKS, OF_MANY, SOON
from storage.domain.calendar import SATURDAY
from storage.domain.errors import Refused
from storage.domain.typed_dates import dated, last_such_day, typed_date
from storage.domain.written_days import DAY_WORDS, HOLIDAYS, NEXT, WEEKDAYS

MONTH = r"(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|des|dec)[a-zæøå]{0,7}"
DAY = re.compile(
    rf"\b\d{{1,2}}(?:\.|st|nd|rd|th)?\s?(?:of )?{MONTH}\.?(?:,?\s\d{{4}})?\b"
    rf"|\b{MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}"
    r"|\b\d{1,2}\.\s?\d{1,2}(?:\.(?:\s?\d{2,4})?)?(?!\d)|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}(?:[-/]?\d{2,4})?",
    re.IGNORECASE,
)
_WEEKDAYS = "|".join(name for names in WEEKDAYS for name in names)
WEEKDAY = re.compile(rf"\b(?:{_WEEKDAYS})\b", re.IGNORECASE)
LEADING = re.compile(rf"(?:(?:{_WEEKDAYS}),? )?(?P<day>{DAY.pattern})", re.IGNORECASE)
_WEEK = rf"(?:(?:i |in |of )?(?:uke|veke|week|wk)\.? ?\d{{1,2}}|{NAMED_WEEKS})"
_AHEAD = "|".join(sorted((said for said, days in DAY_WORDS.items() if days >= 0), key=len, reverse=True))
_SHORT = "man|mån|tirs?|tys|ons|tors?|fre|lør|lau|søn|sun|mon|tues?|wed|thurs?|thu|fri|sat"
_DATED = rf",? (?:den |the )?(?:{DAY.pattern})"
_SAID = (
    rf"(?P<again>\b(?:hver|kvar|every|each|forrige|førre|siste?|last) (?:{_WEEKDAYS})\b)",
    rf"(?:{DAY.pattern}|\b(?=(?-i:[A-Z])){MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?![:.]\d))",
    rf"\b(?P<weekday>{_WEEKDAYS}|{_SHORT})\.? (?P<number>\d{{1,2}})(?:\.|st|nd|rd|th)(?! ?(?:\d|{MONTH}\b))",
    rf"\b(?:(?:{'|'.join(NEXT)}) )?(?:{_WEEKDAYS})(?: {_WEEK})?\b(?! (?:før|etter|before|after)\b)(?!{_DATED})",
    rf"\b(?:{_WEEK}|{_AHEAD})\b",
    SOON.pattern,
)
WHEN = re.compile("|".join(_SAID), re.IGNORECASE)
"""What in a sentence says a day: of the calendar, a weekday to come, a week, `i morgen`, `før jul`."""
UNTIL = re.compile(rf"(?:til|until) (?:the )?(?:{'|'.join(map(re.escape, HOLIDAYS))})\b", re.IGNORECASE)
"""The end of what is done again and again: «tirsdag og torsdag fram til jul»."""
MOST_AHEAD = 62
"""Days within which a weekday with its number and no month is looked for: `mandag 24.`."""
ALSO_A_WORD = frozenset({"man", "fri", "tor", "mon", "sat", "sun", "wed"})
"""Shortened weekdays that mean something else in a sentence, as all of two letters do: «til to familier»."""
TWO_LETTERS = 2
LEAP_DAY = (2, 29)
LOOKS_BACK = 8
"""Years in which a day without a year is looked for by its weekday."""
MOST_WORDS = 4
"""In a day that is written out."""


def said_due(text: str, day: date) -> date | None:
    """Return the day by which something is to be done: after a word such as `innen`, or else the first that is said."""
    ends_first = sorted(WHEN.finditer(text), key=lambda each: not UNTIL.match(each[0]))
    return _due_by(text, day) or next(filter(None, (_meant(each, day) for each in ends_first)), None)


def _meant(said: re.Match[str], day: date) -> date | None:
    if said["number"]:
        ahead = (day + timedelta(days=count) for count in range(MOST_AHEAD))
        numbered = (each for each in ahead if each.day == int(said["number"]))
        return next((each for each in numbered if each == _typed(f"{said['weekday']} {each:%d.%m.%Y}", day)), None)
    return None if said["again"] else _typed(said[0], day)


def due_in(text: str, day: date) -> date | None:
    """Return the day that a text names as the one by which, or else the first it names."""
    return _due_by(text, day) or next(days_in(text, day), None)


def _due_by(text: str, day: date) -> date | None:
    found = ((each, day_of(each["when"], day)) for each in DUE.finditer(text) if not OF_MANY.match(each["when"]))
    by = next((each for each in found if each[1]), None)
    is_off = by is not None and by[1] is not None and by[1].weekday() >= SATURDAY
    return by and ((is_off and day_of(f"{by[0]['word']} {by[0]['when']}", day)) or by[1])


def days_in(text: str, day: date) -> Iterator[date]:
    """Yield the days of the calendar in a text, seen from a day."""
    yield from filter(None, (day_of(each, day) for each in DAY.findall(text)))


def day_of(typed: str, today: date) -> date | None:
    """Return the day that the first words of a text mean; None where they mean none."""
    parts = typed.strip().split()
    for length in range(min(len(parts), MOST_WORDS), 0, -1):
        if length == 1 and _goes_on_as_a_sentence(parts):
            continue
        if day := _typed(" ".join(parts[:length]).strip(".,"), today):
            return day
    return None


def _typed(words: str, today: date) -> date | None:
    try:
        return typed_date(words, today)
    except Refused:
        return None


def _goes_on_as_a_sentence(parts: Sequence[str]) -> bool:
    """Tell whether what could be a shortened weekday is a word of a sentence: `to` in «til to familier»."""
    first, beside = parts[0].casefold(), "".join(parts[1:2])
    is_word = len(first) <= TWO_LETTERS or first in ALSO_A_WORD
    return is_word and beside[:1].isalnum()


def first_day(texts: Sequence[str], today: date) -> date | None:
    """Return the first day that is written out and is no day to come."""
    found = (past_day(each, text, today) for text in texts for each in DAY.findall(text))
    return next(filter(None, found), None)


def leading_day(text: str, today: date, *, is_whole: bool = False) -> date | None:
    """Return the day that a line of notes begins with; None where that lies ahead, or lacks its year if `is_whole`."""
    begins = LEADING.match(text)
    is_meant = begins and (not is_whole or re.search(r"\d{4}|(?:\D\d+){2}", begins["day"]))
    return past_day(begins["day"], begins[0], today) if begins and is_meant else None


def past_day(typed: str, beside: str, today: date) -> date | None:
    """Return the day of the calendar that was, the last that fell on the weekday beside it where no year is told."""
    day = dated(typed) or last_such_day(typed.strip(" .,"), today)
    weekday = WEEKDAY.search(beside)
    if day is None or day > today or dated(typed) or not weekday:
        return day if day and day <= today else None
    wanted = next(at for at, names in enumerate(WEEKDAYS) if weekday.group().casefold() in names)
    years = (day.replace(year=day.year - back) for back in range(LOOKS_BACK) if (day.month, day.day) != LEAP_DAY)
    return next((each for each in years if each.weekday() == wanted), day)
