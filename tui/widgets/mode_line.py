"""The top line: where one is, which team it is and who sits here."""

from rich.cells import cell_len
from textual.content import Content
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


class ModeLine(Widget):
    """`1 Today 2 Plan …` with the present one marked, and team and alias to the right."""

    DEFAULT_CSS = """
    ModeLine { height: 1; background: $panel; color: $secondary; }
    """

    right: reactive[str] = reactive("")

    def __init__(self, words: Words, mode: str, right: str) -> None:
        super().__init__()
        self.words = words
        self.mode = mode
        self.set_reactive(ModeLine.right, right)

    def render(self) -> Content:
        """Return the line; the team's name gives way when it is narrow."""
        left = Content("")
        for number, (mode, name) in enumerate(MODES.items(), 1):
            style = "bold reverse" if mode == self.mode else ""
            left = Content.assemble(left, (f" {number} {self.words(name)} ", style))
        room = self.size.width - left.cell_length - 1
        right = self.right if cell_len(self.right) < room else self.right[: max(0, room - 2)] + "…"
        return Content.assemble(left, " " * max(0, room - cell_len(right)), right, " ")
