"""Yes or no."""

from textual.app import ComposeResult
from textual.binding import Binding

from tui.desk.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.presentation.lines import Line
from tui.widgets.line_list import LineList

YES = "yes"
NO = "no"


class ConfirmDialog(Dialog[bool]):
    """Answers True or False; nothing is marked before somebody does, or else no, where one must be `careful`."""

    BINDINGS = [Binding("enter", "choose", show=False)]

    def __init__(self, desk: Desk, question: str, yes: str, *, careful: bool = False) -> None:
        super().__init__(desk, question)
        self.yes = yes
        self.careful = careful

    def body(self) -> ComposeResult:
        """Draw the two answers."""
        yield LineList()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↑↓ move · ↵ choose · Esc cancel")

    def on_mount(self) -> None:
        """Show the two answers."""
        lines = [Line(YES, self.yes), Line(NO, self.desk.words("No, go back"))]
        answers = self.query_one(LineList)
        answers.unmarked = not self.careful
        answers.show(lines, NO if self.careful else None)

    def action_choose(self) -> None:
        """Answer, once an answer is marked."""
        key = self.query_one(LineList).key
        if key:
            self.dismiss(key == YES)
