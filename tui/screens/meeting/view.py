"""A meeting as it is seen: the prompt alone and large, the clock, what is written; led from here or followed."""

import asyncio
from typing import TypeVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.errors import Refused
from storage.domain.meeting import meeting as course
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import SHARED
from tui.desk.desk import Desk
from tui.desk.drafting import DraftPlace
from tui.desk.nudges import Turning
from tui.desk.safety import not_at_home
from tui.dialogs.choose import ConfirmDialog
from tui.dialogs.dialog import Dialog
from tui.presentation.meeting import opening_lines, pictured, top_right
from tui.screens.meeting.lead import Lead, is_over, shown_left
from tui.screens.meeting.stages.registry import STAGES
from tui.screens.meeting.stages.stage import Scene, Stage
from tui.screens.pages import MinutesScreen
from tui.screens.team_screen import TeamScreen
from tui.widgets.clock import Clock, ClockFace
from tui.widgets.composer import Composer
from tui.widgets.edges import KeyLine
from tui.widgets.lists import WrappedList
from tui.widgets.nudge_line import NudgedField
from tui.widgets.rails import PhaseRail

Answer = TypeVar("Answer")
WIDE = 120
"""Columns from which the clock is large."""


class MeetingView(TeamScreen):
    """Shows a meeting that goes on, and keeps its clock and its lead."""

    HOLDS = True
    MODE = "meeting"
    WHERE = "meeting"
    CSS_PATH = "screen.tcss"

    written = query_one("#written", WrappedList)
    clock = query_one(Clock)
    composer = query_one(Composer)

    def __init__(self, desk: Desk, meeting: str, *, leads: bool = False) -> None:
        super().__init__(desk)
        self.meeting_id = meeting
        self.lead = Lead(desk, leads=leads)
        self.turning = Turning()
        self.one_at_a_time = asyncio.Lock()
        self.drawn_place: int | None = None
        self.shown_who = ""

    def compose(self) -> ComposeResult:
        """Draw the parts, top to bottom; what the meeting is takes the place of the modes."""
        with Horizontal(id="top"):
            yield Static(id="title", markup=False)
            yield Static(id="who", markup=False)
        yield PhaseRail()
        with Horizontal(id="question"):
            with Vertical():
                yield Static(id="prompt", markup=False)
                yield Static(id="more", markup=False)
                yield Static(id="rule", markup=False)
            yield Clock()
        with Horizontal(id="case"):
            yield Static(id="case-title", markup=False)
            yield Static(id="case-themes", markup=False)
        yield WrappedList(id="written")
        yield NudgedField(self.desk)
        yield KeyLine(self.desk.words, self.WHERE)

    def on_mount(self) -> None:
        """Show the phase and let the clock go."""
        self.set_interval(1, self.tick)
        self.set_focus(self.written)

    @property
    def nudged_field(self) -> NudgedField:
        """Where one writes what is said."""
        return self.query_one(NudgedField)

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

    def watch_book(self) -> None:
        """Draw the phase."""
        if self.meeting:
            self.draw(self.meeting)

    def follow(self) -> None:
        """Take in the book; leave when the meeting has ended, as soon as nothing else stands in front."""
        super().follow()
        if self.book and not self.meeting and self.is_current:
            self.app.switch_screen(MinutesScreen(self.desk, self.meeting_id))

    def draw(self, meeting: Meeting) -> None:
        """Show everything but the clock."""
        if self.book is None:
            return
        picture = pictured(self.desk, self.book, meeting, leads=self.lead.leads)
        self.query_one("#title", Static).update(picture.title)
        self.show_who(picture.who)
        self.query_one(PhaseRail).track = picture.track
        for name, text in (("prompt", picture.prompt), ("more", picture.more), ("rule", picture.rule)):
            self.query_one(f"#{name}", Static).update(text)
        self.query_one("#case-title", Static).update(picture.case)
        self.query_one("#case-themes", Static).update(picture.themes)
        self.query_one("#case").display = bool(picture.case)
        scene = self.scene
        self.written.show(self.stage.lines(scene) if scene else opening_lines(self.desk, self.book))
        self.say_what_enter_does()
        self.key_line.without = self.lead.without_use(writes=self.may_write)
        if meeting.place != self.drawn_place:
            self.arrive(meeting)
        self.tick()

    def arrive(self, meeting: Meeting) -> None:
        """Come to another phase: the field holds what was being typed there, the list shows its end."""
        self.drawn_place = meeting.place
        self.composer.invite(self.placeholder, self.desk.words("a note"))
        self.composer.display = self.may_write
        place = self.place_to_write(f"meeting/{meeting.id}/{meeting.place}")
        self.nudged_field.arrive(place, quiet=self.is_quiet)
        if self.scene is None or self.stage.chooses:
            self.written.mark_first()
            self.mark_next()
        else:
            self.written.unmark()

    def on_line_list_moved(self) -> None:
        """Say what Enter does at the line one has come to."""
        self.say_what_enter_does()

    def say_what_enter_does(self) -> None:
        """Say on the bottom line what Enter does: begin, choose the marked line, or write."""
        scene, words = self.scene, self.desk.words
        chooses = scene is not None and self.lead.leads and self.stage.offers(scene, self.written.key)
        self.key_line.entering = words("begin") if scene is None else words("choose") if chooses else ""

    def mark_next(self) -> None:
        """Mark the line that the phase is about now, if it is about one."""
        key = self.stage.next_key(self.scene) if self.scene else ""
        if key:
            self.written.show(self.written.given, key)

    def place_to_write(self, name: str) -> DraftPlace:
        """Return where a text is kept while it is typed: the meeting's own, or on a screen that follows one's own.

        Several who write at the same time must not be offered each other's half sentences.
        """
        if self.lead.leads:
            return self.desk.seated(SHARED).draft_place(name)
        return self.desk.draft_place(name if self.desk.me else f"{name}/{self.desk.session}")

    @property
    def placeholder(self) -> str:
        """What stands in the empty field: where the home must not hear of it, nothing that leads there."""
        case = self.scene.case if self.scene else None
        return not_at_home(self.desk.words, case) or self.desk.words(self.stage.placeholder)

    @property
    def is_quiet(self) -> bool:
        """Whether people may vent in this phase, or its case must be softened by nothing."""
        scene = self.scene
        return scene is None or scene.phase.quiet or (scene.case is not None and scene.case.keeps_from_home)

    @property
    def may_write(self) -> bool:
        """Whether something can be written here: by the leading screen, or by all where the phase says so."""
        return self.scene is not None and (self.lead.leads or self.scene.phase.from_all)

    def tick(self) -> None:
        """Show the time, and give a sign of life."""
        meeting = self.meeting
        if meeting is None:
            return
        spent = self.lead.spent(meeting)
        self.clock.large = self.size.width >= WIDE
        self.clock.reading = self.read(meeting, spent)
        self.show_who(top_right(self.desk, meeting, leads=self.lead.leads))
        self.keep_lead(meeting, spent)

    def show_who(self, who: str) -> None:
        """Show who does what and the time of day: drawn once a minute."""
        if who != self.shown_who:
            self.shown_who = who
            self.query_one("#who", Static).update(who)

    def read(self, meeting: Meeting, spent: float) -> ClockFace:
        """Return what the clock shows."""
        visit = meeting.visit
        if visit is None:
            return ClockFace()
        of = self.desk.words("of {count} min", count=visit.minutes)
        return ClockFace(shown_left(visit, spent), of, is_over(visit, spent), meeting.paused)

    @work(group="lead")
    async def keep_lead(self, meeting: Meeting, spent: float) -> None:
        """Renew the lease; answer a screen that asks for the lead; notice when it came or went."""
        if self.lead.was_given() or self.lead.was_taken():
            self.drawn_place = None
            self.draw(meeting)
        asked_by = await self.lead.beat(meeting, spent)
        if asked_by and self.is_current:
            words = self.desk.words
            question = words("Another screen asks to lead the meeting.")
            if await self.ask(ConfirmDialog(self.desk, question, words("Let it lead"))):
                await self.hand_over(meeting, asked_by)

    async def hand_over(self, meeting: Meeting, session: str) -> None:
        """Let another screen lead, and follow it."""
        try:
            await self.lead.hand_over(meeting, session)
        except Refused as refusal:
            self.tell(refusal)
            return
        self.drawn_place = None
        self.draw(meeting)

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Show a question and wait for its answer."""
        return await self.app.push_screen_wait(dialog)

    def timed(self, meeting: Meeting) -> Meeting:
        """Return the meeting with the seconds this phase has run."""
        return course.timed(meeting, self.lead.spent(meeting))
