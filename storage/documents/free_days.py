"""The days without school, read from a school's calendar: an .ics file, or a table with a day or two in each row."""

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta

from storage.domain.errors import Refused

DAY = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})|(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})"
)
"""A day as files have it: `20261005`, `2026-10-05`, `5.10.2026`."""
PROPERTY = re.compile(r"(?P<name>DTSTART|DTEND|RRULE)(?:;[^:]*)?:(?P<value>.*)", re.IGNORECASE)
LONGEST = 120
"""Days of one entry; what says it is longer is no holiday but a mistake."""


def free_days_in(text: str) -> tuple[date, ...]:
    """Return the days that a calendar's text has as free, each once and in order.

    Raises `no-free-days` where none is told, `free-days-repeat` of what comes back by a rule, which a holiday does not,
    and `free-days-too-long` of an entry that cannot be one.
    """
    spans = _of_calendar(text) if "BEGIN:VCALENDAR" in text.upper() else _of_table(text)
    days = {first + timedelta(days=ahead) for first, last in spans for ahead in range(_length(first, last))}
    if not days:
        raise Refused("no-free-days")
    return tuple(sorted(days))


def _length(first: date, last: date) -> int:
    days = (last - first).days + 1
    if days > LONGEST:
        raise Refused("free-days-too-long", first=first, last=last)
    return max(1, days)


def _of_calendar(text: str) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each event; the end of one of whole days is the day after."""
    first: date | None = None
    last: date | None = None
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        told = PROPERTY.match(line.strip())
        if line.strip().upper() == "END:VEVENT" and first:
            yield first, last or first
        if line.strip().upper() in {"BEGIN:VEVENT", "END:VEVENT"}:
            first = last = None
        elif told and told["name"].upper() == "RRULE" and first:
            raise Refused("free-days-repeat", first=first)
        elif told and (days := _days_in(told["value"])):
            if told["name"].upper() == "DTSTART":
                first = days[0]
            else:
                last = days[0] - timedelta(days="T" not in told["value"].upper())


def _of_table(text: str) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day that stand in each row; rows without one are headings."""
    for row in csv.reader(text.splitlines(), delimiter=";" if ";" in text else ","):
        days = [day for cell in row for day in _days_in(cell)]
        if days:
            yield days[0], max(days[0], days[min(1, len(days) - 1)])


def _days_in(text: str) -> list[date]:
    return [day for told in DAY.finditer(text) if (day := _day(told))]


def _day(told: re.Match[str]) -> date | None:
    year, month, day = (told[name] or told[other] for name, other in (("year", "y"), ("month", "m"), ("day", "d")))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
