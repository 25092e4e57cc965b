"""Pasting a class list: it is not shown, goes into no draft, and only its hashes are kept."""

from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from tui.desk.class_list import words_in
from tui.desk.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.widgets.composer import Composer


class ListField(Composer):
    """Enter begins a new line; on an empty line it is done."""

    def action_keep(self) -> None:
        """Hand the list over when nothing stands on this line."""
        if self.document.get_line(self.cursor_location[0]).strip() or not self.text.strip():
            self.insert("\n")
        else:
            super().action_keep()


class ClassListDialog(Dialog[str]):
    """Answers with what was pasted."""

    DEFAULT_CSS = """
    ClassListDialog {
        & ListField, & ListField:focus { height: 8; max-height: 8; color: $background; }
        & #count { height: 1; color: $success; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.words("The class list"))

    def body(self) -> ComposeResult:
        """Draw what is kept of it, and the field."""
        words = self.desk.words
        kept = words(
            "Paste the pupils' names. They are not shown, and cannot be read back: only keyed hashes are kept,"
            " so that a name is warned about wherever somebody writes it."
        )
        yield Static(kept, classes="label", markup=False)
        yield ListField(id="pasted")
        yield Static("", id="count", markup=False)

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↵ new line · ↵ on an empty line: done · Esc cancel")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Show how many words there are, not which."""
        count = words_in(event.text_area.text)
        self.query_one("#count", Static).update(self.desk.words.many("{count} word", "{count} words", count))

    def on_composer_kept(self, event: Composer.Kept) -> None:
        """Answer."""
        self.dismiss(event.text)

    def on_composer_left(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
