from datetime import UTC, date, datetime, timedelta
from time import process_time

import pytest
from msgspec.structs import replace

from storage.content.forms import our_forms
from storage.domain.calendar import SchoolYear, school_year
from storage.domain.case.agreement import Agreement, Done, Effect, Rating, VoiceAnswers
from storage.domain.case.case import Case, Entry, Idea, Learned, Outcome, Step, View
from storage.domain.ids import new_id
from storage.domain.meeting.agenda import shares
from storage.domain.meeting.meeting import Meeting, MeetingState, Score, begun, scored
from storage.domain.people import Language, Team
from storage.domain.views.book import Book, YearBook
from storage.domain.views.over_time import (
    about_to_forget,
    answered,
    first_of_month,
    phase_times,
    pooled,
    tallied,
    together,
)

FORMS = {form.key: form for form in our_forms(Language.NB)}
ROUND = FORMS["case-round"]
TEAM = Team(id="t", name="T")


def held(day: date, code: str, typed: str = "7 8 6 9") -> Meeting:
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    meeting = begun(
        ROUND, key=new_id(now, 1), now=now, minutes=45, present=("AB", "CD"), roles={}, shares=shares(ROUND, [code], 45)
    )
    visits = tuple(replace(each, seen=True, spent=each.minutes * 60.0 + 30) for each in meeting.visits)
    ended = now + timedelta(minutes=50)
    return scored(meeting, typed).but(visits=visits, state=MeetingState.HELD, ended=ended, script=None)


def case_of(meeting: Meeting, code: str) -> Case:
    at, key = meeting.started + timedelta(minutes=9), meeting.id
    entry = Entry(id=new_id(at, 1), step=Step.WANTED, text="x", at=at, view=View.HOME, scale=4, meeting=key)
    ideas = tuple(Idea(id=new_id(at, 10 + number), text="x", meeting=key) for number in range(6))
    learned = (Learned(id=new_id(at, 30), outcome=Outcome.NOTHING, text="x", meeting=key),)
    return Case(id=f"c{code}", title="x", opened=at.date(), code=code, entries=(entry,), ideas=ideas, learned=learned)


def agreement(meeting: Meeting, code: str, asked_in: str = "") -> Agreement:
    day = meeting.started.date()
    rating = Rating(on=day + timedelta(days=7), done=Done.AS_PLANNED, effect=Effect.BETTER, meeting=asked_in)
    return Agreement(
        id=new_id(meeting.started, 40), what="x", owner="AB", buddy="CD", made=day, due=day + timedelta(days=2),
        review=day + timedelta(days=9), case=code, meeting=meeting.id, ratings=(rating,),
    )  # fmt: skip


def year_book(start: int, weeks: int = 40) -> YearBook:
    """A school year with a case round every week, each asking about the one agreement of the week before."""
    codes = [f"{start % 100:02d}-{number + 1:03d}" for number in range(weeks)]
    meetings = [held(date(start, 8, 17) + timedelta(weeks=week), code) for week, code in enumerate(codes)]
    following = [each.id for each in (*meetings[1:], meetings[-1])]
    told = list(zip(meetings, codes, following, strict=True))
    return YearBook(
        SchoolYear(start),
        cases=tuple(case_of(each, code) for each, code, _ in told),
        agreements=tuple(agreement(each, code, after) for each, code, after in told),
        meetings=tuple(meetings),
    )


BOOK = Book(TEAM, years=(year_book(2026, 8), year_book(2025, 3)))


def test_each_meeting_is_told_as_counts_the_oldest_first() -> None:
    told = tallied(BOOK, FORMS.get)
    assert [each.day for each in told] == sorted(each.day for each in told)
    assert len(told) == 11
    last = told[-1]
    assert (last.met, last.of) == (8, 12)
    assert (last.planned, last.used) == (45, 50)
    assert (last.wrong, last.wanted) == (12, 23)
    assert (last.due, last.asked, last.done, last.helped) == (1, 1, 1, 1)
    assert (told[0].due, told[0].asked) == (0, 0)


