"""What would come in from a file, row by row: each with a tick, all of it told below."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.getters import query_one
from textual.widgets import Static

from tui.desk.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.look.signs import Mark, Role
from tui.presentation.lines import Line, Paragraph
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader


class Tickable(NamedTuple):
    """A row that is taken, or left out."""

    said: str
    whole: str
    """All of it, below the list where it is marked."""
    look: Role = "plain"
    is_ticked: bool = True


class TicksDialog(Dialog[tuple[int, ...]]):
    """Answers with the places of the rows that are ticked."""

    DEFAULT_CSS = """
    TicksDialog LineList { max-height: 11; }
    TicksDialog #more { height: 5; margin-top: 1; }
    TicksDialog #warning { color: $late; text-style: bold; height: auto; margin-bottom: 1; }
    """
    BINDINGS = [
        Binding("space", "tick", show=False, priority=True),
        Binding("a", "tick_all", show=False),
        Binding("enter", "done", show=False, priority=True),
    ]

    rows: query_one[LineList[str]] = query_one(LineList)
    more = query_one(Reader)

    def __init__(self, desk: Desk, title: str, offered: Sequence[Tickable], warning: str = "") -> None:
        super().__init__(desk, title)
        self.offered = offered
        self.warning = warning
        self.ticked = {place for place, each in enumerate(offered) if each.is_ticked}

    def body(self) -> ComposeResult:
        """Draw the rows, and more about the marked one."""
        if self.warning:
            yield Static(self.warning, id="warning", markup=False)
        yield LineList()
        with Vertical(id="more"):
            yield Reader()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("␣ tick · a all or none · ↵ take what is ticked · Esc change nothing")

    def on_mount(self) -> None:
        """Show what is ticked."""
        self.draw()
        self.set_focus(self.rows)

    def draw(self) -> None:
        """Show the rows with their ticks."""
        self.rows.show([self._row(place, each) for place, each in enumerate(self.offered)])
        self.show_more()

    def _row(self, place: int, offered: Tickable) -> Line[str]:
        mark = Mark.DONE if place in self.ticked else Mark.LATER
        return Line(f"{place}", offered.said, look=offered.look, mark=mark)

    def on_line_list_moved(self) -> None:
        """Tell more about the marked row."""
        self.show_more()

    def show_more(self) -> None:
        """Tell all of the marked row."""
        offered = self.offered[int(self.rows.key or 0)]
        self.more.show([Paragraph(line) for line in offered.whole.split("\n")], top=True)

    def action_tick(self) -> None:
        """Tick a row, or take its tick away."""
        self.ticked ^= {int(self.rows.key or 0)}
        self.draw()

    def action_tick_all(self) -> None:
        """Tick every row, or none when all are."""
        everything = set(range(len(self.offered)))
        self.ticked = set() if self.ticked == everything else everything
        self.draw()

    def action_done(self) -> None:
        """Answer."""
        self.dismiss(tuple(sorted(self.ticked)))
