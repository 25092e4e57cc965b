"""When a meeting will be over, as it goes now."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.domain.meeting.agenda import minutes_behind, projected_end
from storage.domain.meeting.meeting import Meeting, Visit

START = datetime(2026, 11, 30, 6, 30, tzinfo=UTC)


def meeting(*minutes: int, place: int = -1, planned: int | None = None) -> Meeting:
    visits = tuple(Visit(phase=f"p{number}", title="A phase", minutes=each) for number, each in enumerate(minutes))
    had = sum(minutes) if planned is None else planned
    return Meeting(id="m", form="f", title="M", started=START, planned=had, visits=visits, place=place)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_at_the_opening_all_phases_are_still_to_come() -> None:
    assert projected_end(meeting(5, 10, 5), 0, after(2)) == after(22)


def test_what_is_left_of_this_phase_and_the_next_ones_count() -> None:
    assert projected_end(meeting(5, 10, 5, place=1), spent=240, now=after(9)) == after(20)


def test_a_phase_that_is_over_takes_no_more_time_than_it_has_taken() -> None:
    assert projected_end(meeting(5, 10, 5, place=1), spent=900, now=after(20)) == after(25)


def test_a_meeting_that_lingers_is_behind_and_one_that_hurries_ahead() -> None:
    lingering = meeting(5, 10, 5, place=1)
    assert minutes_behind(lingering, 900, after(20)) == 5
    assert minutes_behind(meeting(5, 10, 5, place=2), 0, after(8)) == -7


def test_a_minute_either_way_is_on_time() -> None:
    on_time = meeting(5, 10, place=0)
    assert [minutes_behind(on_time, 0, after(each)) for each in (-2, -1, 0, 1, 2)] == [-2, 0, 0, 0, 2]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.data())
def test_a_meeting_that_keeps_its_minutes_is_on_time_wherever_it_is(minutes: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(minutes) - 1))
    spent = data.draw(st.integers(0, minutes[place] * 60))
    now = after(sum(minutes[:place]) + spent / 60)
    assert minutes_behind(meeting(*minutes, place=place), spent, now) == 0
