"""A parent meeting: what happens in which order, how deep, who leads it, and afterwards how it went."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Self

import msgspec

from storage.domain.errors import Refused
from storage.domain.plan.plan import HIGHEST, Depth
from storage.domain.record import Part, Record

LONGEST_ITEM = 240
"""Minutes that one item may take."""
MOST_PEOPLE = 999
WHOLE = 100
"""Per cent."""
EVENING = time(18)
DAYS_AHEAD = 21
"""A meeting that is planned is shown this long before it is held."""
DAYS_BEHIND = 30
"""How it went is asked for this long afterwards."""


class LedBy(StrEnum):
    """Who leads an item."""

    TEACHER = "teacher"
    CLASS_CONTACTS = "class-contacts"
    PUPILS = "pupils"
    LEADERSHIP = "leadership"


class AgendaItem(Part, frozen=True, kw_only=True):
    """One thing on the agenda of a parent meeting."""

    title: str
    minutes: int
    depth: Depth = Depth.INFORMATION
    led_by: LedBy = LedBy.TEACHER
    decides: str = ""
    """What the parents decide here."""
    note: str = ""
    """For the team alone: what to prepare, how to do it."""
    place: float = 0
    """Items stand in the order of their places, so that two people can move different ones at once."""

    def renamed(self, key: str) -> Self:
        """Return the same item with an identity of its own, for another meeting."""
        return msgspec.structs.replace(self, id=key)


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """How many per cent of the time each depth should get."""

    information: int
    dialogue: int
    co_decision: int

    def of(self, depth: Depth) -> int:
        """Return what is wished for a depth."""
        wished = {Depth.INFORMATION: self.information, Depth.DIALOGUE: self.dialogue}
        return wished.get(depth, self.co_decision)


FIRST_WISH = Wish(information=30, dialogue=40, co_decision=30)
"""What a team starts from: most of the evening is talk."""


class LookBack(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a meeting went."""

    on: date
    came: int
    """How many parents were there; never who."""
    went: int
    """0 to 10."""
    keep: str = ""
    """What to do again, and what to do otherwise."""


class ParentMeeting(Record, frozen=True, kw_only=True):
    """A parent meeting, from the first draft of its agenda to what was learned from it."""

    title: str
    on: date
    starts: time = EVENING
    with_contacts: bool = False
    """Whether it is planned together with the class contacts."""
    items: tuple[AgendaItem, ...] = ()
    wish: Wish = FIRST_WISH
    law: tuple[str, ...] = ()
    """Keys of the legal notes that demand it."""
    note: str = ""
    after: LookBack | None = None

    @property
    def is_held(self) -> bool:
        """Whether somebody has said how it went."""
        return self.after is not None


def checked_item(item: AgendaItem) -> AgendaItem:
    """Return an item that may be kept; raises `empty-title` or `no-such-minutes`."""
    if not item.title.strip():
        raise Refused("empty-title")
    if not 1 <= item.minutes <= LONGEST_ITEM:
        raise Refused("no-such-minutes", value=item.minutes, longest=LONGEST_ITEM)
    return item


def checked_parent_meeting(meeting: ParentMeeting) -> ParentMeeting:
    """Return a meeting that may be kept; raises `empty-title` or `wish-not-whole`."""
    if not meeting.title.strip():
        raise Refused("empty-title")
    shares = [meeting.wish.of(depth) for depth in Depth]
    if sum(shares) != WHOLE or min(shares) < 0:
        raise Refused("wish-not-whole", total=sum(shares))
    return meeting


def looked_back(meeting: ParentMeeting, after: LookBack) -> ParentMeeting:
    """Return the meeting with how it went; raises `no-such-count` or `no-such-scale`."""
    if not 0 <= after.came <= MOST_PEOPLE:
        raise Refused("no-such-count", value=after.came, most=MOST_PEOPLE)
    if not 0 <= after.went <= HIGHEST:
        raise Refused("no-such-scale", value=after.went)
    return meeting.but(after=after)


def near(meetings: Iterable[ParentMeeting], today: date) -> tuple[ParentMeeting, ...]:
    """Return what wants attention: the meetings of the next weeks, and those that nobody has said how they went."""
    first, last = today - timedelta(days=DAYS_BEHIND), today + timedelta(days=DAYS_AHEAD)
    found = (each for each in meetings if not each.is_held and first <= each.on <= last)
    return tuple(sorted(found, key=lambda each: (each.on, each.id)))


def remembered(meetings: Iterable[ParentMeeting], planned: ParentMeeting) -> tuple[ParentMeeting, ...]:
    """Return earlier meetings with how they went, those at the same time of the year first, then the newest."""
    earlier = [each for each in meetings if each.after and each.on < planned.on and each.id != planned.id]
    return tuple(sorted(earlier, key=lambda each: (_months_apart(each.on, planned.on) > 1, -each.on.toordinal())))


def _months_apart(one: date, other: date) -> int:
    apart = abs(one.month - other.month)
    return min(apart, 12 - apart)
