"""Something to read: with nothing to answer, or before it is done."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding

from tui.desk.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.presentation.lines import Paragraph
from tui.widgets.reader import Reader


class ReadingDialog(Dialog[bool]):
    """Shows paragraphs until Esc or Enter; where something is done with what was read, Enter answers True."""

    DEFAULT_CSS = """
    ReadingDialog Reader { height: auto; max-height: 14; }
    ReadingDialog.-low Reader { max-height: 12; }
    """
    BINDINGS = [Binding("enter", "read", show=False, priority=True)]

    def __init__(self, desk: Desk, title: str, paragraphs: Sequence[Paragraph], *, asks: bool = False) -> None:
        super().__init__(desk, title)
        self.paragraphs = paragraphs
        self.asks = asks

    def body(self) -> ComposeResult:
        """Draw the text."""
        yield Reader()

    def keys(self) -> str:
        """Return the line about keys."""
        words = self.desk.words
        if self.asks:
            return words("↑↓ scroll · ↵ take it in · Esc change nothing")
        return words("↑↓ scroll · ↵ or Esc back")

    def on_mount(self) -> None:
        """Show the text."""
        self.query_one(Reader).show(self.paragraphs)

    def action_read(self) -> None:
        """Answer that it has been read: yes, where something is asked."""
        self.dismiss(self.asks or None)
