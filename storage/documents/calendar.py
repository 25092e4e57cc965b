"""A team's days as a calendar's file, one of them for a phone's camera; and a school's free days, read from one."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from storage.documents.wording import CalendarWords
from storage.documents.words import Labels
from storage.domain.errors import Refused
from storage.domain.views.dates import Appointment, Occasion

DAY = timedelta(days=1)
MOST_BYTES = 78
"""What a code of 33 squares holds with the least correction: it stands whole in twenty rows."""
LONGEST_LINE = 75
"""Bytes, after which a calendar's line goes on in the next."""
LINE_END = "\r\n"


def calendar_file(days: Iterable[Appointment], labels: Labels) -> str:
    """Return days as an iCalendar file: taken in twice nothing is doubled, and the same days are the same file."""
    words = labels.words.calendar
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//fredstid//fredstid//EN", "METHOD:PUBLISH")
    events = (line for day in days for line in ("BEGIN:VEVENT", *_event(day, words), "END:VEVENT"))
    return "".join(f"{_folded(line)}{LINE_END}" for line in (*lines, *events, "END:VCALENDAR"))


def _event(day: Appointment, words: CalendarWords) -> Iterator[str]:
    yield f"UID:{day.uid}"
    yield f"DTSTAMP:{day.changed.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{day.sequence}"
    yield from _span(day)
    if day.is_off:
        yield "STATUS:CANCELLED"
        return
    yield f"SUMMARY:{_escaped(in_a_word(day, words))}"
    yield "CLASS:PRIVATE"
    yield f"TRANSP:{'OPAQUE' if day.starts else 'TRANSPARENT'}"


def _span(day: Appointment) -> Iterator[str]:
    """Yield when it begins and ends: by the clock on the wall, wherever the phone is, or the whole day."""
    if day.starts is None or day.is_off:
        yield f"DTSTART;VALUE=DATE:{_day(day.on)}"
        yield f"DTEND;VALUE=DATE:{_day(day.on + DAY)}"
        return
    yield f"DTSTART:{_moment(day.on, day.starts)}"
    if day.ends is not None:
        yield f"DTEND:{_moment(day.on if day.ends > day.starts else day.on + DAY, day.ends)}"


def in_a_word(day: Appointment, words: CalendarWords) -> str:
    """Return what a day is for: the code of its case or where it comes from, a verb, and whose it is."""
    verb = {
        Occasion.DUE: words.due,
        Occasion.LOOK_BACK: words.look_back,
        Occasion.REVIEW: words.review,
        Occasion.PARENTS: words.parents,
        Occasion.MEETING: words.meeting,
    }[day.occasion]
    what = f"{_source(day, words)}: {verb}" if day.occasion in OF_SOMEBODY else verb
    return ", ".join(filter(None, (what, day.who)))


def _source(day: Appointment, words: CalendarWords) -> str:
    """Return a case's code, or whose it is that belongs to none."""
    return day.case or (words.plan if day.occasion is Occasion.REVIEW else words.team)


OF_SOMEBODY = frozenset({Occasion.DUE, Occasion.LOOK_BACK, Occasion.REVIEW})


def event_for_phone(day: Appointment, labels: Labels) -> str:
    """Return the smallest event that phones read from a picture, of no more than `MOST_BYTES`."""
    words = labels.words.calendar
    begins = _day(day.on) if day.starts is None else _moment(day.on, day.starts)
    said = in_a_word(day, words)
    for title in (said, said.rpartition(", ")[0] or said, _source(day, words)):
        event = f"BEGIN:VEVENT\nSUMMARY:{title}\nDTSTART:{begins}\nEND:VEVENT"
        if len(event.encode()) <= MOST_BYTES:
            break
    return event


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _moment(day: date, at: time) -> str:
    return f"{datetime.combine(day, at):%Y%m%dT%H%M%S}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Return a line broken where it would be longer than calendars read, and never inside a letter."""
    parts, length = [""], 0
    for letter in line:
        size = len(letter.encode())
        if length + size > LONGEST_LINE:
            parts.append("")
            length = 1
        parts[-1] += letter
        length += size
    return f"{LINE_END} ".join(parts)


NAMED_DAY = re.compile(
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
    return [day for told in NAMED_DAY.finditer(text) if (day := _named_day(told))]


def _named_day(told: re.Match[str]) -> date | None:
    year, month, day = (told[name] or told[other] for name, other in (("year", "y"), ("month", "m"), ("day", "d")))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
