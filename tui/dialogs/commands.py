"""Help and palette in one: every action that works here, found by typing, run by Enter."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from tui.commands import Command, key_name
from tui.desk.desk import Desk
from tui.desk.settings import keys_file
from tui.dialogs.dialog import Dialog
from tui.presentation.lines import Line
from tui.widgets.lists import LineList, WrappedList


class CommandsDialog(Dialog[Command]):
    """Answers with the action to run."""

    BINDINGS = [
        Binding("enter", "choose", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("home", "end(-1)", show=False, priority=True),
        Binding("end", "end(1)", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, commands: Iterable[Command]) -> None:
        super().__init__(desk, desk.words("What can I do here?"))
        self.add_class("-whole")
        self.commands = {f"{number}": command for number, command in enumerate(commands)}

    def body(self) -> ComposeResult:
        """Draw the field and the list."""
        yield Input(placeholder=self.desk.words("type a word, or move with the arrows"))
        yield WrappedList()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↑↓ choose · ↵ do it · Esc close")

    def on_mount(self) -> None:
        """Show everything first."""
        self.narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches."""
        self.narrow(event.value)

    def narrow(self, typed: str) -> None:
        """Show the actions whose text or key holds every word typed."""
        wanted = typed.casefold().split()
        lines = (Line(key, self.desk.words(each.text), _keys(each)) for key, each in self.commands.items())
        fitting = [line for line in lines if all(word in f"{line.left} {line.right}".casefold() for word in wanted)]
        own: Line[str] = Line("", self.desk.words("Other keys of your own: {file}", file=keys_file()), look="quiet")
        self.query_one(LineList).show([*(() if wanted else (own,)), *fitting])

    def action_move(self, way: int) -> None:
        """Move in the list while the field keeps the focus."""
        self.query_one(LineList).action_step(way)

    def action_page(self, way: int) -> None:
        """Move a page in the list."""
        self.query_one(LineList).action_page(way)

    def action_end(self, way: int) -> None:
        """Move to the list's first or last row."""
        self.query_one(LineList).action_end(way)

    def action_choose(self) -> None:
        """Answer with the marked action, once the list fits what was typed."""
        self.answer()

    def answer(self) -> None:
        """Answer with the marked action."""
        key = self.query_one(LineList).key
        if key:
            self.dismiss(self.commands[key])


def _keys(command: Command) -> str:
    shown = key_name(command)
    other = key_name(command, writing=True)
    return shown if other == shown else f"{shown}  {other}"
