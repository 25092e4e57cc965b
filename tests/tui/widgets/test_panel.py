"""What belongs together: a frame with title, state and keys where there is room, else a rule."""

import pytest
from textual.app import ComposeResult

from tui.app.themes import DressedApp
from tui.look.panels import has_frames
from tui.presentation.lines import Line
from tui.widgets.lists import LineList
from tui.widgets.panel import Panel


class Two(DressedApp[None]):
    def compose(self) -> ComposeResult:
        self.screen.set_class(has_frames(self.size.width), "-wide")
        with Panel("Agreements [b]", "4 late", "r follow up"):
            yield LineList[str](id="first")
        with Panel("Cases", "5", "n new"):
            yield LineList[str](id="second")

    def rows(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]


@pytest.mark.parametrize(
    ("width", "edges"),
    [
        (64, (("━━ Agreements [b] ━", "━ 4 late ━━"), ("", ""), ("── Cases ─", "─ 5 ──"))),
        (120, (("┏━ Agreements [b] ━", "━ 4 late ━┓"), ("┗━", "━ r follow up ━┛"), ("╭─ Cases ─", "─ 5 ─╮"))),
    ],
)
async def test_title_state_and_keys_stand_in_the_edges(width: int, edges: tuple[tuple[str, str], ...]) -> None:
    app = Two()
    async with app.run_test(size=(width, 12)) as pilot:
        app.query_one("#first", LineList).show([Line("a", "Call the home")])
        await pilot.pause()
        for row, (start, end) in zip((app.rows()[y] for y in (0, 5, 6)), edges, strict=True):
            assert (row[: len(start)], row[len(row) - len(end) :], len(row)) == (start, end, width)
            assert len(set(row[len(start) : len(row) - len(end)])) == 1


async def test_of_many_keys_as_many_stand_there_as_there_is_room_for() -> None:
    app = Two()
    async with app.run_test(size=(120, 12)) as pilot:
        app.query(Panel).first().keys = "  ".join(f"{number} does something" for number in range(10))
        await pilot.pause()
        assert app.rows()[5].endswith(
            "━ 0 does something  1 does something  2 does something  3 does something "
            " 4 does something  5 does something ━┛"
        )


async def test_the_frame_is_heavy_where_the_keys_go_and_its_edges_follow_what_they_say() -> None:
    app = Two()
    async with app.run_test(size=(120, 12)) as pilot:
        app.query(Panel).last().state = "6"
        await pilot.press("tab")
        await pilot.pause()
        rows = app.rows()
        assert rows[0].startswith("╭─ Agreements [b] ───")
        assert rows[6].startswith("┏━ Cases ━━━")
        assert rows[6].endswith("━━━ 6 ━┓")


async def test_edges_that_are_written_late_find_no_panel_and_do_no_harm() -> None:
    app = Two()
    async with app.run_test(size=(120, 12)) as pilot:
        panel = app.query(Panel).first()
        panel.focus()
        await pilot.pause()
        await panel.remove()
        panel.on_descendant_blur()
        panel.write_edges()
        await pilot.pause()
        assert len(app.query(Panel)) == 1
