"""A meeting: how it begins, goes on phase by phase and ends, as a value that every key press turns into the next."""

import statistics
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

import msgspec

from storage.domain.errors import Refused
from storage.domain.meeting.form import Each, Matter, MeetingForm, MeetingRole, Phase, Speaks, Writes, scaled
from storage.domain.meeting.strip import Strip
from storage.domain.plan.plan import typed_numbers
from storage.domain.record import Part, Record

MINUTE = 60.0
NOT_THE_OWNERS = frozenset({MeetingRole.NOTE_TAKER, MeetingRole.SOLUTION_GUARD})


class MeetingState(StrEnum):
    """Whether a meeting goes on; a team has at most one that does."""

    RUNNING = "running"
    HELD = "held"
    BROKEN_OFF = "broken-off"


class Visit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One phase of this meeting, for one case if the phase repeats."""

    phase: str
    title: str
    minutes: int
    """Minutes it was given; each `+` adds one."""
    case: str = ""
    writes: Writes = Writes.NOTE
    """What could be written; tells afterwards whether the time went to the plan."""
    about: Matter | None = None
    """What was spoken of; None where it was neither, or where an older file does not say."""
    spent: float = 0.0
    """Seconds it has run; pauses and sleep do not count."""
    seen: bool = False


class Note(Part, frozen=True, kw_only=True):
    """Something written for the meeting and not for a case."""

    phase: str
    text: str
    by: str = ""
    case: str = ""
    """The case the phase was for, where it repeats."""
    common: bool = False
    """Whether several of the team do so: what a shared minimum can begin with."""


class DecisionKind(StrEnum):
    """What was decided."""

    AGREEMENT = "agreement"
    RATING = "rating"
    PRACTICE = "practice"
    CHANGE = "change"
    CARD = "card"
    LIFT = "lift"
    NOTHING = "nothing"
    OTHER = "other"


class Decision(Part, frozen=True, kw_only=True):
    """Something decided here, with the id of what it made or changed."""

    kind: DecisionKind
    text: str = ""
    case: str = ""
    ref: str = ""


class Score(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the team thought of the meeting: never who said what."""

    middle: float
    lowest: int
    highest: int
    count: int
    numbers: tuple[int, ...] = ()
    """All of them, the lowest first."""


class Meeting(Record, frozen=True, kw_only=True):
    """A meeting that is being held, or was."""

    FORGETS = frozenset({"strip"})

    form: str
    title: str
    started: datetime
    planned: int
    """Minutes the team had."""
    state: MeetingState = MeetingState.RUNNING
    ended: datetime | None = None
    present: tuple[str, ...] = ()
    roles: dict[MeetingRole, str] = msgspec.field(default_factory=dict)
    waiting: tuple[str, ...] = ()
    """Codes of the cases that did not fit."""
    visits: tuple[Visit, ...] = ()
    place: int = -1
    """Which visit it is at; -1 while the opening screen with the plan stands."""
    paused: bool = False
    turn: int = 0
    """Which turn it is in a round, from 0; it counts on when all have had one."""
    area: str = ""
    """The area a plan meeting works on, and the practice."""
    practice: str = ""
    script: MeetingForm | None = None
    """The form as it was when the meeting began; dropped at the end."""
    notes: tuple[Note, ...] = ()
    parking: tuple[Note, ...] = ()
    decisions: tuple[Decision, ...] = ()
    score: Score | None = None
    next_on: date | None = None
    next_roles: dict[MeetingRole, str] = msgspec.field(default_factory=dict)
    strip: Strip | None = None
    """What it came to when it ended; None where an older program ended it."""

    @property
    def is_running(self) -> bool:
        """Whether it goes on."""
        return self.state is MeetingState.RUNNING

    @property
    def visit(self) -> Visit | None:
        """The visit it is at, or None at the opening."""
        return self.visits[self.place] if 0 <= self.place < len(self.visits) else None

    @property
    def phase(self) -> Phase | None:
        """The phase it is at, or None at the opening or after the end."""
        return self.script.phase(self.visit.phase) if self.script and self.visit else None

    @property
    def cases(self) -> tuple[str, ...]:
        """Codes of the cases on the agenda, in order."""
        return tuple(dict.fromkeys(visit.case for visit in self.visits if visit.case))

    def said_about(self, case: str) -> tuple[Note | Decision, ...]:
        """Return what was decided and noted about a case, by its code."""
        parts: tuple[Note | Decision, ...] = (*self.decisions, *self.notes, *self.parking)
        return tuple(part for part in parts if part.case == case)

    @property
    def answers(self) -> str:
        """Who is asked in a round about their case, and so does not ask; empty elsewhere."""
        is_asked = self.phase and self.phase.speaks is Speaks.ROUND and self.visit and self.visit.case
        return self.roles.get(MeetingRole.CASE_OWNER, "") if is_asked else ""

    @property
    def in_turn(self) -> tuple[str, ...]:
        """Who has a turn in a round, in order."""
        return tuple(alias for alias in self.present if alias != self.answers) or self.present

    @property
    def has_been_round(self) -> bool:
        """Whether all have had a turn."""
        return self.turn >= len(self.in_turn)

    @property
    def speaker(self) -> str:
        """Whose turn it is in a round."""
        return self.in_turn[self.turn % len(self.in_turn)] if self.present else ""


