from datetime import UTC, date, datetime, timedelta

import pytest

from storage.domain.calendar import SchoolYear, beginning_of
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, Step
from storage.domain.errors import Refused
from storage.domain.ids import new_id
from storage.domain.people import Team
from storage.domain.record import AnyRecord, revised
from storage.domain.views.book import Book, YearBook
from storage.domain.views.deeds import looked_back, moments

BEGAN = datetime(2026, 9, 1, 8, tzinfo=UTC)


def after(hours: int) -> datetime:
    return BEGAN + timedelta(hours=hours)


def changed(record: AnyRecord, hours: int, by: str = "AB", **values: object) -> AnyRecord:
    return revised(record, record.but(**values), by=by, at=after(hours), change=f"c{hours}{by}")


def entry(key: str, text: str) -> Entry:
    return Entry(id=key, step=Step.SITUATION, text=text, at=BEGAN)


CASE = changed(
    changed(
        Case(id=new_id(BEGAN, 1), code="26-001", title="First", opened=BEGAN.date()), 1, title="Second", owner="AB"
    ),
    3,
    "CD",
    title="Third",
    entries=(entry("e", "told"),),
)
AGREEMENT = changed(
    Agreement(id=new_id(after(2), 1), what="Ring", owner="AB", made=BEGAN.date(), due=BEGAN.date(), case="26-001"),
    4,
    what="Ring home",
)
OTHERS = Agreement(id="other", what="Write", owner="CD", made=BEGAN.date(), due=BEGAN.date())


def book(case: Case = CASE, *agreements: Agreement) -> Book:
    year = YearBook(SchoolYear(2026), cases=(case, CASE.but(id="x", code="26-002")), agreements=agreements)
    return Book(Team(id="team", name="6. trinn"), years=(year,))


def test_every_moment_says_when_who_and_what() -> None:
    found = moments(book(CASE, AGREEMENT, OTHERS), CASE)
    assert [(each.at, each.by, each.fields) for each in found] == [
        (BEGAN, "", ()),
        (after(1), "AB", ("title", "owner")),
        (after(2), "", ("agreement",)),
        (after(3), "CD", ("title", "entries/e")),
        (after(4), "AB", ("what",)),
    ]


def test_what_one_saves_at_once_is_one_moment_and_what_two_do_is_two() -> None:
    case = changed(changed(changed(CASE, 5, title="a"), 5, owner="EF"), 5, "CD", title="b")
    assert [(each.by, each.fields) for each in moments(book(), case)[3:]] == [
        ("AB", ("title", "owner")),
        ("CD", ("title",)),
    ]


@pytest.mark.parametrize(
    ("hours", "title", "entries", "agreed"),
    [
        (0, "First", 0, []),
        (1, "Second", 0, []),
        (2, "Second", 0, ["Ring"]),
        (3, "Third", 1, ["Ring"]),
        (9, "Third", 1, ["Ring home"]),
    ],
)
def test_the_case_and_its_agreements_are_as_they_were(hours: int, title: str, entries: int, agreed: list[str]) -> None:
    then = looked_back(book(CASE, AGREEMENT, OTHERS), "26-001", after(hours))
    assert (then.case("26-001").title, len(then.case("26-001").entries)) == (title, entries)
    assert [each.what for each in then.agreements_of("26-001")] == agreed
    assert then.case("26-002").title == "Third"
    assert OTHERS in then.agreements


def test_before_it_began_there_is_nothing_to_see() -> None:
    with pytest.raises(Refused, match="not-yet") as refused:
        looked_back(book(), "26-001", after(-1))
    assert refused.value.params["begun"] == date(2026, 9, 1)


def test_a_record_whose_id_tells_nothing_began_on_its_day_or_with_its_first_change() -> None:
    plain = Case(id="plain", code="26-003", title="Plain", opened=date(2026, 9, 1))
    agreement = OTHERS.but(case="26-003")
    assert [each.at for each in moments(book(plain, agreement), plain)] == [beginning_of(plain.opened)]
    early = changed(plain, -24, title="Earlier")
    assert moments(book(early), early)[0].at == after(-24)


def test_a_case_that_is_not_there_has_no_past() -> None:
    with pytest.raises(Refused, match="no-such-case"):
        looked_back(book(), "26-009", after(1))
