"""What waits for the leadership: gathered from all cases, with no more than the head needs to decide."""

from collections.abc import Iterator
from datetime import date

import msgspec

from storage.domain.calendar import local_day, school_year
from storage.domain.case.case import Case, CaseState, CrossPressure, Learned, Outcome
from storage.domain.views.book import Book


class Lifted(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to decide."""

    code: str
    title: str
    asked: str
    """What the team asks the leadership to decide."""
    since: date
    pressure: CrossPressure


def lifted(book: Book, today: date) -> tuple[Lifted, ...]:
    """Return what waits for the leadership, what has waited longest first."""
    every = (each for case in book.cases for each in _of(book, case, today))
    return tuple(sorted(every, key=lambda each: (each.since, each.code)))


def _of(book: Book, case: Case, today: date) -> Iterator[Lifted]:
    """Yield what a case asks: why it was lifted, and what it put to the leadership while it stayed with the team."""
    standing = case.standing if case.state is CaseState.LIFTED else None
    said = standing.reason if standing else ""
    if standing:
        yield _lifted(case, said, standing.on)
    if case.state is CaseState.CLOSED and case.year != school_year(today):
        return
    for learned in case.learned:
        if learned.outcome is Outcome.LIFT and learned.text.strip() != said:
            yield _lifted(case, learned.text, _day_of(book, case, learned))


def _lifted(case: Case, asked: str, since: date) -> Lifted:
    return Lifted(code=case.code, title=case.title, asked=asked, since=since, pressure=case.pressure or CrossPressure())


def _day_of(book: Book, case: Case, learned: Learned) -> date:
    met = next((each for each in book.meetings if each.id == learned.meeting), None)
    return local_day(met.started) if met else case.closed_on or case.opened
