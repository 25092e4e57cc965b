from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from storage.domain.calendar import SchoolYear, is_school_day
from storage.domain.people import Team
from storage.domain.plan.plan import (
    Area,
    Choice,
    Handed,
    Milestone,
    Practice,
    PracticeState,
    done_in,
    late,
    living,
    reached,
    stepped_on,
)
from storage.domain.record import revised
from storage.domain.views.book import Book
from storage.domain.views.handover import earlier_years, ending, handed_over, handover, plan_of

YEAR = SchoolYear(2026)
JUNE = date(2027, 6, 10)
BORN = Milestone(PracticeState.IN_USE, date(2026, 9, 1))
TEAM = Team(id="t", name="Team 6")
NOON = datetime(2027, 6, 10, 12, tzinfo=UTC)
AREAS = (Area(id="1", key="first", title="First", order=1), Area(id="2", key="second", title="Second", order=2))


def practice(key: str, **values: object) -> Practice:
    return Practice(id=key, area="first", title=key, milestones=(BORN,), month=9).but(**values)


def book(*practices: Practice) -> Book:
    return Book(team=TEAM, areas=AREAS, practices=practices)


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2027, 5, 31), None),
        (date(2027, 6, 1), 2026),
        (date(2027, 7, 31), 2026),
        (date(2027, 8, 1), 2026),
        (date(2027, 10, 31), 2026),
        (date(2027, 11, 1), None),
        (date(2027, 1, 1), None),
    ],
)
def test_a_year_is_handed_over_from_june_until_october(today: date, year: int | None) -> None:
    found = ending(today)
    assert (found.start if found else None) == year


def test_what_was_agreed_on_is_gone_through_by_area_and_month() -> None:
    kept = (
        practice("b", month=1),
        practice("a", month=8),
        practice("all year", month=0),
        practice("other area", area="second", month=8),
        practice("nowhere", area="gone"),
        practice("idea", milestones=(Milestone(PracticeState.IDEA, BORN.on),)),
        practice("retired", milestones=(BORN, Milestone(PracticeState.RETIRED, BORN.on))),
        practice("next year's", milestones=(Milestone(PracticeState.AGREED, date(2027, 8, 1)),)),
        practice("done", handed=(Handed(2026, Choice.GOES_ON, JUNE),)),
        practice("done and gone", milestones=(BORN, Milestone(PracticeState.RETIRED, JUNE)),
                 handed=(Handed(2026, Choice.RETIRE, JUNE),)),
    )  # fmt: skip
    found = handover(book(*kept), JUNE)
    assert found
    assert [each.id for each in found.left] == ["a", "b", "all year", "other area", "nowhere"]
    assert (found.done, found.year.name, found.following.name) == (2, "2026-27", "2027-28")


@pytest.mark.parametrize("review", [None, date(2027, 5, 3), date(2027, 11, 1)])
@pytest.mark.parametrize("second", Choice)
@pytest.mark.parametrize("first", Choice)
def test_a_second_choice_leaves_nothing_of_the_first(first: Choice, second: Choice, review: date | None) -> None:
    before = practice("a", review=review)
    once = revised(before, handed_over(before, first, YEAR, JUNE), by="AB", at=NOON, change="one")
    worded = revised(once, once.but(minimum="Reworded"), by="AB", at=NOON, change="two")
    twice = handed_over(worded, second, YEAR, JUNE + timedelta(days=1))
    alone = handed_over(before.but(minimum="Reworded"), second, YEAR, JUNE + timedelta(days=1))
    assert twice.but(before=(), rev=0) == alone


def test_a_choice_that_came_from_elsewhere_can_be_taken_back_too() -> None:
    look_again = handed_over(practice("a"), Choice.REVIEW, YEAR, JUNE)
    assert handed_over(look_again, Choice.GOES_ON, YEAR, JUNE).review is None


def test_out_of_season_or_without_a_plan_nothing_is_handed_over() -> None:
    assert handover(book(practice("a")), date(2027, 3, 1)) is None
    assert handover(book(), JUNE) is None


