"""The phase's clock: what is left, or how far over; colour and a sign, never a word of blame."""

from rich.segment import Segment
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.look.letters import HEIGHT, letters
from tui.presentation.lines import ClockFace

WIDTH = 16
"""Cells: a last minute's seconds, or an hour over, with a blank on each side."""


class Clock(Widget):
    """Minutes in large letters, and of how many; a minute that passes draws only the rows that change."""

    DEFAULT_CSS = f"""
    Clock {{ width: {WIDTH}; height: {HEIGHT + 1}; color: $ink; }}
    Clock.-folded {{ height: {HEIGHT}; }}
    Clock.-soon {{ color: $late; }}
    Clock.-over {{ color: $on-bar; background: $late; }}
    """

    reading: reactive[ClockFace] = reactive(ClockFace(), repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[str, ...] = ("",) * (HEIGHT + 1)
        """What is drawn, each row from its left edge to its right."""

    def watch_reading(self, reading: ClockFace) -> None:
        """Show by colour and sign that the time runs out, and that it is up."""
        self.set_class(reading.soon, "-soon")
        self.set_class(reading.over, "-over")
        before, self.rows = self.rows, rows(reading)
        for y, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            if old != new:
                self.refresh(Region(0, y, len(new), 1))

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        return Strip([Segment(self.rows[y], self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)


def rows(reading: ClockFace) -> tuple[str, ...]:
    """Return the rows that show a reading, each as wide as the clock."""
    drawn = letters(reading.left, WIDTH - 2)[:HEIGHT] or ("",) * HEIGHT
    return tuple(f"{row:>{WIDTH - 1}} " for row in (*drawn, reading.of))
