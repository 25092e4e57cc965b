"""The parent meetings: what is planned, and how those before it went."""

from textual import work
from textual.app import ComposeResult
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.homes.parent_meeting import ParentMeeting
from storage.store import Change
from tui.commands import bindings
from tui.dialogs.confirm import ConfirmDialog
from tui.presentation.lines import Line
from tui.presentation.parents import meeting_lines
from tui.screens.homes.parent_changes import new_meeting
from tui.screens.homes.parent_meeting import ParentMeetingScreen
from tui.screens.team_screen import TeamScreen
from tui.widgets.line_list import LineList


class ParentsScreen(TeamScreen):
    """A list; Enter opens the designer."""

    CSS_PATH = ["../team_screen.tcss", "parents.tcss"]
    MODE = "plan"
    WHERE = "parents"
    BINDINGS = bindings("parents")

    rows = query_one(LineList)

    def body(self) -> ComposeResult:
        """Yield the list."""
        yield Static(self.desk.words("Parent meetings"), id="heading", classes="heading", markup=False)
        yield LineList()

    def watch_book(self) -> None:
        """Draw the book."""
        if self.book:
            lines = tuple(meeting_lines(self.desk.words, self.book.parent_meetings, self.desk.today))
            self.rows.show(lines or self.none_yet())

    def none_yet(self) -> tuple[Line, ...]:
        """Return what stands in place of an empty list."""
        words = self.desk.words
        return (
            Line("", words("No parent meeting is planned yet.")),
            Line("new", words("Press n to plan one: from a ready agenda, or from an empty one.")),
        )

    def marked(self) -> ParentMeeting | None:
        """Return the meeting under the cursor."""
        record = self.book.record(self.rows.key.partition(":")[2]) if self.book else None
        return record if isinstance(record, ParentMeeting) else None

    def action_open(self) -> None:
        """Open the marked meeting."""
        if meeting := self.marked():
            self.app.push_screen(ParentMeetingScreen(self.desk, meeting.id))
        else:
            self.action_new_meeting()

    @work
    async def action_new_meeting(self) -> None:
        """Plan a new meeting, and open it."""
        if self.book and (key := await new_meeting(self, self.book)):
            self.app.push_screen(ParentMeetingScreen(self.desk, key))

    @work
    async def action_remove(self) -> None:
        """Take the marked meeting away, when that is meant."""
        meeting, words = self.marked(), self.desk.words
        if meeting is None:
            return
        question = words("Take away «{title}» with its agenda?", title=meeting.title)
        yes = words("Yes, take it away (press u to undo)")
        if await self.app.push_screen_wait(ConfirmDialog(self.desk, question, yes, careful=True)):
            await self.keep(Change(meeting, None))

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.app.pop_screen()
