"""What waits for the leadership."""

from datetime import UTC, date, datetime

from storage.domain.calendar import SchoolYear
from storage.domain.case.case import Case, CaseState, CrossPressure, Learned, Outcome, Standing
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Team
from storage.domain.views.book import Book, YearBook
from storage.domain.views.lift import lifted

TODAY = date(2026, 11, 23)
MET = Meeting(id="m", form="f", title="t", started=datetime(2026, 10, 5, 12, tzinfo=UTC), planned=45)
PRESSURE = CrossPressure(fixed="the budget")


def learned(text: str, meeting: str = "", outcome: Outcome = Outcome.LIFT) -> Learned:
    return Learned(id=text, outcome=outcome, text=text, meeting=meeting)


def book(*cases: Case) -> Book:
    years = {case.year for case in cases}
    within = (
        YearBook(year, tuple(case for case in cases if case.year == year), meetings=(MET,))
        for year in sorted(years, reverse=True)
    )
    return Book(team=Team(id="t", name="Team 6"), years=tuple(within))


def case(code: str, **values: object) -> Case:
    return Case(id=code, code=code, title="Hours", opened=date(2026, 9, 1), pressure=PRESSURE).but(**values)


def test_lifted_cases_and_what_was_put_to_the_leadership_while_the_case_stayed() -> None:
    found = lifted(
        book(
            case("26-001", standing=Standing(state=CaseState.LIFTED, on=date(2026, 11, 2), reason="five hours")),
            case("26-002", learned=(learned("a room", "m"), learned("kept", outcome=Outcome.NOTHING))),
            case("26-003"),
        ),
        TODAY,
    )
    assert [(each.code, each.asked, each.since) for each in found] == [
        ("26-002", "a room", date(2026, 10, 5)),
        ("26-001", "five hours", date(2026, 11, 2)),
    ]
    assert found[0].pressure == PRESSURE


def test_the_same_question_is_asked_once() -> None:
    standing = Standing(state=CaseState.LIFTED, on=TODAY, reason="five hours")
    twice = case("26-001", standing=standing, learned=(learned("five hours"),))
    assert len(lifted(book(twice), TODAY)) == 1


def test_a_closed_case_still_asks_this_school_year_and_no_longer() -> None:
    closed = Standing(state=CaseState.CLOSED, on=date(2026, 10, 9))
    this_year, last_year = (
        case(code, standing=closed, learned=(learned("a room"),), pressure=None) for code in ("26-001", "25-001")
    )
    found = lifted(book(this_year, last_year), TODAY)
    assert [(each.code, each.since, each.pressure) for each in found] == [
        ("26-001", date(2026, 10, 9), CrossPressure())
    ]


def test_without_a_meeting_or_an_end_it_has_waited_since_the_case_was_opened() -> None:
    assert lifted(book(case("26-001", learned=(learned("a room"),))), TODAY)[0].since == date(2026, 9, 1)
    assert SchoolYear(2026) == case("26-001").year