def with_role(meeting: Meeting, role: MeetingRole, alias: str) -> Meeting:
    """Return the meeting with a role given to somebody; raises `unknown-member` when they are not here."""
    if alias not in meeting.present:
        raise Refused("unknown-member", typed=alias, members=meeting.present)
    return meeting.but(roles=meeting.roles | {role: alias})


def with_present(meeting: Meeting, aliases: Sequence[str]) -> Meeting:
    """Return the meeting with those who are here now; raises `nobody-present`.

    Who came late has a turn after the others, and whose turn it is keeps it; who left has no role any more.
    """
    if not aliases:
        raise Refused("nobody-present")
    stay = tuple(alias for alias in meeting.present if alias in aliases)
    present = (*stay, *(alias for alias in aliases if alias not in stay))
    roles = {role: alias for role, alias in meeting.roles.items() if alias in present}
    after = meeting.but(present=present, roles=roles)
    rounds = meeting.turn // max(1, len(meeting.in_turn)) * len(after.in_turn)
    speaks_on = meeting.speaker in after.in_turn
    return after.but(turn=rounds + after.in_turn.index(meeting.speaker)) if speaks_on else after


def noted(meeting: Meeting, key: str, text: str, by: str = "") -> Meeting:
    """Return the meeting with a note in this phase; raises `empty-text`."""
    return meeting.but(notes=(*meeting.notes, _note(meeting, key, text, by)))


def parked(meeting: Meeting, key: str, text: str, by: str = "") -> Meeting:
    """Return the meeting with something put in the parking lot; raises `empty-text`."""
    return meeting.but(parking=(*meeting.parking, _note(meeting, key, text, by)))


def _note(meeting: Meeting, key: str, text: str, by: str) -> Note:
    if not text.strip():
        raise Refused("empty-text")
    visit = meeting.visit
    return Note(id=key, phase=visit.phase if visit else "", case=visit.case if visit else "", text=text.strip(), by=by)


def decided(meeting: Meeting, decision: Decision) -> Meeting:
    """Return the meeting with a decision."""
    return meeting.but(decisions=(*meeting.decisions, decision))


def scored(meeting: Meeting, typed: str) -> Meeting:
    """Return the meeting with its score from a row typed without names, such as `7 8 6 9`; raises `no-such-scale`."""
    numbers = typed_numbers(typed)
    middle = float(statistics.median(numbers))
    score = Score(middle=middle, lowest=numbers[0], highest=numbers[-1], count=len(numbers), numbers=numbers)
    return meeting.but(score=score)


def visits_for(form: MeetingForm, shares: Mapping[str, int], minutes: int) -> tuple[Visit, ...]:
    """Return the visits of a meeting: once through the form, its case phases once for each case.

    `shares` gives each case's minutes by code, in order; `minutes` is the time for all.
    """
    per_case = [phase for phase in form.phases if phase.each is Each.CASE]
    common = [phase for phase in form.phases if phase.each is Each.MEETING]
    left = max(len(common), minutes - sum(shares.values()))
    common_minutes = dict(zip((phase.key for phase in common), scaled([p.minutes for p in common], left), strict=True))
    visits: list[Visit] = []
    repeated = False
    for phase in form.phases:
        if phase.each is Each.MEETING:
            visits.append(_visit(phase, common_minutes[phase.key]))
        elif not repeated:
            visits += _case_visits(per_case, shares)
            repeated = True
    return tuple(visits)


def _case_visits(phases: Sequence[Phase], shares: Mapping[str, int]) -> list[Visit]:
    return [
        _visit(phase, minutes, code)
        for code, share in shares.items()
        for phase, minutes in zip(phases, scaled([phase.minutes for phase in phases], share), strict=True)
    ]


def _visit(phase: Phase, minutes: int, code: str = "") -> Visit:
    return Visit(phase=phase.key, title=phase.title, minutes=minutes, case=code, writes=phase.writes, about=phase.about)


def begun(
    form: MeetingForm,
    *,
    key: str,
    now: datetime,
    minutes: int,
    present: Sequence[str],
    roles: Mapping[MeetingRole, str],
    shares: Mapping[str, int],
    waiting: Sequence[str] = (),
) -> Meeting:
    """Return a meeting at its opening screen; raises `nobody-present` or `no-case` when the form needs one."""
    if not present:
        raise Refused("nobody-present")
    if form.takes_cases and not shares:
        raise Refused("no-case")
    return Meeting(
        id=key,
        form=form.key,
        title=form.title,
        started=now,
        planned=minutes,
        present=tuple(present),
        roles=dict(roles),
        waiting=tuple(waiting),
        visits=visits_for(form, shares, minutes),
        script=form,
    )


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
    """Return the roles with another case owner, from whom the last one takes over the pen and the guard."""
    last = roles.get(MeetingRole.CASE_OWNER, "") or alias
    others: dict[MeetingRole, str] = {
        role: last if name == alias and role in NOT_THE_OWNERS else name
        for role, name in roles.items()
        if role != MeetingRole.CASE_OWNER
    }
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
    return meeting.but(turn=meeting.turn + steps if meeting.present else 0)


def ended(meeting: Meeting, now: datetime, state: MeetingState = MeetingState.HELD) -> Meeting:
    """Return the meeting ended; its script goes, what was said and decided stays."""
    if not meeting.is_running:
        raise Refused("not-running")
    return _with_visit(meeting, seen=True).but(state=state, ended=now, paused=False, script=None)
