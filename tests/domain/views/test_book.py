from datetime import UTC, date, datetime

import pytest

from storage.domain.calendar import SchoolYear
from storage.domain.case.agreement import Agreement, Done, Rating
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, CaseState
from storage.domain.case.standing import set_aside
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.people import Team
from storage.domain.plan.plan import Area, Practice
from storage.domain.views.book import Book, YearBook, year_of

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def case(code: str, opened: date = DAY) -> Case:
    return Case(id=f"c{code}", code=code, title=f"Sak {code}", opened=opened)


def agreement(key: str, code: str = "", made: date = DAY) -> Agreement:
    return Agreement(id=key, what=f"Avtale {key}", owner="AB", made=made, due=made, case=code)


def meeting(key: str, state: MeetingState = MeetingState.HELD) -> Meeting:
    return Meeting(id=key, form="round", title="Runde", started=NOW, planned=45, state=state)


OLD = YearBook(SchoolYear(2025), (case("25-001"),), (agreement("a1", "25-001"),), (meeting("m1"),))
NEW = YearBook(
    SchoolYear(2026),
    (case("26-001"), case("26-002")),
    (agreement("a2", "26-001"), agreement("a3", "26-001"), agreement("a4")),
    (meeting("m2"), meeting("m3", MeetingState.RUNNING)),
)
BOOK = Book(
    Team(id="t", name="Team"),
    areas=(Area(id="area", key="talks", title="Samtalen"),),
    practices=(Practice(id="p", area="talks", title="Midtveis"),),
    cards=(ExperienceCard(id="k", title="Kort", made=DAY),),
    years=(NEW, OLD),
)


def test_everything_is_told_newest_first() -> None:
    assert [each.code for each in BOOK.cases] == ["26-002", "26-001", "25-001"]
    assert [each.id for each in BOOK.agreements] == ["a4", "a3", "a2", "a1"]
    assert [each.id for each in BOOK.meetings] == ["m3", "m2", "m1"]


def test_a_cases_agreements_come_oldest_first() -> None:
    assert [each.id for each in BOOK.agreements_of("26-001")] == ["a2", "a3"]


def test_a_case_is_found_as_people_type_its_code() -> None:
    assert BOOK.case("26 1").code == "26-001"
    assert BOOK.find_case("26-001") is BOOK.case("26-001")
    assert BOOK.find_case("26-009") is None


@pytest.mark.parametrize(("typed", "code"), [("26-9", "no-such-case"), ("lekser", "unknown-code")])
def test_a_code_that_leads_nowhere_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        BOOK.case(typed)
    assert refused.value.code == code


def test_the_running_meeting_is_known() -> None:
    assert BOOK.running
    assert BOOK.running.id == "m3"
    assert Book(BOOK.team).running is None


def test_every_record_is_found_by_its_id() -> None:
    ids = [record.id for record in BOOK.records()]
    assert len(ids) == len(set(ids)) == 14
    assert all(record is BOOK.record(record.id) for record in BOOK.records())
    assert BOOK.record("gone") is None


def test_cases_without_an_open_agreement_have_no_next_step() -> None:
    done = agreement("a2", "26-001").but(ratings=(Rating(on=DAY, done=Done.STOPPED),))
    year = YearBook(SchoolYear(2026), NEW.cases, (done,), ())
    parked = set_aside(case("26-003"), CaseState.PARKED, "senere", DAY)
    assert [each.code for each in BOOK.without_next_step()] == ["26-002"]
    book = Book(BOOK.team, years=(YearBook(year.year, (*year.cases, parked), year.agreements),))
    assert [each.code for each in book.without_next_step()] == ["26-002", "26-001"]


def test_why_nothing_can_be_saved_is_no_part_of_what_is_written() -> None:
    locked = Book(BOOK.team, BOOK.areas, BOOK.practices, BOOK.cards, BOOK.years, read_only=Refused("newer-schema"))
    assert locked == BOOK


@pytest.mark.parametrize(
    ("record", "start"),
    [
        (case("25-004", opened=DAY), 2025),
        (case("", opened=date(2026, 7, 31)), 2025),
        (agreement("a", "24-001"), 2024),
        (agreement("a", made=date(2026, 8, 1)), 2026),
        (meeting("m"), 2026),
        (Team(id="t", name="T"), 2027),
    ],
)
def test_every_record_has_a_school_year(record: Case | Agreement | Meeting | Team, start: int) -> None:
    assert year_of(record, date(2027, 9, 1)) == SchoolYear(start)
