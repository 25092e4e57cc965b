"""The phase's clock: what is left, or how far over; colour and a mark, never a word of blame."""

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.presentation.lines import ClockFace

LARGE = {
    "0": "█▀█\n█ █\n▀▀▀", "1": " ▄█\n  █\n  ▀", "2": "▀▀█\n█▀▀\n▀▀▀", "3": "▀▀█\n ▀█\n▀▀▀", "4": "█ █\n▀▀█\n  ▀",
    "5": "█▀▀\n▀▀█\n▀▀▀", "6": "█▀▀\n█▀█\n▀▀▀", "7": "▀▀█\n  █\n  ▀", "8": "█▀█\n█▀█\n▀▀▀", "9": "█▀█\n▀▀█\n▀▀▀",
    ":": " \n•\n•", "+": "   \n▄█▄\n ▀ ",
}  # fmt: skip
HEIGHT = 4
WIDTH, LARGE_WIDTH = 16, 24
"""Cells; large, six signs have room: more than ten minutes over."""
BOLD = Style(bold=True)


class Clock(Widget):
    """Small in a narrow terminal, large from 120 columns; a second that passes draws only the rows that change."""

    DEFAULT_CSS = """
    Clock { width: 16; height: 4; color: $ink; }
    Clock.-large { width: 24; }
    Clock.-over { color: $late; }
    """

    reading: reactive[ClockFace] = reactive(ClockFace(), repaint=False)
    large: reactive[bool] = reactive(False, repaint=False, toggle_class="-large")

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[str, ...] = ("",) * HEIGHT
        """What is drawn, each row from its left edge to its right."""

    def watch_reading(self, reading: ClockFace) -> None:
        """Show by colour and mark that the time is up."""
        self.set_class(reading.over, "-over")
        self._redraw()

    def watch_large(self) -> None:
        """Take the other size."""
        self._redraw()

    def _redraw(self) -> None:
        before, self.rows = self.rows, rows(self.reading, large=self.large)
        for y, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            if old != new:
                self.refresh(Region(0, y, len(new), 1))

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        style = self.rich_style if self.large or y else self.rich_style + BOLD
        return Strip([Segment(self.rows[y], style)]).adjust_cell_length(self.size.width, style)


def rows(reading: ClockFace, *, large: bool) -> tuple[str, ...]:
    """Return the rows that show a reading, each as wide as the clock."""
    mark = "Ⅱ " if reading.paused else "▲ " if reading.over else ""
    drawn = _drawn_large(reading.left) if large and reading.left else ()
    shown = (*drawn, f"{mark}{reading.of}") if drawn else (f"{mark}{reading.left}", reading.of)
    width = LARGE_WIDTH if large else WIDTH
    return tuple(f"{row:>{width - 1}} " for row in (*shown, *("",) * (HEIGHT - len(shown))))


def _drawn_large(time: str) -> tuple[str, ...]:
    signs = ([f"{row:<{1 if sign == ':' else 3}}" for row in LARGE[sign].split("\n")] for sign in time)
    return tuple(" ".join(row) for row in zip(*signs, strict=True))
