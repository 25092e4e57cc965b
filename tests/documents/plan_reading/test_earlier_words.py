"""Plans that were written when choices and fields had other names are still understood."""

from datetime import date
from pathlib import Path

import pytest

from storage.domain.people import Language
from storage.domain.plan.plan import Depth, Level, Milestone, PracticeState, Reading
from storage.domain.views.book import Book
from tests.documents.plans import exported, imported

WRITTEN_BEFORE = Path(__file__).with_name("written_before")
DAY = date(2026, 11, 2)


def read_back(language: Language) -> Book:
    return imported((WRITTEN_BEFORE / f"{language}.md").read_text("utf-8"))


@pytest.mark.parametrize("language", Language)
def test_nothing_of_it_is_lost(language: Language) -> None:
    book = read_back(language)
    assert [practice.level for practice in book.practices] == list(Level)
    assert [practice.depth for practice in book.practices] == list(Depth)
    assert book.areas[0].readings == (Reading(DAY, 5, Depth.DIALOGUE),)
    first = book.practices[0]
    assert first.milestones == (Milestone(PracticeState.IDEA, DAY), Milestone(PracticeState.AGREED, DAY))
    assert (first.owner, first.month, first.review, first.done) == ("AB", 1, DAY, (2025,))
    assert (first.minimum, first.room, first.sign, first.notes) == ("Alle spør.", "Ringe", "Ro", "Husk tolk.")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("other", Language)
def test_it_is_the_same_plan_in_every_language(language: Language, other: Language) -> None:
    assert exported(read_back(language)) == exported(read_back(other))
