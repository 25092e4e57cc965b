"""The phase's clock: what is left, or how far over; colour and a sign, never a word of blame."""

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.look.letters import HEIGHT, letters
from tui.presentation.lines import ClockFace

CLOCK_WIDTH = 16
"""Cells: a last minute's seconds, or an hour over, with a blank on each side."""


class Clock(Widget):
    """Minutes in large letters, and of how many; a minute that passes draws only the rows that change."""

    DEFAULT_CSS = f"""
    Clock {{ width: {CLOCK_WIDTH}; height: {HEIGHT + 1}; color: $ink; }}
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
        self.draw_changed()

    def fold(self, *, folded: bool) -> None:
        """Show of how many minutes beside the last ones, where there is no row for that below."""
        if folded is not self.has_class("-folded"):
            self.set_class(folded, "-folded")
            self.draw_changed()

    def draw_changed(self) -> None:
        """Draw the rows that say something else than before."""
        before, self.rows = self.rows, rows(self.reading, folded=self.has_class("-folded"))
        for y, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            if old != new:
                self.refresh(Region(0, y, len(new), 1))

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        return Strip([Segment(self.rows[y], self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)


def rows(reading: ClockFace, *, folded: bool = False) -> tuple[str, ...]:
    """Return the rows that show a reading, each as wide as the clock; `folded` with the remark beside the digits."""
    *drawn, last = letters(reading.left, CLOCK_WIDTH - 2)[:HEIGHT] or ("",) * HEIGHT
    beside = f"{reading.of}  {last}" if folded and reading.of else last
    if cell_len(beside) > CLOCK_WIDTH - 1:
        beside = last
    below = "" if folded else reading.of
    return tuple(" " * (CLOCK_WIDTH - 1 - cell_len(row)) + f"{row} " for row in (*drawn, beside, below))
