"""The demo team as it lies in its files: who, when and in what state, and the texts of each language."""

from functools import lru_cache
from typing import Literal

import msgspec

from storage.content.ours import read
from storage.domain.case.case import CaseState, CrossPressure, Kind, Outcome, Pick, Route, Step, View
from storage.domain.homes.parent_meeting import LedBy
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.meeting import DecisionKind
from storage.domain.people import Language
from storage.domain.plan.plan import Depth, Level, PracticeState

Year = Literal["this", "last"]


class Outlined(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something in the outline; an unknown key is a defect in our own file."""


class ItemOutline(Outlined, frozen=True):
    """One item of an agenda."""

    title: str
    minutes: int
    depth: Depth
    led_by: LedBy
    note: str = ""


class AfterOutline(Outlined, frozen=True):
    """How a parent meeting went, so many days afterwards."""

    days: int
    came: int
    went: int
    keep: str


class ParentOutline(Outlined, frozen=True):
    """A parent meeting, held or planned."""

    key: str
    title: str
    year: Year = "this"
    days_ago: int = 0
    due_days: int = 0
    start: str = ""
    """The key of a whole agenda among the templates."""
    items: tuple[ItemOutline, ...] = ()
    with_contacts: bool = False
    note: str = ""
    after: AfterOutline | None = None


class TalkOutline(Outlined, frozen=True):
    """An agreement of one conversation; `done` is empty while nobody has asked."""

    pupil: str
    owner: str
    what: str
    done: str = ""
    effect: str = ""
    rated_days_ago: int = 0
    note: str = ""


class RoundOutline(Outlined, frozen=True):
    """A round of conversations; its mid-point lies ahead by `due_days`, or behind."""

    key: str
    year: Year
    starts_days_ago: int
    ends_days_ago: int
    agreements: tuple[TalkOutline, ...]
    midpoint_days_ago: int = 0
    due_days: int = 0


class ClassOutline(Outlined, frozen=True):
    """A class with its homes, and how many have had a first positive contact this term."""

    label: str
    homes: int
    ticks: int


FOLDER = "demo"


class TeamOutline(Outlined, frozen=True):
    """The team's name and members."""

    name: str
    members: tuple[str, ...]


class EntryOutline(Outlined, frozen=True):
    """Something written in a case."""

    step: Step
    view: View
    days_ago: int
    by: str
    text: str
    scale: int | None = None


class IdeaOutline(Outlined, frozen=True):
    """One thing that could be done, and what became of it."""

    text: str
    sort: Pick | None = None
    level: Level | None = None
    card: str = ""


class ClosingOutline(Outlined, frozen=True):
    """The answers to the two questions of closing."""

    outcome: Outcome
    learned: str
    ref: str
    """The key of the practice or card."""
    first_step: str = ""


class ToldOutline(Outlined, frozen=True):
    """Who was told by the safety gate."""

    route: Route
    who: str
    days_ago: int


class CaseOutline(Outlined, frozen=True):
    """A case."""

    key: str
    kind: Kind
    year: Year
    opened_days_ago: int
    state: CaseState
    title: str
    themes: tuple[str, ...]
    owner: str
    entries: tuple[EntryOutline, ...]
    state_days_ago: int = 0
    reason: str = ""
    ideas: tuple[IdeaOutline, ...] = ()
    closing: ClosingOutline | None = None
    cross_pressure: CrossPressure | None = None
    told: ToldOutline | None = None
    safe: bool | None = None


class AgreementOutline(Outlined, frozen=True):
    """A promise; `done` is empty while it waits, `effect` while it is too early to tell."""

    key: str
    case: str
    what: str
    owner: str
    buddy: str
    made_days_ago: int
    due_days: int
    review_days: int
    done: str
    effect: str = ""
    rated_days_ago: int = 0
    practice: str = ""
    note: str = ""


class SpentOutline(Outlined, frozen=True):
    """Minutes spent in a phase, for a case where it repeats."""

    phase: str
    minutes: int
    case: str = ""


class NoteOutline(Outlined, frozen=True):
    """Something noted or put in the parking lot."""

    phase: str
    text: str
    case: str = ""


class DecisionOutline(Outlined, frozen=True):
    """Something decided."""

    kind: DecisionKind
    text: str
    case: str = ""


class MeetingOutline(Outlined, frozen=True):
    """A meeting that was held."""

    key: str
    form: str
    year: Year
    days_ago: int
    planned: int
    present: tuple[str, ...]
    roles: dict[MeetingRole, str]
    cases: tuple[str, ...]
    waiting: tuple[str, ...]
    agreements: tuple[str, ...]
    followed_up: tuple[str, ...]
    scores: tuple[int, ...]
    spent: tuple[SpentOutline, ...]
    notes: tuple[NoteOutline, ...]
    decisions: tuple[DecisionOutline, ...]
    parking: tuple[NoteOutline, ...]
    cards: tuple[str, ...] = ()
    area: str = ""
    next_days: int | None = None


class CardOutline(Outlined, frozen=True):
    """An experience card."""

    key: str
    year: Year
    days_ago: int
    title: str
    when: str
    worked: str
    start: str
    watch: str
    themes: tuple[str, ...]
    cases: tuple[str, ...]


class ReadingOutline(Outlined, frozen=True):
    """Where the team said an area stood."""

    year: Year
    days_ago: int
    now: int
    depth: Depth


class ComeOutline(Outlined, frozen=True):
    """How far a practice of the template has come."""

    key: str
    state: PracticeState
    year: Year
    days_ago: int
    done: tuple[Year, ...] = ()
    evidence: tuple[str, ...] = ()


class AreaOutline(Outlined, frozen=True):
    """How far an area of the template has come, and whose it is."""

    area: str
    owner: str
    readings: tuple[ReadingOutline, ...]
    practices: tuple[ComeOutline, ...]


class PracticeOutline(Outlined, frozen=True):
    """A practice of the team's own."""

    key: str
    area: str
    title: str
    minimum: str
    room: str
    sign: str
    level: Level
    depth: Depth
    month: int
    owner: str
    state: PracticeState
    year: Year
    days_ago: int
    themes: tuple[str, ...]
    evidence: tuple[str, ...]


class Outline(Outlined, frozen=True):
    """The whole demo team, without a language."""

    deepest_days: int
    starts: str
    """The time of day meetings start, such as `14:15`."""
    team: TeamOutline
    cases: tuple[CaseOutline, ...]
    agreements: tuple[AgreementOutline, ...]
    meetings: tuple[MeetingOutline, ...]
    cards: tuple[CardOutline, ...]
    plan: tuple[AreaOutline, ...]
    practices: tuple[PracticeOutline, ...]
    parent_meetings: tuple[ParentOutline, ...]
    rounds: tuple[RoundOutline, ...]
    classes: tuple[ClassOutline, ...]


@lru_cache
def outline() -> Outline:
    """Return the demo team's outline."""
    return msgspec.convert(read(FOLDER, "outline"), Outline)


class Texts:
    """What is said, in one language, by section and key such as `nice-talk.home`."""

    def __init__(self, language: Language) -> None:
        self._sections = msgspec.convert(read(FOLDER, f"texts.{language}"), dict[str, dict[str, str]])

    def __getitem__(self, name: str) -> str:
        if not name:
            return ""
        section, key = name.split(".")
        return self._sections[section][key]
