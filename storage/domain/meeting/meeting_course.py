"""How a meeting goes on, phase by phase, and ends."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.meeting.roles import MeetingRole


def moved(meeting: Meeting, steps: int, case_owner: str | None = None) -> Meeting:
    """Return the meeting so many phases on or back, the clock running; raises `no-phase-there`.

    `case_owner` is given where another case begins; empty when its owner is not here.
    """
    place = meeting.place + steps
    if not 0 <= place < len(meeting.visits):
        raise Refused("no-phase-there")
    seen = _with_visit(meeting, seen=True)
    roles = seen.roles if case_owner is None else _with_owner(seen.roles, case_owner)
    return seen.but(place=place, paused=False, turn=0, roles=roles)


def _with_owner(roles: Mapping[MeetingRole, str], alias: str) -> dict[MeetingRole, str]:
    others: dict[MeetingRole, str] = {role: name for role, name in roles.items() if role != MeetingRole.CASE_OWNER}
    return others | {MeetingRole.CASE_OWNER: alias} if alias else others


def paused(meeting: Meeting) -> Meeting:
    """Return the meeting with its clock stopped, or going again."""
    return meeting.but(paused=not meeting.paused)


def extended(meeting: Meeting, minutes: int = 1) -> Meeting:
    """Return the meeting with more time for this phase."""
    if meeting.visit is None:
        raise Refused("no-phase-there")
    return _with_visit(meeting, minutes=meeting.visit.minutes + minutes)


def timed(meeting: Meeting, spent: float) -> Meeting:
    """Return the meeting with the seconds this phase has run; time never runs backwards."""
    if meeting.visit is None:
        return meeting
    return _with_visit(meeting, spent=max(meeting.visit.spent, round(spent, 1)))


def _with_visit(meeting: Meeting, **values: object) -> Meeting:
    if meeting.visit is None:
        return meeting
    visit = msgspec.structs.replace(meeting.visit, **values)
    return meeting.but(visits=(*meeting.visits[: meeting.place], visit, *meeting.visits[meeting.place + 1 :]))


def turned(meeting: Meeting, steps: int = 1) -> Meeting:
    """Return the meeting with the turn passed on in a round."""
    return meeting.but(turn=(meeting.turn + steps) % max(1, len(meeting.present)))


def ended(meeting: Meeting, now: datetime, state: MeetingState = MeetingState.HELD) -> Meeting:
    """Return the meeting ended; its script goes, what was said and decided stays."""
    if not meeting.is_running:
        raise Refused("not-running")
    return _with_visit(meeting, seen=True).but(state=state, ended=now, paused=False, script=None)
