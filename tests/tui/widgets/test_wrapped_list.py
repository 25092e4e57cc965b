from textual.app import App, ComposeResult

from tui.widgets.line_list import Line
from tui.widgets.wrapped_list import WrappedList


class Table(App[None]):
    def compose(self) -> ComposeResult:
        yield WrappedList()


async def test_every_paragraph_of_a_row_is_broken_on_its_own() -> None:
    app = Table()
    async with app.run_test(size=(30, 12)) as pilot:
        rows = app.query_one(WrappedList)
        rows.show([Line("a", "  │ one two three four five six seven\neight nine\nten", "now"), Line("b", "│ short")])
        await pilot.pause()
        assert [(line.key, line.left, line.right) for line in rows.lines] == [
            ("a", "  │ one two three four", "now"),
            ("", "    five six seven", ""),
            ("", "    eight nine", ""),
            ("", "    ten", ""),
            ("b", "│ short", ""),
        ]


async def test_a_remark_that_leaves_no_room_beside_it_goes_on_below() -> None:
    app = Table()
    async with app.run_test(size=(30, 12)) as pilot:
        rows = app.query_one(WrappedList)
        rows.show([Line("a", "◇ Ask midway", "about homework and notes")])
        await pilot.pause()
        assert [(line.key, line.left, line.right) for line in rows.lines] == [
            ("a", "◇ Ask midway", ""),
            ("", "  about homework and notes", ""),
        ]
