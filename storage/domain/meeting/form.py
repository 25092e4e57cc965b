"""Meeting forms: the method as data that a school can edit."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

import msgspec

from storage.domain.case.case import Step
from storage.domain.errors import Refused
from storage.domain.meeting.strip import Limits, checked_limits

SHORTEST_PHASE = 1
"""Minutes; no phase is scaled below it."""
LONGEST_MEETING = 24 * 60
"""Minutes."""
LONGEST_SHORT = 8
"""Characters."""


class Each(StrEnum):
    """How often a phase comes."""

    MEETING = "meeting"
    CASE = "case"


class Speaks(StrEnum):
    """Who speaks in a phase."""

    ALL = "all"
    OWNER = "owner"
    OTHERS = "others"
    ROUND = "round"
    NOBODY = "nobody"
    FACILITATOR = "facilitator"


class Writes(StrEnum):
    """What can be written in a phase."""

    NOTE = "note"
    AGREEMENTS = "agreements"
    ENTRY = "entry"
    IDEAS = "ideas"
    FIRST_STEP = "first-step"
    INTO_PLAN = "into-plan"
    CHECK_OUT = "check-out"
    YEAR_WHEEL = "year-wheel"
    AREA = "area"
    SCALE = "scale"
    PRACTICES = "practices"
    MINIMUM = "minimum"
    ROOM = "room"
    OWNERS = "owners"
    CARD = "card"
    PRACTICE = "practice"
    SORT = "sort"


class Matter(StrEnum):
    """What is spoken of in a phase."""

    WRONG = "wrong"
    """What is hard, and how it came to be."""
    WANTED = "wanted"
    """What is wished for, what already works, and what is agreed on."""


class Family(StrEnum):
    """Kinds of turning questions."""

    WANTED = "wanted"
    EXCEPTIONS = "exceptions"
    SCALE = "scale"
    COPING = "coping"
    HOME = "home"
    STRENGTHS = "strengths"
    ROOM = "room"
    FIRST_STEP = "first-step"


class Phase(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One stretch of a meeting, with one thing to do."""

    key: str
    title: str
    short: str
    """At most eight characters, for the rail."""
    minutes: int
    prompts: tuple[str, ...]
    """The first is the prompt; the others stand under it."""
    rule: str = ""
    speaks: Speaks = Speaks.ALL
    writes: Writes = Writes.NOTE
    step: Step | None = None
    about: Matter | None = None
    """What is spoken of; nothing where it is neither."""
    each: Each = Each.MEETING
    from_all: bool = False
    """Whether people on other screens may write too."""
    hidden: bool = False
    """Whether what is written here is seen by nobody until the meeting moves on."""
    quiet: bool = False
    """Whether language steering stays silent."""
    dots: int = 0
    """How many dots each has to lay on the ideas, typed as their numbers; 0 where there is no such vote."""
    steers_to: tuple[Family, ...] = ()


class MeetingForm(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A way to hold a meeting."""

    key: str
    title: str
    minutes: int
    phases: tuple[Phase, ...]
    language: str = ""
    purpose: str = ""
    opens_with_plan: bool = True
    strip: Limits = Limits()
    """What such a meeting can tell about itself."""

    @property
    def takes_cases(self) -> bool:
        """Whether some phases repeat for every case."""
        return any(phase.each is Each.CASE for phase in self.phases)

    def phase(self, key: str) -> Phase:
        """Return the phase with this key."""
        return next(phase for phase in self.phases if phase.key == key)


def checked_form(form: MeetingForm) -> MeetingForm:
    """Return a form that can be held.

    Raises `form-without-key`, `form-minutes`, `form-without-phases`, and with the `number` of the phase, from 1, and
    the `key` that is wrong: `phase-twice`, `phase-minutes`, `phase-short`, `phase-without-prompt` or
    `entry-without-step`; and `strip-limit`.
    """
    if not form.key or not form.title.strip():
        raise Refused("form-without-key", key="title" if form.key else "key")
    if not SHORTEST_PHASE <= form.minutes <= LONGEST_MEETING:
        raise Refused("form-minutes", key="minutes")
    if not form.phases:
        raise Refused("form-without-phases")
    for number, phase in enumerate(form.phases, 1):
        if any(phase.key == earlier.key for earlier in form.phases[: number - 1]):
            raise Refused("phase-twice", number=number, key="key", phase=phase.key)
        _check_phase(phase, number)
    checked_limits(form.strip)
    return form


def _check_phase(phase: Phase, number: int) -> None:
    if not SHORTEST_PHASE <= phase.minutes <= LONGEST_MEETING:
        raise Refused("phase-minutes", number=number, key="minutes", phase=phase.key)
    if not 0 < len(phase.short) <= LONGEST_SHORT:
        raise Refused("phase-short", number=number, key="short", phase=phase.key, longest=LONGEST_SHORT)
    if not any(prompt.strip() for prompt in phase.prompts[:1]):
        raise Refused("phase-without-prompt", number=number, key="prompts", phase=phase.key)
    if phase.writes is Writes.ENTRY and phase.step is None:
        raise Refused("entry-without-step", number=number, key="writes", phase=phase.key)


def scaled(minutes: Sequence[int], total: int) -> tuple[int, ...]:
    """Return the minutes stretched or shrunk to a total, none below one (the sum is larger when that needs it)."""
    whole = sum(minutes) or 1
    exact = [each * total / whole for each in minutes]
    parts = [max(SHORTEST_PHASE, int(each)) for each in exact]
    order = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in order[: max(0, total - sum(parts))]:
        parts[place] += 1
    while sum(parts) > total and max(parts) > SHORTEST_PHASE:
        parts[
            max(range(len(parts)), key=lambda place: (parts[place] > SHORTEST_PHASE, parts[place] - exact[place]))
        ] -= 1
    return tuple(parts)


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
AgreedRoles = Roles | Mapping[str, str]
ROTATING = (MeetingRole.FACILITATOR, MeetingRole.NOTE_TAKER, MeetingRole.TIME_KEEPER, MeetingRole.SOLUTION_GUARD)
PAIRED = {MeetingRole.TIME_KEEPER: MeetingRole.FACILITATOR, MeetingRole.SOLUTION_GUARD: MeetingRole.NOTE_TAKER}


def proposed_roles(
    present: Sequence[str], earlier: Sequence[Roles], case_owner: str = "", agreed: AgreedRoles = MappingProxyType({})
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


def _kept(present: Sequence[str], agreed: AgreedRoles, case_owner: str) -> dict[MeetingRole, str]:
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
