"""The outline of what the demo team has beside its plan: parent meetings, rounds of conversations, first contacts."""

from typing import Literal

import msgspec

from storage.domain.homes.parent_meeting import LedBy
from storage.domain.plan.plan import Depth

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
