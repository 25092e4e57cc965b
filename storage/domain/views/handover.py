"""The end of a school year: what becomes of each practice, and an earlier year's plan as it was handed over."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import msgspec

from storage.domain.calendar import AUGUST, JUNE, MONTHS, SchoolYear, beginning_of, school_days_after, school_year
from storage.domain.plan.plan import (
    ALL_YEAR,
    Choice,
    Handed,
    Milestone,
    Practice,
    PracticeState,
    handed_in,
    living,
    reached,
)
from storage.domain.record import AnyRecord, as_before, as_it_was
from storage.domain.views.book import Book
from storage.domain.views.reviews import KEPT


def earlier_years(book: Book, this: SchoolYear) -> tuple[SchoolYear, ...]:
    """Return the school years before this one in which there was a plan, newest first."""
    first = min((each.born for each in book.practices if each.milestones), default=this.first)
    return tuple(SchoolYear(start) for start in range(this.start - 1, school_year(first).start - 1, -1))


def plan_of(book: Book, year: SchoolYear) -> Book:
    """Return the book with the plan of an earlier year: its living practices, and the areas they lay in."""
    practices = tuple(_then(each, year) for each in book.practices if each.milestones and each.born <= year.last)
    kept = living(practices)
    areas = (_at_the_end(area, year) for area in book.areas)
    filled = {practice.area for practice in kept}
    return replace(book, practices=kept, areas=tuple(area for area in areas if area.key in filled))


def _then(practice: Practice, year: SchoolYear) -> Practice:
    """Return a practice as it was; ticks name their year and count however late they were set.

    Milestones have their day: they tell a state even where earlier values are not remembered, as after an import.
    """
    change = handing(practice, year)
    then = as_before(practice, change) if change else _at_the_end(practice, year)
    return then.but(done=practice.done, milestones=tuple(each for each in then.milestones if each.on <= year.last))


def _at_the_end(record: AnyRecord, year: SchoolYear) -> AnyRecord:
    return as_it_was(record, beginning_of(year.last + timedelta(days=1)))


def handing(practice: Practice, year: SchoolYear) -> str:
    """Return the change that handed a practice over at the end of a year; empty when nobody did, or took it back."""
    found = ""
    for change, years in _handings(practice):
        found = (found or change) if year.start in years else ""
    return found


def _handings(practice: Practice) -> tuple[tuple[str, frozenset[int]], ...]:
    """Return the changes of what is handed over, oldest first, each with the years that it left."""
    changes = [memory for memory in practice.before if memory.field == "handed"]
    values = [frozenset(each["year"] for each in memory.value or ()) for memory in changes[1:]]
    now = frozenset(each.year for each in practice.handed)
    return tuple(zip((memory.change for memory in changes), (*values, now), strict=True)) if changes else ()


OCTOBER = 10
"""A handover that was not finished in summer can be finished until the end of this month."""
LOOK_AGAIN = (9, 14)
"""What is to be looked at again comes up on the first school day after this one."""


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """How far a team has come with handing a year's plan over to the next."""

    year: SchoolYear
    """The one that ends."""
    concerned: tuple[Practice, ...]
    """What the team goes through, by area and month."""

    @property
    def left(self) -> tuple[Practice, ...]:
        """What the team has not gone through yet."""
        return tuple(each for each in self.concerned if not handed_in(each, self.year))

    @property
    def done(self) -> int:
        """How many the team has gone through."""
        return len(self.concerned) - len(self.left)

    @property
    def following(self) -> SchoolYear:
        """The year that begins."""
        return SchoolYear(self.year.start + 1)


def ending(today: date) -> SchoolYear | None:
    """Return the school year that is handed over on a day: from June the one that ends, until October the last one."""
    if JUNE <= today.month < AUGUST:
        return school_year(today)
    if AUGUST <= today.month <= OCTOBER:
        return SchoolYear(school_year(today).start - 1)
    return None


def handover(book: Book, today: date) -> Handover | None:
    """Return the handover of these days; None when it is not the time or there was nothing to hand over.

    Ideas stay ideas and cards stay cards: nobody needs to go through them.
    """
    year = ending(today)
    if year is None:
        return None
    concerned = [each for each in book.plan if each.born <= year.last and (each.state in KEPT or handed_in(each, year))]
    order = {area.key: area.order for area in book.areas}

    def place(practice: Practice) -> tuple[int, int, str]:
        return (order.get(practice.area, len(order)), (*MONTHS, ALL_YEAR).index(practice.month), practice.id)

    return Handover(year=year, concerned=tuple(sorted(concerned, key=place))) if concerned else None


def choice_of(practice: Practice, year: SchoolYear) -> Choice | None:
    """Return what was chosen for a practice at the end of a year; None while nothing is."""
    return next((each.choice for each in practice.handed if each.year == year.start), None)


def handed_over(
    practice: Practice, choice: Choice, year: SchoolYear, on: date, free: Collection[date] = ()
) -> Practice:
    """Return the practice as it goes into the next year; what is to be looked at again gets a day for it.

    What was chosen for it before is taken back first: until the year is over, a team may think again.
    """
    before = _not_handed_over(practice, year, free)
    after = before.but(handed=(*before.handed, Handed(year.start, choice, on)))
    if choice is Choice.RETIRE:
        return reached(after, PracticeState.RETIRED, on)
    if choice is Choice.REVIEW and (after.review is None or after.review <= year.last):
        return after.but(review=_look_again(year, free))
    return after


def _not_handed_over(practice: Practice, year: SchoolYear, free: Collection[date]) -> Practice:
    """Return the practice without what an earlier choice for this year did to it."""
    earlier = next((each for each in practice.handed if each.year == year.start), None)
    if earlier is None:
        return practice
    before = practice.but(handed=tuple(each for each in practice.handed if each != earlier))
    if earlier.choice is Choice.RETIRE:
        retired = Milestone(PracticeState.RETIRED, earlier.on)
        return before.but(milestones=tuple(each for each in practice.milestones if each != retired))
    if earlier.choice is Choice.REVIEW and practice.review == _look_again(year, free):
        change = handing(practice, year)
        return before.but(review=as_before(practice, change).review if change else None)
    return before


def _look_again(year: SchoolYear, free: Collection[date]) -> date:
    return school_days_after(date(year.start + 1, *LOOK_AGAIN), 1, free)
