"""Who leads the meeting: the lease, renewed by a sign of life, and the clock that goes with it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting
from storage.store import Heartbeat
from tui.desk.desk import Desk
from tui.desk.drafting import has_ended

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


BEAT_EVERY = 2.0
"""Seconds between two signs of life."""
LEADERS = frozenset({"next_phase", "previous_phase", "pause", "one_minute", "next_turn", "roles", "end"})
"""Actions of the screen that leads."""


class Lead:
    """This screen's part in a meeting: it leads, or it follows."""

    def __init__(self, desk: Desk, *, leads: bool, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.desk = desk
        self.leads = leads
        self._monotonic = monotonic
        self._watch = Stopwatch(0.0, monotonic())
        self._at: tuple[str, int] = ("", -1)
        self._last_beat = 0.0
        self._stands = False
        """Whether a sign of life of this screen's lead was written: before that, another's sign is an old one."""
        self._writing = asyncio.Lock()
        """While a sign is being written, what stands there says nothing of who leads."""
        self._heard: tuple[Heartbeat | None, float] = (None, 0.0)

    def without_use(self, *, writes: bool) -> frozenset[str]:
        """Return the actions that do nothing on this screen; on one that follows, one may write or not."""
        if self.leads:
            return frozenset({"take_lead"})
        return LEADERS if writes else LEADERS | {"write"}

    def spent(self, meeting: Meeting) -> float:
        """Return the seconds the present phase has run, as this screen knows it."""
        if not self.leads:
            return self._spent_elsewhere(meeting)
        self._arrive(meeting)
        return self._watch.look(self._monotonic(), running=not meeting.paused and meeting.visit is not None)

    def _arrive(self, meeting: Meeting) -> None:
        if self._at != (meeting.id, meeting.place):
            self._at = (meeting.id, meeting.place)
            self._watch = Stopwatch(resumed_spent(self.desk.store.heartbeat(), meeting), self._monotonic())

    def _spent_elsewhere(self, meeting: Meeting) -> float:
        beat = self.desk.store.heartbeat()
        if beat != self._heard[0]:
            self._heard = (beat, self._monotonic())
        since = 0.0 if meeting.paused else min(BEAT_EVERY * 2, self._monotonic() - self._heard[1])
        return resumed_spent(beat, meeting) + since

    async def beat(self, meeting: Meeting, spent: float) -> str:
        """Give a sign of life when it is time, and return the session that asks for the lead, if one does."""
        is_early = self._monotonic() - self._last_beat < BEAT_EVERY
        if not self.leads or self._writing.locked() or is_early:
            return ""
        self._last_beat = self._monotonic()
        heard = self.desk.store.heartbeat()
        asked_by = heard.asked_by if heard and heard.meeting == meeting.id else ""
        try:
            await self._write(self._sign(meeting, spent))
        except Refused:
            return ""  # a full disk ends no meeting; the next sign of life is due in two seconds
        self._stands = self.leads
        return asked_by if asked_by != self.desk.session else ""

    def _sign(self, meeting: Meeting, spent: float, leader: str = "") -> Heartbeat:
        return Heartbeat(
            meeting=meeting.id,
            leader=leader or self.desk.session,
            place=meeting.place,
            spent=round(spent, 1),
            at=self.desk.now(),
        )

    async def _write(self, sign: Heartbeat) -> None:
        async with self._writing:
            await asyncio.to_thread(self.desk.store.beat, sign)

    async def hand_over(self, meeting: Meeting, session: str) -> None:
        """Let another screen lead; raises `not-saved`, and then this one still does."""
        sign, stood = self._sign(meeting, self.spent(meeting), leader=session), self._stands
        self.leads = self._stands = False
        try:
            await self._write(sign)
        except Refused:
            self.leads, self._stands = True, stood
            raise

    async def take(self, meeting: Meeting) -> bool:
        """Take the lead from a silent screen, or ask a living one for it; tell whether it is ours now.

        Raises `not-saved` when the question could not be put.
        """
        heard = self.desk.store.heartbeat()
        if heard is None or silent(heard, meeting, self.desk.now()) or heard.leader == self.desk.session:
            self._lead()
            return True
        await self._write(msgspec.structs.replace(heard, asked_by=self.desk.session))
        return False

    def was_given(self) -> bool:
        """Tell whether the lead has just been handed to this screen."""
        heard = self.desk.store.heartbeat()
        if self.leads or self._writing.locked() or heard is None or heard.leader != self.desk.session:
            return False
        self._lead()
        return True

    def was_taken(self) -> bool:
        """Tell whether another screen has taken the lead while this one was silent."""
        heard = self.desk.store.heartbeat()
        if not self._stands or heard is None or heard.leader == self.desk.session:
            return False
        self.leads = self._stands = False
        return True

    def _lead(self) -> None:
        self.leads, self._stands = True, False
        self._at, self._last_beat = ("", -1), 0.0
