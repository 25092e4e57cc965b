from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.calendar import SchoolYear
from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.case import Case, Kind
from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import Meeting, Visit
from storage.domain.people import Team
from storage.domain.plan.plan import Milestone, Practice, PracticeState
from storage.domain.views.balance import (
    Minutes,
    Side,
    has_helped,
    months_of,
    side,
    spent,
    spent_in,
    successes_of,
    work_by_month,
)
from storage.domain.views.book import Book, YearBook

YEAR = SchoolYear(2026)
TODAY = date(2026, 11, 23)


def visit(case: str = "", writes: Writes = Writes.NOTE, minutes: float = 5) -> Visit:
    return Visit(phase="p", title="P", minutes=5, case=case, writes=writes, spent=minutes * 60)


def meeting(*visits: Visit, month: int = 11) -> Meeting:
    started = datetime(2026, month, 2, 13, tzinfo=UTC)
    return Meeting(id=str(month), form="f", title="F", started=started, planned=45, visits=visits)


CASES = meeting(
    visit(), visit(writes=Writes.AGREEMENTS), visit("26-001", Writes.ENTRY), visit("26-001", Writes.INTO_PLAN)
)
PEACETIME = meeting(visit(), visit(writes=Writes.MINIMUM))


def test_time_goes_to_the_plan_or_to_the_cases() -> None:
    assert [side(each, CASES) for each in CASES.visits] == [None, Side.PLAN, Side.CASES, Side.PLAN]
    assert [side(each, PEACETIME) for each in PEACETIME.visits] == [Side.PLAN, Side.PLAN]


def test_looking_at_a_success_counts_as_the_plan() -> None:
    assert side(visit("26-001"), CASES, {"26-001"}) is Side.PLAN
    cases = [
        Case(id="1", code="26-001", title="a", opened=TODAY, kind=Kind.SUCCESS),
        Case(id="2", code="26-002", title="b", opened=TODAY),
    ]
    assert successes_of(cases) == {"26-001"}


def test_minutes_are_added_over_meetings() -> None:
    assert spent([CASES, PEACETIME]) == Minutes(plan=20, cases=5)
    assert spent([CASES, PEACETIME]).total == 25
    assert spent([]) == Minutes()


def test_a_school_years_minutes_are_its_own() -> None:
    book = Book(Team(id="t", name="T"), years=(YearBook(YEAR, meetings=(CASES,)), YearBook(SchoolYear(2025))))
    assert spent_in(book, YEAR) == Minutes(plan=10, cases=5)
    assert spent_in(book, SchoolYear(2025)) == Minutes()


def agreement(key: str, due: date, *ratings: Rating) -> Agreement:
    return Agreement(id=key, what="a", owner="AB", made=due, due=due, ratings=ratings)


def rating(effect: Effect | None) -> Rating:
    return Rating(on=TODAY, done=Done.AS_PLANNED, effect=effect)


@pytest.mark.parametrize(
    ("effect", "helped"),
    [(None, False), (Effect.WORSE, False), (Effect.UNCHANGED, False), (Effect.BETTER, True), (Effect.REACHED, True)],
)
def test_an_agreement_has_helped_when_something_got_better(effect: Effect | None, helped: bool) -> None:
    assert has_helped(agreement("a", TODAY, rating(effect))) is helped
    assert not has_helped(agreement("a", TODAY))


def test_a_months_work_is_counted() -> None:
    october = date(2026, 10, 5)
    year = YearBook(
        YEAR,
        cases=(
            Case(id="1", code="26-001", title="a", opened=october),
            Case(id="2", code="26-002", title="b", opened=october, kind=Kind.SUCCESS),
        ),
        agreements=(
            agreement("a", october),
            agreement("b", october, rating(Effect.UNCHANGED)),
            agreement("c", october, rating(Effect.BETTER)),
            agreement("d", date(2027, 10, 5)),
        ),
        meetings=(meeting(visit("26-001"), visit("26-002"), month=10), CASES),
    )
    states = (PracticeState.IDEA, PracticeState.AGREED, PracticeState.IN_USE)
    practice = Practice(id="p", area="x", title="p", milestones=tuple(Milestone(state, october) for state in states))
    work = work_by_month(Book(Team(id="t", name="T"), practices=(practice,), years=(year,)), TODAY)
    assert [each.month for each in work] == list(months_of(YEAR))
    held = next(each for each in work if each.month == date(2026, 10, 1))
    assert held.minutes == Minutes(plan=5, cases=5)
    assert (held.steps, held.opened, held.due, held.followed, held.helped) == (2, 1, 3, 2, 1)


def test_last_year_is_shown_only_if_it_held_something() -> None:
    book = Book(Team(id="t", name="T"))
    assert [each.month for each in work_by_month(book, TODAY)] == list(months_of(YEAR))
    case = Case(id="1", code="25-001", title="a", opened=date(2026, 7, 1))
    older = Book(book.team, years=(YearBook(SchoolYear(2025), (case,)),))
    assert [each.month for each in work_by_month(older, TODAY)] == [*months_of(SchoolYear(2025)), *months_of(YEAR)]


@given(st.integers(2000, 2098))
def test_a_school_years_months_are_twelve_in_order(start: int) -> None:
    months = months_of(SchoolYear(start))
    assert len(months) == 12
    assert list(months) == sorted(months)
    assert all(month in SchoolYear(start) for month in months)


def test_agreements_of_conversations_count_at_their_mid_point() -> None:
    rated = (Rating(on=date(2026, 11, 10), done=Done.AS_PLANNED, effect=Effect.BETTER),)
    agreed = (
        ConversationAgreement(id="x", pupil="1", what="Read", made=date(2026, 10, 1), ratings=rated),
        ConversationAgreement(id="y", pupil="2", what="Call", made=date(2026, 10, 1)),
    )
    past = ConversationRound(
        id="r1", starts=date(2026, 10, 1), ends=date(2026, 10, 9), midpoint=date(2026, 11, 9), agreements=agreed
    )
    ahead = past.but(id="r2", midpoint=date(2027, 1, 11))
    book = Book(Team(id="t", name="T"), years=(YearBook(YEAR, rounds=(past, ahead)),))
    november = next(each for each in work_by_month(book, TODAY) if each.month == date(2026, 11, 1))
    assert (november.due, november.followed, november.helped) == (2, 1, 1)
    assert sum(each.due for each in work_by_month(book, TODAY)) == 2
