"""Which days of a team belong in a calendar, and which of them are no longer what they were: codes, never a text."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain, takewhile

import msgspec

from storage.domain.calendar import Series, days_of, local_day, school_year
from storage.domain.case.agreement import Agreement
from storage.domain.homes.parent_meeting import ParentMeeting, ends
from storage.domain.ids import made_at
from storage.domain.kinds import AGREEMENT, MEETING, PARENT_MEETING, PRACTICE
from storage.domain.people import Team
from storage.domain.plan.plan import Practice, PracticeState
from storage.domain.record import Record
from storage.domain.views.book import Book
from storage.domain.views.deeds import Deed
from storage.domain.views.overview import planned_meeting

REMEMBERED = timedelta(days=60)
"""So long a day that is gone is called off, and one that has passed is told of."""
DAY = timedelta(days=1)
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class Occasion(StrEnum):
    """What a day is for."""

    DUE = "due"
    LOOK_BACK = "look-back"
    REVIEW = "review"
    PARENTS = "parents"
    MEETING = "meeting"


class Appointment(msgspec.Struct, frozen=True, kw_only=True):
    """A day of the team's; the record it comes from tells it from all others."""

    record: str
    occasion: Occasion
    on: date
    changed: datetime
    """When it became what it is."""
    starts: time | None = None
    ends: time | None = None
    """Later than the start, or on the day after."""
    case: str = ""
    who: str = ""
    series: bool = False
    """Whether it is one of many days of the same record."""
    is_off: bool = False
    """Whether it was there and is no longer: all that is told of it then is that."""

    @property
    def uid(self) -> str:
        """What calendars know it by, whoever writes it out."""
        day = f"-{self.on:%Y%m%d}" if self.series else ""
        return f"{self.record}{day}-{self.occasion}@fredstid"

    @property
    def sequence(self) -> int:
        """What grows with every change: seconds, so that nobody has to count."""
        return max(0, int((self.changed - BEGINNING).total_seconds()))


OF_KIND = {
    AGREEMENT.name: (Occasion.DUE, Occasion.LOOK_BACK),
    PRACTICE.name: (Occasion.REVIEW,),
    PARENT_MEETING.name: (Occasion.PARENTS,),
    MEETING.name: (Occasion.MEETING,),
}
"""Which days a record has."""


def appointments(book: Book, today: date, deeds: Iterable[Deed] = (), mine: str = "") -> tuple[Appointment, ...]:
    """Return the days of a team in order, with those to call off that went within the last weeks.

    `mine` leaves out what is another's alone, and calls off what was passed on; `deeds` tell what was deleted.
    """
    every = chain(
        chain.from_iterable(_of_agreement(each, mine) for each in book.agreements),
        chain.from_iterable(_of_practice(each, mine) for each in book.practices),
        map(_of_parent_meeting, book.parent_meetings),
        _of_meetings(book, today),
        _of_series(book.team, today),
        _deleted(deeds, book, today),
    )
    first = today - REMEMBERED
    near = (each for each in every if (local_day(each.changed) if each.is_off else each.on) >= first)
    return tuple(sorted(near, key=lambda each: (each.is_off, each.on, each.starts or time.min, each.uid)))


def changed_at(record: Record) -> datetime:
    """Return when a record became what it is."""
    return record.before[-1].at if record.before else made_at(record.id) or BEGINNING


def _earlier(record: Record, *fields: str) -> set[str]:
    """Return what fields held before, as it was kept."""
    return {memory.value for memory in record.before if memory.field in fields and memory.value}


def _of_agreement(agreement: Agreement, mine: str) -> Iterator[Appointment]:
    people = {agreement.owner, agreement.buddy}
    if mine and mine not in people | _earlier(agreement, "owner", "buddy"):
        return
    is_ours = not mine or mine in people
    due = Appointment(
        record=agreement.id,
        occasion=Occasion.DUE,
        on=agreement.due,
        changed=changed_at(agreement),
        case=agreement.case,
        who=agreement.owner,
        is_off=not (is_ours and agreement.is_open),
    )
    yield due
    look_back = agreement.review or _last_day(agreement)
    if look_back:
        waits = bool(agreement.review) and (agreement.is_open or agreement.asked_next == agreement.review)
        yield msgspec.structs.replace(due, occasion=Occasion.LOOK_BACK, on=look_back, is_off=not (is_ours and waits))


