"""The meeting's rail: every phase in one row, passed, present and to come."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.presentation.lines import Halt, Track

MORE = "…"
"""Stands where phases are left out."""


class PhaseRail(Widget):
    """Draws the phases around the present one, as many as there is room for."""

    DEFAULT_CSS = """
    PhaseRail { height: 1; background: $background; color: $secondary; }
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
        return Content.styled(f"▶{halt.name.upper()}", "bold $accent")
    return Content.styled(f"✓{halt.name}", "") if halt.passed else Content.styled(f"·{halt.name}", "dim")
