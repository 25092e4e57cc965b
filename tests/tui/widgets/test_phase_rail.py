"""The rail of a meeting: what is left out at an end is marked there."""

import pytest
from textual.app import ComposeResult

from tui.app.themes import DressedApp
from tui.presentation.lines import Halt, Track
from tui.widgets.rails import PhaseRail

NAMES = ("In", "Plan", "Case", "Clarify", "Wanted", "Credit", "Ideas", "Step", "Plan", "Out")


class RailApp(DressedApp[None]):
    """Nothing but a rail."""

    def __init__(self, here: int, remark: str) -> None:
        super().__init__()
        self.rail = PhaseRail()
        self.rail.track = Track(tuple(Halt(name, n < here, n == here) for n, name in enumerate(NAMES)), remark)

    def compose(self) -> ComposeResult:
        yield self.rail


async def drawn(here: int, width: int, remark: str = "case 1/2") -> str:
    app = RailApp(here, remark)
    async with app.run_test(size=(width, 5)):
        row = app.rail.render().plain
        assert len(row) <= width
        return row


@pytest.mark.parametrize(("here", "first", "last"), [(0, "▸IN", "…"), (4, "✓In", "…"), (9, "…", "▸OUT")])
async def test_what_is_left_out_is_marked_where_it_is(here: int, first: str, last: str) -> None:
    halts = (await drawn(here, 64)).removesuffix("case 1/2").split()
    assert (halts[0], halts[-1]) == (first, last)


async def test_where_everything_has_room_nothing_is_marked() -> None:
    assert "…" not in await drawn(4, 120)
