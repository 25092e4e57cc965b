"""A meeting's room without a terminal: who may do what in it, and where the next step leads."""

import pytest

from storage.domain.errors import Refused
from storage.domain.meeting.form import MeetingRole, Writes
from tests.tui.meeting.play import Play
from tui.desk.desk import Desk
from tui.screens.meeting.room import MeetingRoom


@pytest.fixture
def play(still: Desk) -> Play:
    return Play(still, "case-round")


def room_of(play: Play, *, leads: bool = True) -> MeetingRoom:
    room = MeetingRoom(play.desk, play.meeting.id, leads=leads)
    room.book = play.book
    return room


def test_at_the_opening_there_is_no_phase_and_nothing_to_write(play: Play) -> None:
    room = room_of(play)
    assert room.meeting
    assert room.scene is None
    assert not room.may_write
    assert room.is_for_choosing
    assert room.clock.left == ""
    assert room.moved(room.meeting, 1).place == 0
    with pytest.raises(Refused, match="no-phase-there"):
        room.moved(room.meeting, -1)


def test_who_follows_sees_the_same_and_may_do_less(play: Play) -> None:
    play.at(Writes.ENTRY)
    leading, following = room_of(play), room_of(play, leads=False)
    assert leading.lines == following.lines
    assert (leading.may_write, following.may_write) == (True, False)
    assert "write" in following.without_use - leading.without_use
    assert following.picture
    assert following.picture.follows


def test_a_case_that_begins_brings_its_owner_and_within_it_roles_stay(play: Play) -> None:
    room, code = room_of(play), play.meeting.cases[0]
    assert room.meeting
    case = play.book.find_case(code)
    assert case
    first = next(place for place, visit in enumerate(room.meeting.visits) if visit.case == code)
    begun = room.moved(room.meeting, first - room.meeting.place)
    assert begun.roles.get(MeetingRole.CASE_OWNER, "") == (case.owner if case.owner in begun.present else "")
    room = room_of(play.at(Writes.ENTRY))
    assert room.meeting
    assert room.case_code == code
    assert room.moved(room.meeting, 1).roles == room.meeting.roles


def test_only_the_leading_screen_is_held_up_by_what_is_missing(play: Play) -> None:
    play.at(Writes.INTO_PLAN)
    assert room_of(play).lacks
    assert not room_of(play, leads=False).lacks


def test_another_meeting_is_not_this_rooms(play: Play) -> None:
    room = MeetingRoom(play.desk, "another", leads=True)
    room.book = play.book
    assert (room.meeting, room.picture, room.who) == (None, None, "")
