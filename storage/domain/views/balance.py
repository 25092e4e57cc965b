"""What a team's minutes and steps went to, month by month: the plan, or the cases; never who."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum

import msgspec

from storage.domain.calendar import AUGUST, SchoolYear, local_day, school_year
from storage.domain.case.agreement import HELPED, Agreement
from storage.domain.case.case import Case, Kind
from storage.domain.homes.conversation_round import as_agreement
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import MINUTE, Meeting, Visit
from storage.domain.plan.plan import PracticeState
from storage.domain.views.book import Book

MONTHS_IN_YEAR = 12
FOR_THE_PLAN = frozenset({
    Writes.AGREEMENTS, Writes.INTO_PLAN, Writes.YEAR_WHEEL, Writes.AREA, Writes.SCALE, Writes.PRACTICES,
    Writes.MINIMUM, Writes.ROOM, Writes.OWNERS, Writes.CARD, Writes.PRACTICE, Writes.SORT,
})  # fmt: skip
"""What is written in phases that serve the plan, whatever the meeting."""


class Side(StrEnum):
    """What time was spent on."""

    PLAN = "plan"
    CASES = "cases"


class Minutes(msgspec.Struct, frozen=True):
    """Meeting time on each side; time that is neither is in neither."""

    plan: float = 0.0
    cases: float = 0.0

    @property
    def total(self) -> float:
        """Both sides together."""
        return self.plan + self.cases


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What one month held."""

    month: date
    """Its first day."""
    minutes: Minutes
    steps: int
    """Times a practice was agreed, taken into use, reviewed or retired."""
    opened: int
    """Cases opened; a success is none."""
    due: int
    """Agreements whose day has come, by the month of that day."""
    followed: int
    """Of these, those somebody has asked about."""
    helped: int
    """Of these, those that led to something better."""


def side(visit: Visit, meeting: Meeting, successes: Collection[str] = ()) -> Side | None:
    """Return what a phase was spent on; None for what opens and closes a meeting about cases.

    Looking at a success counts as the plan: nothing burns.
    """
    if visit.writes in FOR_THE_PLAN or visit.case in successes:
        return Side.PLAN
    if visit.case:
        return Side.CASES
    return None if meeting.cases else Side.PLAN


def spent(meetings: Iterable[Meeting], successes: Collection[str] = ()) -> Minutes:
    """Return the minutes that meetings spent on each side."""
    took: dict[Side | None, float] = dict.fromkeys((*Side, None), 0.0)
    for meeting in meetings:
        for visit in meeting.visits:
            took[side(visit, meeting, successes)] += visit.spent / MINUTE
    return Minutes(took[Side.PLAN], took[Side.CASES])


def successes_of(cases: Iterable[Case]) -> frozenset[str]:
    """Return the codes of the successes."""
    return frozenset(case.code for case in cases if case.kind is Kind.SUCCESS)


def spent_in(book: Book, year: SchoolYear) -> Minutes:
    """Return the minutes a school year's meetings have spent on each side."""
    meetings = (meeting for kept in book.years if kept.year == year for meeting in kept.meetings)
    return spent(meetings, successes_of(book.cases))


def work_by_month(book: Book, today: date) -> tuple[Work, ...]:
    """Return the months of last school year and of this one, August to July; last year only if it held something."""
    year = school_year(today)
    months = (*months_of(SchoolYear(year.start - 1)), *months_of(year))
    work = _works(book, months, today)
    last = work[:MONTHS_IN_YEAR]
    return work if any(_held(month) for month in last) else work[MONTHS_IN_YEAR:]


def months_of(year: SchoolYear) -> tuple[date, ...]:
    """Return the first days of a school year's months, August to July."""
    return tuple(year.month(number) for number in (*range(AUGUST, MONTHS_IN_YEAR + 1), *range(1, AUGUST)))


def _held(work: Work) -> bool:
    return bool(work.minutes.total or work.steps or work.opened or work.due)


def _works(book: Book, months: Iterable[date], today: date) -> tuple[Work, ...]:
    successes = successes_of(book.cases)
    come = _come(book, today)
    held: defaultdict[date, list[Meeting]] = defaultdict(list)
    for meeting in book.meetings:
        held[_month(local_day(meeting.started))].append(meeting)
    steps = _counted(m.on for p in book.practices for m in p.milestones if m.state is not PracticeState.IDEA)
    opened = _counted(case.opened for case in book.cases if case.kind is Kind.CASE)
    due = _counted(each.due for each in come)
    followed = _counted(each.due for each in come if each.ratings)
    helped = _counted(each.due for each in come if has_helped(each))
    return tuple(
        Work(
            month=month,
            minutes=spent(held[month], successes),
            steps=steps[month],
            opened=opened[month],
            due=due[month],
            followed=followed[month],
            helped=helped[month],
        )
        for month in months
    )


def _come(book: Book, today: date) -> list[Agreement]:
    """Return the agreements whose day has come; those of conversations are asked about at the mid-point."""
    talked = (as_agreement(held, each, each.what) for held in book.rounds for each in held.agreements)
    return [agreement for agreement in (*book.agreements, *talked) if agreement.due <= today]


def has_helped(agreement: Agreement) -> bool:
    """Tell whether what was said last about an agreement is that it helped."""
    return agreement.effect in HELPED


def _counted(days: Iterable[date]) -> Counter[date]:
    return Counter(map(_month, days))


def _month(day: date) -> date:
    return day.replace(day=1)
