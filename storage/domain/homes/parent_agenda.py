"""What can be done with the agenda of a parent meeting, and what it adds up to."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta

import msgspec

from storage.domain.homes.parent_meeting import WHOLE, AgendaItem, ParentMeeting, checked_item
from storage.domain.plan.plan import Depth

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
