"""The rounds of development conversations, newest first."""

from textual import work
from textual.app import ComposeResult
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.homes.conversation_round import ConversationRound, proposed_round
from storage.store import Change
from tui.commands import bindings
from tui.dialogs.confirm import ConfirmDialog
from tui.dialogs.homes.conversation_round import RoundDialog
from tui.i18n.conversations import round_name
from tui.presentation.lines import Line
from tui.presentation.round_lines import round_lines
from tui.screens.homes.round import RoundScreen
from tui.screens.team_screen import TeamScreen
from tui.widgets.line_list import LineList


class RoundsScreen(TeamScreen):
    """A list; Enter opens a round."""

    CSS_PATH = ["../team_screen.tcss", "rounds.tcss"]
    MODE = "plan"
    WHERE = "rounds"
    BINDINGS = bindings("rounds")

    rows = query_one(LineList)

    def body(self) -> ComposeResult:
        """Yield the list."""
        heading = self.desk.words("Development conversations: what was agreed, and what became of it")
        yield Static(heading, id="heading", classes="heading", markup=False)
        yield LineList()

    def watch_book(self) -> None:
        """Draw the book."""
        if self.book:
            lines = tuple(round_lines(self.desk.words, self.book.rounds, self.desk.today))
            self.rows.show(lines or self.none_yet())

    def none_yet(self) -> tuple[Line, ...]:
        """Return what stands in place of an empty list."""
        words = self.desk.words
        return (
            Line("", words("No round yet.")),
            Line("new", words("Press n to begin one: its days first, then a line for each agreement.")),
        )

    def marked(self) -> ConversationRound | None:
        """Return the round under the cursor."""
        record = self.book.record(self.rows.key.partition(":")[2]) if self.book else None
        return record if isinstance(record, ConversationRound) else None

    def action_open(self) -> None:
        """Open the marked round."""
        if kept := self.marked():
            self.app.push_screen(RoundScreen(self.desk, kept.id))
        else:
            self.action_new_round()

    @work
    async def action_new_round(self) -> None:
        """Begin a round, and open it."""
        desk = self.desk
        free = self.book.team.free_days if self.book else ()
        dialog = RoundDialog(desk, proposed_round(desk.new_id(), desk.today, free), new=True)
        made = await self.app.push_screen_wait(dialog)
        if made and await self.keep(Change(None, made)):
            self.app.push_screen(RoundScreen(desk, made.id))

    @work
    async def action_remove(self) -> None:
        """Take the marked round away, when that is meant."""
        kept, words = self.marked(), self.desk.words
        if kept is None:
            return
        question = words("Take away «{name}» with all its agreements?", name=round_name(words, kept))
        yes = words("Yes, take it away (press u to undo)")
        if await self.app.push_screen_wait(ConfirmDialog(self.desk, question, yes, careful=True)):
            await self.keep(Change(kept, None))

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.app.pop_screen()
