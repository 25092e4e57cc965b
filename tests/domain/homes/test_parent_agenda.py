"""What is done with an agenda keeps every item and adds up."""

from collections.abc import Callable
from datetime import date, time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.errors import Refused
from storage.domain.homes.parent_meeting import (
    AgendaItem,
    LedBy,
    ParentMeeting,
    agenda,
    ends,
    is_nearly_all_information,
    lengthened,
    minutes_of,
    moved,
    shares_of,
    timed,
    total,
    with_changed,
    with_items,
    without_item,
)
from storage.domain.plan.plan import Depth

EMPTY = ParentMeeting(id="m", title="Foreldremøte", on=date(2026, 9, 17))
Operation = Callable[[ParentMeeting], ParentMeeting]


def item(key: str, minutes: int = 10, depth: Depth = Depth.INFORMATION, place: float = 0) -> AgendaItem:
    return AgendaItem(id=key, title=f"Punkt {key}", minutes=minutes, depth=depth, place=place)


def order(meeting: ParentMeeting) -> str:
    return "".join(each.id for each in agenda(meeting))


ABC = with_items(EMPTY, (item("a"), item("b"), item("c")))


def test_items_come_at_the_end_or_behind_another() -> None:
    assert order(ABC) == "abc"
    assert order(with_items(ABC, [item("d")])) == "abcd"
    assert order(with_items(ABC, [item("d"), item("e")], after="a")) == "adebc"
    assert order(with_items(ABC, [item("d")], after="c")) == "abcd"
    assert order(with_items(ABC, [item("d")], after="gone")) == "abcd"


def test_an_item_moves_by_one_and_stops_at_the_ends() -> None:
    assert order(moved(ABC, "a", 1)) == "bac"
    assert order(moved(ABC, "c", -1)) == "acb"
    assert moved(ABC, "a", -1) == ABC
    assert moved(ABC, "c", 1) == ABC
    assert moved(ABC, "gone", 1) == ABC


def test_moving_touches_two_items_and_no_others() -> None:
    after = {each.id: each for each in moved(ABC, "a", 1).items}
    assert [key for key, each in after.items() if each not in ABC.items] == ["a", "b"]


def test_items_that_lie_on_the_same_place_can_be_moved_all_the_same() -> None:
    same = EMPTY.but(items=(item("a"), item("b"), item("c")))
    assert order(moved(same, "b", -1)) == "bac"


def test_an_item_is_changed_or_taken_out() -> None:
    changed = msgspec.structs.replace(ABC.items[1], title="Ny", led_by=LedBy.PUPILS)
    assert [each.title for each in agenda(with_changed(ABC, changed))] == ["Punkt a", "Ny", "Punkt c"]
    assert order(without_item(ABC, "b")) == "ac"
    with pytest.raises(Refused, match="no-such-minutes"):
        with_changed(ABC, msgspec.structs.replace(changed, minutes=0))
    with pytest.raises(Refused, match="empty-title"):
        with_items(ABC, [AgendaItem(id="x", title="", minutes=5)])


def test_minutes_go_up_and_down_in_steps() -> None:
    assert lengthened(item("a", 7), 5).minutes == 10
    assert lengthened(item("a", 10), 5).minutes == 15
    assert lengthened(item("a", 10), -5).minutes == 5
    with pytest.raises(Refused, match="no-such-minutes"):
        lengthened(item("a", 5), -5)


def test_the_time_of_each_item_is_told_from_the_start() -> None:
    late = with_items(EMPTY.but(starts=time(23, 30)), (item("a", 20), item("b", 25)))
    assert [(at, each.id) for at, each in timed(late)] == [(time(23, 30), "a"), (time(23, 50), "b")]
    assert ends(late) == time(0, 15)
    assert total(late) == 45


def test_nearly_all_is_three_quarters() -> None:
    mixed = with_items(EMPTY, (item("a", 75), item("b", 25, Depth.DIALOGUE)))
    assert is_nearly_all_information(mixed)
    assert not is_nearly_all_information(with_items(mixed, [item("c", 5, Depth.CO_DECISION)]))
    assert not is_nearly_all_information(EMPTY)
    assert shares_of(EMPTY) == dict.fromkeys(Depth, 0)


agendas = st.lists(
    st.builds(
        item, st.uuids().map(str), st.integers(1, 240), st.sampled_from(Depth), st.sampled_from([0.0, 1.0, 1.5, 2.0])
    ),
    max_size=8,
).map(lambda items: EMPTY.but(items=tuple(items)))


@given(meeting=agendas)
def test_shares_are_whole_and_no_further_than_one_from_the_truth(meeting: ParentMeeting) -> None:
    shares = shares_of(meeting)
    assert sum(shares.values()) == (100 if meeting.items else 0)
    for depth, minutes in minutes_of(meeting).items():
        assert not meeting.items or abs(shares[depth] - 100 * minutes / total(meeting)) <= 1


@given(meeting=agendas, data=st.data())
def test_moving_there_and_back_again_gives_the_same_order(meeting: ParentMeeting, data: st.DataObject) -> None:
    keys = [each.id for each in agenda(meeting)]
    if len(keys) < 2:
        return
    place = data.draw(st.integers(0, len(keys) - 2))
    there = moved(meeting, keys[place], 1)
    assert [each.id for each in agenda(there)] == [*keys[:place], keys[place + 1], keys[place], *keys[place + 2 :]]
    assert [each.id for each in agenda(moved(there, keys[place], -1))] == keys


@given(meeting=agendas, added=st.integers(1, 5), data=st.data())
def test_what_is_added_stands_together_where_it_was_put(
    meeting: ParentMeeting, added: int, data: st.DataObject
) -> None:
    distinct = EMPTY.but(
        items=tuple(msgspec.structs.replace(each, place=float(at)) for at, each in enumerate(meeting.items))
    )
    keys = [each.id for each in agenda(distinct)]
    after = data.draw(st.sampled_from(["", *keys]))
    new = [f"new{number}" for number in range(added)]
    longer = [each.id for each in agenda(with_items(distinct, map(item, new), after))]
    at = keys.index(after) + 1 if after else len(keys)
    assert longer == [*keys[:at], *new, *keys[at:]]


@given(meeting=agendas)
def test_a_meeting_comes_back_from_json_as_it_was(meeting: ParentMeeting) -> None:
    assert msgspec.json.decode(msgspec.json.encode(meeting), type=ParentMeeting) == meeting