def test_what_goes_on_keeps_everything_and_what_stops_is_retired() -> None:
    on = handed_over(practice("a"), Choice.GOES_ON, YEAR, JUNE)
    assert on == practice("a", handed=(Handed(2026, Choice.GOES_ON, JUNE),))
    gone = handed_over(on, Choice.RETIRE, YEAR, JUNE)
    assert (gone.state, gone.handed) == (PracticeState.RETIRED, (Handed(2026, Choice.RETIRE, JUNE),))


def test_what_is_to_be_looked_at_again_gets_a_school_day_in_september_or_keeps_its_own() -> None:
    day = handed_over(practice("a", review=date(2027, 5, 1)), Choice.REVIEW, YEAR, JUNE).review
    assert day == date(2027, 9, 15)
    free = handed_over(practice("a"), Choice.REVIEW, YEAR, JUNE, free=(day,)).review
    assert free == date(2027, 9, 16)
    own = date(2027, 8, 30)
    assert handed_over(practice("a", review=own), Choice.REVIEW, YEAR, JUNE).review == own


def test_what_was_handed_over_is_late_no_more() -> None:
    assert late([practice("a")], JUNE, YEAR)
    assert not late([handed_over(practice("a"), Choice.GOES_ON, YEAR, JUNE)], JUNE, YEAR)


def changed(old: Practice, new: Practice, day: date, change: str) -> Practice:
    return revised(old, new, by="AB", at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC), change=change)


def test_an_earlier_plan_reads_as_it_was_handed_over_with_ticks_that_came_later() -> None:
    first = practice("a", title="Old words", owner="AB")
    worded = changed(first, first.but(title="New words"), date(2026, 10, 1), "c1")
    over = changed(worded, handed_over(worded.but(owner="CD", month=10), Choice.GOES_ON, YEAR, JUNE), JUNE, "c2")
    ticked = changed(over, done_in(over, YEAR), JUNE + timedelta(days=5), "c3")
    renamed = changed(ticked, ticked.but(title="Newest words"), date(2027, 9, 1), "c4")
    (then,) = plan_of(book(renamed), YEAR).practices
    assert (then.title, then.owner, then.month, then.done) == ("New words", "AB", 9, (2026,))
    (now,) = plan_of(book(renamed), SchoolYear(2027)).practices
    assert (now.title, now.owner, now.month) == ("Newest words", "CD", 10)


def test_a_plan_that_nobody_handed_over_reads_as_it_stood_on_the_last_of_july() -> None:
    first = practice("a", title="Old words")
    later = changed(first, first.but(title="New words"), date(2027, 8, 2), "c1")
    assert [each.title for each in plan_of(book(later), YEAR).practices] == ["Old words"]


def test_a_handing_over_that_was_taken_back_and_done_again_counts_from_the_last() -> None:
    first = practice("a", owner="AB")
    over = changed(first, handed_over(first.but(owner="CD"), Choice.GOES_ON, YEAR, JUNE), JUNE, "c1")
    back = changed(over, over.but(handed=(), owner="AB"), JUNE, "c2")
    assert plan_of(book(back), YEAR).practices[0].owner == "AB"
    renamed = changed(back, back.but(title="b"), JUNE, "c3")
    again = changed(renamed, handed_over(renamed, Choice.RETIRE, YEAR, JUNE), JUNE, "c4")
    assert [each.title for each in plan_of(book(again), YEAR).practices] == ["b"]


def test_what_was_retired_or_not_born_is_no_part_of_a_years_plan_and_areas_without_practices_are_left_out() -> None:
    kept = (
        practice("a"),
        practice("retired", milestones=(BORN, Milestone(PracticeState.RETIRED, BORN.on))),
        practice("young", area="second", milestones=(Milestone(PracticeState.IDEA, date(2027, 8, 1)),)),
        practice("unknown", area="second", milestones=()),
    )
    then = plan_of(book(*kept), YEAR)
    assert ([each.id for each in then.practices], [area.key for area in then.areas]) == (["a"], ["first"])


