"""The meeting's rail: every phase in one row, passed, present and to come."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


@dataclass(frozen=True)
class Halt:
    """One phase on the rail."""

    name: str
    passed: bool = False
    here: bool = False


@dataclass(frozen=True)
class Track:
    """The phases in order, and a remark for the end of the row."""

    halts: tuple[Halt, ...] = ()
    remark: str = ""


class PhaseRail(Widget):
    """Draws the phases around the present one, as many as there is room for."""

    DEFAULT_CSS = """
    PhaseRail { height: 1; background: $background; color: $secondary; }
    """

    track: reactive[Track] = reactive(Track())

    def render(self) -> Content:
        """Return the row."""
        room = self.size.width - 2 - cell_len(self.track.remark)
        shown = list(self.track.halts)
        while shown and sum(cell_len(halt.name) + 2 for halt in shown) > room:
            here = next((place for place, halt in enumerate(shown) if halt.here), 0)
            del shown[0 if here > len(shown) // 2 else -1]
        row = Content.assemble(" ", Content(" ").join(_drawn(halt) for halt in shown))
        gap = max(1, self.size.width - 1 - row.cell_length - cell_len(self.track.remark))
        return Content.assemble(row, " " * gap, (self.track.remark, "bold"))


def _drawn(halt: Halt) -> Content:
    if halt.here:
        return Content.styled(f"▶{halt.name.upper()}", "bold $accent")
    return Content.styled(f"✓{halt.name}", "") if halt.passed else Content.styled(f"·{halt.name}", "dim")
