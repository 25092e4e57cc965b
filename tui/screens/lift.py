"""What waits for the leadership, to read and to take along."""

from textual import work
from textual.app import ComposeResult
from textual.getters import query_one

from storage.documents.pages.lift import lift_page
from tui.commands import bindings
from tui.i18n.pages import page_labels
from tui.screens.minutes import shown
from tui.screens.page_acts import into_file
from tui.screens.team_screen import TeamScreen
from tui.widgets.reader import Reader


class LiftScreen(TeamScreen):
    """Everything the head must decide, from all cases."""

    WHERE = "lift"
    BINDINGS = bindings("lift")

    reader = query_one(Reader)

    def body(self) -> ComposeResult:
        """Draw the reader."""
        yield Reader()

    def watch_book(self) -> None:
        """Show the page as it stands."""
        self.reader.show(tuple(shown(line) for line in self.page().splitlines()))
        self.set_focus(self.reader)

    def page(self) -> str:
        """Return the page, in the team's language."""
        return lift_page(self.current, self.desk.today, page_labels(self.current.team.language))

    @work
    async def action_print(self) -> None:
        """Write the page to a file."""
        words = self.desk.words
        name = words("leadership")
        await into_file(self, words("For the leadership"), f"{name}-{self.desk.today.isoformat()}.md", self.page())

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.app.pop_screen()
