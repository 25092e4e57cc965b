"""A meeting: the run of a form, as a value that every key press turns into the next."""

from datetime import date, datetime
from enum import StrEnum
from statistics import median

import msgspec

from storage.domain.errors import Refused
from storage.domain.meeting.form import MeetingForm, Phase, Writes
from storage.domain.meeting.roles import MeetingRole
from storage.domain.plan.plan import HIGHEST
from storage.domain.record import Part, Record

MINUTE = 60.0


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


class Meeting(Record, frozen=True, kw_only=True):
    """A meeting that is being held, or was."""

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
    """Whose turn in a round: a place in `present`."""
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
    def speaker(self) -> str:
        """Whose turn it is in a round."""
        return self.present[self.turn % len(self.present)] if self.present else ""


def with_role(meeting: Meeting, role: MeetingRole, alias: str) -> Meeting:
    """Return the meeting with a role given to somebody; raises `unknown-member` when they are not here."""
    if alias not in meeting.present:
        raise Refused("unknown-member", typed=alias, members=meeting.present)
    return meeting.but(roles=meeting.roles | {role: alias})


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
    try:
        values = [int(word) for word in typed.replace(",", " ").split()]
    except ValueError:
        raise Refused("no-such-scale", value=typed) from None
    if not values or not all(0 <= value <= HIGHEST for value in values):
        raise Refused("no-such-scale", value=typed)
    score = Score(middle=float(median(values)), lowest=min(values), highest=max(values), count=len(values))
    return meeting.but(score=score)
