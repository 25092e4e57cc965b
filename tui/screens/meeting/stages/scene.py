"""What stands on the table in a phase: the meeting, its case, the plan."""

from dataclasses import dataclass
from datetime import date

from storage.domain.calendar import SchoolYear, school_year
from storage.domain.case.case import Case
from storage.domain.meeting import meeting as meetings
from storage.domain.meeting.form import Phase
from storage.domain.meeting.meeting import Decision, DecisionKind, Meeting
from storage.domain.plan.plan import Area, Practice, of_month
from storage.domain.views.book import Book
from storage.store import Change
from tui.desk.desk import Desk

Changes = tuple[Change, ...]


@dataclass(frozen=True)
class Scene:
    """A phase as it stands, read from one book."""

    desk: Desk
    book: Book
    meeting: Meeting
    phase: Phase

    @property
    def case(self) -> Case | None:
        """The case this phase is about, if it is about one that still exists."""
        visit = self.meeting.visit
        return self.book.find_case(visit.case) if visit and visit.case else None

    @property
    def today(self) -> date:
        """The day of the meeting."""
        return self.desk.today

    @property
    def year(self) -> SchoolYear:
        """The school year of the meeting."""
        return school_year(self.today)

    @property
    def month_practices(self) -> tuple[Practice, ...]:
        """What the plan says about this month."""
        return of_month(self.book.plan, self.today.month, self.year)

    @property
    def area(self) -> Area | None:
        """The area a plan meeting has chosen."""
        return next((area for area in self.book.areas if area.key == self.meeting.area), None)

    @property
    def practice(self) -> Practice | None:
        """The practice a plan meeting works on."""
        return next((each for each in self.book.practices if each.id == self.meeting.practice), None)

    def to_meeting(self, after: Meeting) -> Change:
        """Return the change to the meeting itself."""
        return Change(self.meeting, after)

    def decision(self, kind: DecisionKind, text: str, ref: str = "") -> Change:
        """Return the change that records a decision."""
        code = self.case.code if self.case else ""
        made = Decision(id=self.desk.new_id(), kind=kind, text=text, case=code, ref=ref)
        return self.to_meeting(meetings.decided(self.meeting, made))

    def note(self, text: str) -> Changes:
        """Return the change that writes a note of the meeting."""
        return (self.to_meeting(meetings.noted(self.meeting, self.desk.new_id(), text)),)
