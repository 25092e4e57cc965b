"""A case: its path from what happened to what we do, and what was learned."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

import msgspec

from storage.domain.calendar import SchoolYear, year_of_code
from storage.domain.errors import Refused
from storage.domain.plan.plan import HIGHEST, Level
from storage.domain.record import Part, Piece, Record

LONGEST_TITLE = 80


class Kind(StrEnum):
    """What a case is about: something that is hard, or something that went well."""

    CASE = "case"
    SUCCESS = "success"


class Step(StrEnum):
    """The path of a case, in order."""

    SITUATION = "situation"
    CLARIFICATION = "clarification"
    WANTED = "wanted"
    EXCEPTIONS = "exceptions"
    VIEWS = "views"
    IDEAS = "ideas"
    FIRST_STEP = "first-step"
    LESSON = "lesson"


class View(StrEnum):
    """Whose eyes saw it."""

    SCHOOL = "school"
    PUPIL = "pupil"
    HOME = "home"
    SECOND_HOME = "second-home"
    OTHER_ADULT = "other-adult"


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    PARKED = "parked"
    LIFTED = "lifted"
    HANDED_OVER = "handed-over"
    CLOSED = "closed"


class Pick(StrEnum):
    """What the case owner made of an idea."""

    NOW = "now"
    LATER = "later"
    TRIED = "tried"


class Route(StrEnum):
    """Whom the safety gate leads to, the gravest last."""

    NOT_SAFE = "not-safe"
    """A pupil who is not safe and well at school: the head; suspicion is enough."""
    ADULT = "adult"
    """An adult at school who violates a pupil: the head at once, or the school owner."""
    HOME = "home"
    """Violence, abuse or serious neglect at home: each employee's own duty to child welfare."""
    DANGER = "danger"
    """A life may be in danger: nobody leaves the pupil alone; health services and the head at once."""

    @property
    def gravity(self) -> int:
        """How grave it is beside the others."""
        return tuple(Route).index(self)


class Outcome(StrEnum):
    """What a case put into the plan."""

    PRACTICE = "practice"
    CHANGE = "change"
    CARD = "card"
    LIFT = "lift"
    NOTHING = "nothing"


class Entry(Part, frozen=True, kw_only=True):
    """Something written in a case, at a step, from somebody's view."""

    step: Step
    text: str
    at: datetime
    by: str = ""
    view: View = View.SCHOOL
    meeting: str = ""
    scale: int | None = None
    """0 to 10: how near what is wanted things are."""


class Idea(Part, frozen=True, kw_only=True):
    """One thing that could be done."""

    text: str
    level: Level | None = None
    pick: Pick | None = None
    meeting: str = ""
    card: str = ""
    """The experience card it was taken from."""
    dots: int = 0
    """How many dots people laid on it, to show what they believe in."""


class CrossPressure(Piece, frozen=True, kw_only=True):
    """What squeezes the teacher, sorted."""

    fixed: str = ""
    """What is fixed, and by whom."""
    entitled: str = ""
    """What pupil and parents are entitled to."""
    we_can: str = ""
    """What we can do ourselves."""
    decides: str = ""
    """Who owns the decision."""


class Learned(Part, frozen=True, kw_only=True):
    """What a case put into the plan, or why nothing."""

    outcome: Outcome
    text: str = ""
    ref: str = ""
    """The id of the practice or card."""
    meeting: str = ""


class ForLeader(Part, frozen=True, kw_only=True):
    """What goes to the leadership, in the words that the team has approved, and what was answered."""

    words: str
    on: date
    """When they were approved."""
    answer: str = ""
    answered: date | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who was told, by which route and when; never what was said."""

    route: Route
    who: str
    on: date


class Standing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The state of a case, since when, and why."""

    state: CaseState
    on: date
    reason: str = ""


