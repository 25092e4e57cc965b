"""The clock: what it shows, small and large, and that a second that passes draws no more than what changed."""

from typing import Self

import pytest
from textual.app import ComposeResult
from textual.geometry import Region

from tui.app.themes import DressedApp
from tui.presentation.lines import ClockFace
from tui.widgets.clock import HEIGHT, LARGE_WIDTH, WIDTH, Clock, rows


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


@pytest.mark.parametrize(
    ("reading", "first"),
    [
        (ClockFace("4:59", "of 5 min"), "4:59"),
        (ClockFace("4:59", "of 5 min", paused=True), "Ⅱ 4:59"),
        (ClockFace("+0:12", "of 5 min", over=True), "▲ +0:12"),
        (ClockFace(), ""),
    ],
)
def test_small_it_is_two_rows_at_the_right_edge(reading: ClockFace, first: str) -> None:
    assert list(rows(reading, large=False)) == [f"{row:>{WIDTH - 1}} " for row in (first, reading.of, "", "")]


def test_large_it_draws_its_digits_and_says_the_rest_below() -> None:
    drawn = rows(ClockFace("+4:17", "of 5 min", over=True), large=True)
    assert [row[-18:-1] for row in drawn] == [
        "    █ █    ▄█ ▀▀█",
        "▄█▄ ▀▀█ •   █   █",
        " ▀    ▀ •   ▀   ▀",
        "       ▲ of 5 min",
    ]


@pytest.mark.parametrize("left", ["", "0:00", "14:23", "+12:59"])
def test_large_it_has_room_for_every_time(left: str) -> None:
    drawn = rows(ClockFace(left, "of 15 min", paused=True), large=True)
    assert [len(row) for row in drawn] == [LARGE_WIDTH] * HEIGHT


@pytest.mark.parametrize(("large", "changed"), [(False, [0]), (True, [1])])
async def test_a_second_draws_only_the_rows_that_change(large: bool, changed: list[int]) -> None:
    app = ClockApp()
    async with app.run_test() as pilot:
        clock = app.query_one(Watched)
        clock.large = large
        clock.reading = ClockFace("4:59", "of 5 min")
        await pilot.pause()
        clock.drawn.clear()
        clock.reading = ClockFace("4:58", "of 5 min")
        assert clock.drawn == changed
        clock.reading = ClockFace("4:58", "of 5 min")
        assert clock.drawn == changed


async def test_time_that_is_up_has_a_colour_of_its_own() -> None:
    app = ClockApp()
    async with app.run_test() as pilot:
        clock = app.query_one(Watched)
        clock.reading = ClockFace("0:01", "of 5 min")
        await pilot.pause()
        before = clock.render_line(0)
        clock.reading = ClockFace("+0:01", "of 5 min", over=True)
        await pilot.pause()
        after = clock.render_line(0)
        assert after.text.strip() == "▲ +0:01"
        assert [segment.style for segment in before] != [segment.style for segment in after]
