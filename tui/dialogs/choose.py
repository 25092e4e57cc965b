"""One of several."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Key

from tui.desk.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.presentation.lines import Line
from tui.widgets.line_list import LineList
from tui.widgets.wrapped_list import WrappedList


class ChooseDialog(Dialog[str]):
    """Answers with the key of the chosen option; a letter jumps to the next one that begins with it."""

    BINDINGS = [Binding("enter", "choose", show=False)]

    def __init__(
        self,
        desk: Desk,
        title: str,
        options: Sequence[tuple[str, str]],
        marked: str | None = "",
        *,
        put_off: bool = False,
    ) -> None:
        super().__init__(desk, title)
        self.options = options
        self.put_off = put_off
        """Whether what asks has been done already, so that Esc cancels nothing."""
        found = next((place for place, (key, _) in enumerate(options) if key == marked), 0)
        self.marked = None if marked is None else found
        """The option under the cursor at first; none where an answer given by accident would do harm."""

    def body(self) -> ComposeResult:
        """Draw the options."""
        yield WrappedList()

    def keys(self) -> str:
        """Return the line about keys."""
        words = self.desk.words
        later = words("↑↓ move · ↵ choose · Esc not now")
        return later if self.put_off else words("↑↓ move · ↵ choose · Esc cancel")

    def on_mount(self) -> None:
        """Show the options, the marked one under the cursor."""
        lines = [Line(f"{place}", text) for place, (_, text) in enumerate(self.options)]
        lines = lines or [Line("", self.desk.words("There is nothing to choose from yet."), look="dim")]
        rows = self.query_one(LineList)
        rows.unmarked = self.marked is None
        rows.show(lines, "" if self.marked is None else f"{self.marked}")

    def on_key(self, event: Key) -> None:
        """Jump to the next option that begins with a letter."""
        if event.character and event.character.isalnum():
            self.query_one(LineList).jump(event.character)

    def action_choose(self) -> None:
        """Answer with the option under the cursor."""
        key = self.query_one(LineList).key
        if key:
            self.dismiss(self.options[int(key)][0])
