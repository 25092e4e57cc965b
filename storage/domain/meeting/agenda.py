"""Which cases a meeting takes, how the time is shared between them, and when it will be over as it goes now."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from storage.domain.calendar import local_day
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Kind
from storage.domain.meeting.form import Each, MeetingForm
from storage.domain.meeting.meeting import MINUTE, Meeting

FAIR_SHARE = 25
"""Minutes a case gets at least, on average, before one more is taken."""
SHORT_CASE = 12
"""Minutes below which even a short case is not worth starting."""


def proposed_cases(
    cases: Iterable[Case], agreements: Iterable[Agreement], meetings: Iterable[Meeting], kind: Kind = Kind.CASE
) -> tuple[Case, ...]:
    """Return the open cases in the order the team should take them.

    Those without a next step first, those never taken before those that were, then the one that has waited longest.
    """
    stepped = {agreement.case for agreement in agreements if agreement.is_open}
    taken = last_taken(meetings)
    waiting = (case for case in cases if case.is_open and case.kind is kind)

    def urgency(case: Case) -> tuple[bool, bool, date, str]:
        return (case.code in stepped, case.code in taken, taken.get(case.code, case.opened), case.code)

    return tuple(sorted(waiting, key=urgency))


def last_taken(meetings: Iterable[Meeting]) -> dict[str, date]:
    """Return the day each case was last taken up in a meeting, by code; an agenda that was not reached is no talk."""
    taken: dict[str, date] = {}
    for meeting in meetings:
        for visit in meeting.visits:
            if visit.case and visit.seen:
                taken[visit.case] = max(local_day(meeting.started), taken.get(visit.case, date.min))
    return taken


def shares(form: MeetingForm, codes: Sequence[str], minutes: int, least: int = 1) -> dict[str, int]:
    """Return the minutes of each case that fits, by code in order; the others wait.

    In 45 minutes one case; in 60 a full one and a short one; in 90 three. `least` takes more of them, each shorter.
    """
    if not form.takes_cases or not codes:
        return {}
    full = sum(phase.minutes for phase in form.phases if phase.each is Each.CASE)
    room = max(1, round(minutes - _common(form) * min(1, minutes / form.minutes)))
    count = min(len(codes), max(least, room // FAIR_SHARE))
    return dict(zip(codes, _shared(room, full, count), strict=False))


def _common(form: MeetingForm) -> int:
    return sum(phase.minutes for phase in form.phases if phase.each is Each.MEETING)


def _shared(room: int, full: int, count: int) -> list[int]:
    if count == 2 and SHORT_CASE <= room - full < full:  # noqa: PLR2004 - a full one and a short one
        return [full, room - full]
    even, rest = divmod(room, count)
    return [even + (place < rest) for place in range(count)]


LARGEST_SLIP = 1
"""Minutes; so little ahead or behind is on time."""


def projected_end(meeting: Meeting, spent: float, now: datetime) -> datetime:
    """Return when the meeting is over if every phase still to come takes its minutes.

    `spent` is the seconds the present phase has run; one that is over takes no more time than it has taken.
    """
    visit = meeting.visit
    here = max(0.0, visit.minutes * MINUTE - spent) if visit else 0.0
    ahead = sum(each.minutes for each in meeting.visits[meeting.place + 1 :])
    return now + timedelta(seconds=here, minutes=ahead)


def minutes_behind(meeting: Meeting, spent: float, now: datetime) -> int:
    """Return how many minutes later than planned the meeting will be over; fewer than none where it is ahead.

    A minute either way is none: a meeting on time says nothing.
    """
    planned = meeting.started + timedelta(minutes=meeting.planned)
    late = round((projected_end(meeting, spent, now) - planned).total_seconds() / MINUTE)
    return late if abs(late) > LARGEST_SLIP else 0
