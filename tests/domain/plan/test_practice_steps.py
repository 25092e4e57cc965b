from datetime import date

import pytest

from storage.domain.calendar import SchoolYear
from storage.domain.plan.plan import Milestone, Practice, PracticeState, late, retired, stepped_on, taken_back

TODAY = date(2026, 11, 23)
YEAR = SchoolYear(2026)


def practice(
    *states: PracticeState, on: date = date(2026, 8, 20), month: int = 9, done: tuple[int, ...] = ()
) -> Practice:
    return Practice(
        id="p", area="a", title="P", milestones=tuple(Milestone(s, on) for s in states), month=month, done=done
    )


@pytest.mark.parametrize(
    ("state", "following"),
    [
        (PracticeState.IDEA, PracticeState.AGREED),
        (PracticeState.AGREED, PracticeState.IN_USE),
        (PracticeState.IN_USE, PracticeState.REVIEWED),
        (PracticeState.REVIEWED, PracticeState.IN_USE),
    ],
)
def test_a_practice_goes_from_state_to_state_with_its_day(state: PracticeState, following: PracticeState) -> None:
    went = stepped_on(practice(state), TODAY)
    assert went.milestones[-1] == Milestone(following, TODAY)


@pytest.mark.parametrize(("day", "left"), [(TODAY, None), (date(2026, 11, 24), date(2026, 11, 24))])
def test_a_review_that_was_done_is_no_longer_to_come(day: date, left: date | None) -> None:
    in_use = practice(PracticeState.IN_USE).but(review=day)
    assert stepped_on(in_use, TODAY).review == left
    assert stepped_on(practice(PracticeState.AGREED).but(review=TODAY), TODAY).review == TODAY


def test_a_practice_without_a_history_is_an_idea() -> None:
    assert stepped_on(practice(), TODAY).state is PracticeState.AGREED


def test_a_retired_practice_comes_back_as_what_it_was() -> None:
    gone = retired(practice(PracticeState.IDEA, PracticeState.IN_USE), TODAY)
    assert gone.state is PracticeState.RETIRED
    assert taken_back(gone, TODAY).state is stepped_on(gone, TODAY).state is PracticeState.IN_USE
    assert taken_back(retired(practice(), TODAY), TODAY).state is PracticeState.IDEA


def test_an_agreed_practice_is_late_when_its_month_is_over_and_it_was_not_done() -> None:
    assert late([practice(PracticeState.AGREED)], TODAY, YEAR)
    assert not late([practice(PracticeState.AGREED, done=(2026,))], TODAY, YEAR)
    assert not late([practice(PracticeState.AGREED, month=11)], TODAY, YEAR)
    assert not late([practice(PracticeState.AGREED, month=0)], TODAY, YEAR)


def test_an_idea_is_never_late_and_neither_is_what_was_agreed_after_its_month() -> None:
    assert not late([practice(PracticeState.IDEA)], TODAY, YEAR)
    assert not late([practice(PracticeState.AGREED, on=date(2026, 10, 1))], TODAY, YEAR)
    assert late([practice(PracticeState.AGREED, on=date(2026, 9, 30))], TODAY, YEAR)


def test_in_july_the_whole_year_is_over() -> None:
    june = practice(PracticeState.AGREED, month=6)
    assert late([june], date(2027, 7, 2), YEAR)
    assert not late([june], date(2027, 6, 2), YEAR)
