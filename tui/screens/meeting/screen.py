"""A meeting as it is held: led from here or followed, what is written, and the keys that steer it."""

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Key
from textual.getters import query_one

from storage.domain.errors import Refused
from storage.domain.meeting import meeting as course
from storage.domain.people import SHARED
from tui.commands import of
from tui.desk.desk import Desk
from tui.desk.presence import Whereabouts
from tui.dialogs.choose import ConfirmDialog
from tui.look.signs import Mark
from tui.screens.meeting import tools
from tui.screens.meeting.beside import MeetingBoard, MeetingPanes
from tui.screens.meeting.closing import ClosingScreen
from tui.screens.meeting.room import MeetingRoom
from tui.screens.meeting.stages.stage import StageKey
from tui.screens.pages import MinutesScreen, print_minutes
from tui.screens.team_screen import TeamScreen
from tui.widgets.composer import Composer
from tui.widgets.edges import KeyLine
from tui.widgets.head import HeadState
from tui.widgets.lists import WrappedList
from tui.widgets.nudge_line import NudgedField

SORTING = ("1", "2", "3")
MODES = of("app")
"""The first ones go to the modes by their number."""


class MeetingScreen(TeamScreen):
    """Shows what stands in a room, and takes what is written and what is pressed to it."""

    HOLDS = True
    WAITS = False
    MODE = "meeting"
    WHERE = "meeting"
    DEFAULT_CSS = """
    MeetingScreen Toast { width: 1fr; max-width: 100%; margin-top: 0; padding: 0 1; }
    """
    BINDINGS = [*(Binding(str(number), f"sort({number})", show=False, priority=True) for number in map(int, SORTING))]

    board = query_one(MeetingBoard)
    written: query_one[WrappedList[StageKey]] = query_one("#written", WrappedList)
    composer = query_one(Composer)

    def __init__(self, desk: Desk, meeting: str, *, leads: bool = False) -> None:
        super().__init__(desk)
        self.room = MeetingRoom(desk, meeting, leads=leads)
        self.drawn_place: int | None = None
        self.asked = 0
        """Which of the phase's questions stands there."""

    def compose(self) -> ComposeResult:
        """Draw the parts, top to bottom; what the meeting is takes the place of the modes."""
        super().on_resize()
        yield MeetingBoard(self.desk.words)
        yield MeetingPanes()
        yield NudgedField(self.desk)
        yield KeyLine(self.desk.words, self.WHERE, commands=self.commands)

    def on_mount(self) -> None:
        """Show the phase and let the clock go."""
        self.set_interval(1, self.tick)
        self.set_focus(self.written)

    def sit(self, desk: Desk) -> None:
        """Let somebody else sit at this screen."""
        super().sit(desk)
        self.room.desk = desk

    def whereabouts(self) -> Whereabouts:
        """Return the case the meeting has come to."""
        return Whereabouts(self.room.case_code, writes=self.is_written_in, meeting=True)

    @property
    def nudged_field(self) -> NudgedField:
        """Where one writes what is said."""
        return self.query_one(NudgedField)

    @property
    def may_write(self) -> bool:
        """Whether something can be written here now."""
        return self.room.may_write

    @property
    def is_quiet(self) -> bool:
        """Whether people may vent now: then only the guard speaks."""
        return self.room.is_quiet

    def watch_book(self) -> None:
        """Draw the phase."""
        self.room.book = self.book
        self.redraw()

    def follow(self) -> None:
        """Take in the book; leave when the meeting has ended, as soon as nothing else stands in front."""
        super().follow()
        if self.book and not self.room.meeting and self.is_current:
            self.app.switch_screen(ClosingScreen(self.desk, self.room.meeting_id))

    def draw(self) -> None:
        """Show the meeting as it stands."""
        room, picture = self.room, self.room.picture
        if room.meeting is None or picture is None or not self.stands:
            return
        self.board.picture = picture
        self.query_one(MeetingPanes).show(room, steers=self.steers)
        self.composer.invite(*room.invitations)
        self.on_line_list_moved()
        self.key_line.without = room.without_use
        if room.meeting.place != self.drawn_place:
            self.drawn_place = room.meeting.place
            self.arrive(room.meeting.place)
        self.tick()

    def arrive(self, place: int) -> None:
        """Come to another phase: the field holds what was being typed there, the list shows its end."""
        room, self.asked = self.room, 0
        self.composer.display = room.may_write
        self.nudged_field.arrive(
            room.place_to_write(place), quiet=room.is_quiet, promises=room.stage.promises, asks_later=room.asks_later
        )
        if room.is_for_choosing:
            self.written.mark_first()
            self.mark_next()
        else:
            self.written.unmark(at_end=any(line.mark is Mark.SAID for line in room.lines))

    def draw_anew(self) -> None:
        """Show the phase as if one had just come to it: this screen leads now, or follows."""
        self.drawn_place = None
        self.redraw()

    def on_line_list_moved(self) -> None:
        """Say on the bottom line what Enter does: begin, choose the marked line, or write."""
        words, chooses = self.desk.words, self.room.offers(self.written.key)
        self.key_line.entering = words("begin") if self.room.scene is None else words("choose") if chooses else ""

    def mark_next(self) -> None:
        """Mark the line that the phase is about now, if it is about one."""
        self.mark(self.room.next_key)

    def mark(self, key: str) -> None:
        """Mark a line, if there is one."""
        if key and self.stands:
            self.written.show(self.written.given, key)

    def tick(self) -> None:
        """Show the time, and give a sign of life."""
        if self.room.meeting and self.stands:
            self.show_time()
            self.nudged_field.whispers(self.room.whisper)
            self.keep_lead()

    def show_time(self) -> None:
        """Show the time, and the head as far as there is room for it while somebody writes or steers."""
        moment = HeadState(self.room.ends, self.room.who, self.asked, self.composer.has_focus, self.steers)
        self.board.show_time(self.room.clock, moment)
        if self.query_one(MeetingPanes).steers is not self.steers:
            self.query_one(MeetingPanes).show(self.room, steers=self.steers)

    @property
    def steers(self) -> bool:
        """Whether keys steer the meeting: nobody writes, and nothing is asked in front of it."""
        return self.is_active and not self.composer.has_focus

    def on_composer_writing(self, event: Composer.Writing) -> None:
        """Fold the head while somebody writes: what is written needs the room."""
        super().on_composer_writing(event)
        self.show_time()

    def action_next_question(self) -> None:
        """Put the phase's next question there."""
        self.asked += 1
        self.show_time()

    @work(group="lead")
    async def keep_lead(self) -> None:
        """Renew the lease; answer a screen that asks for the lead; notice when it came or went."""
        if self.room.lead_has_moved():
            self.draw_anew()
        asked_by = await self.room.beat()
        if asked_by and self.is_current:
            words = self.desk.words
            question = words("Another screen asks to lead the meeting.")
            if await self.app.push_screen_wait(ConfirmDialog(self.desk, question, words("Let it lead"))):
                await self.hand_over(asked_by)

    async def hand_over(self, session: str) -> None:
        """Let another screen lead, and follow it."""
        if self.room.meeting is None:
            return
        try:
            await self.room.lead.hand_over(self.room.meeting, session)
        except Refused as refusal:
            self.tell(refusal)
            return
        self.draw_anew()

    @work
    async def action_take_lead(self) -> None:
        """Take over the lead, or ask for it."""
        if self.room.meeting is None or self.room.leads:
            return
        try:
            taken = await self.room.lead.take(self.room.meeting)
        except Refused as refusal:
            self.tell(refusal)
            return
        if not taken:
            self.say(self.desk.words("The leading screen is asked."))
        self.draw_anew()

    def on_composer_left(self) -> None:
        """Steer again."""
        self.set_focus(self.written)

    @on(Composer.Entered)
    @work(group="written")
    async def take_written(self, event: Composer.Entered) -> None:
        """Give a text to the phase, one after the other."""
        async with self.room.one_at_a_time:
            if await tools.take_written(self, self.room, self.nudged_field, event.text):
                self.after_writing()

    def after_writing(self) -> None:
        """Show what was kept last; where lines are chosen one text is enough, and the next key steers again."""
        if not self.stands:
            return
        if not self.room.stage.chooses:
            self.written.show_end()
        elif not self.composer.text:
            self.set_focus(self.written)
            self.mark_next()

    def action_write(self) -> None:
        """Do what the marked line is for; on a line that is for nothing, begin writing at once."""
        if self.room.scene is None:
            self.call_next(tools.move, self, self.room, 1)
        elif self.room.offers(self.written.key):
            self.choose(self.written.key)
        elif self.may_write and self.can_keep():
            self.set_focus(self.composer)

    @work(group="written")
    async def choose(self, key: StageKey) -> None:
        """Do what a line is for."""
        async with self.room.one_at_a_time:
            if await tools.do(self, self.room, self.room.stage.chosen, key):
                self.mark_next()

    def takes_text(self, key: Key) -> bool:
        """Tell whether a letter could be meant for the field; a number that sorts ideas is a key like any other."""
        return super().takes_text(key) and not (self.room.sorts and key.character in SORTING)

    async def action_sort(self, number: int) -> None:
        """Sort an idea; elsewhere a number goes to its mode."""
        if not self.room.sorts:
            await self.app.run_action(MODES[number - 1].called)
        elif not self.room.leads:
            self.tell(Refused("only-leader"))
        elif changes := self.room.sorted(key := self.written.key, number):
            await self.keep(*changes, by=SHARED, asks=False)
            self.mark(self.room.next_to_sort(key))

    async def action_next_phase(self) -> None:
        """Move on; what is being written is asked about first, for nobody comes back to a phase to look for it."""
        if self.room.scene and self.room.leads and self.composer.text.strip():
            self.settle_text_and_move()
        else:
            await tools.move(self, self.room, 1)

    @work(group="written")
    async def settle_text_and_move(self) -> None:
        """Keep or drop what stands in the field, then move on."""
        if await tools.settled_text(self, self.room, self.nudged_field):
            await tools.move(self, self.room, 1)

    async def action_previous_phase(self) -> None:
        """Move back."""
        await tools.move(self, self.room, -1)

    async def action_pause(self) -> None:
        """Stop the clock or let it go on."""
        await tools.steer(self, self.room, course.paused)

    async def action_one_minute(self) -> None:
        """Give the phase a minute more."""
        if self.room.scene:
            await tools.steer(self, self.room, course.extended)

    async def action_next_turn(self) -> None:
        """Pass the turn on."""
        await tools.steer(self, self.room, course.turned)

    @work
    async def action_end(self) -> None:
        """Ask, also about what is being written, then end the meeting and show its minutes."""
        if await tools.settled_text(self, self.room, self.nudged_field):
            await tools.end(self, self.room)

    @work
    async def action_roles(self) -> None:
        """Change who does what, and who is here."""
        if change := await tools.change_roles(self, self.room):
            await tools.steer(self, self.room, change)

    @work
    async def action_turn(self) -> None:
        """Put one large turning question on the screen; the answer to it is written next."""
        ideas = tuple(filter(None, self.room.places))
        last = next((line.left for line in reversed(self.written.lines) if line.key), "") if not ideas else ideas[-1]
        await tools.turn(self, self.room, self.nudged_field, last)

    @work
    async def action_agree(self) -> None:
        """Make an agreement."""
        await tools.agree(self, self.room)

    @work
    async def action_park(self) -> None:
        """Put something in the parking lot."""
        await tools.park(self, self.room)

    @work
    async def action_safety(self) -> None:
        """Show who must be told when a pupil may not be safe."""
        await tools.show_safety(self, self.room)

    @work
    async def action_cross_pressure(self) -> None:
        """Fill in the case's cross-pressure card."""
        await tools.sort_pressure(self, self.room)

    @work
    async def action_print(self) -> None:
        """Write the minutes so far to a file."""
        if self.room.meeting:
            await print_minutes(self, self.room.meeting)

    def action_minutes(self) -> None:
        """Show the minutes so far."""
        self.app.push_screen(MinutesScreen(self.desk, self.room.meeting_id))
