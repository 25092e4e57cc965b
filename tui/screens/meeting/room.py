"""A meeting on one screen, without a terminal: where it has come to, what may be done here, and what comes next."""

import asyncio
from dataclasses import replace

from storage.content.coach import Coaching, coaching
from storage.domain.case.case import Case
from storage.domain.meeting import meeting as course
from storage.domain.meeting.form import MeetingRole, Writes
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import SHARED
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.desk.drafting import DraftKeeper, DraftPlace
from tui.desk.nudges import Turning
from tui.i18n.labels import not_at_home
from tui.i18n.strips import own_whisper, shared_whisper
from tui.i18n.words import N_
from tui.look.signs import Mark, Span
from tui.presentation.lines import ClockFace, Line
from tui.presentation.meeting import Picture, clock_face, ending, opening_lines, pictured, who_does_what
from tui.screens.meeting.lead import Lead
from tui.screens.meeting.stages.check_out import CheckOutStage
from tui.screens.meeting.stages.follow_up import AgreementsStage, WheelStage
from tui.screens.meeting.stages.ideas import FirstStepStage, IdeasStage
from tui.screens.meeting.stages.into_plan import CardStage, IntoPlanStage
from tui.screens.meeting.stages.planning import AreaStage, ScaleStage, SortStage
from tui.screens.meeting.stages.practices import NoteStage, OwnersStage, PracticesStage, PracticeStage, TierStage
from tui.screens.meeting.stages.stage import Changes, Scene, Stage, StageKey
from tui.screens.meeting.stages.writing import EntryStage, is_unasked


