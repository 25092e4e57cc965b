"""The days of a team as a calendar's file, and one of them as a phone reads it from a picture: a code and a verb."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from storage.documents.wording import CalendarWords
from storage.documents.words import Labels
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
