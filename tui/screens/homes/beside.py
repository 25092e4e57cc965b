"""A list of what is done with the homes, and beside it, where there is room, more about the marked row."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Container
from textual.getters import query_one

from tui.presentation.lines import Line, Paragraph
from tui.screens.team_screen import TeamScreen
from tui.widgets.lists import LineList, WrappedList
from tui.widgets.panel import Panel
from tui.widgets.reader import Reader


class ListedScreen(TeamScreen):
    """Draws what its kind of list holds, and follows the cursor beside it."""

    CSS_PATH = ["../team_screen.tcss", "beside.tcss"]
    MODE = "plan"

    rows: query_one[LineList[str]] = query_one(LineList)

    @property
    def heading(self) -> str:
        """What the list is called."""
        return ""

    def lines(self) -> Iterable[Line[str]]:
        """Return the rows; none where there is nothing yet."""
        return ()

    def none_yet(self) -> tuple[Line[str], ...]:
        """Return what stands in place of an empty list."""
        return ()

    def told(self) -> Iterable[Paragraph]:
        """Return what is known of the marked row."""
        return ()

    def body(self) -> ComposeResult:
        """Yield the list, and what stands beside it."""
        with Container(id="sides"):
            with Panel(self.heading, id="list"):
                yield WrappedList()
            with Panel(self.desk.words("The marked row"), id="beside"):
                yield Reader()

    def draw(self) -> None:
        """Draw the book."""
        if self.book and self.is_drawn:
            self.rows.show(tuple(self.lines()) or self.none_yet())
            self.show_beside()

    def on_resize(self) -> None:
        """Tell more where there is room for it now."""
        super().on_resize()
        self.call_after_refresh(self.if_it_stands, self.show_beside)

    def on_line_list_moved(self) -> None:
        """Tell more about the marked row as soon as the cursor rests."""
        self.at_rest(self.show_beside)

    def show_beside(self) -> None:
        """Fill the side, where there is one."""
        if self.book and self.is_drawn and self.has_class("-wide"):
            self.query_one(Reader).show(tuple(self.told()), top=True)
