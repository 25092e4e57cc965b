"""Who does what in a meeting, and whose turn it is."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

SMALL_MEETING = 4
"""Up to this many present, roles are held in pairs."""


class MeetingRole(StrEnum):
    """What somebody does for the meeting; the case owner changes with the case."""

    FACILITATOR = "facilitator"
    NOTE_TAKER = "note-taker"
    TIME_KEEPER = "time-keeper"
    SOLUTION_GUARD = "solution-guard"
    CASE_OWNER = "case-owner"


Roles = Mapping[MeetingRole, str]
Agreed = Roles | Mapping[str, str]
ROTATING = (MeetingRole.FACILITATOR, MeetingRole.NOTE_TAKER, MeetingRole.TIME_KEEPER, MeetingRole.SOLUTION_GUARD)
PAIRED = {MeetingRole.TIME_KEEPER: MeetingRole.FACILITATOR, MeetingRole.SOLUTION_GUARD: MeetingRole.NOTE_TAKER}


def proposed_roles(
    present: Sequence[str], earlier: Sequence[Roles], case_owner: str = "", agreed: Agreed = MappingProxyType({})
) -> dict[MeetingRole, str]:
    """Return who should do what: what was agreed for those who are here, else those who have waited longest.

    `earlier` holds the roles of past meetings, newest first. The case owner comes last, and by agreement keeps
    the time at most.
    """
    taken = _kept(present, agreed, case_owner)
    for role in ROTATING if present else ():
        if role in taken:
            continue
        if len(present) <= SMALL_MEETING and role in PAIRED:
            taken[role] = taken[PAIRED[role]]
        else:
            taken[role] = _next_for(role, present, earlier, taken, case_owner)
    ordered = {role: taken[role] for role in ROTATING if role in taken}
    return ordered | ({MeetingRole.CASE_OWNER: case_owner} if case_owner else {})


def _kept(present: Sequence[str], agreed: Agreed, case_owner: str) -> dict[MeetingRole, str]:
    """Return the agreed roles that still fit: nobody has two where there are enough people for one each."""
    kept: dict[MeetingRole, str] = {}
    for role in ROTATING:
        alias = agreed.get(role, "")
        doubled = len(present) > SMALL_MEETING and alias in kept.values()
        busy = alias == case_owner and role is not MeetingRole.TIME_KEEPER
        if alias in present and not doubled and not busy:
            kept[role] = alias
    return kept


def _next_for(
    role: MeetingRole, present: Sequence[str], earlier: Sequence[Roles], taken: Roles, case_owner: str
) -> str:
    def weight(alias: str) -> tuple[bool, bool, int]:
        since = next((ago for ago, roles in enumerate(earlier) if roles.get(role) == alias), len(earlier))
        return (alias == case_owner, alias in taken.values(), -since)

    return min(present, key=weight)
