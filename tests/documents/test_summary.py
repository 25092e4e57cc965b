"""What a team publishes: what stands in it, and what never does."""

from datetime import date

import msgspec
import pytest

from storage.documents.summary import (
    LeaderAnswer,
    LeaderAnswers,
    answered_lifts,
    answers_in,
    mark_of_team,
    reference,
    summary_in,
    summary_of,
    texts_of_summary,
    with_leader_answer,
    written_file,
)
from storage.domain.calendar import SchoolYear
from storage.domain.case.case import Case, CaseState, ForLeader, Route, Standing
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState
from storage.domain.record import AnyRecord, Record
from storage.domain.views.book import Book, YearBook
from storage.domain.views.lift import lifted, with_words

DAY = date(2026, 12, 1)
LIFTED = Standing(state=CaseState.LIFTED, on=date(2026, 11, 3), reason="Hvem betaler timene til Kari?")


def case(number: int, **values: object) -> Case:
    title = f"Hemmelig {number}"
    return Case(id=f"c{number}", code=f"26-{number:03}", title=title, opened=date(2026, 9, 1)).but(**values)


def book(*records: Record) -> Book:
    def of(kind: type[AnyRecord]) -> tuple[AnyRecord, ...]:
        return tuple(each for each in records if isinstance(each, kind))

    year = YearBook(SchoolYear(2026), cases=of(Case))
    return Book(team=Team(id="team", name="6. trinn"), years=(year,), areas=of(Area), practices=of(Practice))


AGREED = (Milestone(PracticeState.AGREED, date(2026, 9, 1)),)
PLAN = (
    Area(id="a", key="contact", title="Kontakt"),
    Area(id="b", key="away", title="Borte", hidden=True),
    Practice(id="p", area="contact", title="Ring først", minimum="Én telefon", month=9, owner="AB", milestones=AGREED),
    Practice(id="q", area="contact", title="Bare en idé"),
    Practice(id="r", area="away", title="Skjult", milestones=AGREED),
)


def test_what_is_agreed_on_stands_there_and_ideas_people_and_cases_do_not() -> None:
    text = written_file(summary_of(book(*PLAN, case(14, themes=("homework",))), DAY))
    assert "Ring først" in text
    assert "Én telefon" in text
    for secret in ("Bare en idé", "Skjult", "AB", "Hemmelig", "26-014", '"team"  :', "c14"):
        assert secret not in text


def test_nothing_lifted_is_published_before_its_words_are_approved() -> None:
    waiting = case(14, standing=LIFTED)
    assert not summary_of(book(waiting), DAY).lifts
    (lift,) = lifted(book(waiting), DAY)
    approved = with_words(waiting, lift.id, "Hvem betaler timene?", DAY)
    (published,) = summary_of(book(approved), DAY).lifts
    assert (published.words, published.since) == ("Hvem betaler timene?", LIFTED.on)
    assert published.reference == reference(book(approved), lift)
    assert "Kari" not in written_file(summary_of(book(approved), DAY))


def test_while_the_gate_is_open_nothing_of_the_case_goes_out() -> None:
    waiting = case(14, standing=LIFTED, alarm=Route.NOT_SAFE)
    approved = with_words(waiting, lifted(book(waiting), DAY)[0].id, "Hvem betaler?", DAY)
    assert not summary_of(book(approved), DAY).lifts


def test_empty_words_approve_nothing() -> None:
    with pytest.raises(Refused, match="empty-text"):
        with_words(case(1), "standing-2026-11-03", " ", DAY)


def test_a_theme_that_came_back_without_a_practice_is_named_and_not_counted() -> None:
    summary = summary_of(book(*(case(number, themes=("homework", "our own")) for number in range(3))), DAY)
    assert summary.themes == ("homework",)


def test_an_answer_finds_its_lift_once() -> None:
    waiting = case(14, standing=LIFTED, for_leader=(ForLeader(id="standing-2026-11-03", words="Hvem?", on=DAY),))
    here = book(waiting)
    (lift,) = lifted(here, DAY)
    answer = LeaderAnswer(mark=mark_of_team(here), reference=reference(here, lift), text="Skolen.", on=DAY)
    elsewhere = msgspec.structs.replace(answer, mark="other")
    ((found, _, given),) = answered_lifts(here, DAY, (elsewhere, answer))
    assert (found.code, given.text) == ("26-014", "Skolen.")
    kept = with_leader_answer(with_leader_answer(LeaderAnswers(), elsewhere), answer)
    assert answers_in(written_file(with_leader_answer(kept, answer)).encode()) == kept


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        summary_in(content)
    return refused.value.code


def test_another_kind_of_file_and_a_newer_one_say_so() -> None:
    wrong = (b"", b"\xff", b"[" * 100_000, b"{}", b'{"kind":"fredstid-summary","form":1}')
    assert [refusal(each) for each in wrong] == ["no-summary"] * len(wrong)
    assert refusal(b'{"kind":"fredstid-summary","form":2}') == "newer-summary"


def test_it_is_read_as_it_was_written_and_cleaned() -> None:
    summary = summary_of(book(*PLAN), DAY)
    assert summary_in(written_file(summary).encode()) == summary
    odd = msgspec.structs.replace(summary, team="6.\x1b[2J\ntrinn")
    assert "\x1b" not in summary_in(written_file(odd).encode()).team
    assert list(texts_of_summary(summary)) == ["Kontakt", "Ring først", "Én telefon"]


def test_it_holds_no_figure_at_all() -> None:
    """So no count of cases, pupils, agreements or contacts follows from any sequence of summaries."""
    approved = case(14, standing=LIFTED, for_leader=(ForLeader(id="standing-2026-11-03", words="Hvem?", on=DAY),))
    few, many = (book(*PLAN, approved, *(case(20 + number) for number in range(count))) for count in (0, 30))
    assert summary_of(few, DAY) == summary_of(many, DAY)
