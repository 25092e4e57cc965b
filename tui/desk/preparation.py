"""Getting ready for a meeting: which form, how long, who is here, who does what, which cases."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from storage.content.forms import FormShelf
from storage.domain.case.case import Case, Kind
from storage.domain.meeting import agenda
from storage.domain.meeting.form import MeetingForm, MeetingRole, proposed_roles
from storage.domain.meeting.meeting import Meeting, MeetingState, begun
from storage.domain.people import SHARED
from storage.domain.plan.plan import PracticeState
from storage.domain.views.book import Book
from storage.domain.views.overview import agreed_roles, planned_meeting, series_on

FIRST_FORM = "case-round"
"""The form that is proposed before any other."""
SUCCESS_FORM = "success"
"""The form that takes successes in place of cases."""
START_FORM = "plan-start"
"""The form with which a plan is begun, in two meetings."""
START_MEETINGS = 2
LONGEST_MEETING = 240
"""Minutes."""
PAIR = 2
TO_COME = "?"
"""Stands for a case that is not written yet."""
MOST_SHOWN = 6
"""Cases proposed at once; others are found under Cases."""


@dataclass(frozen=True)
class Preparation:
    """What has been chosen so far; everything has a proposal."""

    book: Book
    form: MeetingForm
    minutes: int
    present: tuple[str, ...]
    roles: dict[MeetingRole, str]
    left_out: tuple[str, ...] = ()
    """Codes of proposed cases that the team does not take."""
    first: str = ""
    """The code of a case that was written for this meeting: it comes before the others."""
    both: bool = False
    """Whether two cases share the time of one."""

    @classmethod
    def proposed(cls, book: Book, form: MeetingForm) -> Self:
        """Return what is proposed for a form: everybody here, the form's own time, roles as agreed or by rotation."""
        made = cls(book, form, form.minutes, book.team.aliases, {})
        return made.with_proposed_roles()

    def with_form(self, form: MeetingForm) -> Self:
        """Return the same with another form and its time."""
        return replace(self, form=form, minutes=form.minutes, left_out=()).with_proposed_roles()

    def with_book(self, book: Book) -> Self:
        """Return the same choices on the book as it stands now."""
        return replace(self, book=book)

    def with_minutes(self, minutes: int) -> Self:
        """Return the same with another time, at least a minute a phase and at most four hours."""
        return replace(self, minutes=min(LONGEST_MEETING, max(len(self.form.phases), minutes)))

    def with_present(self, present: Sequence[str]) -> Self:
        """Return the same with others here, roles proposed anew."""
        return replace(self, present=tuple(present)).with_proposed_roles()

    def with_proposed_roles(self) -> Self:
        """Return the same with the roles agreed at the last meeting, the others by rotation."""
        held = [each for each in self.book.meetings if each.state is MeetingState.HELD]
        owner = self.cases[0].owner if self.cases else ""
        owner = owner if owner in self.present else ""
        return replace(
            self, roles=proposed_roles(self.present, [each.roles for each in held], owner, agreed_roles(self.book))
        )

    def with_role(self, role: MeetingRole, alias: str) -> Self:
        """Return the same with a role given to somebody."""
        return replace(self, roles=self.roles | {role: alias})

    def toggled(self, code: str) -> Self:
        """Return the same with a case left out, or taken in again; another first case means other roles."""
        after = replace(self, left_out=tuple(sorted(set(self.left_out) ^ {code})))
        return after if after.cases[:1] == self.cases[:1] else after.with_proposed_roles()

    def with_case(self, code: str) -> Self:
        """Return the same with a case that comes first."""
        left_out = tuple(each for each in self.left_out if each != code)
        return replace(self, first=code, left_out=left_out).with_proposed_roles()

    def with_both(self) -> Self:
        """Return the same with two cases in the time of one, or with one again."""
        return replace(self, both=not self.both)

    @property
    def kind(self) -> Kind:
        """What the form takes up."""
        return Kind.SUCCESS if self.form.key == SUCCESS_FORM else Kind.CASE

    @property
    def proposals(self) -> tuple[Case, ...]:
        """The cases that could be taken, most urgent first."""
        if not self.form.takes_cases:
            return ()
        waiting = agenda.proposed_cases(self.book.cases, self.book.agreements, self.book.meetings, self.kind)
        return tuple(sorted(waiting, key=lambda case: case.code != self.first))[:MOST_SHOWN]

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases the team wants to take, in order."""
        return tuple(case for case in self.proposals if case.code not in self.left_out)

    @property
    def shares(self) -> dict[str, int]:
        """The minutes of each case that fits, by code."""
        return self.pair if self.both and self.pair else self._shares(1)

    @property
    def pair(self) -> dict[str, int]:
        """The minutes of two cases in the time of one; nothing where there are no two, or too little time."""
        two = self._shares(PAIR) if len(self._shares(1)) == 1 else {}
        return two if len(two) == PAIR and min(two.values()) >= agenda.SHORT_CASE else {}

    def _shares(self, least: int) -> dict[str, int]:
        return agenda.shares(self.form, [case.code for case in self.cases], self.minutes, least)

    def foreseen(self, now: datetime) -> Meeting:
        """Return the meeting as it would be; a case that is still to be written has its time in it."""
        shares = self.shares or agenda.shares(self.form, [TO_COME], self.minutes)
        present = self.present or (SHARED,)
        return begun(self.form, key="", now=now, minutes=self.minutes, present=present, roles={}, shares=shares)

    def begin(self, key: str, now: datetime) -> Meeting:
        """Return the meeting; raises what `begun` raises."""
        shares = self.shares
        return begun(
            self.form,
            key=key,
            now=now,
            minutes=self.minutes,
            present=self.present,
            roles=self.roles,
            shares=shares,
            waiting=[case.code for case in self.cases if case.code not in shares],
        )


def proposed_form(book: Book, shelf: FormShelf, today: date) -> MeetingForm:
    """Return the form to propose: the series' own on its day, while the plan is begun its start, else as the team does.

    A team that has set a series with a form does so with that one; others hold a case round.
    """
    usual = shelf.form(FIRST_FORM) or shelf.forms[0]
    of_series = shelf.form(book.team.series.form) if book.team.series else None
    planned = planned_meeting(book, today)
    if of_series and (series_on(book.team, today) or (planned and planned.next_on == today)):
        return of_series
    start = shelf.form(START_FORM)
    cases = Preparation.proposed(book, usual).cases
    return start if start and is_still_starting(book, cases) else of_series or usual


def is_still_starting(book: Book, cases: Sequence[Case]) -> bool:
    """Tell whether the plan is to be begun: it is all ideas, or has some left after one meeting and no case waits."""
    ideas = [each.state is PracticeState.IDEA for each in book.plan]
    held = sum(each.form == START_FORM for each in book.meetings if each.state is MeetingState.HELD)
    return bool(ideas) and (all(ideas) or (any(ideas) and 0 < held < START_MEETINGS and not cases))
