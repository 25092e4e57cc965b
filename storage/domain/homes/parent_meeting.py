"""A parent meeting: what happens in which order, how deep, who leads it, and afterwards how it went."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self

import msgspec

from storage.domain.errors import Refused
from storage.domain.plan.plan import HIGHEST, Depth
from storage.domain.record import Part, Record
from storage.domain.text import typed_number

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
    venue: str = ""
    """Where parents are to come."""
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


STEP = 5
"""Minutes that one key adds or takes."""
NEARLY_ALL = 75
"""Per cent of information from which other ways are offered."""
SOME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - only its clock is used


def agenda(meeting: ParentMeeting) -> tuple[AgendaItem, ...]:
    """Return the items in their order."""
    return tuple(sorted(meeting.items, key=lambda item: (item.place, item.id)))


def with_items(meeting: ParentMeeting, items: Iterable[AgendaItem], after: str = "") -> ParentMeeting:
    """Return the meeting with items behind the one with the id `after`, or at the end.

    Raises `empty-title` or `no-such-minutes`.
    """
    added = [checked_item(item) for item in items]
    places = _free_places(agenda(meeting), after, len(added))
    placed = (msgspec.structs.replace(item, place=place) for item, place in zip(added, places, strict=True))
    return meeting.but(items=(*meeting.items, *placed))


def _free_places(standing: tuple[AgendaItem, ...], after: str, count: int) -> Iterator[float]:
    """Yield so many places between the one with an id and the next, or behind the last."""
    at = next((at for at, item in enumerate(standing, 1) if item.id == after), len(standing))
    before = standing[at - 1].place if at else 0.0
    room = standing[at].place - before if at < len(standing) else count + 1.0
    return (before + room * number / (count + 1) for number in range(1, count + 1))


def with_changed(meeting: ParentMeeting, item: AgendaItem) -> ParentMeeting:
    """Return the meeting with one item as it should be; raises `empty-title` or `no-such-minutes`."""
    checked = checked_item(item)
    return meeting.but(items=tuple(checked if each.id == item.id else each for each in meeting.items))


def without_item(meeting: ParentMeeting, key: str) -> ParentMeeting:
    """Return the meeting without an item."""
    return meeting.but(items=tuple(each for each in meeting.items if each.id != key))


def moved(meeting: ParentMeeting, key: str, way: int) -> ParentMeeting:
    """Return the meeting with an item one place earlier (-1) or later (1); at the end it stays where it is."""
    order = [item.id for item in agenda(meeting)]
    place = order.index(key) if key in order else -1
    other = place + way
    if place < 0 or not 0 <= other < len(order):
        return meeting
    order[place], order[other] = order[other], order[place]
    return _in_order(meeting, order)


def _in_order(meeting: ParentMeeting, order: list[str]) -> ParentMeeting:
    """Return the meeting with its items in an order, each at the place that stood there before where they differ."""
    places = [item.place for item in agenda(meeting)]
    if len(set(places)) < len(places):
        places = [float(number) for number in range(1, len(places) + 1)]
    place_of = dict(zip(order, places, strict=True))
    return meeting.but(items=tuple(msgspec.structs.replace(each, place=place_of[each.id]) for each in meeting.items))


def lengthened(item: AgendaItem, minutes: int) -> AgendaItem:
    """Return the item with minutes more or fewer, in whole steps; raises `no-such-minutes`."""
    wanted = item.minutes + minutes
    return checked_item(msgspec.structs.replace(item, minutes=wanted - wanted % STEP if minutes > 0 else wanted))


def minutes_of(meeting: ParentMeeting) -> Mapping[Depth, int]:
    """Return the minutes of each depth."""
    return {depth: sum(item.minutes for item in meeting.items if item.depth is depth) for depth in Depth}


def total(meeting: ParentMeeting) -> int:
    """Return the minutes of the whole meeting."""
    return sum(item.minutes for item in meeting.items)


def shares_of(meeting: ParentMeeting) -> Mapping[Depth, int]:
    """Return the per cent of each depth, which add up to 100; all nothing for an empty agenda."""
    minutes, whole = minutes_of(meeting), total(meeting)
    if not whole:
        return dict.fromkeys(Depth, 0)
    shares = {depth: minutes[depth] * WHOLE // whole for depth in Depth}
    rests = sorted(Depth, key=lambda depth: -(minutes[depth] * WHOLE % whole))
    for depth in rests[: WHOLE - sum(shares.values())]:
        shares[depth] += 1
    return shares


def is_nearly_all_information(meeting: ParentMeeting) -> bool:
    """Tell whether the parents mostly listen."""
    return shares_of(meeting)[Depth.INFORMATION] >= NEARLY_ALL


def timed(meeting: ParentMeeting) -> Iterator[tuple[time, AgendaItem]]:
    """Yield the items in their order with the time of day each begins."""
    at = datetime.combine(SOME_DAY, meeting.starts)
    for item in agenda(meeting):
        yield at.time(), item
        at += timedelta(minutes=item.minutes)


def ends(meeting: ParentMeeting) -> time:
    """Return the time of day the meeting ends."""
    return (datetime.combine(SOME_DAY, meeting.starts) + timedelta(minutes=total(meeting))).time()


TIME = re.compile(r"(?:kl\.?\s*)?(?P<hour>\d{1,2})(?:[.:,\s]?(?P<minute>\d{2}))?")
SHARES = 3
LONGEST = 6
"""Digits; more are no number that anybody means."""


def typed_time(typed: str) -> time:
    """Return the time of day a person meant; raises `unknown-time`."""
    found = TIME.fullmatch(typed.strip().casefold())
    try:
        return time(int(found["hour"]), int(found["minute"] or 0)) if found else _unknown(typed)
    except ValueError:
        return _unknown(typed)


def _unknown(typed: str) -> time:
    raise Refused("unknown-time", typed=typed)


def typed_wish(typed: str) -> Wish:
    """Return the three shares a person meant, information first; raises `unknown-wish`."""
    numbers = re.findall(r"\d+", typed)
    if len(numbers) != SHARES or any(len(number) > LONGEST for number in numbers):
        raise Refused("unknown-wish", typed=typed)
    information, dialogue, co_decision = map(int, numbers)
    return Wish(information=information, dialogue=dialogue, co_decision=co_decision)


def typed_count(typed: str) -> int:
    """Return the whole number a person meant; raises `missing-count` or `unknown-count`."""
    if not typed.strip():
        raise Refused("missing-count")
    number = typed_number(typed)
    if number is None or number >= 10**LONGEST:
        raise Refused("unknown-count", typed=typed)
    return number