def test_where_nothing_is_remembered_milestones_tell_how_far_a_practice_had_come() -> None:
    later = (
        BORN,
        Milestone(PracticeState.REVIEWED, date(2027, 9, 1)),
        Milestone(PracticeState.RETIRED, date(2027, 9, 2)),
    )
    (then,) = plan_of(book(practice("a", milestones=later)), YEAR).practices
    assert then.state is PracticeState.IN_USE


def test_years_with_a_plan_are_known_from_its_first_practice() -> None:
    old = practice("a", milestones=(Milestone(PracticeState.IDEA, date(2025, 7, 31)),))
    assert [year.name for year in earlier_years(book(old), YEAR)] == ["2025-26", "2024-25"]
    assert earlier_years(book(practice("b")), YEAR) == ()
    assert earlier_years(book(), YEAR) == ()


LOOKED_AT = date(2027, 9, 15)
"""The first school day on which what is to be looked at again comes up."""


class RollOver(RuleBasedStateMachine):
    """A team that works on its plan all through summer, and goes through it whenever it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.today = date(2027, 5, 20)
        self.changes = 0
        self.practices = {key: practice(key) for key in "abcd"}
        self.seen: dict[str, Practice] = {}
        """Each practice as the team met it when it was handed over."""

    def save(self, old: Practice, new: Practice) -> None:
        self.changes += 1
        self.practices[old.id] = changed(old, new, self.today, f"c{self.changes}")

    @property
    def book(self) -> Book:
        return book(*self.practices.values())

    @rule(days=st.integers(1, 40))
    @precondition(lambda self: self.today < date(2027, 10, 20))
    def time_passes(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), date(2027, 10, 31))

    @rule(choice=st.sampled_from(Choice), owner=st.sampled_from(["", "AB", "CD"]), month=st.sampled_from([8, 9, 0]))
    def one_more_is_gone_through(self, choice: Choice, owner: str, month: int) -> None:
        found = handover(self.book, self.today)
        if found and found.left:
            first = found.left[0]
            self.seen[first.id] = first
            self.save(first, handed_over(first.but(owner=owner, month=month), choice, found.year, self.today))

    @rule(key=st.sampled_from("abcd"), title=st.sampled_from(["x", "y"]))
    def somebody_rewords(self, key: str, title: str) -> None:
        self.save(self.practices[key], self.practices[key].but(title=title))

    @rule(key=st.sampled_from("abcd"))
    def somebody_ticks_or_steps_on(self, key: str) -> None:
        was = self.practices[key]
        self.save(was, done_in(was, YEAR))
        self.save(self.practices[key], stepped_on(self.practices[key], self.today))

    @rule(title=st.sampled_from(["new", "newer"]))
    def a_new_practice_is_agreed_on(self, title: str) -> None:
        fresh = reached(practice(f"n{self.changes}", title=title, milestones=()), PracticeState.AGREED, self.today)
        self.practices[fresh.id] = fresh
        self.changes += 1

    @invariant()
    def nothing_is_asked_twice_and_nothing_forgotten(self) -> None:
        found = handover(self.book, self.today)
        assert (found is not None) == (date(2027, 6, 1) <= self.today <= date(2027, 10, 31))
        if found:
            asked = {each.id for each in found.left}
            assert not asked & set(self.seen)
            old = {each.id for each in living(self.practices.values()) if each.born <= YEAR.last}
            assert asked == old - set(self.seen)

    @invariant()
    def last_years_plan_reads_as_it_was_met(self) -> None:
        then = {each.id: each for each in plan_of(self.book, YEAR).practices}
        for key, met in self.seen.items():
            if met.state is not PracticeState.RETIRED:
                assert (then[key].title, then[key].owner, then[key].month) == (met.title, met.owner, met.month)

    @invariant()
    def what_is_looked_at_again_comes_up_on_a_school_day_of_the_next_year_until_it_is(self) -> None:
        for each in self.practices.values():
            if any(handed.choice is Choice.REVIEW for handed in each.handed):
                if each.review is None:
                    last = max(mark.on for mark in each.milestones if mark.state is PracticeState.REVIEWED)
                    assert last >= LOOKED_AT
                    continue
                assert is_school_day(each.review)
                assert each.review in SchoolYear(2027)


RollOver.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestRollOver = RollOver.TestCase
