from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from storage.domain.calendar import SchoolYear, Series
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Kind
from storage.domain.meeting.meeting import Meeting, MeetingState, Visit
from storage.domain.people import Team
from storage.domain.plan.plan import Practice, PracticeState, reached
from storage.domain.views.balance import Minutes
from storage.domain.views.book import Book, YearBook
from storage.domain.views.overview import coming_meetings, next_in_series, overview, planned_meeting, series_on

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TEAM = Team(id="t", name="T")


def case(number: int, opened: int, kind: Kind = Kind.CASE) -> Case:
    return Case(id=str(number), code=f"26-{number:03d}", title="a", opened=date(2026, 11, opened), kind=kind)


def agreement(key: str, owner: str, due: int) -> Agreement:
    return Agreement(id=key, what="a", owner=owner, made=TODAY, due=TODAY + timedelta(days=due))


def meeting(key: str, ago: int, next_in: int | None = None, state: MeetingState = MeetingState.HELD) -> Meeting:
    return Meeting(
        id=key,
        form="f",
        title="F",
        started=NOW - timedelta(days=ago),
        planned=45,
        state=state,
        visits=(Visit(phase="p", title="P", minutes=5, case="26-001", spent=300),),
        next_on=None if next_in is None else TODAY + timedelta(days=next_in),
    )


def book(*meetings: Meeting) -> Book:
    month = reached(Practice(id="now", area="x", title="n", month=11), PracticeState.AGREED, date(2026, 9, 1))
    year = YearBook(
        SchoolYear(2026),
        cases=(case(2, 9), case(1, 9), case(3, 2), case(4, 1, Kind.SUCCESS)),
        agreements=(agreement("theirs", "CD", -2), agreement("mine", "AB", 7), agreement("later", "AB", 8)),
        meetings=meetings,
    )
    return Book(TEAM, practices=(month, month.but(id="late", month=10)), years=(year,))


def test_a_day_begins_with_the_plan_then_what_is_due_then_what_waits() -> None:
    day = overview(book(meeting("m", 1)), TODAY, "AB")
    assert day.has_plan
    assert [practice.id for practice in day.practices] == ["now"]
    assert [practice.id for practice in day.late] == ["late"]
    assert [each.id for each in day.agreements] == ["mine", "theirs"]
    assert [each.code for each in day.stepless] == ["26-003", "26-001", "26-002"]
    assert day.minutes == Minutes(plan=0, cases=5)
    assert (day.gaps, day.running, day.planned) == ((), None, None)


def test_an_empty_team_has_an_empty_day() -> None:
    day = overview(Book(TEAM), TODAY)
    assert not day.has_plan
    assert (day.practices, day.late, day.agreements, day.stepless) == ((), (), (), ())


def test_the_running_meeting_is_on_the_first_page() -> None:
    running = meeting("m", 0, state=MeetingState.RUNNING)
    assert overview(book(running), TODAY).running == running


def test_the_last_meeting_says_when_the_next_is() -> None:
    planned = meeting("last", 2, next_in=0)
    assert planned_meeting(book(meeting("older", 9, next_in=5), planned), TODAY) == planned
    older = meeting("older", 9, next_in=5)
    assert planned_meeting(book(older, meeting("last", 2)), TODAY) == older, "nobody set another day since"
    assert planned_meeting(book(meeting("older", 9, next_in=0), meeting("now", 0)), TODAY) is None, "it was held"
    assert planned_meeting(book(meeting("past", 9, next_in=-1)), TODAY) is None
    running = meeting("now", 0, next_in=3, state=MeetingState.RUNNING)
    assert planned_meeting(book(planned, running), TODAY) == planned


def test_a_meeting_that_was_broken_off_takes_no_date_away() -> None:
    planned, mistake = meeting("last", 2, next_in=5), meeting("mistake", 1, state=MeetingState.BROKEN_OFF)
    assert planned_meeting(book(planned, mistake), TODAY) == planned
    assert planned_meeting(book(mistake), TODAY) is None
    late = meeting("late", 1, next_in=6, state=MeetingState.BROKEN_OFF)
    assert planned_meeting(book(planned, late), TODAY) == late


def test_of_the_series_what_is_held_today_is_no_longer_to_come() -> None:
    team = TEAM.but(series=Series(weekday=0, starts=time(14, 30), place="Room 2"))

    def coming(*meetings: Meeting) -> list[tuple[date, bool]]:
        told = coming_meetings(replace(book(*meetings), team=team), TODAY, 2)
        return [(each.on, each.series is not None) for each in told]

    monday, week = TODAY, timedelta(days=7)
    assert coming() == [(monday, True), (monday + week, True)]
    assert coming(meeting("today", 0)) == [(monday + week, True), (monday + 2 * week, True)]
    moved = meeting("last", 7, next_in=1)
    assert coming(moved) == [(monday + timedelta(days=1), False), (monday + week, True)]
    assert series_on(team, monday) == team.series
    assert series_on(team, monday + timedelta(days=1)) is None
    assert next_in_series(team, monday) == monday + week
    assert next_in_series(TEAM, monday) is None


def test_what_one_is_asked_about_as_a_buddy_stands_before_what_is_due_of_others() -> None:
    made = TODAY - timedelta(days=14)
    theirs = Agreement(id="buddy", what="a", owner="CD", buddy="AB", made=made, due=TODAY - timedelta(days=1))
    older = Agreement(id="older", what="a", owner="EF", made=made, due=TODAY - timedelta(days=9))
    year = YearBook(SchoolYear(2026), agreements=(older, theirs))
    assert [each.id for each in overview(Book(TEAM, years=(year,)), TODAY, "AB").agreements] == ["buddy", "older"]
    assert [each.id for each in overview(Book(TEAM, years=(year,)), TODAY, "EF").agreements] == ["older", "buddy"]
