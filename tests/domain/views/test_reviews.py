from datetime import date, timedelta

import pytest

from storage.domain.calendar import school_year
from storage.domain.case.case import Case, Kind
from storage.domain.people import Team
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState
from storage.domain.views.book import Book, YearBook
from storage.domain.views.reviews import Reason, cases_since, reviews

TODAY = date(2026, 11, 23)
IN_USE = Milestone(PracticeState.IN_USE, date(2026, 9, 1))
HOMEWORK = Practice(id="h", area="a", title="Stop", milestones=(IN_USE,), themes=("homework", "communication"))


def case(number: int, opened: date = date(2026, 10, 1), theme: str = "homework", kind: Kind = Kind.CASE) -> Case:
    code = f"{school_year(opened).start % 100}-{number:03d}"
    return Case(id=f"{number}", code=code, title="t", opened=opened, kind=kind, themes=("other", theme))


def book(*practices: Practice, cases: tuple[Case, ...] = (), areas: tuple[Area, ...] = ()) -> Book:
    years = {each.year for each in cases}
    kept = tuple(YearBook(year, cases=tuple(each for each in cases if each.year == year)) for year in years)
    return Book(team=Team(id="t", name="T"), areas=areas, practices=practices, years=kept)


def due(practice: Practice) -> bool:
    return [each.reason for each in reviews(book(practice), TODAY)] == [Reason.OVERDUE]


@pytest.mark.parametrize(("days", "asks"), [(-1, True), (0, True), (1, False)])
def test_a_practice_asks_when_its_day_has_come(days: int, asks: bool) -> None:
    assert due(HOMEWORK.but(review=TODAY + timedelta(days=days))) is asks


@pytest.mark.parametrize(("state", "asks"), [("idea", False), ("agreed", True), ("reviewed", True), ("retired", False)])
def test_only_what_is_agreed_on_asks(state: str, asks: bool) -> None:
    reached = Milestone(PracticeState(state), date(2026, 9, 1))
    assert due(HOMEWORK.but(review=TODAY, milestones=(reached,))) is asks


def test_what_was_reviewed_on_its_day_or_later_asks_no_more_until_a_new_day_comes() -> None:
    reviewed = HOMEWORK.but(milestones=(IN_USE, Milestone(PracticeState.REVIEWED, date(2026, 11, 1)), IN_USE))
    assert not due(reviewed.but(review=date(2026, 11, 1)))
    assert due(reviewed.but(review=date(2026, 11, 2)))


def test_three_cases_since_it_came_into_use_ask_for_a_review() -> None:
    cases = tuple(case(number) for number in (1, 2, 3))
    (review,) = reviews(book(HOMEWORK, cases=cases), TODAY)
    assert (review.practice, review.reason) == (HOMEWORK, Reason.CASES)
    assert {each.code for each in review.cases} == {"26-001", "26-002", "26-003"}
    assert reviews(book(HOMEWORK, cases=cases[:2]), TODAY) == ()


@pytest.mark.parametrize(
    "other",
    [
        case(3, theme="communication"),
        case(3, kind=Kind.SUCCESS),
        case(3, opened=date(2026, 9, 1)),
        case(3, opened=date(2026, 6, 1)),
    ],
    ids=["another theme of it", "a success", "the day it came into use", "last school year"],
)
def test_what_does_not_speak_against_it_is_not_counted(other: Case) -> None:
    assert reviews(book(HOMEWORK, cases=(case(1), case(2), other)), TODAY) == ()


def test_a_review_begins_the_count_anew() -> None:
    reviewed = HOMEWORK.but(milestones=(IN_USE, Milestone(PracticeState.REVIEWED, date(2026, 10, 1))))
    cases = (case(1), case(2), case(3, opened=date(2026, 10, 2)))
    assert [each.code for each in cases_since(book(cases=cases), reviewed, TODAY)] == ["26-003"]


@pytest.mark.parametrize("values", [{"milestones": ()}, {"themes": ()}], ids=["an idea", "about nothing"])
def test_without_use_or_theme_nothing_can_speak_against_it(values: dict[str, object]) -> None:
    assert cases_since(book(cases=(case(1),)), HOMEWORK.but(**values), TODAY) == ()


def test_what_is_retired_is_left_in_peace() -> None:
    retired = HOMEWORK.but(milestones=(IN_USE, Milestone(PracticeState.RETIRED, date(2026, 9, 2))))
    assert cases_since(book(cases=(case(1),)), retired, TODAY) == ()


def test_longest_overdue_comes_first_then_most_cases_and_nothing_twice() -> None:
    phones = HOMEWORK.but(id="p", themes=("phones",))
    cases = (*(case(n) for n in (1, 2, 3)), *(case(n, theme="phones") for n in (4, 5, 6, 7)))
    older, newer = HOMEWORK.but(id="o", review=date(2026, 9, 9)), phones.but(id="n", review=date(2026, 10, 1))
    found = reviews(book(HOMEWORK, newer, phones, older, cases=cases), TODAY)
    assert [(each.practice.id, each.reason.value) for each in found] == [
        ("o", "review-overdue"),
        ("n", "review-overdue"),
        ("p", "cases-keep-coming"),
        ("h", "cases-keep-coming"),
    ]


def test_a_hidden_areas_practices_ask_for_nothing() -> None:
    hidden = Area(id="a", key="a", title="A", hidden=True)
    assert reviews(book(HOMEWORK.but(review=TODAY), areas=(hidden,)), TODAY) == ()
