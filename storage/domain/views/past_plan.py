"""An earlier school year's plan, as it stood when it was handed over, read from what the records remember."""

from dataclasses import replace
from datetime import timedelta

from storage.domain.calendar import SchoolYear, beginning_of, school_year
from storage.domain.past import as_before, as_it_was
from storage.domain.plan.plan import Practice, living
from storage.domain.record import AnyRecord
from storage.domain.views.book import Book


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
