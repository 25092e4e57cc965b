"""A stage: one kind of phase, without a terminal, and what stands on the table in it."""

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
from tui.dialogs.dialog import Ask
from tui.i18n.words import N_
from tui.look.signs import Mark
from tui.presentation.lines import Line, Row

Changes = tuple[Change, ...]
GOAL = 8
"""Ideas to aim for, where the form asks for no number."""
StageKey = str | Row
"""What a line is about: the id of a record or a part of it, a word of the stage, or a gap in the plan."""


@dataclass(frozen=True)
class MeetingInBook:
    """A meeting as it stands in one book, whether it goes on or is over."""

    desk: Desk
    book: Book
    meeting: Meeting

    @property
    def today(self) -> date:
        """The day of the meeting."""
        return self.desk.today


@dataclass(frozen=True)
class Scene(MeetingInBook):
    """A phase as it stands, read from one book."""

    phase: Phase

    @property
    def case(self) -> Case | None:
        """The case this phase is about, if it is about one that still exists."""
        visit = self.meeting.visit
        return self.book.find_case(visit.case) if visit and visit.case else None

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

    @property
    def ideas(self) -> tuple[int, int]:
        """How many ideas this meeting has found for the case, and how many its form asks for, as its strip counts."""
        goal, ideas = self.meeting.script and self.meeting.script.strip.ideas, self.case.ideas if self.case else ()
        return sum(idea.meeting == self.meeting.id for idea in ideas), goal or GOAL

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


class Stage:
    """Shows lines, takes what is written, and answers to a chosen line; this one keeps notes of the meeting."""

    placeholder = N_("Write a note")
    """What stands in the empty field while one writes."""
    invitation = N_("↵ {what}")
    """What stands there before: which key begins."""
    chooses = False
    """Whether a line is marked at once, for choosing; else Enter begins writing."""
    promises = False
    """Whether what is written is done by somebody later, so that an act is asked for that one could see."""
    counts = False
    """Whether a number is a text here: a score, or a place on a scale."""
    sorts = False
    """Whether 1, 2 and 3 sort the marked line; else they go to the modes."""

    def asks_for(self, scene: Scene) -> str:  # noqa: ARG002 - the check-out asks for numbers first
        """Return what stands in the empty field now, in English."""
        return self.placeholder

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return what has been written here."""
        here = (scene.phase.key, scene.meeting.visit.case if scene.meeting.visit else "")
        notes = (note for note in scene.meeting.notes if (note.phase, note.case) == here)
        return tuple(Line(note.id, note.text, mark=Mark.SAID) for note in notes)

    def places(self, scene: Scene) -> tuple[str, ...]:  # noqa: ARG002 - ideas have some
        """Return what stands in numbered places above the lines; an empty one is free."""
        return ()

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:  # noqa: ARG002 - others ask
        """Return what becomes of a text."""
        return scene.note(text)

    def offers(self, scene: Scene, key: StageKey) -> bool:  # noqa: ARG002 - others look
        """Tell whether a line is for choosing; on any other line, Enter begins writing."""
        return False

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:  # noqa: ARG002 - others do something
        """Return what becomes of choosing a line that is offered."""
        return ()

    def sorted(self, scene: Scene, key: StageKey, number: int) -> Changes:  # noqa: ARG002 - ideas are
        """Return what becomes of pressing 1, 2 or 3 on a line."""
        return ()

    def next_key(self, scene: Scene) -> str:  # noqa: ARG002 - phases about practices have one
        """Return the line that the phase is about now; empty where the mark stays."""
        return ""

    def next_to_sort(self, scene: Scene, key: StageKey) -> str:  # noqa: ARG002 - ideas look behind the one sorted
        """Return the line to sort after one; empty where the mark stays."""
        return self.next_key(scene)

    def is_answered(self, scene: Scene) -> bool:  # noqa: ARG002 - the first step and the score are
        """Tell whether what came of the question is what all look at now, so that it steps back."""
        return False

    def lacks(self, scene: Scene) -> str:  # noqa: ARG002 - the last phase of a case does
        """Return what must be answered before the meeting moves on; empty when nothing."""
        return ""
