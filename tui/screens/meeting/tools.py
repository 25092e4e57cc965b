"""What lies on the table in every phase: turn, agreements, the parking lot, roles, cross-pressure, safety."""

from collections.abc import Awaitable, Callable

from textual import work

from storage.domain.case.case import Route
from storage.domain.errors import Refused
from storage.domain.meeting import meeting as meetings
from storage.domain.meeting.meeting import Meeting
from storage.domain.meeting.roles import MeetingRole
from storage.domain.people import SHARED
from storage.store import Change
from tui.desk.presence import Whereabouts
from tui.desk.safety import not_at_home
from tui.dialogs.case.case import PressureDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.curtain import TurnDialog
from tui.dialogs.dialog import Ask
from tui.dialogs.text import TextDialog
from tui.i18n.labels import label
from tui.screens.meeting.stages.ideas import agreed
from tui.screens.meeting.stages.stage import Changes, Scene
from tui.screens.meeting.view import MeetingView
from tui.screens.pages import MinutesScreen
from tui.screens.safety import show_notice


class MeetingTools(MeetingView):
    """Takes what comes of a tool to the store; what is said in a meeting is the meeting's, not a person's."""

    @property
    def case_code(self) -> str:
        """The code of the case this phase is about; empty where it is about none."""
        visit = self.meeting.visit if self.meeting else None
        return visit.case if visit else ""

    def whereabouts(self) -> Whereabouts:
        """Return the case the meeting has come to."""
        return Whereabouts(self.case_code, writes=self.is_written_in, meeting=True)

    WAITS = False

    async def take_in(self, changes: Changes) -> bool:
        """Save what came of a phase; what is said in a meeting is the meeting's, not a person's."""
        return bool(changes and await self.keep(*changes, by=SHARED))

    async def steer(self, after: Meeting) -> None:
        """Save a step of the meeting itself, with the time so far."""
        if not self.lead.leads:
            self.tell(Refused("only-leader"))
        elif self.meeting:
            await self.keep(Change(self.meeting, after), by=SHARED, asks=False)

    async def did(self, deed: Callable[[Ask, Scene, str], Awaitable[Changes]], given: str) -> bool:
        """Let the phase do something, and tell whether anything came of it."""
        if self.scene is None:
            return False
        try:
            changes = await deed(self.ask, self.scene, given)
        except Refused as refusal:
            self.tell(refusal)
            return False
        return await self.take_in(changes)

    @work
    async def action_turn(self) -> None:
        """Put one large turning question on the screen; the answer to it is written next."""
        scene = self.scene
        if scene is None:
            return
        last = next((line.left for line in reversed(self.written.lines) if line.key), "")
        written = self.composer.text or last
        away = not_at_home(self.desk.words, scene.case)
        language = scene.book.team.language
        questions = self.turning.questions(language, scene.phase.steers_to, written, at_school_only=bool(away))
        questions = [away, *questions] if away else questions
        taken = await self.app.push_screen_wait(TurnDialog(self.desk, questions, takes=self.may_write))
        if taken and taken != away:
            self.composer.write(f"{self.composer.text}\n→ {taken} ".lstrip("\n"))
            self.set_focus(self.composer)

    @work
    async def action_agree(self) -> None:
        """Make an agreement."""
        if self.scene:
            await self.take_in(await agreed(self.ask, self.scene))

    @work
    async def action_park(self) -> None:
        """Put something in the parking lot."""
        words, place = self.desk.words, f"meeting/{self.meeting_id}/parking"
        text = await self.ask(
            TextDialog(self.desk, words("Parking lot"), words("What do we come back to?"), place=place, is_new=True)
        )
        if text and self.meeting:
            after = meetings.parked(self.meeting, self.desk.new_id(), text)
            if await self.take_in((Change(self.meeting, after),)):
                self.say(words("Parked. You find it again in the minutes."))

    @work
    async def action_roles(self) -> None:
        """Change who does what."""
        meeting, words = self.meeting, self.desk.words
        if meeting is None:
            return
        roles = ({MeetingRole.CASE_OWNER: ""} if self.case_code else {}) | meeting.roles
        options = [(role.value, f"{label(words, role)}: {alias}") for role, alias in roles.items()]
        chosen = await self.ask(ChooseDialog(self.desk, words("Which role?"), options))
        role = next((role for role in roles if role.value == chosen), None)
        people = [(alias, alias) for alias in meeting.present]
        if role is None:
            return
        alias = await self.ask(ChooseDialog(self.desk, words("Who takes this?"), people))
        if alias and self.meeting:
            await self.steer(meetings.with_role(self.meeting, role, alias))

    @work
    async def action_safety(self) -> None:
        """Show who must be told when a pupil may not be safe."""
        case = self.scene.case if self.scene else None
        if case:
            await show_notice(self, case, case.alarm or Route.NOT_SAFE)

    @work
    async def action_cross_pressure(self) -> None:
        """Fill in the case's cross-pressure card."""
        case = self.scene.case if self.scene else None
        if case is None:
            return
        pressure = await self.ask(PressureDialog(self.desk, case))
        if pressure:
            await self.take_in((Change(case, case.but(pressure=pressure)),))

    def action_minutes(self) -> None:
        """Show the minutes so far."""
        self.app.push_screen(MinutesScreen(self.desk, self.meeting_id))
