from datetime import date

from storage.domain.calendar import SchoolYear
from storage.domain.case.case import Case, Kind
from storage.domain.people import Team
from storage.domain.plan.plan import Practice, PracticeState, reached, retired
from storage.domain.views.book import Book, YearBook
from storage.domain.views.reviews import RECURRING, coverage, gaps

DAY = date(2026, 11, 23)
IDEA = Practice(id="i", area="x", title="Idé", themes=("homework",))
AGREED = reached(Practice(id="a", area="x", title="Avtalt", themes=("homework", "phones")), PracticeState.AGREED, DAY)


def case(number: int, *themes: str, kind: Kind = Kind.CASE) -> Case:
    return Case(id=str(number), code=f"26-{number:03d}", title="a", opened=DAY, themes=themes, kind=kind)


def test_the_theme_of_most_cases_comes_first_and_successes_are_left_out() -> None:
    cases = [case(1, "phones"), case(2, "homework", "rules"), case(3, "homework"), case(4, "phones", kind=Kind.SUCCESS)]
    rows = coverage(cases, [IDEA, AGREED, retired(AGREED.but(id="r"), DAY)])
    assert [(row.theme, len(row.cases)) for row in rows] == [("homework", 2), ("phones", 1), ("rules", 1)]
    assert [([p.id for p in row.practices], [p.id for p in row.ideas]) for row in rows] == [
        (["a"], ["i"]),
        (["a"], []),
        ([], []),
    ]


def book(cases: list[Case], *practices: Practice, start: int = 2026) -> Book:
    return Book(Team(id="t", name="T"), practices=practices, years=(YearBook(SchoolYear(start), tuple(cases)),))


def test_a_theme_that_comes_back_without_an_agreed_practice_is_a_gap() -> None:
    cases = [case(number, "homework") for number in range(RECURRING)]
    year = SchoolYear(2026)
    assert [row.theme for row in gaps(book(cases, IDEA), year)] == ["homework"]
    assert gaps(book(cases, AGREED), year) == ()
    assert gaps(book(cases[1:], IDEA), year) == ()
    assert gaps(book(cases, IDEA, start=2025), year) == ()
