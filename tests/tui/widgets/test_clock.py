"""The clock: what it shows, and that a second that passes draws no more than what changed."""

from typing import Self

import pytest
from textual.app import ComposeResult
from textual.geometry import Region

from tui.app.themes import DressedApp
from tui.look.letters import HEIGHT, letters
from tui.presentation.lines import ClockFace
from tui.widgets.clock import CLOCK_WIDTH, Clock, rows


class Watched(Clock):
    """Remembers which of its rows it drew."""

    drawn: list[int] = []  # noqa: RUF012 - one clock a test

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        self.drawn += [y for region in regions for y in region.line_range]
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class ClockApp(DressedApp[None]):
    """Nothing but a clock."""

    def compose(self) -> ComposeResult:
        yield Watched()


@pytest.mark.parametrize("left", ["", "5", "45", "0:42", "+1", "+12"])
def test_every_time_has_room(left: str) -> None:
    assert [len(row) for row in rows(ClockFace(left, "of 15 min"))] == [CLOCK_WIDTH] * (HEIGHT + 1)


def test_it_draws_its_digits_three_rows_high_and_says_the_rest_below() -> None:
    assert rows(ClockFace("42", "of 45 min")) == (
        *(f"        {row} " for row in letters("42", 7)),
        "      of 45 min ",
    )
    assert rows(ClockFace("7", "of 7 min"), folded=True)[2:] == (
        f"  of 7 min  {letters('7', 3)[-1]} ",
        " " * CLOCK_WIDTH,
    )
    assert rows(ClockFace("0:42", "of 5 min"), folded=True)[2] == rows(ClockFace("0:42"))[2]
    assert rows(ClockFace("42", "paused"))[-1] == "         paused "
    assert rows(ClockFace()) == (" " * CLOCK_WIDTH,) * (HEIGHT + 1)


async def test_a_second_draws_only_the_rows_that_change() -> None:
    app = ClockApp()
    async with app.run_test() as pilot:
        clock = app.query_one(Watched)
        clock.reading = ClockFace("0:48", "of 5 min")
        await pilot.pause()
        clock.drawn.clear()
        clock.reading = ClockFace("0:49", "of 5 min")
        assert clock.drawn == [2]
        clock.reading = ClockFace("0:49", "of 5 min")
        assert clock.drawn == [2]


async def test_time_that_runs_out_and_time_that_is_up_have_colours_of_their_own() -> None:
    app = ClockApp()
    async with app.run_test() as pilot:
        clock = app.query_one(Watched)
        seen = []
        for face in (ClockFace("2"), ClockFace("0:59", soon=True), ClockFace("+1", over=True)):
            clock.reading = face
            await pilot.pause()
            seen.append({segment.style for segment in clock.render_line(1)})
        assert [len(styles) for styles in seen] == [1, 1, 1]
        assert len(set(map(frozenset, seen))) == 3
