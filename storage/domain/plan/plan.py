"""The peacetime plan: areas and practices, how a practice goes on, and a plan as it was read from a document."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from storage.domain.calendar import MONTHS, SchoolYear
from storage.domain.errors import Refused
from storage.domain.record import Record

ALL_YEAR = 0
HIGHEST = 10
"""The top of every scale here; the bottom is 0."""


class Level(StrEnum):
    """Who pulls: the law, the school, or the teachers themselves."""

    SOCIETY = "society"
    SCHOOL = "school"
    INDIVIDUAL = "individual"


class Depth(StrEnum):
    """How far the home takes part."""

    INFORMATION = "information"
    DIALOGUE = "dialogue"
    CO_DECISION = "co-decision"


class PracticeState(StrEnum):
    """How far a practice has come."""

    IDEA = "idea"
    AGREED = "agreed"
    IN_USE = "in-use"
    REVIEWED = "reviewed"
    RETIRED = "retired"


class Milestone(msgspec.Struct, frozen=True, omit_defaults=True):
    """The day a practice reached a state."""

    state: PracticeState
    on: date


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the team says an area stands, 0 to 10, and how deep the cooperation goes."""

    on: date
    scale: int
    depth: Depth | None = None


class Choice(StrEnum):
    """What becomes of a practice when a school year ends."""

    GOES_ON = "goes-on"
    REVIEW = "review"
    RETIRE = "retire"


class Handed(msgspec.Struct, frozen=True):
    """That a practice was handed over at the end of a school year, and how."""

    year: int
    """The start year of the school year that ended."""
    choice: Choice
    on: date


class Area(Record, frozen=True, kw_only=True):
    """One field of school-home cooperation."""

    key: str
    title: str
    about: str = ""
    order: int = 0
    hidden: bool = False
    """Whether the school does without it: neither it nor its practices are asked about."""
    readings: tuple[Reading, ...] = ()
    notes: str = ""
    """What the team wants to keep with it and that fits nowhere else."""


class Practice(Record, frozen=True, kw_only=True):
    """What the team does in peacetime."""

    area: str
    title: str
    minimum: str = ""
    """The shared minimum that all keep."""
    room: str = ""
    """The voluntary room: openly allowed, expected of nobody."""
    level: Level = Level.SCHOOL
    depth: Depth = Depth.INFORMATION
    owner: str = ""
    month: int = ALL_YEAR
    sign: str = ""
    """How the team will know that it works."""
    review: date | None = None
    milestones: tuple[Milestone, ...] = ()
    themes: tuple[str, ...] = ()
    """What it is about; the first is what it is for."""
    law: tuple[str, ...] = ()
    """Keys of the legal notes that demand it."""
    evidence: tuple[str, ...] = ()
    """Codes of the cases and ids of the cards it came from."""
    template: str = ""
    """The key of the template it was made from, so that it is not offered twice."""
    done: tuple[int, ...] = ()
    """The start years of the school years in which it has been done."""
    notes: str = ""
    """What the team wants to keep with it and that fits nowhere else."""
    handed: tuple[Handed, ...] = ()
    """The ends of school years at which the team has gone through it."""

    @property
    def born(self) -> date:
        """The day it came into the plan, as far as is known."""
        return self.milestones[0].on if self.milestones else date.min

    @property
    def state(self) -> PracticeState:
        """The state reached last."""
        return self.milestones[-1].state if self.milestones else PracticeState.IDEA


def checked_practice(practice: Practice) -> Practice:
    """Return a practice that may be kept; raises `empty-title` or `no-such-month`."""
    if not practice.title.strip():
        raise Refused("empty-title")
    if practice.month not in (ALL_YEAR, *MONTHS):
        raise Refused("no-such-month", month=practice.month)
    return practice


def reached(practice: Practice, state: PracticeState, on: date) -> Practice:
    """Return the practice in a state; reaching the same one again changes nothing."""
    if practice.state is state:
        return practice
    return practice.but(milestones=(*practice.milestones, Milestone(state, on)))


def done_in(practice: Practice, year: SchoolYear) -> Practice:
    """Return the practice ticked off for this school year, or unticked when it was ticked."""
    done = set(practice.done) ^ {year.start}
    return practice.but(done=tuple(sorted(done)))


def typed_numbers(typed: str) -> tuple[int, ...]:
    """Return numbers from 0 to 10, typed in a row without names, the lowest first; raises `no-such-scale`."""
    try:
        numbers = sorted(int(word) for word in typed.replace(",", " ").split())
    except ValueError:
        raise Refused("no-such-scale", value=typed) from None
    if not numbers or not 0 <= numbers[0] <= numbers[-1] <= HIGHEST:
        raise Refused("no-such-scale", value=typed)
    return tuple(numbers)


def read_scale(area: Area, scale: int, depth: Depth | None, on: date) -> Area:
    """Return the area with where it stands today; a second reading the same day replaces the first."""
    if not 0 <= scale <= HIGHEST:
        raise Refused("no-such-scale", value=scale)
    earlier = tuple(reading for reading in area.readings if reading.on != on)
    return area.but(readings=(*earlier, Reading(on, scale, depth)))


