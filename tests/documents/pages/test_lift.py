from collections.abc import Callable
from dataclasses import replace

import pytest

from storage.documents.pages.school import lift_page
from storage.documents.words import labels
from storage.domain.case.case import CaseState, CrossPressure
from storage.domain.case.standing import set_aside
from storage.domain.people import Language
from storage.domain.views.book import Book
from storage.domain.views.lift import lifted
from tests.documents.conftest import TODAY


def with_lift(book: Book) -> Book:
    """The newest open case of a book is lifted with a whole cross-pressure card."""
    year = book.years[0]
    case = next(case for case in reversed(year.cases) if case.is_open)
    pressure = CrossPressure(fixed="the *budget*", entitled="five hours", we_can="swap a lesson", decides="the head")
    lift = set_aside(case.but(pressure=pressure), CaseState.LIFTED, "five hours\na week?", TODAY)
    cases = tuple(lift if each is case else each for each in year.cases)
    return replace(book, years=(replace(year, cases=cases), *book.years[1:]))


@pytest.mark.parametrize("language", Language)
def test_the_head_reads_what_is_asked_and_what_is_fixed_and_nothing_of_the_path(
    language: Language, book_in: Callable[[Language], Book]
) -> None:
    book, words = with_lift(book_in(language)), labels(language)
    page = lift_page(book, TODAY, words)
    case = book.case(lifted(book, TODAY)[-1].code)
    assert page.startswith("# ")
    assert f"> {words.words.working_note}" in page
    assert case.code in page
    for text in (r"the \*budget\*", "five hours\\\n  a week?", "swap a lesson", "the head", words.words.lift.answer):
        assert text in page
    assert all(entry.text not in page for each in book.cases for entry in each.entries)


def test_when_nothing_waits_the_page_says_so(book: Book) -> None:
    words = labels(Language.EN)
    page = lift_page(replace(book, years=()), TODAY, words)
    assert words.words.lift.empty in page
    assert "##" not in page