def _of_practice(practice: Practice, mine: str) -> Iterator[Appointment]:
    day = practice.review or _last_day(practice)
    if day and (not mine or mine in {practice.owner} | _earlier(practice, "owner")):
        is_ours = not mine or practice.owner == mine
        stands = practice.review is not None and practice.state is not PracticeState.RETIRED
        yield Appointment(
            record=practice.id,
            occasion=Occasion.REVIEW,
            on=day,
            changed=changed_at(practice),
            who=practice.owner,
            is_off=not (is_ours and stands),
        )


def _last_day(record: Record) -> date | None:
    """Return the latest day that a look back was set to and is not any more."""
    return max(map(date.fromisoformat, _earlier(record, "review")), default=None)


def _of_parent_meeting(meeting: ParentMeeting) -> Appointment:
    return Appointment(
        record=meeting.id,
        occasion=Occasion.PARENTS,
        on=meeting.on,
        changed=changed_at(meeting),
        starts=meeting.starts,
        ends=ends(meeting) if meeting.items else None,
    )


def _of_meetings(book: Book, today: date) -> Iterator[Appointment]:
    """Yield the next meeting, unless the series has it, and call off what a later one has taken the place of."""
    planned = planned_meeting(book, today)
    newest = max((each.started for each in book.meetings), default=BEGINNING)
    in_series = frozenset(_days_of_series(book.team, today))
    if planned is book.team and planned.next_on and planned.next_on not in in_series:
        yield Appointment(record=planned.id, occasion=Occasion.MEETING, on=planned.next_on, changed=changed_at(planned))
    for meeting in book.meetings:
        is_off = meeting is not planned or meeting.next_on in in_series
        if meeting.next_on and meeting.next_on > (local_day(newest) if is_off else today - DAY):
            changed = max(newest, changed_at(meeting)) if is_off else changed_at(meeting)
            yield Appointment(
                record=meeting.id, occasion=Occasion.MEETING, on=meeting.next_on, changed=changed, is_off=is_off
            )


def _of_series(team: Team, today: date) -> Iterator[Appointment]:
    """Yield the meetings of the series to the end of its school year, and call off what a change has left out."""
    days = _days_of_series(team, today)
    was = (msgspec.convert(each.value, Series) for each in team.before if each.field == "series" and each.value)
    moved = any(each.field in {"series", "free_days"} for each in team.before)
    earlier = (day for series in (*was, *filter(None, (team.series,))) for day in _to_summer(series, today, ()))
    for day in sorted({*days, *(earlier if moved else ())}):
        yield Appointment(
            record=team.id,
            series=True,
            occasion=Occasion.MEETING,
            on=day,
            starts=team.series.starts if team.series else None,
            changed=changed_at(team),
            is_off=day not in days,
        )


def _days_of_series(team: Team, today: date) -> tuple[date, ...]:
    return tuple(_to_summer(team.series, today, team.free_days)) if team.series else ()


def _to_summer(series: Series, today: date, free: tuple[date, ...]) -> Iterator[date]:
    return takewhile(lambda day: day <= school_year(today).last, days_of(series, today, free))


def _deleted(deeds: Iterable[Deed], book: Book, today: date) -> Iterator[Appointment]:
    """Yield what is to be called off of what was deleted, known by nothing but its id."""
    for deed in deeds:
        if local_day(deed.at) < today - REMEMBERED:
            return
        for touch in deed.records:
            if touch.what == "deleted" and book.record(touch.id) is None:
                for occasion in OF_KIND.get(touch.kind, ()):
                    yield Appointment(
                        record=touch.id, occasion=occasion, on=local_day(deed.at), changed=deed.at, is_off=True
                    )
