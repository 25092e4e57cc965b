"""The meeting's clock and sign of life on the screen that leads it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.domain.meeting.meeting import MINUTE, Meeting, Visit
from storage.store import Heartbeat
from tui.desk.session import has_ended

LONGEST_BEAT = 4.0
"""Seconds; a longer gap between two looks means that the program or the machine slept, and does not count."""
SILENT_AFTER = timedelta(seconds=8)
"""A leading screen without a sign of life for so long is silent."""


@dataclass
class Stopwatch:
    """Seconds this phase has run here, by a clock that cannot be set back; pauses and sleep are left out."""

    spent: float
    last: float

    def look(self, now: float, *, running: bool) -> float:
        """Return the seconds so far at the monotonic instant `now`."""
        passed = now - self.last
        self.last = now
        if running and 0 < passed <= LONGEST_BEAT:
            self.spent += passed
        return self.spent


def silent(heartbeat: Heartbeat | None, meeting: Meeting, now: datetime) -> bool:
    """Tell whether nobody leads a meeting any more."""
    if heartbeat is None or heartbeat.meeting != meeting.id:
        return True
    return abs(now - heartbeat.at) > SILENT_AFTER or has_ended(heartbeat.leader)


def resumed_spent(heartbeat: Heartbeat | None, meeting: Meeting) -> float:
    """Return the seconds the present phase has run, by the last sign of life when it is about this phase."""
    kept = meeting.visit.spent if meeting.visit else 0.0
    if heartbeat and heartbeat.meeting == meeting.id and heartbeat.place == meeting.place:
        return max(kept, heartbeat.spent)
    return kept


def shown_left(visit: Visit, spent: float) -> str:
    """Return the time left as `3:42`, or the time over as `+0:35`."""
    left = visit.minutes * MINUTE - spent
    seconds = round(abs(left))
    return f"{'+' if left < 0 and seconds else ''}{seconds // 60}:{seconds % 60:02d}"


def is_over(visit: Visit, spent: float) -> bool:
    """Tell whether the phase's time is up."""
    return spent >= visit.minutes * MINUTE
