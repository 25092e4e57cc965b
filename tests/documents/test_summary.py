"""What a team publishes: what stands in it, what never does, and that no figure under five follows from any of it."""

import itertools
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import msgspec
import pytest

from storage.documents.summary import (
    LeaderAnswer,
    LeaderAnswers,
    Summary,
    answered_lifts,
    answers_in,
    floors,
    mark_of_team,
    reference,
    summary_in,
    summary_of,
    texts_of_summary,
    with_leader_answer,
    written_file,
)
from storage.domain.calendar import SchoolYear
from storage.domain.case.agreement import Agreement, Done, Rating
from storage.domain.case.case import Case, CaseState, ForLeader, Route, Standing
from storage.domain.errors import Refused
from storage.domain.homes.contact import ClassContacts, Tick
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


def agreement(number: int, *, done: bool) -> Agreement:
    ratings = (Rating(on=DAY, done=Done.AS_PLANNED),) if done else ()
    return Agreement(id=f"g{number}", what="Ring", owner="AB", made=date(2026, 9, 2), due=DAY, ratings=ratings)


def book(*records: Record) -> Book:
    def of(kind: type[AnyRecord]) -> tuple[AnyRecord, ...]:
        return tuple(each for each in records if isinstance(each, kind))

    year = YearBook(SchoolYear(2026), cases=of(Case), agreements=of(Agreement), classes=of(ClassContacts))
    return Book(team=Team(id="team", name="6. trinn"), years=(year,), areas=of(Area), practices=of(Practice))


def team_of(opened: int, closed: int, done: int, left: int, reached: int, waiting: int) -> Book:
    """Return a team with so many of everything."""
    shut = Standing(state=CaseState.CLOSED, on=DAY)
    homes = reached + waiting
    ticks = tuple(Tick(id=f"t{number}", on=DAY) for number in range(reached))
    classes = (ClassContacts(id="k", label="6A", homes=homes, made=date(2026, 8, 20), ticks=ticks),) if homes else ()
    return book(
        *(case(number) for number in range(1, opened + 1)),
        *(case(100 + number, standing=shut) for number in range(closed)),
        *(agreement(number, done=number < done) for number in range(done + left)),
        *classes,
    )


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


# What can be worked out: everything that is consistent with what was published, by whoever knows how it is made.

MOST = 24
Figures = tuple[int, ...]
Told = tuple[int, ...] | None
EVERY: tuple[Figures, ...] = tuple(itertools.product(range(MOST), repeat=2))


@cache
def consistent(told: Told) -> frozenset[Figures]:
    """Return all pairs of figures that would have been published so."""
    return frozenset(pair for pair in EVERY if floors(*pair) == told)


@cache
def possible(pages: tuple[Told, ...], *, grows: bool) -> tuple[frozenset[Figures], ...]:
    """Return for each page all that may have been true then: what some whole course of events leads through.

    Where the whole only `grows`, as what was made in a year does, that is known too.
    """
    forward, backward = _through(pages, 1, grows), _through(pages[::-1], -1, grows)[::-1]
    return tuple(one & other for one, other in zip(forward, backward, strict=True))


def _through(pages: tuple[Told, ...], way: int, grows: bool) -> list[frozenset[Figures]]:
    reachable = [consistent(pages[0])]
    for told in pages[1:]:
        wholes = [sum(pair) * way for pair in reachable[-1]]
        least = min(wholes) if grows else -2 * MOST
        reachable.append(frozenset(pair for pair in consistent(told) if sum(pair) * way >= least))
    return reachable


@cache
def steps(pages: tuple[Told, ...], place: int, part: int, *, grows: bool) -> frozenset[int]:
    """Return how much a figure may have changed from a page to the next."""
    before, after = possible(pages, grows=grows)[place : place + 2]
    return frozenset(new[part] - old[part] for old in before for new in after if not grows or sum(new) >= sum(old))


def small_figures_follow(pages: tuple[Told, ...], *, grows: bool) -> Iterator[str]:
    """Yield every figure under five, and every change under five, that can be one thing only."""
    for place, pairs in enumerate(possible(pages, grows=grows)):
        assert pairs
        for part in range(2):
            values = {pair[part] for pair in pairs}
            if len(values) == 1 and min(values) < 5:
                yield f"page {place}: {values}"
            if place + 1 < len(pages):
                changes = steps(pages, place, part, grows=grows)
                if len(changes) == 1 and abs(next(iter(changes))) < 5:
                    yield f"from page {place}: {changes}"


def course(dice: random.Random, *, grows: bool) -> list[Figures]:
    """Return what a team's two figures came to over a few pages."""
    one, other = dice.randrange(12), dice.randrange(12)
    pairs = [(one, other)]
    for _ in range(dice.randrange(3)):
        more, moved = dice.randrange(-2 * (not grows), 4), dice.randrange(-3, 4)
        one, other = max(0, one + more + moved), max(0, other - moved)
        pairs.append((one, other) if not grows or one + other >= sum(pairs[-1]) else pairs[-1])
    return [pair for pair in pairs if max(pair) < MOST] or [(0, 0)]


@pytest.mark.parametrize("grows", [True, False])
def test_no_figure_under_five_follows_from_any_sequence_of_ten_thousand_random_teams(*, grows: bool) -> None:
    dice = random.Random(15)  # noqa: S311 - the same teams each time, nothing secret
    seen = set()
    for _ in range(10_000):
        pages = tuple(floors(*pair) for pair in course(dice, grows=grows))
        if pages not in seen:
            assert not list(small_figures_follow(pages, grows=grows)), pages
            seen.add(pages)
    assert len(seen) > 50


def test_nor_for_somebody_who_knows_the_whole() -> None:
    """As a leader knows how many pupils a class has; the whole itself is then known, whatever is published."""
    for pair in EVERY:
        told, whole = floors(*pair), sum(pair)
        others = [each for each in consistent(told) if sum(each) == whole]
        values = [{each[part] for each in others} for part in range(2)]
        assert whole == 0 or all(len(each) > 1 or min(each) >= 5 for each in values), pair


def test_a_summary_tells_exactly_these_figures() -> None:
    dice = random.Random(16)  # noqa: S311 - as above
    for _ in range(200):
        figures = [dice.randrange(12) for _ in range(6)]
        summary = summary_of(team_of(*figures), DAY)
        assert (summary.cases, summary.agreements, summary.homes) == (
            floors(*figures[0:2]),
            floors(*figures[2:4]),
            floors(*figures[4:6]),
        )


def test_what_is_lifted_one_by_one_is_not_counted_again() -> None:
    """Else five cases of which four are lifted would tell of one."""
    shut = Standing(state=CaseState.CLOSED, on=DAY)
    approved = (ForLeader(id="standing-2026-11-03", words="Hvem?", on=DAY),)
    cases = [case(number) for number in range(4)]
    closed = [case(50 + number, standing=shut) for number in range(6)]
    out = [case(90 + number, standing=LIFTED, for_leader=approved) for number in range(3)]
    summary = summary_of(book(*cases, *closed, *out), DAY)
    assert (len(summary.lifts), summary.cases) == (3, None)
    assert summary_of(book(*cases, case(5), *closed, *out), DAY).cases == (5, 5)


def test_of_last_year_nothing_is_told() -> None:
    summary: Summary = summary_of(team_of(9, 9, 9, 9, 9, 9), DAY + timedelta(days=365))
    assert (summary.cases, summary.agreements, summary.homes) == (None, None, None)
