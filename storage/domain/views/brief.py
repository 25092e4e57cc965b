"""What a team should know before it meets: what is due, what has changed since last time, which cases wait and why."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import msgspec

from storage.domain.calendar import Series, local_day, school_year
from storage.domain.case.agreement import Agreement, due_by
from storage.domain.case.case import Case, Kind
from storage.domain.meeting.agenda import last_taken, proposed_cases
from storage.domain.meeting.form import Roles, proposed_roles
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.plan.plan import Practice, of_month
from storage.domain.views.book import Book
from storage.domain.views.overview import agreed_roles, coming_meetings, planned_meeting

MOST_CASES = 3


class Why(StrEnum):
    """Why a case is proposed."""

    STEPLESS = "stepless"
    """No agreement carries it on."""
    UNTAKEN = "untaken"
    """No meeting has taken it up."""
    WAITED = "waited"
    """It has waited longest since it was taken up."""


class Proposed(msgspec.Struct, frozen=True):
    """A case to take up, and why."""

    case: Case
    why: Why
    since: date
    """The day it was taken up last, or opened."""


class ChangedSince(msgspec.Struct, frozen=True, kw_only=True):
    """What has become different since the last meeting."""

    opened: tuple[Case, ...] = ()
    settled: tuple[Case, ...] = ()
    """Cases that were closed, parked, lifted or handed over."""
    written: tuple[tuple[Case, int], ...] = ()
    """Cases in which something was written outside the meeting, and how many times."""
    asked: tuple[Agreement, ...] = ()
    """Agreements that somebody has answered for."""
    made: tuple[Agreement, ...] = ()


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """One page before a meeting."""

    meets: date | None
    """When it is; None where no day was set."""
    series: Series | None = None
    """What says its hour and place, where the team meets by it that day."""
    since: date | None
    """The day of the last meeting; None where there was none."""
    roles: Roles
    due: tuple[Agreement, ...]
    changed: ChangedSince
    cases: tuple[Proposed, ...]
    practices: tuple[Practice, ...]


def brief(book: Book, today: date) -> Brief:
    """Return what a team should know before its next meeting."""
    held = [each for each in book.meetings if each.state is MeetingState.HELD]
    planned, coming = planned_meeting(book, today), next(iter(coming_meetings(book, today, 1)), None)
    meets = coming.on if coming else planned.next_on if planned else None
    cases = tuple(_proposed(book))[:MOST_CASES]
    owner = next((each.case.owner for each in cases), "")
    owner = owner if owner in book.team.aliases else ""
    month = meets or today
    return Brief(
        meets=meets,
        series=coming.series if coming else None,
        since=local_day(held[0].started) if held else None,
        roles=proposed_roles(book.team.aliases, [each.roles for each in held], owner, agreed_roles(book)),
        due=due_by(book.agreements, meets or today),
        changed=_changed(book, held[0]) if held else _from_the_start(book, today),
        cases=cases,
        practices=of_month(book.plan, month.month, school_year(month)),
    )


def _proposed(book: Book) -> Iterator[Proposed]:
    stepped = {agreement.case for agreement in book.agreements if agreement.is_open}
    taken = last_taken(book.meetings)
    for case in proposed_cases(book.cases, book.agreements, book.meetings, Kind.CASE):
        why = Why.STEPLESS if case.code not in stepped else Why.UNTAKEN if case.code not in taken else Why.WAITED
        yield Proposed(case, why, taken.get(case.code, case.opened))


def _from_the_start(book: Book, today: date) -> ChangedSince:
    """Return what a team that has not met yet has begun this school year."""
    first = school_year(today).first
    return ChangedSince(
        opened=tuple(case for case in book.cases if case.is_open and case.opened >= first),
        made=tuple(each for each in book.agreements if each.is_open and each.made >= first),
    )


def _changed(book: Book, last: Meeting) -> ChangedSince:
    after = last.ended or last.started
    day = local_day(after)
    counts = ((case, sum(each.at > after and not each.meeting for each in case.entries)) for case in book.cases)
    settled = ((case, case.standing.on) for case in book.cases if case.standing and not case.is_open)
    return ChangedSince(
        opened=tuple(
            case for case in book.cases if case.opened > day or (case.opened == day and case.code not in last.cases)
        ),
        settled=tuple(case for case, on in settled if on > day),
        written=tuple((case, count) for case, count in counts if count),
        asked=tuple(each for each in book.agreements if any(rating.on > day for rating in each.ratings)),
        made=tuple(each for each in book.agreements if each.made > day),
    )