class Case(Record, frozen=True, kw_only=True):
    """A case of a school year, or a success worth looking at."""

    title: str
    opened: date
    code: str = ""
    """Given by the store, under its lock, when the case is first kept."""
    first_code: str = ""
    """The code it was given first, where an older case of another copy of the folder keeps that one."""
    kind: Kind = Kind.CASE
    themes: tuple[str, ...] = ()
    owner: str = ""
    standing: Standing | None = None
    """None while it has been open from the start."""
    entries: tuple[Entry, ...] = ()
    ideas: tuple[Idea, ...] = ()
    pressure: CrossPressure | None = None
    first_step: str = ""
    """How the first step went, or why none was needed: the first question of closing."""
    learned: tuple[Learned, ...] = ()
    """What went into the plan, or why nothing: the second question of closing."""
    safe: bool | None = None
    """The answer to the question at the start: is the pupil safe and well, as far as we know? None: not asked."""
    false_alarm: str = ""
    """Why an alarm was put away."""
    told: tuple[Told, ...] = ()
    alarm: Route | None = None
    """Where the safety gate leads while nobody has been told and it was not put away."""
    home_waits: bool = False
    """Whether behind an alarm about a life stands one about the home, which is the next one to answer."""
    advised: date | None = None
    """The day child welfare or the police advised that the home can be spoken to."""
    for_leader: tuple[ForLeader, ...] = ()
    """What of it goes to the leadership, by what is lifted."""

    @property
    def keeps_from_home(self) -> bool:
        """Whether nothing may be taken up with the home before child welfare or the police have advised."""
        return self.advised is None and Route.HOME in {*self.open_routes, *(told.route for told in self.told)}

    @property
    def open_routes(self) -> frozenset[Route]:
        """By which routes somebody must still be told."""
        return frozenset({*filter(None, (self.alarm,)), *((Route.HOME,) if self.home_waits else ())})

    @property
    def wants_peace(self) -> bool:
        """Whether no question turns what is written: about a home or a life it could speak for whoever did it."""
        return self.keeps_from_home or Route.HOME in self.open_routes or self.alarm is Route.DANGER

    @property
    def state(self) -> CaseState:
        """Where the case stands now."""
        return self.standing.state if self.standing else CaseState.OPEN

    @property
    def is_open(self) -> bool:
        """Whether it is the team's to work on."""
        return self.state is CaseState.OPEN

    @property
    def year(self) -> SchoolYear:
        """The school year it belongs to for life."""
        return year_of_code(self.code)

    @property
    def closed_on(self) -> date | None:
        """The day it was closed, if it is."""
        return self.standing.on if self.standing and self.standing.state is CaseState.CLOSED else None


def checked_title(title: str) -> str:
    """Return a title that may be kept; raises `empty-title` or `long-title`."""
    title = " ".join(title.split())
    if not title:
        raise Refused("empty-title")
    if len(title) > LONGEST_TITLE:
        raise Refused("long-title", longest=LONGEST_TITLE)
    return title


def with_entry(case: Case, entry: Entry) -> Case:
    """Return the case with one more entry, or with a corrected one; raises `empty-text` or `no-such-scale`."""
    if not entry.text.strip():
        raise Refused("empty-text")
    if entry.scale is not None and not 0 <= entry.scale <= HIGHEST:
        raise Refused("no-such-scale", value=entry.scale)
    if any(kept.id == entry.id for kept in case.entries):
        return case.but(entries=tuple(entry if kept.id == entry.id else kept for kept in case.entries))
    return case.but(entries=(*case.entries, entry))


def without_entry(case: Case, key: str) -> Case:
    """Return the case without one of its entries."""
    return case.but(entries=tuple(entry for entry in case.entries if entry.id != key))


def with_ideas(case: Case, ideas: Iterable[Idea]) -> Case:
    """Return the case with more ideas; empty ones are left out."""
    return case.but(ideas=(*case.ideas, *(idea for idea in ideas if idea.text.strip())))


def picked(case: Case, key: str, pick: Pick | None) -> Case:
    """Return the case with one idea sorted."""
    ideas = (msgspec.structs.replace(idea, pick=pick) if idea.id == key else idea for idea in case.ideas)
    return case.but(ideas=tuple(ideas))


def dotted(case: Case, numbers: Sequence[int]) -> Case:
    """Return the case with a dot more on an idea for each time its number, from 1, is named; raises `no-such-idea`."""
    if not all(1 <= number <= len(case.ideas) for number in numbers):
        raise Refused("no-such-idea", count=len(case.ideas))
    ideas = (
        msgspec.structs.replace(idea, dots=idea.dots + numbers.count(place)) if place in numbers else idea
        for place, idea in enumerate(case.ideas, 1)
    )
    return case.but(ideas=tuple(ideas))


def with_lesson(case: Case, learned: Learned) -> Case:
    """Return the case with something learned; raises `empty-reason` when nothing was and nobody says why."""
    if not learned.text.strip() and not learned.ref:
        raise Refused("empty-reason", state=learned.outcome.value)
    return case.but(learned=(*case.learned, learned))
