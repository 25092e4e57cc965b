"""A meeting as it is held: what is written, and the keys that steer it."""

from textual import on, work
from textual.binding import Binding
from textual.events import Key

from storage.domain.errors import Refused
from storage.domain.meeting import meeting as course
from storage.domain.meeting.meeting import MeetingState
from storage.domain.people import SHARED
from storage.domain.text import cleaned
from tui.commands import bindings, of
from tui.dialogs.choose import DROP, ConfirmDialog, HalfWrittenDialog
from tui.screens.meeting.stages.writing import is_unasked
from tui.screens.meeting.tools import MeetingTools
from tui.screens.safety import ask_standing
from tui.widgets.composer import Composer

SORTING = ("1", "2", "3")
MODES = of("app")
"""The first ones go to the modes by their number."""


class MeetingScreen(MeetingTools):
    """Takes what is written and what is pressed to the meeting."""

    BINDINGS = [
        *bindings("meeting"),
        *(Binding(str(number), f"sort({number})", show=False, priority=True) for number in map(int, SORTING)),
    ]

    def on_composer_left(self) -> None:
        """Steer again."""
        self.set_focus(self.written)

    @on(Composer.Kept)
    @work(group="written")
    async def take_written(self, event: Composer.Kept) -> None:
        """Give a text to the phase, one after the other; what cannot be kept goes back into the field."""
        async with self.one_at_a_time:
            draft = self.nudged_field.draft
            draft.typed(event.text)  # it stands until it is saved, whatever is asked before that
            if not await self.did(self.stage.written, event.text):
                self.composer.give_back(event.text)
                return
            draft.typed("")
            self.nudged_field.begin_anew()
            self.after_writing()

    def after_writing(self) -> None:
        """Show what was kept last; where lines are chosen one text is enough, and the next key steers again."""
        if not self.stage.chooses:
            self.written.show_end()
        elif not self.composer.text:
            self.set_focus(self.written)
            self.mark_next()

    def action_write(self) -> None:
        """Do what the marked line is for; on a line that is for nothing, begin writing at once."""
        scene = self.scene
        if scene is None:
            self.call_next(self.move, 1)
        elif self.lead.leads and self.stage.offers(scene, self.written.key):
            self.choose(self.written.key)
        elif self.may_write and self.can_keep():
            self.set_focus(self.composer)

    @work(group="written")
    async def choose(self, key: str) -> None:
        """Do what a line is for."""
        async with self.one_at_a_time:
            if await self.did(self.stage.chosen, key):
                self.mark_next()

    def takes_text(self, key: Key) -> bool:
        """Tell whether a letter could be meant for the field; a number that sorts ideas is a key like any other."""
        sorts = self.scene is not None and self.stage.sorts and key.character in SORTING
        return super().takes_text(key) and not sorts

    async def action_sort(self, number: int) -> None:
        """Sort an idea; elsewhere a number goes to its mode."""
        scene = self.scene
        if scene is None or not self.stage.sorts:
            await self.app.run_action(MODES[number - 1].called)
        elif not self.lead.leads:
            self.tell(Refused("only-leader"))
        elif changes := self.stage.sorted(scene, self.written.key, number):
            await self.keep(*changes, by=SHARED, asks=False)
            self.mark_next()

    async def action_next_phase(self) -> None:
        """Move on; what is being written is asked about first, for nobody comes back to a phase to look for it."""
        if self.leaves_text:
            self.ask_and_move_on()
        else:
            await self.move(1)

    @property
    def leaves_text(self) -> bool:
        """Whether moving on would leave a text behind that could be kept."""
        return bool(self.scene and self.lead.leads and self.composer.text.strip())

    @work(group="written")
    async def ask_and_move_on(self) -> None:
        """Keep or drop what stands in the field, then move on; what cannot be kept stays, and so does the meeting."""
        async with self.one_at_a_time:
            text = cleaned(self.composer.text).strip()
            choice = await self.half_written(text)
            if choice is None:
                self.set_focus(self.composer)
            elif choice == DROP or await self.did(self.stage.written, text):
                self.nudged_field.draft.typed("")
                self.composer.write("")
                await self.move(1)

    async def half_written(self, text: str) -> str | None:
        """Ask what becomes of a text; nothing is there to be asked about where it is empty."""
        return await self.app.push_screen_wait(HalfWrittenDialog(self.desk, text)) if text else DROP

    async def action_previous_phase(self) -> None:
        """Move back."""
        await self.move(-1)

    async def move(self, steps: int) -> None:
        """Move so many phases, unless this one still lacks its answer; after the last the meeting ends."""
        meeting, scene = self.meeting, self.scene
        if meeting is None:
            return
        lacks = self.stage.lacks(scene) if scene and steps > 0 and self.lead.leads else ""
        if lacks:
            self.say(lacks)
            return
        if steps > 0 and scene and self.lead.leads and is_unasked(scene):
            self.ask_safety()
            return
        if meeting.place + steps >= len(meeting.visits):
            self.action_end()
            return
        try:
            after = course.moved(self.timed(meeting), steps, self.owner_at(meeting.place + steps))
        except Refused as refusal:
            self.tell(refusal)
            return
        await self.steer(after)

    def owner_at(self, place: int) -> str | None:
        """Return who owns the case that begins at a visit, if they are here; None where none begins."""
        meeting = self.meeting
        if meeting is None or self.book is None or not 0 <= place < len(meeting.visits):
            return None
        code = meeting.visits[place].case
        if code in {"", self.case_code}:
            return None
        case = self.book.find_case(code)
        return case.owner if case and case.owner in meeting.present else ""

    async def action_pause(self) -> None:
        """Stop the clock or let it go on."""
        if self.meeting:
            await self.steer(course.paused(self.timed(self.meeting)))

    async def action_one_minute(self) -> None:
        """Give the phase a minute more."""
        if self.meeting and self.meeting.visit:
            await self.steer(course.extended(self.timed(self.meeting)))

    async def action_next_turn(self) -> None:
        """Pass the turn on."""
        if self.meeting:
            await self.steer(course.turned(self.meeting))

    @work
    async def ask_safety(self) -> None:
        """Ask the question that every case begins with, then move on."""
        case = self.scene.case if self.scene else None
        if case and await ask_standing(self, case):
            await self.move(1)

    @work
    async def action_take_lead(self) -> None:
        """Take over the lead, or ask for it."""
        if self.meeting is None or self.lead.leads:
            return
        try:
            taken = await self.lead.take(self.meeting)
        except Refused as refusal:
            self.tell(refusal)
            return
        if not taken:
            self.say(self.desk.words("The leading screen is asked."))
        self.drawn_place = None
        self.draw(self.meeting)

    @work
    async def action_end(self) -> None:
        """Ask, then end the meeting and show its minutes."""
        words = self.desk.words
        if await self.ask(ConfirmDialog(self.desk, words("End the meeting?"), words("End it"))) and self.meeting:
            await self.steer(course.ended(self.timed(self.meeting), self.desk.now(), MeetingState.HELD))
