"""The curtain: one key, and the shared screen shows nothing."""

from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Static

from tui.i18n.words import Words
from tui.terminal.asking import Asking


class Curtain(Asking[None]):
    """Blank until a key is pressed; nothing of what lies behind can be seen or done, and no message comes through."""

    DEFAULT_CSS = """
    Curtain { background: $background; align: center middle; color: $secondary; }
    Curtain > Static { width: auto; }
    Curtain Toast { display: none; }
    """

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words

    def compose(self) -> ComposeResult:
        """Draw one quiet line."""
        yield Static(self.words("fredstid · pause · F8 or Enter goes on"), markup=False)

    def on_key(self, event: Key) -> None:
        """Open again on F8 or Enter; other keys do nothing."""
        event.stop()
        event.prevent_default()
        if event.key in {"f8", "enter", "escape"}:
            self.dismiss()
