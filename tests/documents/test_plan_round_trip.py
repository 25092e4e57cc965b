from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage.documents.plan_file.text import canonical
from storage.domain.people import Language
from storage.domain.plan.plan import Area, Practice
from storage.domain.views.book import Book
from tests.documents.plans import LINES, MARKS, PLANS, TEAM, exported, imported

ONE_FIELD = ("minimum", "room", "sign", "notes")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLANS, st.sampled_from(Language))
def test_any_plan_comes_back_byte_for_byte(book: Book, language: Language) -> None:
    first = exported(book, language)
    assert exported(imported(first), language) == first


@settings(deadline=None)
@given(st.one_of(MARKS, LINES, st.text(max_size=60)), st.sampled_from(ONE_FIELD))
@example("Vi gjør:\n- ringer\n  - i august\n- skriver", "minimum")
@example("```\nx = 1\n\n    y\n```", "minimum")
def test_a_text_comes_back_as_it_was_written(text: str, field: str) -> None:
    practice = Practice(id="p", area="a", title="T").but(**{field: text})
    book = Book(TEAM, areas=(Area(id="a", key="a", title="A"),), practices=(practice,))
    found = imported(exported(book)).practices[0]
    assert getattr(found, field) == canonical(text)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("other", Language)
def test_the_demos_plan_survives_in_every_language(
    language: Language, other: Language, book_in: Callable[[Language], Book]
) -> None:
    whole = book_in(language)
    first = exported(whole, language)
    there = imported(first, Book(whole.team, cards=whole.cards))
    assert exported(there, language) == first
    abroad = exported(there, other)
    assert exported(imported(abroad, Book(whole.team, cards=whole.cards)), language) == first
    without = [practice.but(id="", area="") for practice in whole.practices]
    assert sorted(practice.but(id="", area="").title for practice in there.practices) == sorted(
        practice.title for practice in without
    )


def test_nothing_tells_the_team_the_day_or_an_identifier(book: Book) -> None:
    page = exported(book)
    assert book.team.name not in page
    assert not [record.id for record in (*book.areas, *book.practices, *book.cards) if record.id in page]
