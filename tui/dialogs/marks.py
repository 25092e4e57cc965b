"""Several choices at once: space marks, Enter is done."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding

from tui.desk.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.presentation.lines import Line
from tui.widgets.line_list import LineList


class MarksDialog(Dialog[tuple[str, ...]]):
    """Answers with the keys that are marked, in the order of the options."""

    BINDINGS = [
        Binding("space", "mark", show=False, priority=True),
        Binding("enter", "done", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, title: str, options: Sequence[tuple[str, str]], marked: Sequence[str]) -> None:
        super().__init__(desk, title)
        self.options = options
        self.marked = set(marked)

    def body(self) -> ComposeResult:
        """Draw the options."""
        yield LineList()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("Space marks · ↵ done · Esc cancel")

    def on_mount(self) -> None:
        """Show what is marked."""
        self.draw()
        self.set_focus(self.query_one(LineList))

    def draw(self) -> None:
        """Show the options with their marks."""
        rows = (Line(key, f"{'✓' if key in self.marked else '·'} {text}") for key, text in self.options)
        self.query_one(LineList).show(tuple(rows))

    def action_mark(self) -> None:
        """Mark an option, or take the mark away."""
        self.marked ^= {self.query_one(LineList).key}
        self.draw()

    def action_done(self) -> None:
        """Answer."""
        self.dismiss(tuple(key for key, _ in self.options if key in self.marked))
