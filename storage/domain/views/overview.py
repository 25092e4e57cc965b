"""What a team needs to know today: the plan first, then what is due, then what waits."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import NamedTuple

import msgspec

from storage.domain.calendar import Series, days_of, local_day, school_year
from storage.domain.case.agreement import Agreement, due_by, how_it_goes
from storage.domain.case.case import Case
from storage.domain.homes.contact import Reached, reached
from storage.domain.homes.conversation_round import ConversationRound, at_midpoint
from storage.domain.homes.parent_meeting import ParentMeeting, near
from storage.domain.meeting.agenda import proposed_cases
from storage.domain.meeting.form import ROTATING, AgreedRoles, MeetingRole, Roles, proposed_roles
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.people import Team
from storage.domain.plan.plan import Practice, PracticeState, late, of_month
from storage.domain.views.balance import Minutes, spent_in
from storage.domain.views.book import Book
from storage.domain.views.handover import Handover, handover
from storage.domain.views.lift import answered_lately
from storage.domain.views.reviews import Coverage, Review, gaps, reviews

MOST_COMING = 3
"""Of the year's meetings so many are shown ahead."""
DAYS_AHEAD = 7
"""Agreements are shown this long before they are due."""


class Begun(NamedTuple):
    """The first three things that a team does."""

    plan: bool = True
    """Whether it has a plan, be it of ideas only."""
    agreed: bool = True
    """Whether it has agreed on something in it."""
    case: bool = True
    """Whether it has written a case."""


class ComingMeeting(msgspec.Struct, frozen=True, kw_only=True):
    """One of the year's meetings that is still to come."""

    on: date
    roles: Roles
    """Who does what: what was agreed, else by turns."""
    stand_in: str
    """Who leads where the leader is away: the one whose turn comes after."""
    series: Series | None = None
    """What says its hour and place; None where another day was set for it than the series has."""


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """One day's first page."""

    today: date
    has_plan: bool
    practices: tuple[Practice, ...]
    """This month's, what is not yet done first."""
    late: tuple[Practice, ...]
    """From earlier months of this school year."""
    alarms: tuple[Case, ...] = ()
    """Cases in which the safety gate is open: nobody has been told, and it was not put away."""
    answers: tuple[Case, ...] = ()
    """Cases that the leadership has answered."""
    reviews: tuple[Review, ...] = ()
    """Practices to look at again."""
    handover: Handover | None = None
    """The plan's handover to the next school year, while something of it is left."""
    agreements: tuple[Agreement, ...]
    """Overdue and due within a week, the asker's own first, and before them what the asker is asked about."""
    questions: Mapping[str, bool] = msgspec.field(default_factory=dict)
    """The ids of those of which the asker is asked how it goes, and whether as buddy; a shared machine asks nobody."""
    stepless: tuple[Case, ...]
    """Open cases that nothing carries on, the one that has waited longest first."""
    gaps: tuple[Coverage, ...]
    running: Meeting | None
    planned: Meeting | Team | None
    """What has the date of the next one: the meeting before it, for the first one the team."""
    coming: tuple[ComingMeeting, ...] = ()
    """The next of the year's meetings, where the team has set a series."""
    minutes: Minutes
    """This school year's."""
    parents: tuple[ParentMeeting, ...] = ()
    """Parent meetings that are near, or that nobody has looked back on."""
    rounds: tuple[ConversationRound, ...] = ()
    """Rounds of conversations at their mid-point, with agreements still to ask about."""
    contact: Reached = Reached(0, 0)
    """How many homes have had a first positive contact this term."""
    begun: Begun = Begun()
    """How far a team has come that begins."""


def overview(book: Book, today: date, me: str = "") -> Overview:
    """Return what stands on the first page of a day."""
    year = school_year(today)
    asked = how_it_goes(book.agreements, today, me, book.team.free_days)
    due = due_by(book.agreements, today + timedelta(days=DAYS_AHEAD), me)
    return Overview(
        today=today,
        has_plan=bool(book.practices),
        practices=of_month(book.plan, today.month, year),
        late=late(book.plan, today, year),
        alarms=tuple(case for case in book.cases if case.alarm),
        answers=answered_lately(book, today),
        reviews=reviews(book, today),
        handover=_open_handover(book, today),
        agreements=(*asked, *(each for each in due if each not in asked)),
        questions={each.id: each.owner != me for each in asked},
        stepless=_stepless(book),
        gaps=gaps(book, year),
        running=book.running,
        planned=planned_meeting(book, today),
        coming=coming_meetings(book, today),
        minutes=spent_in(book, year),
        parents=near(book.parent_meetings, today),
        rounds=at_midpoint(book.rounds, today),
        contact=reached(book.classes, today),
        begun=_begun(book),
    )


