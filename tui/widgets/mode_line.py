"""The top line: where one is, which team it is and who sits here."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click, MouseDown
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.i18n.words import N_, Words

MODES = {
    "today": N_("Today"),
    "plan": N_("Plan"),
    "cases": N_("Cases"),
    "meeting": N_("Meeting"),
    "insight": N_("Insight"),
}

BETWEEN = " · "


class ModeLine(Widget):
    """`1 Today 2 Plan …` with the present one marked, and team and alias to the right."""

    DEFAULT_CSS = """
    ModeLine { height: 1; background: $panel; color: $secondary; }
    """

    right: reactive[str] = reactive("")

    @dataclass
    class Chosen(Message):
        """The tab of another mode was clicked."""

        mode: str

    def __init__(self, words: Words, mode: str, right: str) -> None:
        super().__init__()
        self.words = words
        self.mode = mode
        self.set_reactive(ModeLine.right, right)
        self._began = ""

    def tabs(self) -> Iterator[tuple[str, str]]:
        """Yield each mode and how its tab reads."""
        yield from ((mode, f" {number} {self.words(name)} ") for number, (mode, name) in enumerate(MODES.items(), 1))

    def mode_at(self, x: int) -> str:
        """Return the mode whose tab stands in a column; empty where none does."""
        ends = accumulate(cell_len(shown) for _, shown in self.tabs())
        return next((mode for mode, end in zip(MODES, ends, strict=True) if x < end), "")

    def on_mouse_down(self, event: MouseDown) -> None:
        """Remember where a click began: a drag is none."""
        self._began = self.mode_at(event.x)

    def on_click(self, event: Click) -> None:
        """Tell which tab was clicked; a second click is none of its own."""
        mode = self.mode_at(event.x)
        if mode and mode == self._began != self.mode and event.chain == 1:
            self.post_message(self.Chosen(mode))

    def render(self) -> Content:
        """Return the line; the team's name gives way when it is narrow."""
        left = Content("")
        for mode, shown in self.tabs():
            left = Content.assemble(left, (shown, "bold reverse" if mode == self.mode else ""))
        room = self.size.width - left.cell_length - 1
        right = _as_fits(self.right, room - 1)
        return Content.assemble(left, " " * max(0, room - cell_len(right)), right, " ")


def _as_fits(right: str, room: int) -> str:
    """Return what stands to the right in so many cells: its longest part gives way, so that who sits here stays."""
    parts = right.split(BETWEEN)
    over = cell_len(right) - room
    longest = max(parts, key=cell_len)
    if over <= 0:
        return right
    if cell_len(longest) <= over + 1:
        others = [part for part in parts if part is not longest]
        return _as_fits(BETWEEN.join(others), room) if others else ""
    shorter = f"{longest[: -over - 1].rstrip()}…"
    return BETWEEN.join(shorter if part is longest else part for part in parts)
