"""A meeting's pace: when it will be over as it goes now, and how far that is from the time the team had."""

from datetime import datetime, timedelta

from storage.domain.meeting.meeting import MINUTE, Meeting

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