def _open_handover(book: Book, today: date) -> Handover | None:
    over = handover(book, today)
    return over if over and over.left else None


def _stepless(book: Book) -> tuple[Case, ...]:
    return tuple(sorted(book.without_next_step(), key=lambda case: (case.opened, case.code)))


def _begun(book: Book) -> Begun:
    in_use = any(each.state is not PracticeState.IDEA for each in book.practices)
    return Begun(bool(book.practices), in_use, bool(book.cases))


def only_of(day: Overview, alias: str) -> Overview:
    """Return a day with only one member's practices, agreements and cases; what is unsafe is everybody's."""
    return msgspec.structs.replace(
        day,
        practices=tuple(each for each in day.practices if each.owner == alias),
        late=tuple(each for each in day.late if each.owner == alias),
        reviews=tuple(each for each in day.reviews if each.practice.owner == alias),
        agreements=tuple(each for each in day.agreements if alias in {each.owner, each.buddy}),
        stepless=tuple(case for case in day.stepless if case.owner == alias),
    )


def coming_meetings(book: Book, today: date, most: int = MOST_COMING) -> tuple[ComingMeeting, ...]:
    """Return the series' next meetings; a day that was set at the last meeting stands for the first of them.

    Of today's meeting nothing is still to come when one was held today.
    """
    series, team = book.team.series, book.team
    if series is None:
        return ()
    planned = planned_meeting(book, today)
    since = planned.next_on if planned and planned.next_on else today
    was_today = any(local_day(each.started) == today for each in book.meetings if each.state is MeetingState.HELD)
    following = days_of(series, since + timedelta(days=bool(planned) or was_today), team.free_days)
    days = (*((since,) if planned else ()), *islice(following, most))[:most]
    earlier: list[Roles] = [each.roles for each in book.meetings if each.state is MeetingState.HELD]
    coming: list[Roles] = []
    for place in range(len(days) + 1):
        turns = (*reversed(coming), *earlier)
        coming.append(proposed_roles(team.aliases, turns) if place else next_roles(book, turns, agreed_roles(book)))
    return tuple(
        ComingMeeting(on=day, roles=roles, stand_in=_stand_in(roles, after), series=series_on(team, day))
        for day, (roles, after) in zip(days, pairwise(coming), strict=True)
    )


def next_roles(book: Book, earlier: Sequence[Roles], agreed: AgreedRoles) -> Roles:
    """Return who does what in the next meeting: as agreed, else by turns; whose case comes first listens."""
    owner = next((case.owner for case in proposed_cases(book.cases, book.agreements, book.meetings)), "")
    roles = proposed_roles(book.team.aliases, earlier, owner if owner in book.team.aliases else "", agreed)
    return {role: roles[role] for role in ROTATING if role in roles}


def agreed_roles(book: Book) -> AgreedRoles:
    """Return who does what next as it was settled last: in a meeting, by the team before its first one."""
    held = (each for each in book.meetings if each.state is MeetingState.HELD)
    return (_last_settling(book) or next(held, book.team)).next_roles


def _stand_in(roles: Roles, after: Roles) -> str:
    leads, then = (each.get(MeetingRole.FACILITATOR, "") for each in (roles, after))
    return then if then != leads else ""


def series_on(team: Team, day: date) -> Series | None:
    """Return the series where the team meets by it on a day."""
    series = team.series
    return series if series and next(days_of(series, day, team.free_days), None) == day else None


def next_in_series(team: Team, today: date) -> date | None:
    """Return the series' first day after today; None without one."""
    series = team.series
    return next(days_of(series, today + timedelta(days=1), team.free_days), None) if series else None


def planned_meeting(book: Book, today: date) -> Meeting | Team | None:
    """Return the last meeting that set a date, when that is still to come; the team where it is its first one's."""
    last = _last_settling(book)
    return last if last and last.next_on and last.next_on >= today else None


def _last_settling(book: Book) -> Meeting | Team | None:
    """Return what set the date of the next meeting last; None once one was held on that day or later.

    One that ended before it came to that takes away nothing that was agreed.
    """
    held = [local_day(each.started) for each in book.meetings if each.state is MeetingState.HELD]
    set_one = (each for each in book.meetings if each.next_on and not each.is_running)
    last = max(set_one, key=lambda each: each.started, default=book.team)
    day = last.next_on
    return last if day and all(day > each for each in held) else None
