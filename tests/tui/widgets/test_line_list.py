"""The list: which rows are in view when it is filled, marked, shrunk and grown."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import ComposeResult
from textual.events import MouseScrollDown
from textual.pilot import Pilot

from tui.app.themes import DressedApp
from tui.presentation.lines import Line
from tui.widgets.lists import BAR, LineList

ROWS = [Line(f"{number}", f"Row {number}") for number in range(40)]


class ListApp(DressedApp[None]):
    """Nothing but a list."""

    def compose(self) -> ComposeResult:
        yield LineList()


@asynccontextmanager
async def listed() -> AsyncIterator[tuple[LineList[str], Pilot[None]]]:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        rows = app.query_one(LineList)
        rows.show(ROWS)
        yield rows, pilot


def in_view(rows: LineList[str]) -> list[str]:
    drawn = (rows.render_line(y).text.strip(f"{BAR} ") for y in range(rows.size.height))
    return [text for text in drawn if text]


async def test_the_first_row_is_in_view_at_once_after_the_end_was() -> None:
    async with listed() as (rows, _):
        rows.unmark()
        assert in_view(rows)[-1] == "Row 39"
        assert rows.key == ""
        rows.mark_first()
        assert in_view(rows)[0] == "Row 0"
        assert rows.key == "0"


async def test_the_first_row_stays_in_view_through_the_next_drawings() -> None:
    async with listed() as (rows, pilot):
        rows.unmark()
        rows.mark_first()
        rows.refresh()
        await pilot.pause()
        assert in_view(rows)[0] == "Row 0"


async def test_the_end_stays_in_view_when_there_is_less_room() -> None:
    async with listed() as (rows, pilot):
        rows.unmark()
        await pilot.resize_terminal(40, 6)
        await pilot.pause()
        assert in_view(rows) == [f"Row {number}" for number in range(34, 40)]


async def test_who_reads_further_up_is_left_there() -> None:
    async with listed() as (rows, pilot):
        rows.unmark()
        rows.scroll_to(y=5, animate=False, force=True)
        await pilot.resize_terminal(40, 6)
        await pilot.pause()
        rows.show([*ROWS, Line("40", "Row 40")])
        assert in_view(rows)[0] == "Row 5"


async def test_the_marked_row_stays_in_view_when_there_is_less_room() -> None:
    async with listed() as (rows, pilot):
        rows.mark_first()
        await pilot.press(*["down"] * 9)
        assert rows.key == "9"
        await pilot.resize_terminal(40, 6)
        await pilot.pause()
        assert "Row 9" in in_view(rows)


async def test_new_rows_come_into_view_where_the_end_is_read() -> None:
    async with listed() as (rows, _):
        rows.unmark()
        rows.show([*ROWS, Line("40", "Row 40")])
        assert in_view(rows)[-1] == "Row 40"


async def test_a_click_puts_the_cursor_on_the_row_that_is_seen_there() -> None:
    async with listed() as (rows, pilot):
        await pilot.click(LineList, offset=(5, 3))
        assert rows.key == "3"
        rows.unmark()
        await pilot.pause()
        await pilot.click(LineList, offset=(5, 0))
        assert rows.key == "30"
        rows.show([Line("", "Heading", look="heading"), Line("a", "Row")])
        await pilot.pause()
        await pilot.click(LineList, offset=(5, 0))
        await pilot.click(LineList, offset=(5, 7))
        assert rows.key == ""
        await pilot.click(LineList, offset=(5, 1))
        assert rows.key == "a"


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    async with listed() as (rows, pilot):
        rows.mark_first()
        await pilot.pause()
        rows.post_message(MouseScrollDown(rows, 5, 3, 0, 1, 0, False, False, False))
        await pilot.pause(0.2)
        assert rows.scroll_offset.y > 0
        assert rows.key == "0"
