"""The steps of a path, in a row."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui.look.signs import Mark
from tui.presentation.lines import Stop

WIDE = 2
"""Cells between two stops where there is room."""


class Rail(Widget):
    """`●2 Happened ◉Wanted ○Ideas`, on as many rows as it takes."""

    DEFAULT_CSS = """
    Rail { height: auto; padding: 0 1; color: $quiet; }
    """

    stops: reactive[Sequence[Stop]] = reactive((), layout=True)

    def gap(self, width: int) -> int:
        """Return the blanks between two stops: one, when that keeps them in one row."""
        return WIDE if sum(cell_len(_shown(stop)) + WIDE for stop in self.stops) - WIDE <= width else 1

    def rows(self, width: int) -> list[list[Stop]]:
        """Return the stops, row by row."""
        rows: list[list[Stop]] = [[]]
        used, gap = 0, self.gap(width)
        for stop in self.stops:
            need = cell_len(_shown(stop)) + gap
            if rows[-1] and used + need > width + gap:
                rows.append([])
                used = 0
            rows[-1].append(stop)
            used += need
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the number of rows."""
        return len(self.rows(width))

    def render(self) -> Content:
        """Return the rows."""
        width = self.content_size.width
        rows, gap = self.rows(width), " " * self.gap(width)
        return Content("\n").join(Content(gap).join(_styled(stop) for stop in row) for row in rows)


def _shown(stop: Stop) -> str:
    if stop.held:
        return f"{Mark.THERE}{stop.held} {stop.name}"
    return f"{Mark.NEXT if stop.next else Mark.MISSING}{stop.name}"


def _styled(stop: Stop) -> Content:
    style = "$ink" if stop.held else "bold $ask on $ask-ground" if stop.next else ""
    return Content.styled(_shown(stop), style)