def living(practices: Iterable[Practice]) -> tuple[Practice, ...]:
    """Return the practices that are not retired."""
    return tuple(practice for practice in practices if practice.state is not PracticeState.RETIRED)


def area_of_themes(areas: Iterable[Area], practices: Iterable[Practice], themes: Collection[str]) -> str:
    """Return the key of the shown area whose living practices share most of some themes; empty where none does."""
    shared = Counter[str]()
    for practice in living(practices):
        shared[practice.area] += len(set(practice.themes) & set(themes))
    best = max((area.key for area in areas if not area.hidden), key=lambda key: shared[key], default="")
    return best if shared[best] else ""


def of_month(practices: Iterable[Practice], month: int, year: SchoolYear) -> tuple[Practice, ...]:
    """Return a month's living practices: first what is agreed on and not yet done this school year, ideas last."""
    falling = (practice for practice in living(practices) if practice.month == month)
    return tuple(sorted(falling, key=lambda each: (each.state is PracticeState.IDEA, year.start in each.done)))


def late(practices: Iterable[Practice], today: date, year: SchoolYear) -> tuple[Practice, ...]:
    """Return the living practices that should have been done in a month of this school year that is over, and are not.

    What was agreed on after its month falls next year; what was handed over to the next year is left in peace.
    """
    passed = MONTHS[: MONTHS.index(today.month)] if today.month in MONTHS else MONTHS
    return tuple(
        practice
        for practice in living(practices)
        if practice.month in passed
        and year.start not in practice.done
        and not handed_in(practice, year)
        and _agreed_in_time(practice, year.month(practice.month))
    )


def handed_in(practice: Practice, year: SchoolYear) -> bool:
    """Tell whether the practice was gone through at the end of a school year."""
    return any(handed.year == year.start for handed in practice.handed)


def _agreed_in_time(practice: Practice, month: date) -> bool:
    agreed = next((each.on for each in practice.milestones if each.state is not PracticeState.IDEA), date.max)
    return (agreed.year, agreed.month) <= (month.year, month.month)


FOLLOWING = {
    PracticeState.IDEA: PracticeState.AGREED,
    PracticeState.AGREED: PracticeState.IN_USE,
    PracticeState.IN_USE: PracticeState.REVIEWED,
    PracticeState.REVIEWED: PracticeState.IN_USE,
}


def stepped_on(practice: Practice, on: date) -> Practice:
    """Return the practice in its next state; a reviewed one goes back into use, a retired one is taken back.

    A review that has been done is no longer to come.
    """
    following = FOLLOWING.get(practice.state)
    if following is PracticeState.REVIEWED and practice.review and practice.review <= on:
        practice = practice.but(review=None)
    return reached(practice, following, on) if following else taken_back(practice, on)


def retired(practice: Practice, on: date) -> Practice:
    """Return the practice retired."""
    return reached(practice, PracticeState.RETIRED, on)


def taken_back(practice: Practice, on: date) -> Practice:
    """Return a retired practice in the state it had before."""
    earlier = (each.state for each in reversed(practice.milestones) if each.state is not PracticeState.RETIRED)
    return reached(practice, next(earlier, PracticeState.IDEA), on)


AreaMoves = tuple[tuple[Area, Area], ...]
"""Areas as they were and as they are now."""


def checked_area(area: Area) -> Area:
    """Return an area that may be kept; raises `empty-title`."""
    if not area.title.strip():
        raise Refused("empty-title")
    return area


def new_area(areas: Iterable[Area], key: str) -> Area:
    """Return an area of the school's own, still without a title, after all the others."""
    return Area(id=key, key=key, title="", order=max((area.order for area in areas), default=0) + 1)


def moved_area(areas: Sequence[Area], key: str, way: int) -> AreaMoves:
    """Return what changes when an area goes one place up (-1) or down (1); nothing at the end of the row."""
    row = [area.key for area in areas]
    place = row.index(key)
    if not 0 <= place + way < len(row):
        return ()
    row[place], row[place + way] = row[place + way], row[place]
    orders = {each: order for order, each in enumerate(row, 1)}
    return tuple((area, area.but(order=orders[area.key])) for area in areas if area.order != orders[area.key])


def hidden_or_shown(area: Area) -> Area:
    """Return the area hidden, or shown again."""
    return area.but(hidden=not area.hidden)


class PaperPractice(msgspec.Struct, frozen=True):
    """A practice of a document."""

    practice: Practice
    said: frozenset[str] = frozenset()
    """The fields it says something about; the others have the values a new practice has."""
    undated: bool = False
    """Whether it says a state but not since when."""


class PaperArea(msgspec.Struct, frozen=True):
    """An area of a document with its practices; its key is the template's, or empty."""

    area: Area
    practices: tuple[PaperPractice, ...] = ()
    said: frozenset[str] = frozenset()
    bare: bool = False
    """Whether it is no area at all, but where practices without one stand."""


class Paper(msgspec.Struct, frozen=True):
    """A whole document."""

    areas: tuple[PaperArea, ...] = ()
    ours: bool = False
    """Whether it is a plan of ours: then what it leaves out was taken out."""

    @property
    def practices(self) -> tuple[PaperPractice, ...]:
        """Every practice, in the document's order."""
        return tuple(practice for area in self.areas for practice in area.practices)
