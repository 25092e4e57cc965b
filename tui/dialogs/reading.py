"""Something to read: with nothing to answer, or before it is done."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding

from tui.desk.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.presentation.lines import Paragraph
from tui.widgets.reader import Reader


class ReadingDialog(Dialog[None]):
    """Shows paragraphs until Esc or Enter."""

    DEFAULT_CSS = """
    ReadingDialog Reader { height: auto; max-height: 14; }
    ReadingDialog.-low Reader { max-height: 12; }
    """
    BINDINGS = [Binding("enter", "dismiss_none", show=False)]

    def __init__(self, desk: Desk, title: str, paragraphs: Sequence[Paragraph]) -> None:
        super().__init__(desk, title)
        self.paragraphs = paragraphs

    def body(self) -> ComposeResult:
        """Draw the text."""
        yield Reader()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↑↓ scroll · ↵ or Esc back")

    def on_mount(self) -> None:
        """Show the text."""
        self.query_one(Reader).show(self.paragraphs)


class PreviewDialog(Dialog[bool]):
    """Shows paragraphs; Enter answers True."""

    DEFAULT_CSS = """
    PreviewDialog Reader { height: auto; max-height: 15; }
    PreviewDialog.-low Reader { max-height: 12; }
    """
    BINDINGS = [Binding("enter", "agree", show=False, priority=True)]

    def __init__(self, desk: Desk, title: str, paragraphs: Sequence[Paragraph]) -> None:
        super().__init__(desk, title)
        self.paragraphs = paragraphs

    def body(self) -> ComposeResult:
        """Draw the text."""
        yield Reader()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↑↓ scroll · ↵ take it in · Esc change nothing")

    def on_mount(self) -> None:
        """Show the text."""
        self.query_one(Reader).show(self.paragraphs)

    def action_agree(self) -> None:
        """Answer yes."""
        self.dismiss(True)
