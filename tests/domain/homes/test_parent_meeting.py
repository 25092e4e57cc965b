"""A parent meeting: its frame, how it went, and when it is near."""

from datetime import date

import pytest

from storage.domain.errors import Refused
from storage.domain.homes.parent_meeting import (
    AgendaItem,
    LookBack,
    ParentMeeting,
    Wish,
    checked_item,
    checked_parent_meeting,
    looked_back,
    near,
    remembered,
)
from storage.domain.plan.plan import Depth

TODAY = date(2026, 9, 7)


def meeting(key: str = "m", on: date = TODAY, after: LookBack | None = None) -> ParentMeeting:
    return ParentMeeting(id=key, title="Foreldremøte", on=on, after=after)


def went(on: date) -> LookBack:
    return LookBack(on=on, came=18, went=8, keep="Små bord")


def test_a_meeting_needs_a_title_and_a_wish_that_is_whole() -> None:
    assert checked_parent_meeting(meeting()) == meeting()
    with pytest.raises(Refused, match="empty-title"):
        checked_parent_meeting(meeting().but(title=" "))
    for wish in (Wish(information=30, dialogue=30, co_decision=30), Wish(information=110, dialogue=-10, co_decision=0)):
        with pytest.raises(Refused, match="wish-not-whole"):
            checked_parent_meeting(meeting().but(wish=wish))


def test_the_wish_is_known_by_depth() -> None:
    wish = Wish(information=10, dialogue=20, co_decision=70)
    assert [wish.of(depth) for depth in Depth] == [10, 20, 70]


@pytest.mark.parametrize("minutes", [0, -5, 241])
def test_an_item_takes_some_minutes_and_no_more_than_an_evening(minutes: int) -> None:
    with pytest.raises(Refused, match="no-such-minutes"):
        checked_item(AgendaItem(id="i", title="Velkommen", minutes=minutes))


def test_an_item_needs_a_title() -> None:
    with pytest.raises(Refused, match="empty-title"):
        checked_item(AgendaItem(id="i", title="", minutes=5))


def test_afterwards_it_is_said_how_many_came_and_how_it_went() -> None:
    assert not meeting().is_held
    held = looked_back(meeting(), went(TODAY))
    assert held.is_held
    assert held.after == went(TODAY)


@pytest.mark.parametrize(
    ("came", "score", "code"),
    [(-1, 5, "no-such-count"), (1000, 5, "no-such-count"), (20, 11, "no-such-scale"), (20, -1, "no-such-scale")],
)
def test_what_cannot_be_is_refused(came: int, score: int, code: str) -> None:
    with pytest.raises(Refused, match=code):
        looked_back(meeting(), LookBack(on=TODAY, came=came, went=score))


def test_near_is_what_comes_in_three_weeks_and_what_nobody_has_looked_back_on() -> None:
    meetings = (
        meeting("far", date(2026, 9, 29)),
        meeting("soon", date(2026, 9, 28)),
        meeting("been", date(2026, 8, 8)),
        meeting("long ago", date(2026, 8, 7)),
        meeting("held", date(2026, 9, 1), went(date(2026, 9, 2))),
    )
    assert [each.id for each in near(meetings, TODAY)] == ["been", "soon"]


def test_who_plans_sees_the_same_time_of_year_first_then_the_newest() -> None:
    days = {
        "last autumn": date(2025, 9, 20),
        "last spring": date(2026, 3, 1),
        "the autumn before": date(2024, 10, 1),
        "later": date(2026, 12, 1),
    }
    meetings = (*(meeting(key, day, went(day)) for key, day in days.items()), meeting("no word", date(2025, 9, 1)))
    found = remembered(meetings, meeting("now", date(2026, 9, 21)))
    assert [each.id for each in found] == ["last autumn", "the autumn before", "last spring"]


def test_december_and_january_are_neighbours() -> None:
    meetings = (
        meeting("december", date(2025, 12, 1), went(date(2025, 12, 2))),
        meeting("march", date(2026, 3, 1), went(date(2026, 3, 2))),
    )
    assert [each.id for each in remembered(meetings, meeting("now", date(2027, 1, 10)))] == ["december", "march"]