class MeetingRoom:
    """One meeting as it is led from here or followed; it is read from the book the screen has come to."""

    def __init__(self, desk: Desk, meeting_id: str, *, leads: bool = False) -> None:
        self.desk = desk
        self.meeting_id = meeting_id
        self.book: Book | None = None
        self.lead = Lead(desk, leads=leads)
        self.turning = Turning()
        self._coached: tuple[Book, Coaching] | None = None
        self.one_at_a_time = asyncio.Lock()
        """What is written or chosen becomes what it becomes before the next does."""
        self.read: set[str] = set()
        """What has been told here and was read once more as the parents would, by the ids of the entries."""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting as it stands, while it goes on."""
        running = self.book.running if self.book else None
        return running if running and running.id == self.meeting_id else None

    @property
    def scene(self) -> Scene | None:
        """The phase as it stands; None at the opening."""
        meeting = self.meeting
        if self.book is None or meeting is None or meeting.phase is None:
            return None
        return Scene(self.desk, self.book, meeting, meeting.phase)

    @property
    def stage(self) -> Stage:
        """What can be done in this phase."""
        return STAGES[self.scene.phase.writes] if self.scene else STAGES[Writes.NOTE]

    @property
    def case(self) -> Case | None:
        """The case this phase is about, if it is about one that still exists."""
        return self.scene.case if self.scene else None

    @property
    def case_code(self) -> str:
        """The code of the case this phase is about; empty where it is about none."""
        visit = self.meeting.visit if self.meeting else None
        return visit.case if visit else ""

    @property
    def leads(self) -> bool:
        """Whether the meeting is led from this screen."""
        return self.lead.leads

    @property
    def picture(self) -> Picture | None:
        """What stands around the writing; None when the meeting has ended."""
        if self.book is None or self.meeting is None:
            return None
        picture = pictured(self.desk, self.book, self.meeting, leads=self.leads)
        count, answered = self._count if self.places else "", bool(self.scene and self.stage.is_answered(self.scene))
        return replace(picture, count=count, is_answered=answered)

    @property
    def places(self) -> tuple[str, ...]:
        """What stands in numbered places above the lines; an empty one is free."""
        return self.stage.places(self.scene) if self.scene else ()

    @property
    def _count(self) -> str:
        """How much of what is aimed for there is."""
        taken, goal = self.scene.ideas if self.scene else (0, 0)
        said = self.desk.words("{count} of {goal}", count=taken, goal=goal) if taken <= goal else f"{taken}"
        return f"{Mark.THERE}" * taken + f"{Mark.MISSING}" * (goal - taken) + f" {said}"

    @property
    def lines(self) -> tuple[Line[StageKey], ...]:
        """What has been written and can be chosen; at the opening this month's plan."""
        if self.scene:
            return self.stage.lines(self.scene)
        return opening_lines(self.desk, self.book, self.meeting) if self.book and self.meeting else ()

    @property
    def ends(self) -> Span:
        """When the meeting will be over, as it goes now."""
        return ending(self.desk, self.meeting, self.lead.spent(self.meeting)) if self.meeting else Span("")

    @property
    def who(self) -> str:
        """Who does what, and the time of day."""
        return who_does_what(self.desk, self.meeting) if self.meeting else ""

    @property
    def clock(self) -> ClockFace:
        """What the clock shows now."""
        meeting = self.meeting
        return clock_face(self.desk.words, meeting, self.lead.spent(meeting)) if meeting else ClockFace()

    @property
    def whisper(self) -> str:
        """What the coach says now: a quiet line for all, or more where only whoever leads the meeting looks.

        Nothing in a case that must be softened by nothing.
        """
        scene, words = self.scene, self.desk.words
        if scene is None or (scene.case and scene.case.wants_peace):
            return ""
        if self._coached is None or self._coached[0] is not self.book:
            self._coached = (scene.book, coaching(scene.book, words.language, self.desk.place.own_files))
        told, spent = self._coached[1], self.lead.spent(scene.meeting)
        left = (scene.meeting.visit.minutes if scene.meeting.visit else 0) * course.MINUTE - spent
        if self.leads or self.desk.me != scene.meeting.roles.get(MeetingRole.FACILITATOR):
            return shared_whisper(words, told, scene.phase.key, left)
        return own_whisper(words, told, scene.phase.key, spent, left)

    def timed(self, meeting: Meeting) -> Meeting:
        """Return the meeting with the seconds this phase has run."""
        return course.timed(meeting, self.lead.spent(meeting))

    @property
    def may_write(self) -> bool:
        """Whether something can be written here: by the leading screen, or by all where the phase says so."""
        return self.scene is not None and (self.leads or self.scene.phase.from_all)

    @property
    def is_quiet(self) -> bool:
        """Whether people may vent in this phase, or its case must be softened by nothing."""
        scene = self.scene
        return scene is None or scene.phase.quiet or (scene.case is not None and scene.case.wants_peace)

    @property
    def asks_later(self) -> bool:
        """Whether what is written in this phase is only asked about when it ends, as people may vent."""
        scene = self.scene
        return scene is not None and scene.phase.quiet and not (scene.case and scene.case.wants_peace)

    @property
    def invitations(self) -> tuple[str, str]:
        """What the empty field says before and while one writes: where the home must not hear of it, only that."""
        words, unsafe = self.desk.words, not_at_home(self.desk.words, self.case)
        what = unsafe or words(self.stage.asks_for(self.scene) if self.scene else self.stage.placeholder)
        return unsafe or words(self.stage.invitation, what=what), what

    @property
    def without_use(self) -> frozenset[str]:
        """The actions that do nothing here."""
        return self.lead.without_use(writes=self.may_write)

    def place_to_write(self, visit: int) -> DraftKeeper:
        """Return where a text is kept while it is typed: the meeting's own, or on a screen that follows one's own.

        Several who write at the same time must not be offered each other's half sentences.
        """
        place = DraftPlace("meeting", self.meeting_id, (f"{visit}",))
        if self.leads:
            return self.desk.seated(SHARED).draft_at(place)
        return self.desk.draft_at(place if self.desk.me else place.within(self.desk.session))

    @property
    def is_for_choosing(self) -> bool:
        """Whether a line is marked at once; else Enter begins writing."""
        return self.scene is None or self.stage.chooses

    def offers(self, key: StageKey) -> bool:
        """Tell whether Enter on a line chooses it here."""
        return self.scene is not None and self.leads and self.stage.offers(self.scene, key)

    @property
    def next_key(self) -> str:
        """The line that the phase is about now; empty where the mark stays."""
        return self.stage.next_key(self.scene) if self.scene else ""

    @property
    def sorts(self) -> bool:
        """Whether 1, 2 and 3 sort the marked line; else they go to the modes."""
        return self.scene is not None and self.stage.sorts

    def sorted(self, key: StageKey, number: int) -> Changes:
        """Return what becomes of pressing 1, 2 or 3 on a line."""
        return self.stage.sorted(self.scene, key, number) if self.scene else ()

    def next_to_sort(self, key: StageKey) -> str:
        """Return the line to sort after one; empty where the mark stays."""
        return self.stage.next_to_sort(self.scene, key) if self.scene else ""

    @property
    def lacks(self) -> str:
        """What must be answered here before the meeting moves on; empty when nothing."""
        return self.stage.lacks(self.scene) if self.scene and self.leads else ""

    @property
    def is_unasked(self) -> bool:
        """Whether a case has been heard here without anybody having asked if the pupil is safe."""
        return self.scene is not None and self.leads and is_unasked(self.scene)

    def moved(self, meeting: Meeting, steps: int) -> Meeting:
        """Return the meeting so many phases on or back; raises `no-phase-there`."""
        return course.moved(meeting, steps, self._owner_at(meeting, meeting.place + steps))

    def _owner_at(self, meeting: Meeting, place: int) -> str | None:
        """Return who owns the case that begins at a visit, if they are here; None where none begins."""
        if self.book is None or not 0 <= place < len(meeting.visits):
            return None
        code = meeting.visits[place].case
        if code in {"", self.case_code}:
            return None
        case = self.book.find_case(code)
        return case.owner if case and case.owner in meeting.present else ""

    def lead_has_moved(self) -> bool:
        """Tell whether the lead has just come here, or gone elsewhere."""
        return self.lead.was_given() or self.lead.was_taken()

    async def beat(self) -> str:
        """Give a sign of life, and return the session that asks for the lead, if one does."""
        return await self.lead.beat(self.meeting, self.lead.spent(self.meeting)) if self.meeting else ""


STAGES: dict[Writes, Stage] = {
    Writes.NOTE: NoteStage(), Writes.AGREEMENTS: AgreementsStage(), Writes.ENTRY: EntryStage(),
    Writes.IDEAS: IdeasStage(), Writes.FIRST_STEP: FirstStepStage(), Writes.INTO_PLAN: IntoPlanStage(),
    Writes.CHECK_OUT: CheckOutStage(), Writes.YEAR_WHEEL: WheelStage(), Writes.AREA: AreaStage(),
    Writes.SCALE: ScaleStage(), Writes.PRACTICES: PracticesStage(),
    Writes.MINIMUM: TierStage("minimum", N_("What do we all keep? One sentence")),
    Writes.ROOM: TierStage("room", N_("What is openly allowed, and expected of nobody?")),
    Writes.OWNERS: OwnersStage("", N_("Write a note")), Writes.CARD: CardStage(), Writes.PRACTICE: PracticeStage(),
    Writes.SORT: SortStage(),
}  # fmt: skip
