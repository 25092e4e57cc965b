"""Help and palette in one: every action that works here, found by typing, run by Enter."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from tui.commands import Command, key_name
from tui.desk.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.i18n.words import N_
from tui.look.signs import Span
from tui.presentation.lines import Line
from tui.widgets.lists import LineList, WrappedList

ALSO = {
    "look": N_("colour color screen theme light dark projector contrast"),
    "curtain": N_("hide screen black pause break"), "team": N_("settings members names language"),
    "who": N_("alias name log in"), "undo": N_("regret wrong take back"), "leave": N_("exit stop close the program"),
    "redraw": N_("screen garbled refresh"), "search": N_("find look up"), "history": N_("changes log before"),
}  # fmt: skip
"""Everyday words by which an action is found too, though its sentence does not hold them."""


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
        """Show the actions whose text, key or everyday words hold every word typed; what works here comes first."""
        wanted = typed.casefold().split()
        fitting = [pair for pair in self.commands.items() if all(word in self.findable(pair[1]) for word in wanted)]
        self.query_one(LineList).show(tuple(self.rows(fitting)))

    def findable(self, command: Command) -> str:
        """Return what an action is found by."""
        words = self.desk.words
        also = words(ALSO[command.action]) if command.action in ALSO else ""
        return f"{words(command.text)} {_keys(command)} {also}".casefold()

    def rows(self, fitting: Iterable[tuple[str, Command]]) -> Iterator[Line[str]]:
        """Yield the actions by where they work."""
        words, fitting = self.desk.words, tuple(fitting)
        width = max((cell_len(_keys(each)) for _, each in fitting), default=0)
        for everywhere, pairs in groupby(fitting, key=lambda pair: pair[1].where == "app"):
            yield Line("", words("Everywhere") if everywhere else words("Here"), look="heading")
            for key, each in pairs:
                name, gap = _keys(each), Span("   ")
                yield Line(key, words(each.text), spans=(Span(name.rjust(width), "focus"), gap))

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
        key = self.query_one(LineList).key
        if key:
            self.dismiss(self.commands[key])


def _keys(command: Command) -> str:
    shown = key_name(command)
    other = key_name(command, writing=True)
    return shown if other == shown else f"{shown}  {other}"
