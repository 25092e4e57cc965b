from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec
import pytest

from storage.content.coach import Advice, coach, last_advice
from storage.content.forms import our_forms
from storage.documents.pages.brief import SHORT_ROWS, SHORT_WIDTH, brief_blocks, coach_blocks, short_lines
from storage.documents.words import Labels, labels
from storage.domain.case.agreement import Effect, Rating
from storage.domain.case.case import CaseState, Entry, Step, View
from storage.domain.case.standing import set_aside
from storage.domain.meeting.agenda import shares
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.meeting import begun
from storage.domain.meeting.strip import Strip
from storage.domain.people import Language
from storage.domain.views.book import Book
from storage.domain.views.brief import Brief, Why, brief
from tests.documents.conftest import TODAY


def read(told: Brief, words: Labels, advice: Advice | None = None) -> str:
    return brief_blocks(told, words, advice).markdown


@pytest.mark.parametrize("language", Language)
def test_one_page_says_what_to_practise_what_is_due_what_to_take_up_and_who_does_what(
    language: Language, book_in: Callable[[Language], Book]
) -> None:
    book, words = book_in(language), labels(language)
    told = brief(book, TODAY)
    advice = last_advice(book, language)
    page = read(told, words, advice)
    assert advice
    assert advice.exercise
    for text in (advice.exercise.practise, advice.exercise.why, advice.exercise.say):
        assert text in page
    assert told.due
    assert all(each.owner in page for each in told.due)
    assert all(each.case.title in page for each in told.cases)
    assert all(practice.title in page for practice in told.practices)
    assert told.roles[MeetingRole.FACILITATOR] in page


def test_each_case_is_proposed_for_a_reason(book: Book, norwegian: Labels) -> None:
    told = brief(book, TODAY)
    assert [each.why for each in told.cases] == [Why.STEPLESS, Why.UNTAKEN, Why.WAITED]
    page = read(told, norwegian)
    assert "ingen avtale fører den videre" in page
    assert "ikke tatt opp i noe møte" in page
    assert "sist oppe" in page


def test_what_is_new_since_the_last_meeting_is_told(book: Book, norwegian: Labels) -> None:
    assert "Ingenting nytt." in read(brief(book, TODAY), norwegian)
    year = book.years[0]
    lifted, written = year.cases[0], year.cases[1]
    after = datetime(2026, 12, 1, 12, tzinfo=UTC)
    entry = Entry(id="new", step=Step.SITUATION, text="x", at=after)
    new = (
        set_aside(lifted.but(standing=None), CaseState.LIFTED, "x", after.date()),
        written.but(entries=(*written.entries, entry)),
        lifted.but(id="z", code="26-099", title="Helt ny", opened=after.date(), standing=None),
    )
    cases = (*(each for each in year.cases if each not in {lifted, written}), *new)
    later = replace(book, years=(replace(year, cases=cases), *book.years[1:]))
    page = read(brief(later, date(2026, 12, 2)), norwegian)
    assert "26-099 Helt ny: åpnet" in page
    assert f"{written.code} {written.title}: nye innlegg: 1" in page
    assert f"{lifted.code} {lifted.title}: løftet" in page


def test_an_agreement_that_is_due_says_how_it_went_so_far(book: Book, norwegian: Labels) -> None:
    page = read(brief(book, TODAY), norwegian)
    assert "delvis gjort" in page


def test_a_new_team_has_a_page_too(norwegian: Labels, book: Book) -> None:
    told = brief(replace(book, years=(), practices=()), TODAY)
    page = read(told, norwegian)
    assert page.startswith("# Før møtet\n")
    assert "Ingen avtaler har frist før møtet." in page


@pytest.mark.parametrize("language", Language)
def test_the_short_form_is_seen_at_once(language: Language, book_in: Callable[[Language], Book]) -> None:
    book = book_in(language)
    due, *others = brief(book, TODAY).due
    rated = due.but(ratings=(*due.ratings, Rating(on=TODAY, by=View.HOME, effect=Effect.REACHED)))
    told = msgspec.structs.replace(brief(book, TODAY), due=(rated, *others))
    words = labels(language)
    rows = short_lines(brief_blocks(told, words, last_advice(book, language), short=True))
    (went,) = (row for row in rows if row.startswith(f"  {rated.owner}: {rated.what[:20]}"))
    assert went.endswith(f"{words.names.of(View.HOME)}: {words.names.of(Effect.REACHED)}")
    assert len(rows) <= SHORT_ROWS < 24
    assert all(len(row) <= SHORT_WIDTH < 80 for row in rows)
    assert any(row.startswith("  … +") for row in rows)


@pytest.mark.parametrize("language", Language)
def test_whoever_leads_reads_what_to_say_in_every_phase_of_every_form(language: Language) -> None:
    words, now = labels(language), datetime(2026, 11, 23, 12, tzinfo=UTC)
    for form in our_forms(language):
        split = shares(form, ["26-001"], form.minutes)
        meeting = begun(form, key="m", now=now, minutes=form.minutes, present=("AB",), roles={}, shares=split)
        page = coach_blocks(meeting, coach(language), words, Advice(Strip(), coach(language).items[0])).markdown
        assert page.count(f"**{words.words.coach.say}:**") == len(form.phases)
        assert page.count(f"**{words.words.coach.last}:**") == len(form.phases)
        assert "## 0:00 " in page
        assert coach(language).items[0].why in page