def test_an_agreement_counts_once_however_many_voices_answered() -> None:
    (year, *_) = BOOK.years
    last = year.meetings[-1]
    home = replace(year.agreements[-2].ratings[0], by=View.HOME, effect=None)
    both = year.agreements[-2].but(ratings=(*year.agreements[-2].ratings, home))
    agreements = (*year.agreements[:-2], both, year.agreements[-1])
    told = tallied(Book(TEAM, years=(YearBook(year.year, year.cases, agreements, year.meetings),)), FORMS.get)[-1]
    assert both.ratings[0].meeting == last.id
    assert (told.due, told.asked, told.done, told.helped) == (1, 1, 1, 1)


def test_what_a_phase_was_about_is_read_from_its_form_where_an_older_file_does_not_say() -> None:
    (year, *_) = BOOK.years
    old = tuple(each.but(visits=tuple(replace(visit, about=None) for visit in each.visits)) for each in year.meetings)
    assert tallied(Book(TEAM, years=(replace_year(year, old),)), FORMS.get)[-1].wrong == 12


def replace_year(year: YearBook, meetings: tuple[Meeting, ...]) -> YearBook:
    return YearBook(year.year, year.cases, year.agreements, meetings)


def test_a_team_that_has_switched_it_off_has_minutes_and_scores_only() -> None:
    off = tallied(Book(TEAM.but(shows_strip=False), years=BOOK.years), FORMS.get)[-1]
    assert (off.met, off.of, off.asked) == (0, 0, 0)
    assert off.used == 50


def test_months_and_years_add_up() -> None:
    told = tallied(BOOK, FORMS.get)
    months = together(told, first_of_month)
    assert [(each.day, each.meetings) for each in months[-3:]] == [
        (date(2026, 8, 1), 3), (date(2026, 9, 1), 4), (date(2026, 10, 1), 1),
    ]  # fmt: skip
    old, new = together(told, lambda day: school_year(day).first)
    assert (old.meetings, new.meetings) == (3, 8)
    assert sum(each.met for each in months) == old.met + new.met
    assert new.score == Score(middle=7.5, lowest=6, highest=9, count=32)


@pytest.mark.parametrize(
    ("scores", "middle", "spread", "count"),
    [
        ([Score(middle=8, lowest=7, highest=9, count=3)], 8, (7, 9), 3),
        ([Score(middle=8, lowest=7, highest=9, count=3), Score(middle=2, lowest=1, highest=3, count=9)], 2, (1, 9), 12),
        ([Score(middle=5.5, lowest=1, highest=10, count=2, numbers=(1, 10))], 5.5, (1, 10), 2),
    ],
)
def test_scores_are_pooled(scores: list[Score], middle: float, spread: tuple[int, int], count: int) -> None:
    score = pooled(scores)
    assert score
    assert (score.middle, score.lowest, score.highest, score.count) == (middle, *spread, count)
    assert pooled([]) is None


def test_phases_are_told_in_order_with_what_they_were_given_and_took() -> None:
    times = phase_times(BOOK.meetings)
    assert [each.phase for each in times] == [phase.key for phase in ROUND.phases]
    first = times[0]
    assert (first.times, first.planned_each, first.used_each) == (11, 2, 2.5)


def test_what_meetings_came_to_is_kept_before_a_case_goes() -> None:
    year = BOOK.years[0]
    case = year.cases[3]
    kept = {was.id: now for was, now in about_to_forget(BOOK, case, FORMS.get)}
    assert set(kept) >= {year.meetings[3].id, year.meetings[4].id}
    before = tallied(BOOK, FORMS.get)
    after = YearBook(
        year.year,
        tuple(each for each in year.cases if each is not case),
        tuple(each for each in year.agreements if each.case != case.code),
        tuple(kept.get(each.id, each) for each in year.meetings),
    )
    assert tallied(Book(TEAM, years=(after, BOOK.years[1])), FORMS.get) == before


