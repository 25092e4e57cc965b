"""The steps of a path and the phases of a meeting, each in one row."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui.look.signs import Mark
from tui.presentation.lines import Halt, Stop, Track

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


MORE = "…"
"""Stands where phases are left out."""


class PhaseRail(Widget):
    """Draws the phases around the present one, as many as there is room for."""

    DEFAULT_CSS = """
    PhaseRail { height: 1; background: $ground; color: $quiet; }
    """

    track: reactive[Track] = reactive(Track())

    def render(self) -> Content:
        """Return the row."""
        halts, remark = self.track.halts, self.track.remark
        first, last = _fitting(halts, self.size.width - 2 - cell_len(remark))
        ends = (Content(MORE if first else ""), Content(MORE if last < len(halts) else ""))
        parts = (ends[0], *map(_drawn, halts[first:last]), ends[1])
        row = Content.assemble(" ", Content(" ").join(part for part in parts if part))
        gap = max(1, self.size.width - 1 - row.cell_length - cell_len(remark))
        return Content.assemble(row, " " * gap, (remark, "bold"))


def _fitting(halts: tuple[Halt, ...], room: int) -> tuple[int, int]:
    """Return from where to where the phases have room, around the present one, with a mark where some are left out."""
    here = next((place for place, halt in enumerate(halts) if halt.here), 0)
    first, last = 0, len(halts)
    while first < last and _need(halts, first, last) > room:
        if here - first > (last - first) // 2:
            first += 1
        else:
            last -= 1
    return first, last


def _need(halts: tuple[Halt, ...], first: int, last: int) -> int:
    marks = (first > 0) + (last < len(halts))
    return sum(cell_len(halt.name) + 2 for halt in halts[first:last]) + marks * (cell_len(MORE) + 1)


def _drawn(halt: Halt) -> Content:
    if halt.here:
        return Content.styled(f"{Mark.NOW}{halt.name.upper()}", "bold $ask on $ask-ground")
    return Content.styled(f"{Mark.DONE}{halt.name}", "") if halt.passed else Content.styled(f"·{halt.name}", "quiet")
