"""The list: which rows are in view when it is filled, marked, shrunk and grown."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.color import Color
from rich.style import Style
from textual.app import ComposeResult
from textual.events import MouseScrollDown
from textual.pilot import Pilot

from tui.app.themes import DressedApp
from tui.look.colours import DARK
from tui.look.letters import letters
from tui.look.panels import LIST_MEASURE
from tui.look.signs import Mark
from tui.presentation.lines import Line
from tui.presentation.rows import beside_figure
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


async def test_what_stands_below_the_last_row_that_can_be_chosen_is_read_by_going_on() -> None:
    async with listed() as (rows, pilot):
        rows.show([*ROWS[:9], *(Line[str]("", f"Told {number}") for number in range(9))])
        rows.focus()
        await pilot.press("end")
        assert "Told 8" not in in_view(rows)
        await pilot.press("down")
        assert in_view(rows)[-1] == "Told 8"
        assert rows.key == "8"
        await pilot.press("up")
        assert "Row 7" in in_view(rows)


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


BELONGING = [
    Line[str]("", "Agreements", "2 late", "heading"),
    Line("a", "Call the home", "AB", mark=Mark.LATE),
    Line[str]("", "What all keep to", look="quiet", mark=Mark.ALL, indent=2),
    Line("b", "Ask again", "CD"),
]


def styles(rows: LineList[str], y: int) -> list[Style]:
    return [segment.style for segment in rows.render_line(y) if segment.style]


async def test_a_bar_marks_all_that_belongs_to_a_row_and_a_raised_ground_the_row_and_colours_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with listed() as (rows, pilot):
        rows.focus()
        rows.show(BELONGING, "a")
        await pilot.pause()
        drawn = [rows.render_line(y).text.rstrip() for y in range(4)]
        assert drawn[1:] == [f"{'▌! Call the home':<37}AB", "▌  ■ What all keep to", f"{' Ask again':<37}CD"]
        raised, ground = (Color.parse(DARK[role]).triplet for role in ("raised", "ground"))
        grounds = [{style.bgcolor.triplet for style in styles(rows, y)[1:] if style.bgcolor} for y in range(1, 4)]
        assert grounds == [{raised}, {ground}, {ground}]
        bar, mark, *_ = [style.color.triplet for style in styles(rows, 1) if style.color]
        assert (bar, mark) == (Color.parse(DARK["focus"]).triplet, Color.parse(DARK["late"]).triplet)
        assert all(style.bold for style in styles(rows, 1))


async def test_a_row_beside_a_large_figure_is_marked_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with listed() as (rows, pilot):
        rows.focus()
        rows.show(beside_figure(BELONGING, "a", letters("2", 20), "plan"), "a")
        await pilot.pause()
        drawn = [rows.render_line(y).text.rstrip() for y in range(5)]
        assert [row[:5] for row in drawn[1:4]] == [f"▌ {piece}" for piece in letters("2", 20)]
        assert "■ What all keep to" in drawn[2]
        assert drawn[4].startswith(" Ask again")
        bar, figure, mark, *_ = [style.bgcolor for style in styles(rows, 1) if style.bgcolor]
        assert bar == figure != mark


async def test_with_too_few_colours_what_is_marked_is_turned_about() -> None:
    async with listed() as (rows, pilot):
        rows.app.no_color = True
        rows.focus()
        rows.show(BELONGING, "a")
        await pilot.pause()
        assert [all(style.reverse for style in styles(rows, y)[1:]) for y in range(1, 4)] == [True, False, False]
        assert [rows.render_line(y).text.startswith(BAR) for y in range(1, 4)] == [True, True, False]


async def test_a_heading_is_a_rule_with_its_state_and_a_row_keeps_within_its_measure() -> None:
    async with listed() as (rows, pilot):
        await pilot.resize_terminal(140, 10)
        rows.show(BELONGING)
        await pilot.pause()
        heading, row = (rows.render_line(y).text for y in (0, 1))
        assert heading.startswith("── Agreements ─────")
        assert heading.rstrip().endswith("───── 2 late ──")
        assert len(heading.rstrip()) == LIST_MEASURE
        assert len(row.rstrip()) == LIST_MEASURE - 1
