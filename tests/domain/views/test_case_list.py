"""The order of the case list, and narrowing it."""

from datetime import UTC, date, datetime

import pytest

from storage.domain.calendar import SchoolYear
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, CaseState, Standing
from storage.domain.meeting.meeting import Meeting, Visit
from storage.domain.people import Team
from storage.domain.views.book import Book, YearBook
from storage.domain.views.case_list import NOTHING, Sought, Standpoint, listed, narrowed

TODAY = date(2026, 11, 23)


def case(number: int, opened: date, state: CaseState = CaseState.OPEN, title: str = "Lekser", theme: str = "") -> Case:
    standing = None if state is CaseState.OPEN else Standing(state=state, on=TODAY)
    themes = (theme,) if theme else ()
    code = f"{26 if opened >= date(2026, 8, 1) else 25}-{number:03}"
    return Case(id=f"c{code}", code=code, title=title, opened=opened, standing=standing, themes=themes)


CASES = (
    case(1, date(2026, 9, 1), title="Går hjem"),
    case(2, date(2026, 8, 20)),
    case(3, date(2026, 10, 1), theme="phones"),
    case(4, date(2026, 10, 2), CaseState.PARKED),
    case(5, date(2026, 10, 3), CaseState.CLOSED, theme="phones"),
)
OLD = (case(1, date(2026, 2, 1), CaseState.CLOSED), case(2, date(2026, 3, 1)))


@pytest.fixture
def book() -> Book:
    agreement = Agreement(id="a", what="Ringe", owner="AB", made=TODAY, due=TODAY, case="26-001")
    meeting = Meeting(
        id="m",
        form="f",
        title="t",
        started=datetime(2026, 11, 20, 12, tzinfo=UTC),
        planned=45,
        visits=(Visit(phase="p", title="p", minutes=5, case="26-002", seen=True),),
    )
    years = (YearBook(SchoolYear(2026), CASES, (agreement,), (meeting,)), YearBook(SchoolYear(2025), OLD))
    return Book(team=Team(id="t", name="t"), years=years)


def codes(book: Book, sought: Sought = NOTHING) -> list[str]:
    return [row.case.code for row in narrowed(listed(book, TODAY), sought, {"homework": "lekser · homework"})]


def test_what_nothing_carries_on_comes_first_then_what_has_waited_longest(book: Book) -> None:
    assert codes(book) == ["25-002", "26-003", "26-002", "26-001", "26-005", "26-004", "25-001"]
    rows = {row.case.code: row for row in listed(book, TODAY)}
    assert rows["26-001"].standpoint is Standpoint.UNDER_WAY
    assert rows["26-003"].standpoint is Standpoint.STEPLESS
    assert rows["26-004"].standpoint is Standpoint.RESTING


def test_a_case_has_waited_since_it_was_opened_or_last_taken(book: Book) -> None:
    waited = {row.case.code: row.waited for row in listed(book, TODAY)}
    assert waited["26-002"] == 3
    assert waited["26-001"] == 83


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(state=CaseState.CLOSED), ["26-005", "25-001"]),
        (Sought(theme="phones"), ["26-003", "26-005"]),
        (Sought(year=SchoolYear(2025)), ["25-002", "25-001"]),
        (Sought(words="GAAR"), ["26-001"]),
        (Sought(words="26-00 lek"), ["26-003", "26-002", "26-005", "26-004"]),
        (Sought(state=CaseState.CLOSED, theme="phones", year=SchoolYear(2026), words="lek"), ["26-005"]),
        (Sought(state=CaseState.LIFTED), []),
    ],
)
def test_narrowing(book: Book, sought: Sought, found: list[str]) -> None:
    assert codes(book, sought) == found