def test_ten_years_are_told_at_once() -> None:
    """Fifty milliseconds are asked for; a busy machine gets some more."""
    book = Book(TEAM, years=tuple(year_book(start) for start in range(2026, 2016, -1)))
    spent = []
    for _ in range(3):
        began = process_time()
        assert len(together(tallied(book, FORMS.get), first_of_month)) > 90
        spent.append(process_time() - began)
    assert min(spent) < 0.15


def said(agreement: Agreement, by: View, on: date, effect: Effect | None, done: Done | None = None) -> Agreement:
    return agreement.but(ratings=(*agreement.ratings, Rating(on=on, by=by, effect=effect, done=done)))


def test_school_home_and_pupil_are_counted_apart_in_the_month_in_which_they_spoke() -> None:
    first, second, *rest = BOOK.years[0].agreements
    day = first.ratings[0].on
    first = said(first, View.HOME, day, Effect.UNCHANGED)
    first = said(first, View.HOME, day + timedelta(days=1), Effect.BETTER, Done.PARTLY)
    first = said(first, View.SECOND_HOME, day + timedelta(days=1), Effect.WORSE)
    second = said(second, View.PUPIL, day + timedelta(days=40), None)
    book = Book(TEAM, years=(replace_agreements(BOOK.years[0], (first, second, *rest)),))
    told = answered(book, first_of_month)
    assert list(told) == sorted(told)
    home = {each.by: each for each in told[first_of_month(day)]}
    assert list(home) == [View.SCHOOL, View.HOME]
    assert home[View.HOME] == VoiceAnswers(by=View.HOME, asked=2, done=0, helped=1)
    assert home[View.SCHOOL].done == home[View.SCHOOL].helped == home[View.SCHOOL].asked
    assert all(each.by is not View.PUPIL for answers in told.values() for each in answers), "a note alone is no answer"


def replace_agreements(year: YearBook, agreements: tuple[Agreement, ...]) -> YearBook:
    return YearBook(year.year, year.cases, agreements, year.meetings)


def test_what_home_and_pupil_said_stays_as_counts_when_its_case_goes() -> None:
    year = BOOK.years[0]
    case = year.cases[3]
    agreements = tuple(
        said(each, View.HOME, each.made + timedelta(days=5), Effect.BETTER) if each.case == case.code else each
        for each in year.agreements
    )
    book = Book(TEAM, years=(replace_agreements(year, agreements), BOOK.years[1]))
    before = answered(book, first_of_month)
    kept = {was.id: now for was, now in about_to_forget(book, case, FORMS.get)}
    after = YearBook(
        year.year,
        tuple(each for each in year.cases if each is not case),
        tuple(each for each in agreements if each.case != case.code),
        tuple(kept.get(each.id, each) for each in year.meetings),
    )
    gone = Book(TEAM, years=(after, BOOK.years[1]))
    assert answered(gone, first_of_month) == before
    other = gone.years[0].cases[2]
    again = {was.id: now for was, now in about_to_forget(gone, other, FORMS.get)}
    meetings = tuple(again.get(each.id, each) for each in gone.years[0].meetings)
    left = tuple(each for each in gone.years[0].agreements if each.case != other.code)
    twice = YearBook(year.year, gone.years[0].cases, left, meetings)
    assert answered(Book(TEAM, years=(twice, BOOK.years[1])), first_of_month) == before


def test_an_older_meeting_keeps_what_its_phases_were_about_when_a_case_goes() -> None:
    year = BOOK.years[0]
    meetings = tuple(
        each.but(visits=tuple(replace(visit, about=None) for visit in each.visits)) for each in year.meetings
    )
    old = Book(TEAM, years=(YearBook(year.year, year.cases, year.agreements, meetings),))
    kept = {was.id: now for was, now in about_to_forget(old, year.cases[3], FORMS.get)}
    after = YearBook(year.year, year.cases, year.agreements, tuple(kept.get(each.id, each) for each in meetings))
    assert kept
    assert tallied(Book(TEAM, years=(after,)), FORMS.get) == tallied(old, FORMS.get)
